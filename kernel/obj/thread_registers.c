/* SPDX-License-Identifier: MIT */
/* thread_registers.c: a thread that stands still in the hands of another: what it has in its
 * registers, and how it is watched. */
#include <kozo/arch.h>
#include <kozo/gen/handlers.h>
#include <kozo/string.h>
#include <kozo/thread.h>

/* struct regs has the names of abi.yaml, the other those of registers.yaml: one order for both. */
_Static_assert(sizeof(struct regs) == sizeof(struct kozo_thread_registers) &&
                   offsetof(struct regs, rbx) == offsetof(struct kozo_thread_registers, rbx) &&
                   offsetof(struct regs, r15) == offsetof(struct kozo_thread_registers, r15) &&
                   offsetof(struct regs, rip) == offsetof(struct kozo_thread_registers, ip) &&
                   offsetof(struct regs, rsp) == offsetof(struct kozo_thread_registers, sp) &&
                   offsetof(struct regs, rflags) == offsetof(struct kozo_thread_registers, flags),
               "registers as programs see them");

/* Where in a buffer they lie: behind the words that travel in registers, which no operation
 * writes. */
static void *registers_in(struct kozo_buffer *buffer)
{
    return &buffer->words[KOZO_REGISTER_WORDS];
}

/* Does it stand still, so that nothing but what is in `regs` decides how it goes on? */
static kozo_err_t registers_check(const struct thread *caller, const struct thread *self)
{
    if (caller->buffer == NULL) {
        return KOZO_ERR_NO_BUFFER;
    }
    return thread_stands_still(self) ? KOZO_OK : KOZO_ERR_BAD_STATE;
}

kozo_err_t sys_thread_read_registers(struct thread *caller, struct thread *self)
{
    const kozo_err_t error = registers_check(caller, self);

    if (error == KOZO_OK) {
        arch_thread_read(self, registers_in(caller->buffer));
    }
    return error;
}

kozo_err_t sys_thread_write_registers(struct thread *caller, struct thread *self)
{
    const kozo_err_t error = registers_check(caller, self);
    struct regs regs;

    if (error != KOZO_OK) {
        return error;
    }
    memcpy(&regs, registers_in(caller->buffer), sizeof(regs)); /* others may be writing there */
    return arch_thread_write(self, &regs) ? KOZO_OK : KOZO_ERR_RANGE;
}

kozo_err_t sys_thread_watch(struct thread *caller, struct thread *self, kozo_watch_flags_t flags)
{
    (void)caller;
    if (!thread_stands_still(self)) {
        return KOZO_ERR_BAD_STATE;
    }
    if (((self->special ^ flags) & SPECIAL_STEP) != 0) {
        arch_thread_step(self, (flags & SPECIAL_STEP) != 0);
    }
    self->special = (uint8_t)((self->special & SPECIAL_FPU) | flags);
    return KOZO_OK;
}
