/* SPDX-License-Identifier: MIT */
/* cap.h: capability slots, and what can be done to the capabilities in them.
 *
 * A slot is one cache line. Derivation is a tree without parent pointers: the children of a
 * capability form a list threaded at both ends, so that `prev` of the first child and `next` of the
 * last name the parent; a slot is its `prev`'s first child exactly if `prev` is its parent. Insert,
 * and delete of a leaf or of a middle node (its children take its place), are O(1).
 *
 *        parent <----------------+
 *        |first      last|       |
 *        v               v       |next of the last
 *   +--> c1 <-> c2 <-> c3 -------+
 *   |prev of the first = parent
 *
 * A capability without parent has 0 there. When it is deleted its children become a chain whose
 * ends are 0: they stay siblings, without parent.
 *
 * Invariants: INV-CAP-1 links are mutual and join occupied slots; INV-CAP-2 a child designates what
 *   its parent does, or a part of it, with a subset of its rights; INV-CAP-3 no cycle; INV-CAP-4
 *   an occupied slot's stamp is not 0, and no other has it until the kernel-wide serial wraps;
 *   INV-CAP-5 a zombie has no children, and its object is dying and names it; INV-CAP-6 CAP_BOUND
 *   marks exactly the slots inside threads; INV-CAP-7 a reply right and its caller name each other;
 *   INV-CAP-8 what comes from device memory is marked, is a frame or an Untyped, and cannot be
 *   executed; INV-MAP-1 a mapping record is complete and of a type that can be mapped. */
#pragma once

#include <arch/memory.h>
#include <kozo/assert.h>
#include <kozo/gen/objects.h>
#include <kozo/object.h>
#include <kozo/slot_ref.h>
#include <kozo/types.h>

struct cap_slot {
    uint64_t object; /* physical address of what is designated; first port of an I/O range */
    uint64_t meta;   /* stamp, flags, size, rights, type: see META_ below */
    uint64_t badge;
    uint64_t aux;   /* untyped: watermark; frame, page table: mapped address; I/O range: count */
    uint64_t space; /* frame, page table: serial of the address space it is mapped in, or 0;
                     * untyped: see untyped.h */
    slot_ref_t first, last, prev, next;
    uint64_t level; /* page table: level at which it is mapped; untyped: see untyped.h */
} ALIGNED(64);

_Static_assert(sizeof(struct cap_slot) == SLOT_SIZE, "a slot is one cache line");

enum {
    META_TYPE_SHIFT = 0,
    META_RIGHTS_SHIFT = 8,
    META_SIZE_SHIFT = 16,
    META_FLAGS_SHIFT = 24,
    META_STAMP_SHIFT = 32,
};

enum cap_flag {
    CAP_ZOMBIE = 1, /* the object is being destroyed; only delete and revoke may go on */
    CAP_BOUND = 2,  /* the slot lies in a thread object and is one of its bindings */
    CAP_CHECKED = 4, /* cap_check() has been here; clear outside of it */
    CAP_DEVICE = 8, /* device memory: never touched by the kernel; so is what is made of it */
};

static inline kozo_object_t cap_type(const struct cap_slot *slot)
{
    return (kozo_object_t)(slot->meta >> META_TYPE_SHIFT);
}

static inline kozo_rights_t cap_rights(const struct cap_slot *slot)
{
    return (kozo_rights_t)(slot->meta >> META_RIGHTS_SHIFT);
}

static inline uint8_t cap_size_bits(const struct cap_slot *slot)
{
    return (uint8_t)(slot->meta >> META_SIZE_SHIFT);
}

static inline uint8_t cap_flags(const struct cap_slot *slot)
{
    return (uint8_t)(slot->meta >> META_FLAGS_SHIFT);
}

static inline uint32_t cap_stamp(const struct cap_slot *slot)
{
    return (uint32_t)(slot->meta >> META_STAMP_SHIFT);
}

/* The meta of a capability that is nothing special. */
static inline uint64_t cap_meta(kozo_object_t type, kozo_rights_t rights, uint8_t size_bits,
                                uint32_t stamp)
{
    return (uint64_t)type << META_TYPE_SHIFT | (uint64_t)rights << META_RIGHTS_SHIFT |
           (uint64_t)size_bits << META_SIZE_SHIFT | (uint64_t)stamp << META_STAMP_SHIFT;
}

/* The meta of a capability that is like that with `meta`, but for a stamp that was taken so many
 * stamps later. */
static inline uint64_t cap_meta_later(uint64_t meta, uint32_t stamps)
{
    const uint64_t later = meta + ((uint64_t)stamps << META_STAMP_SHIFT);

    /*@ assert plain: later == meta + stamps * 0x100000000; */
    /*@ assert bits: (uint8_t)(later >> META_SIZE_SHIFT) == (uint8_t)(meta >> META_SIZE_SHIFT); */
    return later;
}

