/* SPDX-License-Identifier: MIT */
/* fpu.c: x87, MMX and vector registers: each thread has its own, or none. */
#include "fault.h"
#include "messages.h"
#include "tests.h"

#include <kozo/text.h>

enum {
    NO_FPU = 7,
    INVALID_OPCODE = 6,
    CONTROL_INITIAL = 0x37f,
    CONTROL_OTHER = 0x27f,    /* double precision */
    MXCSR_INITIAL = 0x1f80,
    MXCSR_OTHER = 0x7fc0,     /* truncates, takes denormals as zero */
    TURNS = 20000,
};
#define MARK UINT64_C(0xf9f9000000000000)

/* Everything that a program can see of the FPU. */
struct seen {
    _Alignas(64) uint64_t legacy[64]; /* of FXSAVE: x87 and MMX, XMM, control words */
    uint64_t wide[16][4];             /* YMM */
    uint64_t widest[32][8];           /* ZMM */
    uint64_t masks[8];
};

/* More than a worker's stack holds; which room is in the low bits of the mark. */
enum { ROOMS = 8 };
static struct room {
    struct seen first, before, after;
    uint64_t marks[32 * 8 + 8];
} rooms[ROOMS];

static struct room *room_of(uint64_t mark)
{
    return &rooms[mark % ROOMS];
}

static volatile bool stop;

static bool has(unsigned components)
{
    uint32_t low, high, features;

    __asm__ volatile("cpuid" : "=c"(features), "=a"(low) : "a"(1), "c"(0) : "rbx", "rdx");
    if ((features & 1u << 27) == 0) { /* OSXSAVE */
        return false;
    }
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & components) == components;
}
#define AVX 0x6
#define AVX512 0xe6

#define EACH8(do, size) do(0, size) do(1, size) do(2, size) do(3, size) do(4, size) do(5, size)    \
    do(6, size) do(7, size)
#define EACH16(do, size)                                                                           \
    EACH8(do, size) do(8, size) do(9, size) do(10, size) do(11, size) do(12, size) do(13, size)    \
    do(14, size) do(15, size)
#define EACH32(do, size)                                                                           \
    EACH16(do, size) do(16, size) do(17, size) do(18, size) do(19, size) do(20, size)              \
    do(21, size) do(22, size) do(23, size) do(24, size) do(25, size) do(26, size) do(27, size)     \
    do(28, size) do(29, size) do(30, size) do(31, size)
#define LOAD_X87(i, size) "fldt " #i "*" #size "(%0)\n"
#define LOAD_MM(i, size) "movq " #i "*" #size "(%0), %%mm" #i "\n"
#define LOAD_XMM(i, size) "movups " #i "*" #size "(%0), %%xmm" #i "\n"
#define LOAD_YMM(i, size) "vmovups " #i "*" #size "(%0), %%ymm" #i "\n"
#define STORE_YMM(i, size) "vmovups %%ymm" #i ", " #i "*" #size "(%0)\n"
#define LOAD_ZMM(i, size) "vmovups " #i "*" #size "(%0), %%zmm" #i "\n"
#define STORE_ZMM(i, size) "vmovups %%zmm" #i ", " #i "*" #size "(%0)\n"
#define LOAD_MASK(i, size) "kmovw " #i "*" #size "(%0), %%k" #i "\n"
#define STORE_MASK(i, size) "kmovw %%k" #i ", " #i "*" #size "(%0)\n"

