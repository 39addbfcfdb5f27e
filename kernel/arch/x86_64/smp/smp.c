/* SPDX-License-Identifier: MIT */
/* smp.c: starting the other processors, one after the other.
 *
 * Each begins in real mode in a page below 1 MiB, to which trampoline.S is copied. One that does
 * not come in time is told to wait again: it must not come when what it needs is gone.
 * See: Intel SDM volume 3, sections 9.4.3 and 9.4.4. */
#include <x86/smp.h>

#include <arch/memory.h>
#include <kozo/arch.h>
#include <kozo/cpu.h>
#include <kozo/log.h>
#include <kozo/string.h>
#include <x86/apic.h>
#include <x86/boot.h>
#include <x86/clock.h>
#include <x86/cpu.h>
#include <x86/instructions.h>
#include <x86/machine.h>
#include <x86/stacks.h>
#include <x86/trampoline.h>

#define INIT_WAIT_NS UINT64_C(10000000)
#define STARTUP_WAIT_NS UINT64_C(200000)
#define PARK_WAIT_NS UINT64_C(100000000)
#define PARK_LOOK_NS UINT64_C(1000000)

enum {
    LOW_MEMORY = 1 << 20, /* where a start-up message can point */
};

static bool smp_is_parked(const struct cpu *cpu)
{
    return __atomic_load_n(&cpu->arch.parked, __ATOMIC_ACQUIRE);
}

static bool smp_wait_parked(const struct cpu *cpu, uint64_t duration_ns)
{
    const uint64_t from = arch_now_ns();

    while (!smp_is_parked(cpu) && arch_now_ns() - from < duration_ns) {
        x86_clock_sleep(PARK_LOOK_NS);
    }
    return smp_is_parked(cpu);
}

static void smp_start(uint32_t number, paddr_t page)
{
    struct cpu *cpu = &cpus[number];
    const uint32_t apic_id = machine.apic_ids[number];
    struct trampoline_data *data = phys_to_ptr(paddr(page.raw + TRAMPOLINE_DATA));

    cpu->number = number;
    cpu->arch.apic_id = apic_id;
    *data = (struct trampoline_data){
        .base = (uint32_t)page.raw,
        .root = (uint32_t)(uint64_t)boot_pml4,
        .stack = (uint64_t)(&x86_stacks[number].kernel + 1),
        .cpu = cpu,
        .entry = x86_smp_park,
    };
    x86_apic_send_init(apic_id);
    x86_clock_sleep(INIT_WAIT_NS);
    x86_apic_send_startup(apic_id, page);
    if (!smp_wait_parked(cpu, STARTUP_WAIT_NS)) {
        x86_apic_send_startup(apic_id, page);
    }
    if (smp_wait_parked(cpu, PARK_WAIT_NS)) {
        klog("cpu %u parked\n", number);
    } else {
        klog("cpu %u does not start\n", number);
        x86_apic_send_init(apic_id);
        x86_clock_sleep(INIT_WAIT_NS);
        cpu->arch.parked = false;
    }
}

void x86_smp_init(void)
{
    paddr_t page;

    if (machine.cpu_count == 1) {
        return;
    }
    page = x86_boot_page(LOW_MEMORY);
    if (page.raw == 0) {
        klog("smp: no memory below 1 MiB to start processors in\n");
        return;
    }
    memcpy(phys_to_ptr(page), x86_trampoline, PAGE_SIZE);
    for (uint32_t number = 1; number < machine.cpu_count; number++) {
        smp_start(number, page);
    }
}

void x86_smp_park(struct cpu *cpu)
{
    x86_write_cr3(machine.kernel_root.raw);
    x86_cpu_init(cpu, cpu->number);
    x86_apic_init_cpu();
    x86_park(cpu);
}
