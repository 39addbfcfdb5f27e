/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template abi/operations.h;
 * change those and run `make generate`. */
#pragma once

enum kozo_operation {
    KOZO_OP_ENDPOINT_CALL          = 0,
    KOZO_OP_ENDPOINT_REPLY_RECEIVE = 1,
    KOZO_OP_ENDPOINT_SEND          = 2,
    KOZO_OP_ENDPOINT_RECEIVE       = 3,
    KOZO_OP_REPLY_SEND             = 4,
    KOZO_OP_NOTIFICATION_SIGNAL    = 5,
    KOZO_OP_NOTIFICATION_WAIT      = 6,
    KOZO_OP_ANY_IDENTIFY           = 10,
    KOZO_OP_ANY_DELETE             = 11,
    KOZO_OP_ANY_REVOKE             = 12,
    KOZO_OP_CNODE_COPY             = 13,
    KOZO_OP_CNODE_MINT             = 14,
    KOZO_OP_CNODE_MOVE             = 15,
    KOZO_OP_CNODE_INSPECT          = 16,
    KOZO_OP_CNODE_SAVE_REPLY       = 17,
    KOZO_OP_ANY_VERIFY             = 18,
    KOZO_OP_UNTYPED_RETYPE         = 20,
    KOZO_OP_UNTYPED_INSPECT        = 21,
    KOZO_OP_ASPACE_MAP_TABLE       = 24,
    KOZO_OP_ASPACE_MAP             = 25,
    KOZO_OP_FRAME_UNMAP            = 26,
    KOZO_OP_THREAD_BIND            = 30,
    KOZO_OP_THREAD_BIND_BUFFER     = 31,
    KOZO_OP_THREAD_BIND_FAULTS     = 32,
    KOZO_OP_THREAD_START           = 33,
    KOZO_OP_THREAD_SUSPEND         = 34,
    KOZO_OP_THREAD_RESUME          = 35,
    KOZO_OP_THREAD_EXIT            = 36,
    KOZO_OP_THREAD_INSPECT         = 37,
    KOZO_OP_THREAD_NAME            = 38,
    KOZO_OP_BUDGET_CONFIGURE       = 40,
    KOZO_OP_BUDGET_YIELD           = 41,
    KOZO_OP_BUDGET_INSPECT         = 42,
    KOZO_OP_IO_PORT_DERIVE         = 50,
    KOZO_OP_IO_PORT_READ           = 51,
    KOZO_OP_IO_PORT_WRITE          = 52,
    KOZO_OP_DEBUG_WRITE            = 60,
    KOZO_OP_DEBUG_RESTART          = 61,
    KOZO_OP_PLATFORM_POWER_OFF     = 62,
    KOZO_OP_PLATFORM_REBOOT        = 63,
};

/* One more than the largest number. */
#define KOZO_OP_LIMIT 64
