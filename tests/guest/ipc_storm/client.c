/* SPDX-License-Identifier: MIT */
/* client.c: a client: whatever a thread may wait for, in any order. */
#include "storm.h"

/* In half of all cases there is none. */
static kozo_deadline_t random_deadline(struct actor *self)
{
    switch (roll(self, 16)) {
    case 0: return KOZO_DEADLINE_POLL;
    case 1: return now_ns() - 1;
    case 2:
    case 3:
    case 4: return soon(self, 5);
    case 5:
    case 6:
    case 7: return soon(self, 200);
    default: return KOZO_DEADLINE_NEVER;
    }
}

static void send(struct actor *self)
{
    const unsigned number = (unsigned)roll(self, PLACES);
    const struct place *place = &storm.places[number];
    struct sight sight = sight_of(self);

    sight.deadline = random_deadline(self);
    sight_add_place(&sight, place);
    struct kozo_message m = message_of(self, &sight, false);

    carry(self, &m, m.words[1], true);
    const kozo_err_t error =
        kozo_endpoint_send((kozo_endpoint_t){place->lanes[self->number % LANES]}, &m);

    outcome(self, OP_SEND, error, &sight);
    settle(self, error);
    if (error == KOZO_OK) {
        __atomic_fetch_add(&storm.sent, 1, __ATOMIC_RELAXED);
    }
}

/* Something with a notification: signal, wait, or set its alarm. */
static void use_bell(struct actor *self)
{
    const struct bell *bell = &storm.bells[roll(self, BELLS)];
    struct sight sight = sight_of(self);
    uint64_t bits = 1;
    kozo_err_t error;

    sight.bell = bell;
    sight.bell_trouble = since(&bell->trouble);
    switch (roll(self, 4)) {
    case 0:
        sight.deadline = soon(self, 300);
        error = kozo_notification_wait((kozo_notification_t){bell->original}, sight.deadline,
                                       &bits);
        outcome(self, OP_WAIT, error, &sight);
        if (error == KOZO_OK && (bits == 0 || (bits & ~(BELL_ALARM | (BELL_ALARM - 1))) != 0)) {
            wrong(self, "bits", bits);
        }
        break;
    case 1:
        outcome(self, OP_OTHER,
                kozo_notification_set_alarm((kozo_notification_t){bell->original},
                                            soon(self, 200), BELL_ALARM), &sight);
        break;
    default:
        outcome(self, OP_OTHER, kozo_notification_signal((kozo_notification_t){bell->signal}),
                &sight);
        break;
    }
}

static void park(struct actor *self)
{
    struct sight sight = sight_of(self);

    sight.deadline = soon(self, 300);
    const kozo_err_t error =
        kozo_thread_park((kozo_thread_t){self->thread}, sight.deadline);

    outcome(self, OP_PARK, error, &sight);
    if (error == KOZO_OK && ++self->taken > self->given) {
        wrong(self, "a token that nobody has given", self->taken);
    }
}

static void unpark(struct actor *self)
{
    struct actor *other = &storm.actors[SERVERS + roll(self, CLIENTS)];
    struct sight sight = sight_of(self);

    sight.other = other;
    sight.death = since(&other->death);
    const kozo_thread_t thread = {other->thread}; /* of this life: what is counted ends with it */

    count(&other->given);
    outcome(self, OP_OTHER, kozo_thread_unpark(thread), &sight);
}

/* Stop somebody, in whatever it does, and let it go on. */
static void disturb(struct actor *self)
{
    struct actor *other = &storm.actors[roll(self, ACTORS)];
    struct sight sight = sight_of(self);

    if (other == self) {
        return;
    }
    sight.other = other;
    sight.death = since(&other->death);
    const kozo_thread_t thread = {other->thread};

    count(&other->cancelled.begun);
    kozo_err_t error = kozo_thread_suspend(thread);
    count(&other->cancelled.ended);
    if (error != KOZO_ERR_BAD_STATE) {
        outcome(self, OP_OTHER, error, &sight);
    }
    if (roll(self, 2) == 0) {
        rest(self, 20);
    }
    error = kozo_thread_resume(thread);
    if (error != KOZO_ERR_BAD_STATE && error != KOZO_ERR_UNBOUND) {
        outcome(self, OP_OTHER, error, &sight);
    }
}

static void one_operation(struct actor *self)
{
    struct sight sight = sight_of(self);

    self->doing = (unsigned)roll(self, 100);
    switch (self->doing) {
    case 0 ... 54:
        sight.deadline = random_deadline(self);
        call(self, (unsigned)roll(self, PLACES), &sight);
        break;
    case 55 ... 66: send(self); break;
    case 67 ... 76: use_bell(self); break;
    case 77 ... 80: park(self); break;
    case 81 ... 84: unpark(self); break;
    case 85 ... 88: kozo_budget_yield((kozo_budget_t){self->budget}); break;
    case 89 ... 90: disturb(self); break;
    default: rest(self, 2000); break;
    }
    __atomic_fetch_add(&storm.operations, 1, __ATOMIC_RELAXED);
}

void client(struct actor *self)
{
    while (!storm.clients_stop) {
        one_operation(self);
    }
    leave(self);
}
