/* SPDX-License-Identifier: MIT */
/* acpi.h: what the firmware's tables say. Bounds and checksums come before belief. */
#pragma once

#include <kozo/types.h>

/* Header of every table. ACPI 6.4, section 5.2.6. */
struct acpi_table {
    char signature[4];
    uint32_t length;
    uint8_t revision;
    uint8_t checksum;
    char oem[6];
    char oem_table[8];
    uint32_t oem_revision;
    uint32_t creator;
    uint32_t creator_revision;
};

_Static_assert(sizeof(struct acpi_table) == 36, "ACPI table header");

/* Find the tables and put what they say into `machine`: processors, power and reset registers. With
 * no or bad tables the machine has one processor and cannot be switched off; the log says so. */
void x86_acpi_init(void);

/* The table at `address`, mapped and whole, or NULL. `signature` may be NULL for any. */
const struct acpi_table *acpi_map_table(uint64_t address, const char *signature);

/* Parts of the work, each of one table. */
void acpi_read_madt(const struct acpi_table *madt);
void acpi_read_fadt(const struct acpi_table *fadt);

/* Find in a DSDT what has to be written to switch off. Returns false if it does not say. */
bool acpi_find_s5(const struct acpi_table *dsdt, uint8_t *sleep_a, uint8_t *sleep_b);
