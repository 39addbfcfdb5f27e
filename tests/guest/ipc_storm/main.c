/* SPDX-License-Identifier: MIT */
/* main.c: storms, one after the other; after each, everybody comes to an end and everything that
 * there was is given back.
 *
 * Options behind the -- of the kernel's command line: seed=N, ops=N. */
#include "dice.h"
#include "storm.h"
#include "worker.h"

#include <kozo/abi/names.h>
#include <kozo/format.h>

enum { ROUND_OPERATIONS = 50000, PAUSE_US = 60, LEAST_ENTRY_NS = 500 };
#define DEFAULT_SEED UINT64_C(0x5704)
#define PROGRESS_NS UINT64_C(3000000000)
/* The emulator may then be made to wait, while time goes on. */
#define IN_REAL_TIME (option_number("real=", 0) != 0)
#define PATIENCE_NS                                                                                \
    ((UINT64_C(500000000) + storm.scale * UINT64_C(20000000)) * (IN_REAL_TIME ? 10 : 1))
#ifdef KOZO_PARANOID
#define DEFAULT_OPERATIONS UINT64_C(1500)
#else
#define DEFAULT_OPERATIONS UINT64_C(200000)
#endif

static struct actor root = {.number = ACTORS};
static uint64_t wanted;

/* Somebody always runs: so all time that passes is charged to somebody. */
static void spin(struct worker *self)
{
    while (!self->step) {
    }
}

static uint64_t charged_to(kozo_budget_t budget)
{
    kozo_priority_t ceiling = 0;
    kozo_duration_t remaining = 0, consumed = 0;

    CHECK_OK(kozo_budget_inspect(budget, &ceiling, &remaining, &consumed));
    return consumed;
}

static unsigned unfinished(unsigned first, unsigned end)
{
    unsigned left = 0;

    for (unsigned i = first; i < end; i++) {
        left += !storm.actors[i].done;
    }
    return left;
}

/* Nobody is forgotten in a queue: without trouble they all come to their end. */
static void await(unsigned first, unsigned end, bool cancels)
{
    const uint64_t until = now_ns() + PATIENCE_NS;

    end_trouble(&root);
    while (unfinished(first, end) != 0 && now_ns() < until) {
        rest(&root, 200);
        if (!cancels) {
            end_trouble(&root);
        }
        for (unsigned i = first; i < end && cancels; i++) {
            const kozo_thread_t thread = {storm.actors[i].thread};

            count(&storm.actors[i].cancelled.begun);
            (void)kozo_thread_suspend(thread);
            count(&storm.actors[i].cancelled.ended);
            (void)kozo_thread_resume(thread);
        }
    }
    for (unsigned i = first; i < end; i++) {
        kozo_thread_state_t state = 0;
        kozo_priority_t priority = 0;
        kozo_duration_t consumed = 0;

        if (!storm.actors[i].done) {
            CHECK_OK(kozo_thread_inspect((kozo_thread_t){storm.actors[i].thread}, &state,
                                         &priority, &consumed));
            wrong(&storm.actors[i], "it never came to its end, but is in state", state);
        }
    }
}

/* What was sent has been received, but for what the dead had not told yet. */
static void compare_books(uint64_t passed_ns, uint64_t charged_ns)
{
    uint64_t servers = 0, clients = 0;

    for (unsigned i = 0; i < ACTORS; i++) {
        *(i < SERVERS ? &servers : &clients) += storm.actors[i].death.begun;
    }
    CHECK(storm.received <= storm.sent + clients);
    CHECK(storm.sent <= storm.received + servers);
    guest_print("# %lu ns have passed, %lu are charged; %lu messages sent, %lu received\n",
                (unsigned long)passed_ns, (unsigned long)charged_ns, (unsigned long)storm.sent,
                (unsigned long)storm.received);
    CHECK(charged_ns <= passed_ns);
    CHECK(charged_ns >= passed_ns - passed_ns / (IN_REAL_TIME ? 10 : 100));
}

