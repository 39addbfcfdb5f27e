/* SPDX-License-Identifier: MIT */
/* debug.c: text on the kernel's serial line, an operation that does nothing but restart, and the
 * trace. */
#include <kozo/arch.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>
#include <kozo/ipc.h>
#include <kozo/outcome.h>
#include <kozo/trace.h>

enum { DEBUG_WORDS = 4 };

/* Go on behind the first `done` bytes later. */
static void debug_suspend(struct thread *caller, const char *bytes, uint64_t length, uint64_t done)
{
    uint64_t text[DEBUG_WORDS] = {0};

    for (uint64_t i = done; i < length; i++) {
        const uint64_t at = i - done;

        text[at / sizeof(uint64_t)] |= (uint64_t)(uint8_t)bytes[i] << (8 * (at % sizeof(uint64_t)));
    }
    debug_write_advance_length(caller, length - done);
    debug_write_advance_text0(caller, text[0]);
    debug_write_advance_text1(caller, text[1]);
    debug_write_advance_text2(caller, text[2]);
    debug_write_advance_text3(caller, text[3]);
}

kozo_err_t sys_debug_write(struct thread *caller, struct cap_slot *self, uint64_t length,
                           uint64_t text0, uint64_t text1, uint64_t text2, uint64_t text3)
{
    const uint64_t text[DEBUG_WORDS] = {text0, text1, text2, text3};
    char bytes[sizeof(text)];
    uint64_t done = 0;

    (void)self;
    for (unsigned i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (char)(text[i / sizeof(uint64_t)] >> (8 * (i % sizeof(uint64_t))));
    }
    while (done < length) {
        done += arch_console_step(bytes[done]);
        if (done < length && arch_interrupt_waits()) {
            debug_suspend(caller, bytes, length, done);
            return KERNEL_RESTART;
        }
    }
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

COLD kozo_err_t sys_debug_trace(struct thread *caller, struct cap_slot *self, uint64_t number,
                                uint64_t *found, uint64_t *count)
{
    const struct kozo_trace_record *record;

    (void)self;
    if (caller->buffer == NULL) {
        return KOZO_ERR_NO_BUFFER;
    }
    if (kernel.trace == NULL || number >= kernel.trace->ring.count) {
        return KOZO_ERR_NOT_READY;
    }
    record = trace_ring_from(&kernel.trace->ring, number, found);
    ipc_tell(caller, record, sizeof(*record));
    *count = kernel.trace->ring.count;
    return KOZO_OK;
}
