/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template tests/trap_regs.h;
 * change those and run `make generate`. */
/* trap_regs.h: the user's side of the saved registers: what a trap leaves there, what it finds. */
#pragma once

#include <kozo/gen/regs.h>
#include <kozo/message.h>

#define KOZO_METHOD_ARGUMENTS 5
#define KOZO_METHOD_RESULTS 3

/* `args` holds a value for every argument register. */
static inline void trap_load_method(struct regs *regs, uint64_t op, uint64_t self,
                                    const uint64_t *args)
{
    regs->rax = op;
    regs->rdi = self;
    regs->rsi = args[0];
    regs->rdx = args[1];
    regs->r10 = args[2];
    regs->r8 = args[3];
    regs->r9 = args[4];
}

static inline void trap_load_message(struct regs *regs, uint64_t op, kozo_handle_t cap,
                                     const struct kozo_message *m)
{
    regs->rax = op;
    regs->rdi = cap.raw;
    regs->rsi = m->tag.raw;
    regs->rdx = m->deadline;
    regs->r10 = m->reply.raw;
    regs->rbx = m->words[0];
    regs->r12 = m->words[1];
    regs->r13 = m->words[2];
    regs->r14 = m->words[3];
    regs->r15 = m->words[4];
    regs->r8 = m->words[5];
}

static inline void trap_take_message(const struct regs *regs, struct kozo_message *m)
{
    m->badge = regs->rdi;
    m->tag.raw = regs->rsi;
    m->words[0] = regs->rbx;
    m->words[1] = regs->r12;
    m->words[2] = regs->r13;
    m->words[3] = regs->r14;
    m->words[4] = regs->r15;
    m->words[5] = regs->r8;
}

/* Of methods and of messages. */
static inline uint64_t *trap_status(struct regs *regs)
{
    return &regs->rax;
}

static inline uint64_t *trap_result(struct regs *regs, unsigned index)
{
    switch (index) {
    case 0: return &regs->rdx;
    case 1: return &regs->rsi;
    case 2: return &regs->rdi;
    default: __builtin_unreachable();
    }
}
