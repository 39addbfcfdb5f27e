/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/ by template tests/matrix.c;
 * change those and run `make generate`. */
/* matrix.c: the tables of matrix.h. */
#include <kozo/tests/matrix.h>

const struct matrix_operation matrix_operations[KOZO_OP_LIMIT] = {
    [KOZO_OP_ENDPOINT_CALL] = {
        .name = "endpoint_call",
        .arguments = 0, .results = 0, .message = true, .self = true, .sends = true,
        .receives = true, .deadline = true,
        .checks = {
            {.kind = MATRIX_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56)},
            {.kind = MATRIX_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4)},
            {.kind = MATRIX_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 1, UINT64_C(1)},
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_MALFORMED, KOZO_ERR_NO_SPACE, KOZO_ERR_NO_BUFFER, KOZO_ERR_NO_CAP,
            KOZO_ERR_STALE, KOZO_ERR_DYING, KOZO_ERR_ACCESS_DENIED, KOZO_ERR_NOT_COPYABLE,
            KOZO_ERR_NO_RECEIVE_SLOT, KOZO_ERR_UNKNOWN_FLAG, KOZO_ERR_IN_USE, KOZO_ERR_NOT_READY,
            KOZO_ERR_TIMED_OUT, KOZO_ERR_CANCELLED, KOZO_ERR_REVOKED, KOZO_ERR_PEER_DIED,
        },
    },
    [KOZO_OP_ENDPOINT_REPLY_RECEIVE] = {
        .name = "endpoint_reply_receive",
        .arguments = 0, .results = 0, .message = true, .self = true, .sends = true,
        .receives = true, .deadline = true, .reply = true,
        .checks = {
            {.kind = MATRIX_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56)},
            {.kind = MATRIX_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4)},
            {.kind = MATRIX_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 7, UINT64_C(7)},
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
        .errors = {
            KOZO_ERR_MALFORMED, KOZO_ERR_NO_BUFFER, KOZO_ERR_NO_CAP, KOZO_ERR_STALE, KOZO_ERR_DYING,
            KOZO_ERR_WRONG_TYPE, KOZO_ERR_ACCESS_DENIED, KOZO_ERR_NOT_COPYABLE,
            KOZO_ERR_NO_RECEIVE_SLOT, KOZO_ERR_UNKNOWN_FLAG, KOZO_ERR_IN_USE, KOZO_ERR_NO_REPLY,
            KOZO_ERR_REPLY_PENDING, KOZO_ERR_NOT_READY, KOZO_ERR_TIMED_OUT, KOZO_ERR_CANCELLED,
            KOZO_ERR_REVOKED, KOZO_ERR_PEER_DIED,
        },
    },
    [KOZO_OP_ENDPOINT_SEND] = {
        .name = "endpoint_send",
        .arguments = 0, .results = 0, .message = true, .self = true, .sends = true,
        .deadline = true,
        .checks = {
            {.kind = MATRIX_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56)},
            {.kind = MATRIX_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4)},
            {.kind = MATRIX_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 1, UINT64_C(1)},
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_MALFORMED, KOZO_ERR_NO_BUFFER, KOZO_ERR_NO_CAP, KOZO_ERR_STALE, KOZO_ERR_DYING,
            KOZO_ERR_ACCESS_DENIED, KOZO_ERR_NOT_COPYABLE, KOZO_ERR_NO_RECEIVE_SLOT,
            KOZO_ERR_UNKNOWN_FLAG, KOZO_ERR_IN_USE, KOZO_ERR_NOT_READY, KOZO_ERR_TIMED_OUT,
            KOZO_ERR_CANCELLED, KOZO_ERR_REVOKED, KOZO_ERR_PEER_DIED,
        },
    },
    [KOZO_OP_ENDPOINT_RECEIVE] = {
        .name = "endpoint_receive",
        .arguments = 0, .results = 0, .message = true, .self = true, .receives = true,
        .deadline = true,
        .checks = {
            {.kind = MATRIX_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 0, UINT64_C(0)},
            {.kind = MATRIX_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 0, UINT64_C(0)},
            {.kind = MATRIX_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 1, UINT64_C(1)},
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
        .errors = {
            KOZO_ERR_REPLY_PENDING, KOZO_ERR_NOT_READY, KOZO_ERR_TIMED_OUT, KOZO_ERR_CANCELLED,
            KOZO_ERR_REVOKED, KOZO_ERR_PEER_DIED,
        },
    },
    [KOZO_OP_REPLY_SEND] = {
        .name = "reply_send",
        .arguments = 0, .results = 0, .message = true, .sends = true, .reply = true,
        .checks = {
            {.kind = MATRIX_TAG_WORDS, 1, KOZO_ERR_MALFORMED, 56, UINT64_C(56)},
            {.kind = MATRIX_TAG_CAPS, 1, KOZO_ERR_MALFORMED, 4, UINT64_C(4)},
            {.kind = MATRIX_TAG_FLAGS, 1, KOZO_ERR_MALFORMED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_MALFORMED, KOZO_ERR_NO_BUFFER, KOZO_ERR_NO_CAP, KOZO_ERR_STALE, KOZO_ERR_DYING,
            KOZO_ERR_WRONG_TYPE, KOZO_ERR_ACCESS_DENIED, KOZO_ERR_NOT_COPYABLE,
            KOZO_ERR_NO_RECEIVE_SLOT, KOZO_ERR_UNKNOWN_FLAG, KOZO_ERR_IN_USE, KOZO_ERR_NO_REPLY,
        },
    },
    [KOZO_OP_NOTIFICATION_SIGNAL] = {
        .name = "notification_signal",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
    },
    [KOZO_OP_NOTIFICATION_WAIT] = {
        .name = "notification_wait",
        .arguments = 1, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
        .errors = {
            KOZO_ERR_NOT_READY, KOZO_ERR_TIMED_OUT, KOZO_ERR_CANCELLED, KOZO_ERR_REVOKED,
            KOZO_ERR_PEER_DIED,
        },
    },
    [KOZO_OP_THREAD_PARK] = {
        .name = "thread_park",
        .arguments = 1, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_NOT_READY, KOZO_ERR_TIMED_OUT, KOZO_ERR_CANCELLED,
        },
    },
    [KOZO_OP_THREAD_UNPARK] = {
        .name = "thread_unpark",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
    },
    [KOZO_OP_NOTIFICATION_SET_ALARM] = {
        .name = "notification_set_alarm",
        .arguments = 2, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
            {.kind = MATRIX_MINIMUM, 2, KOZO_ERR_RANGE, 1, UINT64_C(1)},
        },
    },
    [KOZO_OP_ANY_IDENTIFY] = {
        .name = "any_identify",
        .arguments = 0, .results = 2, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
        },
    },
    [KOZO_OP_ANY_DELETE] = {
        .name = "any_delete",
        .arguments = 0, .results = 0, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0), .path = 0x2, .dying = true},
        },
    },
    [KOZO_OP_ANY_REVOKE] = {
        .name = "any_revoke",
        .arguments = 0, .results = 0, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0), .path = 0x2, .dying = true},
        },
    },
    [KOZO_OP_CNODE_COPY] = {
        .name = "cnode_copy",
        .arguments = 3, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
            {.kind = MATRIX_SLOT, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_LOOKUP, 2, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_FLAGS, 3, KOZO_ERR_UNKNOWN_FLAG, 15, UINT64_C(15)},
        },
        .errors = {
            KOZO_ERR_NOT_COPYABLE,
        },
    },
    [KOZO_OP_CNODE_MINT] = {
        .name = "cnode_mint",
        .arguments = 4, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
            {.kind = MATRIX_SLOT, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_LOOKUP, 2, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_FLAGS, 3, KOZO_ERR_UNKNOWN_FLAG, 15, UINT64_C(15)},
        },
        .errors = {
            KOZO_ERR_NOT_COPYABLE, KOZO_ERR_NOT_BADGEABLE,
        },
    },
    [KOZO_OP_CNODE_MOVE] = {
        .name = "cnode_move",
        .arguments = 2, .results = 1, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
            {.kind = MATRIX_SLOT, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_LOOKUP, 2, 0, 0, UINT64_C(0), .path = 0x2},
        },
    },
    [KOZO_OP_CNODE_INSPECT] = {
        .name = "cnode_inspect",
        .arguments = 1, .results = 3, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
            {.kind = MATRIX_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
        },
        .errors = {
            KOZO_ERR_NO_SLOT,
        },
    },
    [KOZO_OP_CNODE_SAVE_REPLY] = {
        .name = "cnode_save_reply",
        .arguments = 1, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
            {.kind = MATRIX_SLOT, 1, 0, 0, UINT64_C(0)},
        },
        .errors = {
            KOZO_ERR_NO_REPLY, KOZO_ERR_UNBOUND,
        },
    },
    [KOZO_OP_ANY_VERIFY] = {
        .name = "any_verify",
        .arguments = 1, .results = 1, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
        },
        .errors = {
            KOZO_ERR_DISTURBED,
        },
    },
    [KOZO_OP_UNTYPED_RETYPE] = {
        .name = "untyped_retype",
        .arguments = 5, .results = 1, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(1)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_ONE_OF, 1, KOZO_ERR_RANGE, 10, UINT64_C(2030)},
            {.kind = MATRIX_MINIMUM, 2, KOZO_ERR_RANGE, 6, UINT64_C(6)},
            {.kind = MATRIX_MAXIMUM, 2, KOZO_ERR_RANGE, 46, UINT64_C(46)},
            {.kind = MATRIX_MINIMUM, 3, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 3, KOZO_ERR_RANGE, 256, UINT64_C(256)},
            {.kind = MATRIX_LOOKUP, 4, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 4, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 4, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 5, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 5, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
            {.kind = MATRIX_SLOT, 5, 0, 0, UINT64_C(0), .cnode = 4, .count = 3},
        },
        .errors = {
            KOZO_ERR_NO_MEMORY, KOZO_ERR_RANGE, KOZO_ERR_NO_SPACE, KOZO_ERR_DEVICE_MEMORY,
        },
    },
    [KOZO_OP_UNTYPED_INSPECT] = {
        .name = "untyped_inspect",
        .arguments = 0, .results = 2, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(1)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
    },
    [KOZO_OP_ASPACE_MAP_TABLE] = {
        .name = "aspace_map_table",
        .arguments = 2, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(7)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(9)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8)},
            {.kind = MATRIX_BELOW, 2, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000)},
        },
        .errors = {
            KOZO_ERR_ALREADY_MAPPED,
        },
    },
    [KOZO_OP_ASPACE_MAP] = {
        .name = "aspace_map",
        .arguments = 3, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(7)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 9, UINT64_C(9)},
            {.kind = MATRIX_BELOW, 2, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000)},
            {.kind = MATRIX_ALIGN, 2, KOZO_ERR_ALIGNMENT, 4096, UINT64_C(0x1000)},
            {.kind = MATRIX_FLAGS, 3, KOZO_ERR_UNKNOWN_FLAG, 3, UINT64_C(3)},
        },
        .errors = {
            KOZO_ERR_ALREADY_MAPPED, KOZO_ERR_NO_TABLE, KOZO_ERR_WRITE_EXECUTE, KOZO_ERR_ALIGNMENT,
            KOZO_ERR_ACCESS_DENIED, KOZO_ERR_RANGE,
        },
    },
    [KOZO_OP_FRAME_UNMAP] = {
        .name = "frame_unmap",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8)},
        },
        .errors = {
            KOZO_ERR_NOT_MAPPED,
        },
    },
    [KOZO_OP_THREAD_BIND] = {
        .name = "thread_bind",
        .arguments = 3, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
            {.kind = MATRIX_LOOKUP, 2, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 2, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(7)},
            {.kind = MATRIX_RIGHTS, 2, KOZO_ERR_ACCESS_DENIED, 8, UINT64_C(8)},
            {.kind = MATRIX_LOOKUP, 3, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 3, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10)},
            {.kind = MATRIX_RIGHTS, 3, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_BOUND_ALREADY,
        },
    },
    [KOZO_OP_THREAD_BIND_BUFFER] = {
        .name = "thread_bind_buffer",
        .arguments = 2, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 3, UINT64_C(3)},
            {.kind = MATRIX_MAXIMUM, 2, KOZO_ERR_RANGE, 3584, UINT64_C(3584)},
            {.kind = MATRIX_ALIGN, 2, KOZO_ERR_ALIGNMENT, 512, UINT64_C(512)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_BOUND_ALREADY, KOZO_ERR_RANGE, KOZO_ERR_DEVICE_MEMORY,
        },
    },
    [KOZO_OP_THREAD_BIND_FAULTS] = {
        .name = "thread_bind_faults",
        .arguments = 1, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(3)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_BOUND_ALREADY,
        },
    },
    [KOZO_OP_THREAD_START] = {
        .name = "thread_start",
        .arguments = 3, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_BELOW, 1, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000)},
            {.kind = MATRIX_BELOW, 2, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0x7ffffffff000)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_UNBOUND,
        },
    },
    [KOZO_OP_THREAD_SUSPEND] = {
        .name = "thread_suspend",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE,
        },
    },
    [KOZO_OP_THREAD_RESUME] = {
        .name = "thread_resume",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_UNBOUND,
        },
    },
    [KOZO_OP_THREAD_EXIT] = {
        .name = "thread_exit",
        .arguments = 1, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE,
        },
    },
    [KOZO_OP_THREAD_INSPECT] = {
        .name = "thread_inspect",
        .arguments = 0, .results = 3, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
    },
    [KOZO_OP_THREAD_NAME] = {
        .name = "thread_name",
        .arguments = 3, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
    },
    [KOZO_OP_THREAD_BIND_NOTIFICATION] = {
        .name = "thread_bind_notification",
        .arguments = 1, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(5)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_BOUND_ALREADY,
        },
    },
    [KOZO_OP_BUDGET_CONFIGURE] = {
        .name = "budget_configure",
        .arguments = 4, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MAXIMUM, 2, KOZO_ERR_RANGE, 255, UINT64_C(255)},
            {.kind = MATRIX_MINIMUM, 3, KOZO_ERR_RANGE, 10000, UINT64_C(0x2710)},
            {.kind = MATRIX_MAXIMUM, 3, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0xe8d4a51000)},
            {.kind = MATRIX_MINIMUM, 4, KOZO_ERR_RANGE, 10000, UINT64_C(0x2710)},
            {.kind = MATRIX_MAXIMUM, 4, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0xe8d4a51000)},
        },
        .errors = {
            KOZO_ERR_OVER_CEILING, KOZO_ERR_RANGE,
        },
    },
    [KOZO_OP_BUDGET_YIELD] = {
        .name = "budget_yield",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
    },
    [KOZO_OP_BUDGET_INSPECT] = {
        .name = "budget_inspect",
        .arguments = 0, .results = 3, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
    },
    [KOZO_OP_THREAD_BIND_FPU] = {
        .name = "thread_bind_fpu",
        .arguments = 2, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_LOOKUP, 1, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 1, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(8)},
            {.kind = MATRIX_RIGHTS, 1, KOZO_ERR_ACCESS_DENIED, 3, UINT64_C(3)},
            {.kind = MATRIX_LOOKUP, 2, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 2, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(13)},
            {.kind = MATRIX_RIGHTS, 2, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE, KOZO_ERR_BOUND_ALREADY, KOZO_ERR_DEVICE_MEMORY,
        },
    },
    [KOZO_OP_THREAD_READ_REGISTERS] = {
        .name = "thread_read_registers",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_NO_BUFFER, KOZO_ERR_BAD_STATE,
        },
    },
    [KOZO_OP_THREAD_WRITE_REGISTERS] = {
        .name = "thread_write_registers",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_NO_BUFFER, KOZO_ERR_BAD_STATE, KOZO_ERR_RANGE,
        },
    },
    [KOZO_OP_THREAD_WATCH] = {
        .name = "thread_watch",
        .arguments = 1, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(6)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_FLAGS, 1, KOZO_ERR_UNKNOWN_FLAG, 3, UINT64_C(3)},
        },
        .errors = {
            KOZO_ERR_BAD_STATE,
        },
    },
    [KOZO_OP_BUDGET_WATCH] = {
        .name = "budget_watch",
        .arguments = 1, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(10)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_FLAGS, 1, KOZO_ERR_UNKNOWN_FLAG, 1, UINT64_C(1)},
        },
    },
    [KOZO_OP_IO_PORT_DERIVE] = {
        .name = "io_port_derive",
        .arguments = 4, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(11)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 65535, UINT64_C(0xffff)},
            {.kind = MATRIX_MINIMUM, 2, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 2, KOZO_ERR_RANGE, 65536, UINT64_C(0x10000)},
            {.kind = MATRIX_LOOKUP, 3, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 3, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(2)},
            {.kind = MATRIX_RIGHTS, 3, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 4, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 4, KOZO_ERR_RANGE, 1073741823, UINT64_C(0x3fffffff)},
            {.kind = MATRIX_SLOT, 4, 0, 0, UINT64_C(0), .cnode = 3},
        },
        .errors = {
            KOZO_ERR_RANGE,
        },
    },
    [KOZO_OP_IO_PORT_READ] = {
        .name = "io_port_read",
        .arguments = 2, .results = 1, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(11)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 65535, UINT64_C(0xffff)},
            {.kind = MATRIX_ONE_OF, 2, KOZO_ERR_RANGE, 4, UINT64_C(22)},
        },
        .errors = {
            KOZO_ERR_RANGE,
        },
    },
    [KOZO_OP_IO_PORT_WRITE] = {
        .name = "io_port_write",
        .arguments = 3, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(11)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 65535, UINT64_C(0xffff)},
            {.kind = MATRIX_ONE_OF, 2, KOZO_ERR_RANGE, 4, UINT64_C(22)},
            {.kind = MATRIX_MAXIMUM, 3, KOZO_ERR_RANGE, 0xffffffff, UINT64_C(0xffffffff)},
        },
        .errors = {
            KOZO_ERR_RANGE,
        },
    },
    [KOZO_OP_DEBUG_TRACE] = {
        .name = "debug_trace",
        .arguments = 1, .results = 2, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(12)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 1, UINT64_C(1)},
        },
        .errors = {
            KOZO_ERR_NO_BUFFER, KOZO_ERR_NOT_READY,
        },
    },
    [KOZO_OP_DEBUG_WRITE] = {
        .name = "debug_write",
        .arguments = 5, .results = 0, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(12)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MINIMUM, 1, KOZO_ERR_RANGE, 1, UINT64_C(1)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 32, UINT64_C(32)},
        },
    },
    [KOZO_OP_DEBUG_RESTART] = {
        .name = "debug_restart",
        .arguments = 1, .results = 1, .self = true, .preemptible = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(12)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
            {.kind = MATRIX_MAXIMUM, 1, KOZO_ERR_RANGE, 1000000, UINT64_C(0xf4240)},
        },
    },
    [KOZO_OP_PLATFORM_POWER_OFF] = {
        .name = "platform_power_off",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(13)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_UNSUPPORTED,
        },
    },
    [KOZO_OP_PLATFORM_REBOOT] = {
        .name = "platform_reboot",
        .arguments = 0, .results = 0, .self = true,
        .checks = {
            {.kind = MATRIX_LOOKUP, 0, 0, 0, UINT64_C(0)},
            {.kind = MATRIX_TYPE, 0, KOZO_ERR_WRONG_TYPE, 0, UINT64_C(13)},
            {.kind = MATRIX_RIGHTS, 0, KOZO_ERR_ACCESS_DENIED, 2, UINT64_C(2)},
        },
        .errors = {
            KOZO_ERR_UNSUPPORTED,
        },
    },
};

