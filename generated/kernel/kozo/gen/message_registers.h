/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template kernel/message_registers.h;
 * change those and run `make generate`. */
/* message_registers.h: for assembly: the registers of a message operation around a C function that
 * takes (caller, tag, deadline, cap) and returns (thread, badge). */
#pragma once

#ifdef __ASSEMBLER__
/* Make them its arguments. */
.macro message_arguments caller
    mov %rdi, %rcx
    mov \caller, %rdi
.endm

/* Keep what it may change of a message, and what it does not look at. */
.macro message_keep thread
    mov %rsi, THREAD_RSI(\thread)
    mov %r10, THREAD_R10(\thread)
    mov %r8, THREAD_R8(\thread)
.endm

/* Save what else the operation has been asked with. */
.macro message_save thread
    mov %rax, THREAD_RAX(\thread)
    mov %rdi, THREAD_RDI(\thread)
    mov %rdx, THREAD_RDX(\thread)
.endm

/* The message of `thread` arrives, with the badge that the function has returned. The other words
 * are where they were. */
.macro message_arrive thread
    mov %rdx, %rdi
    mov THREAD_RSI(\thread), %rsi
    mov THREAD_R8(\thread), %r8
.endm

/* It has arrived: KOZO_OK, and nothing of the other side's registers comes along. */
.macro message_arrived
    xor %eax, %eax
    xor %edx, %edx
    xor %r10d, %r10d
    xor %r9d, %r9d
.endm
#endif
