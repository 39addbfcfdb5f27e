/* SPDX-License-Identifier: MIT */
/* main.c: root lets its attackers loose, round after round, takes everything back after each and
 * looks whether it is all there.
 *
 * Options behind the -- of the kernel's command line: seed=N, ops=N (of all attackers together).
 *
 * Threads that attackers start have priority 0. A thread that never waits keeps the processor from
 * them until the round is over; then root stops it and the attackers, and they get a moment to do
 * what they can. */
#include "attack.h"

#include "choose.h"
#include "dice.h"
#include "worker.h"

#include <kozo/text.h>

enum {
    ROUND_OPERATIONS = 4000, /* of one attacker */
    CANARIES = 3,
    PRIORITY_SPINNER = 10,
};
#define DEFAULT_SEED UINT64_C(0xc4a05)
#define DEFAULT_OPERATIONS UINT64_C(200000)
/* With a kernel that looks at every invariant at every entry. */
#define PARANOID_OPERATIONS UINT64_C(3000)
#define PARANOID_ENTRY_NS UINT64_C(5000)
#define LOOK_NS UINT64_C(200000)
#define MOMENT_NS UINT64_C(300000)
#define PROGRESS_NS UINT64_C(3000000000)
#define PAGE_WORDS ((1 << KOZO_PAGE_BITS) / 8)

/* What root keeps of what it gives, so that it can take it back. */
struct attacker {
    struct space space;
    struct attack_page *page;
    kozo_untyped_t memory, device;
    kozo_handle_t originals[GIVEN_END];
};

static struct attacker attackers[ATTACKERS];
static kozo_handle_t canaries[CANARIES];
static uint64_t canary_mark;
static uint64_t entry_ns; /* that a system call takes at least */

static void answer(struct worker *self, kozo_slot_index_t slot)
{
    struct kozo_message *m = &self->message;
    const kozo_tag_t got = m->tag;
    const bool moves = attack_moves_back(m->words[0]);

    for (unsigned i = 0; i < KOZO_BUFFER_WORDS; i++) {
        uint64_t *word = i < KOZO_REGISTER_WORDS ? &m->words[i] : &self->buffer->words[i];

        *word = ~*word;
    }
    const kozo_handle_t passed = {self->buffer->caps[0]};

    self->buffer->pass[0] = (uint32_t)kozo_pass_make(0, moves).raw;
    m->tag = kozo_tag_make(kozo_tag_interface(got), m->badge, 0, kozo_tag_caps(got),
                           kozo_tag_words(got));
    const kozo_err_t error = kozo_reply_send(m);

    if (error != KOZO_OK && error != KOZO_ERR_NO_REPLY) {
        m->tag = kozo_tag_make(0, error, 0, 0, 0);
        CHECK_OK(kozo_reply_send(m));
    }
    if (kozo_tag_caps(got) != 0) {
        CHECK_EQUAL(kozo_handle_address(passed), slot);
        CHECK_EQUAL(kozo_any_delete(passed),
                    moves && error == KOZO_OK ? KOZO_ERR_NO_CAP : KOZO_OK);
    }
}

/* The partner of all attackers; what it does is told in effects_partners.c. */
static void serve(struct worker *self)
{
    const kozo_slot_index_t slot = slot_next();

    for (;;) {
        self->message.tag = kozo_tag_make(0, 0, 0, 0, 0);
        self->buffer->receive[0] = slot;
        NEED(kozo_endpoint_receive(self->endpoint, &self->message));
        answer(self, slot);
    }
}

static kozo_endpoint_t server_new(void)
{
    struct worker *server = worker_new(PRIORITY_WORKER);

    server->endpoint = MAKE_ENDPOINT();
    worker_start(server, serve);
    return server->endpoint;
}

/* What all attackers have a part in. */
struct shared {
    kozo_frame_t board;
    kozo_endpoint_t server, meeting;
    kozo_notification_t common;
};

static void measure_entry(void)
{
    kozo_info_t info = {0};
    const uint64_t before = now_ns();

    for (unsigned i = 0; i < 8; i++) {
        CHECK_OK(identify(KOZO_ANY(guest.cnode), &info));
    }
    entry_ns = (now_ns() - before) / 8;
}

/* A part of the largest region of device memory: no device of QEMU's is at the start of that. */
static kozo_untyped_t device_part(void)
{
    const struct kozo_init_info *info = guest.info;
    uint32_t first = 0;
    kozo_handle_t part = {0};

    while (first < info->untyped_count && info->untyped[first].device == 0) {
        first++;
    }
    NEED(first < info->untyped_count ? KOZO_OK : KOZO_ERR_NO_MEMORY);
    NEED(kozo_untyped_retype((kozo_untyped_t){info->untyped[first].handle}, KOZO_OBJECT_UNTYPED,
                             ATTACK_DEVICE_BITS, 1, guest.cnode, slot_next(), &part));
    return AS(untyped, part);
}

