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
    case KOZO_OP_THREAD_PARK: return "thread_park";
    case KOZO_OP_THREAD_UNPARK: return "thread_unpark";
    case KOZO_OP_NOTIFICATION_SET_ALARM: return "notification_set_alarm";
    case KOZO_OP_ANY_IDENTIFY: return "any_identify";
    case KOZO_OP_ANY_DELETE: return "any_delete";
    case KOZO_OP_ANY_REVOKE: return "any_revoke";
    case KOZO_OP_CNODE_COPY: return "cnode_copy";
    case KOZO_OP_CNODE_MINT: return "cnode_mint";
    case KOZO_OP_CNODE_MOVE: return "cnode_move";
    case KOZO_OP_CNODE_INSPECT: return "cnode_inspect";
    case KOZO_OP_CNODE_SAVE_REPLY: return "cnode_save_reply";
    case KOZO_OP_ANY_VERIFY: return "any_verify";
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
    case KOZO_OP_THREAD_NAME: return "thread_name";
    case KOZO_OP_THREAD_BIND_NOTIFICATION: return "thread_bind_notification";
    case KOZO_OP_BUDGET_CONFIGURE: return "budget_configure";
    case KOZO_OP_BUDGET_YIELD: return "budget_yield";
    case KOZO_OP_BUDGET_INSPECT: return "budget_inspect";
    case KOZO_OP_THREAD_BIND_FPU: return "thread_bind_fpu";
    case KOZO_OP_THREAD_READ_REGISTERS: return "thread_read_registers";
    case KOZO_OP_THREAD_WRITE_REGISTERS: return "thread_write_registers";
    case KOZO_OP_THREAD_WATCH: return "thread_watch";
    case KOZO_OP_BUDGET_WATCH: return "budget_watch";
    case KOZO_OP_IO_PORT_DERIVE: return "io_port_derive";
    case KOZO_OP_IO_PORT_READ: return "io_port_read";
    case KOZO_OP_IO_PORT_WRITE: return "io_port_write";
    case KOZO_OP_DEBUG_TRACE: return "debug_trace";
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
    case KOZO_ERR_DISTURBED: return "disturbed";
    case KOZO_ERR_DEVICE_MEMORY: return "device_memory";
    case KOZO_ERR_REVOKED: return "revoked";
    case KOZO_ERR_IN_USE: return "in_use";
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
    case KOZO_ERR_INCOMPATIBLE: return "incompatible";
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

