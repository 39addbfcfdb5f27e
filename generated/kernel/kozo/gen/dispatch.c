/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template kernel/dispatch.c;
 * change those and run `make generate`. */
/* dispatch.c: from registers to handlers.
 *
 * Every register is read once, so that what was checked is what is used. Nothing is changed before
 * all checks have passed, hence a preempted operation may run again from its registers. The comment
 * behind a check is its id in the reference pages and in the generated tests. */
#include <kozo/cap.h>
#include <kozo/cspace.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/regs.h>
#include <kozo/outcome.h>
#include <kozo/thread.h>

/* Types that retype can make, a bit each. */
#define OBJECTS_CREATABLE UINT64_C(2030)

#define TABLE_LENGTH 64

/* Outcomes from here on are the kernel's own. */
#define OUTCOME_FIRST KERNEL_RESTART

/* Each decoder ends its system call: registers are as the program is to find them, or the outcome
 * has been told to the scheduler. What it returns is of no use to the caller. */
typedef kozo_err_t decode_fn(struct thread *caller);

static kozo_err_t refuse(struct regs *regs, kozo_err_t error, uint8_t argument, uint32_t detail)
{
    regs_set_status(regs, kozo_status_make(error, argument, detail));
    return KERNEL_DONE;
}

static LOCKED COLD kozo_err_t finish_otherwise(struct thread *caller, kozo_err_t outcome)
{
    if (outcome < OUTCOME_FIRST)
        regs_set_status(&caller->regs, kozo_status_make(outcome, 0, 0));
    else
        outcome_take(caller, outcome);
    return outcome;
}

/* The handler has returned; its results, if there are any, have been written. */
static ALWAYS_INLINE LOCKED kozo_err_t finish(struct thread *caller, kozo_err_t outcome)
{
    if (unlikely(outcome != KOZO_OK))
        return finish_otherwise(caller, outcome);
    regs_set_status(&caller->regs, kozo_status_make(KOZO_OK, 0, 0));
    return KOZO_OK;
}

static inline bool lacks(const struct cap_slot *slot, kozo_rights_t needed)
{
    return (cap_rights(slot) & needed) != needed;
}

static kozo_err_t decode_unknown(struct thread *caller)
{
    return refuse(&caller->regs, KOZO_ERR_BAD_OPERATION, 0, 0); /* operation.0.hole */
}

