/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/check.yaml by template system/manifest.h;
 * change those and run `make generate`. */
/* manifest.h: what init is to start, and what each program may have. */
#pragma once

#include <kozo/abi.h>
#include <kozo/abi/interfaces.h>
#include <stdbool.h>

#define KOZO_PROVIDER_INIT UINT32_MAX

/* An endpoint that a program is given to call. `provider` is an index of kozo_system.programs. */
struct kozo_use {
    const char *interface;
    uint32_t interface_id;
    uint32_t provider;
    kozo_rights_t rights; /* to send, and to grant if a request of the interface needs it */
};

/* Something of init's own that a program is given; `first` and `count` for ranges. */
struct kozo_grant {
    kozo_object_t object;
    kozo_rights_t rights;
    uint32_t first, count;
};

struct kozo_program {
    const char *name, *image;
    uint32_t number; /* badge towards those whom it calls */
    kozo_priority_t priority;
    bool boot; /* started with the system */
    bool fpu;  /* its first thread has x87, MMX and vector registers */
    uint64_t memory;
    uint32_t cnode_slots;
    uint32_t provides_count;
    const struct kozo_use *uses;
    uint32_t use_count;
    const struct kozo_grant *grants;
    uint32_t grant_count;
};

struct kozo_system {
    const char *name;
    const struct kozo_program *programs; /* whoever provides comes before whoever uses */
    uint32_t program_count;
};

extern const struct kozo_system kozo_system;
