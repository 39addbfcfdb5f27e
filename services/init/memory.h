/* SPDX-License-Identifier: MIT */
/* memory.h: init holds all memory of the machine. It gives it away in quotas, one Untyped a
 * program, and takes a quota back whole. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <kozo/abi.h>

/* Take charge of the regions of init_info and set aside init's own memory.
 * Returns: OK; NO_MEMORY. */
kozo_err_t memory_init(void);

/* A quota of 2^bits bytes. `node` identifies it to memory_give_back().
 * Returns: OK; NO_MEMORY. */
kozo_err_t memory_take_quota(uint8_t bits, unsigned *node, kozo_untyped_t *quota);

/* Destroy everything that was made of a quota, and take its memory back. */
void memory_give_back(unsigned node, kozo_untyped_t quota);

/* Bytes that nobody was given. */
uint64_t memory_free_bytes(void);

/* Bytes that init keeps for itself. */
uint64_t memory_own_bytes(void);

/* Bytes of device memory that init holds, which is nobody's quota, and the regions it lies in. */
uint64_t memory_device_bytes(uint32_t *regions);

/* Write `size` bytes at `offset` of a frame that init has not mapped.
 * Returns: OK; NO_SLOT; what aspace_map returns. */
kozo_err_t memory_fill(kozo_frame_t frame, size_t offset, const void *bytes, size_t size);
