/* SPDX-License-Identifier: MIT */
/* effects_thread.c: the proof that operations on threads do to their state what the IDL says, on
 * the kernel's own source. */
#include "scheduling.h"
#include <kozo/gen/state_contracts.h>

/* What it runs on, and the budget bound to it, are there. */
#define BUDGETS(t)                                                                                 \
    (((t)->home != \null ==> BUDGET((t)->home) && \separated((t)->home, t)) &&                     \
     ((t)->budget != \null ==> BUDGET((t)->budget) && \separated((t)->budget, t) &&                \
        ((t)->budget == (t)->home || \separated((t)->budget, (t)->home))))

/*@ assigns thread->regs.rflags, thread->regs.rcx, thread->regs.r11, thread->full_frame; */
void arch_thread_step(struct thread *thread, bool on);

/*@ assigns thread->regs.rdi, thread->regs.rip, thread->regs.rsp;
    ensures registers: thread->regs.rdi == argument && thread->regs.rip == ip.raw &&
        thread->regs.rsp == sp.raw; */
void arch_thread_start(struct thread *thread, vaddr_t ip, vaddr_t sp, uint64_t argument);

/*@ requires clock: CLOCK;
    requires self: THREAD(self) && BUDGETS(self);
    requires results: \valid(state) && \valid(priority) && \valid(consumed) &&
        \separated(state, priority, consumed, self, CURRENT, &proof_cpu, &proof_now_ns) &&
        \separated(self->home, state, priority, consumed); */
kozo_err_t sys_thread_inspect(struct thread *caller, struct thread *self,
                              kozo_thread_state_t *state, kozo_priority_t *priority,
                              kozo_duration_t *consumed);

/*@ requires clock: CLOCK;
    requires self: THREAD(self) && BUDGETS(self); */
kozo_err_t sys_thread_start(struct thread *caller, struct thread *self, vaddr_t ip, vaddr_t sp,
                            uint64_t argument);

/*@ requires clock: CLOCK;
    requires self: THREAD(self) && BUDGETS(self); */
kozo_err_t sys_thread_resume(struct thread *caller, struct thread *self);

/*@ requires clock: CLOCK;
    requires self: THREAD(self) && BUDGETS(self);
    requires flags: flags <= KOZO_WATCH_FLAGS_MASK; */
kozo_err_t sys_thread_watch(struct thread *caller, struct thread *self, kozo_watch_flags_t flags);

#include "../../../kernel/obj/thread.c"
#include "../../../kernel/obj/thread_registers.c"
