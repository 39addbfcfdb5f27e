/* SPDX-License-Identifier: MIT */
/* memory.h: physical memory that has nothing but the registers of a local APIC. */
#pragma once

#include <kozo/types.h>

void *phys_to_ptr(paddr_t address);