static void attacker_new(struct attacker *self, unsigned number, const struct shared *shared)
{
    const kozo_frame_t first = MAKE_FRAME();
    kozo_handle_t ports = {0};

    space_new(&self->space, PRIORITY_LOW);
    self->page = self->space.shared;
    self->memory = AS(untyped, make(KOZO_OBJECT_UNTYPED, ATTACK_MEMORY_BITS));
    NEED(kozo_io_port_derive(guest.ports, ATTACK_FIRST_PORT, ATTACK_PORTS, guest.cnode,
                             slot_next(), &ports));
    self->originals[GIVEN_CNODE] = copy(KOZO_ANY(self->space.cnode), ALL_RIGHTS);
    self->originals[GIVEN_SPACE] = copy(KOZO_ANY(self->space.aspace), ALL_RIGHTS);
    self->originals[GIVEN_UNTYPED] = KOZO_ANY(self->memory);
    self->device = device_part();
    self->originals[GIVEN_DEVICE] = KOZO_ANY(self->device);
    self->originals[GIVEN_UNGRANTED] =
        mint(KOZO_ANY(shared->server), KOZO_ENDPOINT_RIGHT_SEND, ATTACK_FIRST_BADGE + number);
    self->originals[GIVEN_PORTS] = ports;
    self->originals[GIVEN_DEBUG] = copy(KOZO_ANY(guest.debug), ALL_RIGHTS);
    self->originals[GIVEN_PLATFORM] = copy((kozo_handle_t){guest.info->platform},
                                          KOZO_PLATFORM_RIGHT_FPU);
    self->originals[GIVEN_SERVER] =
        mint(KOZO_ANY(shared->server), KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT,
             ATTACK_FIRST_BADGE + number);
    self->originals[GIVEN_MEETING] =
        mint(KOZO_ANY(shared->meeting), KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_RECEIVE,
             ATTACK_FIRST_BADGE + number);
    self->originals[GIVEN_COMMON] =
        mint(KOZO_ANY(shared->common), ALL_RIGHTS, UINT64_C(1) << number);
    /* The tables of its window, and the board. */
    NEED(map_there(self->space.aspace, first, CHOOSE_WINDOW, 0));
    NEED(kozo_frame_unmap(first));
    NEED(map_there(self->space.aspace, AS(frame, copy(KOZO_ANY(shared->board), ALL_RIGHTS)),
                   ATTACK_BOARD,
                   KOZO_MAP_FLAGS_WRITE));
    self->page->number = number;
    self->page->clock_scale = guest.info->clock_scale;
    self->page->clock_start = guest.info->clock_start;
    space_start(&self->space, attack, SPACE_SHARED);
}

static void attacker_give(struct attacker *self)
{
    kozo_handle_t handle = {0};

    for (enum attack_given which = GIVEN_CNODE; which < GIVEN_END; which++) {
        if (which == GIVEN_UNTYPED) {
            CHECK_OK(kozo_untyped_retype(self->memory, KOZO_OBJECT_UNTYPED, ATTACK_MEMORY_BITS, 1,
                                         self->space.cnode, which, &handle));
        } else if (which == GIVEN_DEVICE) {
            CHECK_OK(kozo_untyped_retype(self->device, KOZO_OBJECT_UNTYPED, ATTACK_DEVICE_BITS, 1,
                                         self->space.cnode, which, &handle));
        } else {
            CHECK_OK(kozo_cnode_copy(self->space.cnode, which, self->originals[which], ALL_RIGHTS,
                                     &handle));
        }
        self->page->given[which] = handle.raw;
    }
}

/* Everything that it had goes, and its memory is whole again. */
static void attacker_take_back(struct attacker *self)
{
    kozo_size_t size = 0, used = 1;

    for (enum attack_given which = GIVEN_CNODE; which < GIVEN_END; which++) {
        CHECK_OK(kozo_any_revoke(self->originals[which]));
    }
    CHECK_OK(kozo_untyped_inspect(self->memory, &size, &used));
    CHECK_EQUAL(used, 0);
    CHECK_EQUAL(used_of(self->device), 0);
    for (uint32_t index = 1; index < 1 << (SPACE_CNODE_BITS - KOZO_SLOT_BITS); index++) {
        kozo_info_t info = {1};
        kozo_badge_t badge = 1;

        CHECK_OK(kozo_cnode_inspect(self->space.cnode, index, &info, &badge, &(kozo_handle_t){0}));
        CHECK_EQUAL(info.raw, 0);
    }
}

