//% include "banner.h"
#pragma once

#include <kozo/abi.h>

/* What a thread has in its registers while it is not running. */
struct regs {
//% for name in registers
    uint64_t ${name};
//% endfor
    uint64_t ${pointers.ip};
    uint64_t ${pointers.sp};
    uint64_t ${pointers.flags};
//% for name in saved
    uint64_t ${name};
//% endfor
};

static inline uint64_t regs_ip(const struct regs *regs)
{
    return regs->${pointers.ip};
}

static inline uint64_t regs_op(const struct regs *regs)
{
    return regs->${method.op};
}

static inline uint64_t regs_self(const struct regs *regs)
{
    return regs->${method.self};
}

/* Argument `position`, counted from 1, of a method. */
static inline uint64_t regs_arg(const struct regs *regs, unsigned position)
{
    switch (position) {
//% for name in method.args
    case ${loop.index}: return regs->${name};
//% endfor
    default: __builtin_unreachable();
    }
}

static inline void regs_set_arg(struct regs *regs, unsigned position, uint64_t value)
{
    switch (position) {
//% for name in method.args
    case ${loop.index}: regs->${name} = value; break;
//% endfor
    default: __builtin_unreachable();
    }
}

static inline void regs_set_status(struct regs *regs, kozo_status_t status)
{
    regs->${method.status} = status.raw;
}

static inline kozo_status_t regs_status(const struct regs *regs)
{
    return (kozo_status_t){regs->${method.status}};
}

/* Result `index`, counted from 0, of a method. */
static inline uint64_t regs_result(const struct regs *regs, unsigned index)
{
    switch (index) {
//% for name in method.results
    case ${loop.index0}: return regs->${name};
//% endfor
    default: __builtin_unreachable();
    }
}

static inline void regs_set_result(struct regs *regs, unsigned index, uint64_t value)
{
    switch (index) {
//% for name in method.results
    case ${loop.index0}: regs->${name} = value; break;
//% endfor
    default: __builtin_unreachable();
    }
}

static inline kozo_handle_t regs_cap(const struct regs *regs)
{
    return (kozo_handle_t){regs->${message.cap}};
}

static inline kozo_tag_t regs_tag(const struct regs *regs)
{
    return (kozo_tag_t){regs->${message.tag}};
}

static inline kozo_deadline_t regs_deadline(const struct regs *regs)
{
    return regs->${message.deadline};
}

static inline kozo_handle_t regs_reply(const struct regs *regs)
{
    return (kozo_handle_t){regs->${message.reply}};
}

/* Message word `index`, below KOZO_REGISTER_WORDS. */
static inline uint64_t regs_word(const struct regs *regs, unsigned index)
{
    switch (index) {
//% for name in message.words
    case ${loop.index0}: return regs->${name};
//% endfor
    default: __builtin_unreachable();
    }
}

static inline void regs_set_word(struct regs *regs, unsigned index, uint64_t value)
{
    switch (index) {
//% for name in message.words
    case ${loop.index0}: regs->${name} = value; break;
//% endfor
    default: __builtin_unreachable();
    }
}

/* What a message operation is asked with, besides its tag and a reply right. */
static inline void regs_set_operands(struct regs *regs, uint64_t op, kozo_handle_t cap,
                                     kozo_deadline_t deadline)
{
    regs->${message.op} = op;
    regs->${message.cap} = cap.raw;
    regs->${message.deadline} = deadline;
}

/* Turn the message operation that the registers ask for into another one, to be run instead. */
static inline void regs_set_operation(struct regs *regs, uint64_t op, kozo_tag_t tag)
{
    regs->${message.op} = op;
    regs->${message.tag} = tag.raw;
}

/* All message words at once; `words` has KOZO_REGISTER_WORDS. */
static inline void regs_words(const struct regs *regs, uint64_t *words)
{
//% for name in message.words
    words[${loop.index0}] = regs->${name};
//% endfor
}

static inline void regs_set_words(struct regs *regs, const uint64_t *words)
{
//% for name in message.words
    regs->${name} = words[${loop.index0}];
//% endfor
}

static inline void regs_copy_words(struct regs *to, const struct regs *from)
{
//% for name in message.words
    to->${name} = from->${name};
//% endfor
}

/* What a message operation has ended with. */
static inline kozo_badge_t regs_received_badge(const struct regs *regs)
{
    return regs->${message.out.badge};
}

static inline kozo_tag_t regs_received_tag(const struct regs *regs)
{
    return (kozo_tag_t){regs->${message.out.tag}};
}

/* End a message operation. What carries neither a word nor a result is cleared, so that nothing of
 * the other side's registers comes along. */
static inline void regs_set_message(struct regs *regs, kozo_status_t status, kozo_badge_t badge,
                                    kozo_tag_t tag)
{
    regs->${message.out.status} = status.raw;
    regs->${message.out.badge} = badge;
    regs->${message.out.tag} = tag.raw;
//% for name in cleared
    regs->${name} = 0;
//% endfor
}
