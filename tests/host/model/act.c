/* SPDX-License-Identifier: MIT */
/* act.c: an act in both worlds. The kernel goes first; the model follows it through as many
 * interrupts as it has had, provided that none of them came too late. */
#include <fake.h>
#include <kozo/arch.h>
#include <kozo/entry.h>
#include <kozo/fast_fault.h>
#include <kozo/fast_method.h>
#include <kozo/fast_path.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/faults.h>
#include <kozo/ipc.h>
#include <kozo/sched.h>

#include "pair.h"
#include "universe.h"

enum {
    INTERRUPTS_MAX = 4096, /* of an act, before it is taken for endless */
    SYSCALL_BYTES = 2,
};

struct act_counts *act_counts;

static struct act last;
static struct {
    uint64_t promised, at; /* interrupts while idle */
} idles[INTERRUPTS_MAX];
static unsigned idle_count;

static void last_words(void)
{
    fprintf(stderr, "at %lu, in: ", (unsigned long)fake.now_ns);
    act_print(stderr, &last);
}

/* What arch_idle() does: nothing until the timer interrupts. */
static void idle(void)
{
    if (fake.timer_at_ns == KOZO_DEADLINE_NEVER || idle_count == INTERRUPTS_MAX) {
        disagree("nobody will ever run");
    }
    idles[idle_count].promised = fake.timer_at_ns;
    if (fake.timer_at_ns > fake.now_ns) {
        fake.now_ns = fake.timer_at_ns + last.late;
    }
    fake.timer_at_ns = KOZO_DEADLINE_NEVER;
    idles[idle_count++].at = fake.now_ns;
}

/* The way out of the kernel. */
static void leave_kernel(void)
{
    struct cpu *cpu = this_cpu();

    if (cpu->detours != 0) {
        sched_select();
    } else if (!sched_may_stay(cpu)) {
        disagree("INV-ENTRY-1: the current thread cannot go on, and nobody is told");
    }
    cpu->current->full_frame = false;
}

static bool is_told_later(const struct ref_budget *b)
{
    return fake.timer_at_ns <= fake.now_ns && !pair_budget((unsigned)(b - ref.budget_of))->told;
}

/* It was to come at a time, and has come. */
static void interrupt_ref(uint64_t promised, uint64_t at, unsigned split)
{
    if (promised > ref_due()) {
        disagree("the timer was set to %lu, and something was due at %lu",
                 (unsigned long)promised, (unsigned long)ref_due());
    }
    ref_pass(at);
    ref_tick(split);
}

static void leave_ref(void)
{
    unsigned idled = 0;

    while (!ref_select()) {
        if (idled == idle_count) {
            disagree("the kernel runs somebody, and nobody can run");
        }
        interrupt_ref(idles[idled].promised, idles[idled].at, 0);
        idled++;
    }
    if (idled != idle_count) {
        disagree("the kernel idles, and somebody can run");
    }
    act_counts->idle += idled;
    idle_count = 0;
}

static bool enter_fast_answer(struct thread *thread)
{
    if (fast_answer(thread) == NULL) {
        return false;
    }
    leave_kernel();
    act_counts->fast_answers++;
    return true;
}

/* What the assembly around the fast path does. */
static bool enter_fast_message(struct thread *thread)
{
    const struct regs regs = thread->regs;
    const uint64_t op = regs_op(&regs);

    kernel_unlock();
    const struct fast_move move =
        (op == KOZO_OP_ENDPOINT_CALL ? fast_call : fast_reply_receive)(
            thread, regs_tag(&regs), regs_deadline(&regs), regs_cap(&regs));

    kernel_lock();
    if (move.to == NULL) {
        return enter_fast_answer(thread);
    }
    regs_copy_words(&move.to->regs, &regs);
    regs_set_message(&move.to->regs, kozo_status_make(KOZO_OK, 0, 0), move.badge, regs_tag(&regs));
    this_cpu()->current = move.to;
    *(op == KOZO_OP_ENDPOINT_CALL ? &act_counts->fast_calls : &act_counts->fast_replies) += 1;
    return true;
}