const struct matrix_object matrix_objects[KOZO_OBJECT_LIMIT] = {
    [KOZO_OBJECT_UNTYPED] = {
        .name = "untyped",
        .rights = 0x3, .sizes = UINT64_C(0x7fffffffffc0), .device = true,
    },
    [KOZO_OBJECT_CNODE] = {
        .name = "cnode",
        .rights = 0x3, .sizes = UINT64_C(0x7ffff80), .copyable = true, .counted = true,
    },
    [KOZO_OBJECT_ENDPOINT] = {
        .name = "endpoint",
        .rights = 0x7, .sizes = UINT64_C(64), .copyable = true, .badgeable = true,
        .counted = true,
    },
    [KOZO_OBJECT_REPLY] = {
        .name = "reply",
        .rights = 0x2,
    },
    [KOZO_OBJECT_NOTIFICATION] = {
        .name = "notification",
        .rights = 0x3, .sizes = UINT64_C(128), .copyable = true, .badgeable = true,
        .counted = true,
    },
    [KOZO_OBJECT_THREAD] = {
        .name = "thread",
        .rights = 0x3, .sizes = UINT64_C(2048), .copyable = true, .counted = true,
    },
    [KOZO_OBJECT_ASPACE] = {
        .name = "aspace",
        .rights = 0x8, .sizes = UINT64_C(0x2000), .copyable = true, .counted = true,
    },
    [KOZO_OBJECT_FRAME] = {
        .name = "frame",
        .rights = 0xf, .sizes = UINT64_C(0x201000), .copyable = true, .device = true,
    },
    [KOZO_OBJECT_PAGE_TABLE] = {
        .name = "page_table",
        .rights = 0x8, .sizes = UINT64_C(0x1000),
    },
    [KOZO_OBJECT_BUDGET] = {
        .name = "budget",
        .rights = 0x3, .sizes = UINT64_C(256), .copyable = true, .counted = true,
    },
    [KOZO_OBJECT_IO_PORT] = {
        .name = "io_port",
        .rights = 0x3, .copyable = true,
    },
    [KOZO_OBJECT_DEBUG] = {
        .name = "debug",
        .rights = 0x3, .copyable = true,
    },
    [KOZO_OBJECT_PLATFORM] = {
        .name = "platform",
        .rights = 0x3, .copyable = true,
    },
};
