/* SPDX-License-Identifier: MIT */
/* trap_all.c: see trap_all.h. The pointer and rbp wait on the stack meanwhile. */
#include "trap_all.h"

#include <stddef.h>

#define AT(name) [name] "i"(offsetof(struct regs, name))
#define OFFSETS                                                                                    \
    AT(rax), AT(rbx), AT(rcx), AT(rdx), AT(rsi), AT(rdi), AT(rbp), AT(r8), AT(r9), AT(r10),        \
        AT(r11), AT(r12), AT(r13), AT(r14), AT(r15), AT(rflags)
#define MOVE(load, name)                                                                           \
    load("movq %c[" #name "](%%rdi), %%" #name "\n", "movq %%" #name ", %c[" #name "](%%rdi)\n")
#define LOAD(l, s) l
#define STORE(l, s) s
#define OTHERS(way)                                                                                \
    MOVE(way, rax) MOVE(way, rbx) MOVE(way, rcx) MOVE(way, rdx) MOVE(way, rsi) MOVE(way, rbp)      \
    MOVE(way, r8) MOVE(way, r9) MOVE(way, r10) MOVE(way, r11) MOVE(way, r12) MOVE(way, r13)        \
    MOVE(way, r14) MOVE(way, r15)
/* The stack, behind the red zone: the pointer, rbp, one word for the work in between. */
#define ENTER "leaq -128(%%rsp), %%rsp\n pushq %%rdi\n pushq %%rbp\n pushq %%rsi\n"
#define LEAVE                                                                                      \
    "pushfq\n pushq %%rdi\n movq 32(%%rsp), %%rdi\n" OTHERS(STORE)                                 \
    "popq %c[rdi](%%rdi)\n popq %c[rflags](%%rdi)\n"                                               \
    "popq %%rsi\n popq %%rbp\n popq %%rdi\n leaq 128(%%rsp), %%rsp\n"
#define CLOBBERED                                                                                  \
    "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "memory", "cc"

#define TRAP_ALL(name, instruction)                                                                \
    void name(struct regs *regs)                                                                   \
    {                                                                                              \
        uint64_t unused = 0;                                                                       \
                                                                                                   \
        __asm__ volatile(ENTER OTHERS(LOAD) "movq %c[rdi](%%rdi), %%rdi\n" instruction "\n" LEAVE  \
                         : "+D"(regs), "+S"(unused)                                                \
                         : OFFSETS                                                                 \
                         : CLOBBERED);                                                             \
    }

TRAP_ALL(trap_all, "syscall")
TRAP_ALL(break_all, "int3")

void spin_all(struct regs *regs, uint64_t turns)
{
    __asm__ volatile(ENTER OTHERS(LOAD) "movq %c[rdi](%%rdi), %%rdi\n"
                     "1: decq (%%rsp)\n jnz 1b\n" LEAVE
                     : "+D"(regs), "+S"(turns)
                     : OFFSETS
                     : CLOBBERED);
}
