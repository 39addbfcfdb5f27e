/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/trace.yaml by template user/trace_names.h;
 * change those and run `make generate`. */
/* What the words of trace records mean, for who shows them: see kozo/trace_event.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <kozo/abi.h>

enum trace_how { TRACE_AS_NUMBER, TRACE_AS_HEX, TRACE_AS_ENUM, TRACE_AS_FLAGS, TRACE_AS_INFO,
                 TRACE_AS_DEADLINE, TRACE_AS_HANDLE, TRACE_AS_PAYLOAD };

enum trace_fact { TRACE_MESSAGE = 1, TRACE_SELF = 2, TRACE_SENDS = 4, TRACE_RECEIVES = 8,
                  TRACE_DEADLINE = 16, TRACE_REPLY = 32 };

struct trace_value {
    const char *name;
    uint64_t value;
};

/* How a value is shown; of enumerations and flags, the names. */
struct trace_type {
    enum trace_how how;
    const char *unit;
    const struct trace_value *values;
    unsigned count;
};

/* A word, or a part of one; `object` is the type that a capability must have. */
struct trace_param {
    const char *name;
    const struct trace_type *type;
    uint8_t object, word, shift, bits;
};

/* `refusals` are the errors, by bit, with which self is refused; `own` those of them that the
 * operation itself reports, too, and then without a detail. */
struct trace_operation {
    bool known;
    uint8_t object;
    unsigned facts;
    uint64_t refusals, own;
    uint8_t args, outs; /* how many of the parameters */
    struct trace_param params[6]; /* arguments, then results */
};

struct trace_method {
    uint32_t interface;
    uint16_t label;
    const char *name;
    uint8_t words;
    struct trace_param params[6];
};

static const struct trace_value trace_tag_interfaces[] = {
    {"calc", 0x85c9545e},
    {"console", 0x33dbf407},
    {"fault", 0xeab617b9},
    {"log", 0x79cf8300},
    {"names", 0x8ad8fc56},
    {"process", 0x88b651b6},
    {"service", 0x14d69238},
    {"signal", 0xc120ffab},
    {"tracing", 0x9241606d},
};

static const struct trace_type trace_type_badge = {
    TRACE_AS_HEX, NULL, NULL, 0,
};

static const struct trace_value trace_values_budget_watch[] = {
    {"exhaustion", 1},
};
static const struct trace_type trace_type_budget_watch = {
    TRACE_AS_FLAGS, NULL, trace_values_budget_watch, 1,
};

static const struct trace_type trace_type_deadline = {
    TRACE_AS_DEADLINE, "ns", NULL, 0,
};

static const struct trace_type trace_type_duration = {
    TRACE_AS_NUMBER, "ns", NULL, 0,
};

static const struct trace_type trace_type_handle = {
    TRACE_AS_HANDLE, NULL, NULL, 0,
};

static const struct trace_type trace_type_info = {
    TRACE_AS_INFO, NULL, NULL, 0,
};

static const struct trace_value trace_values_io_width[] = {
    {"byte", 1},
    {"word", 2},
    {"dword", 4},
};
static const struct trace_type trace_type_io_width = {
    TRACE_AS_ENUM, NULL, trace_values_io_width, 3,
};

static const struct trace_value trace_values_map_flags[] = {
    {"write", 1},
    {"execute", 2},
};
static const struct trace_type trace_type_map_flags = {
    TRACE_AS_FLAGS, NULL, trace_values_map_flags, 2,
};

static const struct trace_value trace_values_object[] = {
    {"untyped", 1},
    {"cnode", 2},
    {"endpoint", 3},
    {"reply", 4},
    {"notification", 5},
    {"thread", 6},
    {"aspace", 7},
    {"frame", 8},
    {"page_table", 9},
    {"budget", 10},
    {"io_port", 11},
    {"debug", 12},
    {"platform", 13},
};
static const struct trace_type trace_type_object = {
    TRACE_AS_ENUM, NULL, trace_values_object, 13,
};

static const struct trace_type trace_type_payload = {
    TRACE_AS_PAYLOAD, NULL, NULL, 0,
};

static const struct trace_type trace_type_priority = {
    TRACE_AS_NUMBER, NULL, NULL, 0,
};

static const struct trace_value trace_values_relation[] = {
    {"same_object", 1},
    {"self_derived", 2},
    {"other_derived", 4},
};
static const struct trace_type trace_type_relation = {
    TRACE_AS_FLAGS, NULL, trace_values_relation, 3,
};

