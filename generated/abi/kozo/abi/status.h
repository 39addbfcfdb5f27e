/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template abi/status.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/errors.h>
#include <stdint.h>

/* What a system call returns in its status register. `code` is a KOZO_ERR number, `argument` the
 * position of the argument that was refused (0 is self, 1 the first argument), `detail` the
 * limit that was exceeded where there is one. */
typedef struct { uint64_t raw; } kozo_status_t;

static inline kozo_err_t kozo_status_code(kozo_status_t word)
{
    return (kozo_err_t)(word.raw >> 0 & 0xffff);
}

static inline uint8_t kozo_status_argument(kozo_status_t word)
{
    return (uint8_t)(word.raw >> 16 & 0xff);
}

static inline uint32_t kozo_status_detail(kozo_status_t word)
{
    return (uint32_t)(word.raw >> 32 & 0xffffffff);
}

static inline kozo_status_t kozo_status_make(uint64_t code, uint64_t argument, uint64_t detail)
{
    return (kozo_status_t){
        (code & 0xffff) << 0 |
        (argument & 0xff) << 16 |
        (detail & 0xffffffff) << 32
    };
}
