/* SPDX-License-Identifier: MIT */
/* entry.S: the ways from user mode into the kernel and back.
 *
 * Nothing of a thread stays on a stack: its registers go into its `struct thread`, the C code
 * starts at the top of the CPU's kernel stack, and what it returns is the thread to leave into.
 * A method is cheaper as long as it goes back to its thread: the registers that C preserves stay
 * where they are, and are saved only for a detour.
 *
 * FS and GS base stay in the CPU while one thread goes in and out, and are exchanged when another
 * leaves than came last (CPU_BASES_OWNER). That thread's memory is still its own then, even if it
 * has just been destroyed: only a later entry can reuse it.
 *
 * How traps come in is in stubs.S. A trap at any instruction of either is an NMI or a machine
 * check, which have stacks of their own and trust neither rsp nor GS. */
#include "registers.h"

#include <kozo/gen/message_registers.h>

/* SYSCALL. In: rcx = rip, r11 = rflags, rsp and GS the user's, rflags masked by SFMASK. The user's
 * rflags end here: he comes back with interrupts on and every other flag clear; with `flags` they
 * are in CPU_USER_FLAGS.
 * Out: r11 = the thread, which has its rip and rsp. Faults: none; all that is touched is mapped in
 * every space. */
.macro syscall_entry flags=0
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 0     /* unused; without one gdb stops with an internal error */
    .cfi_undefined rip
    swapgs
    .if \flags
    mov %r11, %gs:CPU_USER_FLAGS
    .endif
    mov %gs:CPU_CURRENT, %r11
    mov %rsp, THREAD_RSP(%r11)
    mov %gs:CPU_STACK_TOP, %rsp
    mov %rcx, THREAD_RIP(%r11)
.endm

/* Out: rdi = the thread; what a C function may change is in it. */
.macro save_caller_saved
    mov %rax, THREAD_RAX(%r11)
    mov %rdx, THREAD_RDX(%r11)
    mov %rsi, THREAD_RSI(%r11)
    mov %rdi, THREAD_RDI(%r11)
    mov %r8, THREAD_R8(%r11)
    mov %r9, THREAD_R9(%r11)
    mov %r10, THREAD_R10(%r11)
    mov %r11, %rdi
.endm

.macro load_caller_saved thread
    mov THREAD_RDX(\thread), %rdx
    mov THREAD_RSI(\thread), %rsi
    mov THREAD_RDI(\thread), %rdi
    mov THREAD_R8(\thread), %r8
    mov THREAD_R9(\thread), %r9
    mov THREAD_R10(\thread), %r10
.endm

/* Parts of the ways out into rax. The user's bases are kept and loaded while the user's GS is in
 * use; the thread that they are kept for is the one whose they are. */
.macro load_root scratch
    mov THREAD_ROOT(%rax), \scratch
    cmp %gs:CPU_ROOT, \scratch
    je 1f
    mov \scratch, %gs:CPU_ROOT
    mov \scratch, %cr3
1:
.endm

.macro keep_bases thread, scratch
    rdfsbase \scratch
    mov \scratch, THREAD_FS_BASE(\thread)
    rdgsbase \scratch
    mov \scratch, THREAD_GS_BASE(\thread)
.endm

.macro load_bases scratch
    mov THREAD_FS_BASE(%rax), \scratch
    wrfsbase \scratch
    mov THREAD_GS_BASE(%rax), \scratch
    wrgsbase \scratch
.endm

/* Out: rbp = the thread. A message stays in the registers that C preserves while the fast path is
 * tried. */
.macro message_begin
    mov %rbp, THREAD_RBP(%r11)
    message_keep %r11
    mov %r11, %rbp
.endm

/* If that is the operation. Out: rax = the partner or 0, rdx = the badge. */
.macro message_try operation, function, otherwise
    cmp $\operation, %eax
    jne \otherwise
    message_arguments %r11
    call \function
.endm

/* In: rax = the partner, rdx = the badge, rbp = the thread that came, whose bases the CPU holds.
 * What the selectors tell the partner that thread could have told it anyway. With `locked` the
 * kernel lock is passed on when nothing more is read of a thread that another CPU could run. */
.macro arrive locked=0
#ifdef KOZO_PARANOID
    mov %rax, %gs:CPU_CURRENT
    push %rax
    push %rdx
    call entry_fast_check
    pop %rdx
    pop %rax
