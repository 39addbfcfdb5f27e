/* SPDX-License-Identifier: MIT */
/* crt0.S: the first instructions of a program.
 *
 * void _start(uint64_t argument)
 * In: rdi as thread_start() passed it; rsp 16-byte aligned at the top of the stack; no return
 * address.
 * Out: never; calls kozo_enter(argument) with rbp 0, so that backtraces end here. */

    .text
    .globl _start
    .type _start, @function
_start:
    .cfi_startproc
    .cfi_undefined rip
    xorl %ebp, %ebp
    call kozo_enter
    ud2
    .cfi_endproc
    .size _start, . - _start

    .section .note.GNU-stack, "", @progbits
