/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/grammar.c;
 * change those and run `make generate`. */
/* grammar.c: the table of grammar.h. */
#include <kozo/tests/grammar.h>

const struct grammar_operation grammar_operations[KOZO_OP_LIMIT] = {
    [KOZO_OP_ENDPOINT_CALL] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x2},
        },
    },
    [KOZO_OP_ENDPOINT_REPLY_RECEIVE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x1},
        },
    },
    [KOZO_OP_ENDPOINT_SEND] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x2},
        },
    },
    [KOZO_OP_ENDPOINT_RECEIVE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x1},
        },
    },
    [KOZO_OP_REPLY_SEND] = {
    },
    [KOZO_OP_NOTIFICATION_SIGNAL] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NOTIFICATION, .rights = 0x2},
        },
    },
    [KOZO_OP_NOTIFICATION_WAIT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NOTIFICATION, .rights = 0x1},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_THREAD_PARK] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_THREAD_UNPARK] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
        },
    },
    [KOZO_OP_NOTIFICATION_SET_ALARM] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NOTIFICATION, .rights = 0x1},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(1), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_ANY_IDENTIFY] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
        },
    },
    [KOZO_OP_ANY_DELETE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
        },
        .takes = true, .taken = 0,
    },
    [KOZO_OP_ANY_REVOKE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
        },
    },
    [KOZO_OP_CNODE_COPY] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
            [1] = {.kind = GRAMMAR_SLOTS},
            [2] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
            [3] = {.kind = GRAMMAR_FLAGS, .values = UINT64_C(15)},
        },
        .makes = {.how = GRAMMAR_SAME, .from = 2, .into = 1},
    },
    [KOZO_OP_CNODE_MINT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
            [1] = {.kind = GRAMMAR_SLOTS},
            [2] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
            [3] = {.kind = GRAMMAR_FLAGS, .values = UINT64_C(15)},
            [4] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
        .makes = {.how = GRAMMAR_SAME, .from = 2, .into = 1},
    },
    [KOZO_OP_CNODE_MOVE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
            [1] = {.kind = GRAMMAR_SLOTS},
            [2] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
        },
        .makes = {.how = GRAMMAR_SAME, .from = 2, .into = 1},
        .takes = true, .taken = 2,
    },
    [KOZO_OP_CNODE_INSPECT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x1},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(1), .maximum = UINT64_C(0x3fffffff), .align = 1},
        },
    },
    [KOZO_OP_CNODE_SAVE_REPLY] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
            [1] = {.kind = GRAMMAR_SLOTS},
        },
        .makes = {.how = GRAMMAR_SOMETHING, .from = 0, .into = 1},
    },
    [KOZO_OP_ANY_VERIFY] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NULL, .rights = 0x0},
        },
    },
    [KOZO_OP_UNTYPED_RETYPE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_UNTYPED, .rights = 0x2},
            [1] = {.kind = GRAMMAR_ONE_OF, .values = UINT64_C(2030)},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(6), .maximum = UINT64_C(46), .align = 1},
            [3] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(1), .maximum = UINT64_C(256), .align = 1},
            [4] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
            [5] = {.kind = GRAMMAR_SLOTS, .cnode = 4, .count = 3},
        },
        .makes = {.how = GRAMMAR_NAMED, .from = 1, .into = 5},
    },
    [KOZO_OP_UNTYPED_INSPECT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_UNTYPED, .rights = 0x1},
        },
    },
    [KOZO_OP_ASPACE_MAP_TABLE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ASPACE, .rights = 0x8},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_PAGE_TABLE, .rights = 0x8},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0x7fffffffefff), .align = 1},
        },
    },
    [KOZO_OP_ASPACE_MAP] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ASPACE, .rights = 0x8},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_FRAME, .rights = 0x9},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0x7fffffffefff), .align = 4096},
            [3] = {.kind = GRAMMAR_FLAGS, .values = UINT64_C(3)},
        },
    },
    [KOZO_OP_FRAME_UNMAP] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_FRAME, .rights = 0x8},
        },
    },
    [KOZO_OP_THREAD_BIND] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x1},
            [2] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ASPACE, .rights = 0x8},
            [3] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
        },
    },
    [KOZO_OP_THREAD_BIND_BUFFER] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_FRAME, .rights = 0x3},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(3584), .align = 512},
        },
    },
    [KOZO_OP_THREAD_BIND_FAULTS] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_ENDPOINT, .rights = 0x2},
        },
    },
    [KOZO_OP_THREAD_START] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0x7fffffffefff), .align = 1},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0x7fffffffefff), .align = 1},
            [3] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_THREAD_SUSPEND] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
        },
    },
    [KOZO_OP_THREAD_RESUME] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
        },
    },
    [KOZO_OP_THREAD_EXIT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_THREAD_INSPECT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x1},
        },
    },
    [KOZO_OP_THREAD_NAME] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
            [3] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_THREAD_BIND_NOTIFICATION] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_NOTIFICATION, .rights = 0x1},
        },
    },
    [KOZO_OP_BUDGET_CONFIGURE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(255), .align = 1},
            [3] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0x2710), .maximum = UINT64_C(0xe8d4a51000), .align = 1},
            [4] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0x2710), .maximum = UINT64_C(0xe8d4a51000), .align = 1},
        },
    },
    [KOZO_OP_BUDGET_YIELD] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
        },
    },
    [KOZO_OP_BUDGET_INSPECT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x1},
        },
    },
    [KOZO_OP_THREAD_BIND_FPU] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_FRAME, .rights = 0x3},
            [2] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_PLATFORM, .rights = 0x1},
        },
    },
    [KOZO_OP_THREAD_READ_REGISTERS] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
        },
    },
    [KOZO_OP_THREAD_WRITE_REGISTERS] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
        },
    },
    [KOZO_OP_THREAD_WATCH] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_THREAD, .rights = 0x2},
            [1] = {.kind = GRAMMAR_FLAGS, .values = UINT64_C(3)},
        },
    },
    [KOZO_OP_BUDGET_WATCH] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_BUDGET, .rights = 0x2},
            [1] = {.kind = GRAMMAR_FLAGS, .values = UINT64_C(1)},
        },
    },
    [KOZO_OP_IO_PORT_DERIVE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_IO_PORT, .rights = 0x0},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffff), .align = 1},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(1), .maximum = UINT64_C(0x10000), .align = 1},
            [3] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_CNODE, .rights = 0x2},
            [4] = {.kind = GRAMMAR_SLOTS, .cnode = 3},
        },
        .makes = {.how = GRAMMAR_SOMETHING, .from = 0, .into = 4},
    },
    [KOZO_OP_IO_PORT_READ] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_IO_PORT, .rights = 0x1},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffff), .align = 1},
            [2] = {.kind = GRAMMAR_ONE_OF, .values = UINT64_C(22)},
        },
    },
    [KOZO_OP_IO_PORT_WRITE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_IO_PORT, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffff), .align = 1},
            [2] = {.kind = GRAMMAR_ONE_OF, .values = UINT64_C(22)},
            [3] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff), .align = 1},
        },
    },
    [KOZO_OP_DEBUG_TRACE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_DEBUG, .rights = 0x1},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_DEBUG_WRITE] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_DEBUG, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(1), .maximum = UINT64_C(32), .align = 1},
            [2] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
            [3] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
            [4] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
            [5] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff), .align = 1},
        },
    },
    [KOZO_OP_DEBUG_RESTART] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_DEBUG, .rights = 0x2},
            [1] = {.kind = GRAMMAR_NUMBER, .minimum = UINT64_C(0), .maximum = UINT64_C(0xf4240), .align = 1},
        },
    },
    [KOZO_OP_PLATFORM_POWER_OFF] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_PLATFORM, .rights = 0x2},
        },
    },
    [KOZO_OP_PLATFORM_REBOOT] = {
        .arguments = {
            [0] = {.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_PLATFORM, .rights = 0x2},
        },
    },
};
