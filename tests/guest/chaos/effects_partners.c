/* SPDX-License-Identifier: MIT */
/* effects_partners.c: what attackers share with others.
 *
 * Root's server can be foretold. It offers one slot, inverts every word, sends the capability back
 * that came along, moving it where the first word says so, and deletes what is left of it before
 * anybody goes on. The label of its answer is the caller's badge, or the error that it met with
 * when it tried to send the capability back.
 *
 * At the meeting point and at the common notification there are only attackers: whether somebody
 * comes cannot be foretold, but what he brings must be what an attacker sent there: its badge,
 * words that follow from the first one, no capability. */
#include "attack.h"
#include "oracle.h"
#include "worker.h"

#define POLLS(call)                                                                                \
    ((kozo_tag_flags((call)->message.tag) & KOZO_TAG_FLAG_DEADLINE) != 0 &&                        \
     (call)->message.deadline == KOZO_DEADLINE_POLL)

static bool moves(const struct call *call, unsigned i)
{
    return kozo_pass_move((kozo_pass_t){call->pass[i]}) != 0;
}

/* Can a capability be sent? `gone` has moved before it, or is 0. */
static kozo_err_t check_cap(const struct call *call, const struct verdict *verdict, unsigned i,
                            slot_id gone, slot_id *source)
{
    const kozo_pass_t pass = {call->pass[i]};

    if (kozo_pass_make(kozo_pass_withheld(pass), kozo_pass_move(pass)).raw != pass.raw) {
        return KOZO_ERR_UNKNOWN_FLAG;
    }
    if (moves(call, i) && kozo_pass_withheld(pass) != 0) {
        return KOZO_ERR_MALFORMED;
    }
    const kozo_err_t error =
        oracle_lookup(call->caps[i], moves(call, i) ? KOZO_CNODE_RIGHT_MODIFY : 0, source);

    if (error != KOZO_OK) {
        return error;
    }
    if (*source == gone) {
        return KOZO_ERR_NO_CAP;
    }
    if (moves(call, i)) {
        return *source == verdict->at[0] ? KOZO_ERR_IN_USE : KOZO_OK;
    }
    return matrix_objects[SLOT(*source)->type].copyable ? KOZO_OK : KOZO_ERR_NOT_COPYABLE;
}

/* Where what comes back from the server goes, or 0. What has moved has left its own slot empty. */
static slot_id slot_for(const struct call *call, slot_id source)
{
    const slot_id slot = oracle_empty_slot(model.root, call->receive[0]);

    return slot == 0 && moves(call, 0) && call->receive[0] < OBJECT(model.root)->slot_count &&
                   model_slot_at(model.root, call->receive[0]) == source
               ? source : slot;
}

/* The error that the server meets with when it sends a capability of that type back. */
static kozo_err_t check_back(const struct call *call, kozo_object_t type, slot_id into)
{
    if (!attack_moves_back(call->message.words[0]) && !matrix_objects[type].copyable) {
        return KOZO_ERR_NOT_COPYABLE;
    }
    return into != 0 ? KOZO_OK : KOZO_ERR_NO_RECEIVE_SLOT;
}

/* Not what the attacker needs; nor what ends with it, which takes time and may be finished by
 * somebody else. */
static bool may_be_lost(const struct call *call, slot_id source)
{
    const struct model_slot *slot = SLOT(source);
    const bool comes_back =
        call->op == KOZO_OP_ENDPOINT_CALL &&
        check_back(call, slot->type, slot_for(call, source)) == KOZO_OK;

    if (slot->kept) {
        return comes_back && attack_moves_back(call->message.words[0]);
    }
    return comes_back || !matrix_objects[slot->type].counted ||
           OBJECT(slot->object)->references > 1;
}

/* The error that the transfer of the capabilities ends with. */
static kozo_err_t check_caps(const struct call *call, struct verdict *verdict)
{
    const unsigned count = (unsigned)kozo_tag_caps(call->message.tag);
    slot_id first = 0, second;

    if (count == 0) {
        return KOZO_OK;
    }
    if ((SLOT(verdict->at[0])->rights & KOZO_ENDPOINT_RIGHT_GRANT) == 0) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    kozo_err_t error = check_cap(call, verdict, 0, 0, &first);

    if (error == KOZO_OK && count > 1) {
        error = check_cap(call, verdict, 1, moves(call, 0) ? first : 0, &second);
        return error != KOZO_OK ? error : KOZO_ERR_NO_RECEIVE_SLOT;
    }
    if (error == KOZO_OK && moves(call, 0) && !may_be_lost(call, first)) {
        verdict->skip = "the attacker needs it, or it would end";
    }
    return error;
}

/* Is it a deadline that lets the server be reached, whatever the others do? */
static bool waits_for_ever(const struct call *call)
{
    return (kozo_tag_flags(call->message.tag) & KOZO_TAG_FLAG_DEADLINE) == 0 ||
           call->message.deadline == KOZO_DEADLINE_NEVER;
}

kozo_err_t foretell_call_server(const struct call *call, struct verdict *verdict)
{
    kozo_err_t error;

    if (waits_for_ever(call)) {
        return check_caps(call, verdict);
    }
    oracle_wait_ends(call->message.deadline, &error);
    if (call->message.deadline > oracle_now()) {
        verdict->skip = "may be answered in time";
    }
    return error;
}

kozo_err_t foretell_send_server(const struct call *call, struct verdict *verdict)
{
    if (!waits_for_ever(call)) {
        verdict->or_else = POLLS(call) ? KOZO_ERR_NOT_READY : KOZO_ERR_TIMED_OUT;
    }
    return check_caps(call, verdict);
}

