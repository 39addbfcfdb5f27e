/* SPDX-License-Identifier: MIT */
/* exceptions.c: what the processor refuses becomes a fault of the thread, with the right vector.
 * See: Intel SDM volume 3, table 6-1. */
#include "fault.h"
#include "tests.h"

enum vector {
    DIVIDE = 0,
    DEBUG = 1,
    BREAKPOINT = 3,
    INVALID_OPCODE = 6,
    NO_FPU = 7,
    STACK = 12,
    PROTECTION = 13,
};

#define BODY(name, ...)                                                                            \
    static void name(struct worker *self)                                                          \
    {                                                                                              \
        (void)self;                                                                                \
        __asm__ volatile(__VA_ARGS__);                                                             \
    }

BODY(divide, "divl %0" : : "r"(0), "a"(1), "d"(0))
BODY(int3, "int3")
BODY(int1, ".byte 0xf1")
BODY(undefined, "ud2")
BODY(halt, "hlt")
BODY(clear_interrupts, "cli")
BODY(read_cr3, "movq %%cr3, %%rax" : : : "rax")
BODY(write_cr4, "movq %0, %%cr4" : : "r"(0UL))
BODY(read_msr, "rdmsr" : : "c"(0xc0000082) : "rax", "rdx")
BODY(write_msr, "wrmsr" : : "c"(0xc0000082), "a"(0), "d"(0))
BODY(port_in, "inb $0x64, %%al" : : : "rax")
BODY(port_out, "outb %%al, $0x64" : : "a"(0xfe))
BODY(interrupt_128, "int $0x80")
BODY(interrupt_32, "int $0x20")
BODY(interrupt_14, "int $14")
BODY(swap_gs, "swapgs")
BODY(load_gdt, "lgdt (%%rsp)" : : : "memory")
BODY(store_gdt, "sgdt -128(%%rsp)" : : : "memory")
BODY(store_idt, "sidt -128(%%rsp)" : : : "memory")
BODY(store_tr, "str %%rax" : : : "rax")
BODY(load_ds, "movw %w0, %%ds" : : "r"(0x10))
BODY(sysret, "sysretq")
BODY(noncanonical_read, "movq (%0), %%rax" : : "r"(UINT64_C(0x8000000000000000)) : "rax")
BODY(noncanonical_jump, "jmp *%0" : : "r"(UINT64_C(0x8000000000000000)))
BODY(noncanonical_stack, "movq %0, %%rsp; pushq %%rax" : : "r"(UINT64_C(0x8000000000000000)))
BODY(x87, "fld1")
BODY(sse, "xorps %%xmm0, %%xmm0" : :)
BODY(avx, "vxorps %%ymm0, %%ymm0, %%ymm0" : :)
BODY(fxsave, "fxsave (%%rsp)" : : : "memory")
BODY(mmx, "pxor %%mm0, %%mm0" : :)
BODY(xsave, "xgetbv" : : "c"(0) : "rax", "rdx")

