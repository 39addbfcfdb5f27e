/* SPDX-License-Identifier: MIT */
/* model_space.c: address spaces of the model: a list of entries instead of tables.
 * An entry in a table that is not reachable any more stays until the table is entered elsewhere. */
#include "model.h"

enum { ROOT_LEVEL = 3, LARGE_LEVEL = 1, LEVEL_BITS = 9 };

static uint16_t index_of(uint64_t at, unsigned level)
{
    return (uint16_t)(at >> (KOZO_PAGE_BITS + LEVEL_BITS * level) & ((1 << LEVEL_BITS) - 1));
}

static struct model_entry *find(object_id holder, uint64_t at, unsigned level)
{
    const uint16_t index = index_of(at, level);

    for (unsigned i = 0; i < model.entry_count; i++) {
        struct model_entry *entry = &model.entries[i];

        if (entry->holder == holder && entry->index == index) {
            return entry;
        }
    }
    return NULL;
}

/* From the root towards `*level`, as far as there are tables. `*holder` holds the entry for `at` at
 * the level that was reached. */
static struct model_entry *walk(object_id space, uint64_t at, unsigned *level, object_id *holder)
{
    unsigned reached = ROOT_LEVEL;
    struct model_entry *entry = find(space, at, reached);

    *holder = space;
    while (reached > *level && entry != NULL &&
           OBJECT(entry->value)->type == KOZO_OBJECT_PAGE_TABLE) {
        reached--;
        *holder = entry->value;
        entry = find(*holder, at, reached);
    }
    *level = reached;
    return entry;
}

static void forget(struct model_entry *entry)
{
    *entry = model.entries[--model.entry_count];
}

static unsigned level_of(const struct model_slot *frame)
{
    return frame->size_bits == KOZO_PAGE_BITS ? 0 : LARGE_LEVEL;
}

void model_entry_add(object_id holder, uint64_t at, unsigned level, object_id value)
{
    MODEL_NEED(model.entry_count < MODEL_ENTRIES);
    model.entries[model.entry_count++] =
        (struct model_entry){.holder = holder, .value = value, .index = index_of(at, level)};
}

kozo_err_t model_map_check(object_id space, slot_id frame, uint64_t at)
{
    const unsigned wanted = level_of(SLOT(frame));
    unsigned level = wanted;
    object_id holder;

    if (SLOT(frame)->space != 0 || walk(space, at, &level, &holder) != NULL) {
        return KOZO_ERR_ALREADY_MAPPED;
    }
    return level == wanted ? KOZO_OK : KOZO_ERR_NO_TABLE;
}

void model_map(object_id space, slot_id frame, uint64_t at)
{
    unsigned level = level_of(SLOT(frame));
    object_id holder;

    walk(space, at, &level, &holder);
    model_entry_add(holder, at, level, SLOT(frame)->object);
    SLOT(frame)->space = space;
    SLOT(frame)->at = at;
}

kozo_err_t model_map_table_check(object_id space, slot_id table, uint64_t at, uint64_t *level)
{
    unsigned reached = LARGE_LEVEL;
    object_id holder;

    if (SLOT(table)->space != 0 || walk(space, at, &reached, &holder) != NULL) {
        return KOZO_ERR_ALREADY_MAPPED;
    }
    *level = reached;
    return KOZO_OK;
}

void model_map_table(object_id space, slot_id table, uint64_t at, uint64_t level)
{
    unsigned reached = (unsigned)level;
    object_id holder;

    model_table_clear(SLOT(table)->object);
    walk(space, at, &reached, &holder);
    model_entry_add(holder, at, reached, SLOT(table)->object);
    SLOT(table)->space = space;
    SLOT(table)->at = at;
    SLOT(table)->level = (uint8_t)level;
}

/* The entry that a mapping made, unless it is out of reach or something else stands there. */
static struct model_entry *find_mapping(const struct model_slot *slot)
{
    const unsigned wanted = slot->type == KOZO_OBJECT_PAGE_TABLE ? slot->level : level_of(slot);
    unsigned level = wanted;
    object_id holder;
    struct model_entry *entry = walk(slot->space, slot->at, &level, &holder);

    return level == wanted && entry != NULL && entry->value == slot->object ? entry : NULL;
}

bool model_is_visible(const struct model_slot *frame)
{
    return frame->space != 0 && find_mapping(frame) != NULL;
}

void model_unmap(struct model_slot *slot)
{
    if (slot->space == 0) {
        return;
    }
    struct model_entry *entry = find_mapping(slot);

    if (entry != NULL) {
        forget(entry);
    }
    slot->space = 0;
    slot->at = 0;
    slot->level = 0;
}

void model_table_clear(object_id holder)
{
    for (unsigned i = model.entry_count; i-- > 0;) {
        if (model.entries[i].holder == holder) {
            forget(&model.entries[i]);
        }
    }
}

void model_space_end(object_id space)
{
    model_table_clear(space);
    for (unsigned i = 1; i < MODEL_SLOTS; i++) {
        if (model.slots[i].space == space) {
            model.slots[i].space = 0;
            model.slots[i].at = 0;
        }
    }
}
