/* SPDX-License-Identifier: MIT */
/* lock.c: the kernel lock, a ticket lock. With one CPU in the kernel only the owner is noted. */
#include <kozo/assert.h>
#include <kozo/cpu.h>

void kernel_lock(void) NO_LOCK_ANALYSIS
{
    struct kernel_lock *lock = &kernel.lock;

    if (lock->contended) {
        const uint32_t ticket = __atomic_fetch_add(&lock->next_ticket, 1, __ATOMIC_RELAXED);

        while (__atomic_load_n(&lock->now_serving, __ATOMIC_ACQUIRE) != ticket) {
            __builtin_ia32_pause();
        }
    }
    kassert(lock->owner == 0);
    lock->owner = this_cpu()->number + 1;
}

void kernel_unlock(void) NO_LOCK_ANALYSIS
{
    struct kernel_lock *lock = &kernel.lock;

    kassert(kernel_lock_is_held());
    lock->owner = 0;
    if (lock->contended) {
        __atomic_store_n(&lock->now_serving, lock->now_serving + 1, __ATOMIC_RELEASE);
    }
}

bool kernel_lock_is_held(void)
{
    return kernel.lock.owner == this_cpu()->number + 1;
}
