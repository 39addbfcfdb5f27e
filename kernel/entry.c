/* SPDX-License-Identifier: MIT */
/* entry.c: from an entry to the thread that runs next. Everything between is one event: it runs to
 * its end, or to a preemption point where it leaves its progress in the thread's registers.
 * Order: the kernel lock is held from here to the exit. */
#include <kozo/arch.h>
#include <kozo/entry.h>
#include <kozo/fast_path.h>
#include <kozo/gen/dispatch.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>
#include <kozo/trace.h>

/* Walk every invariant, in PARANOID builds. The flags are still those of the entry. */
static void entry_check(void)
{
    if (PARANOID) {
        arch_check();
        sched_check();
        cap_check();
    }
}

static RELEASES(kernel_state_lock) struct thread *entry_leave(void)
{
    entry_check();
    struct cpu *cpu = this_cpu();
    struct thread *next = likely(sched_may_stay(cpu)) ? cpu->current : sched_select();

    kernel_unlock();
    return next;
}

/* As above, for the ways that are not worth doubling for the trace. */
static RELEASES(kernel_state_lock) struct thread *entry_leave_rare(void)
{
    entry_check();
    struct cpu *cpu = this_cpu();
    struct thread *next = sched_may_stay(cpu) ? cpu->current : sched_select();

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
        sched_tick();
    }
}

struct thread *entry_system_call(void)
{
    kernel_lock();
    struct thread *caller = this_cpu()->current;
    struct thread *next = fast_path(caller);

    if (likely(next != NULL)) {
        entry_check();
        kernel_unlock();
        return next;
    }
    dispatch(caller);
    entry_restart(caller);
    return entry_leave();
}

struct thread *entry_system_call_traced(void)
{
    kernel_lock();
    struct thread *caller = this_cpu()->current;

    trace_call(caller);
    dispatch(caller);
    trace_called(caller);
    entry_restart(caller);
    return entry_leave_rare();
}

struct thread *entry_interrupt(void)
{
    kernel_lock();
    sched_tick();
    return entry_leave_rare();
}

struct thread *entry_fault(const struct message *message)
{
    kernel_lock();
    if (unlikely(kernel.trace != NULL)) {
        trace_fault(this_cpu()->current, message);
    }
    ipc_fault(this_cpu()->current, message);
    return entry_leave_rare();
}

struct thread *entry_first(void)
{
    kernel_lock();
    return entry_leave_rare();
}
