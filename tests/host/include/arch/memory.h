/* SPDX-License-Identifier: MIT */
/* memory.h: physical memory on the host: an arena at an address that does not fit 32 bits. */
#pragma once

#include <kozo/types.h>

#ifndef FAKE_MEMORY_SIZE
#define FAKE_MEMORY_SIZE (UINT64_C(16) << 20)
#endif
#define FAKE_MEMORY_BASE (UINT64_C(0x3f) << 32)

extern unsigned char fake_memory[FAKE_MEMORY_SIZE];

static inline void *phys_to_ptr(paddr_t address)
{
    return &fake_memory[address.raw - FAKE_MEMORY_BASE];
}

static inline paddr_t ptr_to_phys(const void *pointer)
{
    return paddr((uint64_t)((const unsigned char *)pointer - fake_memory) + FAKE_MEMORY_BASE);
}
