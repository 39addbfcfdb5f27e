/* SPDX-License-Identifier: MIT */
/* sync.c: see sync.h.
 *
 * A waiter lies on the stack of the thread that waits. Whoever wakes it reads all that it needs
 * before it sets `granted`: then the waiter may be gone. A token may come for a wait that is over
 * already; so every wait looks at `granted` again.
 *
 * Invariants: only the holder of a mutex takes waiters out of it, so no waiter that somebody looks
 *   at can come back as another. */
#include <kozo/sync.h>

#include <kozo/sys.h>

struct kozo_waiter {
    struct kozo_waiter *next;
    kozo_thread_t thread;
    bool granted;
} __attribute__((aligned(8)));

enum { MUTEX_LOCKED = 1 };

static struct kozo_waiter *word_waiter(uintptr_t word)
{
    return (struct kozo_waiter *)(word & ~(uintptr_t)MUTEX_LOCKED);
}

static bool waiter_is_granted(const struct kozo_waiter *waiter)
{
    return __atomic_load_n(&waiter->granted, __ATOMIC_ACQUIRE);
}

/* Sleep until it is granted, or until then. Returns whether it is. */
static bool waiter_sleep(const struct kozo_waiter *waiter, kozo_deadline_t until)
{
    while (!waiter_is_granted(waiter)) {
        if (kozo_thread_park(waiter->thread, until) == KOZO_ERR_TIMED_OUT)
            return waiter_is_granted(waiter);
    }
    return true;
}

static void waiter_wake(struct kozo_waiter *waiter)
{
    kozo_thread_t thread = waiter->thread;
    __atomic_store_n(&waiter->granted, true, __ATOMIC_RELEASE);
    (void)kozo_thread_unpark(thread);
}

bool kozo_mutex_try(struct kozo_mutex *mutex)
{
    uintptr_t unlocked = 0;
    return __atomic_compare_exchange_n(&mutex->word, &unlocked, MUTEX_LOCKED, false,
                                       __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void kozo_mutex_lock(struct kozo_mutex *mutex)
{
    struct kozo_waiter self = {.thread = kozo_tcb()->thread};
    uintptr_t seen = 0, wanted = MUTEX_LOCKED;
    while (!__atomic_compare_exchange_n(&mutex->word, &seen, wanted, false, __ATOMIC_ACQ_REL,
                                        __ATOMIC_RELAXED)) {
        self.next = word_waiter(seen);
        wanted = seen == 0 ? MUTEX_LOCKED : (uintptr_t)&self | MUTEX_LOCKED;
    }
    if (wanted != MUTEX_LOCKED)
        (void)waiter_sleep(&self, KOZO_DEADLINE_NEVER);
}

/* Those who came since, the oldest first; none of them if the mutex could be unlocked. */
static struct kozo_waiter *mutex_take_arrivals(struct kozo_mutex *mutex)
{
    uintptr_t word = MUTEX_LOCKED;
    if (__atomic_compare_exchange_n(&mutex->word, &word, 0, false, __ATOMIC_RELEASE,
                                    __ATOMIC_RELAXED))
        return NULL;
    word = __atomic_exchange_n(&mutex->word, MUTEX_LOCKED, __ATOMIC_ACQUIRE);
    struct kozo_waiter *oldest = NULL;
    for (struct kozo_waiter *at = word_waiter(word); at != NULL;) {
        struct kozo_waiter *before = at->next;
        at->next = oldest;
        oldest = at;
        at = before;
    }
    return oldest;
}

void kozo_mutex_unlock(struct kozo_mutex *mutex)
{
    struct kozo_waiter *heir = mutex->queue;
    if (heir == NULL)
        heir = mutex_take_arrivals(mutex);
    if (heir == NULL)
        return;
    mutex->queue = heir->next;
    waiter_wake(heir);
}

static void condition_leave(struct kozo_condition *condition, struct kozo_waiter *waiter)
{
    struct kozo_waiter *before = NULL;
    for (struct kozo_waiter *at = condition->first; at != waiter; at = at->next)
        before = at;
    if (before != NULL)
        before->next = waiter->next;
    else
        condition->first = waiter->next;
    if (condition->last == waiter)
        condition->last = before;
}

kozo_err_t kozo_condition_wait(struct kozo_condition *condition, struct kozo_mutex *mutex,
                               kozo_deadline_t until)
{
    struct kozo_waiter self = {.thread = kozo_tcb()->thread};
    if (condition->first == NULL)
        condition->first = &self;
    else
        condition->last->next = &self;
    condition->last = &self;
    kozo_mutex_unlock(mutex);
    (void)waiter_sleep(&self, until);
    kozo_mutex_lock(mutex);
    if (waiter_is_granted(&self))
        return KOZO_OK;
    condition_leave(condition, &self);
    return KOZO_ERR_TIMED_OUT;
}

void kozo_condition_signal(struct kozo_condition *condition)
{
    struct kozo_waiter *first = condition->first;
    if (first == NULL)
        return;
    condition->first = first->next;
    waiter_wake(first);
}

void kozo_condition_broadcast(struct kozo_condition *condition)
{
    while (condition->first != NULL)
        kozo_condition_signal(condition);
}
