/* SPDX-License-Identifier: MIT */
/* cpu_state.h: what the entry and exit code keeps for each CPU, addressed through GS. */
#pragma once

#include <kozo/compiler.h>

struct cpu;
struct thread;

enum {
    GDT_ENTRIES = 7,
    IST_COUNT = 4, /* stacks of their own, for traps that can come at any instruction */
};

/* Task-state segment. Source: Intel SDM volume 3, section 8.7, figure 8-11. */
struct x86_tss {
    uint32_t reserved0;
    uint64_t rsp[3];
    uint64_t reserved1;
    uint64_t ist[7]; /* IST n is ist[n - 1] */
    uint64_t reserved2;
    uint16_t reserved3;
    uint16_t io_map_base;
} __attribute__((packed));

_Static_assert(sizeof(struct x86_tss) == 104, "TSS");

struct arch_cpu {
    struct cpu *self;
    uint64_t stack_top;          /* of the kernel stack */
    uint64_t root;               /* what CR3 holds */
    struct thread *bases_owner;  /* whose FS and GS base the CPU holds, or NULL: nobody's */
    union {
        struct {
            bool interrupt_pending; /* one came in kernel mode and has not been served */
            bool parked;            /* started, and put to sleep for good */
            bool left_boot;         /* parked, and remembers nothing of what only boot needed */
            uint8_t special;        /* as thread.special of the thread that it is set up for */
        };
        uint32_t odd; /* any of these: the way out of the kernel looks which */
    };
    uint32_t apic_id;
    uint64_t syscall_entry;      /* where system calls of threads go that are not special */
    uint64_t user_flags;         /* of the thread that is on its way in, for an instant */
    uint64_t nmi_count;          /* NMIs that were seen and ignored */
    uint64_t stray_count;        /* interrupts and debug traps that nobody asked for */
    uint64_t gdt[GDT_ENTRIES];
    struct x86_tss tss;
};

static inline struct cpu *this_cpu(void)
{
    struct cpu *cpu;

    __asm__("movq %%gs:%c1, %0" : "=r"(cpu) : "i"(offsetof(struct arch_cpu, self)));
    return cpu;
}

static inline void arch_relax(void)
{
    __asm__ volatile("pause");
}

/* `arch` is the first member of struct cpu. */
static inline struct arch_cpu *this_arch_cpu(void)
{
    return (struct arch_cpu *)(void *)this_cpu();
}