static const struct trace_value trace_values_rights[] = {
    {"read", 1},
    {"write", 2},
    {"grant", 4},
    {"map", 8},
};
static const struct trace_type trace_type_rights = {
    TRACE_AS_FLAGS, NULL, trace_values_rights, 4,
};

static const struct trace_type trace_type_size = {
    TRACE_AS_NUMBER, "bytes", NULL, 0,
};

static const struct trace_type trace_type_slot_index = {
    TRACE_AS_NUMBER, NULL, NULL, 0,
};

static const struct trace_value trace_values_thread_state[] = {
    {"inactive", 0},
    {"ready", 1},
    {"sending", 2},
    {"calling", 3},
    {"awaiting_reply", 4},
    {"receiving", 5},
    {"waiting", 6},
    {"suspended", 7},
    {"dead", 8},
    {"parked", 9},
};
static const struct trace_type trace_type_thread_state = {
    TRACE_AS_ENUM, NULL, trace_values_thread_state, 10,
};

static const struct trace_value trace_values_trace_events[] = {
    {"calls", 1},
    {"faults", 2},
    {"switches", 4},
};
static const struct trace_type trace_type_trace_events = {
    TRACE_AS_FLAGS, NULL, trace_values_trace_events, 3,
};

static const struct trace_value trace_values_trace_kind[] = {
    {"begin", 0},
    {"call", 1},
    {"return", 2},
    {"wait", 3},
    {"restart", 4},
    {"fault", 5},
    {"switch", 6},
};
static const struct trace_type trace_type_trace_kind = {
    TRACE_AS_ENUM, NULL, trace_values_trace_kind, 7,
};

static const struct trace_type trace_type_u16 = {
    TRACE_AS_NUMBER, NULL, NULL, 0,
};

static const struct trace_type trace_type_u32 = {
    TRACE_AS_NUMBER, NULL, NULL, 0,
};

static const struct trace_type trace_type_u64 = {
    TRACE_AS_NUMBER, NULL, NULL, 0,
};

static const struct trace_type trace_type_u8 = {
    TRACE_AS_NUMBER, NULL, NULL, 0,
};

static const struct trace_type trace_type_vaddr = {
    TRACE_AS_HEX, "address", NULL, 0,
};

static const struct trace_value trace_values_watch_flags[] = {
    {"foreign", 1},
    {"step", 2},
};
static const struct trace_type trace_type_watch_flags = {
    TRACE_AS_FLAGS, NULL, trace_values_watch_flags, 2,
};