/* Marks into every register, by all the ways there are. */
static void put(uint64_t mark)
{
    uint64_t *marks = room_of(mark)->marks;
    const uint32_t mxcsr = MXCSR_OTHER;
    const uint16_t control = CONTROL_OTHER;

    for (unsigned i = 0; i < sizeof(rooms[0].marks) / sizeof(rooms[0].marks[0]); i++) {
        marks[i] = mark + i;
    }
    if ((mark & 1) == 0) {
        __asm__ volatile("fninit\n" EACH8(LOAD_X87, 16) : : "r"(marks) : "memory");
    } else {
        __asm__ volatile(EACH8(LOAD_MM, 8) : : "r"(marks) : "memory");
    }
    if (has(AVX512)) {
        __asm__ volatile(EACH32(LOAD_ZMM, 64) EACH8(LOAD_MASK, 8) : : "r"(marks) : "memory");
    } else if (has(AVX)) {
        __asm__ volatile(EACH16(LOAD_YMM, 32) : : "r"(marks) : "memory");
    } else {
        __asm__ volatile(EACH16(LOAD_XMM, 16) : : "r"(marks) : "memory");
    }
    __asm__ volatile("fldcw %0; ldmxcsr %1" : : "m"(control), "m"(mxcsr));
}

static void look(struct seen *seen)
{
    memset(seen, 0, sizeof(*seen));
    __asm__ volatile("fxsave64 (%0)" : : "r"(seen->legacy) : "memory");
    if (has(AVX)) {
        __asm__ volatile(EACH16(STORE_YMM, 32) : : "r"(seen->wide) : "memory");
    }
    if (has(AVX512)) {
        __asm__ volatile(EACH32(STORE_ZMM, 64) : : "r"(seen->widest) : "memory");
        __asm__ volatile(EACH8(STORE_MASK, 8) : : "r"(seen->masks) : "memory");
    }
}

static bool same(const struct seen *a, const struct seen *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

/* What a thread begins with; the upper half of word 3 is what the processor says of MXCSR. */
static bool is_initial(const struct seen *seen)
{
    static struct seen expected;

    memset(&expected, 0, sizeof(expected));
    expected.legacy[0] = CONTROL_INITIAL;
    expected.legacy[3] = MXCSR_INITIAL | (seen->legacy[3] & (UINT64_C(0xffffffff) << 32));
    return same(seen, &expected);
}

static bool has_marks(const struct seen *seen, uint64_t mark)
{
    const unsigned per_register = has(AVX512) ? 8 : 4;

    if ((uint16_t)seen->legacy[0] != CONTROL_OTHER || (uint32_t)seen->legacy[3] != MXCSR_OTHER) {
        return false;
    }
    for (unsigned i = 0; i < 16 && has(AVX); i++) {
        for (unsigned k = 0; k < 4; k++) {
            if (seen->wide[i][k] != mark + (uint64_t)i * per_register + k) {
                return false;
            }
        }
    }
    return seen->legacy[20] == mark; /* XMM0 */
}

static void give_fpu(kozo_thread_t thread, kozo_frame_t frame)
{
    const kozo_platform_t authority = {guest.info->platform};

    NEED(kozo_thread_bind_fpu(thread, frame, authority));
}

static struct worker *fpu_worker(kozo_priority_t priority)
{
    struct worker *worker = worker_new(priority);

    CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, priority, MILLISECOND_NS,
                                   MILLISECOND_NS));
    give_fpu(worker->thread, MAKE_FRAME());
    return worker;
}

/* Put marks, wait a while, find them. 0, or where it went wrong. */
static unsigned keep_once(uint64_t mark)
{
    struct room *room = room_of(mark);

    put(mark);
    look(&room->before);
    for (volatile unsigned i = 0; i < TURNS; i++) {
    }
    look(&room->after);
    return (has_marks(&room->before, mark) ? 0u : 1u) |
           (same(&room->before, &room->after) ? 0u : 2u);
}

static void keep(struct worker *self)
{
    struct seen *first = &room_of(self->argument)->first;

    look(first);
    self->error |= is_initial(first) ? 0u : 4u;
    do {
        self->error |= keep_once(self->argument);
        self->step++;
    } while (!stop);
}

static void begin_and_leave_marks(struct worker *self)
{
    struct seen *first = &room_of(self->argument)->first;

    look(first);
    self->error = is_initial(first) ? KOZO_OK : 1;
    self->message.words[0] = has(AVX512) ? 512 : has(AVX) ? 256 : 128;
    put(self->argument);
}

