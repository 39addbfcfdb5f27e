/* SPDX-License-Identifier: MIT */
/* effects_threads.c: what handlers do to threads and budgets, and messages. See oracle.h.
 *
 * Threads that the attacker starts have priority 0 and do not run before it has finished; until
 * then all that happens to them is what the attacker does. One that it ends calls its fault
 * handler, and that is the one caller whom the attacker ever hears. */
#include "oracle.h"
#include "worker.h"

#define FLAG_SET(call, flag) ((kozo_tag_flags((call)->message.tag) & KOZO_TAG_FLAG_##flag) != 0)

static struct model_object *self_of(const struct verdict *verdict)
{
    return OBJECT(SLOT(verdict->at[0])->object);
}

static slot_id binding(const struct verdict *verdict, enum model_binding which)
{
    return (slot_id)(self_of(verdict)->area + which);
}

static kozo_err_t check_binding(const struct verdict *verdict, enum model_binding which)
{
    if (self_of(verdict)->state != KOZO_THREAD_STATE_INACTIVE) {
        return KOZO_ERR_BAD_STATE;
    }
    return model_is_empty(binding(verdict, which)) ? KOZO_OK : KOZO_ERR_BOUND_ALREADY;
}

kozo_err_t foretell_bind(const struct call *call, struct verdict *verdict)
{
    (void)call;
    for (enum model_binding which = BINDING_CSPACE; which <= BINDING_BUDGET; which++) {
        const kozo_err_t error = check_binding(verdict, which);

        if (error != KOZO_OK) {
            return error;
        }
    }
    return OBJECT(SLOT(verdict->at[3])->object)->home == 0 ? KOZO_OK : KOZO_ERR_BOUND_ALREADY;
}

const char *apply_bind(const struct call *call, const struct verdict *verdict,
                       const struct answer *answer)
{
    const object_id self = SLOT(verdict->at[0])->object;
    const object_id budget = SLOT(verdict->at[3])->object;

    (void)call;
    (void)answer;
    for (enum model_binding which = BINDING_CSPACE; which <= BINDING_BUDGET; which++) {
        model_bind(self, which, verdict->at[1 + which]);
    }
    OBJECT(self)->home = budget;
    OBJECT(budget)->home = self;
    return NULL;
}

static kozo_err_t check_frame(const struct verdict *verdict, enum model_binding which)
{
    const kozo_err_t error = check_binding(verdict, which);

    return error == KOZO_OK && SLOT(verdict->at[1])->device ? KOZO_ERR_DEVICE_MEMORY : error;
}

kozo_err_t foretell_bind_buffer(const struct call *call, struct verdict *verdict)
{
    (void)call;
    return check_frame(verdict, BINDING_BUFFER);
}

/* What the frame held is gone. */
kozo_err_t foretell_bind_fpu(const struct call *call, struct verdict *verdict)
{
    (void)call;
    return check_frame(verdict, BINDING_FPU);
}

const char *apply_bind_fpu(const struct call *call, const struct verdict *verdict,
                           const struct answer *answer)
{
    (void)call;
    (void)answer;
    model_bind(SLOT(verdict->at[0])->object, BINDING_FPU, verdict->at[1]);
    OBJECT(SLOT(verdict->at[1])->object)->taken = true;
    return NULL;
}

const char *apply_bind_buffer(const struct call *call, const struct verdict *verdict,
                              const struct answer *answer)
{
    (void)call;
    (void)answer;
    model_bind(SLOT(verdict->at[0])->object, BINDING_BUFFER, verdict->at[1]);
    return NULL;
}

kozo_err_t foretell_bind_faults(const struct call *call, struct verdict *verdict)
{
    (void)call;
    if (SLOT(verdict->at[1])->object == model.meeting ||
        SLOT(verdict->at[1])->object == model.server) {
        verdict->skip = "somebody else would have to answer";
    }
    return check_binding(verdict, BINDING_FAULTS);
}

const char *apply_bind_faults(const struct call *call, const struct verdict *verdict,
                              const struct answer *answer)
{
    (void)call;
    (void)answer;
    model_bind(SLOT(verdict->at[0])->object, BINDING_FAULTS, verdict->at[1]);
    return NULL;
}

