/* SPDX-License-Identifier: MIT */
/* attack.h: attacks in machine code, and what must come of each.
 *
 * An attack is run by a thread of its own, whose fault message is compared word by word; a sweep
 * runs many in one thread, by changing the code under it. Where QEMU 7.2 raises another exception
 * than the manuals say, a table names that one too, and nothing else is accepted. */
#pragma once

#include "fault.h"

enum exception {
    DIVIDE = 0,
    DEBUG = 1,
    BREAKPOINT = 3,
    INVALID_OPCODE = 6,
    NO_FPU = 7,
    STACK = 12,
    PROTECTION = 13,
    ALIGNMENT = 17,
};

/* Error code of a page fault: Intel SDM volume 3, section 4.7. */
enum { PAGE_PRESENT = 1, PAGE_WRITE = 2, PAGE_USER = 4, PAGE_FETCH = 16 };

#define PAGE UINT64_C(0x1000)
#define PHYSMAP UINT64_C(0xffff800000000000)
#define KERNEL_IMAGE UINT64_C(0xffffffff80000000)

struct attack {
    const char *name;
    const uint8_t *start, *at, *end; /* first instruction, the one that matters, what follows it */
    uint8_t vector;                  /* the exception that must come, at `at` */
    uint8_t or_vector;               /* what QEMU makes of it; 0: the same */
    bool passes;                     /* it runs, and does no harm */
    bool or_passes;                  /* QEMU lets it run */
    bool or_stack_fault;             /* QEMU cannot read the stack */
    bool page_fault;                 /* at `argument`, whatever is mapped there */
    bool sp_moved;                   /* to `argument` */
    uint16_t code, or_code;          /* the exception's error code; QEMU's, if not 0 */
    uint16_t below;                  /* bytes that the attack has pushed before */
};

/* One attack in a list X(name, code before, the instruction, vector, further members...). */
#define ATTACK_CODE(name, setup, instruction, ...)                                                 \
    __asm__(".pushsection .text\n"                                                                 \
            "attack_" #name ": " setup "\nattack_" #name "_at: " instruction "\n"                  \
            "attack_" #name "_end: ud2\n.popsection");                                             \
    extern const uint8_t attack_##name[], attack_##name##_at[], attack_##name##_end[];
#define ATTACK_ENTRY(title, setup, instruction, exception, ...)                                    \
    {.name = #title, .start = attack_##title, .at = attack_##title##_at,                           \
     .end = attack_##title##_end, .vector = exception, ##__VA_ARGS__},

/* Run them; rdi holds `argument`. A bystander's registers are watched meanwhile. */
void attacks_run(const struct attack *attacks, unsigned count, uint64_t argument);
#define ATTACKS_RUN(list, argument)                                                                \
    do {                                                                                           \
        static const struct attack attacks[] = {list(ATTACK_ENTRY)};                               \
        attacks_run(attacks, sizeof(attacks) / sizeof(attacks[0]), argument);                      \
    } while (0)

/* Start a worker at an instruction, with nothing but rdi and its stack. */
void attack_start(struct worker *worker, const uint8_t *at, uint64_t argument);

/* A thread that runs whatever it is given, again and again. */
enum { SWEEP_CODE_BYTES = 8 };
void sweep_begin(void);
void sweep_end(void);

/* Run `code`, with `value` in rdx. The record's ip is relative to it: 0 is a fault of its first
 * instruction; a record of INVALID_OPCODE at `size` says that it ran to its end. */
void sweep_try(const uint8_t *code, unsigned size, uint64_t value, struct fault_record *record);
#define SWEEP(value, record, ...)                                                                  \
    sweep_try((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}), value, record)

/* A record that is not as wanted fails the test and says what was tried. */
void expect_exception(const struct fault_record *record, const char *what, uint64_t value,
                      unsigned vector, uint64_t code);
void expect_page_fault(const struct fault_record *record, const char *what, uint64_t address,
                       uint64_t code);

/* How much to do: all of it (`make soak`), what `make check` has time for, or that in a build that
 * checks every invariant after every operation. */
unsigned effort(unsigned all, unsigned check, unsigned paranoid);
