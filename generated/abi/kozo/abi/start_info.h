/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/structs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>

/* A program's first knowledge of itself. */
struct kozo_start_info {
    /* boot_magic. */
    uint64_t magic;
    /* The ABI version. */
    uint32_t version;
    /* Bytes of this structure. */
    uint32_t size;
    /* Handle of its root CNode. */
    uint64_t cnode;
    /* Handle of its address space. */
    uint64_t aspace;
    /* Handle of its first thread. */
    uint64_t thread;
    /* Handle of its budget. */
    uint64_t budget;
    /* Handle of its memory; 0 where it was given none. */
    uint64_t untyped;
    /* Handle of the endpoint it serves; 0 where it serves none. */
    uint64_t endpoint;
    /* First slot of the root CNode that is empty. */
    uint32_t first_free;
    /* Slots of the root CNode. */
    uint32_t slot_count;
    /* Nanoseconds per counter tick, as a fraction of 2^32. */
    uint64_t clock_scale;
    /* Value of the time-stamp counter at time 0. */
    uint64_t clock_start;
    /* Entries used in grants. */
    uint32_t grant_count;
    /* Zero. */
    uint32_t reserved;
    /* Handles in the order of the manifest, uses before grants. */
    uint64_t grants[KOZO_GRANTS_MAX];
    /* NUL-terminated. */
    uint8_t name[32];
};
_Static_assert(sizeof(struct kozo_start_info) == 256, "size of start_info");
_Static_assert(offsetof(struct kozo_start_info, magic) == 0, "start_info.magic");
_Static_assert(offsetof(struct kozo_start_info, version) == 8, "start_info.version");
_Static_assert(offsetof(struct kozo_start_info, size) == 12, "start_info.size");
_Static_assert(offsetof(struct kozo_start_info, cnode) == 16, "start_info.cnode");
_Static_assert(offsetof(struct kozo_start_info, aspace) == 24, "start_info.aspace");
_Static_assert(offsetof(struct kozo_start_info, thread) == 32, "start_info.thread");
_Static_assert(offsetof(struct kozo_start_info, budget) == 40, "start_info.budget");
_Static_assert(offsetof(struct kozo_start_info, untyped) == 48, "start_info.untyped");
_Static_assert(offsetof(struct kozo_start_info, endpoint) == 56, "start_info.endpoint");
_Static_assert(offsetof(struct kozo_start_info, first_free) == 64, "start_info.first_free");
_Static_assert(offsetof(struct kozo_start_info, slot_count) == 68, "start_info.slot_count");
_Static_assert(offsetof(struct kozo_start_info, clock_scale) == 72, "start_info.clock_scale");
_Static_assert(offsetof(struct kozo_start_info, clock_start) == 80, "start_info.clock_start");
_Static_assert(offsetof(struct kozo_start_info, grant_count) == 88, "start_info.grant_count");
_Static_assert(offsetof(struct kozo_start_info, reserved) == 92, "start_info.reserved");
_Static_assert(offsetof(struct kozo_start_info, grants) == 96, "start_info.grants");
_Static_assert(offsetof(struct kozo_start_info, name) == 224, "start_info.name");

/* An ELF note of KOZO with its header. */
struct kozo_start_note {
    /* Bytes of the name with the NUL behind it. */
    uint32_t name_size;
    /* Bytes of what follows the name. */
    uint32_t data_size;
    /* What it says. */
    kozo_start_note_kind_t kind;
    /* start_note_owner, then zero. */
    uint32_t name[2];
    /* Id of the interface and its version. */
    uint32_t interface;
    /* The contract's hash. */
    uint8_t contract[KOZO_CONTRACT_BYTES];
};
_Static_assert(sizeof(struct kozo_start_note) == 32, "size of start_note");
_Static_assert(offsetof(struct kozo_start_note, name_size) == 0, "start_note.name_size");
_Static_assert(offsetof(struct kozo_start_note, data_size) == 4, "start_note.data_size");
_Static_assert(offsetof(struct kozo_start_note, kind) == 8, "start_note.kind");
_Static_assert(offsetof(struct kozo_start_note, name) == 12, "start_note.name");
_Static_assert(offsetof(struct kozo_start_note, interface) == 20, "start_note.interface");
_Static_assert(offsetof(struct kozo_start_note, contract) == 24, "start_note.contract");
