/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/objects.yaml by template kernel/objects.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi.h>

/* What the kernel knows of an object type. A type that is not made of memory has no sizes. */
struct object_descriptor {
    const char *name;
    uint64_t sizes; /* bit n is set if an object may have 2^n bytes */
    uint8_t size_bits_min;
    uint8_t size_bits_max;
    kozo_rights_t rights_mask;
    bool copyable;
    bool badgeable;
    bool creatable; /* by retype */
    bool device;    /* also of device memory */
};

/* The types with a property, a bit each: whose objects begin with a struct object; that can be
 * copied; that can be badged. */
#define OBJECTS_WITH_HEADER UINT64_C(1260)
#define OBJECTS_COPYABLE UINT64_C(0x3dec)
#define OBJECTS_BADGEABLE UINT64_C(40)

/* Is `type` one of `types`? */
static inline bool object_is_of(kozo_object_t type, uint64_t types)
{
    return (types >> type % 64 & 1) != 0;
}

/* Indexed by kozo_object_t; the null type has an empty entry. */
extern const struct object_descriptor object_descriptors[KOZO_OBJECT_LIMIT];
