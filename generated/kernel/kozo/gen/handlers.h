/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template kernel/handlers.h;
 * change those and run `make generate`. */
/* handlers.h: the functions that implement the operations. Their arguments have been looked up and
 * checked; a body holds semantics only. Results are read only when it returns KOZO_OK. */
#pragma once

#include <kozo/abi.h>
#include <kozo/thread.h>

struct aspace;
struct budget;
struct cap_slot;
struct cnode;
struct endpoint;
struct notification;
struct thread;

/* Send a message and wait for its answer. The caller's budget goes along and comes back with the
 * reply. Self: endpoint (send). Errors: MALFORMED, NO_SPACE, NO_BUFFER, NO_CAP, STALE, DYING,
 * ACCESS_DENIED, NOT_COPYABLE, NO_RECEIVE_SLOT, UNKNOWN_FLAG, IN_USE, NOT_READY, TIMED_OUT,
 * CANCELLED, REVOKED, PEER_DIED. */
kozo_err_t sys_endpoint_call(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline) LOCKED;

/* Answer the pending caller, or the saved one that the reply register names, and wait for the
 * next message. Self: endpoint (receive). Errors: MALFORMED, NO_BUFFER, NO_CAP, STALE, DYING,
 * WRONG_TYPE, ACCESS_DENIED, NOT_COPYABLE, NO_RECEIVE_SLOT, UNKNOWN_FLAG, IN_USE, NO_REPLY,
 * REPLY_PENDING, NOT_READY, TIMED_OUT, CANCELLED, REVOKED, PEER_DIED. */
kozo_err_t sys_endpoint_reply_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                      kozo_deadline_t deadline, kozo_handle_t reply) LOCKED;

/* Send a message that nobody answers. Self: endpoint (send). Errors: MALFORMED, NO_BUFFER,
 * NO_CAP, STALE, DYING, ACCESS_DENIED, NOT_COPYABLE, NO_RECEIVE_SLOT, UNKNOWN_FLAG, IN_USE,
 * NOT_READY, TIMED_OUT, CANCELLED, REVOKED, PEER_DIED. */
kozo_err_t sys_endpoint_send(struct thread *caller, struct cap_slot *self, kozo_tag_t tag,
                             kozo_deadline_t deadline) LOCKED;

/* Wait for a message. Refused while an earlier caller has neither been answered nor saved. Self:
 * endpoint (receive). Errors: REPLY_PENDING, NOT_READY, TIMED_OUT, CANCELLED, REVOKED,
 * PEER_DIED. */
kozo_err_t sys_endpoint_receive(struct thread *caller, struct endpoint *self, kozo_tag_t tag,
                                kozo_deadline_t deadline) LOCKED;

/* Answer the pending caller, or the saved one that the reply register names, and go on. Errors:
 * MALFORMED, NO_BUFFER, NO_CAP, STALE, DYING, WRONG_TYPE, ACCESS_DENIED, NOT_COPYABLE,
 * NO_RECEIVE_SLOT, UNKNOWN_FLAG, IN_USE, NO_REPLY. */
kozo_err_t sys_reply_send(struct thread *caller, kozo_tag_t tag, kozo_handle_t reply) LOCKED;

/* Set the bits of the capability's badge, or bit 0 of an unbadged one, and wake a waiter. Self:
 * notification (signal). */
kozo_err_t sys_notification_signal(struct thread *caller, struct cap_slot *self) LOCKED;

/* Take the bits that are set, waiting until there is one. Self: notification (wait). Errors:
 * NOT_READY, TIMED_OUT, CANCELLED, REVOKED, PEER_DIED. */
kozo_err_t sys_notification_wait(struct thread *caller, struct notification *self,
                                 kozo_deadline_t until, uint64_t *bits) LOCKED;

/* Take the thread's token, waiting until there is one. A thread parks only itself. Self: thread
 * (control). Errors: BAD_STATE, NOT_READY, TIMED_OUT, CANCELLED. */
kozo_err_t sys_thread_park(struct thread *caller, struct thread *self,
                           kozo_deadline_t until) LOCKED;

/* Give the thread its token, in which it goes on if it is parked. It has one or none, so a
 * second one changes nothing; it keeps it whatever it does meanwhile. Self: thread (control). */
kozo_err_t sys_thread_unpark(struct thread *caller, struct thread *self) LOCKED;

/* Let the kernel signal the notification, once, not before the time `at`. A notification has one
 * alarm: the last call counts. It ends with the notification, and nobody else is told. Self:
 * notification (wait). */
kozo_err_t sys_notification_set_alarm(struct thread *caller, struct notification *self,
                                      kozo_deadline_t at, uint64_t bits) LOCKED;

