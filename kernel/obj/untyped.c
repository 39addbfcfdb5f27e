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
#include <kozo/cspace.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <kozo/string.h>
#include <kozo/untyped.h>

/* Work between two looks for an interrupt: at most so many bytes are cleared and so many objects
 * made. */
enum {
    RETYPE_BYTES = 4096,
    RETYPE_OBJECTS = 16,
};

/* Types whose objects are a header and, at the beginning, nothing but zeroes. */
#define OBJECTS_PLAIN                                                                              \
    (UINT64_C(1) << KOZO_OBJECT_ENDPOINT | UINT64_C(1) << KOZO_OBJECT_NOTIFICATION)

/* A run of objects on the way. */
struct retype {
    struct cap_slot *untyped;
    struct cap_slot *next; /* slot of the next object */
    uint64_t offset;       /* of that object in the Untyped's memory */
    uint64_t meta;         /* of its capability: the others have the stamps that follow */
    kozo_object_t kind;
    uint8_t size_bits;
    uint16_t count; /* still to be made */
};

kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits)
{
    const uint64_t sizes = object_descriptors[type].sizes;

    /*@ assert table: sizes % 64 == 0 && sizes < 0x800000000000; */
    return size_bits < 64 && (sizes >> size_bits & 1) != 0 ? KOZO_OK : KOZO_ERR_RANGE;
}

/* Initialise what an object has besides its header. Returns false if a system-wide limit is
 * reached. */
static LOCKED bool object_init_rest(void *memory, kozo_object_t type, uint8_t size_bits)
{
    switch (type) {
    case KOZO_OBJECT_CNODE:
        cnode_init(memory, size_bits);
        return true;
    case KOZO_OBJECT_THREAD:
        thread_init(memory);
        return true;
    case KOZO_OBJECT_BUDGET:
        budget_init(memory);
        return true;
    case KOZO_OBJECT_ASPACE:
        return aspace_init(memory) == KOZO_OK;
    default:
        return true;
    }
}

bool object_create(kozo_object_t type, paddr_t at, uint8_t size_bits, struct cap_value *value)
{
    struct object *header = phys_to_ptr(at);

    kassert((at.raw & ((UINT64_C(1) << size_bits) - 1)) == 0);
    if (cap_has_header(type)) {
        header->type = type;
    }
    *value = (struct cap_value){
        .object = at.raw,
        .type = type,
        .rights = object_descriptors[type].rights_mask,
        .size_bits = size_bits,
    };
    return object_init_rest(header, type, size_bits);
}

/* Initialise objects that lie one behind the other from `at` to `end`, but for their headers. There
 * is room for them. */
static COLD LOCKED void object_init_rests(kozo_object_t type, uint64_t at, uint64_t end,
                                          uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << size_bits;

    for (uint64_t object = at; object != end; object += size) {
        kensure(object_init_rest(phys_to_ptr(paddr(object)), type, size_bits));
    }
}

/* As above, with headers, each with one reference, in memory that is clear. */
static inline LOCKED void object_init_run(kozo_object_t type, uint64_t at, uint64_t end,
                                          uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << size_bits;

    if (!cap_has_header(type)) {
        return;
    }
    for (uint64_t object = at; object != end; object += size) {
        struct object *header = phys_to_ptr(paddr(object));

        header->references = 1;
        header->type = type;
    }
    if (!object_is_of(type, OBJECTS_PLAIN)) {
        object_init_rests(type, at, end, size_bits);
    }
}

/* What capabilities for frames and Untypeds of device memory are marked with; it holds no code. */
static COLD uint64_t retype_device_meta(uint64_t meta, kozo_object_t kind)
{
    const uint64_t execute = kind == KOZO_OBJECT_FRAME ? KOZO_FRAME_RIGHT_EXECUTE : 0;

    return (meta & ~(execute << META_RIGHTS_SHIFT)) | (uint64_t)CAP_DEVICE << META_FLAGS_SHIFT;
}

/* Where the first object of that size goes, relative to the base. */
static uint64_t retype_offset(const struct cap_slot *untyped, uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << size_bits;

    /*@ assert room: untyped->aux + size - 1 <= SIZE(47); */
    return (untyped->aux + size - 1) & ~(size - 1);
}

