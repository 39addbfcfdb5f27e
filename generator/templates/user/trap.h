//% include "banner.h"
/* trap.h: the instruction that enters the kernel, per shape of a call. Only registers that are used
 * are loaded. Tests put a header of the same name first in the include path. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
//% for shape in shapes

${shape.prototype}
{
//% for register, name in shape.bound
    register uint64_t ${register}_ __asm__("${register}") = ${name};
//% endfor
//% for register in shape.extra
    register uint64_t ${register}_ __asm__("${register}");
//% endfor

    __asm__ volatile("${trap}"
                     : ${shape.operands}
                     :
                     : ${shape.clobbered}, "memory");
//% for index, register in shape.results
    *r${index} = ${register}_;
//% endfor
    return (kozo_status_t){${shape.status}_};
}
//% endfor

/* A stub's message. All of the message registers travel, so those that are not `sent` are cleared. */
static inline kozo_status_t kozo_trap_call(uint64_t op, kozo_handle_t cap, struct kozo_message *m,
                                           unsigned sent)
{
//% for register, value in call.bound
    register uint64_t ${register}_ __asm__("${register}") = ${value};
//% endfor

    __asm__ volatile("${trap}"
                     : ${call.operands}
                     :
                     : ${call.clobbered}, "memory");
//% for target, register in call.back
    ${target} = ${register}_;
//% endfor
    return (kozo_status_t){${call.status}_};
}

static inline kozo_status_t kozo_trap_message(uint64_t op, kozo_handle_t cap,
                                              struct kozo_message *m)
{
//% for register, value in message.bound
    register uint64_t ${register}_ __asm__("${register}") = ${value};
//% endfor

    __asm__ volatile("${trap}"
                     : ${message.operands}
                     :
                     : ${message.clobbered}, "memory");
//% for target, register in message.back
    ${target} = ${register}_;
//% endfor
    return (kozo_status_t){${message.status}_};
}
