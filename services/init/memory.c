/* SPDX-License-Identifier: MIT */
/* memory.c: the machine's memory.
 * Owns: the tree of Untypeds; a window of one page, mapped only inside memory_fill().
 * Invariants: node i of the tree has its capability in slot init_node_slots() + i, unless it is a
 *   region that the kernel handed over, which stays where the kernel put it. */
#include "memory.h"

#include <kozo/abi/names.h>
#include <kozo/memory.h>
#include <kozo/runtime.h>
#include <kozo/slots.h>
#include <kozo/text.h>
#include <kozo/sys.h>

#include "buddy.h"
#include "init.h"
#include "report.h"

enum {
    OWN_BITS = 16, /* page tables of the window, endpoints */
    WINDOW = 0x10000000,
};

static struct buddy buddy;

static bool memory_split(uint64_t whole, uint8_t half_bits, unsigned first, uint64_t handles[2])
{
    kozo_handle_t last;
    uint32_t slot = init_node_slots() + first;
    if (kozo_untyped_retype((kozo_untyped_t){whole}, KOZO_OBJECT_UNTYPED, half_bits, 2,
                            kozo_runtime.cnode, slot, &last) != KOZO_OK)
        return false;
    handles[0] = kozo_handle_make(kozo_handle_stamp(last) - 1, 0, slot).raw;
    handles[1] = last.raw;
    return true;
}

static void memory_merge(const uint64_t handles[2])
{
    for (unsigned i = 0; i < 2; i++) {
        kozo_err_t error = kozo_any_delete((kozo_handle_t){handles[i]});
        if (error != KOZO_OK)
            report("cannot merge memory: %s", kozo_error_name(error));
    }
}

kozo_err_t memory_init(void)
{
    const struct kozo_init_info *info = init_info();
    buddy_init(&buddy, (struct buddy_operations){.split = memory_split, .merge = memory_merge});
    for (uint32_t i = 0; i < info->untyped_count; i++) {
        const struct kozo_init_untyped *region = &info->untyped[i];
        if (region->device == 0 && region->size_bits >= BUDDY_MIN_BITS &&
            !buddy_add(&buddy, region->handle, (uint8_t)region->size_bits))
            return KOZO_ERR_NO_MEMORY;
    }
    unsigned node;
    return memory_take_quota(OWN_BITS, &node, &kozo_runtime.untyped);
}

kozo_err_t memory_take_quota(uint8_t bits, unsigned *node, kozo_untyped_t *quota)
{
    unsigned taken = buddy_alloc(&buddy, bits);
    if (taken == BUDDY_NONE)
        return KOZO_ERR_NO_MEMORY;
    *node = taken;
    *quota = (kozo_untyped_t){buddy.nodes[taken].handle};
    return KOZO_OK;
}

void memory_give_back(unsigned node, kozo_untyped_t quota)
{
    kozo_err_t error = kozo_any_revoke(KOZO_ANY(quota));
    if (error != KOZO_OK) {
        report("cannot take back a quota: %s; its memory is lost", kozo_error_name(error));
        return;
    }
    buddy_free(&buddy, node);
}

uint64_t memory_free_bytes(void)
{
    return buddy_free_bytes(&buddy);
}

uint64_t memory_own_bytes(void)
{
    return 1ull << OWN_BITS;
}

uint64_t memory_device_bytes(uint32_t *regions)
{
    const struct kozo_init_info *info = init_info();
    uint64_t bytes = 0;
    *regions = 0;
    for (uint32_t i = 0; i < info->untyped_count; i++) {
        if (info->untyped[i].device != 0) {
            bytes += 1ull << info->untyped[i].size_bits;
            *regions += 1;
        }
    }
    return bytes;
}

kozo_err_t memory_fill(kozo_frame_t frame, size_t offset, const void *bytes, size_t size)
{
    kozo_slot_index_t slot;
    kozo_err_t error = kozo_slot_alloc(&slot);
    if (error != KOZO_OK)
        return error;
    kozo_handle_t copy;
    error = kozo_cnode_copy(kozo_runtime.cnode, slot, KOZO_ANY(frame), KOZO_RIGHTS_MASK, &copy);
    if (error != KOZO_OK) {
        kozo_slot_free(slot);
        return error;
    }
    error = kozo_map((kozo_frame_t){copy.raw}, (vaddr_t){WINDOW}, KOZO_MAP_FLAGS_WRITE);
    if (error == KOZO_OK)
        memcpy((char *)WINDOW + offset, bytes, size);
    kozo_err_t dropped = kozo_drop(copy);
    return error != KOZO_OK ? error : dropped;
}
