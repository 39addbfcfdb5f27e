/* SPDX-License-Identifier: MIT */
/* effects.c: what handlers do to capabilities, memory, address spaces and ports. See oracle.h.
 * A foretell_ function may rely on all checks of the matrix; an apply_ function on the outcome;
 * the mean_ functions pass arguments to what is rendered from the effect clauses. */
#include "oracle.h"

#include <kozo/gen/model.h>

enum {
    RESTART_MAX = 50, /* steps of debug_restart() that are worth the time */
};
#define OWN_IMAGE_END (UINT64_C(1) << 39) /* below lies what the attacker itself runs on */

static void know(struct verdict *verdict, unsigned index, uint64_t value)
{
    verdict->result[index] = value;
    verdict->known |= (uint8_t)(1u << index);
}

static kozo_err_t foretell_identify(const struct call *call, struct verdict *verdict)
{
    (void)call;
    know(verdict, 0, model_info(verdict->at[0]).raw);
    know(verdict, 1, SLOT(verdict->at[0])->badge);
    return KOZO_OK;
}

static bool is_same(const struct model_slot *one, const struct model_slot *other)
{
    return one->type == other->type && one->object == other->object &&
           one->size_bits == other->size_bits &&
           (one->type != KOZO_OBJECT_IO_PORT ||
            (one->at == other->at && one->count == other->count));
}

static bool is_ancestor(slot_id upper, slot_id lower)
{
    do {
        lower = SLOT(lower)->parent;
    } while (lower != 0 && lower != upper);
    return lower != 0;
}

static kozo_err_t foretell_verify(const struct call *call, struct verdict *verdict)
{
    const slot_id self = verdict->at[0], other = verdict->at[1];

    (void)call;
    know(verdict, 0,
         (is_same(SLOT(self), SLOT(other)) ? KOZO_RELATION_SAME_OBJECT : 0U) |
             (is_ancestor(other, self) ? KOZO_RELATION_SELF_DERIVED : 0U) |
             (is_ancestor(self, other) ? KOZO_RELATION_OTHER_DERIVED : 0U));
    return KOZO_OK;
}

static kozo_err_t foretell_delete(const struct call *call, struct verdict *verdict)
{
    (void)call;
    verdict->skip = SLOT(verdict->at[0])->kept ? "the attacker needs it" : NULL;
    return KOZO_OK;
}

static kozo_err_t mean_delete(struct model *m, const struct call *call,
                              const struct verdict *verdict)
{
    (void)call;
    return model_any_delete(m, verdict->at[0]);
}

static kozo_err_t mean_revoke(struct model *m, const struct call *call,
                              const struct verdict *verdict)
{
    (void)call;
    return model_any_revoke(m, verdict->at[0]);
}

static kozo_err_t mean_copy(struct model *m, const struct call *call,
                            const struct verdict *verdict)
{
    return model_cnode_copy(m, verdict->at[1], verdict->at[2], (kozo_rights_t)call->value[3]);
}

static kozo_err_t mean_mint(struct model *m, const struct call *call,
                            const struct verdict *verdict)
{
    return model_cnode_mint(m, verdict->at[1], verdict->at[2], (kozo_rights_t)call->value[3],
                            call->value[4]);
}

static kozo_err_t foretell_move(const struct call *call, struct verdict *verdict)
{
    (void)call;
    if (SLOT(verdict->at[2])->kept && SLOT(verdict->at[0])->object != model.root) {
        verdict->skip = "the attacker needs it";
    }
    return KOZO_OK;
}

static kozo_err_t mean_move(struct model *m, const struct call *call,
                            const struct verdict *verdict)
{
    (void)call;
    return model_cnode_move(m, verdict->at[1], verdict->at[2]);
}

/* A copy, or what was moved. */
static const char *apply_handle(const struct call *call, const struct verdict *verdict,
                                const struct answer *answer)
{
    return oracle_take_handle(verdict->at[1], call->value[1], answer->result[0]);
}

static kozo_err_t foretell_cnode_inspect(const struct call *call, struct verdict *verdict)
{
    const object_id cnode = SLOT(verdict->at[0])->object;

    if (call->value[1] >= OBJECT(cnode)->slot_count) {
        return KOZO_ERR_NO_SLOT;
    }
    know(verdict, 0, model_info(model_slot_at(cnode, call->value[1])).raw);
    know(verdict, 1, SLOT(model_slot_at(cnode, call->value[1]))->badge);
    know(verdict, 2, model_is_empty(model_slot_at(cnode, call->value[1]))
                         ? 0
                         : kozo_handle_make(SLOT(model_slot_at(cnode, call->value[1]))->stamp, 0,
                                            call->value[1]).raw);
    return KOZO_OK;
}

