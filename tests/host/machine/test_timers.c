/* SPDX-License-Identifier: MIT */
/* test_timers.c: apic.c and clock.c on machines that the emulator is not. */
#include "machine.h"

#include <arch/cpu_state.h>
#include <arch/memory.h>
#include <kozo/arch.h>
#include <x86/apic.h>
#include <x86/clock.h>
#include <x86/constants.h>
#include <x86/machine.h>

/* SDM volume 3, table 11-1 and figures 11-5, 11-8, 11-12, 11-26. */
enum {
    ID = 0x20,
    END = 0xb0,
    SPURIOUS = 0xf0,
    COMMAND = 0x300,
    COMMAND_HIGH = 0x310,
    LVT_TIMER = 0x320,
    LVT_LAST = 0x370,
    INITIAL = 0x380,
    DIVIDE = 0x3e0,
    BASE_BOOT = 1 << 8,
    BASE_X2APIC = 1 << 10,
    BASE_ENABLE = 1 << 11,
    MASKED = 1 << 16,
    DEADLINE_MODE = 1 << 18,
};

#define GHZ UINT64_C(1000000000)
#define TSC_HZ (UINT64_C(2500) * 1000000)
#define APIC_HZ (UINT64_C(62500) * 1000)

static int start(void **state)
{
    (void)state;
    vm_start(TSC_HZ, APIC_HZ);
    return 0;
}

static int start_x2apic(void **state)
{
    start(state);
    vm.features = CPUID_1_ECX_X2APIC;
    return 0;
}

static void boot(void)
{
    if (setjmp(vm.panic) != 0) {
        fail_msg("panic");
    }
    x86_apic_init();
    x86_clock_init();
}

static uint64_t written(uint32_t msr)
{
    uint64_t value = 0;

    assert_true(vm_wrote(msr, &value));
    return value;
}

static uint32_t in_memory(unsigned reg)
{
    return vm.registers[reg / 4];
}

static uint32_t in_msr(unsigned reg)
{
    return (uint32_t)written(MSR_X2APIC + reg / 16);
}

static void assert_near(uint64_t value, uint64_t wanted)
{
    assert_in_range(value, wanted - wanted / 1000, wanted + wanted / 1000);
}

static void assert_ready(uint32_t (*reg)(unsigned), uint32_t mode)
{
    assert_int_equal(reg(SPURIOUS), 0x100 | VECTOR_SPURIOUS);
    assert_int_equal(reg(LVT_TIMER), VECTOR_TIMER | mode);
    assert_int_equal(reg(DIVIDE), 0xb);
    for (unsigned lvt = LVT_TIMER + 0x10; lvt <= LVT_LAST; lvt += 0x10) {
        assert_int_equal(reg(lvt), MASKED);
    }
    assert_int_equal(vm.pic_masks[0], 0xff);
    assert_int_equal(vm.pic_masks[1], 0xff);
}

static void an_apic_in_memory(void **state)
{
    (void)state;
    boot();
    assert_int_equal(written(MSR_APIC_BASE), APIC_AT | BASE_BOOT | BASE_ENABLE);
    assert_ready(in_memory, 0);
    assert_int_equal(in_memory(INITIAL), 0);
    vm.registers[ID / 4] = 5U << 24;
    assert_int_equal(x86_apic_id(), 5);
    x86_apic_send_startup(7, paddr(0x8000));
    assert_int_equal(in_memory(COMMAND_HIGH), 7U << 24);
    assert_int_equal(in_memory(COMMAND), 0x4608);
}

static void an_apic_in_msrs(void **state)
{
    (void)state;
    boot();
    /* Enabled first, in its old mode: SDM volume 3, figure 11-27. */
    unsigned first = 0;
    while (vm.msrs[first] != MSR_APIC_BASE) {
        first++;
    }
    assert_int_equal(vm.values[first], APIC_AT | BASE_BOOT | BASE_ENABLE);
    assert_int_equal(written(MSR_APIC_BASE), APIC_AT | BASE_BOOT | BASE_ENABLE | BASE_X2APIC);
    assert_ready(in_msr, 0);
    x86_wrmsr(MSR_X2APIC + ID / 16, 0x12345);
    assert_int_equal(x86_apic_id(), 0x12345);
    x86_apic_send_init(0x12345);
    assert_int_equal(written(MSR_X2APIC + COMMAND / 16), UINT64_C(0x12345) << 32 | 0x4500);
    for (unsigned reg = 0; reg < APIC_REGISTERS / 4; reg++) {
        assert_true(reg == INITIAL / 4 || vm.registers[reg] == 0); /* nothing in memory */
    }
}

