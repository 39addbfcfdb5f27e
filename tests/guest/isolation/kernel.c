/* SPDX-License-Identifier: MIT */
/* kernel.c: the kernel's half of the address space, by every kind of access and as an argument. */
#include "attack.h"
#include "tests.h"

/* rdi: an address in the kernel's half; the fault names it, or 8 bytes below where it pushes. */
#define PAGE_FAULT 0, 0, .page_fault = true
#define LOCKED_FAULT PAGE_FAULT, .code = PAGE_USER | PAGE_WRITE, .or_code = PAGE_USER
#define ACCESSES(X)                                                                                \
    X(load, "", "mov (%rdi), %rax", PAGE_FAULT, .code = PAGE_USER)                                 \
    X(store, "", "mov %rax, (%rdi)", PAGE_FAULT, .code = PAGE_USER | PAGE_WRITE)                   \
    X(exchange, "", "xchg %rax, (%rdi)", LOCKED_FAULT)                                             \
    X(locked, "", "lock incl (%rdi)", LOCKED_FAULT)                                                \
    X(compare, "", "cmpb $0, (%rdi)", PAGE_FAULT, .code = PAGE_USER)                               \
    X(string, "mov %rdi, %rsi; mov $1, %ecx", "rep lodsb", PAGE_FAULT, .code = PAGE_USER)          \
    X(string_store, "mov $1, %ecx", "rep stosb", PAGE_FAULT, .code = PAGE_USER | PAGE_WRITE)       \
    X(by_fs, "wrfsbase %rdi", "mov %fs:0, %rax", PAGE_FAULT, .code = PAGE_USER)                    \
    X(by_gs, "wrgsbase %rdi", "mov %gs:0, %rax", PAGE_FAULT, .code = PAGE_USER)                    \
    X(store_by_gs, "wrgsbase %rdi", "mov %rax, %gs:0", PAGE_FAULT, .code = PAGE_USER | PAGE_WRITE) \
    X(jump_through, "", "jmp *(%rdi)", PAGE_FAULT, .code = PAGE_USER)                              \
    X(far_jump_through, "", "rex64 ljmp *(%rdi)", PAGE_FAULT, .code = PAGE_USER)                   \
    X(pop_stack, "mov %rdi, %rsp", "pop %rax", PAGE_FAULT, .code = PAGE_USER, .sp_moved = true)    \
    X(return_stack, "mov %rdi, %rsp", "ret", PAGE_FAULT, .code = PAGE_USER, .sp_moved = true)      \
    X(leave_stack, "mov %rdi, %rbp", "leave", PAGE_FAULT, .code = PAGE_USER)                       \
    X(prefetch, "", "prefetcht0 (%rdi)", 0, 0, .passes = true)                                     \
    X(prefetch_write, "", "prefetchw (%rdi)", 0, 0, .passes = true)                                \
    X(time_stamp, "", "rdtsc", 0, 0, .passes = true)                                               \
    X(identification, "xor %eax, %eax", "cpuid", 0, 0, .passes = true)

/* The stack is the kernel's, and the processor or the kernel is made to use "it". */
#define STACKS(X)                                                                                  \
    X(break_there, "mov %rdi, %rsp", "int3", BREAKPOINT, 0, .sp_moved = true)                      \
    X(undefined_there, "mov %rdi, %rsp", "ud2", INVALID_OPCODE, 0, .sp_moved = true)               \
    X(halt_there, "mov %rdi, %rsp", "hlt", PROTECTION, 0, .sp_moved = true)                        \
    X(call_there, "mov %rdi, %rsp; mov $-1, %eax", "syscall", 0, 0, .passes = true,                \
      .sp_moved = true)                                                                            \
    X(call_by_gs, "wrgsbase %rdi; mov $-1, %eax", "syscall", 0, 0, .passes = true)                 \
    X(break_by_gs, "wrgsbase %rdi", "int3", BREAKPOINT, 0)

ACCESSES(ATTACK_CODE)
STACKS(ATTACK_CODE)

static const uint64_t addresses[] = {
    KOZO_USER_TOP,
    UINT64_C(0x7ffffffffff8),
    PHYSMAP,
    PHYSMAP + 0x1000,
    PHYSMAP + (UINT64_C(1) << 20),
    PHYSMAP + (UINT64_C(1) << 38),
    UINT64_C(0xffffc00000000000),
    KERNEL_IMAGE,
    KERNEL_IMAGE + (UINT64_C(1) << 20),
    KERNEL_IMAGE + (UINT64_C(1) << 21),
    UINT64_C(0xfffffffffffff000),
    UINT64_C(0xfffffffffffffff8),
};
enum { ADDRESSES = sizeof(addresses) / sizeof(addresses[0]) };

