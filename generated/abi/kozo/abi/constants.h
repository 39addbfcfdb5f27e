/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/constants.h;
 * change those and run `make generate`. */
#pragma once

/* Version of the whole ABI. */
#define KOZO_ABI_VERSION 3

/* idl/kernel/boot.yaml */

/* Bytes of the command line with its final NUL. */
#define KOZO_BOOT_COMMAND_LINE 256
/* "BOOTKOZO" in memory order. */
#define KOZO_BOOT_MAGIC 0x4f5a4f4b544f4f42
/* Entries of the memory map. */
#define KOZO_BOOT_MEMORY_MAX 512
/* I/O port of QEMU's isa-debug-exit; writing v there ends QEMU with status 2v + 1. */
#define KOZO_DEBUG_EXIT_PORT 244
/* Where init's first thread finds its IPC buffer. */
#define KOZO_INIT_BUFFER_ADDRESS 2088960
/* log2 of the bytes of init's root CNode. */
#define KOZO_INIT_CNODE_BITS 19
/* Of these at most so many of device memory. */
#define KOZO_INIT_DEVICE_MAX 48
/* Where init finds init_info. */
#define KOZO_INIT_INFO_ADDRESS 1048576
/* Where init finds the initial ramdisk, read-only. */
#define KOZO_INIT_INITRD_ADDRESS 0x100000000
/* Pages of init's first stack. */
#define KOZO_INIT_STACK_PAGES 16
/* Initial stack pointer of init. */
#define KOZO_INIT_STACK_TOP 4190208
/* Untyped regions handed to init. */
#define KOZO_INIT_UNTYPED_MAX 128
/* First I/O port of the serial line that the kernel reports on. */
#define KOZO_SERIAL_PORT 1016
/* I/O ports of that serial line. */
#define KOZO_SERIAL_PORT_COUNT 8
/* What it writes there when one failed. */
#define KOZO_TEST_EXIT_FAIL 43
/* What a test image writes to debug_exit_port when every test passed. */
#define KOZO_TEST_EXIT_PASS 42

/* idl/kernel/trace.yaml */

/* First word of trace_begin_event. */
#define KOZO_TRACE_MAGIC 0x4341525445435254
/* What a record has for an operation where there is none. */
#define KOZO_TRACE_OPERATION_NONE 65535
/* I/O port on which QEMU's isa-debugcon takes the records, byte by byte. */
#define KOZO_TRACE_PORT 233
/* What a read of trace_port gives if something is there to take them. */
#define KOZO_TRACE_PORT_SIGN 233
/* log2 of the bytes of memory that keep the newest records. */
#define KOZO_TRACE_RING_BITS 17
/* Words of a record that depend on its kind. */
#define KOZO_TRACE_WORDS 6

/* idl/kernel/types.yaml */

/* Address spaces that can live at the same time. */
#define KOZO_ADDRESS_SPACES 1024
/* Threads that a chain of calls may run through. */
#define KOZO_CALL_DEPTH 16
/* Processors that the kernel knows how to start. */
#define KOZO_CPUS 16
/* CNodes that a handle may walk through at most. */
#define KOZO_CSPACE_LEVELS 4
/* A deadline that is never reached. */
#define KOZO_DEADLINE_NEVER 0xffffffffffffffff
/* A deadline in the past; the operation never waits. */
#define KOZO_DEADLINE_POLL 0
/* log2 of the large page size in bytes. */
#define KOZO_LARGE_PAGE_BITS 21
/* log2 of the small page size in bytes. */
#define KOZO_PAGE_BITS 12
/* Number of priorities; 0 is the lowest. */
#define KOZO_PRIORITIES 256
/* Objects that one retype can make. */
#define KOZO_RETYPE_COUNT 256
/* log2 of the size of a capability slot in bytes. */
#define KOZO_SLOT_BITS 6
/* Bytes of a thread's name; a shorter one ends with a NUL. */
#define KOZO_THREAD_NAME_BYTES 24
/* First address above what a program may map. */
#define KOZO_USER_TOP 0x7ffffffff000

/* idl/services/calc.yaml */

/* Bytes of an expression. */
#define KOZO_CALC_TEXT_MAX 80

/* idl/services/log.yaml */

/* Lines that are kept. */
#define KOZO_LOG_LINES 128
/* Bytes of a line. */
#define KOZO_LOG_TEXT_MAX 96

/* idl/services/names.yaml */

/* Bytes of a service's name. */
#define KOZO_NAME_MAX 31
/* Services that can be registered. */
#define KOZO_NAMES_MAX 32

/* idl/services/start.yaml */

/* Bit of a badge: the kernel sends it on behalf of a thread that faulted. */
#define KOZO_BADGE_FAULT 131072
/* The rest of a badge is the id of the interface that the manifest gives by that endpoint; 0 is
 * any that the server has. */
#define KOZO_BADGE_INTERFACE_SHIFT 32
/* Part of a badge that is the sender's number in the manifest; 0 is init. */
#define KOZO_BADGE_NUMBER_MASK 65535
/* Bit of a badge: the manifest lets the sender provide a service. */
#define KOZO_BADGE_PROVIDER 65536
/* Bytes of the hash of a contract: of all that an interface promises. */
#define KOZO_CONTRACT_BYTES 8
/* Grants of a program. */
#define KOZO_GRANTS_MAX 16
/* Bytes of a program's name. */
#define KOZO_PROGRAM_NAME_MAX 31
/* Where its first thread finds its IPC buffer. */
#define KOZO_START_BUFFER_ADDRESS 2088960
/* Where a program finds start_info. */
#define KOZO_START_INFO_ADDRESS 1048576
/* The four letters that KOZO's ELF notes have as their name, as a number. */
#define KOZO_START_NOTE_OWNER 1331318603
/* Pages of the first stack. */
#define KOZO_START_STACK_PAGES 8
/* Initial stack pointer. */
#define KOZO_START_STACK_TOP 4190208
