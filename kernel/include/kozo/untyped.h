/* SPDX-License-Identifier: MIT */
/* untyped.h: memory that objects are made of.
 *
 * The slot itself is the object: `object` is the base, a multiple of the size; `size_bits` the
 * size; `aux` the watermark, in bytes from the base. All objects lie below the watermark; it
 * returns to 0 when the capability has no children left. Bytes from `space` to `space + level`,
 * relative to the base, lie in no object and are clear: what an interrupted retype had cleared of
 * its next object.
 *
 * Device memory (CAP_DEVICE) is never cleared nor looked at: it is not even mapped in the kernel,
 * but for the framebuffer, which the kernel writes its own messages on.
 *
 * Invariants: INV-MEM-1 children lie below the watermark and do not overlap, unless they
 *   designate the same object, and the list of children is in descending order of addresses;
 *   INV-MEM-2 without children the watermark is 0. */
#pragma once

#include <kozo/cap.h>

/* May an object of `type` have 2^size_bits bytes? Returns: OK; RANGE. */
MUST_CHECK kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits);

/* Initialise one object in cleared memory, its header included, and describe its first capability,
 * with all rights. Returns false if a system-wide limit (address spaces) is reached; then nothing
 * has changed. */
MUST_CHECK bool object_create(kozo_object_t type, paddr_t at, uint8_t size_bits,
                              struct cap_value *value) LOCKED;
