/* SPDX-License-Identifier: MIT */
/* tlb.h: what is cached of page tables, on the host: only how often it is dropped. */
#pragma once

#include <fake.h>
#include <kozo/types.h>

static inline void tlb_drop_page(paddr_t root, vaddr_t at)
{
    (void)root;
    (void)at;
    fake.pages_dropped++;
}

static inline void tlb_drop_space(paddr_t root)
{
    (void)root;
    fake.spaces_dropped++;
}

static inline void tlb_leave_space(paddr_t root, paddr_t instead)
{
    (void)root;
    (void)instead;
    fake.spaces_left++;
}
