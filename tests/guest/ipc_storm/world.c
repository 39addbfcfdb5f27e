/* SPDX-License-Identifier: MIT */
/* world.c: everything that there is in the storm, each thing made of a piece of memory of its own,
 * which must be whole again whenever the thing is gone. */
#include "dice.h"
#include "storm.h"

#include <kozo/text.h>

enum { HOME_BITS = 12, WORLD_BITS = 20, STACK_BYTES = 4096, WEAKEST = PRIORITY_ROOT + 1 };
#define BUFFERS UINT64_C(0x4c000000)
#define SPAN 18 /* of priorities */

static char stacks[ACTORS][STACK_BYTES] __attribute__((aligned(16)));
static kozo_untyped_t world;
static kozo_notification_t tokens;
static kozo_slot_index_t token_slots, first_slot;
static uint64_t charged_ns;

static kozo_handle_t piece(kozo_untyped_t memory, kozo_object_t kind, uint8_t size_bits,
                           kozo_slot_index_t slot)
{
    kozo_handle_t handle = {0};

    NEED(kozo_untyped_retype(memory, kind, size_bits, 1, guest.cnode, slot, &handle));
    return handle;
}

static kozo_handle_t derived(kozo_slot_index_t slot, kozo_handle_t source, kozo_rights_t rights,
                             kozo_badge_t badge)
{
    kozo_handle_t handle = {0};

    NEED(kozo_cnode_mint(guest.cnode, slot, source, rights, badge, &handle));
    return handle;
}

/* Whoever else deletes something meanwhile may finish this (decision 002). */
static void take_away(kozo_handle_t handle)
{
    const kozo_err_t error = kozo_any_delete(handle);

    CHECK(error == KOZO_OK || error == KOZO_ERR_NO_CAP);
}

static void empty(kozo_slot_index_t slot)
{
    kozo_info_t info = {0};
    kozo_badge_t badge = 0;
    kozo_handle_t handle = {0};

    NEED(kozo_cnode_inspect(guest.cnode, slot, &info, &badge, &handle));
    if (info.raw != 0) {
        take_away(handle);
    }
}

/* Actors */

/* Half of them have little time, and stop in the midst of what they do. */
void actor_configure(struct actor *self, struct actor *dice)
{
    const uint64_t part = storm.scale * (10000 + roll(dice, 90000));
    const bool poor = roll(dice, 2) == 0;
    const uint64_t capacity = poor ? part : 10 * part;

    CHECK_OK(kozo_budget_configure((kozo_budget_t){self->budget}, guest.authority,
                                   (kozo_priority_t)(WEAKEST + roll(dice, SPAN)), capacity,
                                   poor ? capacity * (2 + roll(dice, 20)) : capacity));
}

void actor_begin(struct actor *self)
{
    const kozo_thread_t thread = {
        piece(self->home, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, self->slots + SLOT_THREAD)
            .raw};
    const kozo_budget_t budget = {
        piece(self->home, KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, self->slots + SLOT_BUDGET)
            .raw};
    const bool serves = self->number < SERVERS;
    kozo_err_t error = KOZO_OK;

    self->thread = thread.raw;
    self->budget = budget.raw;
    self->leaves = false;
    self->done = false;
    self->owed.open = false;
    memset(self->kept, 0, sizeof(self->kept));
    memset(self->moving, 0, sizeof(self->moving));
    self->refused = KOZO_OK;
    self->given = 0;
    self->taken = 0;
    actor_configure(self, self);
    NEED(kozo_thread_bind(thread, guest.cnode, guest.aspace, budget));
    NEED(kozo_thread_bind_buffer(thread, self->frame, 0));
    if (serves && self->number % 2 == 0) {
        error = kozo_thread_bind_notification(
            thread, (kozo_notification_t){storm.bells[self->number % BELLS].original});
    }
    CHECK(error == KOZO_OK || error == KOZO_ERR_BOUND_ALREADY);
    NEED(kozo_thread_start(thread, (vaddr_t){(uint64_t)(serves ? server : client)},
                           (vaddr_t){(uint64_t)&stacks[self->number + 1] - sizeof(uint64_t)},
                           (uint64_t)self));
    /* From here on its handles are good. */
    __atomic_store_n(&self->death.ended, self->death.begun, __ATOMIC_RELAXED);
}

static void note_charged(struct actor *self)
{
    kozo_thread_state_t state = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t remaining = 0, consumed = 0;

    CHECK_OK(kozo_budget_inspect((kozo_budget_t){self->budget}, &priority, &remaining,
                                 &consumed));
    charged_ns += consumed;
    CHECK_OK(kozo_thread_inspect((kozo_thread_t){self->thread}, &state, &priority, &consumed));
    if (state == KOZO_THREAD_STATE_DEAD && !self->leaves && !self->done) {
        wrong(self, "it has died by itself", state);
    }
}

void actor_starve(struct actor *self)
{
    count(&self->death.begun);
    CHECK_OK(kozo_any_revoke((kozo_handle_t){self->budget}));
}

void actor_end(struct actor *self, unsigned way)
{
    const kozo_handle_t thread = {self->thread}, budget = {self->budget};

    note_charged(self);
    count(&self->death.begun);
    count(&storm.places[self->place].deserted.begun);
    switch (way) {
    case 0:
        take_away(thread);
        take_away(budget);
        break;
    case 1:
        take_away(budget);
        take_away(thread);
        break;
    case 2:
        (void)kozo_thread_exit((kozo_thread_t){thread.raw}, 1);
        CHECK_OK(kozo_any_revoke(KOZO_ANY(self->home)));
        break;
    default:
        CHECK_OK(kozo_any_revoke(KOZO_ANY(self->home)));
        break;
    }
    CHECK_EQUAL(used_of(self->home), 0);
    for (unsigned i = SLOT_KEPT; i < ACTOR_SLOTS; i++) {
        empty(self->slots + i);
    }
    count(&storm.places[self->place].deserted.ended);
}

