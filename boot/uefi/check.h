/* SPDX-License-Identifier: MIT */
/* check.h: are the files that were read those that were written? Order: until boot services end. */
#ifndef UEFI_CHECK_H
#define UEFI_CHECK_H

#include "file.h"

/* Reads the list of checksums, which must exist. */
void check_open(void);

/* Ends the loader unless the file has the checksum that the list gives it. */
void check_file(const struct file *file, const char *name);

/* Ends the loader if the list knows a file that is absent. */
void check_absent(const char *name);

#endif
