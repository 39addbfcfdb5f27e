/* SPDX-License-Identifier: MIT */
/* exit.c: the end of a thread. */
#include <kozo/start.h>
#include <kozo/sys.h>

_Noreturn void kozo_exit(uint64_t code)
{
    struct kozo_tcb *self = kozo_tcb();
    kozo_thread_t thread = self->thread;
    /* Whoever joins looks at `ended` after it has told its name: one of the two sees the other.
     * Once it has been told, it ends this thread at any moment. */
    __atomic_store_n(&self->ended, true, __ATOMIC_SEQ_CST);
    uint64_t joiner = __atomic_load_n(&self->joiner, __ATOMIC_SEQ_CST);
    if (joiner != 0)
        (void)kozo_thread_unpark((kozo_thread_t){joiner});
    kozo_thread_exit(thread, code);
    /* Only reached if the program has given its own thread capability away: then nothing is left
     * but a fault, which ends it as well. */
    __builtin_trap();
}
