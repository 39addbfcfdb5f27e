/* SPDX-License-Identifier: MIT */
/* ancestry.c: see ancestry.h.
 * Owns: the list of what the CNode that was asked about last holds. It may be out of date: a handle
 * in it that has become stale is passed over. */
#include "ancestry.h"

#include <kozo/runtime.h>
#include <kozo/sys.h>
#include <kozo/text.h>

#include "buddy.h"
#include "init.h"
#include "program.h"

/* Capabilities of a CNode that are known without asking again; others are looked at each time. */
enum { LISTED_MAX = 1024 };

static struct {
    uint64_t cnode;
    uint32_t end; /* from this slot on nothing is listed */
    uint32_t count;
    kozo_handle_t handles[LISTED_MAX];
    uint32_t slots[LISTED_MAX];
} listed;

const char init_name[] = "init";

bool holder_at(uint32_t position, struct holder *holder)
{
    if (position == 0) {
        *holder = (struct holder){init_name, kozo_runtime.cnode,
                                  init_node_slots() + BUDDY_NODES +
                                      kozo_system.program_count * INIT_PROGRAM_SLOTS};
        return true;
    }
    const struct program *program = program_by_number(position);
    if (program == NULL || program->state != KOZO_PROGRAM_STATE_RUNNING)
        return false;
    *holder = (struct holder){program->plan->name, program->cnode, program->plan->cnode_slots};
    return true;
}

bool holder_by_name(const char *name, struct holder *holder)
{
    for (uint32_t position = 0; position <= kozo_system.program_count; position++) {
        if (holder_at(position, holder) && kozo_text_equal(holder->name, name))
            return true;
    }
    return false;
}

kozo_handle_t holder_handle(const struct holder *holder, kozo_handle_t handle)
{
    if (holder->cnode.raw == kozo_runtime.cnode.raw)
        return handle;
    uint32_t radix = (uint32_t)__builtin_ctz(init_info()->slot_count);
    return kozo_handle_make(kozo_handle_stamp(handle), 1,
                            kozo_handle_address(handle) << radix |
                                kozo_handle_address(KOZO_ANY(holder->cnode)));
}

static bool is_derived(kozo_handle_t lower, kozo_handle_t upper)
{
    kozo_relation_t relation;
    return kozo_any_verify(lower, upper, &relation) == KOZO_OK &&
           (relation & KOZO_RELATION_SELF_DERIVED) != 0;
}

/* Is `candidate` an ancestor, and nearer than the best one so far, if there is one? */
static bool is_nearer(kozo_handle_t handle, kozo_handle_t candidate, kozo_handle_t best)
{
    return is_derived(handle, candidate) && (best.raw == 0 || is_derived(candidate, best));
}

/* The slot of the best ancestor among those of a holder from `slot` up to `end`, if it is nearer
 * than `best`; 0: none is. */
static uint32_t find_nearer(const struct holder *holder, uint32_t slot, uint32_t end,
                            kozo_handle_t handle, kozo_handle_t *best)
{
    uint32_t found = 0;
    for (; slot < end; slot++) {
        kozo_info_t info;
        kozo_badge_t badge;
        kozo_handle_t inner;
        if (kozo_cnode_inspect(holder->cnode, slot, &info, &badge, &inner) != KOZO_OK)
            break;
        kozo_handle_t candidate = holder_handle(holder, inner);
        if (info.raw != 0 && is_nearer(handle, candidate, *best)) {
            *best = candidate;
            found = slot;
        }
    }
    return found;
}

static void list(const struct holder *holder)
{
    listed.cnode = holder->cnode.raw;
    listed.count = 0;
    uint32_t slot = 1;
    for (; slot < holder->slots && listed.count < LISTED_MAX; slot++) {
        kozo_info_t info;
        kozo_badge_t badge;
        kozo_handle_t handle;
        if (kozo_cnode_inspect(holder->cnode, slot, &info, &badge, &handle) != KOZO_OK)
            break;
        if (info.raw == 0)
            continue;
        listed.slots[listed.count] = slot;
        listed.handles[listed.count++] = holder_handle(holder, handle);
    }
    listed.end = slot;
}

uint32_t ancestry_parent(const struct holder *holder, kozo_handle_t handle, bool anew)
{
    kozo_handle_t best = {0};
    uint32_t slot = 0;
    if (anew || listed.cnode != holder->cnode.raw)
        list(holder);
    for (uint32_t i = 0; i < listed.count; i++) {
        if (!is_nearer(handle, listed.handles[i], best))
            continue;
        best = listed.handles[i];
        slot = listed.slots[i];
    }
    uint32_t unlisted = find_nearer(holder, listed.end, holder->slots, handle, &best);
    return unlisted != 0 ? unlisted : slot;
}

/* Programs first. All that init gave them comes from what the kernel gave init. */
const char *ancestry_origin(const struct holder *holder, kozo_handle_t handle)
{
    const char *name = "";
    kozo_handle_t best = {0};
    struct holder other;
    for (uint32_t position = 1; position <= kozo_system.program_count; position++) {
        if (holder_at(position, &other) && other.cnode.raw != holder->cnode.raw &&
            find_nearer(&other, 1, other.slots, handle, &best) != 0)
            name = other.name;
    }
    if (best.raw == 0 && holder_at(0, &other) && other.cnode.raw != holder->cnode.raw &&
        find_nearer(&other, 1, init_info()->first_free, handle, &best) != 0)
        name = other.name;
    return name;
}
