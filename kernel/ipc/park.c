/* SPDX-License-Identifier: MIT */
/* park.c: a token for each thread, which others give and it takes: program-made queues need no more
 * of the kernel to sleep and to wake.
 * Owns: thread.token.
 * Invariants: INV-PARK-1 a parked thread has no token. */
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/timeout.h>

kozo_err_t sys_thread_park(struct thread *caller, struct thread *self, kozo_deadline_t until)
{
    if (self != caller) {
        return KOZO_ERR_BAD_STATE;
    }
    if (caller->token) {
        caller->token = false;
        return KOZO_OK;
    }
    const kozo_err_t error = timeout_check(until);

    if (error != KOZO_OK) {
        return error;
    }
    caller->state = KOZO_THREAD_STATE_PARKED;
    timeout_arm_thread(caller, until);
    return KERNEL_BLOCKED;
}

kozo_err_t sys_thread_unpark(struct thread *caller, struct thread *self)
{
    (void)caller;
    if (self->state == KOZO_THREAD_STATE_PARKED) {
        ipc_wake(self, KOZO_OK);
    } else {
        self->token = true;
    }
    return KOZO_OK;
}
