/* SPDX-License-Identifier: MIT */
/* ref_caps.c: capabilities, as far as threads wait by them or live by what they designate. */
#include <string.h>

#include "ref.h"

struct ref ref;

uint64_t ref_handle(const struct ref_cap *cap)
{
    return kozo_handle_make(cap->stamp, 0, (uint64_t)(cap - ref.slot)).raw;
}

uint64_t ref_nested_handle(const struct ref_cap *cap)
{
    return kozo_handle_make(cap->stamp, 1, 1 | (uint64_t)(cap - ref.slot) << ref.radix).raw;
}

/* Slot 1 holds the CNode itself, and there is no other. */
kozo_err_t ref_find(const struct ref_thread *t, uint64_t raw, struct ref_cap **out)
{
    const kozo_handle_t handle = {raw};
    uint32_t address = kozo_handle_address(handle), slot = 1;

    for (unsigned level = 0; level <= kozo_handle_depth(handle); level++) {
        if (!t->has_cspace || slot != 1) {
            return KOZO_ERR_NO_CAP;
        }
        slot = address % ref.slots;
        address >>= ref.radix;
    }
    if (address != 0 || slot == 0 || ref.slot[slot].type == KOZO_OBJECT_NULL) {
        return KOZO_ERR_NO_CAP;
    }
    *out = &ref.slot[slot];
    return ref.slot[slot].stamp == kozo_handle_stamp(handle) ? KOZO_OK : KOZO_ERR_STALE;
}

static unsigned place_of(const struct ref_cap *cap)
{
    unsigned at = 0;

    while (ref.order[at] != cap) {
        at++;
    }
    return at;
}

static void insert(struct ref_cap *cap, unsigned at)
{
    memmove(&ref.order[at + 1], &ref.order[at], (ref.caps - at) * sizeof(ref.order[0]));
    ref.order[at] = cap;
    ref.caps++;
}

static void set(struct ref_cap *cap, const struct ref_cap *value)
{
    struct ref_thread *const bound = cap->bound;

    *cap = *value;
    cap->bound = bound;
    cap->stamp = ref.next_stamp++;
}

void ref_install(struct ref_cap *cap, struct ref_cap *parent, const struct ref_cap *value)
{
    set(cap, value);
    cap->parent = parent;
    insert(cap, parent == NULL ? ref.caps : place_of(parent) + 1);
}

void ref_remove(struct ref_cap *cap)
{
    const unsigned at = place_of(cap);

    for (unsigned i = 0; i < ref.caps; i++) {
        if (ref.order[i]->parent == cap) {
            ref.order[i]->parent = cap->parent;
        }
    }
    ref.caps--;
    memmove(&ref.order[at], &ref.order[at + 1], (ref.caps - at) * sizeof(ref.order[0]));
    REF_EACH_THREAD (t) {
        if (t->by == cap) {
            t->by = NULL;
        }
    }
    cap->type = KOZO_OBJECT_NULL;
}

static bool has_several(const void *object)
{
    unsigned count = 0;

    for (unsigned i = 0; i < ref.caps; i++) {
        count += ref.order[i]->object == object && ref.order[i]->type != KOZO_OBJECT_REPLY;
    }
    return count > 1;
}

static bool waits_by_capability(const struct ref_thread *t)
{
    return !t->faulted && (ref_sends(t) || t->state == KOZO_THREAD_STATE_RECEIVING ||
                           t->state == KOZO_THREAD_STATE_WAITING);
}

/* It neither waits nor has waited by anything. */
static void forget(struct ref_thread *t)
{
    unsigned kept = 0;

    t->by = NULL;
    t->by_handle = 0;
    for (unsigned i = 0; i < ref.nested_count; i++) {
        ref.nested[kept] = ref.nested[i];
        kept += ref.nested[i] != t;
    }
    ref.nested_count = kept;
}

static void join_nested(struct ref_thread *t)
{
    memmove(&ref.nested[1], &ref.nested[0], ref.nested_count * sizeof(ref.nested[0]));
    ref.nested[0] = t;
    ref.nested_count++;
}

void ref_wait_by(struct ref_thread *t, uint64_t handle)
{
    const bool has_bits = t->signals != NULL && t->signals->state.bits != 0;

    if (t->by_handle == handle) {
        return;
    }
    forget(t);
    if (kozo_handle_depth((kozo_handle_t){handle}) != 0) {
        join_nested(t);
    } else {
        (void)ref_find(t, handle, &t->by);
        t->by_since = ++ref.events;
    }
    t->by_handle = has_bits ? 0 : handle;
}

static void end_wait(struct ref_thread *t, kozo_err_t error)
{
    forget(t);
    if (waits_by_capability(t)) {
        ref_wake_with(t, error);
    }
}

/* Those that came to wait by the capability last are told first. */
static void end_waits(const struct ref_cap *cap)
{
    const kozo_err_t error = has_several(cap->object) ? KOZO_ERR_REVOKED : KOZO_ERR_PEER_DIED;

    for (;;) {
        struct ref_thread *last = NULL;

        REF_EACH_THREAD (t) {
            if (t->by == cap && (last == NULL || t->by_since > last->by_since)) {
                last = t;
            }
        }
        if (last == NULL) {
            return;
        }
        end_wait(last, error);
    }
}

