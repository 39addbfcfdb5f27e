/* SPDX-License-Identifier: MIT */
/* detour.h: calls off the beaten track. A C compiler saves registers for what it needs behind any
 * call, on the beaten track too; a detour saves them itself, so that whoever does not take it pays
 * nothing. (gcc has an attribute for functions that preserve all registers, but does not make use
 * of it where it calls them; clang 14 lets them lose those of their arguments.) */
#pragma once

#include <kozo/compiler.h>

#define DETOUR NOINLINE

/* All that a function may change, but for its result. */
#define DETOUR_SAVE                                                                                \
    "push %%rcx\n\tpush %%rdx\n\tpush %%rsi\n\tpush %%rdi\n\t"                                     \
    "push %%r8\n\tpush %%r9\n\tpush %%r10\n\tpush %%r11\n\t"
#define DETOUR_RESTORE                                                                             \
    "pop %%r11\n\tpop %%r10\n\tpop %%r9\n\tpop %%r8\n\t"                                           \
    "pop %%rdi\n\tpop %%rsi\n\tpop %%rdx\n\tpop %%rcx\n\t"

/* Call a DETOUR that takes four words with the first and the last. Returns the uint64_t that it
 * returns. */
#define TAKE_DETOUR(function, a, d)                                                                \
    ({                                                                                             \
        uint64_t result_;                                                                          \
                                                                                                   \
        __asm__ volatile(DETOUR_SAVE "call %c[to]\n\t" DETOUR_RESTORE                              \
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
        __asm__ volatile("push %%rax\n\t" DETOUR_SAVE "call %c[to]\n\t"                            \
                         "test %%al, %%al\n\t" DETOUR_RESTORE "pop %%rax"                          \
                         : "=@ccnz"(result_)                                                       \
                         : [to] "i"(function), "D"(a), "S"(b)                                      \
                         : "memory");                                                              \
        result_;                                                                                   \
    })
