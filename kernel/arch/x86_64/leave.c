/* SPDX-License-Identifier: MIT */
/* leave.c: the end of boot. From there on what only boot needs is init's memory: the tables and the
 * code of the way up, and what BOOT_ONLY marks and kernel.mk lists. boot_info says so already; here
 * it leaves the kernel's address space, where it was executable, on every processor.
 * Invariants: INV-BOOT-1 no program runs while a processor may execute, by its address in the
 *   kernel's image, memory that is not the kernel's; INV-BOOT-2 nothing that stays refers to what
 *   goes, but x86_leave_boot(), which takes it away: tests/lint/boot_only.py. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <kozo/arch.h>
#include <kozo/assert.h>
#include <kozo/cpu.h>
#include <kozo/entry.h>
#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/machine.h>
#include <x86/smp.h>
#include <x86/traps.h>

#include "page_table.h"

/* The entry of the page at `address`, which is there. */
static uint64_t *leave_entry(uint64_t address)
{
    uint64_t table = machine.kernel_root.raw;

    for (unsigned level = PAGE_LEVEL_ROOT;; level--) {
        uint64_t *entry = (uint64_t *)phys_to_ptr(paddr(table)) + page_entry_index(address, level);

        kensure((*entry & PTE_PRESENT) && (level == 0 || !(*entry & PTE_LARGE)));
        if (level == 0) {
            return entry;
        }
        table = *entry & PTE_ADDRESS;
    }
}

/* Forget all translations, global ones too: Intel SDM volume 3, section 4.10.4.1. */
static void leave_flush(void)
{
    const uint64_t cr4 = x86_read_cr4();

    x86_write_cr4(cr4 & ~CR4_PGE);
    x86_write_cr4(cr4);
}

void x86_leave_boot(void)
{
    const uint64_t end = (uint64_t)kernel_once_end;

    for (uint64_t page = (uint64_t)kernel_once_start; page < end; page += PAGE_SIZE) {
        *leave_entry(page) = 0;
        *leave_entry(PHYSMAP_BASE + (page - KERNEL_OFFSET)) |= PTE_WRITE | PTE_DIRTY;
    }
    leave_flush();
    __atomic_store_n(&machine.boot_is_over, true, __ATOMIC_RELEASE);
    for (uint32_t i = 1; i < machine.cpu_count; i++) {
        const struct arch_cpu *cpu = &cpus[i].arch;

        while (__atomic_load_n(&cpu->parked, __ATOMIC_ACQUIRE) &&
               !__atomic_load_n(&cpu->left_boot, __ATOMIC_ACQUIRE)) {
            arch_relax();
        }
    }
    x86_resume(entry_first());
}

void x86_park(struct cpu *cpu)
{
    __atomic_store_n(&cpu->arch.parked, true, __ATOMIC_RELEASE);
    while (!__atomic_load_n(&machine.boot_is_over, __ATOMIC_ACQUIRE)) {
        arch_relax();
    }
    leave_flush();
    __atomic_store_n(&cpu->arch.left_boot, true, __ATOMIC_RELEASE);
    arch_halt();
}

paddr_t arch_kernel_root(void)
{
    return machine.kernel_root;
}
