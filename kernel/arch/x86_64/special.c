/* SPDX-License-Identifier: MIT */
/* special.c: what this CPU is set up for besides running code: where system calls go, and the FPU.
 *
 * The FPU is on only while a thread runs that has it. Its registers are saved and loaded, or made
 * those of nobody, before any other thread runs: what a processor guesses on its own cannot reach
 * them (CVE-2018-3665), and threads without FPU pay nothing.
 *
 * A thread's frame is mapped in programs, too. What they may have done to it is put right before it
 * is loaded, so that loading never faults. Components are those of the XSAVE standard format, which
 * without XSAVE is that of FXSAVE: Intel SDM volume 1, section 13.4 and table 10-2. */
#include <kozo/arch.h>

#include <arch/memory.h>
#include <kozo/cpu.h>
#include <kozo/string.h>
#include <x86/cpu.h>
#include <x86/fpu.h>
#include <x86/instructions.h>
#include <x86/machine.h>
#include <x86/traps.h>

/* All of x87, SSE, AVX and AVX-512: SDM volume 1, section 13.1. */
#define FPU_COMPONENTS UINT64_C(0xe7)
/* All of them fit into a page: SDM volume 1, section 13.4.3; SDM volume 2, CPUID, leaf 0xd. */
#define FPU_COMPONENTS_BYTES 2696

/* Bits 16 and above are reserved; every processor with FSGSBASE has denormals-are-zeros, the one
 * bit below that was not always there. SDM volume 1, section 10.2.3. */
#define MXCSR_DEFINED 0xffffu

struct fpu_area {
    uint16_t control;
    uint16_t others[11];
    uint32_t mxcsr;
    uint32_t mxcsr_mask;
    uint8_t registers[480];
    uint64_t present; /* components that are not in their initial state */
    uint64_t compact, reserved; /* 0: the standard format */
    uint64_t unused[5];
} __attribute__((aligned(64)));
_Static_assert(offsetof(struct fpu_area, mxcsr) == 24, "MXCSR");
_Static_assert(offsetof(struct fpu_area, present) == 512 && sizeof(struct fpu_area) == 576,
               "the header of XSAVE");
_Static_assert(FPU_COMPONENTS_BYTES <= PAGE_SIZE, "a page holds all");

/* All exceptions masked, all registers 0: SDM volume 3, table 9-1; the precision is that of C. */
static const struct fpu_area fpu_initial = {.control = 0x37f, .mxcsr = 0x1f80};

BOOT_ONLY void x86_fpu_init(void)
{
    machine.fpu_cr4 = CPU_CR4_FPU;
    if ((x86_cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE) != 0) {
        machine.fpu_cr4 |= CR4_OSXSAVE;
        machine.fpu_components = x86_cpuid(0xd, 0).eax & FPU_COMPONENTS;
        x86_write_cr4(machine.fpu_cr4);
        x86_xsetbv(0, machine.fpu_components);
        x86_write_cr4(CPU_CR4);
    }
}

static void fpu_switch_on(void)
{
    x86_write_cr0(CPU_CR0_FPU);
    x86_write_cr4(machine.fpu_cr4);
}

static void fpu_load(const struct fpu_area *area)
{
    if (likely(machine.fpu_components != 0)) {
        __asm__ volatile("xrstor64 %0"
                         :
                         : "m"(*area), "a"((uint32_t)machine.fpu_components), "d"(0)
                         : "memory");
    } else {
        __asm__ volatile("fxrstor64 %0" : : "m"(*area) : "memory");
    }
}

static void fpu_save(struct fpu_area *area)
{
    if (likely(machine.fpu_components != 0)) {
        __asm__ volatile("xsave64 %0"
                         : "+m"(*area)
                         : "a"((uint32_t)machine.fpu_components), "d"(0)
                         : "memory");
    } else {
        __asm__ volatile("fxsave64 %0" : "=m"(*area) : : "memory");
    }
}

static struct fpu_area *fpu_area(const struct thread *thread)
{
    return cap_object(&thread->bindings[THREAD_FPU]);
}

/* The FPU, which is on, holds nobody's registers; then it is off. */
static void fpu_forget(void)
{
    fpu_load(&fpu_initial);
    x86_write_cr4(CPU_CR4);
    x86_write_cr0(CPU_CR0);
}

static void fpu_resume(struct fpu_area *area)
{
    area->mxcsr &= MXCSR_DEFINED;
    area->present &= machine.fpu_components;
    area->compact = 0;
    area->reserved = 0;
    fpu_load(area);
}

void x86_fpu_exchange(const struct thread *from, const struct thread *to)
{
    fpu_save(fpu_area(from));
    fpu_resume(fpu_area(to));
}

static void special_set(uint8_t special)
{
    struct arch_cpu *cpu = this_arch_cpu();

    cpu->special = special;
    x86_wrmsr(MSR_LSTAR, special == 0             ? cpu->syscall_entry
                         : special != SPECIAL_FPU ? (uint64_t)x86_syscall_entry_watched
                         : cpu->syscall_entry == (uint64_t)x86_syscall_entry
                             ? (uint64_t)x86_syscall_entry_fpu
                             : (uint64_t)x86_syscall_entry_general);
}

BOOT_ONLY static void special_set_entry(const uint8_t *entry)
{
    this_arch_cpu()->syscall_entry = (uint64_t)entry;
    special_set(this_arch_cpu()->special);
}

BOOT_ONLY void arch_general_entry(void)
{
    special_set_entry(x86_syscall_entry_general);
}

BOOT_ONLY void arch_locked_entry(void)
{
    special_set_entry(x86_syscall_entry_locked);
}

struct thread *x86_change_special(struct thread *to)
{
    const struct arch_cpu *cpu = this_arch_cpu();

    if ((cpu->special & SPECIAL_FPU) != 0) {
        fpu_save(fpu_area(cpu->bases_owner));
    } else if ((to->special & SPECIAL_FPU) != 0) {
        fpu_switch_on();
    }
    if ((to->special & SPECIAL_FPU) != 0) {
        fpu_resume(fpu_area(to));
    } else if ((cpu->special & SPECIAL_FPU) != 0) {
        fpu_forget();
    }
    special_set(to->special);
    return to;
}

void arch_fpu_begin(void *page)
{
    memcpy(page, &fpu_initial, sizeof(fpu_initial)); /* no component behind it is present */
}

void arch_fpu_lost(struct thread *thread)
{
    const struct arch_cpu *cpu = this_arch_cpu();

    if (cpu->bases_owner == thread && (cpu->special & SPECIAL_FPU) != 0) {
        fpu_forget();
        special_set(thread->special);
    }
}
