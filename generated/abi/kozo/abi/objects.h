/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/objects.yaml by template abi/objects.h;
 * change those and run `make generate`. */
#pragma once

#include <stdint.h>

/* Type of the object that a capability designates; 0 for an empty slot. */
typedef uint8_t kozo_object_t;

enum kozo_object {
    KOZO_OBJECT_NULL         = 0,
    KOZO_OBJECT_UNTYPED      = 1,
    KOZO_OBJECT_CNODE        = 2,
    KOZO_OBJECT_ENDPOINT     = 3,
    KOZO_OBJECT_REPLY        = 4,
    KOZO_OBJECT_NOTIFICATION = 5,
    KOZO_OBJECT_THREAD       = 6,
    KOZO_OBJECT_ASPACE       = 7,
    KOZO_OBJECT_FRAME        = 8,
    KOZO_OBJECT_PAGE_TABLE   = 9,
    KOZO_OBJECT_BUDGET       = 10,
    KOZO_OBJECT_IO_PORT      = 11,
    KOZO_OBJECT_DEBUG        = 12,
    KOZO_OBJECT_PLATFORM     = 13,
};

/* One more than the largest type. */
#define KOZO_OBJECT_LIMIT 14

/* A power-of-two region of physical memory from which objects are made. */
#define KOZO_UNTYPED_RIGHT_INSPECT 0x1u
#define KOZO_UNTYPED_RIGHT_RETYPE  0x2u
#define KOZO_UNTYPED_SIZE_BITS_MIN 6
#define KOZO_UNTYPED_SIZE_BITS_MAX 46

/* A table of capability slots. Slot 0 is its header; the rest hold capabilities. */
#define KOZO_CNODE_RIGHT_LOOKUP  0x1u
#define KOZO_CNODE_RIGHT_MODIFY  0x2u
#define KOZO_CNODE_SIZE_BITS_MIN 7
#define KOZO_CNODE_SIZE_BITS_MAX 26

/* A meeting point of senders and receivers. */
#define KOZO_ENDPOINT_RIGHT_RECEIVE 0x1u
#define KOZO_ENDPOINT_RIGHT_SEND    0x2u
#define KOZO_ENDPOINT_RIGHT_GRANT   0x4u
#define KOZO_ENDPOINT_SIZE_BITS     6

/* The right to answer one caller, saved in a slot. It cannot be copied; losing it tells the
 * caller. */
#define KOZO_REPLY_RIGHT_REPLY 0x2u

/* A word of 64 bits that signals set and a wait collects. */
#define KOZO_NOTIFICATION_RIGHT_WAIT   0x1u
#define KOZO_NOTIFICATION_RIGHT_SIGNAL 0x2u
#define KOZO_NOTIFICATION_SIZE_BITS    7

/* A flow of execution with its registers and bindings. */
#define KOZO_THREAD_RIGHT_OBSERVE 0x1u
#define KOZO_THREAD_RIGHT_CONTROL 0x2u
#define KOZO_THREAD_SIZE_BITS     11

/* An address space, that is the root of a tree of page tables. */
#define KOZO_ASPACE_RIGHT_MAP 0x8u
#define KOZO_ASPACE_SIZE_BITS 13

/* A page of memory that can be mapped. Each capability holds one mapping at most. */
#define KOZO_FRAME_RIGHT_READ    0x1u
#define KOZO_FRAME_RIGHT_WRITE   0x2u
#define KOZO_FRAME_RIGHT_EXECUTE 0x4u
#define KOZO_FRAME_RIGHT_MAP     0x8u
#define KOZO_FRAME_SIZE_BITS_MIN 12
#define KOZO_FRAME_SIZE_BITS_MAX 21

/* An inner node of an address space. */
#define KOZO_PAGE_TABLE_RIGHT_MAP 0x8u
#define KOZO_PAGE_TABLE_SIZE_BITS 12

/* Processor time with a priority. Threads run on budgets, and a call carries its budget along. */
#define KOZO_BUDGET_RIGHT_OBSERVE 0x1u
#define KOZO_BUDGET_RIGHT_CONTROL 0x2u
#define KOZO_BUDGET_SIZE_BITS     8

/* A range of I/O ports. */
#define KOZO_IO_PORT_RIGHT_IN  0x1u
#define KOZO_IO_PORT_RIGHT_OUT 0x2u

/* Output on the kernel's serial line and tests of the kernel itself. */
#define KOZO_DEBUG_RIGHT_TRACE 0x1u
#define KOZO_DEBUG_RIGHT_USE   0x2u

/* The machine's power switch, and what of the processor is given by hand. */
#define KOZO_PLATFORM_RIGHT_FPU   0x1u
#define KOZO_PLATFORM_RIGHT_POWER 0x2u
