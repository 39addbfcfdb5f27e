/* SPDX-License-Identifier: MIT */
/* power.c: switching off and restarting, as acpi/ has found out.
 * See: ACPI specification 6.4, sections 4.8.3.2 (PM1 control) and 4.8.3.6 (reset register). */
#include <kozo/arch.h>

#include <arch/memory.h>
#include <x86/instructions.h>
#include <x86/machine.h>

enum {
    PM1_ACPI_MODE = 1 << 0, /* SCI_EN */
    PM1_SLEEP_TYPE_SHIFT = 10,
    PM1_SLEEP_TYPE = 7 << PM1_SLEEP_TYPE_SHIFT,
    PM1_SLEEP_ENABLE = 1 << 13,

    /* Reset control of PC chip sets: Intel ICH10 data sheet, section 13.7.5. */
    RESET_CONTROL = 0xcf9,
    RESET_SYSTEM = 0x02,
    RESET_START = 0x04,
};

#define POWER_WAIT_NS UINT64_C(1000000000)

static void power_wait(uint64_t duration_ns)
{
    const uint64_t from = arch_now_ns();

    while (arch_now_ns() - from < duration_ns) {
    }
}

/* Firmware without boot services may still manage power itself; ask it to hand over. */
static void power_enter_acpi_mode(void)
{
    const uint64_t from = arch_now_ns();

    if (machine.smi_command == 0 || machine.acpi_enable == 0) {
        return;
    }
    if (!(x86_in16(machine.pm1a_control) & PM1_ACPI_MODE)) {
        x86_out8(machine.smi_command, machine.acpi_enable);
    }
    while (!(x86_in16(machine.pm1a_control) & PM1_ACPI_MODE) &&
           arch_now_ns() - from < POWER_WAIT_NS) {
    }
}

static void power_sleep(uint16_t control, uint8_t type)
{
    if (control != 0) {
        const unsigned kept = x86_in16(control) & ~(unsigned)(PM1_SLEEP_TYPE | PM1_SLEEP_ENABLE);

        x86_out16(control, (uint16_t)(kept | (unsigned)type << PM1_SLEEP_TYPE_SHIFT |
                                      PM1_SLEEP_ENABLE));
    }
}

void arch_power_off(void)
{
    if (!machine.can_sleep) {
        return;
    }
    power_enter_acpi_mode();
    power_sleep(machine.pm1a_control, machine.sleep_a);
    power_sleep(machine.pm1b_control, machine.sleep_b);
    power_wait(POWER_WAIT_NS);
}

static void power_reset_by_acpi(void)
{
    if (machine.reset.address == 0) {
        return;
    }
    if (machine.reset.is_memory) {
        *(volatile uint8_t *)phys_to_ptr(paddr(machine.reset.address)) = machine.reset_value;
    } else {
        x86_out8((uint16_t)machine.reset.address, machine.reset_value);
    }
    power_wait(POWER_WAIT_NS);
}

void arch_reboot(void)
{
    static const struct x86_table_register no_idt = {0, 0};

    power_reset_by_acpi();
    x86_out8(RESET_CONTROL, RESET_SYSTEM);
    x86_out8(RESET_CONTROL, RESET_SYSTEM | RESET_START);
    power_wait(POWER_WAIT_NS);
    /* A trap that cannot be delivered, nor the double fault about it, shuts the processor down, and
     * PC chip sets restart it. SDM volume 3, section 6.15, interrupt 8. */
    x86_lidt(&no_idt);
    x86_trap();
}
