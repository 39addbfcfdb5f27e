/* SPDX-License-Identifier: MIT */
/* fadt.c: registers for power and reset. See: ACPI specification 6.4, section 5.2.9, table 5.9. */
#include <x86/acpi.h>

#include <arch/memory.h>
#include <kozo/log.h>
#include <kozo/string.h>
#include <x86/boot.h>
#include <x86/machine.h>

/* Offsets: older tables are shorter than newer fields lie. */
enum {
    FADT_DSDT = 40,
    FADT_SMI_COMMAND = 48,
    FADT_ACPI_ENABLE = 52,
    FADT_PM1A_CONTROL = 64,
    FADT_PM1B_CONTROL = 68,
    FADT_FLAGS = 112,
    FADT_RESET_REGISTER = 116,
    FADT_RESET_VALUE = 128,
    FADT_X_DSDT = 140,
    FADT_X_PM1A_CONTROL = 172,
    FADT_X_PM1B_CONTROL = 184,

    FLAG_RESET_SUPPORTED = 1 << 10,

    SPACE_MEMORY = 0, /* of a generic address */
    SPACE_IO = 1,
};

struct generic_address {
    uint8_t space, width, offset, access;
    uint64_t address;
} __attribute__((packed));

_Static_assert(sizeof(struct generic_address) == 12, "generic address structure");

/* The field, or zeroes where the table ends before it does. */
static void fadt_field(const struct acpi_table *fadt, size_t offset, void *out, size_t size)
{
    memset(out, 0, size);
    if (offset + size <= fadt->length) {
        memcpy(out, (const uint8_t *)fadt + offset, size);
    }
}

static uint32_t fadt_u32(const struct acpi_table *fadt, size_t offset)
{
    uint32_t value;

    fadt_field(fadt, offset, &value, sizeof(value));
    return value;
}

static uint8_t fadt_u8(const struct acpi_table *fadt, size_t offset)
{
    uint8_t value;

    fadt_field(fadt, offset, &value, sizeof(value));
    return value;
}

static struct machine_register fadt_register(const struct acpi_table *fadt, size_t offset)
{
    struct generic_address generic;

    fadt_field(fadt, offset, &generic, sizeof(generic));
    if (generic.space == SPACE_IO && generic.address <= UINT16_MAX) {
        return (struct machine_register){generic.address, false};
    }
    if (generic.space == SPACE_MEMORY && generic.address < PHYSMAP_SIZE) {
        return (struct machine_register){generic.address, true};
    }
    return (struct machine_register){0, false};
}

/* A control block as an I/O port; 0 where there is none. The old field is always a port. */
static uint16_t fadt_control(const struct acpi_table *fadt, size_t old, size_t extended)
{
    const struct machine_register found = fadt_register(fadt, extended);

    return found.address != 0 && !found.is_memory ? (uint16_t)found.address
                                                  : (uint16_t)fadt_u32(fadt, old);
}

static void fadt_read_sleep(const struct acpi_table *fadt)
{
    const struct acpi_table *dsdt;
    uint64_t address;

    fadt_field(fadt, FADT_X_DSDT, &address, sizeof(address));
    dsdt = acpi_map_table(address != 0 ? address : fadt_u32(fadt, FADT_DSDT), "DSDT");
    machine.can_sleep = dsdt != NULL && machine.pm1a_control != 0 &&
                        acpi_find_s5(dsdt, &machine.sleep_a, &machine.sleep_b);
    if (!machine.can_sleep) {
        klog("acpi: the tables do not say how to switch off\n");
    }
}

void acpi_read_fadt(const struct acpi_table *fadt)
{
    machine.pm1a_control = fadt_control(fadt, FADT_PM1A_CONTROL, FADT_X_PM1A_CONTROL);
    machine.pm1b_control = fadt_control(fadt, FADT_PM1B_CONTROL, FADT_X_PM1B_CONTROL);
    machine.smi_command = (uint16_t)fadt_u32(fadt, FADT_SMI_COMMAND);
    machine.acpi_enable = fadt_u8(fadt, FADT_ACPI_ENABLE);
    if (fadt_u32(fadt, FADT_FLAGS) & FLAG_RESET_SUPPORTED) {
        machine.reset = fadt_register(fadt, FADT_RESET_REGISTER);
        machine.reset_value = fadt_u8(fadt, FADT_RESET_VALUE);
        if (machine.reset.is_memory && machine.reset.address != 0) {
            x86_boot_info_paint(machine.reset.address & ~(PAGE_SIZE - 1), PAGE_SIZE,
                                KOZO_MEMORY_KIND_RESERVED);
            x86_kernel_map_physical(paddr(machine.reset.address), 1, true);
        }
    }
    fadt_read_sleep(fadt);
}
