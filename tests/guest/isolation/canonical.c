/* SPDX-License-Identifier: MIT */
/* canonical.c: instruction and stack pointers at and beyond the edge of what is an address. SYSRET
 * and IRETQ fault in the kernel, with the user's stack, if they are given an instruction pointer
 * that is not canonical. */
#include "attack.h"
#include "tests.h"

#include <kozo/text.h>

#define LAST_PAGE (KOZO_USER_TOP - PAGE)
#define HOLE UINT64_C(0x0000800000000000) /* the first address that is not canonical */
#define ODD UINT64_C(0x8000000000000000)

/* Code at the end of the last page that can be mapped. */
static const uint8_t *code_at_the_end(kozo_frame_t frame, const uint8_t *code, unsigned size)
{
    NEED(map_here(frame, SCRATCH, KOZO_MAP_FLAGS_WRITE));
    memcpy((uint8_t *)SCRATCH + PAGE - size, code, size);
    NEED(kozo_frame_unmap(frame));
    NEED(map_here(frame, LAST_PAGE, KOZO_MAP_FLAGS_EXECUTE));
    return (const uint8_t *)(KOZO_USER_TOP - size);
}

static void run_off(const uint8_t *code, bool stops_first)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 1);
    struct fault_record record;

    attack_start(worker, code, 0);
    CHECK_OK(fault_receive(handler, &record));
    if (stops_first) {
        expect_exception(&record, "at the end", KOZO_USER_TOP, BREAKPOINT, 0);
        CHECK_EQUAL(record.ip, KOZO_USER_TOP);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
        CHECK_OK(fault_receive(handler, &record));
    }
    for (unsigned i = 0; i < 3; i++) {
        expect_page_fault(&record, "off the end", KOZO_USER_TOP, PAGE_USER | PAGE_FETCH);
        CHECK_EQUAL(record.ip, KOZO_USER_TOP);
        CHECK_EQUAL(record.sp, worker->stack_top);
        CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME)); /* it faults there again */
        CHECK_OK(fault_receive(handler, &record));
    }
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    worker_forget(worker);
}

/* By way of the kernel or not: fetching at the edge is the fault. */
static void running_off_the_end(void)
{
    static const struct {
        uint8_t code[2], size;
        bool stops_first;
    } cases[] = {
        {{0x90}, 1, false},       /* nop */
        {{0x0f, 0x05}, 2, false}, /* syscall */
        {{0x0f, 0x31}, 2, false}, /* rdtsc */
        {{0xeb, 0x00}, 2, false}, /* jmp to the next instruction */
        {{0xcc}, 1, true},        /* int3, resumed behind it */
        {{0xcd, 0x03}, 2, true},  /* int 3, likewise */
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const kozo_frame_t frame = MAKE_FRAME();

        run_off(code_at_the_end(frame, cases[i].code, cases[i].size), cases[i].stops_first);
        CHECK_OK(kozo_any_delete(KOZO_ANY(frame)));
    }
}

/* rdi: an address that is not canonical. Where it goes: QEMU notices only there. */
#define JUMPS(X)                                                                                   \
    X(odd_jump, "", "jmp *%rdi", PROTECTION, 0)                                                    \
    X(odd_call, "", "call *%rdi", PROTECTION, 0)                                                   \
    X(odd_return, "push %rdi", "ret", PROTECTION, 0, .below = 8)
#define ODD_ACCESSES(X)                                                                            \
    X(odd_load, "", "mov (%rdi), %rax", PROTECTION, 0)                                             \
    X(odd_store, "", "mov %rax, (%rdi)", PROTECTION, 0)                                            \
    X(odd_push, "mov %rdi, %rsp", "push %rax", STACK, PROTECTION, .sp_moved = true)                \
    X(odd_pop, "mov %rdi, %rsp", "pop %rax", STACK, PROTECTION, .sp_moved = true)                  \
    X(odd_break, "mov %rdi, %rsp", "int3", BREAKPOINT, 0, .sp_moved = true)                        \
    X(odd_undefined, "mov %rdi, %rsp", "ud2", INVALID_OPCODE, 0, .sp_moved = true)                 \
    X(odd_system_call, "mov %rdi, %rsp; mov $-1, %eax", "syscall", 0, 0, .passes = true,           \
      .sp_moved = true)
