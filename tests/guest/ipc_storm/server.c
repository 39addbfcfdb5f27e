/* SPDX-License-Identifier: MIT */
/* server.c: a server: it answers at once, later, from another one's answer, or never. */
#include "storm.h"

static struct place *place_of(const struct actor *self)
{
    return &storm.places[self->place];
}

/* The next request. `answer` goes out with the same call, if there is one. */
static void receive(struct actor *self, const struct kozo_message *answer,
                    kozo_deadline_t deadline)
{
    struct place *place = place_of(self);
    struct sight sight = sight_of(self);
    const bool timed = deadline != KOZO_DEADLINE_NEVER;
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};
    kozo_err_t error;

    sight_add_place(&sight, place);
    sight.deadline = deadline;
    const uint32_t life = place->life;
    const kozo_endpoint_t endpoint = {place->receive};

    if (answer != NULL) {
        m = *answer;
    }
    m.deadline = deadline;
    m.tag = kozo_tag_make(kozo_tag_interface(m.tag), kozo_tag_label(m.tag),
                          kozo_tag_flags(m.tag) | (timed ? KOZO_TAG_FLAG_DEADLINE : 0U),
                          kozo_tag_caps(m.tag), kozo_tag_words(m.tag));
    offer_slots(self);
    if (answer == NULL) {
        error = kozo_endpoint_receive(endpoint, &m);
    } else {
        struct request request = self->owed;

        self->owed.open = false;
        error = kozo_endpoint_reply_receive(endpoint, &m);
        settle(self, error);
        if (error == KOZO_ERR_NO_REPLY) {
            answered(self, &request, error);
            return;
        }
        /* The endpoint is looked for before anything is said, and again after an interrupt. */
        self->owed.open = (error == KOZO_ERR_NO_CAP || error == KOZO_ERR_STALE ||
                           error == KOZO_ERR_DYING) &&
                          (kozo_tag_flags(m.tag) & KOZO_TAG_FLAG_ANSWERED) == 0;
        if (!self->owed.open) {
            answered(self, &request, KOZO_OK);
        }
    }
    outcome(self, OP_RECEIVE, error, &sight);
    if (error == KOZO_OK) {
        accept(self, &m, changed(&place->trouble, sight.place_trouble) ? 0 : life);
    } else if (error != KOZO_ERR_TIMED_OUT) {
        rest(self, 20); /* whoever makes a new endpoint may be weaker */
    }
}

static void answer_now(struct actor *self, struct request *request)
{
    struct kozo_message m = answer_of(self, request);

    request->open = false;
    const kozo_err_t error = kozo_reply_send(&m);

    settle(self, error);
    answered(self, request, error);
    if (request->reply.raw != 0) {
        (void)kozo_any_delete(request->reply); /* if the answer could not be given */
        request->reply.raw = 0;
    }
}

static void save(struct actor *self, unsigned which)
{
    struct request *kept = &self->kept[which];
    kozo_handle_t handle = {0};

    *kept = self->owed;
    self->owed.open = false;
    const kozo_err_t error =
        kozo_cnode_save_reply(guest.cnode, self->slots + SLOT_KEPT + which, &handle);

    kept->reply = handle;
    if (error == KOZO_OK) {
        return;
    }
    if (error == KOZO_ERR_UNBOUND && self->death.begun != self->death.ended) {
        self->owed = *kept; /* its budget has been taken away */
    }
    kept->open = false;
    if (self->owed.open) {
        return;
    }
    answered(self, kept, error);
}

/* Throw the right to answer away, or end with it. */
static void desert(struct actor *self, unsigned which)
{
    /* Whoever is concerned has been received: its call began before this. */
    count(&place_of(self)->deserted.begun);
    count(&place_of(self)->deserted.ended);
    if (roll(self, 4) == 0) {
        self->leaves = true;
        leave(self);
    }
    save(self, which);
    if (self->kept[which].open) {
        self->kept[which].open = false;
        (void)kozo_any_delete(self->kept[which].reply);
    }
}

static void call_another(struct actor *self)
{
    const unsigned beyond = PLACES - 1 - self->place; /* never back: nobody waits in a circle */
    struct sight sight = sight_of(self);

    if (beyond != 0) {
        if (roll(self, 2) == 0) {
            sight.deadline = soon(self, 100);
        }
        call(self, self->place + 1 + (unsigned)roll(self, beyond), &sight);
    }
}

/* Where a request can be kept; if all are taken one is answered first. */
static unsigned room(struct actor *self)
{
    const unsigned which = (unsigned)roll(self, KEPT);

    if (self->kept[which].open) {
        answer_now(self, &self->kept[which]);
    }
    return which;
}

static void serve(struct actor *self, kozo_deadline_t deadline)
{
    struct kozo_message m;

    self->doing = (unsigned)roll(self, 32);
    switch (self->doing) {
    case 0: desert(self, room(self)); return;
    case 1 ... 3: save(self, room(self)); return;
    case 4 ... 7: call_another(self); break;
    case 8: rest(self, 20); break;
    case 9 ... 11: answer_now(self, &self->owed); return;
    default: break;
    }
    m = answer_of(self, &self->owed);
    receive(self, &m, deadline);
}

/* Whoever is kept waiting is not so for long, even if nobody else comes. */
static kozo_deadline_t patience(struct actor *self)
{
    kozo_deadline_t deadline = KOZO_DEADLINE_NEVER;

    for (unsigned i = 0; i < KEPT; i++) {
        if (self->kept[i].open && roll(self, 2) == 0) {
            answer_now(self, &self->kept[i]);
        }
        if (self->kept[i].open) {
            deadline = soon(self, 50);
        }
    }
    return deadline;
}

void server(struct actor *self)
{
    while (!storm.servers_stop) {
        const kozo_deadline_t deadline = patience(self);

        if (self->owed.open) {
            serve(self, deadline);
        } else {
            receive(self, NULL, deadline);
        }
    }
    leave(self);
}
