/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/trace.yaml by template kernel/trace.c;
 * change those and run `make generate`. */
#include <kozo/gen/trace.h>

const struct trace_shape trace_shapes[KOZO_OP_LIMIT] = {
    [KOZO_OP_ENDPOINT_CALL] = {
        .facts = TRACE_MESSAGE | TRACE_SELF | TRACE_RECEIVES | TRACE_DEADLINE,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_ENDPOINT_REPLY_RECEIVE] = {
        .facts = TRACE_MESSAGE | TRACE_SELF | TRACE_RECEIVES | TRACE_DEADLINE | TRACE_REPLY,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_ENDPOINT_SEND] = {
        .facts = TRACE_MESSAGE | TRACE_SELF | TRACE_DEADLINE,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_ENDPOINT_RECEIVE] = {
        .facts = TRACE_MESSAGE | TRACE_SELF | TRACE_RECEIVES | TRACE_DEADLINE,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_REPLY_SEND] = {
        .facts = TRACE_MESSAGE | TRACE_REPLY,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_NOTIFICATION_SIGNAL] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_NOTIFICATION_WAIT] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x1,
    },
    [KOZO_OP_THREAD_PARK] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_UNPARK] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_NOTIFICATION_SET_ALARM] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x0,
    },
    [KOZO_OP_ANY_IDENTIFY] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x3,
    },
    [KOZO_OP_ANY_DELETE] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_ANY_REVOKE] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_CNODE_COPY] = {
        .facts = TRACE_SELF,
        .args = 0x7,
        .results = 0x1,
    },
    [KOZO_OP_CNODE_MINT] = {
        .facts = TRACE_SELF,
        .args = 0xf,
        .results = 0x1,
    },
    [KOZO_OP_CNODE_MOVE] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x1,
    },
    [KOZO_OP_CNODE_INSPECT] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x7,
    },
    [KOZO_OP_CNODE_SAVE_REPLY] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x1,
    },
    [KOZO_OP_ANY_VERIFY] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x1,
    },
    [KOZO_OP_UNTYPED_RETYPE] = {
        .facts = TRACE_SELF,
        .args = 0x1f,
        .results = 0x1,
    },
    [KOZO_OP_UNTYPED_INSPECT] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x3,
    },
    [KOZO_OP_ASPACE_MAP_TABLE] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x1,
    },
    [KOZO_OP_ASPACE_MAP] = {
        .facts = TRACE_SELF,
        .args = 0x7,
        .results = 0x0,
    },
    [KOZO_OP_FRAME_UNMAP] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_BIND] = {
        .facts = TRACE_SELF,
        .args = 0x7,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_BIND_BUFFER] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_BIND_FAULTS] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_START] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_SUSPEND] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_RESUME] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_EXIT] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_INSPECT] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x7,
    },
    [KOZO_OP_THREAD_NAME] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_BIND_NOTIFICATION] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x0,
    },
    [KOZO_OP_BUDGET_CONFIGURE] = {
        .facts = TRACE_SELF,
        .args = 0xf,
        .results = 0x0,
    },
    [KOZO_OP_BUDGET_YIELD] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_BUDGET_INSPECT] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x7,
    },
    [KOZO_OP_THREAD_BIND_FPU] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_READ_REGISTERS] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_WRITE_REGISTERS] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_THREAD_WATCH] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x0,
    },
    [KOZO_OP_BUDGET_WATCH] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x0,
    },
    [KOZO_OP_IO_PORT_DERIVE] = {
        .facts = TRACE_SELF,
        .args = 0xf,
        .results = 0x1,
    },
    [KOZO_OP_IO_PORT_READ] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x0,
    },
    [KOZO_OP_IO_PORT_WRITE] = {
        .facts = TRACE_SELF,
        .args = 0x3,
        .results = 0x0,
    },
    [KOZO_OP_DEBUG_TRACE] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x3,
    },
    [KOZO_OP_DEBUG_WRITE] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x0,
    },
    [KOZO_OP_DEBUG_RESTART] = {
        .facts = TRACE_SELF,
        .args = 0x1,
        .results = 0x1,
    },
    [KOZO_OP_PLATFORM_POWER_OFF] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
    [KOZO_OP_PLATFORM_REBOOT] = {
        .facts = TRACE_SELF,
        .args = 0x0,
        .results = 0x0,
    },
};

const struct trace_event_name trace_event_names[TRACE_EVENT_COUNT] = {
    {KOZO_TRACE_EVENTS_CALLS,    "calls"},
    {KOZO_TRACE_EVENTS_FAULTS,   "faults"},
    {KOZO_TRACE_EVENTS_SWITCHES, "switches"},
};