static void interrupts_are_acknowledged(void **state)
{
    (void)state;
    boot();
    vm.registers[END / 4] = 1;
    x86_apic_acknowledge(VECTOR_SPURIOUS);
    assert_int_equal(in_memory(END), 1);
    x86_apic_acknowledge(VECTOR_TIMER);
    assert_int_equal(in_memory(END), 0);
    assert_int_equal(this_arch_cpu()->stray_count, 1);
    x86_apic_acknowledge(VECTOR_TIMER + 1);
    assert_int_equal(this_arch_cpu()->stray_count, 2);
}

/* After how many nanoseconds from now does a count of the APIC's timer end? */
static uint64_t count_ns(uint32_t count)
{
    return (uint64_t)count * GHZ / APIC_HZ;
}

static void assert_one_shots(uint32_t (*reg)(unsigned))
{
    for (uint64_t delay = 10; delay < 60 * GHZ; delay *= 7) {
        const uint64_t now = arch_now_ns();

        arch_timer_set(now + delay);
        const uint64_t passed = arch_now_ns() - now;

        assert_true(count_ns(reg(INITIAL)) + passed >= delay); /* never before its time */
        assert_true(count_ns(reg(INITIAL)) <= delay + delay / 1000 + GHZ / APIC_HZ);
    }
    arch_timer_set(arch_now_ns() - 1);
    assert_int_equal(reg(INITIAL), 1); /* at once */
    arch_timer_set(arch_now_ns() + 100 * GHZ);
    assert_int_equal(reg(INITIAL), UINT32_MAX); /* as far as it reaches */
    arch_timer_set(KOZO_DEADLINE_NEVER - 1);
    assert_int_equal(reg(INITIAL), UINT32_MAX);
    arch_timer_set(KOZO_DEADLINE_NEVER);
    assert_int_equal(reg(INITIAL), 0); /* not at all */
}

static void one_shots_in_memory(void **state)
{
    (void)state;
    boot();
    assert_one_shots(in_memory);
    assert_false(vm_wrote(MSR_TSC_DEADLINE, &(uint64_t){0}));
}

static void one_shots_in_msrs(void **state)
{
    (void)state;
    boot();
    vm.writes = 0;
    for (uint64_t delay = 10; delay < 60 * GHZ; delay *= 7) {
        arch_timer_set(arch_now_ns() + delay);
    }
    vm.writes = 0;
    assert_one_shots(in_msr);
}

static void deadlines(void **state)
{
    (void)state;
    vm.features |= CPUID_1_ECX_TSC_DEADLINE;
    boot();
    assert_ready((vm.features & CPUID_1_ECX_X2APIC) != 0 ? in_msr : in_memory, DEADLINE_MODE);
    assert_int_equal(vm.msrs[vm.writes - 1], FENCE); /* between the mode and the first deadline */
    for (uint64_t delay = 10; delay < 60 * GHZ; delay *= 7) {
        vm.tsc += 100000 * TSC_HZ; /* a day has passed */
        const uint64_t at = arch_now_ns() + delay;

        vm.writes = 0;
        arch_timer_set(at);
        vm.tsc = written(MSR_TSC_DEADLINE);
        const uint64_t fires = arch_now_ns(); /* and the reading takes some steps */

        assert_in_range(fires, at, at + delay / 1000000 + 1000);
    }
    const uint64_t now = vm.tsc;

    arch_timer_set(1);
    /* At once, and not "none". */
    assert_in_range(written(MSR_TSC_DEADLINE), 1, now + 10 * vm.step);
    arch_timer_set(KOZO_DEADLINE_NEVER - 1);
    assert_int_equal(written(MSR_TSC_DEADLINE), UINT64_MAX);
    arch_timer_set(KOZO_DEADLINE_NEVER);
    assert_int_equal(written(MSR_TSC_DEADLINE), 0);
}

