/* SPDX-License-Identifier: MIT */
/* messages.c: what is in messages, and what must be in those that arrive.
 *
 * Ticket: sender, and the number of its message. Circumstances of a call: why its answer may come
 * too late. */
#include "dice.h"
#include "storm.h"

enum { KIND_SEND = 1, KIND_CALL, KIND_REPLY, TIMED = 1, SINCE_BITS = 24 };

static uint64_t *word_of(struct actor *self, struct kozo_message *m, unsigned i)
{
    return i < KOZO_REGISTER_WORDS ? &m->words[i] : &self->buffer->words[i];
}

static uint64_t checksum(const struct kozo_message *m)
{
    return dice_mix(m->words[1] ^ dice_mix(m->words[2], kozo_tag_label(m->tag)),
                    kozo_tag_words(m->tag));
}

/* Mostly what travels in registers alone. */
static unsigned random_words(struct actor *self)
{
    switch (roll(self, 8)) {
    case 0: return HEADER_WORDS + (unsigned)roll(self, KOZO_BUFFER_WORDS - HEADER_WORDS + 1);
    case 1: return KOZO_REGISTER_WORDS + (unsigned)roll(self, 8);
    default: return HEADER_WORDS + (unsigned)roll(self, KOZO_REGISTER_WORDS - HEADER_WORDS + 1);
    }
}

static void complete(struct actor *self, struct kozo_message *m, uint64_t key)
{
    m->words[0] = checksum(m);
    for (unsigned i = HEADER_WORDS; i < kozo_tag_words(m->tag); i++) {
        *word_of(self, m, i) = dice_mix(key, i);
    }
}

static void verify(struct actor *self, const struct kozo_message *m, uint64_t key)
{
    struct kozo_message whole = *m;

    if (kozo_tag_words(m->tag) < HEADER_WORDS || m->words[0] != checksum(m)) {
        wrong(self, "checksum of a message with tag", m->tag.raw);
        return;
    }
    for (unsigned i = HEADER_WORDS; i < kozo_tag_words(m->tag); i++) {
        if (*word_of(self, &whole, i) != dice_mix(key, i)) {
            wrong(self, "word of a message", i);
        }
    }
}

/* How a capability of the message with that key travels, which both sides know. */
static kozo_pass_t way_of(uint64_t key, unsigned i)
{
    const uint64_t way = dice_mix(key, KOZO_BUFFER_WORDS + i) % 4;

    return kozo_pass_make(way == 0 ? KOZO_NOTIFICATION_RIGHT_SIGNAL : 0, way == 1);
}

/* A capability like its token, to be moved. */
static kozo_handle_t another(struct actor *self, unsigned i)
{
    kozo_handle_t *moving = &self->moving[i];
    const kozo_err_t error = kozo_cnode_copy(guest.cnode, self->slots + SLOT_MOVING + i,
                                             KOZO_ANY(self->token), KOZO_RIGHTS_MASK, moving);

    if (error != KOZO_OK) {
        wrong(self, "copy of its token", error);
    }
    return *moving;
}

/* Some messages bring a capability that says whose it is. */
void carry(struct actor *self, struct kozo_message *m, uint64_t key, bool may_fail)
{
    const unsigned caps = roll(self, 16) == 0 ? 1 + (unsigned)roll(self, CARRIED) : 0;

    for (unsigned i = 0; i < caps; i++) {
        const kozo_pass_t way = way_of(key, i);

        self->buffer->caps[i] =
            kozo_pass_move(way) != 0 ? another(self, i).raw : self->token.raw;
        self->buffer->pass[i] = (uint32_t)way.raw;
    }
    if (caps != 0 && may_fail && roll(self, 8) == 0) {
        const bool unknown = roll(self, 2) == 0;

        self->refused = unknown ? KOZO_ERR_UNKNOWN_FLAG : KOZO_ERR_MALFORMED;
        self->buffer->pass[roll(self, caps)] =
            (uint32_t)(unknown ? ~kozo_pass_make(UINT64_MAX, UINT64_MAX).raw
                               : kozo_pass_make(KOZO_NOTIFICATION_RIGHT_SIGNAL, 1).raw);
    }
    m->tag = kozo_tag_make(kozo_tag_interface(m->tag), kozo_tag_label(m->tag),
                           kozo_tag_flags(m->tag), caps, kozo_tag_words(m->tag));
}

void settle(struct actor *self, kozo_err_t error)
{
    const bool stays = self->refused != KOZO_OK && error == self->refused;

    for (unsigned i = 0; i < CARRIED; i++) {
        if (self->moving[i].raw != 0) {
            const kozo_err_t deleted = kozo_any_delete(self->moving[i]);

            if (deleted != KOZO_ERR_NO_CAP ? error == KOZO_OK || deleted != KOZO_OK : stays) {
                wrong(self, "deletion of what was to move", deleted);
            }
        }
        self->moving[i].raw = 0;
    }
    self->refused = KOZO_OK;
}

void offer_slots(struct actor *self)
{
    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        self->buffer->receive[i] = i < CARRIED ? self->slots + SLOT_CARRIED + i : 0;
    }
}