static inline bool cap_is_empty(const struct cap_slot *slot)
{
    return cap_type(slot) == KOZO_OBJECT_NULL;
}

static inline bool cap_is_device(const struct cap_slot *slot)
{
    return (cap_flags(slot) & CAP_DEVICE) != 0;
}

/* What any_identify tells; all zeroes for an empty slot. */
static inline kozo_info_t cap_info(const struct cap_slot *slot)
{
    return kozo_info_make(cap_type(slot), cap_rights(slot), cap_size_bits(slot),
                          cap_is_device(slot));
}

static inline bool cap_is_zombie(const struct cap_slot *slot)
{
    return (cap_flags(slot) & CAP_ZOMBIE) != 0;
}

/* Does an object of this type begin with a struct object, which counts its capabilities? */
static inline bool cap_has_header(kozo_object_t type)
{
    return object_is_of(type, OBJECTS_WITH_HEADER);
}

/* The designated object of a type that has a header. */
static inline void *cap_object(const struct cap_slot *slot)
{
    return phys_to_ptr(paddr(slot->object));
}

/* What a new capability is to be. */
struct cap_value {
    uint64_t object;
    kozo_object_t type;
    kozo_rights_t rights;
    uint8_t size_bits;
    uint8_t flags;
    uint64_t badge;
    uint64_t aux;
};

/* Take `count` consecutive stamps, none of which is 0. Returns the first. */
uint32_t cap_take_stamps(uint32_t count) LOCKED;

/* Fill the empty `slot` with a capability without parent. Rights that the type does not have are
 * left out. The object's reference is counted. Context: boot and the reply path; kernel lock
 * held. */
void cap_install_root(struct cap_slot *slot, const struct cap_value *value) LOCKED;

/* Fill the empty `slot` with a capability derived from `parent`, under a stamp that was taken
 * before. Cannot fail: the caller has checked that the value may be derived. The reference is
 * counted. */
void cap_install(struct cap_slot *slot, struct cap_slot *parent, const struct cap_value *value,
                 uint32_t stamp) LOCKED;

/* Fill `count` empty slots, one behind the other, with capabilities derived from `parent`: to the
 * object at `object`, and to those of the same type and size that follow it in memory. `meta` is
 * that of the first, the others have the stamps that follow. The caller has counted references. */
void cap_install_run(struct cap_slot *slots, uint32_t count, struct cap_slot *parent,
                     uint64_t object, uint64_t meta) LOCKED;

/* Derive a copy of `source` into the empty `dest`, keeping the rights in `mask`.
 * A mapped frame's copy is not mapped. Returns: OK; NOT_COPYABLE. On error nothing has changed. */
MUST_CHECK kozo_err_t cap_copy(struct cap_slot *dest, struct cap_slot *source,
                               kozo_rights_t mask) LOCKED;

/* As cap_copy, and set a badge. Returns besides: NOT_BADGEABLE (type without badge, or badged). */
MUST_CHECK kozo_err_t cap_mint(struct cap_slot *dest, struct cap_slot *source, kozo_rights_t mask,
                               uint64_t badge) LOCKED;

/* As cap_copy, into a binding slot of a thread. */
MUST_CHECK kozo_err_t cap_bind(struct cap_slot *binding, struct cap_slot *source) LOCKED;

/* Move `source`, not a zombie, to the empty `dest` under a new stamp; place in the tree, mapping
 * and reply link go with it. Cannot fail. */
void cap_move(struct cap_slot *dest, struct cap_slot *source) LOCKED;

/* One bounded step of deletion: empty `slot`, or, if it holds the last capability of an object,
 * make it a zombie and push the object on the stack of the dying. Its children take its place.
 * Returns whether the slot is empty. Context: as part of a destruction, which must not wait for
 * another. */
bool cap_drop(struct cap_slot *slot) LOCKED;

/* Empty `slot`. Its children take its place. With the last capability its object is destroyed.
 * Returns: OK (slot is empty); KERNEL_RESTART (an interrupt waits; call again to go on). */
MUST_CHECK kozo_err_t cap_delete(struct cap_slot *slot) LOCKED;

/* Delete all descendants of `slot`. Returns as cap_delete. */
MUST_CHECK kozo_err_t cap_revoke(struct cap_slot *slot) LOCKED;

/* Empty a slot that holds a reply right, without telling the caller: the right was used, or the
 * caller itself vanished. */
void cap_forget_reply(struct cap_slot *slot) LOCKED;

/* Walk every capability reachable from the boot-time root CNode and panic, naming the broken
 * invariant. Returns the number of capabilities. Context: PARANOID and host builds, after an
 * operation. */
uint64_t cap_check(void) LOCKED;
