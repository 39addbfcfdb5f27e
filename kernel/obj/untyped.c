/* SPDX-License-Identifier: MIT */
/* untyped.c: from memory to objects.
 *
 * Retype is preemptible, and all its state is where it survives: the count and the index in the
 * caller's registers; the memory that has been cleared, in the Untyped; the stamps that have been
 * taken for the rest of the run, as a note in the next destination slot, which is empty. Nothing is
 * reserved: everything is checked anew when the operation goes on. Hence it makes all its objects,
 * unless somebody fills one of its slots or takes the memory meanwhile; then it ends with an error
 * and the objects before that point exist.
 *
 * Owns: aux, space and level of Untyped slots.
 * Invariants: INV-MEM-1. */
#include <kozo/arch.h>
#include <kozo/aspace.h>
#include <kozo/budget.h>
#include <kozo/cnode.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <kozo/string.h>
#include <kozo/untyped.h>

/* Work between two looks for an interrupt, in bytes to be cleared; an object costs as much as so
 * many bytes. */
enum {
    RETYPE_BATCH = 64 * 1024,
    RETYPE_OBJECT_COST = RETYPE_BATCH / 16,
};

struct retype {
    struct cap_slot *untyped;
    kozo_object_t kind;
    uint8_t size_bits;
    uint16_t count; /* still to be made */
    struct cnode *dest;
    struct cap_slot *next; /* slot of the next object */
    uint32_t stamp;        /* its stamp; the others follow */
    uint64_t work;         /* since the last look for an interrupt */
};

kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits)
{
    const uint64_t sizes = object_descriptors[type].sizes;

    return size_bits < 64 && (sizes >> size_bits & 1) != 0 ? KOZO_OK : KOZO_ERR_RANGE;
}

static void object_init(void *object, kozo_object_t type, uint8_t size_bits)
{
    switch (type) {
    case KOZO_OBJECT_CNODE:
        cnode_init(object, size_bits);
        break;
    case KOZO_OBJECT_THREAD:
        thread_init(object);
        break;
    case KOZO_OBJECT_BUDGET:
        budget_init(object);
        break;
    default:
        break;
    }
}

bool object_create(kozo_object_t type, paddr_t at, uint8_t size_bits, struct cap_value *value)
{
    void *memory = phys_to_ptr(at);

    kassert((at.raw & ((UINT64_C(1) << size_bits) - 1)) == 0);
    if (type == KOZO_OBJECT_ASPACE && aspace_init(memory) != KOZO_OK) {
        return false;
    }
    if (cap_has_header(type)) {
        struct object *header = memory;

        header->type = type;
    }
    object_init(memory, type, size_bits);
    *value = (struct cap_value){
        .object = at.raw,
        .type = type,
        .rights = object_descriptors[type].rights_mask,
        .size_bits = size_bits,
    };
    return true;
}

/* A frame or an Untyped of device memory: nothing of it is looked at, and it holds no code. */
static struct cap_value device_value(kozo_object_t type, paddr_t at, uint8_t size_bits)
{
    const kozo_rights_t rights = object_descriptors[type].rights_mask;

    return (struct cap_value){
        .object = at.raw,
        .type = type,
        .rights = type == KOZO_OBJECT_FRAME ? rights & (kozo_rights_t)~KOZO_FRAME_RIGHT_EXECUTE
                                            : rights,
        .size_bits = size_bits,
        .flags = CAP_DEVICE,
    };
}

/* Where the next object goes, relative to the base. */
static uint64_t retype_offset(const struct retype *run)
{
    const uint64_t size = UINT64_C(1) << run->size_bits;

    return (run->untyped->aux + size - 1) & ~(size - 1);
}

static LOCKED kozo_err_t retype_check(const struct retype *run)
{
    const uint64_t capacity = UINT64_C(1) << cap_size_bits(run->untyped);
    const uint64_t offset = retype_offset(run);
    const kozo_err_t error = untyped_object_size(run->kind, run->size_bits);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_is_device(run->untyped) && !object_descriptors[run->kind].device) {
        return KOZO_ERR_DEVICE_MEMORY;
    }
    if (offset > capacity || (capacity - offset) >> run->size_bits < run->count) {
        return KOZO_ERR_NO_MEMORY;
    }
    if (run->kind == KOZO_OBJECT_ASPACE && !aspace_has_room(run->count)) {
        return KOZO_ERR_NO_SPACE;
    }
    return KOZO_OK;
}

