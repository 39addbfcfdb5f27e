/* SPDX-License-Identifier: MIT */
/* aspace.c: address spaces, and the mappings that frame and page-table capabilities hold in them.
 * Owns: kernel.aspaces, kernel.next_serial; aux, space and level of frame and page-table slots.
 * Invariants: INV-MAP-1; INV-MAP-2 kernel.aspaces[i] is NULL or a space whose serial is i modulo
 *   the length of the table; a serial is never used twice. */
#include <kozo/arch.h>
#include <kozo/aspace.h>
#include <kozo/cpu.h>
#include <kozo/gen/handlers.h>

static uint32_t aspace_index(uint64_t serial)
{
    return (uint32_t)(serial % KOZO_ADDRESS_SPACES);
}

bool aspace_has_room(uint32_t count)
{
    uint32_t room = 0;

    for (uint32_t i = 0; i < KOZO_ADDRESS_SPACES && room < count; i++) {
        if (kernel.aspaces[i] == NULL) {
            room++;
        }
    }
    return room >= count;
}

kozo_err_t aspace_init(struct aspace *aspace)
{
    const uint64_t next = kernel.next_serial;

    kassert(next != 0);
    for (uint64_t serial = next; serial < next + KOZO_ADDRESS_SPACES; serial++) {
        if (kernel.aspaces[aspace_index(serial)] == NULL) {
            aspace->serial = serial;
            aspace->root = paddr(ptr_to_phys(aspace).raw + PAGE_SIZE);
            arch_root_init(aspace->root);
            kernel.aspaces[aspace_index(serial)] = aspace;
            kernel.next_serial = serial + 1;
            return KOZO_OK;
        }
    }
    return KOZO_ERR_NO_SPACE;
}

struct aspace *aspace_find(uint64_t serial)
{
    struct aspace *aspace = kernel.aspaces[aspace_index(serial)];

    return aspace != NULL && aspace->serial == serial ? aspace : NULL;
}

bool aspace_destroy_step(struct aspace *aspace)
{
    kassert(aspace_find(aspace->serial) == aspace);
    kernel.aspaces[aspace_index(aspace->serial)] = NULL;
    arch_root_retire(aspace->root);
    return true;
}

bool aspace_is_mapped(const struct cap_slot *slot)
{
    return slot->space != 0 && aspace_find(slot->space) != NULL;
}

static void aspace_record(struct cap_slot *slot, uint64_t space, uint64_t at, uint64_t level)
{
    slot->space = space;
    slot->aux = at;
    slot->level = level;
}

/* What the flags ask for, and whether the page fits there. */
static kozo_err_t aspace_check_frame(const struct cap_slot *frame, vaddr_t at,
                                     kozo_map_flags_t flags)
{
    const uint64_t size = UINT64_C(1) << cap_size_bits(frame);
    const bool writes = (flags & KOZO_MAP_FLAGS_WRITE) != 0;
    const bool executes = (flags & KOZO_MAP_FLAGS_EXECUTE) != 0;

    if (writes && executes) {
        return KOZO_ERR_WRITE_EXECUTE;
    }
    if ((writes && (cap_rights(frame) & KOZO_FRAME_RIGHT_WRITE) == 0) ||
        (executes && (cap_rights(frame) & KOZO_FRAME_RIGHT_EXECUTE) == 0)) {
        return KOZO_ERR_ACCESS_DENIED;
    }
    if ((at.raw & (size - 1)) != 0) {
        return KOZO_ERR_ALIGNMENT;
    }
    return at.raw <= KOZO_USER_TOP - size ? KOZO_OK : KOZO_ERR_RANGE;
}

kozo_err_t aspace_map(struct aspace *aspace, struct cap_slot *frame, vaddr_t at,
                      kozo_map_flags_t flags)
{
    kozo_err_t error = aspace_check_frame(frame, at, flags);

    if (error != KOZO_OK) {
        return error;
    }
    if (aspace_is_mapped(frame)) {
        return KOZO_ERR_ALREADY_MAPPED;
    }
    error = arch_map_frame(aspace->root, at, paddr(frame->object), cap_size_bits(frame),
                           flags | (cap_is_device(frame) ? MAP_FLAGS_DEVICE : 0));
    if (error == KOZO_OK) {
        aspace_record(frame, aspace->serial, at.raw, 0);
    }
    return error;
}

kozo_err_t aspace_map_table(struct aspace *aspace, struct cap_slot *table, vaddr_t at,
                            uint64_t *level)
{
    if (aspace_is_mapped(table)) {
        return KOZO_ERR_ALREADY_MAPPED;
    }
    const kozo_err_t error = arch_map_table(aspace->root, at, paddr(table->object), level);

    if (error == KOZO_OK) {
        aspace_record(table, aspace->serial, at.raw, *level);
    }
    return error;
}

void aspace_unmap_slot(struct cap_slot *slot)
{
    if (aspace_is_mapped(slot)) {
        const paddr_t root = aspace_find(slot->space)->root;
        const vaddr_t at = {slot->aux};

        if (cap_type(slot) == KOZO_OBJECT_PAGE_TABLE) {
            arch_unmap_table(root, at, paddr(slot->object), slot->level);
        } else {
            arch_unmap_frame(root, at, paddr(slot->object), cap_size_bits(slot));
        }
    }
    aspace_record(slot, 0, 0, 0);
}

kozo_err_t sys_aspace_map(struct thread *caller, struct aspace *self, struct cap_slot *frame,
                          vaddr_t at, kozo_map_flags_t flags)
{
    (void)caller;
    return aspace_map(self, frame, at, flags);
}

kozo_err_t sys_aspace_map_table(struct thread *caller, struct aspace *self, struct cap_slot *table,
                                vaddr_t at, uint64_t *level)
{
    (void)caller;
    return aspace_map_table(self, table, at, level);
}
