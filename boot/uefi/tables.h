/* SPDX-License-Identifier: MIT */
/* tables.h: what the firmware publishes. */
#ifndef UEFI_TABLES_H
#define UEFI_TABLES_H

#include <kozo/abi.h>

/* Fills in the ACPI root pointer and the linear framebuffer; what there is none of stays 0. */
void tables_find(struct kozo_boot_info *info);

#endif
