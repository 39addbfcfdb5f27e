/* SPDX-License-Identifier: MIT */
/* machine.h: a processor's timers as tests see and steer them: time-stamp counter, local APIC with
 * registers in memory or in MSRs, PIT. All that happens moves the counter on. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <x86/instructions.h>

enum {
    APIC_AT = 0xfee00000,
    APIC_REGISTERS = 0x400,
    WRITES = 64,
    FENCE = 0, /* among the MSRs that were written */
};

struct virtual_machine {
    uint64_t tsc_hz, apic_hz;        /* what the hardware does */
    uint32_t features;               /* CPUID 1, ECX */
    struct cpuid leaf15, leaf40000010;
    uint64_t step;                   /* counter ticks of each access */
    uint64_t stop_at, stop;          /* there the counters jump ahead of the PIT, once */
    bool pit_stands;

    uint64_t tsc, stopped;
    uint64_t pit_from, apic_from;    /* the counter when they were started */
    unsigned pit_bytes;
    uint16_t pit_latched;
    uint32_t registers[APIC_REGISTERS / 4]; /* of the APIC */
    uint32_t msrs[WRITES];           /* that were written, in order */
    uint64_t values[WRITES];
    unsigned writes;
    uint8_t pic_masks[2];
    jmp_buf panic;
};

extern struct virtual_machine vm;

/* Power on: a processor of these rates, with neither x2APIC nor deadlines nor leaves of CPUID that
 * tell rates. */
void vm_start(uint64_t tsc_hz, uint64_t apic_hz);

/* Has the MSR been written, and what last? */
bool vm_wrote(uint32_t msr, uint64_t *value);
