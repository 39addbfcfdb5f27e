/* SPDX-License-Identifier: MIT */
/* trap_all.h: system calls and loops with every register under control. */
#pragma once

#include <kozo/gen/regs.h>

enum { TRAP_REGISTERS = 15 }; /* general registers, at the start of struct regs */

/* Load the general registers, execute `syscall`, store them; rflags is what it was right after. */
void trap_all(struct regs *regs);

/* Load them, count down so often without touching them, store them. */
void spin_all(struct regs *regs, uint64_t turns);

static inline void regs_set_op(struct regs *regs, uint64_t op)
{
    regs_set_operation(regs, op, regs_tag(regs));
}

/* The register that holds self, found by trying. */
static inline void regs_set_self(struct regs *regs, uint64_t handle)
{
    uint64_t *words = (uint64_t *)regs;
    const uint64_t before = regs_self(regs);

    for (unsigned i = 0; i < TRAP_REGISTERS; i++) {
        words[i] = ~words[i];
        if (regs_self(regs) != before) {
            words[i] = handle;
            return;
        }
        words[i] = ~words[i];
    }
}