static LOCKED kozo_err_t decode_endpoint_call(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const kozo_tag_t tag = regs_tag(regs);
    const uint64_t self = regs_cap(regs).raw;
    const kozo_deadline_t deadline = kozo_tag_flags(tag) & KOZO_TAG_FLAG_DEADLINE ?
        regs_deadline(regs) : KOZO_DEADLINE_NEVER;
    struct cap_slot *self_slot;
    kozo_err_t err;

    if (kozo_tag_words(tag) > 56)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 56); /* endpoint_call.1.tag_words */
    if (kozo_tag_caps(tag) > 4)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 4); /* endpoint_call.1.tag_caps */
    if ((kozo_tag_flags(tag) & ~1u) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 1); /* endpoint_call.1.tag_flags */
    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* endpoint_call.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_ENDPOINT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* endpoint_call.0.type */
    if (lacks(self_slot, KOZO_ENDPOINT_RIGHT_SEND))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* endpoint_call.0.rights */

    const kozo_err_t outcome = sys_endpoint_call(caller, self_slot, tag, deadline);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_endpoint_reply_receive(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const kozo_tag_t tag = regs_tag(regs);
    const uint64_t self = regs_cap(regs).raw;
    const kozo_deadline_t deadline = kozo_tag_flags(tag) & KOZO_TAG_FLAG_DEADLINE ?
        regs_deadline(regs) : KOZO_DEADLINE_NEVER;
    const kozo_handle_t reply = kozo_tag_flags(tag) & KOZO_TAG_FLAG_SAVED_REPLY ?
        regs_reply(regs) : (kozo_handle_t){0};
    struct cap_slot *self_slot;
    kozo_err_t err;

    if (kozo_tag_words(tag) > 56)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 56); /* endpoint_reply_receive.1.tag_words */
    if (kozo_tag_caps(tag) > 4)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 4); /* endpoint_reply_receive.1.tag_caps */
    if ((kozo_tag_flags(tag) & ~7u) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 7); /* endpoint_reply_receive.1.tag_flags */
    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* endpoint_reply_receive.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_ENDPOINT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* endpoint_reply_receive.0.type */
    if (lacks(self_slot, KOZO_ENDPOINT_RIGHT_RECEIVE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* endpoint_reply_receive.0.rights */

    const kozo_err_t outcome = sys_endpoint_reply_receive(caller, cap_object(self_slot), tag,
                                                          deadline, reply);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_endpoint_send(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const kozo_tag_t tag = regs_tag(regs);
    const uint64_t self = regs_cap(regs).raw;
    const kozo_deadline_t deadline = kozo_tag_flags(tag) & KOZO_TAG_FLAG_DEADLINE ?
        regs_deadline(regs) : KOZO_DEADLINE_NEVER;
    struct cap_slot *self_slot;
    kozo_err_t err;

    if (kozo_tag_words(tag) > 56)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 56); /* endpoint_send.1.tag_words */
    if (kozo_tag_caps(tag) > 4)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 4); /* endpoint_send.1.tag_caps */
    if ((kozo_tag_flags(tag) & ~1u) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 1); /* endpoint_send.1.tag_flags */
    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* endpoint_send.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_ENDPOINT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* endpoint_send.0.type */
    if (lacks(self_slot, KOZO_ENDPOINT_RIGHT_SEND))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* endpoint_send.0.rights */

    const kozo_err_t outcome = sys_endpoint_send(caller, self_slot, tag, deadline);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_endpoint_receive(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const kozo_tag_t tag = regs_tag(regs);
    const uint64_t self = regs_cap(regs).raw;
    const kozo_deadline_t deadline = kozo_tag_flags(tag) & KOZO_TAG_FLAG_DEADLINE ?
        regs_deadline(regs) : KOZO_DEADLINE_NEVER;
    struct cap_slot *self_slot;
    kozo_err_t err;

    if (kozo_tag_words(tag) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 0); /* endpoint_receive.1.tag_words */
    if (kozo_tag_caps(tag) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 0); /* endpoint_receive.1.tag_caps */
    if ((kozo_tag_flags(tag) & ~1u) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 1); /* endpoint_receive.1.tag_flags */
    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* endpoint_receive.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_ENDPOINT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* endpoint_receive.0.type */
    if (lacks(self_slot, KOZO_ENDPOINT_RIGHT_RECEIVE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* endpoint_receive.0.rights */

    const kozo_err_t outcome = sys_endpoint_receive(caller, cap_object(self_slot), tag, deadline);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_reply_send(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const kozo_tag_t tag = regs_tag(regs);
    const kozo_handle_t reply = kozo_tag_flags(tag) & KOZO_TAG_FLAG_SAVED_REPLY ?
        regs_reply(regs) : (kozo_handle_t){0};

    if (kozo_tag_words(tag) > 56)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 56); /* reply_send.1.tag_words */
    if (kozo_tag_caps(tag) > 4)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 4); /* reply_send.1.tag_caps */
    if ((kozo_tag_flags(tag) & ~2u) != 0)
        return refuse(regs, KOZO_ERR_MALFORMED, 1, 2); /* reply_send.1.tag_flags */

    const kozo_err_t outcome = sys_reply_send(caller, tag, reply);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_notification_signal(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* notification_signal.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_NOTIFICATION)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* notification_signal.0.type */
    if (lacks(self_slot, KOZO_NOTIFICATION_RIGHT_SIGNAL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* notification_signal.0.rights */

    const kozo_err_t outcome = sys_notification_signal(caller, self_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_notification_wait(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t until = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* notification_wait.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_NOTIFICATION)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* notification_wait.0.type */
    if (lacks(self_slot, KOZO_NOTIFICATION_RIGHT_WAIT))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* notification_wait.0.rights */

    uint64_t bits_out;
    const kozo_err_t outcome = sys_notification_wait(caller, cap_object(self_slot),
                                                     (kozo_deadline_t)until, &bits_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, bits_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_park(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t until = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_park.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_park.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_park.0.rights */

    const kozo_err_t outcome = sys_thread_park(caller, cap_object(self_slot),
                                               (kozo_deadline_t)until);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_unpark(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_unpark.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_unpark.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_unpark.0.rights */

    const kozo_err_t outcome = sys_thread_unpark(caller, cap_object(self_slot));
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_notification_set_alarm(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t at = regs_arg(regs, 1);
    const uint64_t bits = regs_arg(regs, 2);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* notification_set_alarm.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_NOTIFICATION)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* notification_set_alarm.0.type */
    if (lacks(self_slot, KOZO_NOTIFICATION_RIGHT_WAIT))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* notification_set_alarm.0.rights */
    if (bits < 1)
        return refuse(regs, KOZO_ERR_RANGE, 2, 1); /* notification_set_alarm.2.minimum */

    const kozo_err_t outcome = sys_notification_set_alarm(caller, cap_object(self_slot),
                                                          (kozo_deadline_t)at, bits);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_any_identify(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* any_identify.0.lookup */

    kozo_info_t info_out;
    kozo_badge_t badge_out;
    const kozo_err_t outcome = sys_any_identify(caller, self_slot, &info_out, &badge_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, info_out.raw);
        regs_set_result(regs, 1, badge_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_any_delete(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, true, KOZO_CNODE_RIGHT_MODIFY, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* any_delete.0.lookup */

    const kozo_err_t outcome = sys_any_delete(caller, self_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_any_revoke(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, true, KOZO_CNODE_RIGHT_MODIFY, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* any_revoke.0.lookup */

    const kozo_err_t outcome = sys_any_revoke(caller, self_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_cnode_copy(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t index = regs_arg(regs, 1);
    const uint64_t source = regs_arg(regs, 2);
    const uint64_t mask = regs_arg(regs, 3);
    struct cap_slot *self_slot;
    struct cap_slot *index_slot;
    struct cap_slot *source_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* cnode_copy.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* cnode_copy.0.type */
    if (lacks(self_slot, KOZO_CNODE_RIGHT_MODIFY))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* cnode_copy.0.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1); /* cnode_copy.1.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1073741823); /* cnode_copy.1.maximum */
    err = cnode_slots(cap_object(self_slot), (uint32_t)index, 1, &index_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* cnode_copy.1.slot */
    err = cspace_lookup(caller, (kozo_handle_t){source}, false, 0, &source_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 2, 0); /* cnode_copy.2.lookup */
    if ((mask & ~UINT64_C(15)) != 0)
        return refuse(regs, KOZO_ERR_UNKNOWN_FLAG, 3, 15); /* cnode_copy.3.flags */

    uint64_t handle_out;
    const kozo_err_t outcome = sys_cnode_copy(caller, cap_object(self_slot), index_slot,
                                              source_slot, (kozo_rights_t)mask, &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_cnode_mint(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t index = regs_arg(regs, 1);
    const uint64_t source = regs_arg(regs, 2);
    const uint64_t mask = regs_arg(regs, 3);
    const uint64_t badge = regs_arg(regs, 4);
    struct cap_slot *self_slot;
    struct cap_slot *index_slot;
    struct cap_slot *source_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* cnode_mint.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* cnode_mint.0.type */
    if (lacks(self_slot, KOZO_CNODE_RIGHT_MODIFY))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* cnode_mint.0.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1); /* cnode_mint.1.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1073741823); /* cnode_mint.1.maximum */
    err = cnode_slots(cap_object(self_slot), (uint32_t)index, 1, &index_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* cnode_mint.1.slot */
    err = cspace_lookup(caller, (kozo_handle_t){source}, false, 0, &source_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 2, 0); /* cnode_mint.2.lookup */
    if ((mask & ~UINT64_C(15)) != 0)
        return refuse(regs, KOZO_ERR_UNKNOWN_FLAG, 3, 15); /* cnode_mint.3.flags */

    uint64_t handle_out;
    const kozo_err_t outcome = sys_cnode_mint(caller, cap_object(self_slot), index_slot,
                                              source_slot, (kozo_rights_t)mask, (kozo_badge_t)badge,
                                              &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_cnode_move(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t index = regs_arg(regs, 1);
    const uint64_t source = regs_arg(regs, 2);
    struct cap_slot *self_slot;
    struct cap_slot *index_slot;
    struct cap_slot *source_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* cnode_move.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* cnode_move.0.type */
    if (lacks(self_slot, KOZO_CNODE_RIGHT_MODIFY))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* cnode_move.0.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1); /* cnode_move.1.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1073741823); /* cnode_move.1.maximum */
    err = cnode_slots(cap_object(self_slot), (uint32_t)index, 1, &index_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* cnode_move.1.slot */
    err = cspace_lookup(caller, (kozo_handle_t){source}, false, KOZO_CNODE_RIGHT_MODIFY,
                        &source_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 2, 0); /* cnode_move.2.lookup */

    uint64_t handle_out;
    const kozo_err_t outcome = sys_cnode_move(caller, cap_object(self_slot), index_slot,
                                              source_slot, &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_cnode_inspect(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t index = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* cnode_inspect.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* cnode_inspect.0.type */
    if (lacks(self_slot, KOZO_CNODE_RIGHT_LOOKUP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* cnode_inspect.0.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1); /* cnode_inspect.1.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1073741823); /* cnode_inspect.1.maximum */

    kozo_info_t info_out;
    kozo_badge_t badge_out;
    uint64_t handle_out;
    const kozo_err_t outcome = sys_cnode_inspect(caller, cap_object(self_slot),
                                                 (kozo_slot_index_t)index, &info_out, &badge_out,
                                                 &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, info_out.raw);
        regs_set_result(regs, 1, badge_out);
        regs_set_result(regs, 2, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_cnode_save_reply(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t index = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    struct cap_slot *index_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* cnode_save_reply.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* cnode_save_reply.0.type */
    if (lacks(self_slot, KOZO_CNODE_RIGHT_MODIFY))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* cnode_save_reply.0.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1); /* cnode_save_reply.1.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1073741823); /* cnode_save_reply.1.maximum */
    err = cnode_slots(cap_object(self_slot), (uint32_t)index, 1, &index_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* cnode_save_reply.1.slot */

    uint64_t handle_out;
    const kozo_err_t outcome = sys_cnode_save_reply(caller, cap_object(self_slot), index_slot,
                                                    &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_any_verify(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t other = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    struct cap_slot *other_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* any_verify.0.lookup */
    err = cspace_lookup(caller, (kozo_handle_t){other}, false, 0, &other_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* any_verify.1.lookup */

    kozo_relation_t relation_out;
    const kozo_err_t outcome = sys_any_verify(caller, self_slot, other_slot, &relation_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, relation_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_untyped_retype(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t kind = regs_arg(regs, 1);
    const uint64_t size_bits = regs_arg(regs, 2);
    const uint64_t count = regs_arg(regs, 3);
    const uint64_t dest = regs_arg(regs, 4);
    const uint64_t index = regs_arg(regs, 5);
    struct cap_slot *self_slot;
    struct cap_slot *dest_slot;
    struct cap_slot *index_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* untyped_retype.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_UNTYPED)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* untyped_retype.0.type */
    if (lacks(self_slot, KOZO_UNTYPED_RIGHT_RETYPE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* untyped_retype.0.rights */
    if (kind >= KOZO_OBJECT_LIMIT || (OBJECTS_CREATABLE >> kind & 1) == 0)
        return refuse(regs, KOZO_ERR_RANGE, 1, 10); /* untyped_retype.1.object */
    if (size_bits < 6)
        return refuse(regs, KOZO_ERR_RANGE, 2, 6); /* untyped_retype.2.minimum */
    if (size_bits > 46)
        return refuse(regs, KOZO_ERR_RANGE, 2, 46); /* untyped_retype.2.maximum */
    if (count < 1)
        return refuse(regs, KOZO_ERR_RANGE, 3, 1); /* untyped_retype.3.minimum */
    if (count > KOZO_RETYPE_COUNT)
        return refuse(regs, KOZO_ERR_RANGE, 3, 256); /* untyped_retype.3.maximum */
    err = cspace_lookup(caller, (kozo_handle_t){dest}, false, 0, &dest_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 4, 0); /* untyped_retype.4.lookup */
    if (cap_type(dest_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 4, 0); /* untyped_retype.4.type */
    if (lacks(dest_slot, KOZO_CNODE_RIGHT_MODIFY))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 4, 2); /* untyped_retype.4.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 5, 1); /* untyped_retype.5.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 5, 1073741823); /* untyped_retype.5.maximum */
    err = cnode_slots(cap_object(dest_slot), (uint32_t)index, (uint32_t)count, &index_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 5, 0); /* untyped_retype.5.slot */

    uint64_t handle_out;
    const kozo_err_t outcome = sys_untyped_retype(caller, self_slot, (kozo_object_t)kind,
                                                  (uint8_t)size_bits, (uint16_t)count,
                                                  cap_object(dest_slot), index_slot, &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_untyped_inspect(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* untyped_inspect.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_UNTYPED)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* untyped_inspect.0.type */
    if (lacks(self_slot, KOZO_UNTYPED_RIGHT_INSPECT))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* untyped_inspect.0.rights */

    kozo_size_t size_out;
    kozo_size_t used_out;
    const kozo_err_t outcome = sys_untyped_inspect(caller, self_slot, &size_out, &used_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, size_out);
        regs_set_result(regs, 1, used_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_aspace_map_table(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t table = regs_arg(regs, 1);
    const uint64_t at = regs_arg(regs, 2);
    struct cap_slot *self_slot;
    struct cap_slot *table_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* aspace_map_table.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_ASPACE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* aspace_map_table.0.type */
    if (lacks(self_slot, KOZO_ASPACE_RIGHT_MAP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 8); /* aspace_map_table.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){table}, false, 0, &table_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* aspace_map_table.1.lookup */
    if (cap_type(table_slot) != KOZO_OBJECT_PAGE_TABLE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* aspace_map_table.1.type */
    if (lacks(table_slot, KOZO_PAGE_TABLE_RIGHT_MAP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 8); /* aspace_map_table.1.rights */
    if (at >= KOZO_USER_TOP)
        return refuse(regs, KOZO_ERR_RANGE, 2, 0xffffffff); /* aspace_map_table.2.below */

    uint64_t level_out;
    const kozo_err_t outcome = sys_aspace_map_table(caller, cap_object(self_slot), table_slot,
                                                    (vaddr_t){at}, &level_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, level_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_aspace_map(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t frame = regs_arg(regs, 1);
    const uint64_t at = regs_arg(regs, 2);
    const uint64_t flags = regs_arg(regs, 3);
    struct cap_slot *self_slot;
    struct cap_slot *frame_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* aspace_map.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_ASPACE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* aspace_map.0.type */
    if (lacks(self_slot, KOZO_ASPACE_RIGHT_MAP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 8); /* aspace_map.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){frame}, false, 0, &frame_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* aspace_map.1.lookup */
    if (cap_type(frame_slot) != KOZO_OBJECT_FRAME)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* aspace_map.1.type */
    if (lacks(frame_slot, KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_MAP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 9); /* aspace_map.1.rights */
    if (at >= KOZO_USER_TOP)
        return refuse(regs, KOZO_ERR_RANGE, 2, 0xffffffff); /* aspace_map.2.below */
    if (at % 4096 != 0)
        return refuse(regs, KOZO_ERR_ALIGNMENT, 2, 4096); /* aspace_map.2.align */
    if ((flags & ~UINT64_C(3)) != 0)
        return refuse(regs, KOZO_ERR_UNKNOWN_FLAG, 3, 3); /* aspace_map.3.flags */

    const kozo_err_t outcome = sys_aspace_map(caller, cap_object(self_slot), frame_slot,
                                              (vaddr_t){at}, (kozo_map_flags_t)flags);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_frame_unmap(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* frame_unmap.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_FRAME)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* frame_unmap.0.type */
    if (lacks(self_slot, KOZO_FRAME_RIGHT_MAP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 8); /* frame_unmap.0.rights */

    const kozo_err_t outcome = sys_frame_unmap(caller, self_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_bind(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t cspace = regs_arg(regs, 1);
    const uint64_t aspace = regs_arg(regs, 2);
    const uint64_t budget = regs_arg(regs, 3);
    struct cap_slot *self_slot;
    struct cap_slot *cspace_slot;
    struct cap_slot *aspace_slot;
    struct cap_slot *budget_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_bind.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_bind.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_bind.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){cspace}, false, 0, &cspace_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* thread_bind.1.lookup */
    if (cap_type(cspace_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* thread_bind.1.type */
    if (lacks(cspace_slot, KOZO_CNODE_RIGHT_LOOKUP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 1); /* thread_bind.1.rights */
    err = cspace_lookup(caller, (kozo_handle_t){aspace}, false, 0, &aspace_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 2, 0); /* thread_bind.2.lookup */
    if (cap_type(aspace_slot) != KOZO_OBJECT_ASPACE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 2, 0); /* thread_bind.2.type */
    if (lacks(aspace_slot, KOZO_ASPACE_RIGHT_MAP))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 2, 8); /* thread_bind.2.rights */
    err = cspace_lookup(caller, (kozo_handle_t){budget}, false, 0, &budget_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 3, 0); /* thread_bind.3.lookup */
    if (cap_type(budget_slot) != KOZO_OBJECT_BUDGET)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 3, 0); /* thread_bind.3.type */
    if (lacks(budget_slot, KOZO_BUDGET_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 3, 2); /* thread_bind.3.rights */

    const kozo_err_t outcome = sys_thread_bind(caller, cap_object(self_slot), cspace_slot,
                                               aspace_slot, budget_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_bind_buffer(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t frame = regs_arg(regs, 1);
    const uint64_t offset = regs_arg(regs, 2);
    struct cap_slot *self_slot;
    struct cap_slot *frame_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_bind_buffer.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_bind_buffer.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_bind_buffer.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){frame}, false, 0, &frame_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* thread_bind_buffer.1.lookup */
    if (cap_type(frame_slot) != KOZO_OBJECT_FRAME)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* thread_bind_buffer.1.type */
    if (lacks(frame_slot, KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_WRITE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 3); /* thread_bind_buffer.1.rights */
    if (offset > 3584)
        return refuse(regs, KOZO_ERR_RANGE, 2, 3584); /* thread_bind_buffer.2.maximum */
    if (offset % 512 != 0)
        return refuse(regs, KOZO_ERR_ALIGNMENT, 2, 512); /* thread_bind_buffer.2.align */

    const kozo_err_t outcome = sys_thread_bind_buffer(caller, cap_object(self_slot), frame_slot,
                                                      (uint32_t)offset);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_bind_faults(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t handler = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    struct cap_slot *handler_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_bind_faults.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_bind_faults.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_bind_faults.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){handler}, false, 0, &handler_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* thread_bind_faults.1.lookup */
    if (cap_type(handler_slot) != KOZO_OBJECT_ENDPOINT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* thread_bind_faults.1.type */
    if (lacks(handler_slot, KOZO_ENDPOINT_RIGHT_SEND))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 2); /* thread_bind_faults.1.rights */

    const kozo_err_t outcome = sys_thread_bind_faults(caller, cap_object(self_slot), handler_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_start(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t ip = regs_arg(regs, 1);
    const uint64_t sp = regs_arg(regs, 2);
    const uint64_t argument = regs_arg(regs, 3);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_start.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_start.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_start.0.rights */
    if (ip >= KOZO_USER_TOP)
        return refuse(regs, KOZO_ERR_RANGE, 1, 0xffffffff); /* thread_start.1.below */
    if (sp >= KOZO_USER_TOP)
        return refuse(regs, KOZO_ERR_RANGE, 2, 0xffffffff); /* thread_start.2.below */

    const kozo_err_t outcome = sys_thread_start(caller, cap_object(self_slot), (vaddr_t){ip},
                                                (vaddr_t){sp}, argument);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_suspend(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_suspend.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_suspend.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_suspend.0.rights */

    const kozo_err_t outcome = sys_thread_suspend(caller, cap_object(self_slot));
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_resume(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_resume.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_resume.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_resume.0.rights */

    const kozo_err_t outcome = sys_thread_resume(caller, cap_object(self_slot));
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_exit(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t code = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_exit.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_exit.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_exit.0.rights */

    const kozo_err_t outcome = sys_thread_exit(caller, cap_object(self_slot), code);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_inspect(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_inspect.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_inspect.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_OBSERVE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* thread_inspect.0.rights */

    kozo_thread_state_t state_out;
    kozo_priority_t priority_out;
    kozo_duration_t consumed_out;
    const kozo_err_t outcome = sys_thread_inspect(caller, cap_object(self_slot), &state_out,
                                                  &priority_out, &consumed_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, state_out);
        regs_set_result(regs, 1, priority_out);
        regs_set_result(regs, 2, consumed_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_name(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t text0 = regs_arg(regs, 1);
    const uint64_t text1 = regs_arg(regs, 2);
    const uint64_t text2 = regs_arg(regs, 3);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_name.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_name.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_name.0.rights */

    const kozo_err_t outcome = sys_thread_name(caller, cap_object(self_slot), text0, text1, text2);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_bind_notification(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t notification = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    struct cap_slot *notification_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_bind_notification.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_bind_notification.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_bind_notification.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){notification}, false, 0, &notification_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* thread_bind_notification.1.lookup */
    if (cap_type(notification_slot) != KOZO_OBJECT_NOTIFICATION)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* thread_bind_notification.1.type */
    if (lacks(notification_slot, KOZO_NOTIFICATION_RIGHT_WAIT))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 1); /* thread_bind_notification.1.rights */

    const kozo_err_t outcome = sys_thread_bind_notification(caller, cap_object(self_slot),
                                                            notification_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_budget_configure(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t authority = regs_arg(regs, 1);
    const uint64_t priority = regs_arg(regs, 2);
    const uint64_t capacity = regs_arg(regs, 3);
    const uint64_t period = regs_arg(regs, 4);
    struct cap_slot *self_slot;
    struct cap_slot *authority_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* budget_configure.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_BUDGET)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* budget_configure.0.type */
    if (lacks(self_slot, KOZO_BUDGET_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* budget_configure.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){authority}, false, 0, &authority_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* budget_configure.1.lookup */
    if (cap_type(authority_slot) != KOZO_OBJECT_BUDGET)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* budget_configure.1.type */
    if (lacks(authority_slot, KOZO_BUDGET_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 2); /* budget_configure.1.rights */
    if (priority > 255)
        return refuse(regs, KOZO_ERR_RANGE, 2, 255); /* budget_configure.2.maximum */
    if (capacity < 10000)
        return refuse(regs, KOZO_ERR_RANGE, 3, 10000); /* budget_configure.3.minimum */
    if (capacity > 0xe8d4a51000)
        return refuse(regs, KOZO_ERR_RANGE, 3, 0xffffffff); /* budget_configure.3.maximum */
    if (period < 10000)
        return refuse(regs, KOZO_ERR_RANGE, 4, 10000); /* budget_configure.4.minimum */
    if (period > 0xe8d4a51000)
        return refuse(regs, KOZO_ERR_RANGE, 4, 0xffffffff); /* budget_configure.4.maximum */

    const kozo_err_t outcome = sys_budget_configure(caller, cap_object(self_slot),
                                                    cap_object(authority_slot),
                                                    (kozo_priority_t)priority,
                                                    (kozo_duration_t)capacity,
                                                    (kozo_duration_t)period);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_budget_yield(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* budget_yield.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_BUDGET)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* budget_yield.0.type */
    if (lacks(self_slot, KOZO_BUDGET_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* budget_yield.0.rights */

    const kozo_err_t outcome = sys_budget_yield(caller, cap_object(self_slot));
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_budget_inspect(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* budget_inspect.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_BUDGET)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* budget_inspect.0.type */
    if (lacks(self_slot, KOZO_BUDGET_RIGHT_OBSERVE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* budget_inspect.0.rights */

    kozo_priority_t ceiling_out;
    kozo_duration_t remaining_out;
    kozo_duration_t consumed_out;
    const kozo_err_t outcome = sys_budget_inspect(caller, cap_object(self_slot), &ceiling_out,
                                                  &remaining_out, &consumed_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, ceiling_out);
        regs_set_result(regs, 1, remaining_out);
        regs_set_result(regs, 2, consumed_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_bind_fpu(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t frame = regs_arg(regs, 1);
    const uint64_t authority = regs_arg(regs, 2);
    struct cap_slot *self_slot;
    struct cap_slot *frame_slot;
    struct cap_slot *authority_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_bind_fpu.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_bind_fpu.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_bind_fpu.0.rights */
    err = cspace_lookup(caller, (kozo_handle_t){frame}, false, 0, &frame_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 1, 0); /* thread_bind_fpu.1.lookup */
    if (cap_type(frame_slot) != KOZO_OBJECT_FRAME)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 1, 0); /* thread_bind_fpu.1.type */
    if (lacks(frame_slot, KOZO_FRAME_RIGHT_READ | KOZO_FRAME_RIGHT_WRITE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 1, 3); /* thread_bind_fpu.1.rights */
    err = cspace_lookup(caller, (kozo_handle_t){authority}, false, 0, &authority_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 2, 0); /* thread_bind_fpu.2.lookup */
    if (cap_type(authority_slot) != KOZO_OBJECT_PLATFORM)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 2, 0); /* thread_bind_fpu.2.type */
    if (lacks(authority_slot, KOZO_PLATFORM_RIGHT_FPU))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 2, 1); /* thread_bind_fpu.2.rights */

    const kozo_err_t outcome = sys_thread_bind_fpu(caller, cap_object(self_slot), frame_slot,
                                                   authority_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_read_registers(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_read_registers.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_read_registers.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_read_registers.0.rights */

    const kozo_err_t outcome = sys_thread_read_registers(caller, cap_object(self_slot));
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_write_registers(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_write_registers.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_write_registers.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_write_registers.0.rights */

    const kozo_err_t outcome = sys_thread_write_registers(caller, cap_object(self_slot));
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_thread_watch(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t flags = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* thread_watch.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_THREAD)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* thread_watch.0.type */
    if (lacks(self_slot, KOZO_THREAD_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* thread_watch.0.rights */
    if ((flags & ~UINT64_C(3)) != 0)
        return refuse(regs, KOZO_ERR_UNKNOWN_FLAG, 1, 3); /* thread_watch.1.flags */

    const kozo_err_t outcome = sys_thread_watch(caller, cap_object(self_slot),
                                                (kozo_watch_flags_t)flags);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_budget_watch(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t flags = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* budget_watch.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_BUDGET)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* budget_watch.0.type */
    if (lacks(self_slot, KOZO_BUDGET_RIGHT_CONTROL))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* budget_watch.0.rights */
    if ((flags & ~UINT64_C(1)) != 0)
        return refuse(regs, KOZO_ERR_UNKNOWN_FLAG, 1, 1); /* budget_watch.1.flags */

    const kozo_err_t outcome = sys_budget_watch(caller, cap_object(self_slot),
                                                (kozo_budget_watch_t)flags);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_io_port_derive(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t first = regs_arg(regs, 1);
    const uint64_t count = regs_arg(regs, 2);
    const uint64_t dest = regs_arg(regs, 3);
    const uint64_t index = regs_arg(regs, 4);
    struct cap_slot *self_slot;
    struct cap_slot *dest_slot;
    struct cap_slot *index_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* io_port_derive.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_IO_PORT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* io_port_derive.0.type */
    if (first > 65535)
        return refuse(regs, KOZO_ERR_RANGE, 1, 65535); /* io_port_derive.1.maximum */
    if (count < 1)
        return refuse(regs, KOZO_ERR_RANGE, 2, 1); /* io_port_derive.2.minimum */
    if (count > 65536)
        return refuse(regs, KOZO_ERR_RANGE, 2, 65536); /* io_port_derive.2.maximum */
    err = cspace_lookup(caller, (kozo_handle_t){dest}, false, 0, &dest_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 3, 0); /* io_port_derive.3.lookup */
    if (cap_type(dest_slot) != KOZO_OBJECT_CNODE)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 3, 0); /* io_port_derive.3.type */
    if (lacks(dest_slot, KOZO_CNODE_RIGHT_MODIFY))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 3, 2); /* io_port_derive.3.rights */
    if (index < 1)
        return refuse(regs, KOZO_ERR_RANGE, 4, 1); /* io_port_derive.4.minimum */
    if (index > 1073741823)
        return refuse(regs, KOZO_ERR_RANGE, 4, 1073741823); /* io_port_derive.4.maximum */
    err = cnode_slots(cap_object(dest_slot), (uint32_t)index, 1, &index_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 4, 0); /* io_port_derive.4.slot */

    uint64_t handle_out;
    const kozo_err_t outcome = sys_io_port_derive(caller, self_slot, (uint16_t)first,
                                                  (uint32_t)count, cap_object(dest_slot),
                                                  index_slot, &handle_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, handle_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_io_port_read(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t offset = regs_arg(regs, 1);
    const uint64_t width = regs_arg(regs, 2);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* io_port_read.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_IO_PORT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* io_port_read.0.type */
    if (lacks(self_slot, KOZO_IO_PORT_RIGHT_IN))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* io_port_read.0.rights */
    if (offset > 65535)
        return refuse(regs, KOZO_ERR_RANGE, 1, 65535); /* io_port_read.1.maximum */
    if (width != 1 && width != 2 && width != 4)
        return refuse(regs, KOZO_ERR_RANGE, 2, 4); /* io_port_read.2.enum */

    uint32_t value_out;
    const kozo_err_t outcome = sys_io_port_read(caller, self_slot, (uint16_t)offset,
                                                (kozo_io_width_t)width, &value_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, value_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_io_port_write(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t offset = regs_arg(regs, 1);
    const uint64_t width = regs_arg(regs, 2);
    const uint64_t value = regs_arg(regs, 3);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* io_port_write.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_IO_PORT)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* io_port_write.0.type */
    if (lacks(self_slot, KOZO_IO_PORT_RIGHT_OUT))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* io_port_write.0.rights */
    if (offset > 65535)
        return refuse(regs, KOZO_ERR_RANGE, 1, 65535); /* io_port_write.1.maximum */
    if (width != 1 && width != 2 && width != 4)
        return refuse(regs, KOZO_ERR_RANGE, 2, 4); /* io_port_write.2.enum */
    if (value > 0xffffffff)
        return refuse(regs, KOZO_ERR_RANGE, 3, 0xffffffff); /* io_port_write.3.maximum */

    const kozo_err_t outcome = sys_io_port_write(caller, self_slot, (uint16_t)offset,
                                                 (kozo_io_width_t)width, (uint32_t)value);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_debug_trace(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t number = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* debug_trace.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_DEBUG)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* debug_trace.0.type */
    if (lacks(self_slot, KOZO_DEBUG_RIGHT_TRACE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 1); /* debug_trace.0.rights */

    uint64_t found_out;
    uint64_t count_out;
    const kozo_err_t outcome = sys_debug_trace(caller, self_slot, number, &found_out, &count_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, found_out);
        regs_set_result(regs, 1, count_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_debug_write(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t length = regs_arg(regs, 1);
    const uint64_t text0 = regs_arg(regs, 2);
    const uint64_t text1 = regs_arg(regs, 3);
    const uint64_t text2 = regs_arg(regs, 4);
    const uint64_t text3 = regs_arg(regs, 5);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* debug_write.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_DEBUG)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* debug_write.0.type */
    if (lacks(self_slot, KOZO_DEBUG_RIGHT_USE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* debug_write.0.rights */
    if (length < 1)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1); /* debug_write.1.minimum */
    if (length > 32)
        return refuse(regs, KOZO_ERR_RANGE, 1, 32); /* debug_write.1.maximum */

    const kozo_err_t outcome = sys_debug_write(caller, self_slot, length, text0, text1, text2,
                                               text3);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_debug_restart(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    const uint64_t steps = regs_arg(regs, 1);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* debug_restart.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_DEBUG)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* debug_restart.0.type */
    if (lacks(self_slot, KOZO_DEBUG_RIGHT_USE))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* debug_restart.0.rights */
    if (steps > 1000000)
        return refuse(regs, KOZO_ERR_RANGE, 1, 1000000); /* debug_restart.1.maximum */

    uint64_t left_out;
    const kozo_err_t outcome = sys_debug_restart(caller, self_slot, steps, &left_out);
    if (outcome == KOZO_OK) {
        regs_set_result(regs, 0, left_out);
    }
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_platform_power_off(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* platform_power_off.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_PLATFORM)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* platform_power_off.0.type */
    if (lacks(self_slot, KOZO_PLATFORM_RIGHT_POWER))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* platform_power_off.0.rights */

    const kozo_err_t outcome = sys_platform_power_off(caller, self_slot);
    return finish(caller, outcome);
}

static LOCKED kozo_err_t decode_platform_reboot(struct thread *caller)
{
    struct regs *regs = &caller->regs;
    const uint64_t self = regs_self(regs);
    struct cap_slot *self_slot;
    kozo_err_t err;

    err = cspace_lookup(caller, (kozo_handle_t){self}, false, 0, &self_slot);
    if (err != KOZO_OK)
        return refuse(regs, err, 0, 0); /* platform_reboot.0.lookup */
    if (cap_type(self_slot) != KOZO_OBJECT_PLATFORM)
        return refuse(regs, KOZO_ERR_WRONG_TYPE, 0, 0); /* platform_reboot.0.type */
    if (lacks(self_slot, KOZO_PLATFORM_RIGHT_POWER))
        return refuse(regs, KOZO_ERR_ACCESS_DENIED, 0, 2); /* platform_reboot.0.rights */

    const kozo_err_t outcome = sys_platform_reboot(caller, self_slot);
    return finish(caller, outcome);
}

static decode_fn *const decoders[] = {
    [KOZO_OP_ENDPOINT_CALL] = decode_endpoint_call,
    [KOZO_OP_ENDPOINT_REPLY_RECEIVE] = decode_endpoint_reply_receive,
    [KOZO_OP_ENDPOINT_SEND] = decode_endpoint_send,
    [KOZO_OP_ENDPOINT_RECEIVE] = decode_endpoint_receive,
    [KOZO_OP_REPLY_SEND] = decode_reply_send,
    [KOZO_OP_NOTIFICATION_SIGNAL] = decode_notification_signal,
    [KOZO_OP_NOTIFICATION_WAIT] = decode_notification_wait,
    [KOZO_OP_THREAD_PARK] = decode_thread_park,
    [KOZO_OP_THREAD_UNPARK] = decode_thread_unpark,
    [KOZO_OP_NOTIFICATION_SET_ALARM] = decode_notification_set_alarm,
    [KOZO_OP_ANY_IDENTIFY] = decode_any_identify,
    [KOZO_OP_ANY_DELETE] = decode_any_delete,
    [KOZO_OP_ANY_REVOKE] = decode_any_revoke,
    [KOZO_OP_CNODE_COPY] = decode_cnode_copy,
    [KOZO_OP_CNODE_MINT] = decode_cnode_mint,
    [KOZO_OP_CNODE_MOVE] = decode_cnode_move,
    [KOZO_OP_CNODE_INSPECT] = decode_cnode_inspect,
    [KOZO_OP_CNODE_SAVE_REPLY] = decode_cnode_save_reply,
    [KOZO_OP_ANY_VERIFY] = decode_any_verify,
    [19] = decode_unknown,
    [KOZO_OP_UNTYPED_RETYPE] = decode_untyped_retype,
    [KOZO_OP_UNTYPED_INSPECT] = decode_untyped_inspect,
    [22 ... 23] = decode_unknown,
    [KOZO_OP_ASPACE_MAP_TABLE] = decode_aspace_map_table,
    [KOZO_OP_ASPACE_MAP] = decode_aspace_map,
    [KOZO_OP_FRAME_UNMAP] = decode_frame_unmap,
    [27 ... 29] = decode_unknown,
    [KOZO_OP_THREAD_BIND] = decode_thread_bind,
    [KOZO_OP_THREAD_BIND_BUFFER] = decode_thread_bind_buffer,
    [KOZO_OP_THREAD_BIND_FAULTS] = decode_thread_bind_faults,
    [KOZO_OP_THREAD_START] = decode_thread_start,
    [KOZO_OP_THREAD_SUSPEND] = decode_thread_suspend,
    [KOZO_OP_THREAD_RESUME] = decode_thread_resume,
    [KOZO_OP_THREAD_EXIT] = decode_thread_exit,
    [KOZO_OP_THREAD_INSPECT] = decode_thread_inspect,
    [KOZO_OP_THREAD_NAME] = decode_thread_name,
    [KOZO_OP_THREAD_BIND_NOTIFICATION] = decode_thread_bind_notification,
    [KOZO_OP_BUDGET_CONFIGURE] = decode_budget_configure,
    [KOZO_OP_BUDGET_YIELD] = decode_budget_yield,
    [KOZO_OP_BUDGET_INSPECT] = decode_budget_inspect,
    [KOZO_OP_THREAD_BIND_FPU] = decode_thread_bind_fpu,
    [KOZO_OP_THREAD_READ_REGISTERS] = decode_thread_read_registers,
    [KOZO_OP_THREAD_WRITE_REGISTERS] = decode_thread_write_registers,
    [KOZO_OP_THREAD_WATCH] = decode_thread_watch,
    [KOZO_OP_BUDGET_WATCH] = decode_budget_watch,
    [48 ... 49] = decode_unknown,
    [KOZO_OP_IO_PORT_DERIVE] = decode_io_port_derive,
    [KOZO_OP_IO_PORT_READ] = decode_io_port_read,
    [KOZO_OP_IO_PORT_WRITE] = decode_io_port_write,
    [53 ... 58] = decode_unknown,
    [KOZO_OP_DEBUG_TRACE] = decode_debug_trace,
    [KOZO_OP_DEBUG_WRITE] = decode_debug_write,
    [KOZO_OP_DEBUG_RESTART] = decode_debug_restart,
    [KOZO_OP_PLATFORM_POWER_OFF] = decode_platform_power_off,
    [KOZO_OP_PLATFORM_REBOOT] = decode_platform_reboot,
};

_Static_assert(sizeof(decoders) / sizeof(decoders[0]) == TABLE_LENGTH, "length of the table");
_Static_assert((TABLE_LENGTH & (TABLE_LENGTH - 1)) == 0, "the mask needs a power of two");
_Static_assert(KOZO_OP_LIMIT <= TABLE_LENGTH, "every operation is in the table");

/* Once in the kernel, so that its indirect call can be told (tests/lint/stack.txt). */
NOINLINE void dispatch(struct thread *caller)
{
    uint64_t number = regs_op(&caller->regs);

    if (number >= TABLE_LENGTH) {
        decode_unknown(caller);
        return; /* operation.0.number */
    }
    /* The mask holds even where the branch was predicted wrongly; the compiler must not see that
     * it is redundant. */
    __asm__("" : "+r"(number));
    decoders[number & (TABLE_LENGTH - 1)](caller);
}
