/* SPDX-License-Identifier: MIT */
/* thread.c: the life of a thread, and the operations on it.
 * Owns: thread.state where no queue is concerned, and the bindings. */
#include <kozo/arch.h>
#include <kozo/cnode.h>
#include <kozo/cpu.h>
#include <kozo/destroy.h>
#include <kozo/gen/faults.h>
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/lend.h>
#include <kozo/log.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/wait_by.h>

struct thread *thread_of_binding(const struct cap_slot *slot)
{
    const uint64_t size = UINT64_C(1) << KOZO_THREAD_SIZE_BITS;

    kassert((cap_flags(slot) & CAP_BOUND) != 0);
    return phys_to_ptr(paddr(ptr_to_phys(slot).raw & ~(size - 1)));
}

void thread_init(struct thread *thread)
{
    thread->state = KOZO_THREAD_STATE_INACTIVE;
    thread->full_frame = true;
    thread->root = arch_kernel_root().raw;
}

static bool thread_is_blocked(const struct thread *thread)
{
    switch (thread->state) {
    case KOZO_THREAD_STATE_SENDING:
    case KOZO_THREAD_STATE_CALLING:
    case KOZO_THREAD_STATE_AWAITING_REPLY:
    case KOZO_THREAD_STATE_RECEIVING:
    case KOZO_THREAD_STATE_WAITING:
    case KOZO_THREAD_STATE_PARKED:
        return true;
    default:
        return false;
    }
}

/* Bring a thread to rest in `state`, out of whatever it was doing. */
static LOCKED void thread_halt(struct thread *thread, kozo_thread_state_t state)
{
    if (thread_is_blocked(thread)) {
        ipc_leave_wait(thread);
        regs_set_status(&thread->regs, kozo_status_make(KOZO_ERR_CANCELLED, 0, 0));
    }
    sched_stop(thread);
    thread->state = state;
}

/* Bring a thread to its end, whoever awaits its reply. */
static LOCKED void thread_end(struct thread *thread)
{
    thread->faulted = false;
    thread_halt(thread, KOZO_THREAD_STATE_DEAD);
    lend_forget_server(thread);
    if (thread == kernel.init) {
        kernel.init = NULL;
        klog("kernel: init has ended\n");
    }
}

/* `thread` will never answer whoever awaits its reply. A caller that has faulted is lost without
 * its handler and ends too, and so on along a row of handlers that faulted (INV-IPC-5). */
static LOCKED void thread_fail_caller(struct thread *thread)
{
    while (thread->caller != NULL && thread->caller->faulted) {
        thread = thread->caller;
        thread_end(thread);
    }
    if (thread->caller != NULL) {
        ipc_wake(thread->caller, KOZO_ERR_PEER_DIED);
    }
}

void thread_die(struct thread *thread)
{
    kassert(kernel_lock_is_held());
    thread_end(thread);
    thread_fail_caller(thread);
}

void thread_binding_lost(struct thread *thread, enum thread_binding which)
{
    switch (which) {
    case THREAD_CSPACE:
        thread->cspace = NULL;
        thread->cspace_mask = 0;
        wait_lost(thread);
        break;
    case THREAD_ASPACE:
        thread->aspace = NULL;
        thread->root = arch_kernel_root().raw;
        if (thread->state != KOZO_THREAD_STATE_INACTIVE &&
            thread->state != KOZO_THREAD_STATE_DEAD) {
            thread->faulted = false;
            thread_halt(thread, KOZO_THREAD_STATE_SUSPENDED);
            thread_fail_caller(thread); /* there is no way to bind another space */
        }
        break;
    case THREAD_BUDGET:
        budget_unbind(thread);
        break;
    case THREAD_BUFFER:
        thread->buffer = NULL;
        break;
    case THREAD_FPU:
        thread->special &= UINT8_MAX ^ SPECIAL_FPU;
        arch_fpu_lost(thread);
        break;
    case THREAD_FAULTS:
        if (thread->faulted && thread->state == KOZO_THREAD_STATE_CALLING) {
            thread_die(thread); /* its handler has not heard of the fault, and never will */
        }
        break;
    case THREAD_SIGNALS:
        notification_unbind(thread);
        break;
    case THREAD_BINDINGS:
        break;
    }
}

