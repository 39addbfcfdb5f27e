/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/structs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>

/* A region of free memory, or of device memory. */
struct kozo_init_untyped {
    /* Handle of the Untyped. */
    uint64_t handle;
    /* Of device memory, its physical address; otherwise 0. */
    uint64_t base;
    /* log2 of its bytes. */
    uint32_t size_bits;
    /* 1: device memory; 0: memory. */
    uint32_t device;
};
_Static_assert(sizeof(struct kozo_init_untyped) == 24, "size of init_untyped");
_Static_assert(offsetof(struct kozo_init_untyped, handle) == 0, "init_untyped.handle");
_Static_assert(offsetof(struct kozo_init_untyped, base) == 8, "init_untyped.base");
_Static_assert(offsetof(struct kozo_init_untyped, size_bits) == 16, "init_untyped.size_bits");
_Static_assert(offsetof(struct kozo_init_untyped, device) == 20, "init_untyped.device");

/* What init finds at init_info_address. */
struct kozo_init_info {
    /* boot_magic. */
    uint64_t magic;
    /* The ABI version. */
    uint32_t version;
    /* Bytes of this structure. */
    uint32_t size;
    /* Handle of init's root CNode. */
    uint64_t cnode;
    /* Handle of its address space. */
    uint64_t aspace;
    /* Handle of its first thread. */
    uint64_t thread;
    /* Handle of its budget. Its ceiling is the highest priority. */
    uint64_t budget;
    /* Handle of the Debug capability. */
    uint64_t debug;
    /* Handle of the Platform capability. */
    uint64_t platform;
    /* Handle of the range of all I/O ports. */
    uint64_t io_ports;
    /* Handle of the frame with its IPC buffer. */
    uint64_t buffer;
    /* First slot of the root CNode that is empty; all above are too. */
    uint32_t first_free;
    /* Slots of the root CNode. */
    uint32_t slot_count;
    /* Address of the initial ramdisk in init's address space. */
    uint64_t initrd_base;
    /* Bytes of it. */
    uint64_t initrd_size;
    /* Nanoseconds per counter tick, as a fraction of 2^32. */
    uint64_t clock_scale;
    /* Value of the time-stamp counter at time 0. */
    uint64_t clock_start;
    /* Bytes of usable memory in the machine. */
    uint64_t memory_size;
    /* Entries used in untyped. */
    uint32_t untyped_count;
    /* Zero. */
    uint32_t reserved;
    /* NUL-terminated. */
    uint8_t command_line[KOZO_BOOT_COMMAND_LINE];
    /* All free memory, then device memory. */
    struct kozo_init_untyped untyped[KOZO_INIT_UNTYPED_MAX];
};
_Static_assert(sizeof(struct kozo_init_info) == 3464, "size of init_info");
_Static_assert(offsetof(struct kozo_init_info, magic) == 0, "init_info.magic");
_Static_assert(offsetof(struct kozo_init_info, version) == 8, "init_info.version");
_Static_assert(offsetof(struct kozo_init_info, size) == 12, "init_info.size");
_Static_assert(offsetof(struct kozo_init_info, cnode) == 16, "init_info.cnode");
_Static_assert(offsetof(struct kozo_init_info, aspace) == 24, "init_info.aspace");
_Static_assert(offsetof(struct kozo_init_info, thread) == 32, "init_info.thread");
_Static_assert(offsetof(struct kozo_init_info, budget) == 40, "init_info.budget");
_Static_assert(offsetof(struct kozo_init_info, debug) == 48, "init_info.debug");
_Static_assert(offsetof(struct kozo_init_info, platform) == 56, "init_info.platform");
_Static_assert(offsetof(struct kozo_init_info, io_ports) == 64, "init_info.io_ports");
_Static_assert(offsetof(struct kozo_init_info, buffer) == 72, "init_info.buffer");
_Static_assert(offsetof(struct kozo_init_info, first_free) == 80, "init_info.first_free");
_Static_assert(offsetof(struct kozo_init_info, slot_count) == 84, "init_info.slot_count");
_Static_assert(offsetof(struct kozo_init_info, initrd_base) == 88, "init_info.initrd_base");
_Static_assert(offsetof(struct kozo_init_info, initrd_size) == 96, "init_info.initrd_size");
_Static_assert(offsetof(struct kozo_init_info, clock_scale) == 104, "init_info.clock_scale");
_Static_assert(offsetof(struct kozo_init_info, clock_start) == 112, "init_info.clock_start");
_Static_assert(offsetof(struct kozo_init_info, memory_size) == 120, "init_info.memory_size");
_Static_assert(offsetof(struct kozo_init_info, untyped_count) == 128, "init_info.untyped_count");
_Static_assert(offsetof(struct kozo_init_info, reserved) == 132, "init_info.reserved");
_Static_assert(offsetof(struct kozo_init_info, command_line) == 136, "init_info.command_line");
_Static_assert(offsetof(struct kozo_init_info, untyped) == 392, "init_info.untyped");
