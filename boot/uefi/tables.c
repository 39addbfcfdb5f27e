/* SPDX-License-Identifier: MIT */
/* tables.c: what the firmware publishes and the kernel cannot find by itself. */
#include "tables.h"

#include "firmware.h"

static uint64_t tables_configuration(const EFI_GUID *guid)
{
    for (UINTN i = 0; i < firmware.system->NumberOfTableEntries; i++) {
        const EFI_CONFIGURATION_TABLE *entry = &firmware.system->ConfigurationTable[i];

        if (__builtin_memcmp(&entry->VendorGuid, guid, sizeof(*guid)) == 0) {
            return (uint64_t)entry->VendorTable;
        }
    }
    return 0;
}

/* The ACPI 2.0 table holds 64-bit pointers, so it is preferred. */
static uint64_t tables_rsdp(void)
{
    static const EFI_GUID acpi_2 = ACPI_20_TABLE_GUID;
    static const EFI_GUID acpi_1 = ACPI_TABLE_GUID;
    uint64_t address = tables_configuration(&acpi_2);

    return address != 0 ? address : tables_configuration(&acpi_1);
}

static kozo_pixel_format_t tables_pixel_format(EFI_GRAPHICS_PIXEL_FORMAT format)
{
    switch (format) {
    case PixelRedGreenBlueReserved8BitPerColor:
        return KOZO_PIXEL_FORMAT_RGBX;
    case PixelBlueGreenRedReserved8BitPerColor:
        return KOZO_PIXEL_FORMAT_BGRX;
    default:
        return KOZO_PIXEL_FORMAT_NONE;
    }
}

/* A machine without a screen, or with one that has no linear framebuffer, boots all the same. */
static void tables_framebuffer(struct kozo_boot_framebuffer *framebuffer)
{
    static EFI_GUID guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
    void *interface;

    if (EFI_ERROR(firmware.boot->LocateProtocol(&guid, NULL, &interface))) {
        return;
    }
    EFI_GRAPHICS_OUTPUT_PROTOCOL *graphics = interface;
    const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *mode = graphics->Mode->Info;
    kozo_pixel_format_t format = tables_pixel_format(mode->PixelFormat);
    if (format != KOZO_PIXEL_FORMAT_NONE) {
        framebuffer->base = graphics->Mode->FrameBufferBase;
        framebuffer->width = mode->HorizontalResolution;
        framebuffer->height = mode->VerticalResolution;
        framebuffer->stride = mode->PixelsPerScanLine * (uint32_t)sizeof(uint32_t);
        framebuffer->format = format;
    }
}

void tables_find(struct kozo_boot_info *info)
{
    info->rsdp = tables_rsdp();
    tables_framebuffer(&info->framebuffer);
}