/* Is there room in `space` bytes for so many objects? */
static inline bool retype_fits(uint64_t space, uint8_t size_bits, uint16_t count)
{
    return space >> size_bits >= count;
}

static LOCKED kozo_err_t retype_check(const struct retype *run)
{
    const uint64_t capacity = UINT64_C(1) << cap_size_bits(run->untyped);
    const kozo_err_t error = untyped_object_size(run->kind, run->size_bits);

    if (error != KOZO_OK) {
        return error;
    }
    if (cap_is_device(run->untyped) && !object_descriptors[run->kind].device) {
        return KOZO_ERR_DEVICE_MEMORY;
    }
    if (run->offset > capacity ||
        !retype_fits(capacity - run->offset, run->size_bits, run->count)) {
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
static COLD void retype_suspend(struct thread *caller, const struct cnode *dest, struct retype run)
{
    run.next->meta = run.meta >> META_STAMP_SHIFT << META_STAMP_SHIFT;
    run.next->aux = run.count;
    untyped_retype_advance_count(caller, run.count);
    untyped_retype_advance_index(caller, cnode_index(dest, run.next));
}

/* How many of the next objects are made between two looks for an interrupt. */
static inline uint32_t retype_batch(const struct retype *run)
{
    const uint32_t fitting = (uint32_t)((uint64_t)RETYPE_BYTES >> run->size_bits);
    uint32_t batch = run->count;

    if (batch > RETYPE_OBJECTS) {
        batch = RETYPE_OBJECTS;
    }
    if (batch > fitting) {
        batch = fitting == 0 ? 1 : fitting;
    }
    return batch;
}

/* How long so many objects are. */
static inline uint64_t retype_bytes(uint32_t batch, uint8_t size_bits)
{
    return (uint64_t)batch << size_bits;
}

/* Clear the memory of a large object: `size` bytes from `offset` on. Returns false if it was
 * interrupted before the end. */
static COLD bool retype_clear_large(struct cap_slot *untyped, uint64_t offset, uint64_t size)
{
    uint64_t cleared = untyped->space == offset ? untyped->level : 0;

    /*@ loop invariant pages: cleared % RETYPE_BYTES == 0;
        loop invariant clear: CLEAR(untyped->object + offset, untyped->object + offset + cleared);
        loop invariant progress: cleared >= \at(cleared, LoopEntry);
        loop assigns cleared, physical[untyped->object + offset ..
                                       untyped->object + offset + size - 1];
        loop variant size - cleared; */
    while (cleared < size) {
        memset(phys_to_ptr(paddr(untyped->object + offset + cleared)), 0, RETYPE_BYTES);
        cleared += RETYPE_BYTES;
        if (cleared < size && arch_interrupt_waits()) {
            untyped->space = offset;
            untyped->level = cleared;
            return false;
        }
    }
    return true;
}

/* Clear the memory of the next objects. Returns false if it was interrupted before the end. */
static inline bool retype_clear(const struct retype *run, uint64_t size)
{
    if (run->kind == KOZO_OBJECT_UNTYPED || cap_is_device(run->untyped)) {
        return true;
    }
    if (size > RETYPE_BYTES) {
        return retype_clear_large(run->untyped, run->offset, size);
    }
    memset(phys_to_ptr(paddr(run->untyped->object + run->offset)), 0, size);
    return true;
}

/* The next `batch` capabilities are there: go on behind them. */
static inline void retype_pass(struct retype *run, uint32_t batch)
{
    run->next += batch;
    run->meta = cap_meta_later(run->meta, batch);
    run->count = (uint16_t)(run->count - batch);
}

/* The next `batch` objects are there, `bytes` in all, the first of them at `object`: hand out their
 * capabilities. */
static inline LOCKED void retype_advance(struct retype *run, uint32_t batch, uint64_t object,
                                         uint64_t bytes)
{
    struct cap_slot *untyped = run->untyped;

    run->offset += bytes;
    untyped->aux = run->offset;
    untyped->space = 0;
    untyped->level = 0;
    /*@ ghost inside_memory(object, run->size_bits, batch, object + bytes); */
    cap_install_run(run->next, batch, untyped, object, run->meta);
    retype_pass(run, batch);
}

/* Make the next objects, as many as may be made without a look for an interrupt. Returns false if
 * even that was too much. */
static inline LOCKED bool retype_step(struct retype *run)
{
    struct cap_slot *untyped = run->untyped;
    const uint32_t batch = retype_batch(run);
    const uint64_t bytes = retype_bytes(batch, run->size_bits);
    const uint64_t object = untyped->object + run->offset;

    if (!retype_clear(run, bytes)) {
        return false;
    }
    object_init_run(run->kind, object, object + bytes, run->size_bits);
    retype_advance(run, batch, object, bytes);
    return true;
}

kozo_err_t sys_untyped_retype(struct thread *caller, struct cap_slot *self, kozo_object_t kind,
                              uint8_t size_bits, uint16_t count, struct cnode *dest,
                              struct cap_slot *index, uint64_t *handle)
{
    /*@ ghost some_size((uint8_t)(self->meta >> META_SIZE_SHIFT)); */
    struct retype run = {
        .untyped = self,
        .next = index,
        .offset = retype_offset(self, size_bits),
        .kind = kind,
        .size_bits = size_bits,
        .count = count,
    };
    const kozo_err_t error = retype_check(&run);

    if (error != KOZO_OK) {
        return error;
    }
    run.meta = cap_meta(kind, object_descriptors[kind].rights_mask, size_bits,
                        retype_stamps(&run));
    if (unlikely(cap_is_device(self))) {
        run.meta = retype_device_meta(run.meta, kind);
    }
    /*@ loop invariant run: run.untyped == self && run.kind == kind && run.size_bits == size_bits;
        loop invariant some: 0 < run.count <= count;
        loop invariant next: run.next == &memory[ref(index) + (count - run.count)];
        loop invariant place: ref(run.next) == ref(index) + (count - run.count);
        loop invariant untyped: UNTYPED(self);
        loop invariant alive: ALIVE(self);
        loop invariant same: self->object == \at(self->object, Pre) &&
            self->meta == \at(self->meta, Pre);
        loop invariant noted: NOTED(self);
        loop invariant device: IS_DEVICE(self) ==> OF_DEVICE(kind);
        loop invariant empty: \forall integer j;
            ref(index) + (count - run.count) <= j < ref(index) + count ==> EMPTY(memory[j]);
        loop invariant fits: FITS(self, run.offset, run.count, size_bits);
        loop invariant end: run.offset + run.count * SIZE(size_bits) ==
            round_up(\at(self->aux, Pre), size_bits) + count * SIZE(size_bits);
        loop invariant meta: NEW_META(&run);
        loop invariant clear: kind == KOZO_OBJECT_FRAME && !IS_DEVICE(self) ==>
            CLEAR(self->object + round_up(\at(self->aux, Pre), size_bits),
                  self->object + run.offset);
        loop assigns run, memory[0 .. SLOTS - 1], physical[..], kernel;
        loop variant run.count; */
    while (retype_step(&run)) {
        if (run.count == 0) {
            /*@ assert end: self->aux ==
                    round_up(\at(self->aux, Pre), size_bits) + count * SIZE(size_bits); */
            /*@ assert next: run.next == &memory[ref(index) + count]; */
            /*@ assert last: ref(run.next - 1) == ref(index) + count - 1; */
            *handle = cap_handle(dest, run.next - 1).raw;
            return KOZO_OK;
        }
        if (arch_interrupt_waits()) {
            break;
        }
    }
    /*@ assert next: run.next == &memory[ref(index) + (count - run.count)]; */
    /*@ assert place: 0 < run.count && ref(run.next) == ref(index) + (count - run.count); */
    retype_suspend(caller, dest, run);
    return KERNEL_RESTART;
}

kozo_err_t sys_untyped_inspect(struct thread *caller, struct cap_slot *self, kozo_size_t *size,
                               kozo_size_t *used)
{
    (void)caller;
    *size = UINT64_C(1) << cap_size_bits(self);
    *used = self->aux;
    return KOZO_OK;
}
