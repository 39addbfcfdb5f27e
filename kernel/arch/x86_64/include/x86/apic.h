/* SPDX-License-Identifier: MIT */
/* apic.h: this CPU's local APIC: its timer and the messages that start other CPUs. */
#pragma once

#include <kozo/types.h>

/* Mask the legacy interrupt controllers; find and map the APIC. Before x86_apic_init_cpu(). */
void x86_apic_init(void);

/* Enable this CPU's APIC, all its sources masked but the timer. */
void x86_apic_init_cpu(void);

/* An interrupt has been taken: let the next one come. */
void x86_apic_acknowledge(uint64_t vector);

/* The number by which other CPUs address this one. */
uint32_t x86_apic_id(void);

/* The timer counts down from the largest value; how far it has come. For calibration. */
void x86_apic_timer_run(void);
uint32_t x86_apic_timer_ticks(void);

/* INIT, and start-up at the page `page` below 1 MiB. SDM volume 3, section 9.4.4. */
void x86_apic_send_init(uint32_t apic_id);
void x86_apic_send_startup(uint32_t apic_id, paddr_t page);