/* Tell what a handle designates. Self: any (any rights). */
kozo_err_t sys_any_identify(struct thread *caller, struct cap_slot *self, kozo_info_t *info,
                            kozo_badge_t *badge) LOCKED;

/* Empty the slot. Capabilities derived from this one stay and move up; with the last capability
 * its object is destroyed. Whoever waits by this capability is told `revoked`. Self: any (any
 * rights). May return KERNEL_RESTART. */
kozo_err_t sys_any_delete(struct thread *caller, struct cap_slot *self) LOCKED;

/* Delete every capability derived from this one. Returns when none is left, and nobody waits by
 * one of them. Self: any (any rights). May return KERNEL_RESTART. */
kozo_err_t sys_any_revoke(struct thread *caller, struct cap_slot *self) LOCKED;

/* Derive a copy with at most the source's rights. Self: cnode (modify). Errors: NOT_COPYABLE. */
kozo_err_t sys_cnode_copy(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, uint64_t *handle) LOCKED;

/* Derive a copy that carries a badge. A badge, once set, cannot be changed. Self: cnode
 * (modify). Errors: NOT_COPYABLE, NOT_BADGEABLE. */
kozo_err_t sys_cnode_mint(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, kozo_rights_t mask, kozo_badge_t badge,
                          uint64_t *handle) LOCKED;

/* Move a capability to another slot. Its place in the derivation tree goes with it, and threads
 * that wait by it go on waiting unless it goes to another CNode. Self: cnode (modify). May
 * return KERNEL_RESTART. */
kozo_err_t sys_cnode_move(struct thread *caller, struct cnode *self, struct cap_slot *index,
                          struct cap_slot *source, uint64_t *handle) LOCKED;

/* Tell what a slot holds, and by which handle those know it who use this CNode as their root.
 * Self: cnode (lookup). Errors: NO_SLOT. */
kozo_err_t sys_cnode_inspect(struct thread *caller, struct cnode *self, kozo_slot_index_t index,
                             kozo_info_t *info, kozo_badge_t *badge, uint64_t *handle) LOCKED;

/* Save the pending caller's reply right, so that the thread can receive again and answer later.
 * A thread that has no budget but the caller's cannot. Self: cnode (modify). Errors: NO_REPLY,
 * UNBOUND. */
kozo_err_t sys_cnode_save_reply(struct thread *caller, struct cnode *self, struct cap_slot *index,
                                uint64_t *handle) LOCKED;

/* Tell whether two capabilities designate the same object, and which of them was derived from
 * the other, directly or through others. Self: any (any rights). Errors: DISTURBED. May return
 * KERNEL_RESTART. */
kozo_err_t sys_any_verify(struct thread *caller, struct cap_slot *self, struct cap_slot *other,
                          kozo_relation_t *relation) LOCKED;

/* Make objects of cleared memory. Either all of them come into being or none, unless somebody
 * else fills a slot of the run, or takes the memory, before the operation, which is preemptible,
 * has come to its end; then the objects before that point exist. Device memory is not cleared.
 * Self: untyped (retype). Errors: NO_MEMORY, RANGE, NO_SPACE, DEVICE_MEMORY. May return
 * KERNEL_RESTART. */
kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle) LOCKED;

/* Tell how much of a region is in use. Self: untyped (inspect). */
kozo_err_t sys_untyped_inspect(struct thread *caller, struct cap_slot *self, kozo_size_t *size,
                               kozo_size_t *used) LOCKED;

/* Insert a page table at the highest level where one is missing. Self: aspace (map). Errors:
 * ALREADY_MAPPED. */
kozo_err_t sys_aspace_map_table(struct thread *caller, struct aspace *self, struct cap_slot *table,
                                vaddr_t at, uint64_t *level) LOCKED;

/* Map a frame. Writing and executing need the frame's rights of that name. Self: aspace (map).
 * Errors: ALREADY_MAPPED, NO_TABLE, WRITE_EXECUTE, ALIGNMENT, ACCESS_DENIED, RANGE. */
kozo_err_t sys_aspace_map(struct thread *caller, struct aspace *self, struct cap_slot *frame,
                          vaddr_t at, kozo_map_flags_t flags) LOCKED;

/* Undo the mapping that this capability holds. Self: frame (map). Errors: NOT_MAPPED. */
kozo_err_t sys_frame_unmap(struct thread *caller, struct cap_slot *self) LOCKED;

/* Give an inactive thread what it needs to run. The bindings are derived capabilities and can be
 * revoked. Self: thread (control). Errors: BAD_STATE, BOUND_ALREADY. */