#endif
    load_root %rcx
    mov %rax, %gs:CPU_CURRENT
    mov %rax, %gs:CPU_BASES_OWNER
    swapgs
    keep_bases %rbp, %rcx
    load_bases %rcx
    message_arrive %rbp
    mov THREAD_RIP(%rax), %rcx
    mov $ASM_RFLAGS_SET, %r11d
    mov THREAD_RSP(%rax), %rsp
    mov THREAD_RBP(%rax), %rbp
    .if \locked
    incl LOCK_NOW_SERVING + kernel_state_lock(%rip)
    .endif
    message_arrived
    sysretq
.endm

    .cfi_sections .debug_frame
    .section .text.entry, "ax", @progbits
    .balign 16
    .globl x86_syscall_entry_general
    .type x86_syscall_entry_general, @function
x86_syscall_entry_general:
    syscall_entry
syscall_general:
    save_caller_saved
    save_callee_saved %rdi
syscall_general_saved:
    xor %ebp, %ebp      /* the backtrace ends here */
    call entry_general
    jmp x86_leave
    .cfi_endproc
    .size x86_syscall_entry_general, . - x86_syscall_entry_general

/* Where several CPUs come in. A message has the kernel lock from its turn (lock.h) to the moment
 * before its arrival; every other call, and a message that the fast path refuses, takes it in C. */
    .balign 16
    .globl x86_syscall_entry_locked
    .type x86_syscall_entry_locked, @function
x86_syscall_entry_locked:
    syscall_entry
    cmp $ASM_MESSAGES, %rax
    jae syscall_general
    message_begin
    mov $1, %ecx
    lock xadd %ecx, LOCK_NEXT_TICKET + kernel_state_lock(%rip)
syscall_turn:
    cmp %ecx, LOCK_NOW_SERVING + kernel_state_lock(%rip)
    jne syscall_wait_turn
    message_try ASM_OP_CALL, fast_call, syscall_locked_no_call
syscall_locked_arrive:
    test %rax, %rax
    jz syscall_locked_refused
    arrive locked=1

syscall_wait_turn:
    pause
    jmp syscall_turn
syscall_locked_no_call:
    message_try ASM_OP_REPLY_RECEIVE, fast_reply_receive, syscall_locked_other
    jmp syscall_locked_arrive
syscall_locked_other:
    message_save %rbp
syscall_locked_refused:
    incl LOCK_NOW_SERVING + kernel_state_lock(%rip)
    save_preserved %rbp
    mov %rbp, %rdi
    jmp syscall_general_saved
    .cfi_endproc
    .size x86_syscall_entry_locked, . - x86_syscall_entry_locked

/* Of a thread that is watched: rcx and r11 are saved as the processor leaves them, and rflags. */
    .balign 16
    .globl x86_syscall_entry_watched
    .type x86_syscall_entry_watched, @function
x86_syscall_entry_watched:
    syscall_entry flags=1
    save_caller_saved
    save_callee_saved %rdi
    mov %rcx, THREAD_RCX(%rdi)
    mov %gs:CPU_USER_FLAGS, %rcx
    mov %rcx, THREAD_R11(%rdi)
    mov %rcx, THREAD_RFLAGS(%rdi)
    xor %ebp, %ebp
    call entry_watched
    jmp x86_leave
    .cfi_endproc
    .size x86_syscall_entry_watched, . - x86_syscall_entry_watched

/* Of a thread with FPU and nothing else special: what comes to its like on the fast path finds the
 * FPU's registers exchanged. Neither goes to any other there (fast_path.c). */
    .balign 16
    .globl x86_syscall_entry_fpu
    .type x86_syscall_entry_fpu, @function
x86_syscall_entry_fpu:
    syscall_entry
    cmp $ASM_MESSAGES, %rax
    jae syscall_method
    message_begin
    message_try ASM_OP_CALL, fast_call, syscall_fpu_no_call
syscall_fpu_arrive:
    test %rax, %rax
    jz syscall_refused
    push %rax
    push %rdx
    mov %rbp, %rdi
    mov %rax, %rsi
    call x86_fpu_exchange
    pop %rdx
    pop %rax
    jmp syscall_arrive
