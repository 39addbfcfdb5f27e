/* SPDX-License-Identifier: MIT */
/* cpu.c: segments, control registers and system call registers of one processor. */
#include <x86/cpu.h>

#include <arch/memory.h>
#include <kozo/arch.h>
#include <kozo/debug.h>
#include <x86/fpu.h>
#include <x86/instructions.h>
#include <x86/machine.h>
#include <x86/stacks.h>
#include <x86/traps.h>

struct cpu_stacks x86_stacks[KOZO_CPUS];

/* Segment descriptors of 64-bit mode: present, type; code is long, base and limit are ignored.
 * Source: SDM volume 3, sections 3.4.5 and 5.2.1. */
enum {
    SEGMENT_DATA = 0x92,       /* present, writable */
    SEGMENT_CODE = 0x9a,       /* present, readable */
    SEGMENT_USER = 0x60,       /* privilege level 3 */
    SEGMENT_TSS = 0x89,        /* present, 64-bit, available */
    SEGMENT_LONG = 0x20,       /* in the flags byte: 64-bit code */
    SEGMENT_ACCESS_SHIFT = 40, /* the bytes above, within a descriptor */
    SEGMENT_FLAGS_SHIFT = 48,
};

BOOT_ONLY static uint64_t cpu_segment(uint8_t access, uint8_t flags)
{
    return (uint64_t)access << SEGMENT_ACCESS_SHIFT | (uint64_t)flags << SEGMENT_FLAGS_SHIFT;
}

BOOT_ONLY static void cpu_require(bool present, const char *feature)
{
    if (!present) {
        panic("this processor lacks %s", feature);
    }
}

BOOT_ONLY void x86_cpu_check(void)
{
    struct cpuid leaf1 = x86_cpuid(1, 0);
    struct cpuid leaf7 = {0, 0, 0, 0};
    struct cpuid extended = x86_cpuid(0x80000001, 0);

    if (x86_cpuid(0, 0).eax >= 7) {
        leaf7 = x86_cpuid(7, 0);
    }
    cpu_require(leaf1.edx & CPUID_1_EDX_APIC, "a local APIC");
    cpu_require(leaf1.edx & CPUID_1_EDX_PGE, "global pages");
    cpu_require(leaf1.edx & CPUID_1_EDX_MCE, "machine check exceptions");
    cpu_require(leaf7.ebx & CPUID_7_EBX_FSGSBASE, "RDFSBASE and WRFSBASE (FSGSBASE)");
    cpu_require(leaf7.ebx & CPUID_7_EBX_SMEP, "supervisor-mode execution prevention (SMEP)");
    cpu_require(leaf7.ebx & CPUID_7_EBX_SMAP, "supervisor-mode access prevention (SMAP)");
    cpu_require(leaf7.ecx & CPUID_7_ECX_UMIP, "user-mode instruction prevention (UMIP)");
    cpu_require(extended.edx & CPUID_EXT1_EDX_SYSCALL, "SYSCALL");
    cpu_require(extended.edx & CPUID_EXT1_EDX_NX, "no-execute pages");
}

BOOT_ONLY static void cpu_init_tss(struct cpu *cpu, struct cpu_stacks *stacks)
{
    struct x86_tss *tss = &cpu->arch.tss;

    tss->rsp[0] = (uint64_t)(&stacks->kernel + 1);
    for (unsigned i = 0; i < IST_COUNT; i++) {
        stacks->interrupt[i].cpu = cpu;
        tss->ist[i] = (uint64_t)&stacks->interrupt[i].cpu;
    }
    /* Beyond the segment's limit: there is no I/O bitmap, so no port is open to user mode. */
    tss->io_map_base = sizeof(*tss);
}

BOOT_ONLY static void cpu_init_gdt(struct cpu *cpu)
{
    uint64_t *gdt = cpu->arch.gdt;
    uint64_t tss = (uint64_t)&cpu->arch.tss;
    struct x86_table_register table = {.limit = sizeof(cpu->arch.gdt) - 1, .base = (uint64_t)gdt};

    gdt[SELECTOR_KERNEL_CODE / 8] = cpu_segment(SEGMENT_CODE, SEGMENT_LONG);
    gdt[SELECTOR_KERNEL_DATA / 8] = cpu_segment(SEGMENT_DATA, 0);
    gdt[SELECTOR_USER_DATA / 8] = cpu_segment(SEGMENT_DATA | SEGMENT_USER, 0);
    gdt[SELECTOR_USER_CODE / 8] = cpu_segment(SEGMENT_CODE | SEGMENT_USER, SEGMENT_LONG);
    /* A TSS descriptor takes two entries: SDM volume 3, figure 8-4. */
    gdt[SELECTOR_TSS / 8] = (sizeof(struct x86_tss) - 1) | (tss & 0xffffff) << 16 |
                            cpu_segment(SEGMENT_TSS, 0) | (tss >> 24 & 0xff) << 56;
    gdt[SELECTOR_TSS / 8 + 1] = tss >> 32;
    x86_load_segments(&table, SELECTOR_KERNEL_CODE, SELECTOR_KERNEL_DATA, SELECTOR_TSS);
}

