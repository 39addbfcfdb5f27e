/* SPDX-License-Identifier: MIT */
/* oracle.c: the walk through the denial matrix. See oracle.h. */
#include "oracle.h"

#include "guest.h"

#define NEAR_FUTURE_NS UINT64_C(50000)

uint64_t oracle_now(void)
{
    return now_ns();
}

bool oracle_wait_ends(uint64_t deadline, kozo_err_t *error)
{
    *error = deadline == KOZO_DEADLINE_POLL ? KOZO_ERR_NOT_READY : KOZO_ERR_TIMED_OUT;
    return deadline < oracle_now() + NEAR_FUTURE_NS;
}

/* The CNode that the capability in a slot, or the thread's binding, leads to. */
static kozo_err_t enter(slot_id slot, kozo_rights_t needed, object_id *cnode)
{
    if (SLOT(slot)->type != KOZO_OBJECT_CNODE) {
        return KOZO_ERR_NO_CAP;
    }
    *cnode = SLOT(slot)->object;
    return (SLOT(slot)->rights & needed) == needed ? KOZO_OK : KOZO_ERR_ACCESS_DENIED;
}

kozo_err_t oracle_find(uint64_t handle, kozo_rights_t path, slot_id *slot)
{
    const kozo_handle_t name = {handle};
    uint64_t address = kozo_handle_address(name);
    object_id cnode = model.root;

    for (unsigned level = 0;; level++) {
        const uint64_t index = address % OBJECT(cnode)->slot_count;

        address /= OBJECT(cnode)->slot_count;
        if (index == 0) {
            return KOZO_ERR_NO_CAP;
        }
        *slot = model_slot_at(cnode, index);
        if (level == kozo_handle_depth(name)) {
            return address == 0 ? KOZO_OK : KOZO_ERR_NO_CAP;
        }
        const kozo_err_t error = enter(*slot, path | KOZO_CNODE_RIGHT_LOOKUP, &cnode);

        if (error != KOZO_OK) {
            return error;
        }
    }
}

kozo_err_t oracle_lookup(uint64_t handle, kozo_rights_t path, slot_id *slot)
{
    const kozo_err_t error = oracle_find(handle, path, slot);

    if (error != KOZO_OK) {
        return error;
    }
    if (model_is_empty(*slot)) {
        return KOZO_ERR_NO_CAP;
    }
    return SLOT(*slot)->stamp == kozo_handle_stamp((kozo_handle_t){handle}) ? KOZO_OK
                                                                            : KOZO_ERR_STALE;
}

/* Is there a run of `count` empty slots from `index` on? */
static kozo_err_t find_run(object_id cnode, uint64_t index, uint64_t count, slot_id *first)
{
    const uint64_t limit = OBJECT(cnode)->slot_count;

    if (index >= limit || count > limit - index) {
        return KOZO_ERR_NO_SLOT;
    }
    for (uint64_t i = 0; i < count; i++) {
        if (!model_is_empty(model_slot_at(cnode, index + i))) {
            return KOZO_ERR_SLOT_BUSY;
        }
    }
    *first = model_slot_at(cnode, index);
    return KOZO_OK;
}

slot_id oracle_empty_slot(object_id cnode, uint64_t index)
{
    slot_id slot;

    return index != 0 && find_run(cnode, index, 1, &slot) == KOZO_OK ? slot : 0;
}

/* The error that a check gives, or OK. */
static kozo_err_t check_one(const struct call *call, const struct matrix_check *check,
                            struct verdict *verdict)
{
    const uint64_t value = call->value[check->argument < CALL_POSITIONS ? check->argument : 0];
    const kozo_tag_t tag = call->message.tag;
    slot_id *at = &verdict->at[check->argument];
    bool passes = true;

    switch (check->kind) {
    case MATRIX_TAG_WORDS: passes = kozo_tag_words(tag) <= check->limit; break;
    case MATRIX_TAG_CAPS: passes = kozo_tag_caps(tag) <= check->limit; break;
    case MATRIX_TAG_FLAGS: passes = (kozo_tag_flags(tag) & ~check->limit) == 0; break;
    case MATRIX_LOOKUP: return oracle_lookup(value, check->path, at);
    case MATRIX_TYPE: passes = SLOT(*at)->type == check->limit; break;
    case MATRIX_RIGHTS: passes = (SLOT(*at)->rights & check->limit) == check->limit; break;
    case MATRIX_SLOT:
        return find_run(SLOT(verdict->at[check->cnode])->object, value,
                        check->count != 0 ? call->value[check->count] : 1, at);
    default: passes = matrix_value_passes(check, value);
    }
    return passes ? KOZO_OK : check->error;
}

static bool is_documented(const struct matrix_operation *operation, kozo_err_t error)
{
    for (unsigned i = 0; operation->errors[i] != 0; i++) {
        if (operation->errors[i] == error) {
            return true;
        }
    }
    return error == KOZO_OK;
}

void oracle_foretell(const struct call *call, struct verdict *verdict)
{
    const struct matrix_operation *operation = &matrix_operations[call->op % KOZO_OP_LIMIT];

    *verdict = (struct verdict){0};
    if (call->op >= KOZO_OP_LIMIT || operation->name == NULL) {
        verdict->status = kozo_status_make(KOZO_ERR_BAD_OPERATION, 0, 0);
        return;
    }
    for (const struct matrix_check *check = operation->checks; check->kind != MATRIX_NONE;
         check++) {
        const kozo_err_t error = check_one(call, check, verdict);

        if (error != KOZO_OK) {
            verdict->status = kozo_status_make(error, check->argument, check->detail);
            return;
        }
    }
    const struct effect *effect = &effects[call->op];
    kozo_err_t error =
        effect->meaning != NULL ? effect->meaning(NULL, call, verdict) : KOZO_OK;

    if (error == KOZO_OK && effect->foretell != NULL) {
        error = effect->foretell(call, verdict);
    }

    verdict->decoded = true;
    verdict->status = kozo_status_make(error, 0, 0);
    verdict->documented = is_documented(operation, error);
}

const char *oracle_take_handle(slot_id slot, uint64_t index, uint64_t handle)
{
    const kozo_handle_t name = {handle};
    const uint32_t stamp = (uint32_t)kozo_handle_stamp(name);

    if (kozo_handle_address(name) != index || kozo_handle_depth(name) != 0) {
        return "the handle names another slot";
    }
    if (stamp <= model.stamp) {
        return "the handle's stamp is not new";
    }
    model.stamp = stamp;
    SLOT(slot)->stamp = stamp;
    return NULL;
}

const char *oracle_accept(const struct call *call, const struct verdict *verdict,
                          const struct answer *answer)
{
    const bool done = kozo_status_code(answer->status) == KOZO_OK;
    const struct effect *effect = &effects[call->op % KOZO_OP_LIMIT];

    for (unsigned i = 0; done && i < CALL_RESULTS; i++) {
        if ((verdict->known >> i & 1) != 0 && verdict->result[i] != answer->result[i]) {
            return "a result is wrong";
        }
    }
    if (verdict->decoded && effect->meaning != NULL && done) {
        (void)effect->meaning(&model, call, verdict);
    }
    if (verdict->decoded && effect->apply != NULL && (done || effect->always)) {
        return effect->apply(call, verdict, answer);
    }
    return NULL;
}
