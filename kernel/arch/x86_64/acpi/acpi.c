/* SPDX-License-Identifier: MIT */
/* acpi.c: from the root pointer to the tables that we read.
 * See: ACPI specification 6.4, sections 5.2.5 (RSDP), 5.2.7 (RSDT) and 5.2.8 (XSDT). */
#include <x86/acpi.h>

#include <arch/memory.h>
#include <kozo/log.h>
#include <kozo/string.h>
#include <x86/apic.h>
#include <x86/boot.h>
#include <x86/machine.h>

struct acpi_rsdp {
    char signature[8];
    uint8_t checksum; /* of the first 20 bytes */
    char oem[6];
    uint8_t revision;
    uint32_t rsdt;
    uint32_t length; /* from revision 2 on, as the fields below */
    uint64_t xsdt;
    uint8_t extended_checksum;
    uint8_t reserved[3];
} __attribute__((packed));

_Static_assert(sizeof(struct acpi_rsdp) == 36, "RSDP");

enum {
    RSDP_OLD_SIZE = 20,
    TABLE_MAX = 1 << 20, /* bytes; a larger table is damaged */
};

static bool acpi_sum_is_zero(const void *bytes, size_t length)
{
    const uint8_t *byte = bytes;
    uint8_t sum = 0;

    for (size_t i = 0; i < length; i++) {
        sum = (uint8_t)(sum + byte[i]);
    }
    return sum == 0;
}

/* The bytes at a physical address that firmware gave, or NULL where it cannot be. */
static const void *acpi_map(uint64_t address, uint64_t length)
{
    if (address == 0 || address >= PHYSMAP_SIZE || length > PHYSMAP_SIZE - address) {
        return NULL;
    }
    x86_kernel_map_physical(paddr(address), length, false);
    return phys_to_ptr(paddr(address));
}

const struct acpi_table *acpi_map_table(uint64_t address, const char *signature)
{
    const struct acpi_table *table = acpi_map(address, sizeof(*table));

    if (table == NULL || table->length < sizeof(*table) || table->length > TABLE_MAX ||
        (signature != NULL && memcmp(table->signature, signature, sizeof(table->signature)) != 0) ||
        acpi_map(address, table->length) == NULL || !acpi_sum_is_zero(table, table->length)) {
        return NULL;
    }
    return table;
}

/* The table of tables, and how wide its entries are. */
static const struct acpi_table *acpi_find_root(size_t *entry_size)
{
    const struct acpi_rsdp *rsdp = acpi_map(boot_info.rsdp, RSDP_OLD_SIZE);

    if (rsdp == NULL || memcmp(rsdp->signature, "RSD PTR ", sizeof(rsdp->signature)) != 0 ||
        !acpi_sum_is_zero(rsdp, RSDP_OLD_SIZE)) {
        return NULL;
    }
    if (rsdp->revision >= 2 && acpi_map(boot_info.rsdp, sizeof(*rsdp)) != NULL &&
        acpi_sum_is_zero(rsdp, sizeof(*rsdp)) && rsdp->xsdt != 0) {
        *entry_size = sizeof(uint64_t);
        return acpi_map_table(rsdp->xsdt, "XSDT");
    }
    *entry_size = sizeof(uint32_t);
    return acpi_map_table(rsdp->rsdt, "RSDT");
}

static void acpi_read_table(uint64_t address)
{
    const struct acpi_table *table = acpi_map_table(address, NULL);

    if (table == NULL) {
        klog("acpi: the table at 0x%lx is damaged\n", address);
    } else if (memcmp(table->signature, "APIC", sizeof(table->signature)) == 0) {
        acpi_read_madt(table);
    } else if (memcmp(table->signature, "FACP", sizeof(table->signature)) == 0) {
        acpi_read_fadt(table);
    }
}

void x86_acpi_init(void)
{
    size_t entry_size = 0;
    const struct acpi_table *root = acpi_find_root(&entry_size);

    machine.apic_ids[0] = x86_apic_id();
    machine.cpu_count = 1;
    if (root == NULL) {
        klog("acpi: no tables\n");
        return;
    }
    for (size_t offset = sizeof(*root); offset + entry_size <= root->length;
         offset += entry_size) {
        uint64_t address = 0;

        memcpy(&address, (const uint8_t *)root + offset, entry_size);
        acpi_read_table(address);
    }
}
