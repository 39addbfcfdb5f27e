/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template abi/handles.h;
 * change those and run `make generate`. */
#pragma once

#include <stdint.h>

/* A name in one's own capability space. It confers nothing: authority is in the slot. The low
 * radix bits of `address` index the root CNode; `depth` further CNodes each consume their own
 * radix bits from what is left; what remains after the last must be zero. */
typedef struct { uint64_t raw; } kozo_handle_t;

static inline uint32_t kozo_handle_stamp(kozo_handle_t word)
{
    return (uint32_t)(word.raw >> 32 & 0xffffffff);
}

static inline uint8_t kozo_handle_depth(kozo_handle_t word)
{
    return (uint8_t)(word.raw >> 30 & 0x3);
}

static inline uint32_t kozo_handle_address(kozo_handle_t word)
{
    return (uint32_t)(word.raw >> 0 & 0x3fffffff);
}

static inline kozo_handle_t kozo_handle_make(uint64_t stamp, uint64_t depth, uint64_t address)
{
    return (kozo_handle_t){
        (stamp & 0xffffffff) << 32 |
        (depth & 0x3) << 30 |
        (address & 0x3fffffff) << 0
    };
}

/* Handles by the type of the object that they designate; distinct, so that mixing them up does not
 * compile. All zeroes is a handle of nothing. */
typedef struct { uint64_t raw; } kozo_untyped_t;
typedef struct { uint64_t raw; } kozo_cnode_t;
typedef struct { uint64_t raw; } kozo_endpoint_t;
typedef struct { uint64_t raw; } kozo_reply_t;
typedef struct { uint64_t raw; } kozo_notification_t;
typedef struct { uint64_t raw; } kozo_thread_t;
typedef struct { uint64_t raw; } kozo_aspace_t;
typedef struct { uint64_t raw; } kozo_frame_t;
typedef struct { uint64_t raw; } kozo_page_table_t;
typedef struct { uint64_t raw; } kozo_budget_t;
typedef struct { uint64_t raw; } kozo_io_port_t;
typedef struct { uint64_t raw; } kozo_debug_t;
typedef struct { uint64_t raw; } kozo_platform_t;

/* Any typed handle as an untyped one. */
#define KOZO_ANY(handle) ((kozo_handle_t){(handle).raw})
