/* SPDX-License-Identifier: MIT */
/* boot_info.c: the description of the machine, checked and kept.
 * Owns: boot_info. Once checked, only x86_boot_info_paint() changes its memory map, so that whoever
 * reads `usable` there may have it. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <image/checksum.h>
#include <image/memory_map.h>
#include <kozo/assert.h>
#include <kozo/log.h>
#include <kozo/string.h>
#include <x86/instructions.h>
#include <x86/screen.h>

struct kozo_boot_info boot_info;

/* Memory that does not exist comes in larger pieces. */
#define PROBE_STEP (UINT64_C(2) << 20)

_Static_assert(sizeof(struct kozo_boot_info) % 8 == 0, "copied by words at entry");

/* The UEFI loader's description. Whatever changed it since may have changed the screen's, too: say
 * so on the serial line before the screen is tried. */
static void boot_info_check_checksum(uint32_t checksum)
{
    if (checksum_crc32(&boot_info, sizeof(boot_info)) != checksum) {
        klog("PANIC: boot_info: damaged: its checksum is wrong\n");
        x86_screen_init();
        panic("boot_info: damaged: its checksum is wrong");
    }
}

static void boot_info_check_header(void)
{
    if (boot_info.magic != KOZO_BOOT_MAGIC) {
        panic("boot_info: magic is 0x%016lx", boot_info.magic);
    }
    if (boot_info.version != KOZO_ABI_VERSION) {
        panic("boot_info: the loader speaks version %u, the kernel %u", boot_info.version,
              (unsigned)KOZO_ABI_VERSION);
    }
    if (boot_info.size != sizeof(boot_info)) {
        panic("boot_info: %u bytes where %lu belong", boot_info.size, sizeof(boot_info));
    }
    if (boot_info.memory_count == 0 || boot_info.memory_count > KOZO_BOOT_MEMORY_MAX) {
        panic("boot_info: %u memory ranges", boot_info.memory_count);
    }
    if (boot_info.command_line[KOZO_BOOT_COMMAND_LINE - 1] != '\0') {
        panic("boot_info: the command line has no end");
    }
    if (boot_info.initrd_base % PAGE_SIZE != 0) {
        panic("boot_info: initial ramdisk at 0x%lx is not page-aligned", boot_info.initrd_base);
    }
}

static void boot_info_check_memory(void)
{
    uint64_t end = 0;

    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct kozo_boot_memory *entry = &boot_info.memory[i];

        if (entry->base < end) {
            panic("boot_info: memory range %u at 0x%lx is not above 0x%lx", i, entry->base, end);
        }
        if (entry->length == 0 || entry->length > UINT64_MAX - entry->base) {
            panic("boot_info: memory range %u at 0x%lx has 0x%lx bytes", i, entry->base,
                  entry->length);
        }
        if (entry->kind < KOZO_MEMORY_KIND_USABLE || entry->kind > KOZO_MEMORY_KIND_DEVICE) {
            panic("boot_info: memory range %u is of unknown kind %u", i, (unsigned)entry->kind);
        }
        end = entry->base + entry->length;
    }
}

/* One range of `kind` must hold all of [base, base + length). */
static void boot_info_check_kind(uint64_t base, uint64_t length, kozo_memory_kind_t kind,
                                 const char *what)
{
    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct kozo_boot_memory *entry = &boot_info.memory[i];

        if (entry->kind == kind && entry->base <= base && length <= entry->length &&
            base - entry->base <= entry->length - length) {
            return;
        }
    }
    panic("boot_info: the memory map does not show the %s", what);
}

/* A page that is usable only in part is not usable; what is cut off is in no range any more. */
static void boot_info_align_usable(void)
{
    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        struct kozo_boot_memory *entry = &boot_info.memory[i];
        const uint64_t base = (entry->base + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
        const uint64_t end = (entry->base + entry->length) & ~(PAGE_SIZE - 1);

        if (entry->kind != KOZO_MEMORY_KIND_USABLE) {
            continue;
        }
        if (base < end) {
            entry->base = base;
            entry->length = end - base;
        } else {
            entry->kind = KOZO_MEMORY_KIND_RESERVED;
        }
    }
}

void x86_boot_info_complete(kozo_loader_kind_t loader)
{
    const struct kozo_boot_framebuffer *screen = &boot_info.framebuffer;

    boot_info.magic = KOZO_BOOT_MAGIC;
    boot_info.version = KOZO_ABI_VERSION;
    boot_info.size = sizeof(boot_info);
    boot_info.loader = loader;
    boot_info.kernel_base = (uint64_t)boot_image_start;
    boot_info.kernel_size = (uint64_t)kernel_data_end - KERNEL_OFFSET - boot_info.kernel_base;
    if (boot_info.initrd_base > BOOT_PAGE_LIMIT ||
        boot_info.initrd_size > BOOT_PAGE_LIMIT - boot_info.initrd_base) {
        panic("boot_info: initial ramdisk of 0x%lx bytes at 0x%lx lies beyond 4 GiB",
              boot_info.initrd_size, boot_info.initrd_base);
    }
    x86_boot_info_paint(screen->base, (uint64_t)screen->stride * screen->height,
                        KOZO_MEMORY_KIND_FRAMEBUFFER);
    x86_boot_info_paint(boot_info.kernel_base, boot_info.kernel_size, KOZO_MEMORY_KIND_KERNEL);
    x86_boot_info_paint(boot_info.initrd_base,
                        (boot_info.initrd_size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1),
                        KOZO_MEMORY_KIND_INITRD);
}

