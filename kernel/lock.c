/* SPDX-License-Identifier: MIT */
/* lock.c: turns at the kernel lock; only with more than one CPU in the kernel. */
#include <kozo/arch.h>
#include <kozo/lock.h>

void lock_take_turn(struct kernel_lock *lock)
{
    const uint32_t ticket = __atomic_fetch_add(&lock->next_ticket, 1, __ATOMIC_RELAXED);

    while (__atomic_load_n(&lock->now_serving, __ATOMIC_ACQUIRE) != ticket) {
        arch_relax();
    }
}

void lock_pass_on(struct kernel_lock *lock)
{
    __atomic_store_n(&lock->now_serving, lock->now_serving + 1, __ATOMIC_RELEASE);
}