const char *kozo_right_name(unsigned type, unsigned right)
{
    switch (type << 8 | right) {
    case KOZO_OBJECT_UNTYPED << 8 | KOZO_UNTYPED_RIGHT_INSPECT:
        return "inspect";
    case KOZO_OBJECT_UNTYPED << 8 | KOZO_UNTYPED_RIGHT_RETYPE:
        return "retype";
    case KOZO_OBJECT_CNODE << 8 | KOZO_CNODE_RIGHT_LOOKUP:
        return "lookup";
    case KOZO_OBJECT_CNODE << 8 | KOZO_CNODE_RIGHT_MODIFY:
        return "modify";
    case KOZO_OBJECT_ENDPOINT << 8 | KOZO_ENDPOINT_RIGHT_RECEIVE:
        return "receive";
    case KOZO_OBJECT_ENDPOINT << 8 | KOZO_ENDPOINT_RIGHT_SEND:
        return "send";
    case KOZO_OBJECT_ENDPOINT << 8 | KOZO_ENDPOINT_RIGHT_GRANT:
        return "grant";
    case KOZO_OBJECT_REPLY << 8 | KOZO_REPLY_RIGHT_REPLY:
        return "reply";
    case KOZO_OBJECT_NOTIFICATION << 8 | KOZO_NOTIFICATION_RIGHT_WAIT:
        return "wait";
    case KOZO_OBJECT_NOTIFICATION << 8 | KOZO_NOTIFICATION_RIGHT_SIGNAL:
        return "signal";
    case KOZO_OBJECT_THREAD << 8 | KOZO_THREAD_RIGHT_OBSERVE:
        return "observe";
    case KOZO_OBJECT_THREAD << 8 | KOZO_THREAD_RIGHT_CONTROL:
        return "control";
    case KOZO_OBJECT_ASPACE << 8 | KOZO_ASPACE_RIGHT_MAP:
        return "map";
    case KOZO_OBJECT_FRAME << 8 | KOZO_FRAME_RIGHT_READ:
        return "read";
    case KOZO_OBJECT_FRAME << 8 | KOZO_FRAME_RIGHT_WRITE:
        return "write";
    case KOZO_OBJECT_FRAME << 8 | KOZO_FRAME_RIGHT_EXECUTE:
        return "execute";
    case KOZO_OBJECT_FRAME << 8 | KOZO_FRAME_RIGHT_MAP:
        return "map";
    case KOZO_OBJECT_PAGE_TABLE << 8 | KOZO_PAGE_TABLE_RIGHT_MAP:
        return "map";
    case KOZO_OBJECT_BUDGET << 8 | KOZO_BUDGET_RIGHT_OBSERVE:
        return "observe";
    case KOZO_OBJECT_BUDGET << 8 | KOZO_BUDGET_RIGHT_CONTROL:
        return "control";
    case KOZO_OBJECT_IO_PORT << 8 | KOZO_IO_PORT_RIGHT_IN:
        return "in";
    case KOZO_OBJECT_IO_PORT << 8 | KOZO_IO_PORT_RIGHT_OUT:
        return "out";
    case KOZO_OBJECT_DEBUG << 8 | KOZO_DEBUG_RIGHT_TRACE:
        return "trace";
    case KOZO_OBJECT_DEBUG << 8 | KOZO_DEBUG_RIGHT_USE:
        return "use";
    case KOZO_OBJECT_PLATFORM << 8 | KOZO_PLATFORM_RIGHT_FPU:
        return "fpu";
    case KOZO_OBJECT_PLATFORM << 8 | KOZO_PLATFORM_RIGHT_POWER:
        return "power";
    default: return "unknown";
    }
}

