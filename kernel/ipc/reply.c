/* SPDX-License-Identifier: MIT */
/* reply.c: answers to calls and to faults, and saved reply rights.
 *
 * Invariants: INV-THREAD-3: who holds the right to answer is a thread or a slot; using it consumes
 *   it. */
#include <kozo/arch.h>
#include <kozo/cspace.h>
#include <kozo/gen/faults.h>
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>

static LOCKED kozo_err_t reply_find_caller(struct thread *callee, kozo_tag_t tag,
                                           kozo_handle_t reply, struct thread **out)
{
    struct cap_slot *slot;

    if ((kozo_tag_flags(tag) & KOZO_TAG_FLAG_SAVED_REPLY) == 0) {
        *out = callee->caller;
        return *out != NULL ? KOZO_OK : KOZO_ERR_NO_REPLY;
    }
    const kozo_err_t error = cspace_lookup(callee, reply, false, 0, &slot);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_type(slot) != KOZO_OBJECT_REPLY) {
        return KOZO_ERR_WRONG_TYPE;
    }
    if ((cap_rights(slot) & KOZO_REPLY_RIGHT_REPLY) == 0) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    *out = cap_object(slot);
    return KOZO_OK;
}

static LOCKED kozo_err_t reply_to_fault(struct thread *callee, struct thread *faulted,
                                        kozo_tag_t tag)
{
    struct message answer = {.tag = tag};
    kozo_fault_action_t action;
    vaddr_t ip, sp;

    regs_words(&callee->regs, answer.words);
    const kozo_err_t error = fault_reply(&answer, &action, &ip, &sp);

    if (error != KOZO_OK) {
        return error;
    }
    if (action != KOZO_FAULT_ACTION_KILL && ipc_is_exiting(faulted)) {
        return KOZO_ERR_MALFORMED;
    }
    if (action == KOZO_FAULT_ACTION_REDIRECT) {
        if (ip.raw >= KOZO_USER_TOP) {
            return KOZO_ERR_MALFORMED;
        }
        arch_thread_redirect(faulted, ip, sp);
    }
    ipc_leave_wait(faulted);
    faulted->faulted = false;
    if (action != KOZO_FAULT_ACTION_KILL) {
        faulted->state = KOZO_THREAD_STATE_READY;
        sched_wake(faulted);
    } else {
        thread_die(faulted);
    }
    return KOZO_OK;
}

kozo_err_t ipc_reply(struct thread *callee, kozo_tag_t tag, kozo_handle_t reply)
{
    struct thread *caller;
    kozo_err_t error = reply_find_caller(callee, tag, reply, &caller);

    if (error != KOZO_OK) {
        return error;
    }
    if (caller->faulted) {
        return reply_to_fault(callee, caller, tag);
    }
    error = ipc_transfer(callee, caller, tag, 0, true);
    if (error == KOZO_OK) {
        ipc_leave_wait(caller);
        caller->state = KOZO_THREAD_STATE_READY;
        sched_wake(caller);
    }
    return error;
}

kozo_err_t sys_reply_send(struct thread *caller, kozo_tag_t tag, kozo_handle_t reply)
{
    return ipc_reply(caller, tag, reply);
}

kozo_err_t sys_cnode_save_reply(struct thread *caller, struct cnode *self, struct cap_slot *index,
                                uint64_t *handle)
{
    struct thread *waiting = caller->caller;

    if (waiting == NULL) {
        return KOZO_ERR_NO_REPLY;
    }
    if (caller->home == NULL && caller->budget == waiting->budget) {
        return KOZO_ERR_UNBOUND;
    }
    ipc_unlink_call(waiting);
    const struct cap_value right = {
        .object = ptr_to_phys(waiting).raw,
        .type = KOZO_OBJECT_REPLY,
        .rights = KOZO_REPLY_RIGHT_REPLY,
    };

    cap_install_root(index, &right);
    waiting->reply_slot = index;
    *handle = cap_handle(self, index).raw;
    return KOZO_OK;
}
