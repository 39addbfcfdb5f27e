/* SPDX-License-Identifier: MIT */
/* file.c: files of the file system that the firmware loaded us from.
 * Owns: path, folder_length. */
#include "file.h"

#include "console.h"
#include "firmware.h"
#include "memory.h"

enum {
    PATH_MAX = 128, /* characters with the final NUL; a longer folder is not taken */
    NAME_MAX = 16,  /* of a file's name, with the backslash before it */
};

static const char default_folder[] = "\\kozo";

/* The folder with its last backslash, behind which the name goes. */
static CHAR16 path[PATH_MAX];
static size_t folder_length;

/* EFI_FILE_INFO ends in the file's name, which is one of ours and short. */
enum { INFO_SIZE = 512 };

static EFI_LOADED_IMAGE_PROTOCOL *file_image(void)
{
    static EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
    void *interface;
    EFI_STATUS status = firmware.boot->HandleProtocol(firmware.image, &guid, &interface);

    if (EFI_ERROR(status)) {
        console_fail_status("loaded image protocol", status);
    }
    return interface;
}

static EFI_FILE_HANDLE file_volume(void)
{
    static EFI_GUID guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
    void *interface;
    EFI_FILE_HANDLE root;
    EFI_STATUS status =
        firmware.boot->HandleProtocol(file_image()->DeviceHandle, &guid, &interface);

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

void file_choose_folder(void)
{
    const EFI_LOADED_IMAGE_PROTOCOL *image = file_image();
    const CHAR16 *word = image->LoadOptions;
    size_t left = word == NULL ? 0 : image->LoadOptionsSize / sizeof(CHAR16);
    size_t length = 0;

    /* A shell passes the command's name first; a boot option has arguments only. Either way a
     * folder is the last word, and starts at the root. */
    for (size_t i = 0; i < left && word[i] != 0; i++) {
        length = word[i] == ' ' ? 0 : length + 1;
        if (length != 0 && length < PATH_MAX - NAME_MAX) {
            path[length - 1] = word[i];
        }
    }
    if (length == 0 || length >= PATH_MAX - NAME_MAX || path[0] != '\\') {
        length = 0;
        for (const char *letter = default_folder; *letter != '\0'; letter++) {
            path[length++] = (CHAR16)*letter;
        }
    }
    path[length++] = '\\';
    folder_length = length;
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

struct file file_read(const char *name, bool optional)
{
    struct file file = {.exists = false};
    EFI_FILE_HANDLE root = file_volume();
    EFI_FILE_HANDLE handle;

    for (size_t i = 0; i == 0 || name[i - 1] != '\0'; i++) {
        path[folder_length + i] = (CHAR16)name[i];
    }
    EFI_STATUS status = root->Open(root, &handle, path, EFI_FILE_MODE_READ, 0);

    root->Close(root);
    if (optional && status == EFI_NOT_FOUND) {
        return file;
    }
    if (EFI_ERROR(status)) {
        console_fail_status(name, status);
    }
    file.exists = true;
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
        memory_free(file->bytes);
    }
    *file = (struct file){.exists = false};
}