/* Endpoints */

void place_derive(struct place *place, unsigned slot)
{
    const uint64_t number = (uint64_t)(place - storm.places);
    const kozo_badge_t badge = (uint64_t)place->life << 16 | number << 8 | (slot - 1);

    if (slot == 1) {
        place->receive = derived(place->slots + slot, place->original,
                                 KOZO_ENDPOINT_RIGHT_RECEIVE, 1).raw;
    } else {
        place->lanes[slot - 2] =
            derived(place->slots + slot, place->original,
                    KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT, badge).raw;
    }
}

static void place_derive_all(struct place *place)
{
    for (unsigned slot = 1; slot < 2 + LANES; slot++) {
        place_derive(place, slot);
    }
}

void place_begin(struct place *place)
{
    place->original =
        piece(place->home, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, place->slots);
    place->life++;
    place_derive_all(place);
}

/* Everybody's capabilities go, the endpoint stays. */
void place_revoke(struct place *place)
{
    CHECK_OK(kozo_any_revoke(place->original));
    place_derive_all(place);
}

void place_end(struct place *place)
{
    if (place->life % 3 == 0) {
        CHECK_OK(kozo_any_revoke(KOZO_ANY(place->home)));
    } else {
        if (place->life % 3 == 1) {
            CHECK_OK(kozo_any_revoke(place->original));
        }
        for (unsigned slot = 0; slot < 2 + LANES; slot++) {
            empty(place->slots + slot);
        }
    }
    CHECK_EQUAL(used_of(place->home), 0);
}

/* Notifications */

void bell_begin(struct bell *bell)
{
    const uint64_t number = (uint64_t)(bell - storm.bells);
    const kozo_handle_t original = piece(bell->home, KOZO_OBJECT_NOTIFICATION,
                                         KOZO_NOTIFICATION_SIZE_BITS, bell->slots);

    bell->signal = derived(bell->slots + 1, original, KOZO_NOTIFICATION_RIGHT_SIGNAL,
                           UINT64_C(1) << number).raw;
    bell->original = original.raw;
}

void bell_end(struct bell *bell)
{
    CHECK_OK(kozo_any_revoke((kozo_handle_t){bell->original}));
    take_away((kozo_handle_t){bell->original});
    CHECK_EQUAL(used_of(bell->home), 0);
}

/* All of it */

static kozo_untyped_t home_new(void)
{
    return AS(untyped, piece(world, KOZO_OBJECT_UNTYPED, HOME_BITS, slot_next()));
}

static void actor_new(struct actor *self, unsigned number, uint64_t seed)
{
    const uint64_t at = BUFFERS + ((uint64_t)number << KOZO_PAGE_BITS);

    *self = (struct actor){
        .number = number,
        .place = number < SERVERS ? number % PLACES : PLACES, /* the last is nobody's */
        .home = home_new(),
        .slots = slots_next(ACTOR_SLOTS),
        .frame = AS(frame, piece(world, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, slot_next())),
        .buffer = (struct kozo_buffer *)at,
        .token = AS(notification, derived(token_slots + number, KOZO_ANY(tokens),
                                          KOZO_NOTIFICATION_RIGHT_SIGNAL, number + 1)),
        .dice = dice_mix(seed, number),
        .death = {.begun = 1},
    };
    NEED(map_here(self->frame, at, KOZO_MAP_FLAGS_WRITE));
}

void world_make(uint64_t seed)
{
    storm.clients_stop = false;
    storm.servers_stop = false;
    storm.sent = 0;
    storm.received = 0;
    charged_ns = 0;
    first_slot = guest.next_slot;
    world = AS(untyped, make(KOZO_OBJECT_UNTYPED, WORLD_BITS));
    tokens = AS(notification, piece(world, KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS,
                                    slot_next()));
    token_slots = slots_next(ACTORS);
    for (unsigned i = 0; i < BELLS; i++) {
        storm.bells[i] = (struct bell){.home = home_new(), .slots = slots_next(2)};
        bell_begin(&storm.bells[i]);
    }
    for (unsigned i = 0; i < PLACES; i++) {
        storm.places[i] = (struct place){.home = home_new(), .slots = slots_next(2 + LANES)};
        place_begin(&storm.places[i]);
    }
    for (unsigned i = 0; i < ACTORS; i++) {
        actor_new(&storm.actors[i], i, seed);
    }
    for (unsigned i = 0; i < ACTORS; i++) {
        actor_begin(&storm.actors[i]);
    }
}

/* Take everything away one by one. Then all of the memory is one piece again. */
void world_end(void)
{
    kozo_handle_t whole = {0};

    for (unsigned i = 0; i < ACTORS; i++) {
        actor_end(&storm.actors[i], i % 4);
    }
    for (unsigned i = 0; i < PLACES; i++) {
        place_end(&storm.places[i]);
    }
    for (unsigned i = 0; i < BELLS; i++) {
        bell_end(&storm.bells[i]);
    }
    for (kozo_slot_index_t slot = first_slot + 1; slot < guest.next_slot; slot++) {
        empty(slot);
    }
    CHECK_EQUAL(used_of(world), 0);
    CHECK_OK(kozo_untyped_retype(world, KOZO_OBJECT_UNTYPED, WORLD_BITS, 1, guest.cnode,
                                 first_slot + 1, &whole));
    CHECK_OK(kozo_any_delete(whole));
    CHECK_OK(kozo_any_delete(KOZO_ANY(world)));
    guest.next_slot = first_slot;
}

uint64_t world_charged(void)
{
    return charged_ns;
}
