/* SPDX-License-Identifier: MIT */
/* start.c: the boot CPU's way from the entry to the first thread.
 * Order: a line may use what the lines above it set up; from x86_cpu_init() on a trap is reported.
 * Owns: machine. */
#include <x86/boot.h>

#include <arch/memory.h>
#include <kozo/arch.h>
#include <kozo/assert.h>
#include <kozo/boot.h>
#include <kozo/cpu.h>
#include <kozo/log.h>
#include <x86/acpi.h>
#include <x86/apic.h>
#include <x86/clock.h>
#include <x86/cpu.h>
#include <x86/machine.h>
#include <x86/serial.h>
#include <x86/smp.h>
#include <x86/traps.h>

struct machine machine;

static const char *start_loader_name(void)
{
    switch (boot_info.loader) {
    case KOZO_LOADER_KIND_UEFI:
        return "UEFI";
    case KOZO_LOADER_KIND_PVH:
        return "PVH";
    default:
        return "Multiboot2";
    }
}

void x86_start(uint64_t information, kozo_loader_kind_t loader, bool is_damaged)
{
    x86_stack_guard_init();
    x86_serial_init();
    x86_cpu_check();
    x86_idt_init();
    x86_cpu_init(&cpus[0], 0);
    x86_boot_info_read(loader, information);
    if (is_damaged) {
        panic("the kernel is damaged: its checksum is wrong");
    }
    x86_boot_info_check();
    x86_kernel_map_init();
    x86_boot_info_probe(BOOT_PAGE_LIMIT, PHYSMAP_SIZE);
    x86_apic_init();
    x86_apic_init_cpu();
    x86_clock_init();
    x86_acpi_init();
    x86_boot_info_find_devices();
    klog("kernel: loaded by %s, %u processors, counter at %lu kHz\n", start_loader_name(),
         machine.cpu_count, machine.tsc_scale * 1000000 >> 32);
    x86_smp_init();
    x86_boot_info_give_up();
    kernel_main(&boot_info);
    x86_leave_boot();
}