kozo_err_t foretell_bind_signals(const struct call *call, struct verdict *verdict)
{
    const kozo_thread_state_t state = self_of(verdict)->state;
    const object_id signals = SLOT(verdict->at[1])->object;

    (void)call;
    if (signals == model.common) {
        verdict->skip = "somebody else may have bound it";
    }
    if (state != KOZO_THREAD_STATE_INACTIVE && state != KOZO_THREAD_STATE_READY &&
        state != KOZO_THREAD_STATE_SUSPENDED) {
        return KOZO_ERR_BAD_STATE;
    }
    return model_is_empty(binding(verdict, BINDING_SIGNALS)) && OBJECT(signals)->home == 0
               ? KOZO_OK : KOZO_ERR_BOUND_ALREADY;
}

const char *apply_bind_signals(const struct call *call, const struct verdict *verdict,
                               const struct answer *answer)
{
    const object_id self = SLOT(verdict->at[0])->object;

    (void)call;
    (void)answer;
    model_bind(self, BINDING_SIGNALS, verdict->at[1]);
    OBJECT(SLOT(verdict->at[1])->object)->home = self;
    return NULL;
}

static bool is_bound(const struct verdict *verdict)
{
    return !model_is_empty(binding(verdict, BINDING_CSPACE)) &&
           !model_is_empty(binding(verdict, BINDING_ASPACE)) && self_of(verdict)->home != 0;
}

kozo_err_t foretell_start(const struct call *call, struct verdict *verdict)
{
    (void)call;
    if (self_of(verdict)->state != KOZO_THREAD_STATE_INACTIVE) {
        return KOZO_ERR_BAD_STATE;
    }
    return is_bound(verdict) ? KOZO_OK : KOZO_ERR_UNBOUND;
}

const char *apply_start(const struct call *call, const struct verdict *verdict,
                        const struct answer *answer)
{
    (void)call;
    (void)answer;
    self_of(verdict)->state = KOZO_THREAD_STATE_READY;
    return NULL;
}

/* One that calls its handler is past being suspended. */
kozo_err_t foretell_suspend(const struct call *call, struct verdict *verdict)
{
    (void)call;
    return self_of(verdict)->state == KOZO_THREAD_STATE_READY ? KOZO_OK : KOZO_ERR_BAD_STATE;
}

const char *apply_suspend(const struct call *call, const struct verdict *verdict,
                          const struct answer *answer)
{
    (void)call;
    (void)answer;
    self_of(verdict)->state = KOZO_THREAD_STATE_SUSPENDED;
    return NULL;
}

kozo_err_t foretell_resume(const struct call *call, struct verdict *verdict)
{
    (void)call;
    if (self_of(verdict)->state != KOZO_THREAD_STATE_SUSPENDED) {
        return KOZO_ERR_BAD_STATE;
    }
    return is_bound(verdict) ? KOZO_OK : KOZO_ERR_UNBOUND;
}

const char *apply_resume(const struct call *call, const struct verdict *verdict,
                         const struct answer *answer)
{
    return apply_start(call, verdict, answer);
}

/* One that has ended and whose handler has not answered is in a fault. */
static bool stands_still(const struct verdict *verdict)
{
    const kozo_thread_state_t state = self_of(verdict)->state;

    return state == KOZO_THREAD_STATE_INACTIVE || state == KOZO_THREAD_STATE_SUSPENDED ||
           state == KOZO_THREAD_STATE_CALLING || state == KOZO_THREAD_STATE_AWAITING_REPLY;
}

kozo_err_t foretell_watch(const struct call *call, struct verdict *verdict)
{
    return foretell_read_registers(call, verdict);
}

kozo_err_t foretell_read_registers(const struct call *call, struct verdict *verdict)
{
    (void)call;
    return stands_still(verdict) ? KOZO_OK : KOZO_ERR_BAD_STATE;
}

kozo_err_t foretell_write_registers(const struct call *call, struct verdict *verdict)
{
    const struct kozo_thread_registers *given =
        (const void *)&((const struct kozo_buffer *)SPACE_BUFFER)->words[KOZO_REGISTER_WORDS];

    (void)call;
    if (!stands_still(verdict)) {
        return KOZO_ERR_BAD_STATE;
    }
    return given->ip < KOZO_USER_TOP && given->fs_base < KOZO_USER_TOP &&
                   given->gs_base < KOZO_USER_TOP ? KOZO_OK : KOZO_ERR_RANGE;
}

/* A thread whose exit waits to be heard at an endpoint, with that code if `code` is given. */
static object_id find_caller(object_id endpoint, const uint64_t *code)
{
    for (unsigned i = 1; i < MODEL_OBJECTS; i++) {
        const struct model_object *object = OBJECT(i);

        if (object->type == KOZO_OBJECT_THREAD && object->waits_at == endpoint &&
            (code == NULL || object->content == *code)) {
            return (object_id)i;
        }
    }
    return 0;
}