/* The stamps of the run: those that were taken when it began, if this is where it was
 * interrupted. */
static LOCKED uint32_t retype_stamps(const struct retype *run)
{
    const struct cap_slot *note = run->next;

    if (cap_stamp(note) != 0 && note->aux == run->count) {
        return cap_stamp(note);
    }
    return cap_take_stamps(run->count);
}

/* Leave everything that is needed to go on. */
static kozo_err_t retype_suspend(struct thread *caller, const struct retype *run)
{
    run->next->meta = (uint64_t)run->stamp << META_STAMP_SHIFT;
    run->next->aux = run->count;
    untyped_retype_advance_count(caller, run->count);
    untyped_retype_advance_index(caller, cnode_index(run->dest, run->next));
    return KERNEL_RESTART;
}

/* Account for work. Returns whether enough has been done and an interrupt waits. */
static bool retype_must_pause(struct retype *run, uint64_t work)
{
    run->work += work;
    if (run->work < RETYPE_BATCH) {
        return false;
    }
    run->work = 0;
    return arch_interrupt_waits();
}

/* Clear the memory of the next object. Returns false if it was interrupted before the end. */
static bool retype_clear(struct retype *run)
{
    struct cap_slot *untyped = run->untyped;
    const uint64_t offset = retype_offset(run);
    const uint64_t size = UINT64_C(1) << run->size_bits;

    if (run->kind == KOZO_OBJECT_UNTYPED || cap_is_device(untyped)) {
        return true;
    }
    if (untyped->space != offset) {
        untyped->space = offset;
        untyped->level = 0;
    }
    while (untyped->level < size) {
        const uint64_t left = size - untyped->level;
        const uint64_t part = left < RETYPE_BATCH ? left : RETYPE_BATCH;

        memset(phys_to_ptr(paddr(untyped->object + offset + untyped->level)), 0, part);
        untyped->level += part;
        if (retype_must_pause(run, part) && untyped->level < size) {
            return false;
        }
    }
    return true;
}

/* Make the next object, of memory that is clear or a device's. */
static LOCKED void retype_create(struct retype *run)
{
    struct cap_slot *untyped = run->untyped;
    const uint64_t offset = retype_offset(run);
    const paddr_t at = paddr(untyped->object + offset);
    struct cap_value value;

    if (cap_is_device(untyped)) {
        value = device_value(run->kind, at, run->size_bits);
    } else {
        kensure(object_create(run->kind, at, run->size_bits, &value));
    }
    untyped->aux = offset + (UINT64_C(1) << run->size_bits);
    untyped->space = 0;
    untyped->level = 0;
    cap_install(run->next, untyped, &value, run->stamp);
    run->next++;
    run->stamp++;
    run->count--;
}

kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle)
{
    struct retype run = {
        .untyped = self,
        .kind = kind,
        .size_bits = size_bits,
        .count = count,
        .dest = dest,
        .next = index,
    };
    const kozo_err_t error = retype_check(&run);

    if (error != KOZO_OK) {
        return error;
    }
    run.stamp = retype_stamps(&run);
    while (run.count != 0) {
        if (!retype_clear(&run)) {
            return retype_suspend(caller, &run);
        }
        retype_create(&run);
        if (retype_must_pause(&run, RETYPE_OBJECT_COST) && run.count != 0) {
            return retype_suspend(caller, &run);
        }
    }
    *handle = cap_handle(dest, run.next - 1).raw;
    return KOZO_OK;
}

kozo_err_t sys_untyped_inspect(struct thread *caller, struct cap_slot *self, kozo_size_t *size,
                               kozo_size_t *used)
{
    (void)caller;
    *size = UINT64_C(1) << cap_size_bits(self);
    *used = self->aux;
    return KOZO_OK;
}