static void accesses_of_every_kind(void)
{
    for (unsigned i = 0; i < ADDRESSES; i++) {
        ATTACKS_RUN(ACCESSES, addresses[i]);
    }
}

static void stacks_and_bases_in_the_kernel(void)
{
    for (unsigned i = 0; i < ADDRESSES; i++) {
        ATTACKS_RUN(STACKS, addresses[i]);
    }
}

static void try_page(uint64_t address)
{
    struct fault_record record;

    SWEEP(address, &record, 0x48, 0x8b, 0x02); /* mov (%rdx), %rax */
    record.code &= ~(uint64_t)PAGE_PRESENT;
    expect_page_fault(&record, "read", address, PAGE_USER);
    SWEEP(address, &record, 0x48, 0x89, 0x02); /* mov %rax, (%rdx) */
    record.code &= ~(uint64_t)PAGE_PRESENT;
    expect_page_fault(&record, "write", address, PAGE_USER | PAGE_WRITE);
    CHECK_EQUAL(record.ip, 0);
}

/* Text, constants, descriptor tables, per-CPU data and stacks are somewhere in the image; page
 * tables, objects and other programs' memory are in the physmap. */
static void every_page_of_the_image(void)
{
    const uint64_t bytes = UINT64_C(1) << effort(30, 23, 23);
    const uint64_t step = PAGE * effort(1, 1, 16);

    sweep_begin();
    for (uint64_t offset = 0; offset < bytes; offset += step) {
        try_page(KERNEL_IMAGE + offset);
    }
    for (unsigned bit = 12; bit < 47; bit++) {
        try_page(PHYSMAP + (UINT64_C(1) << bit));
        try_page(PHYSMAP + (UINT64_C(1) << bit) - sizeof(uint64_t));
    }
    for (uint64_t at = 0; at < guest.info->memory_size; at += effort(1, 251, 4099) * PAGE) {
        try_page(PHYSMAP + at);
    }
    sweep_end();
}

static void nothing_there_is_executed(void)
{
    for (unsigned i = 0; i < ADDRESSES; i++) {
        struct fault_record record;

        fault_provoke(fault_fetch, addresses[i], &record);
        CHECK_EQUAL(record.ip, addresses[i]);
        record.code &= ~(uint64_t)PAGE_PRESENT;
        expect_page_fault(&record, "fetch", addresses[i], PAGE_USER | PAGE_FETCH);
    }
}

/* Every argument of every operation that is an address. */
static void addresses_as_arguments(void)
{
    const kozo_thread_t thread = worker_new(PRIORITY_LOW)->thread;
    const kozo_frame_t frame = MAKE_FRAME();
    const kozo_page_table_t page_table = MAKE_TABLE();
    const vaddr_t good = {SCRATCH};

    for (unsigned i = 0; i < ADDRESSES; i++) {
        const vaddr_t bad = {addresses[i] & ~(PAGE - 1)};
        uint64_t level;
        const struct {
            kozo_status_t status;
            unsigned argument;
        } tries[] = {
            {kozo_thread_start_status(thread, bad, good, 0), 1},
            {kozo_thread_start_status(thread, good, bad, 0), 2},
            {kozo_aspace_map_status(guest.aspace, frame, bad, KOZO_MAP_FLAGS_WRITE), 2},
            {kozo_aspace_map_table_status(guest.aspace, page_table, bad, &level), 2},
        };

        for (unsigned k = 0; k < sizeof(tries) / sizeof(tries[0]); k++) {
            CHECK_EQUAL(kozo_status_code(tries[k].status), KOZO_ERR_RANGE);
            CHECK_EQUAL(kozo_status_argument(tries[k].status), tries[k].argument);
        }
    }
    CHECK_EQUAL(kozo_frame_unmap(frame), KOZO_ERR_NOT_MAPPED);
    CHECK_EQUAL(kozo_thread_suspend(thread), KOZO_ERR_BAD_STATE); /* it has not been started */
}

static const struct test table[] = {
    {"accesses of every kind", accesses_of_every_kind},
    {"stacks and bases in the kernel", stacks_and_bases_in_the_kernel},
    {"every page of the image", every_page_of_the_image},
    {"nothing there is executed", nothing_there_is_executed},
    {"addresses as arguments", addresses_as_arguments},
};
TESTS(kernel_tests, "kernel", table);