static uint64_t rate(uint64_t scale)
{
    return (uint64_t)((unsigned __int128)scale * GHZ >> 32);
}

static void assert_rates(uint64_t tsc_hz, uint64_t apic_hz)
{
    assert_near(rate(machine.tsc_scale), tsc_hz);
    assert_near(rate(machine.apic_scale), apic_hz);
    const uint64_t before = arch_now_ns();

    vm.tsc += 10 * tsc_hz;
    assert_near(arch_now_ns() - before, 10 * GHZ);
}

static void rates_are_measured(void **state)
{
    static const uint64_t rates[][2] = {
        {1000000000, 1000000000}, {TSC_HZ, APIC_HZ}, {UINT64_C(5200000000), 38400000},
        {600000000, 100000000},
    };

    (void)state;
    for (unsigned i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
        vm_start(rates[i][0], rates[i][1]);
        boot();
        assert_rates(rates[i][0], rates[i][1]);
    }
}

/* A virtual machine that is stopped between two looks of the measurement. */
static void a_stop_is_seen_or_does_no_harm(void **state)
{
    (void)state;
    for (uint64_t at = 1; at < 40; at += 3) {
        vm_start(TSC_HZ, APIC_HZ);
        vm.stop_at = at * TSC_HZ / 100000; /* within the first half of a millisecond */
        vm.stop = TSC_HZ / 1000;
        boot();
        assert_near(rate(machine.apic_scale), APIC_HZ * (rate(machine.tsc_scale) / 1000) /
                                                  (TSC_HZ / 1000));
    }
}

static void rates_of_leaf_15(void **state)
{
    (void)state;
    vm.leaf15 = (struct cpuid){.eax = 2, .ebx = 200, .ecx = 25000000};
    boot();
    assert_rates(TSC_HZ, 25000000);
}

/* A processor that does not tell its crystal's rate there has to be measured. */
static void half_of_leaf_15_is_none(void **state)
{
    (void)state;
    vm.leaf15 = (struct cpuid){.eax = 2, .ebx = 200};
    boot();
    assert_rates(TSC_HZ, APIC_HZ);
}

static void rates_of_a_hypervisor(void **state)
{
    (void)state;
    vm.features |= CPUID_1_ECX_HYPERVISOR;
    vm.leaf15 = (struct cpuid){.eax = 1, .ebx = 1, .ecx = 1000};
    vm.leaf40000010 = (struct cpuid){.eax = TSC_HZ / 1000, .ebx = 1000000};
    boot();
    assert_rates(TSC_HZ, GHZ);
}

static void no_time_base(void **state)
{
    (void)state;
    vm.pit_stands = true;
    if (setjmp(vm.panic) == 0) {
        x86_apic_init();
        x86_clock_init();
        fail_msg("no panic");
    }
}

static void sleeping_takes_its_time(void **state)
{
    (void)state;
    boot();
    const uint64_t before = arch_now_ns();

    x86_clock_sleep(10 * GHZ / 1000);
    assert_in_range(arch_now_ns() - before, 10 * GHZ / 1000, 12 * GHZ / 1000);
    assert_int_equal(in_memory(INITIAL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_apic_in_memory, start),
        cmocka_unit_test_setup(an_apic_in_msrs, start_x2apic),
        cmocka_unit_test_setup(interrupts_are_acknowledged, start),
        cmocka_unit_test_setup(one_shots_in_memory, start),
        cmocka_unit_test_setup(one_shots_in_msrs, start_x2apic),
        cmocka_unit_test_setup(deadlines, start),
        cmocka_unit_test_setup(deadlines, start_x2apic),
        cmocka_unit_test_setup(rates_are_measured, start),
        cmocka_unit_test_setup(a_stop_is_seen_or_does_no_harm, start),
        cmocka_unit_test_setup(rates_of_leaf_15, start),
        cmocka_unit_test_setup(half_of_leaf_15_is_none, start),
        cmocka_unit_test_setup(rates_of_a_hypervisor, start),
        cmocka_unit_test_setup(no_time_base, start),
        cmocka_unit_test_setup(sleeping_takes_its_time, start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