/* Usable memory must be where the processor can reach it. */
static void boot_info_check_reach(void)
{
    const unsigned bits = x86_cpuid(0x80000008, 0).eax & 0xff;

    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct kozo_boot_memory *entry = &boot_info.memory[i];

        if (entry->kind == KOZO_MEMORY_KIND_USABLE &&
            (entry->base + entry->length - 1) >> bits != 0) {
            panic("boot_info: memory range %u at 0x%lx has addresses of more than %u bits", i,
                  entry->base, bits);
        }
    }
}

/* Does memory answer there? What it holds stays. */
static bool boot_info_is_memory(uint64_t address)
{
    static const uint64_t patterns[] = {UINT64_C(0x5555555555555555), UINT64_C(0xaaaaaaaaaaaaaaaa)};
    volatile uint64_t *word = phys_to_ptr(paddr(address));
    const uint64_t kept = *word;
    bool is_memory = true;

    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
        *word = patterns[i];
        is_memory = is_memory && *word == patterns[i];
    }
    *word = kept;
    return is_memory;
}

void x86_boot_info_probe(uint64_t from, uint64_t limit)
{
    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct kozo_boot_memory *entry = &boot_info.memory[i];
        const uint64_t first = entry->base > from ? entry->base : from;
        const uint64_t entry_end = entry->base + entry->length;
        const uint64_t end = entry_end < limit ? entry_end : limit;

        if (entry->kind != KOZO_MEMORY_KIND_USABLE) {
            continue;
        }
        for (uint64_t at = first; at < end; at += PROBE_STEP) {
            const uint64_t last = end - at > PROBE_STEP ? at : end - PAGE_SIZE;

            if (!boot_info_is_memory(at) || !boot_info_is_memory(last)) {
                panic("boot_info: no memory near 0x%lx, which the memory map calls usable", at);
            }
        }
    }
}

void x86_boot_info_check(void)
{
    const uint64_t image = (uint64_t)kernel_once_start - KERNEL_OFFSET;

    boot_info_check_header();
    boot_info_check_memory();
    boot_info_check_kind(image, (uint64_t)kernel_data_end - (uint64_t)kernel_once_start,
                         KOZO_MEMORY_KIND_KERNEL, "kernel");
    if (boot_info.initrd_size != 0) {
        boot_info_check_kind(boot_info.initrd_base, boot_info.initrd_size,
                             KOZO_MEMORY_KIND_INITRD, "initial ramdisk");
    }
    boot_info_align_usable();
    boot_info_check_reach();
    x86_boot_info_probe(0, BOOT_PAGE_LIMIT);
    /* A slot reference of 0 names nothing, and none reaches beyond the physmap. */
    x86_boot_info_paint(0, PAGE_SIZE, KOZO_MEMORY_KIND_RESERVED);
    x86_boot_info_paint(PHYSMAP_SIZE, UINT64_MAX - PHYSMAP_SIZE, KOZO_MEMORY_KIND_RESERVED);
}

void x86_boot_info_read(kozo_loader_kind_t loader, uint64_t information)
{
    switch (loader) {
    case KOZO_LOADER_KIND_PVH:
        x86_pvh_convert(paddr(information));
        break;
    case KOZO_LOADER_KIND_MULTIBOOT2:
        x86_multiboot2_convert(paddr(information));
        break;
    default:
        boot_info_check_checksum((uint32_t)information);
        x86_screen_init();
        break;
    }
}

void x86_boot_info_paint(uint64_t base, uint64_t length, kozo_memory_kind_t kind)
{
    if (!memory_map_paint(&boot_info, base, length, kind)) {
        panic("boot_info: the memory map has no room to reserve a range");
    }
}

void x86_boot_info_find_devices(void)
{
    const uint64_t reach = UINT64_C(1) << (x86_cpuid(0x80000008, 0).eax & 0xff);

    x86_boot_info_paint(reach, UINT64_MAX - reach, KOZO_MEMORY_KIND_RESERVED);
    if (!memory_map_find_devices(&boot_info)) {
        panic("boot_info: the memory map has no room for devices");
    }
}

void x86_boot_info_give_up(void)
{
    x86_boot_info_paint(boot_info.kernel_base,
                        (uint64_t)kernel_once_end - KERNEL_OFFSET - boot_info.kernel_base,
                        KOZO_MEMORY_KIND_LOADER);
}

paddr_t x86_boot_page(uint64_t limit)
{
    const struct kozo_boot_memory *best = NULL;
    uint64_t best_end = 0;

    for (uint32_t i = 0; i < boot_info.memory_count; i++) {
        const struct kozo_boot_memory *entry = &boot_info.memory[i];
        uint64_t end = entry->base + entry->length;

        end = end < limit ? end : limit;
        if (entry->kind == KOZO_MEMORY_KIND_USABLE && entry->base < end &&
            (best == NULL || end - entry->base > best_end - best->base)) {
            best = entry;
            best_end = end;
        }
    }
    if (best == NULL) {
        return paddr(0);
    }
    best_end -= PAGE_SIZE;
    x86_boot_info_paint(best_end, PAGE_SIZE, KOZO_MEMORY_KIND_KERNEL);
    memset(phys_to_ptr(paddr(best_end)), 0, PAGE_SIZE);
    return paddr(best_end);
}
