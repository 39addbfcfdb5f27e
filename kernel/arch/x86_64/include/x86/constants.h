/* SPDX-License-Identifier: MIT */
/* constants.h: names of bits and numbers that the processor defines. SDM is the Intel 64 and IA-32
 * Architectures Software Developer's Manual. */
#pragma once

#include <stdint.h>

/* Control registers: SDM volume 3, section 2.5. */
#define CR0_PE (UINT64_C(1) << 0)
#define CR0_MP (UINT64_C(1) << 1)
#define CR0_EM (UINT64_C(1) << 2)
#define CR0_TS (UINT64_C(1) << 3)
#define CR0_ET (UINT64_C(1) << 4)
#define CR0_NE (UINT64_C(1) << 5)
#define CR0_WP (UINT64_C(1) << 16)
#define CR0_AM (UINT64_C(1) << 18)
#define CR0_PG (UINT64_C(1) << 31)
#define CR4_PAE (UINT64_C(1) << 5)
#define CR4_MCE (UINT64_C(1) << 6)
#define CR4_PGE (UINT64_C(1) << 7)
#define CR4_OSFXSR (UINT64_C(1) << 9)
#define CR4_OSXMMEXCPT (UINT64_C(1) << 10)
#define CR4_UMIP (UINT64_C(1) << 11)
#define CR4_FSGSBASE (UINT64_C(1) << 16)
#define CR4_OSXSAVE (UINT64_C(1) << 18)
#define CR4_SMEP (UINT64_C(1) << 20)
#define CR4_SMAP (UINT64_C(1) << 21)

/* No breakpoint enabled; bit 10 is fixed. SDM volume 3, section 17.2.4. */
#define DR7_NONE UINT64_C(0x400)

/* Flags register: SDM volume 1, section 3.4.3. */
#define RFLAGS_FIXED (UINT64_C(1) << 1)
#define RFLAGS_TF (UINT64_C(1) << 8)
#define RFLAGS_IF (UINT64_C(1) << 9)
#define RFLAGS_DF (UINT64_C(1) << 10)
#define RFLAGS_NT (UINT64_C(1) << 14)
#define RFLAGS_RF (UINT64_C(1) << 16)
#define RFLAGS_AC (UINT64_C(1) << 18)
#define RFLAGS_ID (UINT64_C(1) << 21)
/* Carry, parity, adjust, zero, sign, direction, overflow. */
#define RFLAGS_STATUS UINT64_C(0xcd5)
/* What is never set while the kernel runs; interrupts are let in for an instant at a time. AC would
 * open the user's memory to it (SMAP). */
#define RFLAGS_NEVER_IN_KERNEL                                                                     \
    (RFLAGS_IF | RFLAGS_TF | RFLAGS_DF | RFLAGS_NT | RFLAGS_AC)
/* What a program may set for itself; trap is for single steps, resume for breakpoints. */
#define RFLAGS_USER (RFLAGS_STATUS | RFLAGS_TF | RFLAGS_RF | RFLAGS_AC | RFLAGS_ID)

/* What is always set for it. */
#define RFLAGS_SET (RFLAGS_IF | RFLAGS_FIXED)

/* Model-specific registers: SDM volume 4, table 2-2. */
#define MSR_APIC_BASE 0x1bu
#define MSR_SYSENTER_CS 0x174u
#define MSR_PAT 0x277u
#define MSR_TSC_DEADLINE 0x6e0u
#define MSR_X2APIC 0x800u /* register r of the APIC is MSR_X2APIC + r / 16 */
#define MSR_EFER 0xc0000080u
#define MSR_STAR 0xc0000081u
#define MSR_LSTAR 0xc0000082u
#define MSR_SFMASK 0xc0000084u
#define MSR_GS_BASE 0xc0000101u
#define MSR_KERNEL_GS_BASE 0xc0000102u
#define EFER_SCE (UINT64_C(1) << 0)
#define EFER_LME (UINT64_C(1) << 8)
#define EFER_NXE (UINT64_C(1) << 11)

/* Memory types by PAT index as after reset: WB, WT, UC-, UC, twice. SDM volume 3, table 12-12. */
#define PAT_DEFAULT UINT64_C(0x0007040600070406)

/* CPUID: SDM volume 2, table 3-8. */
#define CPUID_1_ECX_X2APIC (1u << 21)
#define CPUID_1_ECX_TSC_DEADLINE (1u << 24)
#define CPUID_1_ECX_XSAVE (1u << 26)
#define CPUID_1_ECX_RDRAND (1u << 30)
#define CPUID_1_ECX_HYPERVISOR (1u << 31)
#define CPUID_1_EDX_APIC (1u << 9)
#define CPUID_1_EDX_PGE (1u << 13)
#define CPUID_1_EDX_MCE (1u << 7)
#define CPUID_7_EBX_FSGSBASE (1u << 0)
#define CPUID_7_EBX_SMEP (1u << 7)
#define CPUID_7_EBX_SMAP (1u << 20)
#define CPUID_7_ECX_UMIP (1u << 2)
#define CPUID_EXT1_EDX_SYSCALL (1u << 11)
#define CPUID_EXT1_EDX_NX (1u << 20)
#define CPUID_EXT1_EDX_PAGE_1G (1u << 26)
#define CPUID_EXT1_EDX_LONG_MODE (1u << 29)

/* Exceptions and interrupts: SDM volume 3, table 6-1. */
enum x86_vector {
    VECTOR_DEBUG = 1,
    VECTOR_NMI = 2,
    VECTOR_BREAKPOINT = 3,
    VECTOR_DOUBLE_FAULT = 8,
    VECTOR_PAGE_FAULT = 14,
    VECTOR_MACHINE_CHECK = 18,
    VECTOR_EXCEPTIONS = 32, /* the processor's own are below */
    VECTOR_PIC = 0x20,      /* the legacy controllers, masked, take sixteen */
    VECTOR_TIMER = 0x40,
    VECTOR_SPURIOUS = 0xff,
    VECTOR_COUNT = 256,
};

/* Selectors. SYSRET wants user data right below user code: SDM volume 2, SYSRET. */
enum x86_selector {
    SELECTOR_KERNEL_CODE = 0x08,
    SELECTOR_KERNEL_DATA = 0x10,
    SELECTOR_USER_DATA = 0x18 | 3,
    SELECTOR_USER_CODE = 0x20 | 3,
    SELECTOR_TSS = 0x28,
};

/* Interrupt stack table entries that the IDT names. */
enum x86_ist {
    IST_DEBUG = 1,
    IST_NMI,
    IST_DOUBLE_FAULT,
    IST_MACHINE_CHECK,
};
