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

/* Indexed by kozo_object_t; the null type has an empty entry. */
extern const struct object_descriptor object_descriptors[KOZO_OBJECT_LIMIT];
