/* SPDX-License-Identifier: MIT */
/* io_port.c: ranges of I/O ports. The slot is the object: `object` is the first port, `aux` the
 * number of ports. */
#include <kozo/arch.h>
#include <kozo/cnode.h>
#include <kozo/gen/handlers.h>

kozo_err_t sys_io_port_derive(struct thread *caller, struct cap_slot *self, uint16_t first,
                              uint32_t count, struct cnode *dest, struct cap_slot *index,
                              uint64_t *handle)
{
    (void)caller;
    if (first < self->object || first + (uint64_t)count > self->object + self->aux) {
        return KOZO_ERR_RANGE;
    }
    const struct cap_value part = {
        .object = first,
        .type = KOZO_OBJECT_IO_PORT,
        .rights = cap_rights(self),
        .aux = count,
    };

    cap_install(index, self, &part, cap_take_stamps(1));
    *handle = cap_handle(dest, index).raw;
    return KOZO_OK;
}

/* Does an access lie in the range? */
static bool io_port_covers(const struct cap_slot *range, uint16_t offset, kozo_io_width_t width)
{
    return offset + (uint64_t)width <= range->aux;
}

kozo_err_t sys_io_port_read(struct thread *caller, struct cap_slot *self, uint16_t offset,
                            kozo_io_width_t width, uint32_t *value)
{
    (void)caller;
    if (!io_port_covers(self, offset, width)) {
        return KOZO_ERR_RANGE;
    }
    *value = arch_io_read((uint16_t)(self->object + offset), width);
    return KOZO_OK;
}

kozo_err_t sys_io_port_write(struct thread *caller, struct cap_slot *self, uint16_t offset,
                             kozo_io_width_t width, uint32_t value)
{
    (void)caller;
    if (!io_port_covers(self, offset, width)) {
        return KOZO_ERR_RANGE;
    }
    arch_io_write((uint16_t)(self->object + offset), width, value);
    return KOZO_OK;
}
