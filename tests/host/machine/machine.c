/* SPDX-License-Identifier: MIT */
/* machine.c: see machine.h. Sources: those that apic.c and clock.c name. */
#include "machine.h"

#include <arch/cpu_state.h>
#include <arch/memory.h>
#include <kozo/assert.h>
#include <kozo/arch.h>
#include <x86/apic.h>
#include <x86/boot.h>
#include <x86/constants.h>
#include <x86/machine.h>

enum { PIT_HZ = 1193182, INITIAL = 0x380, CURRENT = 0x390 };

struct virtual_machine vm;
struct machine machine;
static struct arch_cpu cpu;

struct arch_cpu *this_arch_cpu(void)
{
    return &cpu;
}

void vm_start(uint64_t tsc_hz, uint64_t apic_hz)
{
    vm = (struct virtual_machine){.tsc_hz = tsc_hz, .apic_hz = apic_hz, .step = 200};
    machine = (struct machine){.clock = {.scale = 0}};
    cpu = (struct arch_cpu){.stray_count = 0};
}

bool vm_wrote(uint32_t msr, uint64_t *value)
{
    for (unsigned i = vm.writes; i-- > 0;) {
        if (vm.msrs[i] == msr) {
            *value = vm.values[i];
            return true;
        }
    }
    return false;
}

void panic(const char *format, ...)
{
    (void)format;
    longjmp(vm.panic, 1);
}

static void pass(void)
{
    vm.tsc += vm.step;
    if (vm.stop != 0 && vm.tsc >= vm.stop_at) {
        vm.tsc += vm.stop;
        vm.stopped += vm.stop;
        vm.stop = 0;
    }
}

static uint64_t ticks(uint64_t tsc, uint64_t hz)
{
    return (uint64_t)((unsigned __int128)tsc * hz / vm.tsc_hz);
}

static uint32_t apic_current(void)
{
    const uint32_t initial = vm.registers[INITIAL / 4];
    const uint64_t passed = ticks(vm.tsc - vm.apic_from, vm.apic_hz);

    return passed < initial ? initial - (uint32_t)passed : 0;
}

static void note(uint32_t msr, uint64_t value)
{
    assert_true(vm.writes < WRITES);
    vm.msrs[vm.writes] = msr;
    vm.values[vm.writes++] = value;
}

/* The caller is about to read or write one register. */
void *phys_to_ptr(paddr_t address)
{
    pass();
    assert_in_range(address.raw, APIC_AT, APIC_AT + APIC_REGISTERS - 4);
    vm.registers[CURRENT / 4] = apic_current();
    if (address.raw == APIC_AT + INITIAL) {
        vm.apic_from = vm.tsc;
    }
    return &vm.registers[(address.raw - APIC_AT) / 4];
}

uint64_t x86_rdmsr(uint32_t msr)
{
    uint64_t value = 0;

    pass();
    if (msr == MSR_X2APIC + CURRENT / 16) {
        return apic_current();
    }
    if (!vm_wrote(msr, &value) && msr == MSR_APIC_BASE) {
        return APIC_AT | 1U << 8; /* the boot processor */
    }
    return value;
}

void x86_wrmsr(uint32_t msr, uint64_t value)
{
    pass();
    note(msr, value);
    if (msr == MSR_X2APIC + INITIAL / 16) {
        vm.registers[INITIAL / 4] = (uint32_t)value;
        vm.apic_from = vm.tsc;
    }
}

struct cpuid x86_cpuid(uint32_t leaf, uint32_t subleaf)
{
    (void)subleaf;
    switch (leaf) {
    case 0:
        return (struct cpuid){.eax = vm.leaf15.eax != 0 ? 0x15 : 0xd};
    case 1:
        return (struct cpuid){.ecx = vm.features};
    case 0x15:
        return vm.leaf15;
    case 0x40000000:
        return (struct cpuid){.eax = vm.leaf40000010.eax != 0 ? 0x40000010 : 0x40000001};
    default:
        return vm.leaf40000010;
    }
}

uint64_t x86_rdtsc(void)
{
    pass();
    return vm.tsc;
}

void x86_fence(void)
{
    note(FENCE, 0);
}

static uint16_t pit_count(void)
{
    const uint64_t running = vm.tsc - vm.stopped - vm.pit_from;

    return vm.pit_stands ? 0xffff : (uint16_t)(0xffff - ticks(running, PIT_HZ));
}

/* The low byte comes first. */
uint8_t x86_in8(uint16_t port)
{
    pass();
    if (port != 0x42) {
        return 0;
    }
    return (uint8_t)(vm.pit_bytes++ % 2 == 0 ? vm.pit_latched : vm.pit_latched >> 8);
}

void x86_out8(uint16_t port, uint8_t value)
{
    pass();
    if (port == 0x43) {
        vm.pit_bytes = 0;
        vm.pit_latched = pit_count();
    } else if (port == 0x42) {
        vm.pit_from = vm.tsc;
        vm.stopped = 0;
    } else if (port == 0x21 || port == 0xa1) {
        vm.pic_masks[port == 0xa1] = value; /* the last of four is the mask */
    }
}

void x86_boot_info_paint(uint64_t base, uint64_t length, kozo_memory_kind_t kind)
{
    assert_int_equal(kind, KOZO_MEMORY_KIND_RESERVED);
    assert_true(base <= APIC_AT && APIC_AT < base + length);
}

void x86_kernel_map_physical(paddr_t base, uint64_t length, bool is_device)
{
    assert_int_equal(base.raw, APIC_AT);
    assert_true(length >= APIC_REGISTERS && is_device);
}

void arch_idle(void)
{
    vm.tsc += vm.tsc_hz / 1000;
}