ODD_ACCESSES(ATTACK_CODE)
JUMPS(ATTACK_CODE)

static const uint64_t odd[] = {HOLE + 8, HOLE + PAGE, ODD, UINT64_C(0xffff7ffffffffff0)};

static void pointers_that_are_no_addresses(void)
{
    for (unsigned i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        ATTACKS_RUN(ODD_ACCESSES, odd[i]);
    }
}

/* The processor of the manuals faults at the jump, QEMU's at its target, which it then names. A
 * thread that is resumed there gets no farther than the edge of what it may map. */
static void jumps_to_what_is_no_address(void)
{
    static const struct attack jumps[] = {JUMPS(ATTACK_ENTRY)};
    const kozo_endpoint_t handler = MAKE_ENDPOINT();

    for (unsigned i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        for (unsigned k = 0; k < sizeof(jumps) / sizeof(jumps[0]); k++) {
            struct worker *worker = fault_worker(handler, 1);
            struct fault_record record;

            attack_start(worker, jumps[k].start, odd[i]);
            CHECK_OK(fault_receive(handler, &record));
            expect_exception(&record, jumps[k].name, odd[i], PROTECTION, 0);
            const bool at_target = record.ip == odd[i];
            CHECK(at_target || record.ip == (uint64_t)jumps[k].at);
            for (unsigned again = 0; again < 3; again++) {
                CHECK_OK(fault_answer(KOZO_FAULT_ACTION_RESUME));
                CHECK_OK(fault_receive(handler, &record));
                CHECK_EQUAL(record.ip, at_target ? KOZO_USER_TOP : (uint64_t)jumps[k].at);
            }
            CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
            worker_forget(worker);
        }
    }
}

/* A thread is started nowhere else than at an address that a program may map. */
static void threads_start_at_addresses(void)
{
    const kozo_thread_t thread = worker_new(PRIORITY_LOW)->thread;
    const vaddr_t good = {SCRATCH};

    for (unsigned i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        const kozo_status_t ip = kozo_thread_start_status(thread, (vaddr_t){odd[i]}, good, 0);
        const kozo_status_t sp = kozo_thread_start_status(thread, good, (vaddr_t){odd[i]}, 0);

        CHECK_EQUAL(kozo_status_code(ip), KOZO_ERR_RANGE);
        CHECK_EQUAL(kozo_status_argument(ip), 1);
        CHECK_EQUAL(kozo_status_code(sp), KOZO_ERR_RANGE);
        CHECK_EQUAL(kozo_status_argument(sp), 2);
    }
    CHECK_OK(kozo_thread_start(thread, (vaddr_t){KOZO_USER_TOP - 1}, (vaddr_t){KOZO_USER_TOP - 1},
                               0));
}

/* Refused by the instruction itself, so that the kernel never has to load one; QEMU takes them. */
#define BASES(X)                                                                                   \
    X(fs_base, "mov $-1, %eax", "wrfsbase %rdi; syscall", PROTECTION, 0, .or_passes = true)        \
    X(gs_base, "mov $-1, %eax", "wrgsbase %rdi; syscall", PROTECTION, 0, .or_passes = true)
BASES(ATTACK_CODE)

static void segment_bases(void)
{
    ATTACKS_RUN(BASES, HOLE);
    ATTACKS_RUN(BASES, ODD);
}

static const struct test table[] = {
    {"running off the end", running_off_the_end},
    {"pointers that are no addresses", pointers_that_are_no_addresses},
    {"jumps to what is no address", jumps_to_what_is_no_address},
    {"threads start at addresses", threads_start_at_addresses},
    {"segment bases", segment_bases},
};
TESTS(canonical_tests, "canonical", table);