/* Something of that type has been taken away that may have been on the way of those that wait
 * through CNodes. Those that go on do so in the opposite order. */
static void end_nested(kozo_object_t type)
{
    struct ref_thread *before[REF_THREADS], *t;
    const unsigned count = ref.nested_count;
    struct ref_cap *found;

    if (type != KOZO_OBJECT_ENDPOINT && type != KOZO_OBJECT_NOTIFICATION) {
        return;
    }
    memcpy(before, ref.nested, count * sizeof(before[0]));
    for (unsigned i = 0; i < count; i++) {
        t = before[i];
        if (waits_by_capability(t) && ref_find(t, regs_self(&t->regs), &found) != KOZO_OK) {
            end_wait(t, KOZO_ERR_REVOKED);
        } else {
            const uint64_t handle = t->by_handle;

            forget(t);
            join_nested(t);
            t->by_handle = handle;
        }
    }
}

void ref_lose_cspace(struct ref_thread *t)
{
    t->has_cspace = false;
    end_wait(t, KOZO_ERR_REVOKED);
}

void ref_move(struct ref_cap *into, struct ref_cap *from)
{
    ref.order[place_of(from)] = into;
    set(into, from);
    from->type = KOZO_OBJECT_NULL;
    for (unsigned i = 0; i < ref.caps; i++) {
        if (ref.order[i]->parent == from) {
            ref.order[i]->parent = into;
        }
    }
    REF_EACH_THREAD (t) {
        if (t->by == from) {
            t->by = into;
        }
        if (t->right == from) {
            t->right = into;
        }
    }
    ref.moved = into->type == KOZO_OBJECT_ENDPOINT || into->type == KOZO_OBJECT_NOTIFICATION
                    ? into->type
                    : ref.moved;
}

void ref_end_moved(void)
{
    end_nested(ref.moved);
    ref.moved = KOZO_OBJECT_NULL;
}

static void delete(struct ref_cap *cap);

static void destroy_endpoint(struct ref_endpoint *e)
{
    struct ref_thread *t;

    if (e->server != NULL) {
        ref_serve_nothing(e->server);
    }
    while ((t = ref_first_sender(e)) != NULL ||
           (t = ref_first(KOZO_THREAD_STATE_RECEIVING, e)) != NULL) {
        ref_end_wait(t, KOZO_ERR_PEER_DIED);
    }
    e->exists = false;
}

static void destroy_notification(struct ref_notification *n)
{
    struct ref_thread *t;

    n->state.alarm = KOZO_DEADLINE_NEVER;
    while ((t = ref_first(KOZO_THREAD_STATE_WAITING, n)) != NULL) {
        ref_end_wait(t, KOZO_ERR_PEER_DIED);
    }
    n->exists = false;
}

static void destroy_thread(struct ref_thread *t)
{
    ref_die(t);
    ref_lose_cspace(t);
    for (unsigned i = 0; i < REF_BINDINGS; i++) {
        if (t->bindings[i].type != KOZO_OBJECT_NULL) {
            delete(&t->bindings[i]);
        }
    }
    if (ref.current == t) {
        ref.current = NULL;
    }
    t->exists = false;
}

static void destroy(kozo_object_t type, void *object)
{
    switch (type) {
    case KOZO_OBJECT_ENDPOINT: destroy_endpoint(object); break;
    case KOZO_OBJECT_NOTIFICATION: destroy_notification(object); break;
    case KOZO_OBJECT_THREAD: destroy_thread(object); break;
    case KOZO_OBJECT_BUDGET:
        ref_forget_budget(object);
        ((struct ref_budget *)object)->exists = false;
        break;
    default: break;
    }
}

static void lose_binding(struct ref_thread *t, enum ref_binding which)
{
    switch (which) {
    case REF_BUDGET: ref_unbind_budget(t); break;
    case REF_FAULTS:
        if (t->faulted && t->state == KOZO_THREAD_STATE_CALLING) {
            ref_die(t);
        }
        break;
    case REF_SIGNALS:
        t->signals->bound = NULL;
        t->signals = NULL;
        break;
    }
}

static void delete(struct ref_cap *cap)
{
    struct ref_thread *const bound = cap->bound;
    const kozo_object_t type = cap->type;
    void *const object = cap->object;
    const bool last = type != KOZO_OBJECT_REPLY && !has_several(object);

    if (bound == NULL) {
        end_waits(cap);
    }
    ref_remove(cap);
    if (bound != NULL) {
        lose_binding(bound, (enum ref_binding)(cap - bound->bindings));
    }
    if (type == KOZO_OBJECT_REPLY) {
        ((struct ref_thread *)object)->right = NULL;
        ref_end_wait(object, KOZO_ERR_PEER_DIED);
    }
    if (last) {
        destroy(type, object);
    }
}

void ref_delete(struct ref_cap *cap)
{
    const kozo_object_t type = cap->type;

    delete(cap);
    end_nested(type);
}

/* The youngest child, and what takes its place, until there is none. */
void ref_revoke(struct ref_cap *cap)
{
    bool some = false;

    for (;;) {
        const unsigned next = place_of(cap) + 1;

        if (next == ref.caps || ref.order[next]->parent != cap) {
            break;
        }
        delete(ref.order[next]);
        some = true;
    }
    if (some) {
        end_nested(cap->type);
    }
}
