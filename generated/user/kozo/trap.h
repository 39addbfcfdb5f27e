/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template user/trap.h;
 * change those and run `make generate`. */
/* trap.h: the instruction that enters the kernel, per shape of a call. Only registers that are used
 * are loaded. Tests put a header of the same name first in the include path. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>

static inline kozo_status_t kozo_trap_method_0_0(uint64_t op, uint64_t self)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_)
                     :
                     : "rcx", "r11", "rsi", "rdx", "r10", "r8", "r9", "memory");
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_0_2(uint64_t op, uint64_t self, uint64_t *r0,
                                                 uint64_t *r1)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rdx_ __asm__("rdx");
    register uint64_t rsi_ __asm__("rsi");

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "=r"(rdx_), "=r"(rsi_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    *r0 = rdx_;
    *r1 = rsi_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_0_3(uint64_t op, uint64_t self, uint64_t *r0,
                                                 uint64_t *r1, uint64_t *r2)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rdx_ __asm__("rdx");
    register uint64_t rsi_ __asm__("rsi");

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "=r"(rdx_), "=r"(rsi_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    *r0 = rdx_;
    *r1 = rsi_;
    *r2 = rdi_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_1_0(uint64_t op, uint64_t self, uint64_t a1)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_)
                     :
                     : "rcx", "r11", "rdx", "r10", "r8", "r9", "memory");
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_1_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx");

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "=r"(rdx_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    *r0 = rdx_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_1_2(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0, uint64_t *r1)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx");

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "=r"(rdx_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    *r0 = rdx_;
    *r1 = rsi_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_1_3(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t *r0, uint64_t *r1, uint64_t *r2)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx");

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "=r"(rdx_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    *r0 = rdx_;
    *r1 = rsi_;
    *r2 = rdi_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_2_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_2_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t *r0)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_)
                     :
                     : "rcx", "r11", "r10", "r8", "r9", "memory");
    *r0 = rdx_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_3_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;
    register uint64_t r10_ __asm__("r10") = a3;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_)
                     :
                     : "rcx", "r11", "r8", "r9", "memory");
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_3_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t *r0)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;
    register uint64_t r10_ __asm__("r10") = a3;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_)
                     :
                     : "rcx", "r11", "r8", "r9", "memory");
    *r0 = rdx_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_4_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;
    register uint64_t r10_ __asm__("r10") = a3;
    register uint64_t r8_ __asm__("r8") = a4;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_),
                       "+r"(r8_)
                     :
                     : "rcx", "r11", "r9", "memory");
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_4_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4,
                                                 uint64_t *r0)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;
    register uint64_t r10_ __asm__("r10") = a3;
    register uint64_t r8_ __asm__("r8") = a4;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_),
                       "+r"(r8_)
                     :
                     : "rcx", "r11", "r9", "memory");
    *r0 = rdx_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_5_0(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;
    register uint64_t r10_ __asm__("r10") = a3;
    register uint64_t r8_ __asm__("r8") = a4;
    register uint64_t r9_ __asm__("r9") = a5;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_),
                       "+r"(r8_), "+r"(r9_)
                     :
                     : "rcx", "r11", "memory");
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_method_5_1(uint64_t op, uint64_t self, uint64_t a1,
                                                 uint64_t a2, uint64_t a3, uint64_t a4, uint64_t a5,
                                                 uint64_t *r0)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = self;
    register uint64_t rsi_ __asm__("rsi") = a1;
    register uint64_t rdx_ __asm__("rdx") = a2;
    register uint64_t r10_ __asm__("r10") = a3;
    register uint64_t r8_ __asm__("r8") = a4;
    register uint64_t r9_ __asm__("r9") = a5;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_),
                       "+r"(r8_), "+r"(r9_)
                     :
                     : "rcx", "r11", "memory");
    *r0 = rdx_;
    return (kozo_status_t){rax_};
}

/* A stub's message. All of the message registers travel, so those that are not `sent` are cleared. */
static inline kozo_status_t kozo_trap_call(uint64_t op, kozo_handle_t cap, struct kozo_message *m,
                                           unsigned sent)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = cap.raw;
    register uint64_t rsi_ __asm__("rsi") = m->tag.raw;
    register uint64_t rbx_ __asm__("rbx") = sent > 0 ? m->words[0] : 0;
    register uint64_t r12_ __asm__("r12") = sent > 1 ? m->words[1] : 0;
    register uint64_t r13_ __asm__("r13") = sent > 2 ? m->words[2] : 0;
    register uint64_t r14_ __asm__("r14") = sent > 3 ? m->words[3] : 0;
    register uint64_t r15_ __asm__("r15") = sent > 4 ? m->words[4] : 0;
    register uint64_t r8_ __asm__("r8") = sent > 5 ? m->words[5] : 0;

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rbx_), "+r"(r12_),
                       "+r"(r13_), "+r"(r14_), "+r"(r15_), "+r"(r8_)
                     :
                     : "rcx", "r11", "rdx", "r10", "r9", "memory");
    m->tag.raw = rsi_;
    m->badge = rdi_;
    m->words[0] = rbx_;
    m->words[1] = r12_;
    m->words[2] = r13_;
    m->words[3] = r14_;
    m->words[4] = r15_;
    m->words[5] = r8_;
    return (kozo_status_t){rax_};
}

static inline kozo_status_t kozo_trap_message(uint64_t op, kozo_handle_t cap,
                                              struct kozo_message *m)
{
    register uint64_t rax_ __asm__("rax") = op;
    register uint64_t rdi_ __asm__("rdi") = cap.raw;
    register uint64_t rsi_ __asm__("rsi") = m->tag.raw;
    register uint64_t rdx_ __asm__("rdx") = m->deadline;
    register uint64_t r10_ __asm__("r10") = m->reply.raw;
    register uint64_t rbx_ __asm__("rbx") = m->words[0];
    register uint64_t r12_ __asm__("r12") = m->words[1];
    register uint64_t r13_ __asm__("r13") = m->words[2];
    register uint64_t r14_ __asm__("r14") = m->words[3];
    register uint64_t r15_ __asm__("r15") = m->words[4];
    register uint64_t r8_ __asm__("r8") = m->words[5];

    __asm__ volatile("syscall"
                     : "+r"(rax_), "+r"(rdi_), "+r"(rsi_), "+r"(rdx_), "+r"(r10_),
                       "+r"(rbx_), "+r"(r12_), "+r"(r13_), "+r"(r14_), "+r"(r15_),
                       "+r"(r8_)
                     :
                     : "rcx", "r11", "r9", "memory");
    m->tag.raw = rsi_;
    m->badge = rdi_;
    m->words[0] = rbx_;
    m->words[1] = r12_;
    m->words[2] = r13_;
    m->words[3] = r14_;
    m->words[4] = r15_;
    m->words[5] = r8_;
    return (kozo_status_t){rax_};
}
