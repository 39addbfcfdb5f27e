/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/types.h;
 * change those and run `make generate`. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A word that identifies the sender to the receiver. */
typedef uint64_t kozo_badge_t;
_Static_assert(sizeof(kozo_badge_t) == 8, "kozo_badge_t");

/* An absolute time on the kernel's monotonic clock. Unit: ns. */
typedef uint64_t kozo_deadline_t;
_Static_assert(sizeof(kozo_deadline_t) == 8, "kozo_deadline_t");

/* A length of time. Unit: ns. */
typedef uint64_t kozo_duration_t;
_Static_assert(sizeof(kozo_duration_t) == 8, "kozo_duration_t");

/* A scheduling priority; larger runs first. */
typedef uint8_t kozo_priority_t;
_Static_assert(sizeof(kozo_priority_t) == 1, "kozo_priority_t");

/* A number of bytes. Unit: bytes. */
typedef uint64_t kozo_size_t;
_Static_assert(sizeof(kozo_size_t) == 8, "kozo_size_t");

/* A slot of a CNode; slot 0 is the CNode's own header. */
typedef uint32_t kozo_slot_index_t;
_Static_assert(sizeof(kozo_slot_index_t) == 4, "kozo_slot_index_t");

/* A virtual address. Unit: address. */
typedef struct { uint64_t raw; } vaddr_t;
_Static_assert(sizeof(vaddr_t) == 8, "vaddr_t");

/* What the kernel does with the thread: let it go on with the registers that it has, end it, or
 * let it go on at another instruction with another stack. */
typedef uint8_t kozo_fault_action_t;
enum kozo_fault_action {
    KOZO_FAULT_ACTION_RESUME   = 0,
    KOZO_FAULT_ACTION_KILL     = 1,
    KOZO_FAULT_ACTION_REDIRECT = 2,
};

/* Width of an I/O port access in bytes. */
typedef uint8_t kozo_io_width_t;
enum kozo_io_width {
    KOZO_IO_WIDTH_BYTE  = 1,
    KOZO_IO_WIDTH_WORD  = 2,
    KOZO_IO_WIDTH_DWORD = 4,
};

/* Who loaded the kernel. */
typedef uint32_t kozo_loader_kind_t;
enum kozo_loader_kind {
    KOZO_LOADER_KIND_UEFI       = 1,
    KOZO_LOADER_KIND_PVH        = 2,
    KOZO_LOADER_KIND_MULTIBOOT2 = 3,
};

/* What a range of physical memory is. */
typedef uint32_t kozo_memory_kind_t;
enum kozo_memory_kind {
    KOZO_MEMORY_KIND_USABLE       = 1,
    KOZO_MEMORY_KIND_RESERVED     = 2,
    KOZO_MEMORY_KIND_ACPI_RECLAIM = 3,
    KOZO_MEMORY_KIND_ACPI_NVS     = 4,
    KOZO_MEMORY_KIND_LOADER       = 5,
    KOZO_MEMORY_KIND_KERNEL       = 6,
    KOZO_MEMORY_KIND_INITRD       = 7,
    KOZO_MEMORY_KIND_FRAMEBUFFER  = 8,
    KOZO_MEMORY_KIND_DEVICE       = 9,
};

/* Order of the colour channels in a framebuffer pixel of 32 bits; text: cells of a PC's text
 * mode, a character and its colours, 16 bits each. */
typedef uint32_t kozo_pixel_format_t;
enum kozo_pixel_format {
    KOZO_PIXEL_FORMAT_NONE = 0,
    KOZO_PIXEL_FORMAT_RGBX = 1,
    KOZO_PIXEL_FORMAT_BGRX = 2,
    KOZO_PIXEL_FORMAT_TEXT = 3,
};

/* What became of a program. */
typedef uint8_t kozo_program_state_t;
enum kozo_program_state {
    KOZO_PROGRAM_STATE_STOPPED = 0,
    KOZO_PROGRAM_STATE_RUNNING = 1,
    KOZO_PROGRAM_STATE_EXITED  = 2,
    KOZO_PROGRAM_STATE_FAULTED = 3,
};