static kozo_err_t mean_retype(struct model *m, const struct call *call,
                              const struct verdict *verdict)
{
    return model_untyped_retype(m, verdict->at[0], (kozo_object_t)call->value[1],
                                (uint8_t)call->value[2], (uint16_t)call->value[3],
                                verdict->at[5]);
}

static kozo_err_t foretell_retype(const struct call *call, struct verdict *verdict)
{
    if (!model_can_hold((kozo_object_t)call->value[1], (uint8_t)call->value[2],
                        (unsigned)call->value[3])) {
        verdict->skip = "more than the model has room for";
    }
    return KOZO_OK;
}

static const char *apply_retype(const struct call *call, const struct verdict *verdict,
                                const struct answer *answer)
{
    const unsigned count = (unsigned)call->value[3];
    const slot_id first = verdict->at[5];

    if (kozo_handle_stamp((kozo_handle_t){answer->result[0]}) < model.stamp + count) {
        return "the stamps are not new";
    }
    const char *wrong = oracle_take_handle((slot_id)(first + count - 1),
                                           call->value[5] + count - 1, answer->result[0]);

    for (unsigned i = 0; i < count; i++) {
        SLOT(first + i)->stamp = model.stamp - (count - 1 - i);
    }
    return wrong;
}

static kozo_err_t foretell_untyped_inspect(const struct call *call, struct verdict *verdict)
{
    (void)call;
    know(verdict, 0, UINT64_C(1) << SLOT(verdict->at[0])->size_bits);
    know(verdict, 1, SLOT(verdict->at[0])->at);
    return KOZO_OK;
}

/* Of its own space an attacker foretells only the part in which nothing was before. */
static bool is_own_image(object_id space, uint64_t at)
{
    return space == model.space && at < OWN_IMAGE_END;
}

static kozo_err_t foretell_map_table(const struct call *call, struct verdict *verdict)
{
    const object_id space = SLOT(verdict->at[0])->object;
    uint64_t level = 0;
    const kozo_err_t error =
        model_map_table_check(space, verdict->at[1], call->value[2], &level);

    if (is_own_image(space, call->value[2])) {
        verdict->skip = "where its own image lies";
    } else if (model.entry_count == MODEL_ENTRIES) {
        verdict->skip = "more than the model has room for";
    }
    know(verdict, 0, level);
    return error;
}

static const char *apply_map_table(const struct call *call, const struct verdict *verdict,
                                   const struct answer *answer)
{
    (void)answer;
    model_map_table(SLOT(verdict->at[0])->object, verdict->at[1], call->value[2],
                    verdict->result[0]);
    return NULL;
}

static kozo_err_t foretell_map(const struct call *call, struct verdict *verdict)
{
    const object_id space = SLOT(verdict->at[0])->object;
    const struct model_slot *frame = SLOT(verdict->at[1]);
    const uint64_t at = call->value[2], size = UINT64_C(1) << frame->size_bits;
    const bool writes = (call->value[3] & KOZO_MAP_FLAGS_WRITE) != 0;
    const bool executes = (call->value[3] & KOZO_MAP_FLAGS_EXECUTE) != 0;

    if (writes && executes) {
        return KOZO_ERR_WRITE_EXECUTE;
    }
    if ((writes && (frame->rights & KOZO_FRAME_RIGHT_WRITE) == 0) ||
        (executes && (frame->rights & KOZO_FRAME_RIGHT_EXECUTE) == 0)) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    if (at % size != 0) {
        return KOZO_ERR_ALIGNMENT;
    }
    if (at > KOZO_USER_TOP - size) {
        return KOZO_ERR_RANGE;
    }
    if (is_own_image(space, at)) {
        verdict->skip = "where its own image lies";
    } else if (model.entry_count == MODEL_ENTRIES) {
        verdict->skip = "more than the model has room for";
    }
    return model_map_check(space, verdict->at[1], at);
}

static const char *apply_map(const struct call *call, const struct verdict *verdict,
                             const struct answer *answer)
{
    (void)answer;
    model_map(SLOT(verdict->at[0])->object, verdict->at[1], call->value[2]);
    return NULL;
}

static kozo_err_t foretell_unmap(const struct call *call, struct verdict *verdict)
{
    (void)call;
    return SLOT(verdict->at[0])->space != 0 ? KOZO_OK : KOZO_ERR_NOT_MAPPED;
}

static const char *apply_unmap(const struct call *call, const struct verdict *verdict,
                               const struct answer *answer)
{
    (void)call;
    (void)answer;
    model_unmap(SLOT(verdict->at[0]));
    return NULL;
}