const char *kozo_error_text(unsigned error)
{
    switch (error) {
    case KOZO_ERR_BAD_OPERATION:
        return "there is no operation with this number";
    case KOZO_ERR_NO_CAP:
        return "the handle names no capability";
    case KOZO_ERR_STALE:
        return "the handle names a capability that has been replaced";
    case KOZO_ERR_DYING:
        return "the capability's object is being destroyed";
    case KOZO_ERR_WRONG_TYPE:
        return "the capability is of another object type";
    case KOZO_ERR_ACCESS_DENIED:
        return "the capability lacks a right that the operation needs";
    case KOZO_ERR_RANGE:
        return "the value is outside its permitted range";
    case KOZO_ERR_ALIGNMENT:
        return "the value is not aligned as required";
    case KOZO_ERR_UNKNOWN_FLAG:
        return "a bit is set that has no meaning";
    case KOZO_ERR_MALFORMED:
        return "the message's shape is not permitted";
    case KOZO_ERR_NO_MEMORY:
        return "the untyped memory has no room left for the objects";
    case KOZO_ERR_NO_SLOT:
        return "the slot index lies outside the CNode";
    case KOZO_ERR_SLOT_BUSY:
        return "the destination slot is occupied";
    case KOZO_ERR_NOT_COPYABLE:
        return "capabilities of this type cannot be copied";
    case KOZO_ERR_NOT_BADGEABLE:
        return "this capability cannot be given a badge";
    case KOZO_ERR_NO_BUFFER:
        return "the thread has no IPC buffer";
    case KOZO_ERR_NO_RECEIVE_SLOT:
        return "the receiver did not offer an empty slot for the capability";
    case KOZO_ERR_NOT_READY:
        return "the operation would have had to wait";
    case KOZO_ERR_TIMED_OUT:
        return "the deadline passed";
    case KOZO_ERR_CANCELLED:
        return "the waiting thread was taken out of its wait";
    case KOZO_ERR_REPLY_PENDING:
        return "the thread still owes a reply";
    case KOZO_ERR_NO_REPLY:
        return "there is no caller to reply to";
    case KOZO_ERR_BAD_STATE:
        return "the object is not in a state that permits this";
    case KOZO_ERR_ALREADY_MAPPED:
        return "this capability or address is mapped already";
    case KOZO_ERR_NOT_MAPPED:
        return "this capability is not mapped";
    case KOZO_ERR_NO_TABLE:
        return "a page table is missing on the way to the address";
    case KOZO_ERR_WRITE_EXECUTE:
        return "memory may not be writable and executable at once";
    case KOZO_ERR_OVER_CEILING:
        return "the priority exceeds the ceiling of the authorising budget";
    case KOZO_ERR_NO_SPACE:
        return "a fixed limit of the system is reached";
    case KOZO_ERR_BOUND_ALREADY:
        return "the object is bound already";
    case KOZO_ERR_UNBOUND:
        return "the thread lacks something that it needs to run";
    case KOZO_ERR_UNSUPPORTED:
        return "this machine cannot do that";
    case KOZO_ERR_DISTURBED:
        return "objects were destroyed too often while the kernel looked";
    case KOZO_ERR_DEVICE_MEMORY:
        return "only frames and Untypeds can be made of device memory, and the kernel uses neither";
    case KOZO_ERR_REVOKED:
        return "the capability that the thread waited by was taken away";
    case KOZO_ERR_IN_USE:
        return "the message itself goes by this capability";
    case KOZO_ERR_PEER_DIED:
        return "the other side vanished before it answered";
    case KOZO_ERR_BAD_REPLY:
        return "the reply does not have the shape of the method's results";
    case KOZO_ERR_NO_METHOD:
        return "the server does not know this method";
    case KOZO_ERR_WRONG_INTERFACE:
        return "the server does not speak this interface or version";
    case KOZO_ERR_BAD_MESSAGE:
        return "the server refused the shape or a value of the request";
    case KOZO_ERR_NOT_FOUND:
        return "nothing has that name";
    case KOZO_ERR_EXISTS:
        return "the name is taken";
    case KOZO_ERR_FULL:
        return "the service has no room for another entry";
    case KOZO_ERR_REFUSED:
        return "the service refuses this to its caller";
    case KOZO_ERR_BUSY:
        return "the service is occupied by another request";
    case KOZO_ERR_RUNNING:
        return "the program is running already";
    case KOZO_ERR_DAMAGED:
        return "the program's image is missing or damaged";
    case KOZO_ERR_EXHAUSTED:
        return "memory for the request ran out";
    case KOZO_ERR_INCOMPATIBLE:
        return "the program was built against an interface that its server does not keep";
    default: return "there is no such error";
    }
}

