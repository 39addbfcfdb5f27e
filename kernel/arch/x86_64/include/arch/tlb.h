/* SPDX-License-Identifier: MIT */
/* tlb.h: what the CPU remembers of page tables. Address spaces have no PCID, so that a space that
 * is not loaded has nothing cached; the kernel's half is the same in all and does not change. */
#pragma once

#include <arch/cpu_state.h>
#include <x86/instructions.h>
#include <kozo/types.h>

/* The translation of `at` in the space of `root` has changed. */
static inline void tlb_drop_page(paddr_t root, vaddr_t at)
{
    if (this_arch_cpu()->root == root.raw) {
        x86_invlpg(at.raw);
    }
}

/* A page table has been taken out of the space of `root`. */
static inline void tlb_drop_space(paddr_t root)
{
    if (this_arch_cpu()->root == root.raw) {
        x86_write_cr3(root.raw);
    }
}

/* The space of `root` ceases to exist: if this CPU uses it, let it use `instead`. */
static inline void tlb_leave_space(paddr_t root, paddr_t instead)
{
    if (this_arch_cpu()->root == root.raw) {
        x86_write_cr3(instead.raw);
        this_arch_cpu()->root = instead.raw;
    }
}