bool thread_destroy_step(struct thread *thread)
{
    if (thread->state != KOZO_THREAD_STATE_DEAD) {
        thread_die(thread);
        return false;
    }
    for (unsigned i = 0; i < THREAD_BINDINGS; i++) {
        if (!destroy_clear_slot(&thread->object, &thread->bindings[i])) {
            return false;
        }
    }
    if (this_cpu()->current == thread) {
        this_cpu()->current = NULL;
    }
    return true;
}

/* Bindings change only while the thread has never run. */
static kozo_err_t thread_check_binding(const struct thread *thread, enum thread_binding which)
{
    if (thread->state != KOZO_THREAD_STATE_INACTIVE) {
        return KOZO_ERR_BAD_STATE;
    }
    return cap_is_empty(&thread->bindings[which]) ? KOZO_OK : KOZO_ERR_BOUND_ALREADY;
}

static LOCKED void thread_bind(struct thread *thread, enum thread_binding which,
                               struct cap_slot *source)
{
    const kozo_err_t error = cap_bind(&thread->bindings[which], source);

    kensure(error == KOZO_OK);
}

kozo_err_t sys_thread_bind(struct thread *caller, struct thread *self, struct cap_slot *cspace,
                           struct cap_slot *aspace, struct cap_slot *budget)
{
    struct budget *home = cap_object(budget);
    static const enum thread_binding needed[] = {THREAD_CSPACE, THREAD_ASPACE, THREAD_BUDGET};

    (void)caller;
    for (unsigned i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        const kozo_err_t error = thread_check_binding(self, needed[i]);

        if (error != KOZO_OK) {
            return error;
        }
    }
    if (home->home != NULL) {
        return KOZO_ERR_BOUND_ALREADY;
    }
    thread_bind(self, THREAD_CSPACE, cspace);
    thread_bind(self, THREAD_ASPACE, aspace);
    thread_bind(self, THREAD_BUDGET, budget);
    self->cspace = cap_object(cspace);
    self->cspace_mask = self->cspace->slot_count - 1;
    self->aspace = cap_object(aspace);
    self->root = self->aspace->root.raw;
    self->home = home;
    home->home = self;
    sched_assign(self, home);
    return KOZO_OK;
}

/* Bind memory that the kernel itself reads and writes. */
static LOCKED kozo_err_t thread_bind_frame(struct thread *thread, enum thread_binding which,
                                           struct cap_slot *frame)
{
    const kozo_err_t error = thread_check_binding(thread, which);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_is_device(frame)) {
        return KOZO_ERR_DEVICE_MEMORY;
    }
    thread_bind(thread, which, frame);
    return KOZO_OK;
}

kozo_err_t sys_thread_bind_buffer(struct thread *caller, struct thread *self,
                                  struct cap_slot *frame, uint32_t offset)
{
    const kozo_err_t error = thread_bind_frame(self, THREAD_BUFFER, frame);

    (void)caller;
    if (error == KOZO_OK) {
        self->buffer = phys_to_ptr(paddr(frame->object + offset));
    }
    return error;
}

kozo_err_t sys_thread_bind_fpu(struct thread *caller, struct thread *self, struct cap_slot *frame,
                               struct cap_slot *authority)
{
    const kozo_err_t error = thread_bind_frame(self, THREAD_FPU, frame);

    (void)caller;
    (void)authority;
    if (error == KOZO_OK) {
        arch_fpu_begin(cap_object(frame));
        self->special |= SPECIAL_FPU;
    }
    return error;
}

kozo_err_t sys_thread_bind_faults(struct thread *caller, struct thread *self,
                                  struct cap_slot *handler)
{
    const kozo_err_t error = thread_check_binding(self, THREAD_FAULTS);