kozo_err_t sys_thread_bind(struct thread *caller, struct thread *self, struct cap_slot *cspace,
                           struct cap_slot *aspace, struct cap_slot *budget) LOCKED;

/* Give an inactive thread its IPC buffer. Self: thread (control). Errors: BAD_STATE,
 * BOUND_ALREADY, RANGE, DEVICE_MEMORY. */
kozo_err_t sys_thread_bind_buffer(struct thread *caller, struct thread *self,
                                  struct cap_slot *frame, uint32_t offset) LOCKED;

/* Name the endpoint that receives the faults of an inactive thread. Self: thread (control).
 * Errors: BAD_STATE, BOUND_ALREADY. */
kozo_err_t sys_thread_bind_faults(struct thread *caller, struct thread *self,
                                  struct cap_slot *handler) LOCKED;

/* Start an inactive thread. Its other registers are what thread_write_registers has made of
 * them, or 0. Self: thread (control). Errors: BAD_STATE, UNBOUND. */
kozo_err_t sys_thread_start(struct thread *caller, struct thread *self, vaddr_t ip, vaddr_t sp,
                            uint64_t argument) LOCKED;

/* Stop a thread wherever it is. An operation in which it waited ends with KOZO_ERR_CANCELLED.
 * Self: thread (control). Errors: BAD_STATE. */
kozo_err_t sys_thread_suspend(struct thread *caller, struct thread *self) LOCKED;

/* Let a suspended thread go on. Self: thread (control). Errors: BAD_STATE, UNBOUND. */
kozo_err_t sys_thread_resume(struct thread *caller, struct thread *self) LOCKED;

/* End the thread. Its fault handler gets an exit message. Self: thread (control). Errors:
 * BAD_STATE. */
kozo_err_t sys_thread_exit(struct thread *caller, struct thread *self, uint64_t code) LOCKED;

/* Tell what a thread is doing. Self: thread (observe). */
kozo_err_t sys_thread_inspect(struct thread *caller, struct thread *self,
                              kozo_thread_state_t *state, kozo_priority_t *priority,
                              kozo_duration_t *consumed) LOCKED;

/* Give a thread the name by which traces and debuggers call it. It ends at a NUL; bytes that are
 * not printable ASCII become question marks. Self: thread (control). */
kozo_err_t sys_thread_name(struct thread *caller, struct thread *self, uint64_t text0,
                           uint64_t text1, uint64_t text2) LOCKED;

/* Let a thread that does not wait, and has not ended, hear of signals while it receives at an
 * endpoint, as a message of the interface `signal` from the kernel whose badge are the bits. The
 * binding is a derived capability and ends with the one it is derived from. Self: thread
 * (control). Errors: BAD_STATE, BOUND_ALREADY. */
kozo_err_t sys_thread_bind_notification(struct thread *caller, struct thread *self,
                                        struct cap_slot *notification) LOCKED;

/* Set priority and time. With capacity equal to period the capacity is the round-robin quantum.
 * Self: budget (control). Errors: OVER_CEILING, RANGE. */
kozo_err_t sys_budget_configure(struct thread *caller, struct budget *self,
                                struct budget *authority, kozo_priority_t priority,
                                kozo_duration_t capacity, kozo_duration_t period) LOCKED;

/* Put the budget, if it is current or ready, behind the others of its priority. Self: budget
 * (control). */
kozo_err_t sys_budget_yield(struct thread *caller, struct budget *self) LOCKED;

/* Tell what is left of a budget. Self: budget (observe). */
kozo_err_t sys_budget_inspect(struct thread *caller, struct budget *self, kozo_priority_t *ceiling,
                              kozo_duration_t *remaining, kozo_duration_t *consumed) LOCKED;

/* Give an inactive thread the FPU: x87, MMX and vector registers, in their initial state.
 * Without it their instructions are exceptions. Self: thread (control). Errors: BAD_STATE,
 * BOUND_ALREADY, DEVICE_MEMORY. */
kozo_err_t sys_thread_bind_fpu(struct thread *caller, struct thread *self, struct cap_slot *frame,
                               struct cap_slot *authority) LOCKED;

/* Copy the registers of a thread that is inactive, suspended or in a fault into the caller's IPC
 * buffer, as a thread_registers structure behind the words that travel in registers. They are
 * those with which the thread would go on. Self: thread (control). Errors: NO_BUFFER, BAD_STATE. */
kozo_err_t sys_thread_read_registers(struct thread *caller, struct thread *self) LOCKED;

/* Give a thread that is inactive, suspended or in a fault the registers that lie in the caller's
 * IPC buffer, as thread_read_registers leaves them there. Flags that are not the thread's own to
 * change keep the values that every program runs with. An instruction pointer or a segment base
 * that is not below user_top is refused. Self: thread (control). Errors: NO_BUFFER, BAD_STATE,
 * RANGE. */
