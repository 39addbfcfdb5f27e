/* SPDX-License-Identifier: MIT */
/* registers.h: for assembly: where the registers of a thread go. */
#pragma once

#ifdef __ASSEMBLER__
#include <asm_offsets.h>

.macro save_callee_saved thread
    mov %rbp, THREAD_RBP(\thread)
    save_preserved \thread
.endm

.macro save_preserved thread
    mov %rbx, THREAD_RBX(\thread)
    mov %r12, THREAD_R12(\thread)
    mov %r13, THREAD_R13(\thread)
    mov %r14, THREAD_R14(\thread)
    mov %r15, THREAD_R15(\thread)
.endm
#endif