    (void)caller;
    if (error == KOZO_OK) {
        thread_bind(self, THREAD_FAULTS, handler);
    }
    return error;
}

static bool thread_is_bound(const struct thread *thread)
{
    return thread->cspace != NULL && thread->aspace != NULL && thread->home != NULL;
}

kozo_err_t sys_thread_start(struct thread *caller, struct thread *self, vaddr_t ip, vaddr_t sp,
                            uint64_t argument)
{
    (void)caller;
    if (self->state != KOZO_THREAD_STATE_INACTIVE) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!thread_is_bound(self)) {
        return KOZO_ERR_UNBOUND;
    }
    arch_thread_start(self, ip, sp, argument);
    self->state = KOZO_THREAD_STATE_READY;
    sched_wake(self);
    return KOZO_OK;
}

kozo_err_t sys_thread_suspend(struct thread *caller, struct thread *self)
{
    if (self->state != KOZO_THREAD_STATE_READY && !thread_is_blocked(self)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (ipc_is_exiting(self)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (self->faulted) {
        /* It goes on, once resumed, at the instruction that faulted and faults again. */
        ipc_leave_wait(self);
        self->faulted = false;
        self->state = KOZO_THREAD_STATE_SUSPENDED;
        return KOZO_OK;
    }
    thread_halt(self, KOZO_THREAD_STATE_SUSPENDED);
    if (self == caller) {
        /* The result of its own suspension, for when it goes on. */
        regs_set_status(&self->regs, kozo_status_make(KOZO_OK, 0, 0));
        return KERNEL_DONE;
    }
    return KOZO_OK;
}

kozo_err_t sys_thread_resume(struct thread *caller, struct thread *self)
{
    (void)caller;
    if (self->state != KOZO_THREAD_STATE_SUSPENDED) {
        return KOZO_ERR_BAD_STATE;
    }
    if (!thread_is_bound(self)) {
        return KOZO_ERR_UNBOUND;
    }
    self->state = KOZO_THREAD_STATE_READY;
    sched_wake(self);
    return KOZO_OK;
}

kozo_err_t sys_thread_exit(struct thread *caller, struct thread *self, uint64_t code)
{
    struct message message;

    if (self->state == KOZO_THREAD_STATE_INACTIVE || self->state == KOZO_THREAD_STATE_DEAD) {
        return KOZO_ERR_BAD_STATE;
    }
    self->faulted = false;
    thread_halt(self, KOZO_THREAD_STATE_SUSPENDED);
    fault_exit_message(&message, code);
    ipc_fault(self, &message);
    return self == caller ? KERNEL_BLOCKED : KOZO_OK;
}

/* What a person is shown is printable. */
static uint8_t thread_name_byte(uint64_t byte)
{
    return byte >= ' ' && byte <= '~' ? (uint8_t)byte : '?';
}

kozo_err_t sys_thread_name(struct thread *caller, struct thread *self, uint64_t text0,
                           uint64_t text1, uint64_t text2)
{
    const uint64_t text[] = {text0, text1, text2};
    bool ended = false;

    _Static_assert(sizeof(text) == sizeof(self->name), "the arguments hold a name");
    (void)caller;
    for (unsigned i = 0; i < sizeof(self->name); i++) {
        const uint64_t byte = text[i / sizeof(uint64_t)] >> (8 * (i % sizeof(uint64_t))) & 0xff;

        ended = ended || byte == 0;
        self->name[i] = ended ? 0 : thread_name_byte(byte);
    }
    return KOZO_OK;
}

kozo_err_t sys_thread_inspect(struct thread *caller, struct thread *self,
                              kozo_thread_state_t *state, kozo_priority_t *priority,
                              kozo_duration_t *consumed)
{
    (void)caller;
    sched_charge_current();
    *state = self->state;
    *priority = self->home != NULL ? self->home->base : 0;
    *consumed = self->home != NULL ? self->home->consumed_ns : 0;
    return KOZO_OK;
}
