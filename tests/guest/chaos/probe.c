/* SPDX-License-Identifier: MIT */
/* probe.c: see probe.h. Some words stand for all. */
#include "probe.h"

#include "choose.h"

enum { PROBES = 16 };

static volatile uint64_t *word_of(const struct model_slot *frame, unsigned i)
{
    const uint64_t size = UINT64_C(1) << frame->size_bits;

    return (volatile uint64_t *)(frame->at + i * (size / PROBES) + UINT64_C(8) * (i % 8));
}

static bool is_here(const struct model_slot *frame)
{
    return frame->space == model.space && model_is_visible(frame);
}

const char *probe_again(slot_id frame)
{
    const struct model_slot *slot = SLOT(frame);
    const uint64_t content = OBJECT(slot->object)->content;

    if (OBJECT(slot->object)->taken) {
        return NULL;
    }
    if (slot->device) { /* nothing answers there: it need only not fault */
        (void)(is_here(slot) && *word_of(slot, 0));
        return NULL;
    }
    for (unsigned i = 0; is_here(slot) && i < PROBES; i++) {
        if (*word_of(slot, i) != (content != 0 ? content + i : 0)) {
            return content != 0 ? "a frame has lost what was written in it"
                                : "a new frame is not clear";
        }
    }
    return NULL;
}

const char *probe_mapped(slot_id frame, bool writable)
{
    const struct model_slot *slot = SLOT(frame);
    const char *wrong = probe_again(frame);

    if (wrong == NULL && writable && is_here(slot) && !slot->device) {
        OBJECT(slot->object)->content = choose64() | 1;
        OBJECT(slot->object)->taken = false;
        for (unsigned i = 0; i < PROBES; i++) {
            *word_of(slot, i) = OBJECT(slot->object)->content + i;
        }
    }
    return wrong;
}