/* How much a line matters. */
typedef uint8_t kozo_severity_t;
enum kozo_severity {
    KOZO_SEVERITY_DEBUG   = 0,
    KOZO_SEVERITY_INFO    = 1,
    KOZO_SEVERITY_WARNING = 2,
    KOZO_SEVERITY_ERROR   = 3,
};

/* What an ELF note says of the program. */
typedef uint32_t kozo_start_note_kind_t;
enum kozo_start_note_kind {
    KOZO_START_NOTE_KIND_USES   = 1,
    KOZO_START_NOTE_KIND_SERVES = 2,
};

/* What a thread is doing. */
typedef uint8_t kozo_thread_state_t;
enum kozo_thread_state {
    KOZO_THREAD_STATE_INACTIVE       = 0,
    KOZO_THREAD_STATE_READY          = 1,
    KOZO_THREAD_STATE_SENDING        = 2,
    KOZO_THREAD_STATE_CALLING        = 3,
    KOZO_THREAD_STATE_AWAITING_REPLY = 4,
    KOZO_THREAD_STATE_RECEIVING      = 5,
    KOZO_THREAD_STATE_WAITING        = 6,
    KOZO_THREAD_STATE_SUSPENDED      = 7,
    KOZO_THREAD_STATE_DEAD           = 8,
    KOZO_THREAD_STATE_PARKED         = 9,
};

/* What a record tells. */
typedef uint8_t kozo_trace_kind_t;
enum kozo_trace_kind {
    KOZO_TRACE_KIND_BEGIN   = 0,
    KOZO_TRACE_KIND_CALL    = 1,
    KOZO_TRACE_KIND_RETURN  = 2,
    KOZO_TRACE_KIND_WAIT    = 3,
    KOZO_TRACE_KIND_RESTART = 4,
    KOZO_TRACE_KIND_FAULT   = 5,
    KOZO_TRACE_KIND_SWITCH  = 6,
};

/* What of a budget is a fault of the thread that it is bound to. */
typedef uint32_t kozo_budget_watch_t;
#define KOZO_BUDGET_WATCH_EXHAUSTION 0x1u
#define KOZO_BUDGET_WATCH_MASK 0x1u

/* How a frame appears in an address space. Readable always; never writable and executable at
 * once. */
typedef uint32_t kozo_map_flags_t;
#define KOZO_MAP_FLAGS_WRITE   0x1u
#define KOZO_MAP_FLAGS_EXECUTE 0x2u
#define KOZO_MAP_FLAGS_MASK 0x3u

/* How two capabilities are related. A capability for a part of something counts as derived from
 * it, not as the same. */
typedef uint32_t kozo_relation_t;
#define KOZO_RELATION_SAME_OBJECT   0x1u
#define KOZO_RELATION_SELF_DERIVED  0x2u
#define KOZO_RELATION_OTHER_DERIVED 0x4u
#define KOZO_RELATION_MASK 0x7u

/* What a capability permits. Each object type gives the bits names of its own. */
typedef uint8_t kozo_rights_t;
#define KOZO_RIGHTS_READ  0x1u
#define KOZO_RIGHTS_WRITE 0x2u
#define KOZO_RIGHTS_GRANT 0x4u
#define KOZO_RIGHTS_MAP   0x8u
#define KOZO_RIGHTS_MASK 0xfu

/* What is traced. `trace=` on the kernel's command line takes these names, separated by commas. */
typedef uint8_t kozo_trace_events_t;
#define KOZO_TRACE_EVENTS_CALLS    0x1u
#define KOZO_TRACE_EVENTS_FAULTS   0x2u
#define KOZO_TRACE_EVENTS_SWITCHES 0x4u
#define KOZO_TRACE_EVENTS_MASK 0x7u

/* How a thread is watched: each system call instruction is a fault; or it has a debug exception
 * after one instruction. */
typedef uint32_t kozo_watch_flags_t;
#define KOZO_WATCH_FLAGS_FOREIGN 0x1u
#define KOZO_WATCH_FLAGS_STEP    0x2u
#define KOZO_WATCH_FLAGS_MASK 0x3u
