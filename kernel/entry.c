/* SPDX-License-Identifier: MIT */
/* entry.c: from an entry to the thread that runs next. Everything between is one event: it runs to
 * its end, or to a preemption point where it leaves its progress in the thread's registers.
 * Invariants: INV-ENTRY-1 without a detour (cpu.h) the current thread can go on on the current
 *   budget, and nobody waits for the kernel lock.
 * Order: the kernel lock is held from here to the exit. */
#include <kozo/arch.h>
#include <kozo/entry.h>
#include <kozo/fast_fault.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/faults.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>
#include <kozo/trace.h>

/* Walk every invariant, in PARANOID builds. The flags are still those of the entry. */
static void entry_check(void)
{
    if (PARANOID) {
        const struct cpu *cpu = this_cpu();

        arch_check();
        sched_check();
        cap_check();
        kensure(cpu->detours != 0 || sched_may_stay(cpu)); /* INV-ENTRY-1 */
    }
}

static RELEASES(kernel_state_lock) struct thread *entry_leave(void)
{
    entry_check();
    struct cpu *cpu = this_cpu();
    struct thread *next = likely(cpu->detours == 0) ? cpu->current : sched_select();

    if (unlikely(kernel.trace != NULL)) {
        trace_go_on(next);
    }
    kernel_unlock();
    return next;
}

/* A preempted caller makes its call again. */
static LOCKED inline void entry_restart(struct thread *caller)
{
    if (unlikely(caller->restart)) {
        caller->restart = false;
        arch_thread_rewind(caller);
    }
}

NO_LOCK_ANALYSIS void entry_system_call(struct thread *caller)
{
    kassert(!kernel_state_lock.contended); /* or the entry would be another */
    kernel_lock_note_owner();
    dispatch(caller);
    entry_method_ends();
}

NO_LOCK_ANALYSIS void entry_method_ends(void)
{
    if (PARANOID && this_cpu()->detours == 0) {
        entry_check();
        kernel_unlock_alone();
    }
}

NO_LOCK_ANALYSIS struct thread *entry_system_call_detour(struct thread *caller)
{
    if (likely(caller != NULL)) {
        entry_restart(caller);
    }
    return entry_leave();
}

NO_LOCK_ANALYSIS void entry_fast_check(void)
{
    kernel_lock_note_owner(); /* the entry has it, or nobody asks for it */
    entry_check();
    kernel_unlock_alone();
}

static RELEASES(kernel_state_lock) COLD struct thread *entry_traced(struct thread *caller)
{
    trace_call(caller);
    dispatch(caller);
    trace_called(caller);
    entry_restart(caller);
    return entry_leave();
}

struct thread *entry_general(struct thread *caller)
{
    kernel_lock();
    if (unlikely(kernel.trace != NULL)) {
        return entry_traced(caller);
    }
    dispatch(caller);
    struct cpu *cpu = this_cpu();

    if (likely(cpu->detours == 0)) {
        entry_check();
        kernel_unlock_alone();
        return cpu->current;
    }
    entry_restart(caller);
    return entry_leave();
}

NO_LOCK_ANALYSIS struct thread *entry_refused(struct thread *caller)
{
    kernel_lock_note_owner();
    struct thread *next = fast_answer(caller);

    entry_check();
    kernel_unlock_alone();
    return likely(next != NULL) ? next : entry_general(caller);
}

struct thread *entry_watched(struct thread *caller)
{
    const struct regs *regs = &caller->regs;
    struct message message;

    caller->full_frame = true;
    if ((caller->special & SPECIAL_FOREIGN) == 0) {
        return entry_general(caller);
    }
    fault_system_call_message(&message, regs_op(regs), regs_self(regs), regs_arg(regs, 1),
                              regs_arg(regs, 2), regs_arg(regs, 3), regs_arg(regs, 4));
    return entry_fault(&message);
}

struct thread *entry_interrupt(void)
{
    kernel_lock();
    sched_tick();
    return entry_leave();
}

struct thread *entry_fault(const struct message *message)
{
    kernel_lock();
    struct thread *next = likely(!kernel.general) ? fast_fault(this_cpu()->current, message) : NULL;

    if (likely(next != NULL)) {
        entry_check();
        kernel_unlock();
        return next;
    }
    if (unlikely(kernel.trace != NULL)) {
        trace_fault(this_cpu()->current, message);
    }
    ipc_fault(this_cpu()->current, message);
    return entry_leave();
}

struct thread *entry_first(void)
{
    kernel_lock();
    return entry_leave();
}