const char *kozo_error_remedy(unsigned error)
{
    switch (error) {
    case KOZO_ERR_BAD_OPERATION:
        return "call through the generated stubs of the running kernel's version";
    case KOZO_ERR_NO_CAP:
        return "check that the slot was filled and that the handle is complete";
    case KOZO_ERR_STALE:
        return "drop the old handle and obtain a new one";
    case KOZO_ERR_DYING:
        return "delete or revoke it to finish, or drop the handle";
    case KOZO_ERR_WRONG_TYPE:
        return "pass a handle of the type that the operation names";
    case KOZO_ERR_ACCESS_DENIED:
        return "ask its grantor for a capability with that right";
    case KOZO_ERR_RANGE:
        return "see detail for the limit, or, if it is 0, the operation's description";
    case KOZO_ERR_ALIGNMENT:
        return "see detail for the alignment in bytes, or, if it is 0, the operation's description";
    case KOZO_ERR_UNKNOWN_FLAG:
        return "set only the flags that the operation declares";
    case KOZO_ERR_MALFORMED:
        return "build the tag with the generated stubs";
    case KOZO_ERR_NO_MEMORY:
        return "use a larger untyped or revoke what was made from it";
    case KOZO_ERR_NO_SLOT:
        return "use an index below the CNode's size";
    case KOZO_ERR_SLOT_BUSY:
        return "delete its capability or choose an empty slot";
    case KOZO_ERR_NOT_COPYABLE:
        return "move it, or derive from it what the receiver needs";
    case KOZO_ERR_NOT_BADGEABLE:
        return "mint from an unbadged endpoint or notification";
    case KOZO_ERR_NO_BUFFER:
        return "bind a frame as its buffer first";
    case KOZO_ERR_NO_RECEIVE_SLOT:
        return "the receiver must name empty slots in its buffer";
    case KOZO_ERR_NOT_READY:
        return "try again later or give a deadline";
    case KOZO_ERR_TIMED_OUT:
        return "try again with a later deadline";
    case KOZO_ERR_CANCELLED:
        return "repeat the operation if it is still wanted";
    case KOZO_ERR_REPLY_PENDING:
        return "reply, or save the reply right, before receiving again";
    case KOZO_ERR_NO_REPLY:
        return "reply once for each call received";
    case KOZO_ERR_BAD_STATE:
        return "see the operation's description";
    case KOZO_ERR_ALREADY_MAPPED:
        return "unmap first, or copy the capability to map it twice";
    case KOZO_ERR_NOT_MAPPED:
        return "nothing is left to unmap";
    case KOZO_ERR_NO_TABLE:
        return "map page tables down to the wanted level first";
    case KOZO_ERR_WRITE_EXECUTE:
        return "map it twice with different rights, or change it in steps";
    case KOZO_ERR_OVER_CEILING:
        return "ask for a priority at or below the ceiling";
    case KOZO_ERR_NO_SPACE:
        return "make or nest fewer, or try again when one has gone";
    case KOZO_ERR_BOUND_ALREADY:
        return "unbind it first, or use another";
    case KOZO_ERR_UNBOUND:
        return "bind a capability space, an address space and a budget";
    case KOZO_ERR_UNSUPPORTED:
        return "the firmware describes no way";
    case KOZO_ERR_DISTURBED:
        return "try again";
    case KOZO_ERR_DEVICE_MEMORY:
        return "use memory that is not a device's";
    case KOZO_ERR_REVOKED:
        return "drop the handle and obtain a new one";
    case KOZO_ERR_IN_USE:
        return "pass a copy, or send by another capability";
    case KOZO_ERR_PEER_DIED:
        return "look the service up again";
    case KOZO_ERR_BAD_REPLY:
        return "the server violates its interface; report it";
    case KOZO_ERR_NO_METHOD:
        return "check that client and server speak the same version";
    case KOZO_ERR_WRONG_INTERFACE:
        return "rebuild against the server's interface";
    case KOZO_ERR_BAD_MESSAGE:
        return "call through the generated stubs";
    case KOZO_ERR_NOT_FOUND:
        return "check the spelling against the service's list";
    case KOZO_ERR_EXISTS:
        return "choose another name";
    case KOZO_ERR_FULL:
        return "remove an entry, or raise the limit in the interface";
    case KOZO_ERR_REFUSED:
        return "ask for a grant in the system manifest";
    case KOZO_ERR_BUSY:
        return "try again";
    case KOZO_ERR_RUNNING:
        return "wait until it has ended";
    case KOZO_ERR_DAMAGED:
        return "rebuild the initial ramdisk";
    case KOZO_ERR_EXHAUSTED:
        return "raise the quota in the system manifest";
    case KOZO_ERR_INCOMPATIBLE:
        return "rebuild the program against the interfaces of the running system";
    default: return "whoever reports it is of another version";
    }
}
