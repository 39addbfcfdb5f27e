/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template user/detail.h;
 * change those and run `make generate`. */
/* process.h: what errors of the interface `process` tell besides, of each method in a union. The
 * member is that of the error which a call returns. */
#pragma once

#include <kozo/abi.h>
#include <stdbool.h>

union process_start_detail {
    /* There is no block of memory for its quota, or something in that ran out. */
    struct {
        /* Bytes that the manifest gives it. */
        kozo_size_t quota;
        /* Bytes that nobody was given, in blocks of any size. */
        kozo_size_t free;
    } exhausted;
};