static const char *apply_signal(const struct call *call, const struct verdict *verdict,
                                const struct answer *answer)
{
    const struct model_slot *slot = SLOT(verdict->at[0]);

    (void)call;
    (void)answer;
    OBJECT(slot->object)->content |= slot->badge != 0 ? slot->badge : 1;
    return NULL;
}

static kozo_err_t foretell_wait(const struct call *call, struct verdict *verdict)
{
    const uint64_t bits = OBJECT(SLOT(verdict->at[0])->object)->content;
    kozo_err_t error;

    if (SLOT(verdict->at[0])->object == model.common) {
        return foretell_wait_common(call, verdict);
    }
    if (bits != 0) {
        know(verdict, 0, bits);
        return KOZO_OK;
    }
    if (!oracle_wait_ends(call->value[1], &error)) {
        verdict->skip = "would wait";
    }
    return error;
}

/* No attacker holds its own thread. */
static kozo_err_t foretell_park(const struct call *call, struct verdict *verdict)
{
    (void)call;
    (void)verdict;
    return KOZO_ERR_BAD_STATE;
}

static const char *apply_wait(const struct call *call, const struct verdict *verdict,
                              const struct answer *answer)
{
    const object_id self = SLOT(verdict->at[0])->object;

    (void)call;
    OBJECT(self)->content = 0;
    return self == model.common ? apply_wait_common(answer) : NULL;
}

/* An alarm that comes at once is a signal. */
static kozo_err_t foretell_set_alarm(const struct call *call, struct verdict *verdict)
{
    if (call->value[1] != KOZO_DEADLINE_NEVER &&
        (SLOT(verdict->at[0])->object == model.common || call->value[1] > oracle_now())) {
        verdict->skip = "would be heard by others, or later";
    }
    return KOZO_OK;
}

static const char *apply_set_alarm(const struct call *call, const struct verdict *verdict,
                                   const struct answer *answer)
{
    (void)answer;
    if (call->value[1] != KOZO_DEADLINE_NEVER) {
        OBJECT(SLOT(verdict->at[0])->object)->content |= call->value[2];
    }
    return NULL;
}

static kozo_err_t foretell_derive(const struct call *call, struct verdict *verdict)
{
    const struct model_slot *range = SLOT(verdict->at[0]);
    const uint64_t first = call->value[1];

    return first >= range->at && first + call->value[2] <= range->at + range->count
               ? KOZO_OK : KOZO_ERR_RANGE;
}

static const char *apply_derive(const struct call *call, const struct verdict *verdict,
                                const struct answer *answer)
{
    model_install(verdict->at[4], verdict->at[0], &(struct model_value){
        .type = KOZO_OBJECT_IO_PORT,
        .rights = SLOT(verdict->at[0])->rights,
        .at = call->value[1],
        .count = (uint32_t)call->value[2],
    });
    return oracle_take_handle(verdict->at[4], call->value[4], answer->result[0]);
}

static kozo_err_t foretell_port(const struct call *call, struct verdict *verdict)
{
    return call->value[1] + call->value[2] <= SLOT(verdict->at[0])->count ? KOZO_OK
                                                                          : KOZO_ERR_RANGE;
}

static kozo_err_t foretell_forbidden(const struct call *call, struct verdict *verdict)
{
    (void)call;
    verdict->skip = "would be seen outside";
    return KOZO_OK;
}

static kozo_err_t foretell_restart(const struct call *call, struct verdict *verdict)
{
    if (call->value[1] > RESTART_MAX) {
        verdict->skip = "takes long";
    }
    know(verdict, 0, 0);
    return KOZO_OK;
}

/* The image runs without a trace. */
static kozo_err_t foretell_trace(const struct call *call, struct verdict *verdict)
{
    (void)call;
    (void)verdict;
    return KOZO_ERR_NOT_READY;
}

