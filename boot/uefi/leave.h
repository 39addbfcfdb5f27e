/* SPDX-License-Identifier: MIT */
/* leave.h: the end of boot services. */
#ifndef UEFI_LEAVE_H
#define UEFI_LEAVE_H

#include <kozo/abi.h>

/* Takes the memory map, ends boot services and fills in the map of `info`, whose other fields are
 * complete. From here on nothing of the firmware may be used. */
void leave_boot_services(struct kozo_boot_info *info);

#endif
