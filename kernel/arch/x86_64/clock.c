/* SPDX-License-Identifier: MIT */
/* clock.c: rates of the time-stamp counter and of the APIC timer.
 *
 * Where CPUID tells them, they are exact. Else both are measured against channel 2 of the PIT,
 * whose rate is known. Its count is only looked at when it changes; of several looks the one that
 * took the shortest is believed, because an emulated machine can be stopped in the midst of one.
 * See: Intel 8254 data sheet; SDM volume 2, CPUID leaf 15H; Linux, Documentation/virt/kvm/cpuid.rst
 * and VMware's "Mechanisms to determine if software is running in a VMware virtual machine" for
 * leaf 0x40000010. */
#include <x86/clock.h>

#include <kozo/arch.h>
#include <kozo/assert.h>
#include <kozo/boot.h>
#include <x86/apic.h>
#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/machine.h>

enum {
    PIT_HZ = 1193182,
    PIT_CHANNEL_2 = 0x42,
    PIT_COMMAND = 0x43,
    PIT_COUNT_DOWN = 0xb0,  /* channel 2, low byte then high byte, mode 0 */
    PIT_LATCH = 0x80,       /* channel 2 */
    PORT_B = 0x61,          /* ISA: bit 0 opens the gate of channel 2, bit 1 feeds the speaker */
    PORT_B_GATE = 1,
    PORT_B_SPEAKER = 2,

    PIT_WINDOW = 12000,     /* counts: 10 ms */
    PIT_START = 0xffff,
    LOOKS = 6,
    SPIN = 2000,            /* turns between looks that need not be exact */
    LOOK_MAX = 100000,      /* a PIT that stands still is not one */
    MEASUREMENTS_MAX = 16,
};

#define RATE_LIMIT (UINT64_C(1) << 36) /* Hz */

#define NS_PER_S UINT64_C(1000000000)

struct clock_sample {
    uint64_t tsc;
    uint32_t apic;
    uint16_t pit;
};

struct clock_rates {
    uint64_t tsc_hz;
    uint64_t apic_hz;
};

BOOT_ONLY static uint16_t pit_count(void)
{
    uint8_t low;

    x86_out8(PIT_COMMAND, PIT_LATCH);
    low = x86_in8(PIT_CHANNEL_2);
    return (uint16_t)(low | x86_in8(PIT_CHANNEL_2) << 8);
}

BOOT_ONLY static void pit_start(void)
{
    x86_out8(PORT_B, (uint8_t)((x86_in8(PORT_B) & ~PORT_B_SPEAKER) | PORT_B_GATE));
    x86_out8(PIT_COMMAND, PIT_COUNT_DOWN);
    x86_out8(PIT_CHANNEL_2, PIT_START & 0xff);
    x86_out8(PIT_CHANNEL_2, PIT_START >> 8);
}

/* The counters at the moment when the PIT's count changes. */
BOOT_ONLY static struct clock_sample clock_sample(void)
{
    struct clock_sample best = {0, 0, 0};
    uint64_t shortest = UINT64_MAX;

    for (unsigned look = 0; look < LOOKS; look++) {
        uint16_t before = pit_count();
        uint64_t from = x86_rdtsc();
        struct clock_sample sample = {from, 0, pit_count()};

        for (unsigned turns = 0; sample.pit == before; turns++) {
            if (turns == LOOK_MAX) {
                panic("no time base: neither CPUID nor the PIT tells the processor's rate");
            }
            from = x86_rdtsc();
            sample.pit = pit_count();
        }
        sample.tsc = x86_rdtsc();
        sample.apic = x86_apic_timer_ticks();

        const uint64_t duration = x86_rdtsc() - from;

        if (duration < shortest) {
            shortest = duration;
            best = sample;
        }
    }
    return best;
}

static void clock_spin(void)
{
    for (unsigned i = 0; i < SPIN; i++) {
        __asm__ volatile("");
    }
}

