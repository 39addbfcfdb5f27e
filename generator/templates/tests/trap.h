//% include "banner.h"
/* trap.h: how the generated stubs enter the kernel in a host test: by calls to the test. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>

/* Set by the test. `args` has a value for every argument register, of which `count` are used;
 * `results` has room for all result registers. */
typedef kozo_status_t host_trap_method_fn(uint64_t op, uint64_t self, const uint64_t *args,
                                          unsigned count, uint64_t *results);
typedef kozo_status_t host_trap_message_fn(uint64_t op, kozo_handle_t cap, struct kozo_message *m);
extern host_trap_method_fn *host_trap_method;
extern host_trap_message_fn *host_trap_message;
//% for shape in shapes

${shape.prototype}
{
    const uint64_t args[${arguments}] = {${shape.list}};
    uint64_t results[${results}] = {0};
    const kozo_status_t status = host_trap_method(op, self, args, ${shape.args}, results);

//% for index, register in shape.results
    *r${index} = results[${index}];
//% endfor
    return status;
}
//% endfor

static inline kozo_status_t kozo_trap_message(uint64_t op, kozo_handle_t cap,
                                              struct kozo_message *m)
{
    return host_trap_message(op, cap, m);
}

static inline struct kozo_message *host_trap_sent(struct kozo_message *m, unsigned sent)
{
    for (unsigned i = sent; i < sizeof(m->words) / sizeof(m->words[0]); i++) {
        m->words[i] = 0;
    }
    return m;
}

/* A macro, so that it goes where a test may have sent kozo_trap_message() by another one. */
#define kozo_trap_call(op, cap, m, sent) kozo_trap_message(op, cap, host_trap_sent(m, sent))
