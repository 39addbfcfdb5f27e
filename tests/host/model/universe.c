/* SPDX-License-Identifier: MIT */
/* universe.c: see universe.h. */
#include <kozo/abi/names.h>
#include <kozo/arch.h>
#include <kozo/aspace.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/untyped.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "universe.h"

enum {
    KEEPER_BITS = 11,
    KEEPER_SELF = 1,
    KEEPER_ROOT = 2,
    BOOT_MEMORY = 1 << 16, /* boot objects but the root CNode need less */
    DEVICE_BITS = 15,
};

#define DEVICE_BASE (FAKE_MEMORY_BASE + (UINT64_C(1) << 30)) /* where the kernel has nothing */

struct universe universe;

/* Since when a capability lies where, when that was looked at last. */
static struct seen {
    uint32_t arrival, stamp;
} seen[MODEL_UNITS];

static struct cnode *keeper;
static uint32_t keeper_used;
static uint64_t next_at; /* where the next boot object goes */

void disagree(const char *format, ...)
{
    va_list arguments;

    if (fake_last_words != NULL) {
        fake_last_words();
    }
    va_start(arguments, format);
    fprintf(stderr, "DISAGREEMENT: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    va_end(arguments);
    fflush(stderr);
    _Exit(1);
}

model_slot_t model_of(const struct cap_slot *slot)
{
    return (model_slot_t)((ptr_to_phys(slot).raw - FAKE_MEMORY_BASE) >> KOZO_SLOT_BITS);
}

struct cap_slot *slot_of(model_slot_t slot)
{
    return phys_to_ptr(paddr(FAKE_MEMORY_BASE + ((uint64_t)slot << KOZO_SLOT_BITS)));
}

static uint32_t unit_of(uint64_t address)
{
    return (uint32_t)((address - FAKE_MEMORY_BASE) >> KOZO_SLOT_BITS);
}

static void boot_install(struct cap_slot *slot, const struct cap_value *value)
{
    const bool ports = value->type == KOZO_OBJECT_IO_PORT;

    cap_install_root(slot, value);
    model_install(&universe.model, model_of(slot),
                  &(struct model_cap){
                      .type = value->type,
                      .rights = object_descriptors[value->type].rights_mask,
                      .size_bits = value->size_bits,
                      .device = (value->flags & CAP_DEVICE) != 0,
                      .at = ports ? (uint32_t)value->object : unit_of(value->object),
                      .used = (uint32_t)value->aux,
                  });
}

/* Make an object whose capability the keeper keeps. */
static struct cap_slot *boot_object(kozo_object_t kind, uint8_t size_bits)
{
    const uint64_t size = UINT64_C(1) << size_bits;
    struct cap_value value;

    next_at = (next_at + size - 1) & ~(size - 1);
    memset(phys_to_ptr(paddr(next_at)), 0, size);
    if (!object_create(kind, paddr(next_at), size_bits, &value)) {
        disagree("no room for a boot object");
    }
    if (keeper == NULL) {
        keeper = phys_to_ptr(paddr(next_at));
        kernel.boot_cnode = keeper;
    }
    next_at += size;
    struct cap_slot *slot = cnode_slot(keeper, keeper_used++);

    boot_install(slot, &value);
    return slot;
}

static void boot_derive(struct cap_slot *into, struct cap_slot *from)
{
    if (cap_copy(into, from, KOZO_RIGHTS_MASK) != KOZO_OK) {
        disagree("a boot capability cannot be copied");
    }
    model_derive(&universe.model, model_of(into), model_of(from), cap_rights(from), from->badge);
}

/* An address space in which the lowest 2 MiB only lack frames. */
static struct cap_slot *boot_aspace(void)
{
    struct cap_slot *aspace = boot_object(KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS);
    uint64_t level = 0;

    boot_derive(cnode_slot(universe.root, ROOT_ASPACE), aspace);
    do {
        struct cap_slot *table = boot_object(KOZO_OBJECT_PAGE_TABLE, KOZO_PAGE_TABLE_SIZE_BITS);
        struct model_cap *cap = &universe.model.caps[model_of(table)];

        if (aspace_map_table(cap_object(aspace), table, (vaddr_t){0}, &level) != KOZO_OK) {
            disagree("a page table cannot be mapped");
        }
        cap->mapped_in = universe.model.caps[model_of(aspace)].object;
        cap->mapped_level = level;
    } while (level != 1);
    return aspace;
}

/* A thread that can act; `whole`: with everything. */
static struct thread *boot_thread(struct cap_slot *aspace)
{
    struct thread *thread = cap_object(boot_object(KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS));
    struct cap_slot *root = cnode_slot(keeper, KEEPER_ROOT);
    struct cap_slot *const sources[] = {
        [THREAD_CSPACE] = root,
        [THREAD_ASPACE] = aspace,
        [THREAD_BUDGET] = aspace == NULL ? NULL
                                         : boot_object(KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS),
    };
    const kozo_err_t error =
        aspace == NULL ? cap_bind(&thread->bindings[THREAD_CSPACE], root)
                       : sys_thread_bind(NULL, thread, root, aspace, sources[THREAD_BUDGET]);

    if (error != KOZO_OK) {
        disagree("a worker cannot be bound");
    }
    for (unsigned i = THREAD_CSPACE; i <= THREAD_BUDGET && sources[i] != NULL; i++) {
        model_derive(&universe.model, model_of(&thread->bindings[i]), model_of(sources[i]),
                     cap_rights(sources[i]), 0);
    }
    if (aspace == NULL) {
        thread->cspace = universe.root; /* as sys_thread_bind() does, which needs more */
        thread->cspace_mask = universe.root->slot_count - 1;
    } else {
        sched_configure(cap_object(sources[THREAD_BUDGET]), 1, 1000000, 1000000);
        if (sys_thread_start(NULL, thread, (vaddr_t){0}, (vaddr_t){0}, 0) != KOZO_OK) {
            disagree("a worker cannot be started");
        }
    }
    return thread;
}

/* All places of the table of address spaces but the first are taken. */
static void leave_few_spaces(void)
{
    static struct aspace others;

    for (unsigned i = SPACES; i < KOZO_ADDRESS_SPACES; i++) {
        kernel.aspaces[i] = &others;
        kernel.aspaces_used[i / 64] |= UINT64_C(1) << i % 64;
    }
    kernel.aspace_count = KOZO_ADDRESS_SPACES - SPACES;
    universe.model.room = SPACES;
}

uint32_t universe_spaces(void)
{
    return kernel.aspace_count - (KOZO_ADDRESS_SPACES - SPACES);
}

/* The kernel was put into another state. */
static void forget_stamps(void)
{
    memset(seen, 0, universe.units * sizeof(seen[0]));
}

void universe_start(uint8_t root_bits, uint8_t memory_bits, bool whole)
{
    const struct cap_value ports = {
        .type = KOZO_OBJECT_IO_PORT,
        .rights = KOZO_RIGHTS_MASK,
        .aux = 64,
    };
    const struct cap_value device = {
        .object = DEVICE_BASE,
        .type = KOZO_OBJECT_UNTYPED,
        .rights = KOZO_RIGHTS_MASK,
        .size_bits = DEVICE_BITS,
        .flags = CAP_DEVICE,
    };
    const uint64_t size = BOOT_MEMORY + (UINT64_C(2) << root_bits) + (UINT64_C(2) << memory_bits);

    fake_reset_memory(size < FAKE_MEMORY_SIZE ? size : FAKE_MEMORY_SIZE);
    forget_stamps();
    kernel_lock();
    kernel.next_stamp = 1;
    kernel.next_serial = 1;
    this_cpu()->timer_at_ns = KOZO_DEADLINE_NEVER;
    keeper = NULL;
    keeper_used = KEEPER_SELF;
    next_at = FAKE_MEMORY_BASE;
    model_start(&universe.model, MODEL_UNITS);
    leave_few_spaces();
    boot_object(KOZO_OBJECT_CNODE, whole ? KEEPER_BITS : 9);
    universe.root = cap_object(boot_object(KOZO_OBJECT_CNODE, root_bits));
    struct cap_slot *aspace = NULL;

    if (whole) {
        aspace = boot_aspace();
        universe.client_endpoint = boot_object(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS);
        boot_derive(cnode_slot(universe.root, ROOT_ENDPOINT), universe.client_endpoint);
        universe.client = boot_thread(aspace);
        boot_install(cnode_slot(universe.root, ROOT_PORTS), &ports);
        boot_install(cnode_slot(universe.root, ROOT_DEVICE), &device);
    }
    for (unsigned i = 0; i < (whole ? WORKERS : 1); i++) {
        universe.workers[i] = boot_thread(aspace);
    }
    boot_derive(cnode_slot(universe.root, ROOT_SELF), cnode_slot(keeper, KEEPER_ROOT));
    next_at = (next_at + (UINT64_C(1) << memory_bits) - 1) & ~((UINT64_C(1) << memory_bits) - 1);
    const struct cap_value memory = {
        .object = next_at,
        .type = KOZO_OBJECT_UNTYPED,
        .rights = KOZO_RIGHTS_MASK,
        .size_bits = memory_bits,
    };

    boot_install(cnode_slot(universe.root, ROOT_MEMORY), &memory);
    universe.units = unit_of(next_at + (UINT64_C(1) << memory_bits));
    universe.model.words = (universe.units + 63) / 64;
    memcpy(universe.fixed_objects, universe.model.objects, sizeof(universe.fixed_objects));
    this_cpu()->current = universe.workers[0];
}

struct cap_slot *universe_spare(void)
{
    struct cap_slot *slot = cnode_slot(keeper, keeper_used);

    if (cap_copy(slot, cnode_slot(keeper, KEEPER_SELF), KOZO_RIGHTS_MASK) != KOZO_OK) {
        disagree("a spare capability cannot be made");
    }
    return slot;
}

void universe_save(struct universe_state *state)
{
    memcpy(state->memory, fake_memory, (size_t)universe.units << KOZO_SLOT_BITS);
    state->kernel = kernel;
    state->cpu = cpus[0];
    state->fake = fake;
    model_copy(&state->model, &universe.model);
}

void universe_restore(const struct universe_state *state)
{
    memcpy(fake_memory, state->memory, (size_t)universe.units << KOZO_SLOT_BITS);
    if (universe.client != NULL) {
        kernel = state->kernel;
        cpus[0] = state->cpu;
        fake = state->fake;
    } else { /* a thread alone changes no more, and all this takes long */
        kernel.next_stamp = state->kernel.next_stamp;
        kernel.dying = state->kernel.dying;
    }
    model_copy(&universe.model, &state->model);
    forget_stamps();
}

bool universe_lags(model_slot_t slot)
{
    return !model_has(&universe.model, slot) && !cap_is_empty(slot_of(slot));
}

/* The one after `slot` among what was derived from `top`: its first child if `down`, its next
 * sibling otherwise, or that of its parent. NULL at the end. */
static const struct cap_slot *derived_after(const struct cap_slot *top, const struct cap_slot *slot,
                                            bool down)
{
    if (down && slot->first != 0) {
        return slot_at(slot->first);
    }
    while (slot != top && slot->next != 0 && slot_at(slot->next)->last == slot_ref(slot)) {
        slot = slot_at(slot->next);
    }
    return slot == top || slot->next == 0 ? NULL : slot_at(slot->next);
}

/* The children, where those of one that lags stand in its place. */
static const char *children_differ(model_slot_t slot, bool *lagging)
{
    const struct cap_slot *top = slot_of(slot), *at = derived_after(top, top, true);
    model_slot_t expected = universe.model.caps[slot].first;

    for (; at != NULL; at = derived_after(top, at, universe_lags(model_of(at)))) {
        if (universe_lags(model_of(at))) {
            *lagging = true;
        } else if (model_of(at) == expected) {
            expected = universe.model.caps[expected].next;
        } else {
            return "children";
        }
    }
    return expected == 0 ? NULL : "children";
}

static const char *object_differs(const struct cap_slot *slot, const struct model_cap *cap)
{
    if (cap->type == KOZO_OBJECT_IO_PORT) {
        return slot->object != cap->at || slot->aux != cap->used ? "range of ports" : NULL;
    }
    if (unit_of(slot->object) != cap->at) {
        return "object";
    }
    if (cap->type == KOZO_OBJECT_FRAME || cap->type == KOZO_OBJECT_PAGE_TABLE) {
        return slot->aux != cap->mapped_at || slot->level != cap->mapped_level ||
                       (slot->space != 0) != (cap->mapped_in != 0)
                   ? "mapping"
                   : NULL;
    }
    return NULL;
}

static const char *capability_differs(model_slot_t at)
{
    const struct cap_slot *slot = slot_of(at);
    const struct model_cap *cap = &universe.model.caps[at];
    bool lagging = false;

    if (cap_is_empty(slot) || cap_is_zombie(slot)) {
        return "presence";
    }
    if (cap_type(slot) != cap->type || cap_size_bits(slot) != cap->size_bits) {
        return "type or size";
    }
    if (cap_rights(slot) != cap->rights) {
        return "rights";
    }
    if (slot->badge != cap->badge) {
        return "badge";
    }
    if (cap_is_device(slot) != cap->device) {
        return "mark of device memory";
    }
    const char *what = object_differs(slot, cap);

    if (what == NULL) {
        what = children_differ(at, &lagging);
    }
    if (what == NULL && cap->type == KOZO_OBJECT_UNTYPED &&
        slot->aux != (uint64_t)cap->used << KOZO_SLOT_BITS && !(lagging && cap->used == 0)) {
        return "watermark";
    }
    return what;
}

static bool stamp_differs(model_slot_t at)
{
    const uint32_t arrival = universe.model.caps[at].arrival;
    const struct seen before = seen[at];

    seen[at] = (struct seen){arrival, cap_stamp(slot_of(at))};
    return seen[at].stamp == 0 ||
           (before.stamp != 0 &&
            (before.arrival == arrival) != (before.stamp == seen[at].stamp));
}

/* Slots that must be empty: those of all containers that the model has not. */
static const char *container_differs(const struct model_cap *cap)
{
    model_slot_t first;
    uint32_t count;

    if (!model_slots(cap, &first, &count) ||
        (cap->parent != 0 && universe.model.caps[cap->parent].object == cap->object)) {
        return NULL; /* without slots, or the original is looked at */
    }
    for (uint32_t i = 0; i < count; i++) {
        const model_slot_t slot = (model_slot_t)(first + i);

        if (!model_has(&universe.model, slot)) {
            seen[slot].arrival = 0;
            if (!cap_is_empty(slot_of(slot)) && kernel.dying == 0) {
                return "a capability too many";
            }
        }
    }
    return NULL;
}

const char *universe_difference(bool stamps)
{
    static char text[80];
    const char *what = NULL;

    MODEL_EACH(&universe.model, slot) {
        what = capability_differs(slot);
        if (what == NULL && stamps && stamp_differs(slot)) {
            what = "stamp";
        }
        if (what == NULL) {
            what = container_differs(&universe.model.caps[slot]);
        }
        if (what != NULL) {
            snprintf(text, sizeof(text), "%s of slot %u (%s)", what, slot,
                     kozo_object_name(universe.model.caps[slot].type));
            return text;
        }
    }
    return NULL;
}
