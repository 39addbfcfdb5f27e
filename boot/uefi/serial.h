/* SPDX-License-Identifier: MIT */
/* serial.h: the report when boot services, and with them the console, are gone or may be. */
#ifndef UEFI_SERIAL_H
#define UEFI_SERIAL_H

#include <kozo/abi.h>

/* Reports `what` on the serial port and on the screen of `info`, and stops the processor: there is
 * no firmware to return to. */
__attribute__((noreturn)) void serial_fail(const struct kozo_boot_info *info, const char *what);

#endif