static void each_exception_is_a_fault(void)
{
    static const struct {
        void (*body)(struct worker *self);
        uint8_t vector, or_vector; /* the second is what QEMU 7.2 makes of it */
        const char *name;
    } cases[] = {
        {divide, DIVIDE, DIVIDE, "divide"},
        {int3, BREAKPOINT, BREAKPOINT, "int3"},
        {int1, DEBUG, INVALID_OPCODE, "int1"},
        {undefined, INVALID_OPCODE, INVALID_OPCODE, "ud2"},
        {halt, PROTECTION, PROTECTION, "hlt"},
        {clear_interrupts, PROTECTION, PROTECTION, "cli"},
        {read_cr3, PROTECTION, PROTECTION, "mov cr3"},
        {write_cr4, PROTECTION, PROTECTION, "mov to cr4"},
        {read_msr, PROTECTION, PROTECTION, "rdmsr"},
        {write_msr, PROTECTION, PROTECTION, "wrmsr"},
        {port_in, PROTECTION, PROTECTION, "in"},
        {port_out, PROTECTION, PROTECTION, "out"},
        {interrupt_128, PROTECTION, PROTECTION, "int 0x80"},
        {interrupt_32, PROTECTION, PROTECTION, "int 0x20"},
        {interrupt_14, PROTECTION, PROTECTION, "int 14"},
        {swap_gs, PROTECTION, PROTECTION, "swapgs"},
        {load_gdt, PROTECTION, PROTECTION, "lgdt"},
        {store_gdt, PROTECTION, PROTECTION, "sgdt"},
        {store_idt, PROTECTION, PROTECTION, "sidt"},
        {store_tr, PROTECTION, PROTECTION, "str"},
        {load_ds, PROTECTION, PROTECTION, "mov to ds"},
        {sysret, PROTECTION, INVALID_OPCODE, "sysret"},
        {noncanonical_read, PROTECTION, PROTECTION, "non-canonical read"},
        {noncanonical_jump, PROTECTION, PROTECTION, "non-canonical jump"},
        {noncanonical_stack, STACK, PROTECTION, "non-canonical stack"},
    };

    for (unsigned i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fault_record fault;

        fault_provoke(cases[i].body, 0, &fault);
        if (fault.kind != FAULT_EXCEPTION ||
            (fault.vector != cases[i].vector && fault.vector != cases[i].or_vector)) {
            guest_print("# %s: kind %u vector %lu\n", cases[i].name, fault.kind,
                        (unsigned long)fault.vector);
        }
        CHECK_EQUAL(fault.kind, FAULT_EXCEPTION);
        CHECK(fault.vector == cases[i].vector || fault.vector == cases[i].or_vector);
    }
}

static void the_fpu_is_off(void)
{
    static void (*const bodies[])(struct worker *self) = {x87, sse, avx, fxsave, mmx, xsave};

    for (unsigned i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        struct fault_record fault;

        fault_provoke(bodies[i], 0, &fault);
        CHECK_EQUAL(fault.kind, FAULT_EXCEPTION);
        CHECK(fault.vector == NO_FPU || fault.vector == INVALID_OPCODE);
    }
}

static void recurse(struct worker *self)
{
    volatile char large[512];

    large[0] = (char)self->argument;
    if (++self->argument != 0) {
        recurse(self);
    }
    large[1] = large[0];
}

static void a_stack_overflow_is_a_page_fault(void)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 5);
    struct fault_record fault;

    CHECK_OK(map_here(MAKE_FRAME(), SCRATCH + 0x1000, KOZO_MAP_FLAGS_WRITE));
    worker->stack_top = SCRATCH + 0x2000 - sizeof(uint64_t);
    worker_start(worker, recurse);
    CHECK_OK(fault_receive(handler, &fault));
    CHECK_EQUAL(fault.kind, FAULT_PAGE);
    CHECK(fault.address >= SCRATCH && fault.address < SCRATCH + 0x1000);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
}

static void spin(struct worker *self)
{
    for (;;) {
        *(volatile uint64_t *)&self->argument += 1;
    }
}

static void bad_stack_spin(struct worker *self)
{
    (void)self;
    __asm__ volatile("movq %0, %%rsp; 1: jmp 1b" : : "r"(UINT64_C(0xffffffff80000000)));
}

static void an_endless_loop_is_preempted(void)
{
    struct worker *loop = worker_run(PRIORITY_LOW, spin, 0);
    struct worker *strange = worker_run(PRIORITY_LOW, bad_stack_spin, 0);

    rest_ns(30 * MILLISECOND_NS);
    CHECK(loop->argument != 0);
    CHECK_EQUAL(worker_state(strange), KOZO_THREAD_STATE_READY);
    CHECK_OK(kozo_thread_suspend(strange->thread));
}

static const struct test table[] = {
    {"each exception is a fault with its vector", each_exception_is_a_fault},
    {"the FPU is off", the_fpu_is_off},
    {"a stack overflow is a page fault", a_stack_overflow_is_a_page_fault},
    {"an endless loop is preempted, whatever its stack", an_endless_loop_is_preempted},
};
TESTS(exception_tests, "exceptions", table);
