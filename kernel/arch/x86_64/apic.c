/* SPDX-License-Identifier: MIT */
/* apic.c: the local APIC, by memory or, in x2APIC mode, by MSRs.
 * See: Intel SDM volume 3, chapter 11. */
#include <x86/apic.h>

#include <arch/memory.h>
#include <kozo/arch.h>
#include <kozo/assert.h>
#include <x86/boot.h>
#include <x86/clock.h>
#include <x86/constants.h>
#include <x86/instructions.h>
#include <x86/machine.h>

/* Registers: SDM volume 3, table 11-1. */
enum {
    APIC_ID = 0x20,
    APIC_TASK_PRIORITY = 0x80,
    APIC_END_OF_INTERRUPT = 0xb0,
    APIC_SPURIOUS = 0xf0,
    APIC_COMMAND_LOW = 0x300,
    APIC_COMMAND_HIGH = 0x310,
    APIC_LVT_TIMER = 0x320,
    APIC_LVT_THERMAL = 0x330,
    APIC_LVT_COUNTERS = 0x340,
    APIC_LVT_LINT0 = 0x350,
    APIC_LVT_LINT1 = 0x360,
    APIC_LVT_ERROR = 0x370,
    APIC_TIMER_INITIAL = 0x380,
    APIC_TIMER_CURRENT = 0x390,
    APIC_TIMER_DIVIDE = 0x3e0,

    APIC_ENABLE = 1 << 8, /* in APIC_SPURIOUS */
    LVT_MASKED = 1 << 16,
    LVT_TIMER_DEADLINE = 2 << 17, /* mode; 0 is one-shot */
    DIVIDE_BY_1 = 0xb,            /* figure 11-10 */

    COMMAND_INIT = 0x4500,    /* level assert: figure 11-12 */
    COMMAND_STARTUP = 0x4600, /* the page number in the lowest byte */
    COMMAND_PENDING = 1 << 12,
};

#define APIC_BASE_ENABLE (UINT64_C(1) << 11) /* figure 11-5 */
#define APIC_BASE_X2APIC (UINT64_C(1) << 10) /* figure 11-26 */
#define APIC_BASE_ADDRESS UINT64_C(0x000ffffffffff000)

/* Where interrupts are messages: SDM volume 3, section 11.11.1. */
#define MESSAGES_BASE UINT64_C(0xfee00000)
#define MESSAGES_SIZE (UINT64_C(1) << 20)

/* 8259A pair: Intel 8259A data sheet, "Programming the 8259A". */
enum {
    PIC_MASTER = 0x20,
    PIC_SLAVE = 0xa0,
    PIC_INIT = 0x11,         /* ICW1: edge, cascade, ICW4 follows */
    PIC_MASTER_CASCADE = 4,  /* ICW3: the slave is on input 2 */
    PIC_SLAVE_CASCADE = 2,
    PIC_8086 = 1,            /* ICW4 */
    PIC_MASK_ALL = 0xff,
};

BOOT_ONLY static uint32_t apic_read(unsigned reg)
{
    if (machine.x2apic) {
        return (uint32_t)x86_rdmsr(MSR_X2APIC + reg / 16);
    }
    return *(volatile uint32_t *)phys_to_ptr(paddr(machine.apic_base + reg));
}

static void apic_write(unsigned reg, uint32_t value)
{
    if (machine.x2apic) {
        x86_wrmsr(MSR_X2APIC + reg / 16, value);
    } else {
        *(volatile uint32_t *)phys_to_ptr(paddr(machine.apic_base + reg)) = value;
    }
}

/* Moved away from the exceptions before they are masked: a spurious one ignores the mask. */
BOOT_ONLY static void pic_disable(void)
{
    x86_out8(PIC_MASTER, PIC_INIT);
    x86_out8(PIC_SLAVE, PIC_INIT);
    x86_out8(PIC_MASTER + 1, VECTOR_PIC);
    x86_out8(PIC_SLAVE + 1, VECTOR_PIC + 8);
    x86_out8(PIC_MASTER + 1, PIC_MASTER_CASCADE);
    x86_out8(PIC_SLAVE + 1, PIC_SLAVE_CASCADE);
    x86_out8(PIC_MASTER + 1, PIC_8086);
    x86_out8(PIC_SLAVE + 1, PIC_8086);
    x86_out8(PIC_MASTER + 1, PIC_MASK_ALL);
    x86_out8(PIC_SLAVE + 1, PIC_MASK_ALL);
}

