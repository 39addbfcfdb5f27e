/* SPDX-License-Identifier: MIT */
/* kernel.h: the kernel's image. */
#ifndef UEFI_KERNEL_H
#define UEFI_KERNEL_H

#include <stdint.h>

#include <kozo/abi.h>

#include "file.h"

/* Puts the kernel's segments where they want to be and fills in kernel_base and kernel_size.
 * Returns the physical entry point. A file that is no kernel, or memory that is taken, ends the
 * loader. */
uint64_t kernel_load(const struct file *file, struct kozo_boot_info *info);

#endif
