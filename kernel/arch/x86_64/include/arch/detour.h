/* SPDX-License-Identifier: MIT */
/* detour.h: calls off the beaten track. A C compiler saves registers for what it needs behind any
 * call, on the beaten track too; a detour changes no register, so that whoever does not take it
 * pays nothing. */
#pragma once

#include <kozo/compiler.h>

/* A function that may be called as one. */
#define DETOUR __attribute__((no_caller_saved_registers, noinline))

/* Call a DETOUR that takes four words with the first and the last. Returns the uint64_t that it
 * returns. */
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

/* Call a DETOUR that takes two words. Returns the bool that it returns. */
#define TAKE_DETOUR_IF(function, a, b)                                                             \
    ({                                                                                             \
        bool result_;                                                                              \
                                                                                                   \
        __asm__ volatile("push %%rax\n\t"                                                          \
                         "call %c[to]\n\t"                                                         \
                         "test %%al, %%al\n\t"                                                     \
                         "pop %%rax"                                                               \
                         : "=@ccnz"(result_)                                                       \
                         : [to] "i"(function), "D"(a), "S"(b)                                      \
                         : "memory");                                                              \
        result_;                                                                                   \
    })