kozo_err_t sys_thread_write_registers(struct thread *caller, struct thread *self) LOCKED;

/* Watch a thread that is inactive, suspended or in a fault. A foreign thread calls no operation
 * of the kernel: every system call instruction becomes a fault. A step ends with a debug
 * exception behind the next instruction, which clears the flag; a system call takes the
 * instruction behind it along. Self: thread (control). Errors: BAD_STATE. */
kozo_err_t sys_thread_watch(struct thread *caller, struct thread *self,
                            kozo_watch_flags_t flags) LOCKED;

/* Choose whether the end of a period's time is told, once in each period, to the handler of
 * faults of the thread that the budget is bound to. The thread then waits for the answer before
 * it waits for its next period, and for nothing if the handler has configured the budget anew.
 * It is told when the thread itself would run: a server that works for it just waits, and so
 * does the thread if it has no handler. Self: budget (control). */
kozo_err_t sys_budget_watch(struct thread *caller, struct budget *self,
                            kozo_budget_watch_t flags) LOCKED;

/* Derive a capability for a part of the range. Self: io_port (any rights). Errors: RANGE. */
kozo_err_t sys_io_port_derive(struct thread *caller, struct cap_slot *self, uint16_t first,
                              uint32_t count, struct cnode *dest, struct cap_slot *index,
                              uint64_t *handle) LOCKED;

/* Read a port. Self: io_port (in). Errors: RANGE. */
kozo_err_t sys_io_port_read(struct thread *caller, struct cap_slot *self, uint16_t offset,
                            kozo_io_width_t width, uint32_t *value) LOCKED;

/* Write a port. Self: io_port (out). Errors: RANGE. */
kozo_err_t sys_io_port_write(struct thread *caller, struct cap_slot *self, uint16_t offset,
                             kozo_io_width_t width, uint32_t value) LOCKED;

/* Copy a record of the trace into the caller's IPC buffer, as a trace_record structure behind
 * the words that travel in registers. Refused if there is no trace, or no such record yet. Self:
 * debug (trace). Errors: NO_BUFFER, NOT_READY. */
kozo_err_t sys_debug_trace(struct thread *caller, struct cap_slot *self, uint64_t number,
                           uint64_t *found, uint64_t *count) LOCKED;

/* Write text on the kernel's serial line and screen. Self: debug (use). May return
 * KERNEL_RESTART. */
kozo_err_t sys_debug_write(struct thread *caller, struct cap_slot *self, uint64_t length,
                           uint64_t text0, uint64_t text1, uint64_t text2, uint64_t text3) LOCKED;

/* Exercise the restart of a preempted operation. Self: debug (use). May return KERNEL_RESTART. */
kozo_err_t sys_debug_restart(struct thread *caller, struct cap_slot *self, uint64_t steps,
                             uint64_t *left) LOCKED;

/* Switch the machine off. Does not return. Self: platform (power). Errors: UNSUPPORTED. */
kozo_err_t sys_platform_power_off(struct thread *caller, struct cap_slot *self) LOCKED;

/* Restart the machine. Does not return. Self: platform (power). Errors: UNSUPPORTED. */
kozo_err_t sys_platform_reboot(struct thread *caller, struct cap_slot *self) LOCKED;

/* Progress of a preempted operation: what the caller's register is to hold when it is run again. */

static inline void untyped_retype_advance_count(struct thread *caller, uint16_t value)
{
    regs_set_arg(&caller->regs, 3, value);
}

static inline void untyped_retype_advance_index(struct thread *caller, kozo_slot_index_t value)
{
    regs_set_arg(&caller->regs, 5, value);
}

static inline void debug_write_advance_length(struct thread *caller, uint64_t value)
{
    regs_set_arg(&caller->regs, 1, value);
}

static inline void debug_write_advance_text0(struct thread *caller, uint64_t value)
{
    regs_set_arg(&caller->regs, 2, value);
}

static inline void debug_write_advance_text1(struct thread *caller, uint64_t value)
{
    regs_set_arg(&caller->regs, 3, value);
}

static inline void debug_write_advance_text2(struct thread *caller, uint64_t value)
{
    regs_set_arg(&caller->regs, 4, value);
}

static inline void debug_write_advance_text3(struct thread *caller, uint64_t value)
{
    regs_set_arg(&caller->regs, 5, value);
}

static inline void debug_restart_advance_steps(struct thread *caller, uint64_t value)
{
    regs_set_arg(&caller->regs, 1, value);
}
