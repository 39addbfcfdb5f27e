/* SPDX-License-Identifier: MIT */
/* ways.c: what all actors know: chance, and which errors there are reasons for. */
#include "dice.h"
#include "storm.h"

#include <kozo/abi/names.h>
#include <kozo/format.h>

struct storm storm;

uint64_t roll(struct actor *self, uint64_t below)
{
    return dice_roll(&self->dice, below);
}

kozo_deadline_t soon(struct actor *self, uint64_t most)
{
    return now_ns() + storm.scale * (1 + roll(self, 1000 * most));
}

void wrong(const struct actor *self, const char *what, uint64_t value)
{
    char text[160];

    kozo_format(text, sizeof(text), "%s %u: %s: %lu (0x%lx), its operation %u",
                self->number < SERVERS ? "server" : "client", self->number, what,
                (unsigned long)value, (unsigned long)value, self->doing);
    guest_expect(false, __FILE__, __LINE__, text);
    storm.clients_stop = true;
}

struct sight sight_of(const struct actor *self)
{
    return (struct sight){.cancelled = since(&self->cancelled), .deadline = KOZO_DEADLINE_NEVER};
}

void sight_add_place(struct sight *sight, const struct place *place)
{
    sight->place = place;
    sight->place_trouble = since(&place->trouble);
    sight->deserted = since(&place->deserted);
}

/* What it was done to is no longer what it was. */
static bool is_gone(const struct sight *sight)
{
    return (sight->place != NULL && changed(&sight->place->trouble, sight->place_trouble)) ||
           (sight->bell != NULL && changed(&sight->bell->trouble, sight->bell_trouble)) ||
           (sight->other != NULL && changed(&sight->other->death, sight->death));
}

static bool has_reason(const struct actor *self, enum operation op, kozo_err_t error,
                       const struct sight *sight)
{
    if (error == self->refused || error == KOZO_OK) {
        return error == self->refused;
    }
    switch (error) {
    case KOZO_ERR_CANCELLED:
        return changed(&self->cancelled, sight->cancelled);
    case KOZO_ERR_TIMED_OUT:
        return sight->deadline != KOZO_DEADLINE_POLL && now_ns() >= sight->deadline;
    case KOZO_ERR_NOT_READY:
        return sight->deadline == KOZO_DEADLINE_POLL;
    case KOZO_ERR_PEER_DIED:
        return is_gone(sight) || (op == OP_CALL && changed(&sight->place->deserted,
                                                           sight->deserted));
    case KOZO_ERR_REVOKED:
        return op != OP_OTHER && is_gone(sight);
    case KOZO_ERR_NO_CAP:
    case KOZO_ERR_STALE:
    case KOZO_ERR_DYING:
        return is_gone(sight);
    default:
        return false;
    }
}

void outcome(struct actor *self, enum operation op, kozo_err_t error, const struct sight *sight)
{
    count(&storm.tally[op][error % ERRORS]);
    if (!has_reason(self, op, error, sight)) {
        wrong(self, kozo_error_name(error), op);
    }
}

void rest(struct actor *self, uint64_t most)
{
    struct sight sight = sight_of(self);
    uint64_t bits = 0;

    sight.deadline = soon(self, most);
    outcome(self, OP_WAIT, kozo_notification_wait(guest.never, sight.deadline, &bits), &sight);
}

void leave(struct actor *self)
{
    self->done = true;
    for (;;) {
        kozo_thread_exit((kozo_thread_t){self->thread}, 0);
    }
}