BOOT_ONLY void x86_apic_init(void)
{
    const uint32_t features = x86_cpuid(1, 0).ecx;

    pic_disable();
    machine.x2apic = features & CPUID_1_ECX_X2APIC;
    machine.tsc_deadline = features & CPUID_1_ECX_TSC_DEADLINE;
    machine.apic_base = x86_rdmsr(MSR_APIC_BASE) & APIC_BASE_ADDRESS;
    /* Nobody else's, in either mode: from there interrupts are sent. */
    x86_boot_info_paint(MESSAGES_BASE, MESSAGES_SIZE, KOZO_MEMORY_KIND_RESERVED);
    x86_boot_info_paint(machine.apic_base, PAGE_SIZE, KOZO_MEMORY_KIND_RESERVED);
    if (!machine.x2apic) {
        x86_kernel_map_physical(paddr(machine.apic_base), PAGE_SIZE, true);
    }
}

BOOT_ONLY void x86_apic_init_cpu(void)
{
    uint64_t base = machine.apic_base | (x86_rdmsr(MSR_APIC_BASE) & ~APIC_BASE_ADDRESS);

    base |= APIC_BASE_ENABLE;
    x86_wrmsr(MSR_APIC_BASE, base);
    if (machine.x2apic) {
        x86_wrmsr(MSR_APIC_BASE, base | APIC_BASE_X2APIC);
    }
    apic_write(APIC_SPURIOUS, APIC_ENABLE | VECTOR_SPURIOUS);
    apic_write(APIC_TASK_PRIORITY, 0);
    for (unsigned reg = APIC_LVT_THERMAL; reg <= APIC_LVT_ERROR; reg += 0x10) {
        apic_write(reg, LVT_MASKED);
    }
    apic_write(APIC_TIMER_DIVIDE, DIVIDE_BY_1);
    apic_write(APIC_TIMER_INITIAL, 0);
    apic_write(APIC_LVT_TIMER, VECTOR_TIMER | (machine.tsc_deadline ? LVT_TIMER_DEADLINE : 0));
    /* The mode, by memory, before the first deadline, by MSR: SDM volume 3, section 11.5.4.1. */
    x86_fence();
}

void x86_apic_acknowledge(uint64_t vector)
{
    if (vector != VECTOR_TIMER) {
        this_arch_cpu()->stray_count++;
    }
    /* What firmware left waiting must be acknowledged, too: in service it would keep out the timer.
     * A spurious interrupt alone is not in service: SDM volume 3, section 11.9. */
    if (vector != VECTOR_SPURIOUS) {
        apic_write(APIC_END_OF_INTERRUPT, 0);
    }
}

BOOT_ONLY uint32_t x86_apic_id(void)
{
    return machine.x2apic ? apic_read(APIC_ID) : apic_read(APIC_ID) >> 24;
}

BOOT_ONLY void x86_apic_timer_run(void)
{
    apic_write(APIC_LVT_TIMER, VECTOR_TIMER | LVT_MASKED);
    apic_write(APIC_TIMER_INITIAL, UINT32_MAX);
}

BOOT_ONLY uint32_t x86_apic_timer_ticks(void)
{
    return UINT32_MAX - apic_read(APIC_TIMER_CURRENT);
}

BOOT_ONLY static void apic_send(uint32_t apic_id, uint32_t command)
{
    if (machine.x2apic) {
        x86_wrmsr(MSR_X2APIC + APIC_COMMAND_LOW / 16, (uint64_t)apic_id << 32 | command);
        return;
    }
    apic_write(APIC_COMMAND_HIGH, apic_id << 24);
    apic_write(APIC_COMMAND_LOW, command);
    while (apic_read(APIC_COMMAND_LOW) & COMMAND_PENDING) {
    }
}

BOOT_ONLY void x86_apic_send_init(uint32_t apic_id)
{
    apic_send(apic_id, COMMAND_INIT);
}

BOOT_ONLY void x86_apic_send_startup(uint32_t apic_id, paddr_t page)
{
    kassert(page.raw % PAGE_SIZE == 0 && page.raw < 0x100000);
    apic_send(apic_id, COMMAND_STARTUP | (uint32_t)(page.raw >> KOZO_PAGE_BITS));
}

/* An event in the past comes at once: one tick for the counter, and by definition for a deadline,
 * of which 0 alone means none. */
void arch_timer_set(uint64_t at_ns)
{
    const uint64_t now_ns = at_ns == KOZO_DEADLINE_NEVER ? 0 : arch_now_ns();
    const uint64_t delta_ns = at_ns > now_ns ? at_ns - now_ns : 0;

    if (machine.tsc_deadline) {
        x86_wrmsr(MSR_TSC_DEADLINE,
                  at_ns == KOZO_DEADLINE_NEVER ? 0 : x86_clock_tsc_after(delta_ns));
    } else if (at_ns == KOZO_DEADLINE_NEVER) {
        apic_write(APIC_TIMER_INITIAL, 0);
    } else {
        const unsigned __int128 ticks = (unsigned __int128)delta_ns * machine.apic_scale >> 32;

        /* Not before the time, so a tick more; a wait beyond the counter's reach ends early and is
         * set again by whoever looks. */
        apic_write(APIC_TIMER_INITIAL, ticks >= UINT32_MAX ? UINT32_MAX : (uint32_t)ticks + 1);
    }
}
