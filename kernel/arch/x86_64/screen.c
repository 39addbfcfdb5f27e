/* SPDX-License-Identifier: MIT */
/* screen.c: the kernel's words on serial line and screen.
 * Owns: screen. No lock: what is drawn at once by two CPUs, of which one may be panicking, is
 * garbled at worst. */
#include <x86/screen.h>

#include <arch/memory.h>
#include <image/screen.h>
#include <kozo/arch.h>
#include <x86/boot.h>
#include <x86/serial.h>

static struct screen screen;

BOOT_ONLY static uint64_t screen_size(void)
{
    return (uint64_t)boot_info.framebuffer.stride * boot_info.framebuffer.height;
}

/* Is it where it may be written to? A damaged description must not have us clear ourselves. */
BOOT_ONLY static bool screen_is_outside(uint64_t limit)
{
    const uint64_t base = boot_info.framebuffer.base;
    const uint64_t image = (uint64_t)boot_image_start;
    const uint64_t image_end = (uint64_t)kernel_data_end - KERNEL_OFFSET;

    return base != 0 && base < limit && screen_size() <= limit - base &&
           (base >= image_end || base + screen_size() <= image);
}

BOOT_ONLY static void screen_use(void)
{
    screen_open(&screen, &boot_info.framebuffer, phys_to_ptr(paddr(boot_info.framebuffer.base)));
}

BOOT_ONLY void x86_screen_init(void)
{
    if (!screen_is_outside(PHYSMAP_SIZE)) {
        boot_info.framebuffer = (struct kozo_boot_framebuffer){.base = 0};
    } else if (screen_is_outside(BOOT_PAGE_LIMIT)) {
        screen_use();
    }
}

BOOT_ONLY void x86_screen_map(void)
{
    if (boot_info.framebuffer.base == 0) {
        return;
    }
    x86_kernel_map_physical(paddr(boot_info.framebuffer.base), screen_size(), true);
    if (!screen_is_outside(BOOT_PAGE_LIMIT)) {
        screen_use();
    }
}

void x86_screen_write(const char *text, size_t length)
{
    screen_write(&screen, text, length);
}

bool arch_console_step(char character)
{
    if (!screen_step(&screen, character)) {
        return false;
    }
    x86_serial_write(character);
    return true;
}

void arch_console_write(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        x86_serial_write(text[i]);
    }
    x86_screen_write(text, length);
}
