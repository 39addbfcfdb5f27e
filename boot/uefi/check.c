/* SPDX-License-Identifier: MIT */
/* check.c: the list crc32 beside the files.
 * Owns: check_list. */
#include "check.h"

#include <image/checksum.h>

#include "console.h"

static const char list_name[] = "crc32";

static struct file check_list;

void check_open(void)
{
    check_list = file_read(list_name, false);
}

/* False if the list does not have the name. */
static bool check_find(const char *name, uint32_t *value)
{
    const enum checksum_error error =
        checksum_find(check_list.bytes, check_list.size, name, value);

    if (error == CHECKSUM_MALFORMED) {
        console_fail(list_name, checksum_error_text(error));
    }
    return error == CHECKSUM_OK;
}

void check_file(const struct file *file, const char *name)
{
    uint32_t value;

    if (!check_find(name, &value)) {
        console_print("KOZO loader: the list of checksums, crc32, is damaged or old\n");
        console_fail(name, checksum_error_text(CHECKSUM_MISSING));
    }
    if (checksum_crc32(file->bytes, file->size) != value) {
        console_fail(name, checksum_error_text(CHECKSUM_WRONG));
    }
}

void check_absent(const char *name)
{
    uint32_t value;

    if (check_find(name, &value)) {
        console_fail(name, "not found, but in the list of checksums");
    }
}
