/* SPDX-License-Identifier: MIT */
/* build.h: the steps by which a program comes into being. Each returns OK or the error that ends
 * the attempt; the caller then revokes the quota, which undoes all steps at once. */
#pragma once

#include "program.h"

/* init's slot range for a program. */
uint32_t build_first_slot(const struct program *program);

/* Make `count` objects of the program's quota in its run of slots. Returns the first handle; the
 * others follow with consecutive slots and stamps, see build_handle(). */
kozo_err_t build_carve(struct program *program, kozo_object_t kind, uint8_t size_bits,
                       uint16_t count, kozo_handle_t *first);

/* Handle `index` of a row that build_carve() made. */
kozo_handle_t build_handle(kozo_handle_t first, unsigned index);

/* Map a frame into the program, carving page tables as needed. */
kozo_err_t build_map(struct program *program, kozo_frame_t frame, uint64_t at,
                     kozo_map_flags_t flags);

/* The image's segments, the stack, and the frames of start_info and IPC buffer.
 * Sets `entry`, `start_info` and `buffer`. Returns besides: DAMAGED; INCOMPATIBLE. */
struct build_space {
    uint64_t entry;
    kozo_frame_t start_info;
    kozo_frame_t buffer;
};
kozo_err_t build_space(struct program *program, struct build_space *space);

/* Fill the program's CNode with what it is, serves, uses and was granted, and tell it in `info`. */
kozo_err_t build_capabilities(struct program *program, struct kozo_start_info *info);

/* Give a running program the endpoint of its use number `use` anew, after its provider came back,
 * and tell it in its start_info. */
kozo_err_t build_grant_again(const struct program *program, unsigned use);
