//% include "banner.h"
/* trap_regs.h: the user's side of the saved registers: what a trap leaves there, what it finds. */
#pragma once

#include <kozo/gen/regs.h>
#include <kozo/message.h>

#define KOZO_METHOD_ARGUMENTS ${method.args | length}
#define KOZO_METHOD_RESULTS ${method.results | length}

/* `args` holds a value for every argument register. */
static inline void trap_load_method(struct regs *regs, uint64_t op, uint64_t self,
                                    const uint64_t *args)
{
    regs->${method.op} = op;
    regs->${method.self} = self;
//% for register in method.args
    regs->${register} = args[${loop.index0}];
//% endfor
}

static inline void trap_load_message(struct regs *regs, uint64_t op, kozo_handle_t cap,
                                     const struct kozo_message *m)
{
    regs->${message.op} = op;
    regs->${message.cap} = cap.raw;
    regs->${message.tag} = m->tag.raw;
    regs->${message.deadline} = m->deadline;
    regs->${message.reply} = m->reply.raw;
//% for register in message.words
    regs->${register} = m->words[${loop.index0}];
//% endfor
}

static inline void trap_take_message(const struct regs *regs, struct kozo_message *m)
{
    m->badge = regs->${message.out.badge};
    m->tag.raw = regs->${message.out.tag};
//% for register in message.words
    m->words[${loop.index0}] = regs->${register};
//% endfor
}

/* Of methods and of messages. */
static inline uint64_t *trap_status(struct regs *regs)
{
    return &regs->${method.status};
}

static inline uint64_t *trap_result(struct regs *regs, unsigned index)
{
    switch (index) {
//% for register in method.results
    case ${loop.index0}: return &regs->${register};
//% endfor
    default: __builtin_unreachable();
    }
}
