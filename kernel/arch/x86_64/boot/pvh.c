/* SPDX-License-Identifier: MIT */
/* pvh.c: what a PVH loader tells, as a boot_info. It knows of memory and modules only; the
 * first module is the initial ramdisk.
 * See: Xen, xen/include/public/arch-x86/hvm/start_info.h: structures, magic and memory types. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <image/memory_map.h>
#include <kozo/assert.h>
#include <x86/screen.h>

#define HVM_START_MAGIC 0x336ec578u

enum {
    BIOS_VIDEO_MODE = 0x449,
    VIDEO_MODE_TEXT = 3,
};

struct hvm_start_info {
    uint32_t magic;
    uint32_t version;
    uint32_t flags;
    uint32_t module_count;
    uint64_t modules;
    uint64_t command_line;
    uint64_t rsdp;
    uint64_t memory; /* from version 1 on, as the fields below */
    uint32_t memory_count;
    uint32_t reserved;
};

struct hvm_module {
    uint64_t base;
    uint64_t size;
    uint64_t command_line;
    uint64_t reserved;
};

struct hvm_memory {
    uint64_t base;
    uint64_t size;
    uint32_t type;
    uint32_t reserved;
};

_Static_assert(sizeof(struct hvm_start_info) == 56, "hvm_start_info");
_Static_assert(sizeof(struct hvm_module) == 32, "hvm_modlist_entry");
_Static_assert(sizeof(struct hvm_memory) == 24, "hvm_memmap_table_entry");

/* The early tables end at BOOT_PAGE_LIMIT. */
static const void *pvh_data(uint64_t address, uint64_t length, const char *what)
{
    if (address > BOOT_PAGE_LIMIT || length > BOOT_PAGE_LIMIT - address) {
        panic("pvh: the %s at 0x%lx lies beyond 4 GiB", what, address);
    }
    return phys_to_ptr(paddr(address));
}

/* A range that is usable and something else is something else: that is painted last. */
static void pvh_convert_memory(const struct hvm_start_info *start)
{
    const struct hvm_memory *memory =
        pvh_data(start->memory, start->memory_count * sizeof(*memory), "memory map");

    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < start->memory_count; i++) {
            const kozo_memory_kind_t kind = memory_map_bios_kind(memory[i].type);

            if ((kind != KOZO_MEMORY_KIND_USABLE) == pass) {
                x86_boot_info_paint(memory[i].base, memory[i].size, kind);
            }
        }
    }
}

static void pvh_convert_command_line(const struct hvm_start_info *start)
{
    const char *text;
    size_t length = 0;

    if (start->command_line == 0) {
        return;
    }
    text = pvh_data(start->command_line, KOZO_BOOT_COMMAND_LINE, "command line");
    for (; text[length] != '\0'; length++) {
        if (length == KOZO_BOOT_COMMAND_LINE - 1) {
            panic("pvh: the command line is longer than %u bytes", KOZO_BOOT_COMMAND_LINE - 1);
        }
        boot_info.command_line[length] = (uint8_t)text[length];
    }
}

/* PVH tells nothing of the screen, but the BIOS keeps its mode: there is one to write on if the
 * BIOS has set up text. See: IBM PS/2 and PC BIOS Interface Technical Reference. */
static void pvh_find_screen(void)
{
    const uint8_t *mode = phys_to_ptr(paddr(BIOS_VIDEO_MODE));

    if (*mode == VIDEO_MODE_TEXT) {
        boot_info.framebuffer = (struct kozo_boot_framebuffer){
            .base = VIDEO_TEXT_BASE,
            .width = VIDEO_TEXT_COLUMNS,
            .height = VIDEO_TEXT_LINES,
            .stride = VIDEO_TEXT_STRIDE,
            .format = KOZO_PIXEL_FORMAT_TEXT,
        };
    }
}

void x86_pvh_convert(paddr_t start_info)
{
    const struct hvm_start_info *start = phys_to_ptr(start_info);

    pvh_find_screen();
    x86_screen_init();
    if (start->magic != HVM_START_MAGIC || start->version < 1) {
        panic("pvh: start info has magic 0x%x, version %u", start->magic, start->version);
    }
    boot_info.rsdp = start->rsdp;
    if (start->module_count == 0) {
        panic("pvh: no module, thus no initial ramdisk");
    }
    const struct hvm_module *module = pvh_data(start->modules, sizeof(*module), "module list");

    boot_info.initrd_base = module->base;
    boot_info.initrd_size = module->size;
    pvh_convert_memory(start);
    pvh_convert_command_line(start);
    x86_boot_info_complete(KOZO_LOADER_KIND_PVH);
}