static bool enter_fast_signal(struct thread *thread)
{
    kernel_unlock();
    fast_signal(thread);
    entry_method_ends();
    if (this_cpu()->detours == 0) {
        kernel_lock();
    }
    leave_kernel();
    return true;
}

static bool enter_fast_switch(struct thread *thread, bool waits)
{
    kernel_unlock();
    struct thread *next = (waits ? fast_wait : fast_yield)(thread);

    kernel_lock();
    if (next == NULL) {
        return false;
    }
    leave_kernel();
    *(waits ? &act_counts->fast_waits : &act_counts->fast_yields) += 1;
    return true;
}

static bool enter_fast(struct thread *thread)
{
    switch (regs_op(&thread->regs)) {
    case KOZO_OP_ENDPOINT_CALL:
    case KOZO_OP_ENDPOINT_REPLY_RECEIVE:
        return enter_fast_message(thread);
    case KOZO_OP_NOTIFICATION_SIGNAL:
        return enter_fast_signal(thread);
    case KOZO_OP_NOTIFICATION_WAIT:
        return enter_fast_switch(thread, true);
    case KOZO_OP_BUDGET_YIELD:
        return enter_fast_switch(thread, false);
    default:
        return false;
    }
}

static void enter_foreign(struct thread *thread)
{
    const struct regs *regs = &thread->regs;
    struct message message;

    thread->full_frame = true;
    fault_system_call_message(&message, regs_op(regs), regs_self(regs), regs_arg(regs, 1),
                              regs_arg(regs, 2), regs_arg(regs, 3), regs_arg(regs, 4));
    ipc_fault(thread, &message);
    leave_kernel();
}

static void enter_general(struct thread *thread)
{
    dispatch(thread);
    if (thread->restart) {
        thread->restart = false;
        arch_thread_rewind(thread);
        sched_tick();
    }
    leave_kernel();
}

/* Those that are or were in waits by way of CNodes are found in an order that depends on where the
 * interrupts came, which matters if several such waits end. */
static bool order_matters(void)
{
    unsigned waiting = 0;

    for (unsigned i = 0; i < ref.nested_count; i++) {
        waiting += ref_is_blocked(ref.nested[i]);
    }
    return waiting > 1;
}

/* With interrupts, as long as they do nothing else and nobody runs between: the model knows no
 * halves. Otherwise the call has not been made. Returns whether it has. */
static bool enter_interrupted(struct thread *thread, unsigned period)
{
    bool again = true;

    if (ref.budget->remaining == 0 || fake.timer_at_ns <= fake.now_ns || order_matters()) {
        return false;
    }
    pair_save();
    fake.interrupt_calls = 0;
    for (unsigned i = 0; again; i++) {
        fake.interrupt_period = i < INTERRUPTS_MAX ? period : 0;
        dispatch(thread);
        fake.interrupt_period = 0;
        again = thread->restart;
        if (again) {
            thread->restart = false;
            sched_tick();
            leave_kernel();
            if (this_cpu()->current != thread) {
                pair_restore();
                idle_count = 0;
                return false;
            }
            act_counts->interrupted++;
        }
    }
    for (unsigned i = 0; kernel.nested_left != NULL; i++) {
        if (i == INTERRUPTS_MAX) {
            disagree("an interrupt leaves waits without end");
        }
        sched_tick(); /* the interrupt that came goes on with the waits that are left */
    }
    leave_kernel();
    return true;
}

/* The system call in the registers of the current thread. */
static void enter(const struct act *act)
{
    struct thread *thread = this_cpu()->current;

    thread->regs.rip += SYSCALL_BYTES;
    ref.current->regs.rip += SYSCALL_BYTES;
    ref.next_stamp = kernel.next_stamp;
    if ((thread->special & SPECIAL_FOREIGN) != 0) {
        enter_foreign(thread);
    } else if (!(act->interrupt != 0 && enter_interrupted(thread, act->interrupt)) &&
               !(act->fast != 0 && enter_fast(thread))) {
        enter_general(thread);
    }
    ref_call();
    if (act->interrupt != 0) {
        pair_take_order();
    }
    leave_ref();
}

