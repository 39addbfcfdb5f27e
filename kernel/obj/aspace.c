/* SPDX-License-Identifier: MIT */
/* aspace.c: address spaces, and the mappings that frame and page-table capabilities hold in them.
 * Owns: kernel.aspaces, aspaces_used, aspace_count, next_serial; aux, space and level of frame and
 *   page-table slots.
 * Invariants: INV-MAP-1; INV-MAP-2 kernel.aspaces[i] is NULL or a space whose serial is i modulo
 *   the length of the table; a serial is never used twice; INV-MAP-3 aspaces_used and
 *   aspace_count tell which places of the table are taken, so that nobody looks through it. */
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
    return count <= KOZO_ADDRESS_SPACES - kernel.aspace_count;
}

/* Enter a space where there is none, or NULL where there is one. */
static LOCKED void aspace_enter(uint64_t serial, struct aspace *aspace)
{
    const uint32_t index = aspace_index(serial);

    kernel.aspaces[index] = aspace;
    kernel.aspaces_used[index / 64] ^= UINT64_C(1) << index % 64;
}

/* The next serial whose place in the table is free; there is one. */
static LOCKED uint64_t aspace_next_serial(void)
{
    uint64_t serial = kernel.next_serial;

    /* The first word of the table may be looked at twice: its end first, its start last. */
    for (unsigned words = 0; words <= KOZO_ADDRESS_SPACES / 64; words++) {
        const uint32_t index = aspace_index(serial);
        const uint64_t free = ~kernel.aspaces_used[index / 64] >> index % 64;

        if (free != 0) {
            return serial + (uint64_t)__builtin_ctzll(free);
        }
        serial += 64 - index % 64;
    }
    unreachable();
}

kozo_err_t aspace_init(struct aspace *aspace)
{
    kassert(kernel.next_serial != 0);
    if (!aspace_has_room(1)) {
        return KOZO_ERR_NO_SPACE;
    }
    aspace->serial = aspace_next_serial();
    aspace->root = paddr(ptr_to_phys(aspace).raw + PAGE_SIZE);
    arch_root_init(aspace->root);
    aspace_enter(aspace->serial, aspace);
    kernel.aspace_count++;
    kernel.next_serial = aspace->serial + 1;
    return KOZO_OK;
}

struct aspace *aspace_find(uint64_t serial)
{
    struct aspace *aspace = kernel.aspaces[aspace_index(serial)];

    return aspace != NULL && aspace->serial == serial ? aspace : NULL;
}

bool aspace_destroy_step(struct aspace *aspace)
{
    kassert(aspace_find(aspace->serial) == aspace);
    aspace_enter(aspace->serial, NULL);
    kernel.aspace_count--;
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
