/* SPDX-License-Identifier: MIT */
/* console.c: messages on the firmware's console, which is the screen and, where the firmware is set
 * up so (OVMF is), the serial line. */
#include "console.h"

#include "firmware.h"
#include "memory.h"

enum { CHUNK = 64 };

void console_print(const char *text)
{
    CHAR16 wide[CHUNK + 1];

    while (*text != '\0') {
        size_t length = 0;

        while (*text != '\0' && length < CHUNK - 1) {
            if (*text == '\n') {
                wide[length++] = '\r';
            }
            wide[length++] = (CHAR16)(unsigned char)*text++;
        }
        wide[length] = 0;
        firmware.system->ConOut->OutputString(firmware.system->ConOut, wide);
    }
}

void console_print_number(uint64_t value)
{
    char text[sizeof("0x") + 16] = "0x";
    unsigned digits = 1;

    while (digits < 16 && value >> (4 * digits) != 0) {
        digits++;
    }
    for (unsigned i = 0; i < digits; i++) {
        text[2 + i] = "0123456789abcdef"[value >> (4 * (digits - 1 - i)) & 15];
    }
    text[2 + digits] = '\0';
    console_print(text);
}

static const char *console_status_text(EFI_STATUS status)
{
    switch (status) {
    case EFI_NOT_FOUND:
        return "not found";
    case EFI_OUT_OF_RESOURCES:
        return "out of memory";
    case EFI_DEVICE_ERROR:
        return "device error";
    case EFI_VOLUME_CORRUPTED:
        return "file system damaged";
    case EFI_NO_MEDIA:
        return "no medium";
    case EFI_ACCESS_DENIED:
        return "access denied";
    case EFI_UNSUPPORTED:
        return "not supported";
    case EFI_INVALID_PARAMETER:
        return "invalid parameter";
    default:
        return NULL;
    }
}

static __attribute__((noreturn)) void console_exit(void)
{
    memory_free_all();
    firmware.boot->Exit(firmware.image, EFI_LOAD_ERROR, 0, NULL);
    for (;;) {
        __asm__ volatile("hlt");
    }
}

void console_fail(const char *what, const char *reason)
{
    console_print("KOZO loader: ");
    console_print(what);
    console_print(": ");
    console_print(reason);
    console_print("\n");
    console_exit();
}

void console_fail_status(const char *what, EFI_STATUS status)
{
    const char *text = console_status_text(status);

    if (text != NULL) {
        console_fail(what, text);
    }
    console_print("KOZO loader: ");
    console_print(what);
    console_print(": firmware status ");
    console_print_number(status);
    console_print("\n");
    console_exit();
}
