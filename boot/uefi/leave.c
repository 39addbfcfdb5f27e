/* SPDX-License-Identifier: MIT */
/*
 * leave.c: the memory map and the end of boot services.
 * Order: any allocation changes the map and makes its key stale, ExitBootServices itself may do so
 * through its event handlers. The buffer is therefore allocated first, the map is taken again after
 * each refusal, and the kernel's map is made of it when nothing can change any more.
 */
#include "leave.h"

#include <image/memory_map.h>

#include "console.h"
#include "firmware.h"
#include "memory.h"
#include "serial.h"

enum {
    ATTEMPTS = 8,
    SPARE_DESCRIPTORS = 32, /* what the map may grow by after its size was asked for */
};

struct firmware_map {
    uint8_t *bytes;
    UINTN capacity;
    UINTN size;
    UINTN stride; /* of a descriptor: newer firmware's are longer than the structure we know */
    UINTN key;
};

static EFI_STATUS leave_get_map(struct firmware_map *map)
{
    UINT32 version;

    map->size = map->capacity;
    return firmware.boot->GetMemoryMap(&map->size, (EFI_MEMORY_DESCRIPTOR *)(void *)map->bytes,
                                       &map->key, &map->stride, &version);
}

static void leave_allocate_map(struct firmware_map *map)
{
    EFI_STATUS status = leave_get_map(map);

    if (status != EFI_BUFFER_TOO_SMALL) {
        console_fail_status("size of the memory map", status);
    }
    map->capacity = map->size + SPARE_DESCRIPTORS * map->stride;
    map->bytes = memory_allocate(map->capacity, "memory map");
}

/* Boot services are over, and with them what they used. Runtime services are not called by the
 * kernel, but their memory is theirs. */
static kozo_memory_kind_t leave_memory_kind(UINT32 type)
{
    switch (type) {
    case EfiConventionalMemory:
    case EfiBootServicesCode:
    case EfiBootServicesData:
        return KOZO_MEMORY_KIND_USABLE;
    case EfiLoaderCode:
    case EfiLoaderData:
        return KOZO_MEMORY_KIND_LOADER;
    case EfiACPIReclaimMemory:
        return KOZO_MEMORY_KIND_ACPI_RECLAIM;
    case EfiACPIMemoryNVS:
        return KOZO_MEMORY_KIND_ACPI_NVS;
    case EfiMemoryMappedIO:
        return KOZO_MEMORY_KIND_DEVICE;
    default:
        return KOZO_MEMORY_KIND_RESERVED;
    }
}

static void leave_paint(struct kozo_boot_info *info, uint64_t base, uint64_t length,
                        kozo_memory_kind_t kind)
{
    if (!memory_map_paint(info, base, length, kind)) {
        serial_fail(info, "the memory map has too many ranges");
    }
}

static void leave_convert_map(const struct firmware_map *map, struct kozo_boot_info *info)
{
    const struct kozo_boot_framebuffer *screen = &info->framebuffer;

    for (UINTN offset = 0; offset + map->stride <= map->size; offset += map->stride) {
        EFI_MEMORY_DESCRIPTOR descriptor;

        __builtin_memcpy(&descriptor, map->bytes + offset, sizeof(descriptor));
        leave_paint(info, descriptor.PhysicalStart, descriptor.NumberOfPages * LOADER_PAGE_SIZE,
                    leave_memory_kind(descriptor.Type));
    }
    leave_paint(info, screen->base, (uint64_t)screen->stride * screen->height,
                KOZO_MEMORY_KIND_FRAMEBUFFER);
    leave_paint(info, info->kernel_base, info->kernel_size, KOZO_MEMORY_KIND_KERNEL);
    leave_paint(info, info->initrd_base, loader_pages(info->initrd_size) * LOADER_PAGE_SIZE,
                KOZO_MEMORY_KIND_INITRD);
}

void leave_boot_services(struct kozo_boot_info *info)
{
    struct firmware_map map = {.bytes = NULL, .capacity = 0};

    leave_allocate_map(&map);
    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        EFI_STATUS status = leave_get_map(&map);

        if (EFI_ERROR(status) || map.stride < sizeof(EFI_MEMORY_DESCRIPTOR)) {
            serial_fail(info, "the memory map is not one, or grew beyond its buffer");
        }
        if (!EFI_ERROR(firmware.boot->ExitBootServices(firmware.image, map.key))) {
            leave_convert_map(&map, info);
            return;
        }
    }
    serial_fail(info, "the firmware does not end boot services");
}