syscall_fpu_no_call:
    message_try ASM_OP_REPLY_RECEIVE, fast_reply_receive, syscall_other_message
    jmp syscall_fpu_arrive
    .cfi_endproc
    .size x86_syscall_entry_fpu, . - x86_syscall_entry_fpu

/* A method leaves its thread's callee-saved registers alone, and mostly goes back to it at once. */
    .balign 16
    .globl x86_syscall_entry
    .type x86_syscall_entry, @function
x86_syscall_entry:
    syscall_entry
    cmp $ASM_MESSAGES, %rax
    jb syscall_message
syscall_method:
    save_caller_saved
    movabs $ASM_FAST_METHODS, %rcx
    bt %rax, %rcx       /* of a number above 63 the lower bits */
    jc syscall_fast_method
syscall_slow_method:
    call entry_system_call
syscall_method_done:
    mov %gs:CPU_CURRENT, %rax
    cmpl $0, %gs:CPU_DETOURS
    jne syscall_detour
    mov THREAD_RIP(%rax), %rcx
    mov $ASM_RFLAGS_SET, %r11d
    load_caller_saved %rax
    mov THREAD_RSP(%rax), %rsp
    mov THREAD_RAX(%rax), %rax
    swapgs
    sysretq

syscall_detour:
    mov %rax, %rdi
    test %rax, %rax
    jz syscall_detour_alone
    save_callee_saved %rax
syscall_detour_alone:
    xor %ebp, %ebp
    call entry_system_call_detour
    jmp x86_leave

syscall_message:
    message_begin
    message_try ASM_OP_CALL, fast_call, syscall_no_call
    test %rax, %rax
    jz syscall_refused

syscall_arrive:
    arrive

syscall_no_call:
    message_try ASM_OP_REPLY_RECEIVE, fast_reply_receive, syscall_other_message
    test %rax, %rax
    jnz syscall_arrive
    jmp syscall_refused
syscall_other_message:
    message_save %rbp
syscall_refused:
    save_preserved %rbp
    mov %rbp, %rdi
    xor %ebp, %ebp
    call entry_refused
    jmp x86_leave

syscall_fast_method:
    cmp $ASM_OP_WAIT, %rax
    jne syscall_no_wait
    call fast_wait
    test %rax, %rax
    jnz syscall_switch
syscall_not_fast:
    mov %gs:CPU_CURRENT, %rdi
    jmp syscall_slow_method
syscall_no_wait:
    cmp $ASM_OP_SIGNAL, %rax
    jne syscall_no_signal
    call fast_signal
#ifdef KOZO_PARANOID
    call entry_method_ends
#endif
    jmp syscall_method_done
syscall_no_signal:
    cmp $ASM_OP_YIELD, %rax
    jne syscall_slow_method
    call fast_yield
    test %rax, %rax
    jz syscall_not_fast

/* In: rax = the thread to leave into, which may be the one that came. */
syscall_switch:
#ifdef KOZO_PARANOID
    push %rax
    push %rax           /* twice: the stack is aligned */
    call entry_fast_check
    pop %rax
    pop %rax
#endif
    mov %gs:CPU_BASES_OWNER, %rcx   /* the one that came */
    save_callee_saved %rcx
    mov %gs:CPU_ODD, %edx
    or THREAD_SLOW(%rax), %rdx
    jnz leave_odd
    load_root %rdx

    .cfi_endproc
    .size x86_syscall_entry, . - x86_syscall_entry
    /* falls through */

/* In: as x86_leave, nothing is odd, the thread's address space; rcx = whose bases the CPU holds. */
    .type x86_leave_other, @function
x86_leave_other:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 0
    .cfi_undefined rip
    mov %rax, %gs:CPU_BASES_OWNER
    swapgs
    keep_bases %rcx, %rdx
/* Data selectors mean nothing in 64-bit mode, but a program can leave values in them for the next;
 * loading FS or GS zeroes its base. */
leave_bases_kept:
    mov %ds, %ecx
    mov %es, %edx
    or %edx, %ecx
    mov %fs, %edx
    or %edx, %ecx
    mov %gs, %edx
    or %edx, %ecx
    jnz leave_selectors
leave_no_selectors:
    load_bases %rcx