/* Whoever was made to repeat its call does so as soon as it runs. */
static void repeat(void)
{
    while (ref.current->again && pair_difference() == NULL) {
        ref.current->again = false;
        enter(&(struct act){.kind = ACT_PASS});
    }
}

static void interrupt(void)
{
    const uint64_t promised = fake.timer_at_ns;

    if (promised > fake.now_ns) {
        fake.now_ns = promised + last.late;
    }
    fake.timer_at_ns = KOZO_DEADLINE_NEVER;
    act_counts->ticks++;
    this_cpu()->current->full_frame = true;
    const uint64_t now = fake.now_ns;
    const unsigned split = kernel.nested_some ? 0 : last.split; /* those pause, too */

    fake.interrupt_calls = 0;
    fake.interrupt_period = split;
    sched_tick();
    fake.interrupt_period = 0;
    act_counts->split += split != 0 && fake.interrupt_calls == split;
    leave_kernel();
    interrupt_ref(promised, now, split);
    leave_ref();
    repeat();
}

static void compare(void)
{
    const char *difference = pair_difference();

    if (difference != NULL) {
        disagree("%s", difference);
    }
    if (fake.timer_at_ns > ref_due()) {
        disagree("the timer is set to %lu, and something is due at %lu",
                 (unsigned long)fake.timer_at_ns, (unsigned long)ref_due());
    }
}

static void pass(uint64_t until, uint64_t masked)
{
    for (unsigned i = 0; fake.timer_at_ns <= (until > fake.now_ns ? until : fake.now_ns); i++) {
        if (i == INTERRUPTS_MAX) {
            disagree("the timer interrupts without end");
        }
        interrupt();
        compare();
    }
    fake.now_ns = (until > fake.now_ns ? until : fake.now_ns) + masked;
    ref_pass(fake.now_ns);
}

static void fault(const struct act *act)
{
    struct message message;

    fault_page_message(&message, (vaddr_t){act->seed}, act->value,
                       (vaddr_t){ref.current->regs.rip}, (vaddr_t){ref.current->regs.rsp});
    this_cpu()->current->full_frame = true;
    if (act->fast != 0 && fast_fault(this_cpu()->current, &message) != NULL) {
        act_counts->fast_faults++;
    } else {
        ipc_fault(this_cpu()->current, &message);
    }
    leave_kernel();
    ref_fault(ref.current, &message);
    leave_ref();
}

static void count(const struct act *act, const struct ref_thread *t)
{
    const bool ready = t->exists && t->state == KOZO_THREAD_STATE_READY;

    act_counts->deepest = t->depth > act_counts->deepest ? t->depth : act_counts->deepest;
    if (!ready) {
        act_counts->blocked[act->kind]++;
    } else if (!act_is_call(act->kind) ||
               kozo_status_code(regs_status(&t->regs)) == KOZO_OK) {
        act_counts->done[act->kind]++;
    } else {
        act_counts->refused[act->kind]++;
    }
}

void act_run(const struct act *act, bool walk)
{
    static struct act_counts nowhere;
    struct ref_thread *actor;

    act_counts = act_counts == NULL ? &nowhere : act_counts;
    last = *act;
    fake_last_words = last_words;
    fake_idles = idle;
    ref_is_told_later = is_told_later;
    pass(fake.now_ns + act->pass, act->masked);
    actor = ref.current;
    if (act->kind == ACT_MAKE) {
        ref.next_stamp = kernel.next_stamp;
        pair_make(act);
        leave_kernel();
        leave_ref();
    } else if (act->kind == ACT_LOSE) {
        pair_lose(act);
        leave_kernel();
        leave_ref();
    } else if (act->kind == ACT_FAULT && actor != ref.thread) {
        fault(act);
    } else if (act_is_call(act->kind)) {
        act_load(act, this_cpu()->current);
        enter(act);
    }
    count(act, actor);
    repeat();
    compare();
    if (walk) {
        pair_walk();
    }
}