static const char *check_words(const struct call *call, const struct answer *answer)
{
    const struct kozo_buffer *buffer = (const struct kozo_buffer *)SPACE_BUFFER;
    const unsigned words = (unsigned)kozo_tag_words(call->message.tag);

    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        if (answer->message.words[i] != ~call->message.words[i]) {
            return "another message than the answer";
        }
    }
    for (unsigned i = KOZO_REGISTER_WORDS; i < words; i++) {
        if (buffer->words[i] != ~call_word(call, i)) {
            return "a word of the buffer is wrong";
        }
    }
    return NULL;
}

/* What a message brings is the server's. */
static void pass_on(const struct call *call)
{
    const kozo_pass_t pass = {call->pass[0]};
    slot_id source;

    oracle_lookup(call->caps[0], 0, &source);
    if (moves(call, 0)) {
        model_move(&model, model.limbo, source);
    } else {
        model_derive(&model, model.limbo, source,
                     SLOT(source)->rights & (kozo_rights_t)~kozo_pass_withheld(pass),
                     SLOT(source)->badge);
    }
}

/* Nobody else takes capabilities that are sent. */
const char *apply_send(const struct call *call, const struct verdict *verdict,
                       const struct answer *answer)
{
    (void)verdict;
    (void)answer;
    if (kozo_tag_caps(call->message.tag) != 0) {
        pass_on(call);
        model_remove(&model, model.limbo);
    }
    return NULL;
}

/* The server sends back what it was passed, and deletes what is left. Returns: with which error. */
static kozo_err_t pass_back(const struct call *call, slot_id into)
{
    const struct model_slot *passed = SLOT(model.limbo);
    const kozo_err_t error = check_back(call, passed->type, into);

    if (error == KOZO_OK && attack_moves_back(call->message.words[0])) {
        model_move(&model, into, model.limbo);
        return error;
    }
    if (error == KOZO_OK) {
        model_derive(&model, into, model.limbo, passed->rights, passed->badge);
    }
    model_remove(&model, model.limbo);
    return error;
}

const char *apply_call(const struct call *call, const struct verdict *verdict,
                       const struct answer *answer)
{
    const struct kozo_buffer *buffer = (const struct kozo_buffer *)SPACE_BUFFER;
    const kozo_tag_t sent = call->message.tag;
    const uint64_t badge = SLOT(verdict->at[0])->badge;
    slot_id dest = 0;

    if (kozo_tag_caps(sent) != 0) {
        pass_on(call);
        dest = oracle_empty_slot(model.root, call->receive[0]);
        const kozo_err_t error = pass_back(call, dest);

        if (error != KOZO_OK) {
            const kozo_tag_t refusal = kozo_tag_make(0, error, 0, 0, 0);

            return answer->message.tag.raw == refusal.raw ? NULL : "not what the server answers";
        }
    }
    if (answer->message.tag.raw != kozo_tag_make(kozo_tag_interface(sent), badge, 0, dest != 0,
                                                 kozo_tag_words(sent)).raw ||
        answer->message.badge != 0) {
        return "not what the server answers";
    }
    if (dest != 0) {
        const char *wrong = oracle_take_handle(dest, call->receive[0], buffer->caps[0]);

        if (wrong != NULL) {
            return wrong;
        }
    }
    return check_words(call, answer);
}

/* The deadline decides what happens if nobody comes. */
static kozo_err_t alone(const struct call *call, struct verdict *verdict)
{
    kozo_err_t error;

    if (!oracle_wait_ends(waits_for_ever(call) ? KOZO_DEADLINE_NEVER : call->message.deadline,
                          &error)) {
        verdict->skip = "would wait";
    }
    return error;
}

kozo_err_t foretell_send_meeting(const struct call *call, struct verdict *verdict)
{
    verdict->or_else = alone(call, verdict);
    for (unsigned i = 0; i < KOZO_REGISTER_WORDS; i++) {
        if (call->message.words[i] != call_word(call, i)) {
            verdict->skip = "the others could not tell it from rubbish";
        }
    }
    return kozo_tag_caps(call->message.tag) != 0 ? KOZO_ERR_ACCESS_DENIED : KOZO_OK;
}

kozo_err_t foretell_receive_meeting(const struct call *call, struct verdict *verdict)
{
    verdict->or_else = alone(call, verdict);
    return KOZO_OK;
}

const char *apply_receive_meeting(const struct answer *answer)
{
    const struct kozo_buffer *buffer = (const struct kozo_buffer *)SPACE_BUFFER;
    const struct kozo_message *got = &answer->message;
    const struct call sent = {.message = *got};

    if (got->badge - ATTACK_FIRST_BADGE >= ATTACKERS || kozo_tag_flags(got->tag) != 0 ||
        kozo_tag_caps(got->tag) != 0) {
        return "not what an attacker has sent";
    }
    for (unsigned i = 0; i < KOZO_BUFFER_WORDS; i++) {
        if (i < KOZO_REGISTER_WORDS ? got->words[i] != call_word(&sent, i)
                                    : i < kozo_tag_words(got->tag) &&
                                          buffer->words[i] != call_word(&sent, i)) {
            return "a word that no attacker has sent";
        }
    }
    return NULL;
}

kozo_err_t foretell_wait_common(const struct call *call, struct verdict *verdict)
{
    if (!oracle_wait_ends(call->value[1], &verdict->or_else)) {
        verdict->skip = "would wait";
    }
    return KOZO_OK;
}

const char *apply_wait_common(const struct answer *answer)
{
    const uint64_t bits = answer->result[0];

    return bits != 0 && bits < 1 << ATTACKERS ? NULL : "bits that nobody has signalled";
}
