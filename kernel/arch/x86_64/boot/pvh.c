/* SPDX-License-Identifier: MIT */
/* pvh.c: what a PVH loader tells, as a boot_info. It knows of memory and modules only; where the
 * kernel and the first module, the initial ramdisk, lie in the memory is painted over it.
 * See: Xen, xen/include/public/arch-x86/hvm/start_info.h: structures, magic and memory types. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <image/memory_map.h>
#include <kozo/assert.h>

#define HVM_START_MAGIC 0x336ec578u

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

/* The types are those of E820: ACPI 6.4, table 15-4. */
static kozo_memory_kind_t pvh_memory_kind(uint32_t type)
{
    switch (type) {
    case 1:
        return KOZO_MEMORY_KIND_USABLE;
    case 3:
        return KOZO_MEMORY_KIND_ACPI_RECLAIM;
    case 4:
        return KOZO_MEMORY_KIND_ACPI_NVS;
    default:
        return KOZO_MEMORY_KIND_RESERVED;
    }
}

/* The early tables end at BOOT_PAGE_LIMIT. */
static const void *pvh_data(uint64_t address, uint64_t length, const char *what)
{
    if (address > BOOT_PAGE_LIMIT || length > BOOT_PAGE_LIMIT - address) {
        panic("pvh: the %s at 0x%lx lies beyond 4 GiB", what, address);
    }
    return phys_to_ptr(paddr(address));
}

static void pvh_convert_memory(const struct hvm_start_info *start)
{
    const struct hvm_memory *memory =
        pvh_data(start->memory, start->memory_count * sizeof(*memory), "memory map");
    const uint64_t initrd_pages = (boot_info.initrd_size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);

    for (uint32_t i = 0; i < start->memory_count; i++) {
        x86_boot_info_paint(memory[i].base, memory[i].size, pvh_memory_kind(memory[i].type));
    }
    x86_boot_info_paint(boot_info.kernel_base, boot_info.kernel_size, KOZO_MEMORY_KIND_KERNEL);
    x86_boot_info_paint(boot_info.initrd_base, initrd_pages, KOZO_MEMORY_KIND_INITRD);
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

void x86_pvh_convert(paddr_t start_info)
{
    const struct hvm_start_info *start = phys_to_ptr(start_info);

    if (start->magic != HVM_START_MAGIC || start->version < 1) {
        panic("pvh: start info has magic 0x%x, version %u", start->magic, start->version);
    }
    boot_info.magic = KOZO_BOOT_MAGIC;
    boot_info.version = KOZO_ABI_VERSION;
    boot_info.size = sizeof(boot_info);
    boot_info.loader = KOZO_LOADER_KIND_PVH;
    boot_info.rsdp = start->rsdp;
    boot_info.kernel_base = (uint64_t)boot_image_start;
    boot_info.kernel_size = (uint64_t)kernel_data_end - KERNEL_OFFSET - boot_info.kernel_base;
    if (start->module_count != 0) {
        const struct hvm_module *module =
            pvh_data(start->modules, sizeof(*module), "module list");

        boot_info.initrd_base = module->base;
        boot_info.initrd_size = module->size;
    }
    pvh_convert_memory(start);
    pvh_convert_command_line(start);
}
