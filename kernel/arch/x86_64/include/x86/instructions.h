/* SPDX-License-Identifier: MIT */
/* instructions.h: single instructions that C has no words for.
 *
 * "memory" is clobbered where the instruction orders or changes how memory is seen: loads of
 * control registers and descriptor tables, I/O (a device may look at memory), and opening
 * interrupts. */
#pragma once

#include <stdint.h>

static inline uint64_t x86_rdmsr(uint32_t msr)
{
    uint32_t low, high;

    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
    return (uint64_t)high << 32 | low;
}

static inline void x86_wrmsr(uint32_t msr, uint64_t value)
{
    __asm__ volatile("wrmsr"
                     :
                     : "c"(msr), "a"((uint32_t)(value & UINT32_MAX)), "d"((uint32_t)(value >> 32))
                     : "memory");
}

struct cpuid {
    uint32_t eax, ebx, ecx, edx;
};

static inline struct cpuid x86_cpuid(uint32_t leaf, uint32_t subleaf)
{
    struct cpuid r;

    __asm__ volatile("cpuid"
                     : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
                     : "a"(leaf), "c"(subleaf));
    return r;
}

/* Not before earlier loads: LFENCE waits for them. Source: SDM volume 2, RDTSC. */
static inline uint64_t x86_rdtsc(void)
{
    uint32_t low, high;

    __asm__ volatile("lfence; rdtsc" : "=a"(low), "=d"(high) : : "memory");
    return (uint64_t)high << 32 | low;
}

static inline uint8_t x86_in8(uint16_t port)
{
    uint8_t value;

    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline uint16_t x86_in16(uint16_t port)
{
    uint16_t value;

    __asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline uint32_t x86_in32(uint16_t port)
{
    uint32_t value;

    __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port) : "memory");
    return value;
}

static inline void x86_out8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline void x86_out_bytes(uint16_t port, const void *bytes, uint64_t length)
{
    __asm__ volatile("rep outsb" : "+S"(bytes), "+c"(length) : "d"(port) : "memory");
}

static inline void x86_out16(uint16_t port, uint16_t value)
{
    __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

static inline void x86_out32(uint16_t port, uint32_t value)
{
    __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port) : "memory");
}

/* All earlier loads and stores come before all later ones. */
static inline void x86_fence(void)
{
    __asm__ volatile("mfence" : : : "memory");
}

/* Hardware breakpoints. */
static inline void x86_write_dr7(uint64_t value)
{
    __asm__ volatile("mov %0, %%dr7" : : "r"(value) : "memory");
}

static inline uint64_t x86_read_rflags(void)
{
    uint64_t value;

    __asm__ volatile("pushfq; popq %0" : "=r"(value) : : "memory");
    return value;
}

static inline uint64_t x86_read_cr0(void)
{
    uint64_t value;

    __asm__ volatile("mov %%cr0, %0" : "=r"(value));
    return value;
}

static inline void x86_write_cr0(uint64_t value)
{
    __asm__ volatile("mov %0, %%cr0" : : "r"(value) : "memory");
}

static inline uint64_t x86_read_cr2(void)
{
    uint64_t value;

    __asm__ volatile("mov %%cr2, %0" : "=r"(value));
    return value;
}

static inline uint64_t x86_read_cr3(void)
{
    uint64_t value;

    __asm__ volatile("mov %%cr3, %0" : "=r"(value));
    return value;
}

static inline void x86_write_cr3(uint64_t value)
{
    __asm__ volatile("mov %0, %%cr3" : : "r"(value) : "memory");
}

static inline uint64_t x86_read_cr4(void)
{
    uint64_t value;

    __asm__ volatile("mov %%cr4, %0" : "=r"(value));
    return value;
}

static inline void x86_write_cr4(uint64_t value)
{
    __asm__ volatile("mov %0, %%cr4" : : "r"(value) : "memory");
}

/* Which components of the FPU there are. */
static inline void x86_xsetbv(uint32_t number, uint64_t value)
{
    __asm__ volatile("xsetbv"
                     :
                     : "c"(number), "a"((uint32_t)(value & UINT32_MAX)),
                       "d"((uint32_t)(value >> 32)));
}

static inline void x86_invlpg(uint64_t address)
{
    __asm__ volatile("invlpg (%0)" : : "r"(address) : "memory");
}

/* Operand of LGDT and LIDT. */
struct x86_table_register {
    uint16_t limit;
    uint64_t base;
} __attribute__((packed));

static inline void x86_lidt(const struct x86_table_register *table)
{
    __asm__ volatile("lidt %0" : : "m"(*table) : "memory");
}

/* Load GDT, segment registers and task register; there is no LDT. Data segments need none in 64-bit
 * mode; the far return is how code is loaded. */
static inline void x86_load_segments(const struct x86_table_register *gdt, uint64_t code,
                                     uint64_t stack, uint16_t task)
{
    __asm__ volatile("lgdt %0\n\t"
                     "pushq %1\n\t"
                     "leaq 1f(%%rip), %%rax\n\t"
                     "pushq %%rax\n\t"
                     "lretq\n"
                     "1:\n\t"
                     "mov %w2, %%ss\n\t"
                     "mov %w3, %%ds\n\t"
                     "mov %w3, %%es\n\t"
                     "mov %w3, %%fs\n\t"
                     "mov %w3, %%gs\n\t"
                     "lldt %w3\n\t"
                     "ltr %w4"
                     :
                     : "m"(*gdt), "r"(code), "r"(stack), "r"(0), "r"(task)
                     : "rax", "memory");
}

/* A random number, or 0 where the source has run dry. */
static inline uint64_t x86_rdrand(void)
{
    uint64_t value;

    __asm__ volatile("rdrand %0" : "=r"(value) : : "cc");
    return value;
}

/* Let interrupts in for one instruction: STI takes effect after the one that follows it.
 * Source: SDM volume 2, STI. */
static inline void x86_interrupt_window(void)
{
    __asm__ volatile("sti; nop; cli" : : : "memory");
}

static inline void x86_halt(void)
{
    __asm__ volatile("cli; hlt" : : : "memory");
}

static inline void x86_trap(void)
{
    __asm__ volatile("int3" : : : "memory");
}