static void each_begins_with_nothing(void)
{
    const kozo_frame_t frame = MAKE_FRAME();

    for (unsigned i = 0; i < 6; i++) {
        struct worker *worker = worker_new(PRIORITY_WORKER);

        give_fpu(worker->thread, frame); /* the same memory again, with the last one's registers */
        worker->argument = MARK + i;
        worker_start(worker, begin_and_leave_marks);
        CHECK(worker->done);
        CHECK_EQUAL(worker->error, KOZO_OK);
        CHECK_OK(kozo_any_revoke(KOZO_ANY(frame)));
        if (i == 0) {
            guest_print("# vector registers of %lu bits\n",
                        (unsigned long)worker->message.words[0]);
        }
        worker_forget(worker);
    }
}

/* Preempted by each other, by threads that have none, and calling each other. */
static void each_keeps_its_own(void)
{
    struct worker *workers[3], *plain = worker_new(PRIORITY_LOW);

    stop = false;
    CHECK_OK(kozo_budget_configure(plain->budget, guest.authority, PRIORITY_LOW, MILLISECOND_NS,
                                   MILLISECOND_NS));
    for (unsigned i = 0; i < 3; i++) {
        workers[i] = fpu_worker(PRIORITY_LOW);
        workers[i]->argument = MARK * (i + 1) + i;
        worker_start(workers[i], keep);
    }
    worker_start(plain, keep_registers);
    rest_ns(60 * MILLISECOND_NS);
    stop = true;
    plain->argument = 1;
    for (unsigned i = 0; i < 3; i++) {
        CHECK(worker_finishes(workers[i]));
        CHECK(workers[i]->step > 1);
        CHECK_EQUAL(workers[i]->error, 0);
    }
    CHECK(worker_finishes(plain));
    CHECK_EQUAL(plain->error, 0);
}

/* Messages go through calls, the one as the client, the other as the server. */
static void serve_with_marks(struct worker *self)
{
    struct room *room = room_of(self->argument);
    struct kozo_message m = {.tag = PLAIN_TAG(1, 6)};

    put(self->argument);
    look(&room->before);
    self->error = kozo_endpoint_receive(self->endpoint, &m);
    while (self->error == KOZO_OK && !stop) {
        look(&room->after);
        self->error = same(&room->before, &room->after) ? KOZO_OK : 1;
        self->step++;
        self->error |= kozo_endpoint_reply_receive(self->endpoint, &m);
    }
}

static void call_marks(struct worker *self)
{
    struct room *room = room_of(self->argument);
    struct kozo_message m = {.tag = PLAIN_TAG(1, 6)};

    put(self->argument);
    look(&room->before);
    for (unsigned i = 0; i < 50; i++) {
        for (unsigned k = 0; k < KOZO_REGISTER_WORDS; k++) {
            m.words[k] = i + k;
        }
        self->error |= kozo_endpoint_call(self->endpoint, &m);
        for (unsigned k = 0; k < KOZO_REGISTER_WORDS; k++) {
            self->error |= m.words[k] != i + k;
        }
    }
    look(&room->after);
    self->error |= same(&room->before, &room->after) ? KOZO_OK : 1;
}

static void plain_client(struct worker *self)
{
    struct kozo_message m = {.tag = PLAIN_TAG(1, 6)};

    for (unsigned i = 0; i < 50; i++) {
        self->error |= kozo_endpoint_call(self->endpoint, &m);
    }
}

static void plain_server(struct worker *self)
{
    struct kozo_message m = {.tag = PLAIN_TAG(1, 6)};

    self->error = kozo_endpoint_receive(self->endpoint, &m);
    while (self->error == KOZO_OK) {
        self->error = kozo_endpoint_reply_receive(self->endpoint, &m);
    }
}

