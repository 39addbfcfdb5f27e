/* SPDX-License-Identifier: MIT */
/* effects_partners.c: what attackers share with others.
 *
 * Root's server can be foretold. It offers one slot, inverts every word, sends the capability back
 * that came along, and deletes its own copy before anybody goes on. The label of its answer is the
 * caller's badge, or the error that it met with when it tried to send the capability back.
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

/* The error that the transfer of the capabilities ends with. */
static kozo_err_t check_caps(const struct call *call, const struct verdict *verdict)
{
    const unsigned count = (unsigned)kozo_tag_caps(call->message.tag);
    slot_id source;

    if (count != 0 && (SLOT(verdict->at[0])->rights & KOZO_ENDPOINT_RIGHT_GRANT) == 0) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    for (unsigned i = 0; i < count; i++) {
        const kozo_err_t error = oracle_lookup(call->caps[i], 0, &source);

        if (error != KOZO_OK) {
            return error;
        }
        if (!matrix_objects[SLOT(source)->type].copyable) {
            return KOZO_ERR_NOT_COPYABLE;
        }
        if (i != 0) {
            return KOZO_ERR_NO_RECEIVE_SLOT;
        }
    }
    return KOZO_OK;
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

const char *apply_call(const struct call *call, const struct verdict *verdict,
                       const struct answer *answer)
{
    const struct kozo_buffer *buffer = (const struct kozo_buffer *)SPACE_BUFFER;
    const kozo_tag_t sent = call->message.tag;
    const uint64_t badge = SLOT(verdict->at[0])->badge;
    slot_id source, dest = 0;

    if (kozo_tag_caps(sent) != 0) {
        dest = oracle_empty_slot(model.root, call->receive[0]);
        if (dest == 0) {
            const kozo_tag_t refusal = kozo_tag_make(0, KOZO_ERR_NO_RECEIVE_SLOT, 0, 0, 0);

            return answer->message.tag.raw == refusal.raw ? NULL : "not what the server answers";
        }
    }
    if (answer->message.tag.raw != kozo_tag_make(kozo_tag_interface(sent), badge, 0, dest != 0,
                                                 kozo_tag_words(sent)).raw ||
        answer->message.badge != 0) {
        return "not what the server answers";
    }
    if (dest != 0) {
        oracle_lookup(call->caps[0], 0, &source);
        model_derive(&model, dest, source, SLOT(source)->rights, SLOT(source)->badge);
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
