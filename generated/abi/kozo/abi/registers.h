/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/structs.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <stddef.h>
#include <stdint.h>

/* Everything that a thread has in its registers while it does not run. */
struct kozo_thread_registers {
    /* General register. */
    uint64_t rax;
    /* General register. */
    uint64_t rbx;
    /* General register. */
    uint64_t rcx;
    /* General register. */
    uint64_t rdx;
    /* General register. */
    uint64_t rsi;
    /* General register. */
    uint64_t rdi;
    /* General register. */
    uint64_t rbp;
    /* General register. */
    uint64_t r8;
    /* General register. */
    uint64_t r9;
    /* General register. */
    uint64_t r10;
    /* General register. */
    uint64_t r11;
    /* General register. */
    uint64_t r12;
    /* General register. */
    uint64_t r13;
    /* General register. */
    uint64_t r14;
    /* General register. */
    uint64_t r15;
    /* The next instruction. */
    uint64_t ip;
    /* Stack pointer. */
    uint64_t sp;
    /* Flags register. */
    uint64_t flags;
    /* Base of segment FS. */
    uint64_t fs_base;
    /* Base of segment GS. */
    uint64_t gs_base;
};
_Static_assert(sizeof(struct kozo_thread_registers) == 160, "size of thread_registers");
_Static_assert(offsetof(struct kozo_thread_registers, rax) == 0, "thread_registers.rax");
_Static_assert(offsetof(struct kozo_thread_registers, rbx) == 8, "thread_registers.rbx");
_Static_assert(offsetof(struct kozo_thread_registers, rcx) == 16, "thread_registers.rcx");
_Static_assert(offsetof(struct kozo_thread_registers, rdx) == 24, "thread_registers.rdx");
_Static_assert(offsetof(struct kozo_thread_registers, rsi) == 32, "thread_registers.rsi");
_Static_assert(offsetof(struct kozo_thread_registers, rdi) == 40, "thread_registers.rdi");
_Static_assert(offsetof(struct kozo_thread_registers, rbp) == 48, "thread_registers.rbp");
_Static_assert(offsetof(struct kozo_thread_registers, r8) == 56, "thread_registers.r8");
_Static_assert(offsetof(struct kozo_thread_registers, r9) == 64, "thread_registers.r9");
_Static_assert(offsetof(struct kozo_thread_registers, r10) == 72, "thread_registers.r10");
_Static_assert(offsetof(struct kozo_thread_registers, r11) == 80, "thread_registers.r11");
_Static_assert(offsetof(struct kozo_thread_registers, r12) == 88, "thread_registers.r12");
_Static_assert(offsetof(struct kozo_thread_registers, r13) == 96, "thread_registers.r13");
_Static_assert(offsetof(struct kozo_thread_registers, r14) == 104, "thread_registers.r14");
_Static_assert(offsetof(struct kozo_thread_registers, r15) == 112, "thread_registers.r15");
_Static_assert(offsetof(struct kozo_thread_registers, ip) == 120, "thread_registers.ip");
_Static_assert(offsetof(struct kozo_thread_registers, sp) == 128, "thread_registers.sp");
_Static_assert(offsetof(struct kozo_thread_registers, flags) == 136, "thread_registers.flags");
_Static_assert(offsetof(struct kozo_thread_registers, fs_base) == 144, "thread_registers.fs_base");
_Static_assert(offsetof(struct kozo_thread_registers, gs_base) == 152, "thread_registers.gs_base");