static void messages_leave_it_alone(void)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT(), other = MAKE_ENDPOINT();
    struct worker *server = fpu_worker(PRIORITY_WORKER), *clients[3], *plain;

    stop = false;
    server->endpoint = endpoint;
    server->argument = MARK + 2;
    worker_start(server, serve_with_marks);
    plain = worker_new(PRIORITY_WORKER);
    plain->endpoint = other;
    worker_start(plain, plain_server);
    for (unsigned i = 0; i < 3; i++) {
        clients[i] = i < 2 ? fpu_worker(PRIORITY_LOW) : worker_new(PRIORITY_LOW);
        clients[i]->endpoint = i == 1 ? other : endpoint;
        clients[i]->argument = MARK * 3 + 3 + i;
        worker_start(clients[i], i < 2 ? call_marks : plain_client);
    }
    for (unsigned i = 0; i < 3; i++) {
        CHECK(worker_finishes(clients[i]));
        CHECK_EQUAL(clients[i]->error, KOZO_OK);
    }
    CHECK_EQUAL(server->step, 100);
    CHECK_EQUAL(server->error, KOZO_OK);
}

/* In another address space; it leaves what it knows in the registers, spinning or waiting. */
static void secrets_entry(uint64_t waits)
{
    uint64_t bits;

    put(MARK + waits);
    space_shared()->values[0] = 1;
    if (waits != 0) {
        kozo_notification_wait((kozo_notification_t){space_shared()->handles[0]},
                               KOZO_DEADLINE_NEVER, &bits);
    }
    for (;;) {
    }
}

static void use_x87(struct worker *self)
{
    (void)self;
    __asm__ volatile("fld1");
}

static void use_sse(struct worker *self)
{
    (void)self;
    __asm__ volatile("movups %%xmm0, -64(%%rsp)" : : : "memory");
}

static void use_avx(struct worker *self)
{
    (void)self;
    __asm__ volatile("vmovups %%ymm0, -64(%%rsp)" : : : "memory");
}

static void another_program_finds_nothing(void)
{
    static void (*const bodies[])(struct worker *self) = {use_x87, use_sse, use_avx};

    for (uint64_t waits = 0; waits < 2; waits++) {
        struct space space;
        struct worker *worker;
        struct fault_record fault;

        space_new(&space, waits != 0 ? PRIORITY_WORKER : PRIORITY_LOW);
        give_fpu(space.thread, MAKE_FRAME());
        space_shared()->handles[0] =
            space_grant(&space, 1, KOZO_ANY(MAKE_NOTIFICATION()), ALL_RIGHTS, 0);
        space_start(&space, secrets_entry, waits);
        rest_ns(MILLISECOND_NS);
        CHECK_EQUAL(space_shared()->values[0], 1);
        worker = worker_new(PRIORITY_WORKER);
        give_fpu(worker->thread, MAKE_FRAME());
        worker_start(worker, begin_and_leave_marks);
        CHECK(worker->done);
        CHECK_EQUAL(worker->error, KOZO_OK);
        worker_forget(worker);
        rest_ns(MILLISECOND_NS);
        for (unsigned i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
            fault_provoke(bodies[i], 0, &fault);
            CHECK_EQUAL(fault.kind, FAULT_EXCEPTION);
            CHECK(fault.vector == NO_FPU || fault.vector == INVALID_OPCODE);
        }
        CHECK_OK(kozo_thread_suspend(space.thread));
        CHECK_OK(kozo_any_revoke(KOZO_ANY(guest.memory)));
        workers_reset();
        spaces_reset();
    }
}

