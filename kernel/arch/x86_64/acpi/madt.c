/* SPDX-License-Identifier: MIT */
/* madt.c: which processors there are, and which pages distribute interrupts to them.
 * See: ACPI specification 6.4, section 5.2.12. */
#include <x86/acpi.h>

#include <kozo/log.h>
#include <kozo/string.h>
#include <x86/boot.h>
#include <x86/machine.h>

struct madt {
    struct acpi_table header;
    uint32_t apic_address;
    uint32_t flags;
};

enum {
    MADT_LOCAL_APIC = 0,
    MADT_IO_APIC = 1,
    MADT_LOCAL_X2APIC = 9,
    MADT_ENABLED = 1, /* of a processor's flags */
};

struct madt_local_apic {
    uint8_t type, length;
    uint8_t processor;
    uint8_t apic_id;
    uint32_t flags;
};

struct madt_io_apic {
    uint8_t type, length;
    uint8_t id, reserved;
    uint32_t address;
    uint32_t first_interrupt;
};

struct madt_local_x2apic {
    uint8_t type, length;
    uint16_t reserved;
    uint32_t apic_id;
    uint32_t flags;
    uint32_t processor;
};

_Static_assert(sizeof(struct madt_local_apic) == 8, "MADT type 0");
_Static_assert(sizeof(struct madt_io_apic) == 12, "MADT type 1");
_Static_assert(sizeof(struct madt_local_x2apic) == 16, "MADT type 9");

static void madt_add(uint32_t apic_id, uint32_t flags)
{
    if (!(flags & MADT_ENABLED) || apic_id == machine.apic_ids[0]) {
        return;
    }
    if (machine.cpu_count == KOZO_CPUS) {
        klog("acpi: processor with APIC %u is one too many\n", apic_id);
        return;
    }
    machine.apic_ids[machine.cpu_count++] = apic_id;
}

/* Whoever has it could send any vector to any processor. */
static void madt_keep(uint32_t address)
{
    x86_boot_info_paint(address & ~(uint32_t)(PAGE_SIZE - 1), PAGE_SIZE, KOZO_MEMORY_KIND_RESERVED);
}

static void madt_read_entry(const uint8_t *entry, uint8_t length)
{
    struct madt_local_apic apic;
    struct madt_local_x2apic x2apic;
    struct madt_io_apic io_apic;

    if (entry[0] == MADT_LOCAL_APIC && length >= sizeof(apic)) {
        memcpy(&apic, entry, sizeof(apic));
        madt_add(apic.apic_id, apic.flags);
    } else if (entry[0] == MADT_IO_APIC && length >= sizeof(io_apic)) {
        memcpy(&io_apic, entry, sizeof(io_apic));
        madt_keep(io_apic.address);
    } else if (entry[0] == MADT_LOCAL_X2APIC && length >= sizeof(x2apic) && machine.x2apic) {
        memcpy(&x2apic, entry, sizeof(x2apic));
        madt_add(x2apic.apic_id, x2apic.flags);
    }
}

void acpi_read_madt(const struct acpi_table *madt)
{
    const uint8_t *bytes = (const uint8_t *)madt;
    size_t offset = sizeof(struct madt);

    while (offset + 2 <= madt->length) {
        const uint8_t length = bytes[offset + 1];

        if (length < 2 || length > madt->length - offset) {
            klog("acpi: the processor table is damaged at byte %lu\n", offset);
            return;
        }
        madt_read_entry(&bytes[offset], length);
        offset += length;
    }
}