kozo_err_t foretell_exit(const struct call *call, struct verdict *verdict)
{
    const kozo_thread_state_t state = self_of(verdict)->state;
    const slot_id handler = binding(verdict, BINDING_FAULTS);

    if (!model_is_empty(handler) && find_caller(SLOT(handler)->object, &call->value[1]) != 0) {
        verdict->skip = "two that could not be told apart";
    }
    return state == KOZO_THREAD_STATE_INACTIVE || state == KOZO_THREAD_STATE_DEAD
               ? KOZO_ERR_BAD_STATE : KOZO_OK;
}

const char *apply_exit(const struct call *call, const struct verdict *verdict,
                       const struct answer *answer)
{
    const slot_id handler = binding(verdict, BINDING_FAULTS);
    struct model_object *self = self_of(verdict);

    (void)answer;
    model_thread_die(SLOT(verdict->at[0])->object); /* whoever was to answer does not any more */
    if (!model_is_empty(handler)) {
        self->state = KOZO_THREAD_STATE_CALLING;
        self->waits_at = SLOT(handler)->object;
        self->badge = SLOT(handler)->badge;
        self->content = call->value[1];
    }
    return NULL;
}

kozo_err_t foretell_thread_inspect(const struct call *call, struct verdict *verdict)
{
    const struct model_object *self = self_of(verdict);

    (void)call;
    verdict->known = 7;
    verdict->result[0] = self->state;
    verdict->result[1] = self->home != 0 ? OBJECT(self->home)->priority : 0;
    verdict->result[2] = 0;
    return KOZO_OK;
}

kozo_err_t foretell_configure(const struct call *call, struct verdict *verdict)
{
    if (call->value[2] > OBJECT(SLOT(verdict->at[1])->object)->ceiling) {
        return KOZO_ERR_OVER_CEILING;
    }
    return call->value[3] <= call->value[4] ? KOZO_OK : KOZO_ERR_RANGE;
}

const char *apply_configure(const struct call *call, const struct verdict *verdict,
                            const struct answer *answer)
{
    struct model_object *self = self_of(verdict);

    (void)answer;
    self->ceiling = self->priority = (uint8_t)call->value[2];
    self->capacity = call->value[3];
    return NULL;
}

kozo_err_t foretell_budget_inspect(const struct call *call, struct verdict *verdict)
{
    const struct model_object *self = self_of(verdict);

    (void)call;
    verdict->known = 7;
    verdict->result[0] = self->ceiling;
    verdict->result[1] = self->capacity;
    verdict->result[2] = 0;
    return KOZO_OK;
}

/* The outcome of a wait to which nobody comes. */
static kozo_err_t wait_in_vain(const struct call *call, struct verdict *verdict)
{
    kozo_err_t error;

    if (!oracle_wait_ends(FLAG_SET(call, DEADLINE) ? call->message.deadline : KOZO_DEADLINE_NEVER,
                          &error)) {
        verdict->skip = "would wait";
    }
    return error;
}

static bool is_at(const struct verdict *verdict, object_id endpoint)
{
    return SLOT(verdict->at[0])->object == endpoint;
}

kozo_err_t foretell_call(const struct call *call, struct verdict *verdict)
{
    if (is_at(verdict, model.meeting)) {
        verdict->skip = "somebody else would have to answer";
    }
    return is_at(verdict, model.server) ? foretell_call_server(call, verdict)
                                        : wait_in_vain(call, verdict);
}

kozo_err_t foretell_send(const struct call *call, struct verdict *verdict)
{
    if (is_at(verdict, model.meeting)) {
        return foretell_send_meeting(call, verdict);
    }
    return is_at(verdict, model.server) ? foretell_send_server(call, verdict)
                                        : wait_in_vain(call, verdict);
}

bool oracle_somebody_calls(object_id endpoint)
{
    return find_caller(endpoint, NULL) != 0;
}

static kozo_err_t foretell_hear(const struct call *call, struct verdict *verdict)
{
    if (is_at(verdict, model.meeting)) {
        return foretell_receive_meeting(call, verdict);
    }
    if (oracle_somebody_calls(SLOT(verdict->at[0])->object)) {
        return KOZO_OK;
    }
    return wait_in_vain(call, verdict);
}

kozo_err_t foretell_receive(const struct call *call, struct verdict *verdict)
{
    return model.pending != 0 ? KOZO_ERR_REPLY_PENDING : foretell_hear(call, verdict);
}

