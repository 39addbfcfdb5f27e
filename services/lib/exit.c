/* SPDX-License-Identifier: MIT */
/* exit.c: the end of a thread. */
#include <kozo/start.h>
#include <kozo/sys.h>

_Noreturn void kozo_exit(uint64_t code)
{
    kozo_thread_exit(kozo_tcb()->thread, code);
    /* Only reached if the program has given its own thread capability away: then nothing is left
     * but a fault, which ends it as well. */
    __builtin_trap();
}
