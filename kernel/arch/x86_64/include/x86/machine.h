/* SPDX-License-Identifier: MIT */
/* machine.h: what boot found out about this machine. Written once, before the first thread runs. */
#pragma once

#include <kozo/boot.h>
#include <kozo/types.h>

/* A generic address of ACPI, reduced to what we use; ACPI 6.4, section 5.2.3.2. */
struct machine_register {
    uint64_t address; /* 0: there is none */
    bool is_memory;   /* an address, or else an I/O port */
};

struct machine {
    paddr_t kernel_root;
    struct boot_clock clock;

    uint64_t apic_base;   /* physical */
    uint64_t apic_scale;  /* APIC timer ticks per nanosecond, as a fraction of 2^32 */
    uint64_t tsc_scale;   /* counter ticks per nanosecond, as a fraction of 2^32 */
    bool x2apic;          /* the APIC is addressed by MSRs */
    bool tsc_deadline;    /* its timer compares the time-stamp counter */
    uint64_t fpu_components; /* what of the FPU there is, as in XCR0; 0: without XSAVE */
    uint64_t fpu_cr4;        /* CR4 while a thread runs that has it */

    bool boot_is_over;    /* what only boot needs is mapped no more; set by leave.c */
    uint32_t cpu_count;   /* found, the boot CPU first */
    uint32_t apic_ids[KOZO_CPUS];

    uint16_t pm1a_control, pm1b_control; /* I/O ports; 0: none */
    uint16_t smi_command;
    uint8_t acpi_enable;
    bool can_sleep;                      /* sleep_a and sleep_b are known */
    uint8_t sleep_a, sleep_b;            /* SLP_TYP of state S5 */
    struct machine_register reset;
    uint8_t reset_value;
};

extern struct machine machine;
