/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template abi/buffer.h;
 * change those and run `make generate`. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define KOZO_BUFFER_BYTES 512
#define KOZO_BUFFER_WORDS 56
#define KOZO_BUFFER_CAPS 4

/* Message words that travel in registers. */
#define KOZO_REGISTER_WORDS 6

/* The IPC buffer of a thread. Words 0 to 5 shadow the message registers and are not written by
 * the kernel. A sender names the capabilities it passes in `caps` and the receiver finds its new
 * handles there; `receive` holds, for each incoming capability, the index of an empty slot in
 * the receiver's root CNode, which must be bound with the right to modify it, or 0 to accept
 * none. `pass` says how each outgoing capability travels; the kernel never writes it. */
struct kozo_buffer {
    uint64_t words[KOZO_BUFFER_WORDS];
    uint64_t caps[KOZO_BUFFER_CAPS];
    uint32_t receive[KOZO_BUFFER_CAPS];
    uint32_t pass[KOZO_BUFFER_CAPS]; /* kozo_pass_t */
};
_Static_assert(sizeof(struct kozo_buffer) == KOZO_BUFFER_BYTES, "size of struct kozo_buffer");
_Static_assert(offsetof(struct kozo_buffer, caps) == 448, "kozo_buffer.caps");
_Static_assert(offsetof(struct kozo_buffer, receive) == 480, "kozo_buffer.receive");
_Static_assert(offsetof(struct kozo_buffer, pass) == 496, "kozo_buffer.pass");