static const struct trace_operation trace_operations[KOZO_OP_LIMIT] = {
    [KOZO_OP_ENDPOINT_CALL] = {
        true, KOZO_OBJECT_ENDPOINT,
        TRACE_MESSAGE | TRACE_SELF | TRACE_SENDS | TRACE_RECEIVES | TRACE_DEADLINE,
        0x7c, 0x5c,
        0, 0, {
        }},
    [KOZO_OP_ENDPOINT_REPLY_RECEIVE] = {
        true, KOZO_OBJECT_ENDPOINT,
        TRACE_MESSAGE | TRACE_SELF | TRACE_SENDS | TRACE_RECEIVES | TRACE_DEADLINE | TRACE_REPLY,
        0x7c, 0x7c,
        0, 0, {
        }},
    [KOZO_OP_ENDPOINT_SEND] = {
        true, KOZO_OBJECT_ENDPOINT,
        TRACE_MESSAGE | TRACE_SELF | TRACE_SENDS | TRACE_DEADLINE,
        0x7c, 0x5c,
        0, 0, {
        }},
    [KOZO_OP_ENDPOINT_RECEIVE] = {
        true, KOZO_OBJECT_ENDPOINT,
        TRACE_MESSAGE | TRACE_SELF | TRACE_RECEIVES | TRACE_DEADLINE,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_REPLY_SEND] = {
        true, KOZO_OBJECT_NULL,
        TRACE_MESSAGE | TRACE_SENDS | TRACE_REPLY,
        0x0, 0x0,
        0, 0, {
        }},
    [KOZO_OP_NOTIFICATION_SIGNAL] = {
        true, KOZO_OBJECT_NOTIFICATION,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_NOTIFICATION_WAIT] = {
        true, KOZO_OBJECT_NOTIFICATION,
        TRACE_SELF,
        0x7c, 0x0,
        1, 1, {
            {"until", &trace_type_deadline, KOZO_OBJECT_NULL, 0, 0, 64},
            {"bits", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_PARK] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        1, 0, {
            {"until", &trace_type_deadline, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_UNPARK] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_NOTIFICATION_SET_ALARM] = {
        true, KOZO_OBJECT_NOTIFICATION,
        TRACE_SELF,
        0x7c, 0x0,
        2, 0, {
            {"at", &trace_type_deadline, KOZO_OBJECT_NULL, 0, 0, 64},
            {"bits", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_ANY_IDENTIFY] = {
        true, KOZO_OBJECT_NULL,
        TRACE_SELF,
        0x5c, 0x0,
        0, 2, {
            {"info", &trace_type_info, KOZO_OBJECT_NULL, 0, 0, 64},
            {"badge", &trace_type_badge, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_ANY_DELETE] = {
        true, KOZO_OBJECT_NULL,
        TRACE_SELF,
        0x5c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_ANY_REVOKE] = {
        true, KOZO_OBJECT_NULL,
        TRACE_SELF,
        0x5c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_CNODE_COPY] = {
        true, KOZO_OBJECT_CNODE,
        TRACE_SELF,
        0x7c, 0x0,
        3, 1, {
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"source", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
            {"mask", &trace_type_rights, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_CNODE_MINT] = {
        true, KOZO_OBJECT_CNODE,
        TRACE_SELF,
        0x7c, 0x0,
        4, 1, {
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"source", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
            {"mask", &trace_type_rights, KOZO_OBJECT_NULL, 0, 0, 64},
            {"badge", &trace_type_badge, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_CNODE_MOVE] = {
        true, KOZO_OBJECT_CNODE,
        TRACE_SELF,
        0x7c, 0x0,
        2, 1, {
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"source", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_CNODE_INSPECT] = {
        true, KOZO_OBJECT_CNODE,
        TRACE_SELF,
        0x7c, 0x0,
        1, 3, {
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"info", &trace_type_info, KOZO_OBJECT_NULL, 0, 0, 64},
            {"badge", &trace_type_badge, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_CNODE_SAVE_REPLY] = {
        true, KOZO_OBJECT_CNODE,
        TRACE_SELF,
        0x7c, 0x0,
        1, 1, {
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_ANY_VERIFY] = {
        true, KOZO_OBJECT_NULL,
        TRACE_SELF,
        0x5c, 0x0,
        1, 1, {
            {"other", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
            {"relation", &trace_type_relation, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_UNTYPED_RETYPE] = {
        true, KOZO_OBJECT_UNTYPED,
        TRACE_SELF,
        0x7c, 0x0,
        5, 1, {
            {"kind", &trace_type_object, KOZO_OBJECT_NULL, 0, 0, 64},
            {"size_bits", &trace_type_u8, KOZO_OBJECT_NULL, 0, 0, 64},
            {"count", &trace_type_u16, KOZO_OBJECT_NULL, 0, 0, 64},
            {"dest", &trace_type_handle, KOZO_OBJECT_CNODE, 0, 0, 64},
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_UNTYPED_INSPECT] = {
        true, KOZO_OBJECT_UNTYPED,
        TRACE_SELF,
        0x7c, 0x0,
        0, 2, {
            {"size", &trace_type_size, KOZO_OBJECT_NULL, 0, 0, 64},
            {"used", &trace_type_size, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_ASPACE_MAP_TABLE] = {
        true, KOZO_OBJECT_ASPACE,
        TRACE_SELF,
        0x7c, 0x0,
        2, 1, {
            {"table", &trace_type_handle, KOZO_OBJECT_PAGE_TABLE, 0, 0, 64},
            {"at", &trace_type_vaddr, KOZO_OBJECT_NULL, 0, 0, 64},
            {"level", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_ASPACE_MAP] = {
        true, KOZO_OBJECT_ASPACE,
        TRACE_SELF,
        0x7c, 0x40,
        3, 0, {
            {"frame", &trace_type_handle, KOZO_OBJECT_FRAME, 0, 0, 64},
            {"at", &trace_type_vaddr, KOZO_OBJECT_NULL, 0, 0, 64},
            {"flags", &trace_type_map_flags, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_FRAME_UNMAP] = {
        true, KOZO_OBJECT_FRAME,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_THREAD_BIND] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        3, 0, {
            {"cspace", &trace_type_handle, KOZO_OBJECT_CNODE, 0, 0, 64},
            {"aspace", &trace_type_handle, KOZO_OBJECT_ASPACE, 0, 0, 64},
            {"budget", &trace_type_handle, KOZO_OBJECT_BUDGET, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_BIND_BUFFER] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        2, 0, {
            {"frame", &trace_type_handle, KOZO_OBJECT_FRAME, 0, 0, 64},
            {"offset", &trace_type_u32, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_BIND_FAULTS] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        1, 0, {
            {"handler", &trace_type_handle, KOZO_OBJECT_ENDPOINT, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_START] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        3, 0, {
            {"ip", &trace_type_vaddr, KOZO_OBJECT_NULL, 0, 0, 64},
            {"sp", &trace_type_vaddr, KOZO_OBJECT_NULL, 0, 0, 64},
            {"argument", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_SUSPEND] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_THREAD_RESUME] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_THREAD_EXIT] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        1, 0, {
            {"code", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_INSPECT] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        0, 3, {
            {"state", &trace_type_thread_state, KOZO_OBJECT_NULL, 0, 0, 64},
            {"priority", &trace_type_priority, KOZO_OBJECT_NULL, 0, 0, 64},
            {"consumed", &trace_type_duration, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_NAME] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        3, 0, {
            {"text0", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
            {"text1", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
            {"text2", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_BIND_NOTIFICATION] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        1, 0, {
            {"notification", &trace_type_handle, KOZO_OBJECT_NOTIFICATION, 0, 0, 64},
        }},
    [KOZO_OP_BUDGET_CONFIGURE] = {
        true, KOZO_OBJECT_BUDGET,
        TRACE_SELF,
        0x7c, 0x0,
        4, 0, {
            {"authority", &trace_type_handle, KOZO_OBJECT_BUDGET, 0, 0, 64},
            {"priority", &trace_type_priority, KOZO_OBJECT_NULL, 0, 0, 64},
            {"capacity", &trace_type_duration, KOZO_OBJECT_NULL, 0, 0, 64},
            {"period", &trace_type_duration, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_BUDGET_YIELD] = {
        true, KOZO_OBJECT_BUDGET,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_BUDGET_INSPECT] = {
        true, KOZO_OBJECT_BUDGET,
        TRACE_SELF,
        0x7c, 0x0,
        0, 3, {
            {"ceiling", &trace_type_priority, KOZO_OBJECT_NULL, 0, 0, 64},
            {"remaining", &trace_type_duration, KOZO_OBJECT_NULL, 0, 0, 64},
            {"consumed", &trace_type_duration, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_BIND_FPU] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        2, 0, {
            {"frame", &trace_type_handle, KOZO_OBJECT_FRAME, 0, 0, 64},
            {"authority", &trace_type_handle, KOZO_OBJECT_PLATFORM, 0, 0, 64},
        }},
    [KOZO_OP_THREAD_READ_REGISTERS] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_THREAD_WRITE_REGISTERS] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_THREAD_WATCH] = {
        true, KOZO_OBJECT_THREAD,
        TRACE_SELF,
        0x7c, 0x0,
        1, 0, {
            {"flags", &trace_type_watch_flags, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_BUDGET_WATCH] = {
        true, KOZO_OBJECT_BUDGET,
        TRACE_SELF,
        0x7c, 0x0,
        1, 0, {
            {"flags", &trace_type_budget_watch, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_IO_PORT_DERIVE] = {
        true, KOZO_OBJECT_IO_PORT,
        TRACE_SELF,
        0x7c, 0x0,
        4, 1, {
            {"first", &trace_type_u16, KOZO_OBJECT_NULL, 0, 0, 64},
            {"count", &trace_type_u32, KOZO_OBJECT_NULL, 0, 0, 64},
            {"dest", &trace_type_handle, KOZO_OBJECT_CNODE, 0, 0, 64},
            {"index", &trace_type_slot_index, KOZO_OBJECT_NULL, 0, 0, 64},
            {"handle", &trace_type_handle, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_IO_PORT_READ] = {
        true, KOZO_OBJECT_IO_PORT,
        TRACE_SELF,
        0x7c, 0x0,
        2, 1, {
            {"offset", &trace_type_u16, KOZO_OBJECT_NULL, 0, 0, 64},
            {"width", &trace_type_io_width, KOZO_OBJECT_NULL, 0, 0, 64},
            {"value", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_IO_PORT_WRITE] = {
        true, KOZO_OBJECT_IO_PORT,
        TRACE_SELF,
        0x7c, 0x0,
        3, 0, {
            {"offset", &trace_type_u16, KOZO_OBJECT_NULL, 0, 0, 64},
            {"width", &trace_type_io_width, KOZO_OBJECT_NULL, 0, 0, 64},
            {"value", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_DEBUG_TRACE] = {
        true, KOZO_OBJECT_DEBUG,
        TRACE_SELF,
        0x7c, 0x0,
        1, 2, {
            {"number", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
            {"found", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
            {"count", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_DEBUG_WRITE] = {
        true, KOZO_OBJECT_DEBUG,
        TRACE_SELF,
        0x7c, 0x0,
        5, 0, {
            {"length", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
            {"text0", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
            {"text1", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
            {"text2", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
            {"text3", &trace_type_payload, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_DEBUG_RESTART] = {
        true, KOZO_OBJECT_DEBUG,
        TRACE_SELF,
        0x7c, 0x0,
        1, 1, {
            {"steps", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
            {"left", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
        }},
    [KOZO_OP_PLATFORM_POWER_OFF] = {
        true, KOZO_OBJECT_PLATFORM,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
    [KOZO_OP_PLATFORM_REBOOT] = {
        true, KOZO_OBJECT_PLATFORM,
        TRACE_SELF,
        0x7c, 0x0,
        0, 0, {
        }},
};

static const struct trace_method trace_methods[] = {
    {0x85c9545e, 1, "evaluate", 0, {
    }},
    {0x33dbf407, 1, "write", 0, {
    }},
    {0x33dbf407, 2, "read", 0, {
    }},
    {0xeab617b9, 1, "page", 4, {
        {"address", &trace_type_vaddr, KOZO_OBJECT_NULL, 0, 0, 64},
        {"code", &trace_type_u64, KOZO_OBJECT_NULL, 1, 0, 64},
        {"ip", &trace_type_vaddr, KOZO_OBJECT_NULL, 2, 0, 64},
        {"sp", &trace_type_vaddr, KOZO_OBJECT_NULL, 3, 0, 64},
    }},
    {0xeab617b9, 2, "exception", 4, {
        {"vector", &trace_type_u8, KOZO_OBJECT_NULL, 0, 0, 8},
        {"code", &trace_type_u64, KOZO_OBJECT_NULL, 1, 0, 64},
        {"ip", &trace_type_vaddr, KOZO_OBJECT_NULL, 2, 0, 64},
        {"sp", &trace_type_vaddr, KOZO_OBJECT_NULL, 3, 0, 64},
    }},
    {0xeab617b9, 3, "exit", 1, {
        {"code", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
    }},
    {0xeab617b9, 4, "system_call", 6, {
        {"number", &trace_type_u64, KOZO_OBJECT_NULL, 0, 0, 64},
        {"argument0", &trace_type_u64, KOZO_OBJECT_NULL, 1, 0, 64},
        {"argument1", &trace_type_u64, KOZO_OBJECT_NULL, 2, 0, 64},
        {"argument2", &trace_type_u64, KOZO_OBJECT_NULL, 3, 0, 64},
        {"argument3", &trace_type_u64, KOZO_OBJECT_NULL, 4, 0, 64},
        {"argument4", &trace_type_u64, KOZO_OBJECT_NULL, 5, 0, 64},
    }},
    {0xeab617b9, 5, "exhausted", 2, {
        {"consumed", &trace_type_duration, KOZO_OBJECT_NULL, 0, 0, 64},
        {"until", &trace_type_deadline, KOZO_OBJECT_NULL, 1, 0, 64},
    }},
    {0x79cf8300, 1, "append", 0, {
    }},
    {0x79cf8300, 2, "read", 0, {
    }},
    {0x8ad8fc56, 1, "register", 0, {
    }},
    {0x8ad8fc56, 2, "lookup", 0, {
    }},
    {0x8ad8fc56, 3, "list", 0, {
    }},
    {0x88b651b6, 1, "list", 0, {
    }},
    {0x88b651b6, 2, "capability", 0, {
    }},
    {0x88b651b6, 3, "memory", 0, {
    }},
    {0x88b651b6, 4, "start", 0, {
    }},
    {0x88b651b6, 5, "power_off", 0, {
    }},
    {0x88b651b6, 6, "reboot", 0, {
    }},
    {0x88b651b6, 7, "stop", 0, {
    }},
    {0x88b651b6, 8, "thread", 0, {
    }},
    {0x14d69238, 1, "ping", 0, {
    }},
    {0xc120ffab, 1, "bits", 0, {
    }},
    {0x9241606d, 1, "read", 0, {
    }},
    {0x9241606d, 2, "search", 0, {
    }},
};
