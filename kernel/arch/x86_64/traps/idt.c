/* SPDX-License-Identifier: MIT */
/* idt.c: the interrupt descriptor table, one for all CPUs.
 * Owns: `idt`, written once by the early page tables; the final ones have it read-only. */
#include <x86/traps.h>

#include <x86/boot.h>
#include <x86/instructions.h>

/* Source: Intel SDM volume 3, figure 6-8. */
struct idt_gate {
    uint16_t offset_low;
    uint16_t selector;
    uint8_t ist;
    uint8_t type;
    uint16_t offset_middle;
    uint32_t offset_high;
    uint32_t reserved;
};

_Static_assert(sizeof(struct idt_gate) == 16, "IDT gate");

enum {
    GATE_INTERRUPT = 0x8e, /* present; interrupts are off when it has been passed */
    GATE_USER = 0x60,      /* an INT instruction in user mode may pass it */
};

static struct idt_gate idt[VECTOR_COUNT] BOOT_CONSTANT;

static uint8_t idt_stack(unsigned vector)
{
    switch (vector) {
    case VECTOR_DEBUG:
        return IST_DEBUG;
    case VECTOR_NMI:
        return IST_NMI;
    case VECTOR_DOUBLE_FAULT:
        return IST_DOUBLE_FAULT;
    case VECTOR_MACHINE_CHECK:
        return IST_MACHINE_CHECK;
    default:
        return 0;
    }
}

static uint64_t idt_stub(unsigned vector)
{
    if (vector < VECTOR_EXCEPTIONS) {
        return (uint64_t)x86_trap_stubs[vector];
    }
    vector -= VECTOR_EXCEPTIONS;
    return (uint64_t)x86_interrupt_stubs[vector / INTERRUPT_GROUP].stubs[vector % INTERRUPT_GROUP];
}

void x86_idt_init(void)
{
    for (unsigned vector = 0; vector < VECTOR_COUNT; vector++) {
        const uint64_t stub = idt_stub(vector);

        idt[vector] = (struct idt_gate){
            .offset_low = (uint16_t)stub,
            .selector = SELECTOR_KERNEL_CODE,
            .ist = idt_stack(vector),
            .type = vector == VECTOR_BREAKPOINT ? GATE_INTERRUPT | GATE_USER : GATE_INTERRUPT,
            .offset_middle = (uint16_t)(stub >> 16),
            .offset_high = (uint32_t)(stub >> 32),
        };
    }
}

void x86_idt_load(void)
{
    struct x86_table_register table = {.limit = sizeof(idt) - 1, .base = (uint64_t)idt};

    x86_lidt(&table);
}