static void round_run(uint64_t seed, uint64_t end)
{
    const uint64_t root_before = charged_to(guest.budget), before = now_ns();
    struct worker *spinner = worker_run(PRIORITY_LOW, spin, 0);

    root.dice = dice_mix(seed, ACTORS);
    root_configure(PRIORITY_STORM);
    world_make(seed);
    while (storm.operations < end && !guest_failed()) {
        rest(&root, PAUSE_US);
        make_trouble(&root);
    }
    root_configure(PRIORITY_STORM);
    storm.clients_stop = true;
    await(SERVERS, ACTORS, false);
    storm.servers_stop = true;
    await(0, SERVERS, true);
    world_end();
    compare_books(now_ns() - before, world_charged() + charged_to(guest.budget) - root_before +
                                         charged_to(spinner->budget));
    root_configure(PRIORITY_ROOT);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
    workers_reset();
    guest_goes_on();
}

/* A storm in which something never happens does not test it. */
static void tell_reach(void)
{
    static const char *const names[OPS] = {"call", "send", "receive", "reply",
                                           "wait", "park", "other"};
    static const kozo_err_t needed[] = {
        KOZO_OK, KOZO_ERR_CANCELLED, KOZO_ERR_TIMED_OUT, KOZO_ERR_NOT_READY, KOZO_ERR_PEER_DIED,
        KOZO_ERR_REVOKED, KOZO_ERR_NO_CAP, KOZO_ERR_UNKNOWN_FLAG, KOZO_ERR_MALFORMED,
    };

    for (unsigned op = 0; op < OPS; op++) {
        char line[300];
        size_t n = kozo_format(line, sizeof(line), "# %s:", names[op]);

        for (unsigned error = 0; error < ERRORS; error++) {
            if (storm.tally[op][error] != 0) {
                n += kozo_format(line + n, sizeof(line) - n, " %s %u", kozo_error_name(error),
                                 storm.tally[op][error]);
            }
        }
        guest_print("%s\n", line);
    }
    for (unsigned i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        CHECK(wanted < UINT64_C(200000) || storm.tally[OP_CALL][needed[i]] != 0);
    }
    guest_print("# %u capabilities moved, %u passed without their right\n", storm.moved,
                storm.withheld);
    CHECK(wanted < UINT64_C(200000) || (storm.moved != 0 && storm.withheld != 0));
    CHECK(wanted < UINT64_C(200000) || storm.tally[OP_REPLY][KOZO_ERR_NO_REPLY] != 0);
}

/* The first calls take longer. */
static uint64_t least_entry_ns(void)
{
    uint64_t least = UINT64_MAX;

    for (unsigned i = 0; i < 16; i++) {
        const uint64_t entry_ns = time_of_entry();

        least = entry_ns < least ? entry_ns : least;
    }
    return least;
}

static void storms(void)
{
    const uint64_t seed = option_number("seed=", DEFAULT_SEED), started_ns = now_ns();
    uint64_t told_ns = started_ns;

    wanted = option_number("ops=", DEFAULT_OPERATIONS);
    storm.scale = 1 + least_entry_ns() / LEAST_ENTRY_NS;
    guest_print("# seed %lu, everything takes %lu times longer\n", (unsigned long)seed,
                (unsigned long)storm.scale);
    for (uint64_t round = 1; storm.operations < wanted && !guest_failed(); round++) {
        const uint64_t end = storm.operations + ROUND_OPERATIONS;

        round_run(dice_mix(seed, round), end < wanted ? end : wanted);
        if (now_ns() - told_ns > PROGRESS_NS) {
            told_ns = now_ns();
            dice_tell(storm.operations, seed, started_ns);
        }
    }
    dice_tell(storm.operations, seed, started_ns);
    tell_reach();
}

bool guest_main(void)
{
    static const struct test table[] = {
        {"every answer belongs to its call, every error has its reason, all comes back", storms},
    };
    const struct test_group group = TEST_GROUP("ipc_storm", table);

    return guest_run(&group, 1);
}
