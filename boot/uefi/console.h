/* SPDX-License-Identifier: MIT */
/* console.h: messages on the firmware's console. Order: until boot services end. */
#ifndef UEFI_CONSOLE_H
#define UEFI_CONSOLE_H

#include <stdint.h>

#include <efi.h>

void console_print(const char *text);

/* Prints `value` in hexadecimal, with 0x. */
void console_print_number(uint64_t value);

/* Reports "what: reason" and ends the loader, so that the firmware tries its next boot option. */
__attribute__((noreturn)) void console_fail(const char *what, const char *reason);

/* The same with the meaning of a status that the firmware returned. */
__attribute__((noreturn)) void console_fail_status(const char *what, EFI_STATUS status);

#endif
