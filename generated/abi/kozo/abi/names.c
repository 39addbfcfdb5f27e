/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/names.c;
 * change those and run `make generate`. */
#include <kozo/abi/errors.h>
#include <kozo/abi/names.h>
#include <kozo/abi/objects.h>
#include <kozo/abi/operations.h>

const char *kozo_operation_name(unsigned number)
{
    switch (number) {
    case KOZO_OP_ENDPOINT_CALL: return "endpoint_call";
    case KOZO_OP_ENDPOINT_REPLY_RECEIVE: return "endpoint_reply_receive";
    case KOZO_OP_ENDPOINT_SEND: return "endpoint_send";
    case KOZO_OP_ENDPOINT_RECEIVE: return "endpoint_receive";
    case KOZO_OP_REPLY_SEND: return "reply_send";
    case KOZO_OP_NOTIFICATION_SIGNAL: return "notification_signal";
    case KOZO_OP_NOTIFICATION_WAIT: return "notification_wait";
    case KOZO_OP_ANY_IDENTIFY: return "any_identify";
    case KOZO_OP_ANY_DELETE: return "any_delete";
    case KOZO_OP_ANY_REVOKE: return "any_revoke";
    case KOZO_OP_CNODE_COPY: return "cnode_copy";
    case KOZO_OP_CNODE_MINT: return "cnode_mint";
    case KOZO_OP_CNODE_MOVE: return "cnode_move";
    case KOZO_OP_CNODE_INSPECT: return "cnode_inspect";
    case KOZO_OP_CNODE_SAVE_REPLY: return "cnode_save_reply";
    case KOZO_OP_UNTYPED_RETYPE: return "untyped_retype";
    case KOZO_OP_UNTYPED_INSPECT: return "untyped_inspect";
    case KOZO_OP_ASPACE_MAP_TABLE: return "aspace_map_table";
    case KOZO_OP_ASPACE_MAP: return "aspace_map";
    case KOZO_OP_FRAME_UNMAP: return "frame_unmap";
    case KOZO_OP_THREAD_BIND: return "thread_bind";
    case KOZO_OP_THREAD_BIND_BUFFER: return "thread_bind_buffer";
    case KOZO_OP_THREAD_BIND_FAULTS: return "thread_bind_faults";
    case KOZO_OP_THREAD_START: return "thread_start";
    case KOZO_OP_THREAD_SUSPEND: return "thread_suspend";
    case KOZO_OP_THREAD_RESUME: return "thread_resume";
    case KOZO_OP_THREAD_EXIT: return "thread_exit";
    case KOZO_OP_THREAD_INSPECT: return "thread_inspect";
    case KOZO_OP_BUDGET_CONFIGURE: return "budget_configure";
    case KOZO_OP_BUDGET_YIELD: return "budget_yield";
    case KOZO_OP_IO_PORT_DERIVE: return "io_port_derive";
    case KOZO_OP_IO_PORT_READ: return "io_port_read";
    case KOZO_OP_IO_PORT_WRITE: return "io_port_write";
    case KOZO_OP_DEBUG_WRITE: return "debug_write";
    case KOZO_OP_DEBUG_RESTART: return "debug_restart";
    case KOZO_OP_PLATFORM_POWER_OFF: return "platform_power_off";
    case KOZO_OP_PLATFORM_REBOOT: return "platform_reboot";
    default: return "unknown";
    }
}

const char *kozo_error_name(unsigned error)
{
    switch (error) {
    case KOZO_OK: return "ok";
    case KOZO_ERR_BAD_OPERATION: return "bad_operation";
    case KOZO_ERR_NO_CAP: return "no_cap";
    case KOZO_ERR_STALE: return "stale";
    case KOZO_ERR_DYING: return "dying";
    case KOZO_ERR_WRONG_TYPE: return "wrong_type";
    case KOZO_ERR_ACCESS_DENIED: return "access_denied";
    case KOZO_ERR_RANGE: return "range";
    case KOZO_ERR_ALIGNMENT: return "alignment";
    case KOZO_ERR_UNKNOWN_FLAG: return "unknown_flag";
    case KOZO_ERR_MALFORMED: return "malformed";
    case KOZO_ERR_NO_MEMORY: return "no_memory";
    case KOZO_ERR_NO_SLOT: return "no_slot";
    case KOZO_ERR_SLOT_BUSY: return "slot_busy";
    case KOZO_ERR_NOT_COPYABLE: return "not_copyable";
    case KOZO_ERR_NOT_BADGEABLE: return "not_badgeable";
    case KOZO_ERR_NO_BUFFER: return "no_buffer";
    case KOZO_ERR_NO_RECEIVE_SLOT: return "no_receive_slot";
    case KOZO_ERR_NOT_READY: return "not_ready";
    case KOZO_ERR_TIMED_OUT: return "timed_out";
    case KOZO_ERR_CANCELLED: return "cancelled";
    case KOZO_ERR_REPLY_PENDING: return "reply_pending";
    case KOZO_ERR_NO_REPLY: return "no_reply";
    case KOZO_ERR_BAD_STATE: return "bad_state";
    case KOZO_ERR_ALREADY_MAPPED: return "already_mapped";
    case KOZO_ERR_NOT_MAPPED: return "not_mapped";
    case KOZO_ERR_NO_TABLE: return "no_table";
    case KOZO_ERR_WRITE_EXECUTE: return "write_execute";
    case KOZO_ERR_OVER_CEILING: return "over_ceiling";
    case KOZO_ERR_NO_SPACE: return "no_space";
    case KOZO_ERR_BOUND_ALREADY: return "bound_already";
    case KOZO_ERR_UNBOUND: return "unbound";
    case KOZO_ERR_UNSUPPORTED: return "unsupported";
    case KOZO_ERR_PEER_DIED: return "peer_died";
    case KOZO_ERR_BAD_REPLY: return "bad_reply";
    case KOZO_ERR_NO_METHOD: return "no_method";
    case KOZO_ERR_WRONG_INTERFACE: return "wrong_interface";
    case KOZO_ERR_BAD_MESSAGE: return "bad_message";
    case KOZO_ERR_NOT_FOUND: return "not_found";
    case KOZO_ERR_EXISTS: return "exists";
    case KOZO_ERR_FULL: return "full";
    case KOZO_ERR_REFUSED: return "refused";
    case KOZO_ERR_BUSY: return "busy";
    case KOZO_ERR_RUNNING: return "running";
    case KOZO_ERR_DAMAGED: return "damaged";
    case KOZO_ERR_EXHAUSTED: return "exhausted";
    default: return "unknown";
    }
}

const char *kozo_object_name(unsigned type)
{
    switch (type) {
    case KOZO_OBJECT_NULL: return "null";
    case KOZO_OBJECT_UNTYPED: return "untyped";
    case KOZO_OBJECT_CNODE: return "cnode";
    case KOZO_OBJECT_ENDPOINT: return "endpoint";
    case KOZO_OBJECT_REPLY: return "reply";
    case KOZO_OBJECT_NOTIFICATION: return "notification";
    case KOZO_OBJECT_THREAD: return "thread";
    case KOZO_OBJECT_ASPACE: return "aspace";
    case KOZO_OBJECT_FRAME: return "frame";
    case KOZO_OBJECT_PAGE_TABLE: return "page_table";
    case KOZO_OBJECT_BUDGET: return "budget";
    case KOZO_OBJECT_IO_PORT: return "io_port";
    case KOZO_OBJECT_DEBUG: return "debug";
    case KOZO_OBJECT_PLATFORM: return "platform";
    default: return "unknown";
    }
}