static uint64_t *canary_words(unsigned i)
{
    return (uint64_t *)(SCRATCH + ((uint64_t)i << KOZO_PAGE_BITS));
}

/* A page of root's between what the attackers get. */
static void canary_new(unsigned i)
{
    canaries[i] = KOZO_ANY(MAKE_FRAME());
    NEED(map_here(AS(frame, canaries[i]), SCRATCH + ((uint64_t)i << KOZO_PAGE_BITS),
                  KOZO_MAP_FLAGS_WRITE));
    for (unsigned word = 0; word < PAGE_WORDS; word++) {
        canary_words(i)[word] = canary_mark + word;
    }
}

static void canaries_check(void)
{
    kozo_info_t info = {0};

    for (unsigned i = 0; i < CANARIES; i++) {
        CHECK_OK(identify(canaries[i], &info));
        CHECK_EQUAL(kozo_info_type(info), KOZO_OBJECT_FRAME);
        for (unsigned word = 0; word < PAGE_WORDS; word++) {
            CHECK_EQUAL(canary_words(i)[word], canary_mark + word);
        }
    }
}

static void spin(struct worker *self)
{
    (void)self;
    for (;;) {
        __builtin_ia32_pause();
    }
}

static bool all_done(uint64_t round)
{
    bool done = true;

    for (unsigned i = 0; i < ATTACKERS; i++) {
        done &= attackers[i].page->done == round;
    }
    return done;
}

/* Leaves the first line in `text`. */
static void print_lines(char *text)
{
    char *end;

    while ((end = strchr(text, '\n')) != NULL) {
        *end = 0;
        guest_print("%s\n", text);
        text = end + 1;
    }
}

static void round_run(uint64_t round, uint64_t seed, uint64_t operations, struct worker *spinner)
{
    for (unsigned i = 0; i < ATTACKERS; i++) {
        struct attack_page *page = attackers[i].page;
        /* Short quanta, so that the kernel is interrupted wherever it can be. */
        const uint64_t quantum = 20000 + 20 * entry_ns + dice_mix(seed, round) % 300000;

        NEED(kozo_budget_configure(attackers[i].space.budget, guest.authority, PRIORITY_LOW,
                                   quantum, quantum));
        attacker_give(&attackers[i]);
        page->seed = dice_mix(seed, round * ATTACKERS + i);
        page->operations = operations < ROUND_OPERATIONS ? operations : ROUND_OPERATIONS;
        page->go = round;
    }
    do {
        rest_ns(LOOK_NS + 50 * entry_ns);
    } while (!all_done(round));
    CHECK_OK(kozo_thread_suspend(spinner->thread));
    for (unsigned i = 0; i < ATTACKERS; i++) {
        CHECK_OK(kozo_thread_suspend(attackers[i].space.thread));
    }
    rest_ns(MOMENT_NS + 20 * entry_ns);
    for (unsigned i = 0; i < ATTACKERS; i++) {
        attacker_take_back(&attackers[i]);
        if (attackers[i].page->failed) {
            print_lines(attackers[i].page->text);
            guest_expect(false, __FILE__, __LINE__, attackers[i].page->text);
        }
        CHECK_OK(kozo_thread_resume(attackers[i].space.thread));
    }
    CHECK_OK(kozo_thread_resume(spinner->thread));
    canaries_check();
    guest_goes_on();
}

static uint64_t sum_of_tried(void)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < ATTACKERS; i++) {
        sum += attackers[i].page->tried;
    }
    return sum;
}

/* Some are refused to everybody, others succeed seldom. */
static bool must_succeed(unsigned op)
{
    switch (op) {
    case KOZO_OP_THREAD_PARK:
    case KOZO_OP_DEBUG_WRITE:
    case KOZO_OP_DEBUG_TRACE: /* there is no trace */
    case KOZO_OP_PLATFORM_POWER_OFF:
    case KOZO_OP_PLATFORM_REBOOT:
    case KOZO_OP_ENDPOINT_REPLY_RECEIVE: return false;
    default: return true;
    }
}