leave_bases_loaded:
    mov THREAD_RBX(%rax), %rbx
    mov THREAD_RBP(%rax), %rbp
    mov THREAD_R12(%rax), %r12
    mov THREAD_R13(%rax), %r13
    mov THREAD_R14(%rax), %r14
    mov THREAD_R15(%rax), %r15
    mov THREAD_RIP(%rax), %rcx
    cmpb $0, THREAD_FULL_FRAME(%rax)
    jne leave_full_frame
    mov $ASM_RFLAGS_SET, %r11d
    load_caller_saved %rax
    mov THREAD_RSP(%rax), %rsp
    mov THREAD_RAX(%rax), %rax
    sysretq

leave_selectors:
    xor %ecx, %ecx
    mov %ecx, %ds
    mov %ecx, %es
    mov %ecx, %fs
    mov %ecx, %gs
    jmp leave_no_selectors

/* It was interrupted, or has never run: rcx, r11 and the flags are its own. */
leave_full_frame:
    movb $0, THREAD_FULL_FRAME(%rax)
    movabs $ASM_USER_TOP, %rdx
    cmp %rdx, %rcx
    cmova %rdx, %rcx
    mov THREAD_RFLAGS(%rax), %r11
    and $ASM_RFLAGS_USER, %r11d
    or $ASM_RFLAGS_SET, %r11d
    pushq $ASM_USER_DATA
    pushq THREAD_RSP(%rax)
    push %r11
    pushq $ASM_USER_CODE
    push %rcx
    load_caller_saved %rax
    mov THREAD_RCX(%rax), %rcx
    mov THREAD_R11(%rax), %r11
    mov THREAD_RAX(%rax), %rax
    iretq
    .cfi_endproc
    .size x86_leave_other, . - x86_leave_other

/* In: rax = the thread to leave into, kernel GS, interrupts off, rsp on the kernel stack.
 * Out: user mode, every register from the thread. Faults: none. SYSRET and IRETQ could with a rip
 * that is not canonical: no instruction ends beyond what can be mapped, so that SYSCALL never left
 * such a rip, and any other rip beyond it is taken as the first such. */
    .globl x86_leave
    .type x86_leave, @function
x86_leave:
    .cfi_startproc simple
    .cfi_signal_frame
    .cfi_def_cfa rsp, 0
    .cfi_undefined rip
    mov %gs:CPU_ODD, %ecx
    or THREAD_SLOW(%rax), %rcx
    jnz leave_odd
leave_even:
    load_root %rdx
    mov %gs:CPU_BASES_OWNER, %rcx
    cmp %rax, %rcx
    je leave_same
    test %rcx, %rcx
    jnz x86_leave_other
    mov %rax, %gs:CPU_BASES_OWNER
    swapgs
    jmp leave_bases_kept

leave_same:
    swapgs
    jmp leave_bases_loaded

/* An interrupt waits, this CPU is set up for a special thread, or the thread is slow. */
leave_odd:
    cmpb $0, %gs:CPU_INTERRUPT_PENDING
    jne leave_serve
    cmp %gs:CPU_BASES_OWNER, %rax
    je leave_even
    movzbl THREAD_SPECIAL(%rax), %ecx
    or %gs:CPU_SPECIAL, %cl
    jz leave_even
    mov %rax, %rdi
    call x86_change_special
    jmp leave_even

leave_serve:
    call x86_serve_pending
    jmp x86_leave
    .cfi_endproc
    .size x86_leave, . - x86_leave

/* void x86_resume(struct thread *thread)
 * In: rdi, interrupts off, kernel GS. Does not return. */
    .globl x86_resume
    .type x86_resume, @function
x86_resume:
    mov %gs:CPU_STACK_TOP, %rsp
    mov %rdi, %rax
    xor %ebp, %ebp
    jmp x86_leave
    .size x86_resume, . - x86_resume

/* See traps.h. In: interrupts off. Out: likewise. Faults: none. */
    .globl x86_wait_for_interrupt
    .globl x86_idle_halt
    .globl x86_idle_halt_end
    .type x86_wait_for_interrupt, @function
x86_wait_for_interrupt:
    .cfi_startproc
    sti
x86_idle_halt:
    hlt
x86_idle_halt_end:
    cli
    ret
    .cfi_endproc
    .size x86_wait_for_interrupt, . - x86_wait_for_interrupt