const struct effect effects[KOZO_OP_LIMIT] = {
    [KOZO_OP_ENDPOINT_CALL] = {foretell_call, apply_call, false, NULL},
    [KOZO_OP_ENDPOINT_REPLY_RECEIVE] = {foretell_reply_receive, apply_reply_receive, true, NULL},
    [KOZO_OP_ENDPOINT_SEND] = {foretell_send, apply_send, false, NULL},
    [KOZO_OP_ENDPOINT_RECEIVE] = {foretell_receive, apply_receive, false, NULL},
    [KOZO_OP_REPLY_SEND] = {foretell_reply, apply_reply, false, NULL},
    [KOZO_OP_NOTIFICATION_SIGNAL] = {NULL, apply_signal, false, NULL},
    [KOZO_OP_NOTIFICATION_WAIT] = {foretell_wait, apply_wait, false, NULL},
    [KOZO_OP_NOTIFICATION_SET_ALARM] = {foretell_set_alarm, apply_set_alarm, false, NULL},
    [KOZO_OP_THREAD_PARK] = {foretell_park, NULL, false, NULL},
    [KOZO_OP_ANY_IDENTIFY] = {foretell_identify, NULL, false, NULL},
    [KOZO_OP_ANY_VERIFY] = {foretell_verify, NULL, false, NULL},
    [KOZO_OP_ANY_DELETE] = {foretell_delete, NULL, false, mean_delete},
    [KOZO_OP_ANY_REVOKE] = {NULL, NULL, false, mean_revoke},
    [KOZO_OP_CNODE_COPY] = {NULL, apply_handle, false, mean_copy},
    [KOZO_OP_CNODE_MINT] = {NULL, apply_handle, false, mean_mint},
    [KOZO_OP_CNODE_MOVE] = {foretell_move, apply_handle, false, mean_move},
    [KOZO_OP_CNODE_INSPECT] = {foretell_cnode_inspect, NULL, false, NULL},
    [KOZO_OP_CNODE_SAVE_REPLY] = {foretell_save_reply, apply_save_reply, false, NULL},
    [KOZO_OP_UNTYPED_RETYPE] = {foretell_retype, apply_retype, false, mean_retype},
    [KOZO_OP_UNTYPED_INSPECT] = {foretell_untyped_inspect, NULL, false, NULL},
    [KOZO_OP_ASPACE_MAP_TABLE] = {foretell_map_table, apply_map_table, false, NULL},
    [KOZO_OP_ASPACE_MAP] = {foretell_map, apply_map, false, NULL},
    [KOZO_OP_FRAME_UNMAP] = {foretell_unmap, apply_unmap, false, NULL},
    [KOZO_OP_THREAD_BIND] = {foretell_bind, apply_bind, false, NULL},
    [KOZO_OP_THREAD_BIND_BUFFER] = {foretell_bind_buffer, apply_bind_buffer, false, NULL},
    [KOZO_OP_THREAD_BIND_FAULTS] = {foretell_bind_faults, apply_bind_faults, false, NULL},
    [KOZO_OP_THREAD_BIND_NOTIFICATION] = {foretell_bind_signals, apply_bind_signals, false, NULL},
    [KOZO_OP_THREAD_START] = {foretell_start, apply_start, false, NULL},
    [KOZO_OP_THREAD_SUSPEND] = {foretell_suspend, apply_suspend, false, NULL},
    [KOZO_OP_THREAD_RESUME] = {foretell_resume, apply_resume, false, NULL},
    [KOZO_OP_THREAD_EXIT] = {foretell_exit, apply_exit, false, NULL},
    [KOZO_OP_THREAD_INSPECT] = {foretell_thread_inspect, NULL, false, NULL},
    [KOZO_OP_THREAD_READ_REGISTERS] = {foretell_read_registers, NULL, false, NULL},
    [KOZO_OP_THREAD_WRITE_REGISTERS] = {foretell_write_registers, NULL, false, NULL},
    [KOZO_OP_THREAD_BIND_FPU] = {foretell_bind_fpu, apply_bind_fpu, false, NULL},
    [KOZO_OP_THREAD_WATCH] = {foretell_watch, NULL, false, NULL},
    [KOZO_OP_BUDGET_CONFIGURE] = {foretell_configure, apply_configure, false, NULL},
    [KOZO_OP_BUDGET_INSPECT] = {foretell_budget_inspect, NULL, false, NULL},
    [KOZO_OP_IO_PORT_DERIVE] = {foretell_derive, apply_derive, false, NULL},
    [KOZO_OP_IO_PORT_READ] = {foretell_port, NULL, false, NULL},
    [KOZO_OP_IO_PORT_WRITE] = {foretell_port, NULL, false, NULL},
    [KOZO_OP_DEBUG_WRITE] = {foretell_forbidden, NULL, false, NULL},
    [KOZO_OP_DEBUG_RESTART] = {foretell_restart, NULL, false, NULL},
    [KOZO_OP_DEBUG_TRACE] = {foretell_trace, NULL, false, NULL},
    [KOZO_OP_PLATFORM_POWER_OFF] = {foretell_forbidden, NULL, false, NULL},
    [KOZO_OP_PLATFORM_REBOOT] = {foretell_forbidden, NULL, false, NULL},
};
