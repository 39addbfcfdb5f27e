/* SPDX-License-Identifier: MIT */
/* cnode.h: tables of capability slots. See: cspace.h for the lookup of handles in them. */
#pragma once

#include <kozo/cap.h>

/* Slot 0 is taken by the header, which is why a handle of address 0 names nothing. */
struct cnode {
    struct object object;
    uint32_t slot_count; /* including the header */
    uint8_t radix;       /* log2 of slot_count */
    uint8_t reserved[3];
    uint32_t cleared; /* while dying: slots below this index are empty, or hold its own zombie */
    uint32_t padding[7];
    struct cap_slot slots[];
};

_Static_assert(sizeof(struct cnode) == SLOT_SIZE, "the header takes the place of slot 0");
_Static_assert(offsetof(struct cnode, slots) == SLOT_SIZE, "and the others follow it");

/* Slot `index` of `cnode`; index is in [1, slot_count). A processor that guesses this wrong looks
 * at the header. */
static inline struct cap_slot *cnode_slot(struct cnode *cnode, uint32_t index)
{
    kassert(index != 0 && index < cnode->slot_count);
    return &cnode->slots[(uint64_t)index - 1];
}

/* The index of `slot` in `cnode`. */
static inline uint32_t cnode_index(const struct cnode *cnode, const struct cap_slot *slot)
{
    return (uint32_t)(slot + 1 - cnode->slots);
}

/* The handle under which `slot` of `cnode` is known in a space whose root is that CNode. */
static inline kozo_handle_t cap_handle(const struct cnode *cnode, const struct cap_slot *slot)
{
    return kozo_handle_make(cap_stamp(slot), 0, cnode_index(cnode, slot));
}

/* Initialise a CNode of 2^size_bits bytes in cleared memory. */
void cnode_init(struct cnode *cnode, uint8_t size_bits);

/* One step of destruction: empty a few slots from `cleared` on. Returns true when nothing is
 * left. */
bool cnode_destroy_step(struct cnode *cnode) LOCKED;
