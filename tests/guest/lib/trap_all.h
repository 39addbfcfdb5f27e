/* SPDX-License-Identifier: MIT */
/* trap_all.h: system calls and loops with every register under control. */
#pragma once

#include <kozo/gen/regs.h>

enum { TRAP_REGISTERS = 15 }; /* general registers, at the start of struct regs */

/* Load the general registers, execute `syscall`, store them; rflags is what it was right after. */
void trap_all(struct regs *regs);

/* The same with a breakpoint, which a fault handler answers. */
void break_all(struct regs *regs);

/* Load them, count down so often without touching them, store them. */
void spin_all(struct regs *regs, uint64_t turns);

static inline void regs_set_op(struct regs *regs, uint64_t op)
{
    regs_set_operation(regs, op, regs_tag(regs));
}

/* Set the register that `get` reads, found by trying. */
static inline void regs_set_by(struct regs *regs, uint64_t (*get)(const struct regs *regs),
                               uint64_t value)
{
    uint64_t *words = (uint64_t *)regs;
    const uint64_t before = get(regs);

    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        words[i] = ~words[i];
        if (get(regs) != before) {
            words[i] = value;
            return;
        }
        words[i] = ~words[i];
    }
}

static inline void regs_set_self(struct regs *regs, uint64_t handle)
{
    regs_set_by(regs, regs_self, handle);
}

static inline void regs_set_deadline(struct regs *regs, kozo_deadline_t deadline)
{
    regs_set_by(regs, regs_deadline, deadline);
}
