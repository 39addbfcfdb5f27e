/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template kernel/regs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi.h>

/* What a thread has in its registers while it is not running. */
struct regs {
    uint64_t rax;
    uint64_t rbx;
    uint64_t rcx;
    uint64_t rdx;
    uint64_t rsi;
    uint64_t rdi;
    uint64_t rbp;
    uint64_t r8;
    uint64_t r9;
    uint64_t r10;
    uint64_t r11;
    uint64_t r12;
    uint64_t r13;
    uint64_t r14;
    uint64_t r15;
    uint64_t rip;
    uint64_t rsp;
    uint64_t rflags;
    uint64_t fs_base;
    uint64_t gs_base;
};

static inline uint64_t regs_ip(const struct regs *regs)
{
    return regs->rip;
}

static inline uint64_t regs_op(const struct regs *regs)
{
    return regs->rax;
}

static inline uint64_t regs_self(const struct regs *regs)
{
    return regs->rdi;
}

/* Argument `position`, counted from 1, of a method. */
static inline uint64_t regs_arg(const struct regs *regs, unsigned position)
{
    switch (position) {
    case 1: return regs->rsi;
    case 2: return regs->rdx;
    case 3: return regs->r10;
    case 4: return regs->r8;
    case 5: return regs->r9;
    default: __builtin_unreachable();
    }
}

static inline void regs_set_arg(struct regs *regs, unsigned position, uint64_t value)
{
    switch (position) {
    case 1: regs->rsi = value; break;
    case 2: regs->rdx = value; break;
    case 3: regs->r10 = value; break;
    case 4: regs->r8 = value; break;
    case 5: regs->r9 = value; break;
    default: __builtin_unreachable();
    }
}

static inline void regs_set_status(struct regs *regs, kozo_status_t status)
{
    regs->rax = status.raw;
}

static inline kozo_status_t regs_status(const struct regs *regs)
{
    return (kozo_status_t){regs->rax};
}

/* Result `index`, counted from 0, of a method. */
static inline uint64_t regs_result(const struct regs *regs, unsigned index)
{
    switch (index) {
    case 0: return regs->rdx;
    case 1: return regs->rsi;
    case 2: return regs->rdi;
    default: __builtin_unreachable();
    }
}

static inline void regs_set_result(struct regs *regs, unsigned index, uint64_t value)
{
    switch (index) {
    case 0: regs->rdx = value; break;
    case 1: regs->rsi = value; break;
    case 2: regs->rdi = value; break;
    default: __builtin_unreachable();
    }
}

static inline kozo_handle_t regs_cap(const struct regs *regs)
{
    return (kozo_handle_t){regs->rdi};
}

static inline kozo_tag_t regs_tag(const struct regs *regs)
{
    return (kozo_tag_t){regs->rsi};
}

static inline kozo_deadline_t regs_deadline(const struct regs *regs)
{
    return regs->rdx;
}

static inline kozo_handle_t regs_reply(const struct regs *regs)
{
    return (kozo_handle_t){regs->r10};
}

/* Message word `index`, below KOZO_REGISTER_WORDS. */
static inline uint64_t regs_word(const struct regs *regs, unsigned index)
{
    switch (index) {
    case 0: return regs->rbx;
    case 1: return regs->r12;
    case 2: return regs->r13;
    case 3: return regs->r14;
    case 4: return regs->r15;
    case 5: return regs->r8;
    default: __builtin_unreachable();
    }
}

static inline void regs_set_word(struct regs *regs, unsigned index, uint64_t value)
{
    switch (index) {
    case 0: regs->rbx = value; break;
    case 1: regs->r12 = value; break;
    case 2: regs->r13 = value; break;
    case 3: regs->r14 = value; break;
    case 4: regs->r15 = value; break;
    case 5: regs->r8 = value; break;
    default: __builtin_unreachable();
    }
}

/* What a message operation is asked with, besides its tag and a reply right. */
static inline void regs_set_operands(struct regs *regs, uint64_t op, kozo_handle_t cap,
                                     kozo_deadline_t deadline)
{
    regs->rax = op;
    regs->rdi = cap.raw;
    regs->rdx = deadline;
}

/* Turn the message operation that the registers ask for into another one, to be run instead. */
static inline void regs_set_operation(struct regs *regs, uint64_t op, kozo_tag_t tag)
{
    regs->rax = op;
    regs->rsi = tag.raw;
}

/* All message words at once; `words` has KOZO_REGISTER_WORDS. */
static inline void regs_words(const struct regs *regs, uint64_t *words)
{
    words[0] = regs->rbx;
    words[1] = regs->r12;
    words[2] = regs->r13;
    words[3] = regs->r14;
    words[4] = regs->r15;
    words[5] = regs->r8;
}

static inline void regs_set_words(struct regs *regs, const uint64_t *words)
{
    regs->rbx = words[0];
    regs->r12 = words[1];
    regs->r13 = words[2];
    regs->r14 = words[3];
    regs->r15 = words[4];
    regs->r8 = words[5];
}

static inline void regs_copy_words(struct regs *to, const struct regs *from)
{
    to->rbx = from->rbx;
    to->r12 = from->r12;
    to->r13 = from->r13;
    to->r14 = from->r14;
    to->r15 = from->r15;
    to->r8 = from->r8;
}

/* What a message operation has ended with. */
static inline kozo_badge_t regs_received_badge(const struct regs *regs)
{
    return regs->rdi;
}

static inline kozo_tag_t regs_received_tag(const struct regs *regs)
{
    return (kozo_tag_t){regs->rsi};
}

/* End a message operation. What carries neither a word nor a result is cleared, so that nothing of
 * the other side's registers comes along. */
static inline void regs_set_message(struct regs *regs, kozo_status_t status, kozo_badge_t badge,
                                    kozo_tag_t tag)
{
    regs->rax = status.raw;
    regs->rdi = badge;
    regs->rsi = tag.raw;
    regs->rdx = 0;
    regs->r10 = 0;
    regs->r9 = 0;
}
