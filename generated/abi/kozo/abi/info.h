/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template abi/info.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/objects.h>
#include <kozo/abi/types.h>
#include <stdint.h>

/* What any_identify and cnode_inspect tell of a capability: the type of its object, its rights,
 * log2 of the object's size in bytes, 0 where it has none, and whether it is device memory. All
 * zeroes is an empty slot. */
typedef struct { uint64_t raw; } kozo_info_t;

static inline kozo_object_t kozo_info_type(kozo_info_t word)
{
    return (kozo_object_t)(word.raw >> 0 & 0xff);
}

static inline kozo_rights_t kozo_info_rights(kozo_info_t word)
{
    return (kozo_rights_t)(word.raw >> 8 & 0xff);
}

static inline uint8_t kozo_info_size_bits(kozo_info_t word)
{
    return (uint8_t)(word.raw >> 16 & 0xff);
}

static inline uint8_t kozo_info_device(kozo_info_t word)
{
    return (uint8_t)(word.raw >> 24 & 0x1);
}

static inline kozo_info_t kozo_info_make(uint64_t type, uint64_t rights, uint64_t size_bits,
                                         uint64_t device)
{
    return (kozo_info_t){
        (type & 0xff) << 0 |
        (rights & 0xff) << 8 |
        (size_bits & 0xff) << 16 |
        (device & 0x1) << 24
    };
}