/* The frame is mapped by root: what it holds is the thread's while that stands still. */
static void a_frame_full_of_rubbish(void)
{
    static const uint8_t rubbish[] = {0xff, 0x00, 0x5a, 0x80};
    const kozo_frame_t frame = MAKE_FRAME();
    struct worker *worker = worker_new(PRIORITY_LOW);

    CHECK_OK(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    stop = false;
    give_fpu(worker->thread, AS(frame, copy(KOZO_ANY(frame), ALL_RIGHTS)));
    worker->argument = MARK;
    worker_start(worker, keep);
    rest_ns(5 * MILLISECOND_NS);
    for (unsigned i = 0; i < sizeof(rubbish); i++) {
        memset((void *)SCRATCH, rubbish[i], 1 << KOZO_PAGE_BITS);
        rest_ns(5 * MILLISECOND_NS);
    }
    stop = true;
    CHECK(worker_finishes(worker));
    CHECK_EQUAL(worker->error & 4u, 0); /* it did lose what it had */
}

static void only_with_authority_and_before_it_runs(void)
{
    struct worker *worker = worker_new(PRIORITY_LOW);
    const kozo_platform_t all = {guest.info->platform},
                          none = AS(platform, copy((kozo_handle_t){guest.info->platform},
                                                   KOZO_PLATFORM_RIGHT_POWER));
    const kozo_frame_t frame = MAKE_FRAME();

    CHECK_EQUAL(kozo_thread_bind_fpu(worker->thread, frame, none), KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(kozo_thread_bind_fpu(worker->thread, frame, all));
    CHECK_EQUAL(kozo_thread_bind_fpu(worker->thread, frame, all), KOZO_ERR_BOUND_ALREADY);
    stop = false;
    worker_start(worker, keep);
    CHECK_EQUAL(kozo_thread_bind_fpu(worker->thread, frame, all), KOZO_ERR_BAD_STATE);
    CHECK_EQUAL(kozo_thread_bind_fpu(guest.thread, frame, all), KOZO_ERR_BAD_STATE);
    CHECK_OK(kozo_any_delete(KOZO_ANY(none)));
}

static kozo_frame_t own_frame;

static void revoke_own_frame(struct worker *self)
{
    put(MARK);
    self->error = kozo_any_revoke(KOZO_ANY(own_frame));
    self->step = 1;
    __asm__ volatile("movups %xmm0, -64(%rsp)");
    self->step = 2;
}

/* By itself, with the FPU in use, or by somebody else. */
static void without_frame_there_is_no_fpu(void)
{
    for (unsigned i = 0; i < 2; i++) {
        const kozo_endpoint_t handler = MAKE_ENDPOINT();
        struct worker *worker = fault_worker(handler, 1);
        struct fault_record fault;

        own_frame = MAKE_FRAME();
        stop = false;
        give_fpu(worker->thread, own_frame);
        CHECK_OK(kozo_budget_configure(worker->budget, guest.authority, PRIORITY_LOW,
                                       MILLISECOND_NS, MILLISECOND_NS));
        worker_start(worker, i == 0 ? revoke_own_frame : keep);
        if (i != 0) {
            rest_ns(3 * MILLISECOND_NS);
            CHECK(worker->step != 0);
            CHECK_OK(kozo_any_revoke(KOZO_ANY(own_frame)));
        }
        CHECK_OK(fault_receive(handler, &fault));
        CHECK_EQUAL(fault.kind, FAULT_EXCEPTION);
        CHECK(fault.vector == NO_FPU || fault.vector == INVALID_OPCODE);
        CHECK(i != 0 || worker->step == 1);
        CHECK_EQUAL(worker->error, KOZO_OK);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
        worker_forget(worker);
    }
    each_begins_with_nothing();
}

static const struct test table[] = {
    {"each thread begins with nothing", each_begins_with_nothing},
    {"each keeps its own", each_keeps_its_own},
    {"messages leave it alone", messages_leave_it_alone},
    {"another program finds nothing", another_program_finds_nothing},
    {"a frame full of rubbish", a_frame_full_of_rubbish},
    {"only with authority, and before it runs", only_with_authority_and_before_it_runs},
    {"without frame there is no FPU", without_frame_there_is_no_fpu},
};
TESTS(fpu_tests, "fpu", table);
