/* SPDX-License-Identifier: MIT */
/* storm.h: clients and servers by the dozen call each other while root takes away what they stand
 * on: threads, budgets, endpoints, notifications, time, and their waits.
 *
 * Everybody knows what may have gone wrong. Whoever causes trouble counts it before and after
 * (`struct trouble`); an error is right only if there was trouble since its operation began, or if
 * there was a deadline, and not before it. What is delivered is right only if it is what the sender
 * sent: a ticket that names the sender and counts its messages, in words that follow from it. */
#pragma once

#include "guest.h"

#include <kozo/message.h>

enum {
    CLIENTS = 64,
    SERVERS = 16,
    ACTORS = CLIENTS + SERVERS, /* servers first */
    PLACES = 10,                /* endpoints; several have two servers */
    LANES = 8,                  /* capabilities of each that clients share */
    BELLS = 8,                  /* notifications */
    KEPT = 2,                   /* reply rights that a server saves */
    CARRIED = 2,                /* capabilities of a message */
    MARKS = 64,
    HEADER_WORDS = 3, /* of every message: checksum, ticket, circumstances */
    PRIORITY_STORM = PRIORITY_HIGH + 10, /* root's: above all actors */
    ERRORS = 256, /* those that the kernel knows */
    ACTOR_SLOTS = 2 + KEPT + 2 * CARRIED,
    SLOT_THREAD = 0,
    SLOT_BUDGET = 1,
    SLOT_KEPT = 2,
    SLOT_CARRIED = SLOT_KEPT + KEPT,
    SLOT_MOVING = SLOT_CARRIED + CARRIED,
};
#define BELL_ALARM UINT64_C(0x100) /* the bit of a notification's alarm; others are its signals */

enum operation { OP_CALL, OP_SEND, OP_RECEIVE, OP_REPLY, OP_WAIT, OP_PARK, OP_OTHER, OPS };

struct trouble {
    uint32_t begun, ended;
};

/* A call that a server has received. */
struct request {
    bool open;
    uint64_t ticket, circumstances;
    kozo_handle_t reply; /* where it is saved */
};

struct actor {
    unsigned number;
    unsigned place; /* that a server serves */
    kozo_untyped_t home; /* what thread and budget are made of */
    kozo_slot_index_t slots;
    volatile uint64_t thread, budget; /* handles, others with each life */
    kozo_frame_t frame;
    struct kozo_buffer *buffer;
    kozo_notification_t token; /* what it puts into messages */
    kozo_handle_t moving[CARRIED]; /* what goes out and does not stay, or 0 */
    kozo_err_t refused; /* with which error what goes out must be; OK: it is good */
    uint64_t dice;
    uint32_t sequence;
    struct trouble cancelled, death;
    uint32_t marks[MARKS]; /* which of its messages have been delivered */
    uint32_t given, taken; /* its tokens to go on */
    struct request owed, kept[KEPT];
    volatile bool leaves; /* ends by itself */
    volatile bool done;
    volatile unsigned doing;
};

struct place {
    kozo_untyped_t home;
    kozo_slot_index_t slots; /* the original, for servers, for each lane */
    kozo_handle_t original;
    volatile uint64_t receive, lanes[LANES];
    volatile uint32_t life;
    struct trouble trouble;
    struct trouble deserted; /* by servers that owe answers */
};

struct bell {
    kozo_untyped_t home;
    kozo_slot_index_t slots; /* the original, for signals */
    volatile uint64_t original, signal;
    struct trouble trouble;
};

struct storm {
    struct actor actors[ACTORS];
    struct place places[PLACES + 1]; /* nobody serves the last */
    struct bell bells[BELLS];
    uint64_t scale; /* how many times slower than usual system calls are */
    volatile bool clients_stop, servers_stop;
    uint64_t operations; /* by clients and root, in all rounds */
    uint64_t sent, received; /* one-way messages in this round */
    uint32_t moved, withheld; /* capabilities that have arrived so */
    uint32_t tally[OPS][ERRORS];
};
extern struct storm storm;

/* What was known of troubles when an operation began. */
struct sight {
    const struct place *place;
    const struct bell *bell;
    const struct actor *other;
    uint32_t cancelled, place_trouble, deserted, bell_trouble, death;
    kozo_deadline_t deadline;
};

/* ways.c: what everybody does. */

static inline void count(uint32_t *counter)
{
    __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

static inline bool changed(const struct trouble *trouble, uint32_t since)
{
    return __atomic_load_n(&trouble->begun, __ATOMIC_RELAXED) != since;
}

static inline uint32_t since(const struct trouble *trouble)
{
    return __atomic_load_n(&trouble->ended, __ATOMIC_RELAXED);
}

uint64_t roll(struct actor *self, uint64_t below);

/* Now and a random time of at most `most` microseconds, longer where everything is slower. */
kozo_deadline_t soon(struct actor *self, uint64_t most);

struct sight sight_of(const struct actor *self);
void sight_add_place(struct sight *sight, const struct place *place);

/* Note the outcome of an operation; ends the test if there was no reason for it. */
void outcome(struct actor *self, enum operation op, kozo_err_t error, const struct sight *sight);

/* Something is wrong: end the test. */
void wrong(const struct actor *self, const char *what, uint64_t value);

/* messages.c */

struct kozo_message message_of(struct actor *self, const struct sight *sight, bool is_call);
void offer_slots(struct actor *self);

/* The message brings capabilities, as its key says; one of them, it may be, in a way that there is
 * not. */
void carry(struct actor *self, struct kozo_message *m, uint64_t key, bool may_fail);
void carried(struct actor *self, const struct kozo_message *m, unsigned sender, uint64_t key);

/* It has gone out, or not: what was to move has left its slot if so, and goes now if not. */
void settle(struct actor *self, kozo_err_t error);
void call(struct actor *self, unsigned number, struct sight *sight);

/* A message that was received; what is to be answered is in `self->owed` then. */
void accept(struct actor *self, const struct kozo_message *m, uint32_t life);
struct kozo_message answer_of(struct actor *self, const struct request *request);

/* Is this how the answer to `request` may fail? */
void answered(struct actor *self, const struct request *request, kozo_err_t error);

/* The bodies of actors: client.c, server.c. */
_Noreturn void client(struct actor *self);
_Noreturn void server(struct actor *self);
_Noreturn void leave(struct actor *self);
void rest(struct actor *self, uint64_t most);

/* world.c: making and taking away. */
void world_make(uint64_t seed);
void world_end(void);
void actor_end(struct actor *self, unsigned way);
void actor_begin(struct actor *self);
void actor_starve(struct actor *self);
void actor_configure(struct actor *self, struct actor *dice);
void place_end(struct place *place);
void place_begin(struct place *place);
void place_revoke(struct place *place);
void place_derive(struct place *place, unsigned slot);
void bell_end(struct bell *bell);
void bell_begin(struct bell *bell);
uint64_t world_charged(void); /* time that all budgets of the round have used */

/* trouble.c: one thing that root does to them. */
void make_trouble(struct actor *root);
void end_trouble(struct actor *root);
void root_configure(unsigned priority);
