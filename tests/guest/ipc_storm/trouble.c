/* SPDX-License-Identifier: MIT */
/* trouble.c: what root does to everybody else: one thing at a time, at any moment. */
#include "storm.h"

enum { HELD = 4 };

static struct actor *held[HELD]; /* stopped */
static struct actor *starving;

/* Two lives of an actor, or of what it uses, with trouble between them. */

static void kill(struct actor *root, struct actor *actor)
{
    actor_end(actor, (unsigned)roll(root, 4));
    if (actor == starving) {
        starving = NULL;
    }
    actor_begin(actor);
}

static void starve(struct actor *root, struct actor *actor)
{
    if (starving != NULL) {
        kill(root, starving);
    } else {
        starving = actor;
        actor_starve(actor);
    }
}

static void change_place(struct actor *root, struct place *place)
{
    const unsigned slot = 1 + (unsigned)roll(root, 1 + LANES);
    volatile uint64_t *handle = slot == 1 ? &place->receive : &place->lanes[slot - 2];
    kozo_handle_t moved = {0};

    count(&place->trouble.begun);
    switch (roll(root, 6)) {
    case 0:
        place_end(place);
        place_begin(place);
        break;
    case 1:
        place_revoke(place);
        break;
    case 2:
        CHECK_OK(kozo_cnode_move(guest.cnode, slot_next(), (kozo_handle_t){*handle}, &moved));
        guest.next_slot--;
        CHECK_OK(kozo_cnode_move(guest.cnode, place->slots + slot, moved, &moved));
        *handle = moved.raw;
        break;
    default:
        CHECK_OK(kozo_any_delete((kozo_handle_t){*handle}));
        place_derive(place, slot);
        break;
    }
    count(&place->trouble.ended);
}

static void change_bell(struct bell *bell)
{
    count(&bell->trouble.begun);
    bell_end(bell);
    bell_begin(bell);
    count(&bell->trouble.ended);
}

static void bind_bell(struct actor *server, const struct bell *bell)
{
    const kozo_err_t error = kozo_thread_bind_notification(
        (kozo_thread_t){server->thread}, (kozo_notification_t){bell->original});

    CHECK(error == KOZO_OK || error == KOZO_ERR_BAD_STATE || error == KOZO_ERR_BOUND_ALREADY);
}

static void let_go(struct actor *actor)
{
    if (actor != NULL) {
        (void)kozo_thread_resume((kozo_thread_t){actor->thread}); /* or somebody else has */
    }
}

/* The one that was stopped HELD such events before goes on. */
static void hold(struct actor *actor, unsigned which)
{
    let_go(held[which]);
    held[which] = actor;
    count(&actor->cancelled.begun);
    const kozo_err_t error = kozo_thread_suspend((kozo_thread_t){actor->thread});

    CHECK(error == KOZO_OK || error == KOZO_ERR_BAD_STATE);
    count(&actor->cancelled.ended);
}

void root_configure(unsigned priority)
{
    CHECK_OK(kozo_budget_configure(guest.budget, guest.authority, (kozo_priority_t)priority,
                                   QUANTUM_NS, QUANTUM_NS));
}

void make_trouble(struct actor *root)
{
    struct actor *actor = &storm.actors[roll(root, ACTORS)];

    switch (roll(root, 32)) {
    case 0 ... 7: hold(actor, (unsigned)roll(root, HELD)); break;
    case 8 ... 13:
        if (actor != starving) {
            actor_configure(actor, root);
        }
        break;
    case 14 ... 17: kill(root, actor); break;
    case 18: starve(root, actor); break;
    case 19 ... 23: change_place(root, &storm.places[roll(root, PLACES)]); break;
    case 24: change_bell(&storm.bells[roll(root, BELLS)]); break;
    case 25:
        bind_bell(&storm.actors[roll(root, SERVERS)], &storm.bells[roll(root, BELLS)]);
        break;
    case 26: /* somewhere among them, so that what it does is interrupted; or above */
        root_configure(roll(root, 3) == 0 ? PRIORITY_ROOT + 8 + (unsigned)roll(root, 12)
                                          : PRIORITY_STORM);
        break;
    default:
        let_go(actor); /* whoever stopped it may be gone */
        if (actor->done) {
            kill(root, actor);
        }
        break;
    }
    __atomic_fetch_add(&storm.operations, 1, __ATOMIC_RELAXED);
}

/* Servers that have left are there again, and whoever was stopped goes on. */
void end_trouble(struct actor *root)
{
    if (starving != NULL) {
        kill(root, starving);
    }
    for (unsigned i = 0; i < HELD; i++) {
        held[i] = NULL;
    }
    for (unsigned i = 0; i < ACTORS; i++) {
        if (i < SERVERS && storm.actors[i].done) {
            kill(root, &storm.actors[i]);
        }
        let_go(&storm.actors[i]);
    }
}
