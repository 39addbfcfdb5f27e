/* SPDX-License-Identifier: MIT */
/* detour.h: calls off the beaten track. A C compiler saves registers for what it needs behind any
 * call, on the beaten track too; a detour changes no register, so that whoever does not take it pays
 * nothing. Where there is a vector unit, as on the host, it is a plain call.
 *
 * `function` takes four words, of which `a` is the first and `d` the fourth, and is a DETOUR. */
#pragma once

#include <kozo/compiler.h>

#ifdef __SSE__
#define DETOUR NOINLINE
#define TAKE_DETOUR(function, a, d) function(a, 0, 0, d)
#define TAKE_DETOUR_IF(function, a, d) function(a, 0, 0, d)
#else
#define DETOUR __attribute__((no_caller_saved_registers, noinline))

/* Returns the uint64_t that it returns. */
#define TAKE_DETOUR(function, a, d)                                                                \
    ({                                                                                             \
        uint64_t result_;                                                                          \
                                                                                                   \
        __asm__ volatile("call %c[to]"                                                             \
                         : "=a"(result_)                                                           \
                         : [to] "i"(function), "D"(a), "c"(d)                                      \
                         : "cc", "memory");                                                        \
        result_;                                                                                   \
    })

/* Returns the bool that it returns. */
#define TAKE_DETOUR_IF(function, a, d)                                                             \
    ({                                                                                             \
        bool result_;                                                                              \
                                                                                                   \
        __asm__ volatile("push %%rax\n\t"                                                          \
                         "call %c[to]\n\t"                                                         \
                         "test %%al, %%al\n\t"                                                     \
                         "pop %%rax"                                                               \
                         : "=@ccnz"(result_)                                                       \
                         : [to] "i"(function), "D"(a), "c"(d)                                      \
                         : "memory");                                                              \
        result_;                                                                                   \
    })
#endif
