/* SPDX-License-Identifier: MIT */
/* debug.c: text on the kernel's serial line, and an operation that does nothing but restart. */
#include <kozo/arch.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>

enum { DEBUG_WORDS = 4 };

kozo_err_t sys_debug_write(struct thread *caller, struct cap_slot *self, uint64_t length,
                           uint64_t text0, uint64_t text1, uint64_t text2, uint64_t text3)
{
    const uint64_t text[DEBUG_WORDS] = {text0, text1, text2, text3};
    char bytes[sizeof(text)];

    (void)caller;
    (void)self;
    for (unsigned i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (char)(text[i / sizeof(uint64_t)] >> (8 * (i % sizeof(uint64_t))));
    }
    arch_console_write(bytes, length);
    return KOZO_OK;
}

NOINLINE kozo_err_t sys_debug_restart(struct thread *caller, struct cap_slot *self, uint64_t steps,
                                      uint64_t *left)
{
    (void)self;
    if (steps != 0) {
        debug_restart_advance_steps(caller, steps - 1);
        return KERNEL_RESTART;
    }
    *left = steps;
    return KOZO_OK;
}
