/* SPDX-License-Identifier: MIT */
/* ipc.h: messages between threads.
 *
 * A thread that waits keeps its message in its saved registers and its IPC buffer until the partner
 * comes; the transfer then either happens whole or not at all. */
#pragma once

#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/thread.h>

/* Move the message that `from` holds, described by `tag`, to `to`, which is receiving or awaits a
 * reply: words, capabilities, badge and status. `from` is the current thread or waits; a faulted
 * one sends its fault. Returns: OK; NO_BUFFER; ACCESS_DENIED (capabilities without GRANT);
 * UNKNOWN_FLAG, MALFORMED (how one travels); what cspace_lookup() returns for a passed handle;
 * NO_CAP (it moved away before); IN_USE; NOT_COPYABLE; NO_RECEIVE_SLOT; KERNEL_RESTART (an
 * interrupt waits, and threads by what is to move; or `from` waits no longer, which has been told).
 * On error nothing has changed but that waits have ended that a move would end. */
MUST_CHECK kozo_err_t ipc_transfer(struct thread *from, struct thread *to, kozo_tag_t tag,
                                   uint64_t badge, bool may_grant) LOCKED;

/* The part of it that goes from buffer to buffer: the words beyond the registers, and capabilities.
 * Returns as ipc_transfer(); KERNEL_RESTART also where one is to move and none may, as on the fast
 * path. */
MUST_CHECK kozo_err_t ipc_transfer_buffer(struct thread *from, struct thread *to, kozo_tag_t tag,
                                          bool may_grant, bool may_move) LOCKED;

/* Put what does not fit the results of an operation into the thread's IPC buffer, which it has,
 * behind the words that shadow registers. */
void ipc_tell(struct thread *thread, const void *bytes, size_t size);

/* The tag of the message that a waiting or current thread sends. */
kozo_tag_t ipc_pending_tag(const struct thread *from);

/* `caller` has been received by `callee`: link them, lend the budget. */
void ipc_link_call(struct thread *caller, struct thread *callee) LOCKED;

/* The call of `caller` is over, whatever the reason: unlink it from whoever holds the right to
 * answer and take the lent budget back. */
void ipc_unlink_call(struct thread *caller) LOCKED;

/* A budget is spent: give it back to the last of those who lent it before the first server with a
 * budget of its own, on which the rest of the chain goes on. Returns the thread that is to be woken
 * on that budget, or NULL if the spent one is lent to no such server.
 * Context: the thread that it runs is ready. */
struct thread *ipc_return_loan(struct budget *budget) LOCKED;

/* The budget bound to `home` is taken away: from it, and from whom it has lent it to. */
void ipc_recall_budget(const struct budget *budget, struct thread *home) LOCKED;

/* Answer the pending caller of `callee`, or the saved one that `reply` names when the tag says so.
 * Returns as sys_reply_send(). On error the call is still pending. */
MUST_CHECK kozo_err_t ipc_reply(struct thread *callee, kozo_tag_t tag, kozo_handle_t reply) LOCKED;

/* End the wait of a thread, which has not faulted, with `error` and make it ready.
 * Context: the thread is blocked. */
void ipc_wake(struct thread *thread, kozo_err_t error) LOCKED;

/* As ipc_wake(), but a faulted thread dies of it.
 * Context: the thread is blocked. */
void ipc_end_wait(struct thread *thread, kozo_err_t error) LOCKED;

/* Take a blocked thread out of its queue, its call and its timeout. It is left SUSPENDED, without a
 * result. */
void ipc_leave_wait(struct thread *thread) LOCKED;

/* The fault of `thread`, described by `message`: call its handler on its behalf. The thread dies if
 * it has none, or if it is the last of a row of handlers that faulted, KOZO_CALL_DEPTH of them
 * before it.
 * Context: the thread is not blocked. */
void ipc_fault(struct thread *thread, const struct message *message) LOCKED;

/* The budget of `thread`, on which it was about to run, is spent: a fault, if it has a handler. */
void ipc_exhausted(struct thread *thread) LOCKED;

/* Does the thread only wait for its handler to hear of its exit? Then it never runs again. */
bool ipc_is_exiting(const struct thread *thread);