BOOT_ONLY static void cpu_init_control_registers(void)
{
    x86_write_cr0(CPU_CR0);
    x86_write_cr4(CPU_CR4);
    x86_fpu_init();
    x86_wrmsr(MSR_PAT, PAT_DEFAULT);
    x86_write_dr7(DR7_NONE);
}

BOOT_ONLY static void cpu_init_system_calls(struct arch_cpu *cpu)
{
    x86_wrmsr(MSR_EFER, x86_rdmsr(MSR_EFER) | EFER_SCE | EFER_NXE);
    /* SYSRET takes stack and code selectors 8 and 16 above its base. SDM volume 2, SYSRET. */
    x86_wrmsr(MSR_STAR, (uint64_t)(SELECTOR_USER_DATA - 8) << 48 |
                            (uint64_t)SELECTOR_KERNEL_CODE << 32);
    /* The other door stays shut: SYSENTER faults while this is 0. SDM volume 2, SYSENTER. */
    x86_wrmsr(MSR_SYSENTER_CS, 0);
    cpu->syscall_entry = (uint64_t)x86_syscall_entry;
    x86_wrmsr(MSR_LSTAR, cpu->syscall_entry);
    x86_wrmsr(MSR_SFMASK, RFLAGS_IF | RFLAGS_TF | RFLAGS_DF | RFLAGS_AC | RFLAGS_NT | RFLAGS_RF);
}

BOOT_ONLY void x86_cpu_init(struct cpu *cpu, uint32_t number)
{
    kassert(number < KOZO_CPUS && cpu == &cpus[number]);
    cpu->number = number;
    cpu->arch.self = cpu;
    cpu->arch.stack_top = (uint64_t)(&x86_stacks[number].kernel + 1);
    cpu->arch.root = x86_read_cr3();
    cpu_init_tss(cpu, &x86_stacks[number]);
    cpu_init_gdt(cpu);
    x86_wrmsr(MSR_GS_BASE, (uint64_t)cpu);
    x86_wrmsr(MSR_KERNEL_GS_BASE, 0);
    cpu_init_control_registers();
    x86_idt_load();
    cpu_init_system_calls(&cpu->arch);
}

void arch_check(void)
{
    if (PARANOID) {
        const bool fpu = (this_arch_cpu()->special & SPECIAL_FPU) != 0;

        kensure((x86_read_rflags() & RFLAGS_NEVER_IN_KERNEL) == 0);
        kensure(x86_read_cr0() == (fpu ? CPU_CR0_FPU : CPU_CR0));
        kensure(x86_read_cr3() == this_arch_cpu()->root);
        kensure(x86_read_cr4() == (fpu ? machine.fpu_cr4 : CPU_CR4));
        kensure(x86_rdmsr(MSR_GS_BASE) == (uint64_t)this_arch_cpu());
    }
}

bool x86_is_stack_guard(uint64_t address)
{
    uint64_t offset = address - (uint64_t)x86_stacks;

    if (offset >= sizeof(x86_stacks)) {
        return false;
    }
    offset %= sizeof(struct cpu_stacks);
    return offset < PAGE_SIZE ||
           (offset >= offsetof(struct cpu_stacks, interrupt) &&
            (offset - offsetof(struct cpu_stacks, interrupt)) % sizeof(struct interrupt_stack) <
                PAGE_SIZE);
}

/* Runs before the first function that could compare it. */
BOOT_ONLY __attribute__((no_stack_protector)) void x86_stack_guard_init(void)
{
    uint64_t value = x86_rdtsc() * UINT64_C(0x9e3779b97f4a7c15);

    if (x86_cpuid(1, 0).ecx & CPUID_1_ECX_RDRAND) {
        value ^= x86_rdrand();
    }
    /* The lowest byte is 0: a string that overruns its buffer cannot reproduce it. */
    __stack_chk_guard = value << 8;
}
