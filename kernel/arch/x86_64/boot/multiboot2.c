/* SPDX-License-Identifier: MIT */
/* multiboot2.c: what a Multiboot2 loader (GRUB) tells, as a boot_info. The information lies in
 * memory that it calls usable, so everything is copied out before any memory is given away.
 * Owns: multiboot2_rsdp. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <image/multiboot2.h>
#include <kozo/assert.h>
#include <kozo/string.h>
#include <x86/screen.h>

enum {
    INFORMATION_MAX = 1 << 20, /* bytes; more is damaged */
    RSDP_MAX = 36,             /* ACPI 6.4, section 5.2.5.3 */
};

/* The loader hands over a copy of ACPI's root pointer, not its address: we keep our own. */
static BOOT_CONSTANT uint8_t multiboot2_rsdp[RSDP_MAX];

static uint64_t multiboot2_keep_rsdp(const struct multiboot2_rsdp *rsdp)
{
    if (rsdp->size == 0) {
        return 0;
    }
    memcpy(multiboot2_rsdp, rsdp->bytes, rsdp->size < RSDP_MAX ? rsdp->size : RSDP_MAX);
    return (uint64_t)multiboot2_rsdp - KERNEL_OFFSET;
}

void x86_multiboot2_convert(paddr_t information)
{
    const uint32_t *size = phys_to_ptr(information);
    struct multiboot2_rsdp rsdp;

    if (information.raw > BOOT_PAGE_LIMIT - INFORMATION_MAX || *size > INFORMATION_MAX) {
        panic("multiboot2: boot information of 0x%x bytes at 0x%lx", *size, information.raw);
    }
    multiboot2_find_screen(size, *size, &boot_info.framebuffer);
    x86_screen_init();

    const enum multiboot2_error error = multiboot2_read(size, *size, &boot_info, &rsdp);

    if (error != MULTIBOOT2_OK) {
        panic("multiboot2: boot information: %s", multiboot2_error_text(error));
    }
    boot_info.rsdp = multiboot2_keep_rsdp(&rsdp);
    x86_boot_info_complete(KOZO_LOADER_KIND_MULTIBOOT2);
}