BOOT_ONLY static struct clock_rates clock_measure_once(void)
{
    struct clock_sample first, last;
    uint64_t elapsed;

    x86_apic_timer_run();
    pit_start();
    first = clock_sample();
    while ((uint16_t)(first.pit - pit_count()) < PIT_WINDOW) {
        clock_spin();
    }
    last = clock_sample();
    elapsed = (uint16_t)(first.pit - last.pit);
    return (struct clock_rates){
        .tsc_hz = (last.tsc - first.tsc) * PIT_HZ / elapsed,
        .apic_hz = (uint64_t)(last.apic - first.apic) * PIT_HZ / elapsed,
    };
}

/* A virtual machine that stands still while the PIT's 16 bits wrap measures nonsense: again. */
BOOT_ONLY static struct clock_rates clock_measure(void)
{
    for (unsigned attempt = 0; attempt < MEASUREMENTS_MAX; attempt++) {
        const struct clock_rates rates = clock_measure_once();

        if (rates.tsc_hz != 0 && rates.tsc_hz < RATE_LIMIT && rates.apic_hz != 0 &&
            rates.apic_hz < RATE_LIMIT) {
            return rates;
        }
    }
    panic("no time base: the PIT's count and the processor's do not go together");
}

/* Rates that CPUID tells; 0 where it does not. */
BOOT_ONLY static struct clock_rates clock_ask(void)
{
    struct clock_rates rates = {0, 0};

    if (x86_cpuid(0, 0).eax >= 0x15) {
        struct cpuid leaf = x86_cpuid(0x15, 0);

        if (leaf.eax != 0 && leaf.ebx != 0 && leaf.ecx != 0) {
            rates.tsc_hz = (uint64_t)leaf.ecx * leaf.ebx / leaf.eax;
            rates.apic_hz = leaf.ecx; /* the core crystal: SDM volume 3, section 11.5.4 */
        }
    }
    if ((x86_cpuid(1, 0).ecx & CPUID_1_ECX_HYPERVISOR) &&
        x86_cpuid(0x40000000, 0).eax >= 0x40000010) {
        struct cpuid leaf = x86_cpuid(0x40000010, 0);

        if (leaf.eax != 0 && leaf.ebx != 0) {
            rates = (struct clock_rates){leaf.eax * UINT64_C(1000), leaf.ebx * UINT64_C(1000)};
        }
    }
    return rates;
}

/* `ticks` per `per`, as a fraction of 2^32. */
BOOT_ONLY static uint64_t clock_scale(uint64_t ticks, uint64_t per)
{
    kensure(per != 0 && ticks < RATE_LIMIT);
    return (ticks << 28) / per << 4;
}

BOOT_ONLY void x86_clock_init(void)
{
    struct clock_rates rates = clock_ask();

    if (rates.tsc_hz == 0) {
        rates = clock_measure();
    }
    machine.tsc_scale = clock_scale(rates.tsc_hz, NS_PER_S);
    machine.apic_scale = clock_scale(rates.apic_hz, NS_PER_S);
    machine.clock.scale = clock_scale(NS_PER_S, rates.tsc_hz);
    x86_apic_init_cpu();
    machine.clock.start = x86_rdtsc();
}

BOOT_ONLY struct boot_clock arch_clock(void)
{
    return machine.clock;
}

uint64_t arch_now_ns(void)
{
    const uint64_t ticks = x86_rdtsc() - machine.clock.start;

    return (uint64_t)((unsigned __int128)ticks * machine.clock.scale >> 32);
}

/* Not from the time 0: the scales there and back differ by some 2^-28, which adds up. */
uint64_t x86_clock_tsc_after(uint64_t duration_ns)
{
    const unsigned __int128 ticks = (unsigned __int128)duration_ns * machine.tsc_scale >> 32;
    const unsigned __int128 tsc = x86_rdtsc() + ticks + (ticks >> 26) + 1;

    return tsc > UINT64_MAX ? UINT64_MAX : (uint64_t)tsc;
}

BOOT_ONLY void x86_clock_sleep(uint64_t duration_ns)
{
    const uint64_t until = arch_now_ns() + duration_ns;

    while (arch_now_ns() < until) {
        arch_timer_set(until);
        arch_idle();
    }
    arch_timer_set(KOZO_DEADLINE_NEVER);
}