const char *apply_receive(const struct call *call, const struct verdict *verdict,
                          const struct answer *answer)
{
    const struct kozo_message *got = &answer->message;
    const object_id caller = find_caller(SLOT(verdict->at[0])->object, &got->words[0]);
    const kozo_tag_t tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXIT,
                                         KOZO_TAG_FLAG_KERNEL, 0, 1);

    (void)call;
    if (is_at(verdict, model.meeting)) {
        return apply_receive_meeting(answer);
    }
    if (caller == 0 || got->tag.raw != tag.raw || got->badge != OBJECT(caller)->badge) {
        return "a message that nobody has sent";
    }
    for (unsigned i = 1; i < KOZO_REGISTER_WORDS; i++) {
        if (got->words[i] != 0) {
            return "a register of somebody else";
        }
    }
    OBJECT(caller)->waits_at = 0;
    OBJECT(caller)->state = KOZO_THREAD_STATE_AWAITING_REPLY;
    model.pending = caller;
    return NULL;
}

/* Whom an answer is for. */
static kozo_err_t find_answered(const struct call *call, object_id *caller)
{
    slot_id slot;

    *caller = model.pending;
    if (!FLAG_SET(call, SAVED_REPLY)) {
        return *caller != 0 ? KOZO_OK : KOZO_ERR_NO_REPLY;
    }
    const kozo_err_t error = oracle_lookup(call->message.reply.raw, 0, &slot);

    if (error != KOZO_OK) {
        return error;
    }
    *caller = SLOT(slot)->object;
    return SLOT(slot)->type == KOZO_OBJECT_REPLY ? KOZO_OK : KOZO_ERR_WRONG_TYPE;
}

/* A thread that has ended itself can only be told to be gone. */
kozo_err_t foretell_reply(const struct call *call, struct verdict *verdict)
{
    const kozo_tag_t tag = call->message.tag;
    object_id caller;
    const kozo_err_t error = find_answered(call, &caller);

    (void)verdict;
    if (error != KOZO_OK) {
        return error;
    }
    return kozo_tag_interface(tag) == KOZO_INTERFACE_FAULT && kozo_tag_label(tag) == KOZO_OK &&
                   kozo_tag_caps(tag) == 0 && kozo_tag_words(tag) == FAULT_ANSWER_WORDS &&
                   call->message.words[0] == KOZO_FAULT_ACTION_KILL
               ? KOZO_OK : KOZO_ERR_MALFORMED;
}

const char *apply_reply(const struct call *call, const struct verdict *verdict,
                        const struct answer *answer)
{
    object_id caller;

    (void)verdict;
    (void)answer;
    if (find_answered(call, &caller) == KOZO_OK) {
        model_thread_die(caller);
    }
    return NULL;
}

/* Of a reply_receive: is there still somebody to answer, although the call is not for them? */
static bool has_another_caller(const struct call *call)
{
    return (FLAG_SET(call, SAVED_REPLY) || FLAG_SET(call, ANSWERED)) && model.pending != 0;
}

kozo_err_t foretell_reply_receive(const struct call *call, struct verdict *verdict)
{
    if (has_another_caller(call)) {
        return KOZO_ERR_REPLY_PENDING;
    }
    const kozo_err_t error = FLAG_SET(call, ANSWERED) ? KOZO_OK : foretell_reply(call, verdict);

    return error != KOZO_OK ? error : foretell_hear(call, verdict);
}

/* The answer is given even if there is nothing to receive. */
const char *apply_reply_receive(const struct call *call, const struct verdict *verdict,
                                const struct answer *answer)
{
    const bool answers = !FLAG_SET(call, ANSWERED);

    if (has_another_caller(call) ||
        (answers && foretell_reply(call, &(struct verdict){0}) != KOZO_OK)) {
        return NULL;
    }
    if (answers) {
        apply_reply(call, verdict, answer);
    }
    return kozo_status_code(answer->status) == KOZO_OK ? apply_receive(call, verdict, answer)
                                                       : NULL;
}

kozo_err_t foretell_save_reply(const struct call *call, struct verdict *verdict)
{
    (void)call;
    (void)verdict;
    return model.pending != 0 ? KOZO_OK : KOZO_ERR_NO_REPLY;
}

const char *apply_save_reply(const struct call *call, const struct verdict *verdict,
                             const struct answer *answer)
{
    const struct model_value right = {
        .type = KOZO_OBJECT_REPLY, .rights = KOZO_REPLY_RIGHT_REPLY, .object = model.pending};

    model_install(verdict->at[1], 0, &right);
    OBJECT(model.pending)->reply = verdict->at[1];
    model.pending = 0;
    return oracle_take_handle(verdict->at[1], call->value[1], answer->result[0]);
}
