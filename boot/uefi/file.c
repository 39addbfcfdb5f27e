/* SPDX-License-Identifier: MIT */
/* file.c: files of the file system that the firmware loaded us from. */
#include "file.h"

#include "console.h"
#include "firmware.h"
#include "memory.h"

/* EFI_FILE_INFO ends in the file's name, which is one of ours and short. */
enum { INFO_SIZE = 512 };

static EFI_FILE_HANDLE file_volume(void)
{
    static EFI_GUID image_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    static EFI_GUID volume_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    void *interface;
    EFI_FILE_HANDLE root;
    EFI_STATUS status = firmware.boot->HandleProtocol(firmware.image, &image_guid, &interface);

    if (EFI_ERROR(status)) {
        console_fail_status("loaded image protocol", status);
    }
    EFI_LOADED_IMAGE_PROTOCOL *image = interface;
    status = firmware.boot->HandleProtocol(image->DeviceHandle, &volume_guid, &interface);
    if (EFI_ERROR(status)) {
        console_fail_status("file system of the boot device", status);
    }
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *volume = interface;
    status = volume->OpenVolume(volume, &root);
    if (EFI_ERROR(status)) {
        console_fail_status("file system of the boot device", status);
    }
    return root;
}

static size_t file_size(EFI_FILE_HANDLE handle, const char *name)
{
    static EFI_GUID info_guid = EFI_FILE_INFO_ID;
    union {
        EFI_FILE_INFO info;
        uint8_t bytes[INFO_SIZE];
    } buffer;
    UINTN size = sizeof(buffer);
    EFI_STATUS status = handle->GetInfo(handle, &info_guid, &size, &buffer);

    if (EFI_ERROR(status)) {
        console_fail_status(name, status);
    }
    return buffer.info.FileSize;
}

struct file file_read(const CHAR16 *path, const char *name, bool optional)
{
    struct file file = {.bytes = NULL, .size = 0};
    EFI_FILE_HANDLE root = file_volume();
    EFI_FILE_HANDLE handle;
    /* The prototype lacks a const: firmware only reads the path. */
    EFI_STATUS status =
        root->Open(root, &handle, (CHAR16 *)(uintptr_t)path, EFI_FILE_MODE_READ, 0);

    root->Close(root);
    if (optional && status == EFI_NOT_FOUND) {
        return file;
    }
    if (EFI_ERROR(status)) {
        console_fail_status(name, status);
    }
    file.size = file_size(handle, name);
    if (file.size != 0) {
        file.bytes = memory_allocate(file.size, name);
    }
    UINTN done = file.size;
    status = handle->Read(handle, &done, file.bytes);
    handle->Close(handle);
    if (EFI_ERROR(status)) {
        console_fail_status(name, status);
    }
    if (done != file.size) {
        console_fail(name, "shorter than its directory entry says");
    }
    return file;
}

void file_free(struct file *file)
{
    if (file->bytes != NULL) {
        firmware.boot->FreePages((EFI_PHYSICAL_ADDRESS)file->bytes, loader_pages(file->size));
    }
    *file = (struct file){.bytes = NULL, .size = 0};
}