void carried(struct actor *self, const struct kozo_message *m, unsigned sender, uint64_t key)
{
    for (unsigned i = 0; i < kozo_tag_caps(m->tag) && i < CARRIED; i++) {
        const kozo_handle_t handle = {self->buffer->caps[i]};
        const kozo_pass_t way = way_of(key, i);
        kozo_info_t info = {0};
        kozo_badge_t badge = 0;

        if (kozo_any_identify(handle, &info, &badge) != KOZO_OK || badge != sender + 1 ||
            kozo_info_type(info) != KOZO_OBJECT_NOTIFICATION ||
            kozo_info_rights(info) !=
                (KOZO_NOTIFICATION_RIGHT_SIGNAL & ~(uint64_t)kozo_pass_withheld(way))) {
            wrong(self, "a capability that was carried", badge);
        }
        if (kozo_any_delete(handle) != KOZO_OK) {
            wrong(self, "deletion of what was carried", badge);
        }
        if (kozo_pass_move(way) != 0) {
            count(&storm.moved);
        } else if (kozo_pass_withheld(way) != 0) {
            count(&storm.withheld);
        }
    }
}

struct kozo_message message_of(struct actor *self, const struct sight *sight, bool is_call)
{
    const bool timed = sight->deadline != KOZO_DEADLINE_NEVER;
    const uint64_t mask = (1 << SINCE_BITS) - 1;
    struct kozo_message m = {
        .tag = kozo_tag_make(1, is_call ? KIND_CALL : KIND_SEND,
                             timed ? KOZO_TAG_FLAG_DEADLINE : 0, 0, random_words(self)),
        .deadline = sight->deadline,
    };

    m.words[1] = (uint64_t)self->number << 32 | ++self->sequence;
    m.words[2] = (timed ? TIMED : 0) | (sight->cancelled & mask) << 8 |
                 (since(&self->death) & mask) << (8 + SINCE_BITS);
    complete(self, &m, m.words[1]);
    return m;
}

void call(struct actor *self, unsigned number, struct sight *sight)
{
    struct place *place = &storm.places[number];

    sight_add_place(sight, place);
    struct kozo_message m = message_of(self, sight, true);
    const uint64_t ticket = m.words[1];

    carry(self, &m, ticket, true);
    offer_slots(self);
    const kozo_err_t error =
        kozo_endpoint_call((kozo_endpoint_t){place->lanes[self->number % LANES]}, &m);

    outcome(self, OP_CALL, error, sight);
    settle(self, error);
    if (error != KOZO_OK) {
        return;
    }
    const unsigned from = (unsigned)m.words[2];

    if (kozo_tag_label(m.tag) != KIND_REPLY || m.words[1] != ticket || from >= SERVERS ||
        storm.actors[from].place != number) {
        wrong(self, "an answer to something else", m.words[1]);
        return;
    }
    verify(self, &m, ~ticket);
    carried(self, &m, from, ~ticket);
}

/* No message arrives twice. */
static void note_delivery(struct actor *self, uint64_t ticket)
{
    const uint32_t sequence = (uint32_t)ticket;
    uint32_t *mark = &storm.actors[ticket >> 32].marks[sequence % MARKS];

    if (__atomic_exchange_n(mark, sequence, __ATOMIC_RELAXED) == sequence) {
        wrong(self, "a message that was delivered before", ticket);
    }
}

static void accept_bits(struct actor *self, const struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_SIGNAL || m->badge == 0 ||
        (m->badge & ~(BELL_ALARM | (BELL_ALARM - 1))) != 0) {
        wrong(self, "signals", m->badge);
    }
}

void accept(struct actor *self, const struct kozo_message *m, uint32_t life)
{
    const uint64_t ticket = m->words[1], sender = ticket >> 32;
    const uint64_t badge = (uint64_t)life << 16 | (self->place << 8) | (sender % LANES + 1);

    if ((kozo_tag_flags(m->tag) & KOZO_TAG_FLAG_KERNEL) != 0) {
        accept_bits(self, m);
        return;
    }
    verify(self, m, ticket);
    if (sender >= ACTORS || (life != 0 && m->badge != badge)) {
        wrong(self, "a badge", m->badge);
        return;
    }
    note_delivery(self, ticket);
    carried(self, m, (unsigned)sender, ticket);
    if (kozo_tag_label(m->tag) == KIND_SEND) {
        __atomic_fetch_add(&storm.received, 1, __ATOMIC_RELAXED);
        return;
    }
    self->owed = (struct request){.open = true, .ticket = ticket, .circumstances = m->words[2]};
}

struct kozo_message answer_of(struct actor *self, const struct request *request)
{
    const bool saved = request->reply.raw != 0;
    struct kozo_message m = {
        .tag = kozo_tag_make(1, KIND_REPLY, saved ? KOZO_TAG_FLAG_SAVED_REPLY : 0, 0,
                             random_words(self)),
        .words = {[1] = request->ticket, [2] = self->number},
        .reply = request->reply,
    };

    complete(self, &m, ~request->ticket);
    carry(self, &m, ~request->ticket, false);
    return m;
}

/* Whoever waits no longer for its answer had a deadline, was stopped, or has died. */
void answered(struct actor *self, const struct request *request, kozo_err_t error)
{
    const struct actor *caller = &storm.actors[request->ticket >> 32];
    const uint64_t mask = (1 << SINCE_BITS) - 1, seen = request->circumstances;
    const bool gone = (seen & TIMED) != 0 ||
                      (caller->cancelled.begun & mask) != (seen >> 8 & mask) ||
                      (caller->death.begun & mask) != (seen >> (8 + SINCE_BITS));

    count(&storm.tally[OP_REPLY][error % ERRORS]);
    if (error == KOZO_OK || (gone && error == KOZO_ERR_NO_REPLY) ||
        (gone && request->reply.raw != 0 &&
         (error == KOZO_ERR_NO_CAP || error == KOZO_ERR_STALE))) {
        return;
    }
    wrong(self, "answer", error);
}