/* What the attackers got through with: an operation that is only ever refused is not tested. */
static void tell_reach(uint64_t wanted)
{
    uint64_t cut_short = 0, ungranted = 0, related = 0, made = 0, masked = 0, moved = 0;

    for (unsigned op = 0; op < KOZO_OP_LIMIT; op++) {
        const char *name = matrix_operations[op].name;
        uint64_t succeeded = 0, refused = 0;

        for (unsigned i = 0; i < ATTACKERS; i++) {
            succeeded += attackers[i].page->succeeded[op];
            refused += attackers[i].page->refused[op];
        }
        if (name != NULL) {
            guest_print("# %s: %lu succeeded, %lu refused\n", name, (unsigned long)succeeded,
                        (unsigned long)refused);
            CHECK(wanted < DEFAULT_OPERATIONS || succeeded != 0 || !must_succeed(op));
            CHECK(wanted < DEFAULT_OPERATIONS || refused != 0);
        }
    }
    for (unsigned i = 0; i < ATTACKERS; i++) {
        cut_short += attackers[i].page->cut_short;
        ungranted += attackers[i].page->ungranted;
        related += attackers[i].page->related;
        made += attackers[i].page->made;
        masked += attackers[i].page->masked;
        moved += attackers[i].page->moved;
    }
    guest_print("# %lu capabilities made as the grammar says\n", (unsigned long)made);
    CHECK(wanted < DEFAULT_OPERATIONS || made != 0);
    guest_print("# %lu messages with capabilities refused for want of GRANT, %lu relatives\n",
                (unsigned long)ungranted, (unsigned long)related);
    CHECK(wanted < DEFAULT_OPERATIONS || (ungranted != 0 && related != 0));
    guest_print("# %lu capabilities passed with fewer rights, %lu moved\n", (unsigned long)masked,
                (unsigned long)moved);
    CHECK(wanted < DEFAULT_OPERATIONS || (masked != 0 && moved != 0));
    guest_print("# %lu rounds cut short\n", (unsigned long)cut_short);
}

static void attackers_at_random(void)
{
    const uint64_t seed = option_number("seed=", DEFAULT_SEED), started_ns = now_ns();
    const struct shared shared = {
        .board = MAKE_FRAME(),
        .server = server_new(),
        .meeting = MAKE_ENDPOINT(),
        .common = MAKE_NOTIFICATION(),
    };
    struct worker *spinner = worker_run(PRIORITY_SPINNER, spin, 0);
    uint64_t told_ns = started_ns;

    measure_entry();
    const uint64_t wanted = option_number("ops=", entry_ns < PARANOID_ENTRY_NS ? DEFAULT_OPERATIONS
                                                                       : PARANOID_OPERATIONS);
    canary_mark = dice_mix(seed, 0);
    for (unsigned i = 0; i < ATTACKERS; i++) {
        canary_new(i);
        attacker_new(&attackers[i], i, &shared);
    }
    guest_print("# seed %lu, %lu ns for a system call\n", (unsigned long)seed,
                (unsigned long)entry_ns);
    for (uint64_t round = 1; sum_of_tried() < wanted && !guest_failed(); round++) {
        const uint64_t left = wanted - sum_of_tried();

        round_run(round, seed, (left + ATTACKERS - 1) / ATTACKERS, spinner);
        if (now_ns() - told_ns > PROGRESS_NS) {
            told_ns = now_ns();
            dice_tell(sum_of_tried(), seed, started_ns);
        }
    }
    dice_tell(sum_of_tried(), seed, started_ns);
    tell_reach(wanted);
    for (unsigned i = 0; i < ATTACKERS; i++) {
        CHECK_OK(kozo_any_delete(attackers[i].originals[GIVEN_PORTS]));
        CHECK_OK(kozo_any_delete(attackers[i].originals[GIVEN_DEBUG]));
        CHECK_OK(kozo_any_delete(attackers[i].originals[GIVEN_PLATFORM]));
        CHECK_OK(kozo_any_delete(attackers[i].originals[GIVEN_DEVICE]));
    }
}

/* An operation on capabilities that is added to the IDL needs somebody who knows what it does. */
static void every_capability_operation_has_its_oracle(void)
{
    for (unsigned op = 0; op < KOZO_OP_LIMIT; op++) {
        const struct matrix_operation *operation = &matrix_operations[op];
        const struct matrix_check *type = operation->checks;

        if (operation->name == NULL || operation->message || !operation->self) {
            continue;
        }
        while (type->kind != MATRIX_NONE && (type->kind != MATRIX_TYPE || type->argument != 0)) {
            type++;
        }
        if (type->kind == MATRIX_NONE || type->limit == KOZO_OBJECT_CNODE ||
            type->limit == KOZO_OBJECT_UNTYPED) {
            guest_expect(effects[op].foretell != NULL || effects[op].apply != NULL ||
                             effects[op].meaning != NULL,
                         __FILE__, __LINE__, operation->name);
        }
    }
}

bool guest_main(void)
{
    static const struct test table[] = {
        {"every operation on capabilities has its oracle",
         every_capability_operation_has_its_oracle},
        {"every answer is as the oracle says, and everything comes back", attackers_at_random},
    };
    const struct test_group groups[] = {TEST_GROUP("chaos", table)};

    return guest_run(groups, 1);
}
