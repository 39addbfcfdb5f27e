/* SPDX-License-Identifier: MIT */
/* clock.h: time, by the time-stamp counter. */
#pragma once

#include <stdint.h>

/* Find the rates of counter and APIC timer; time 0 is now. Context: interrupts off, APIC on. */
void x86_clock_init(void);

/* The counter when so much time has passed, and not before; the largest where it never gets
 * there. */
uint64_t x86_clock_tsc_after(uint64_t duration_ns);

/* Wait, asleep, so that with several virtual CPUs on one the others go on. Interrupts of this while
 * are swallowed. Context: boot. */
void x86_clock_sleep(uint64_t duration_ns);
