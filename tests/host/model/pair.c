/* SPDX-License-Identifier: MIT */
/* pair.c: see pair.h. */
#include <fake.h>
#include <kozo/arch.h>
#include <kozo/aspace.h>
#include <kozo/gen/handlers.h>
#include <kozo/gen/objects.h>
#include <kozo/sched.h>
#include <kozo/untyped.h>
#include <string.h>

#include "pair.h"
#include "universe.h"

enum {
    KEEPER_PRIORITY = 0,
    KEEPER_CEILING = 255,
    QUANTUM = 100000,
    BUFFERS_IN_FRAME = 8,
    BUFFER_BITS = KOZO_PAGE_BITS - 3,
    START_IP = 4096,
};

struct pair pair;

static uint64_t next_at;  /* where the next object goes when the world is made */
static uint64_t memory[4]; /* where the objects of each kind begin */
static const kozo_object_t kinds[] = {KOZO_OBJECT_THREAD, KOZO_OBJECT_BUDGET, KOZO_OBJECT_ENDPOINT,
                                      KOZO_OBJECT_NOTIFICATION};
static const uint8_t kind_bits[] = {KOZO_THREAD_SIZE_BITS, KOZO_BUDGET_SIZE_BITS,
                                    KOZO_ENDPOINT_SIZE_BITS, KOZO_NOTIFICATION_SIZE_BITS};

struct cap_slot *pair_slot(uint32_t index)
{
    return cnode_slot(pair.root, index);
}

static void *memory_of(unsigned kind, unsigned number)
{
    return phys_to_ptr(paddr(memory[kind] + ((uint64_t)number << kind_bits[kind])));
}

struct thread *pair_thread(unsigned number)
{
    return memory_of(0, number);
}

struct budget *pair_budget(unsigned number)
{
    return memory_of(1, number);
}

struct endpoint *pair_endpoint(unsigned number)
{
    return memory_of(2, number);
}

struct notification *pair_notification(unsigned number)
{
    return memory_of(3, number);
}

static uint64_t reserve(uint64_t size, uint64_t count)
{
    const uint64_t at = (next_at + size - 1) & ~(size - 1);

    next_at = at + size * count;
    if (next_at > FAKE_MEMORY_BASE + FAKE_MEMORY_SIZE - PAGE_SIZE) {
        disagree("no room for the world");
    }
    return at;
}

static void install(uint32_t slot, kozo_object_t type, uint64_t at, uint8_t size_bits,
                    void *modelled)
{
    struct cap_value value;
    struct ref_cap cap = {.type = type, .object = modelled};

    memset(phys_to_ptr(paddr(at)), 0, UINT64_C(1) << size_bits);
    if (!object_create(type, paddr(at), size_bits, &value)) {
        disagree("an object cannot be made");
    }
    if (type == KOZO_OBJECT_CNODE) {
        pair.root = phys_to_ptr(paddr(at));
        kernel.boot_cnode = pair.root;
    }
    cap_install_root(pair_slot(slot), &value);
    cap.rights = cap_rights(pair_slot(slot));
    ref_install(&ref.slot[slot], NULL, &cap);
}

static void install_kind(uint32_t slot, unsigned kind, unsigned number, void *modelled)
{
    install(slot, kinds[kind], ptr_to_phys(memory_of(kind, number)).raw, kind_bits[kind], modelled);
}

static void make_budget(uint32_t slot, unsigned number, uint8_t priority, uint64_t capacity,
                        uint64_t period)
{
    struct ref_budget *b = &ref.budget_of[number];
    const struct budget *made = pair_budget(number);

    *b = (struct ref_budget){.exists = true};
    install_kind(slot, 1, number, b);
    b->capacity = made->capacity_ns;
    b->period = made->period_ns;
    b->remaining = made->remaining_ns;
    sched_configure(pair_budget(number), priority, capacity, period);
    ref_configure(b, priority, capacity, period);
}

static void make_endpoint(uint32_t slot, unsigned number)
{
    ref.endpoint[number] = (struct ref_endpoint){.exists = true};
    install_kind(slot, 2, number, &ref.endpoint[number]);
}

static void make_notification(uint32_t slot, unsigned number)
{
    ref.notification[number] =
        (struct ref_notification){.exists = true, .state.alarm = KOZO_DEADLINE_NEVER};
    install_kind(slot, 3, number, &ref.notification[number]);
}

static void must(kozo_err_t error)
{
    if (error != KOZO_OK) {
        disagree("a thread cannot be made: error %u", error);
    }
}

static void bind(struct ref_thread *t, enum ref_binding which, uint32_t slot)
{
    ref_install(&t->bindings[which], &ref.slot[slot], &ref.slot[slot]);
}

static void bind_rest(struct ref_thread *t, struct thread *thread, unsigned number,
                      uint32_t handler)
{
    const struct ref_cap *faults = &ref.slot[handler];

    if (number % 8 != 7) { /* some have no buffer */
        must(sys_thread_bind_buffer(NULL, thread,
                                    pair_slot(PAIR_FRAMES + number / BUFFERS_IN_FRAME),
                                    number % BUFFERS_IN_FRAME << BUFFER_BITS));
        memset(thread->buffer, 0, sizeof(*thread->buffer));
        t->has_buffer = true;
        ref.next_stamp++;
    }
    if (number % 4 == 3) { /* and some have an FPU */
        must(sys_thread_bind_fpu(NULL, thread, pair_slot(PAIR_FPU), NULL));
        ref.next_stamp++;
    }
    if (faults->type == KOZO_OBJECT_ENDPOINT && (faults->rights & KOZO_ENDPOINT_RIGHT_SEND) != 0) {
        must(sys_thread_bind_faults(NULL, thread, pair_slot(handler)));
        bind(t, REF_FAULTS, handler);
    }
}

static void make_thread(uint32_t slot, unsigned number, uint32_t budget, uint32_t handler,
                        bool starts)
{
    struct ref_thread *t = &ref.thread[number];
    struct ref_budget *b = ref.slot[budget].object;
    struct thread *thread = pair_thread(number);

    *t = (struct ref_thread){
        .exists = true, .has_cspace = true, .has_aspace = true, .until = KOZO_DEADLINE_NEVER,
    };
    for (unsigned i = 0; i < REF_BINDINGS; i++) {
        t->bindings[i].bound = t;
    }
    install_kind(slot, 0, number, t);
    must(sys_thread_bind(NULL, thread, pair_slot(PAIR_ROOT), pair_slot(PAIR_ASPACE),
                         pair_slot(budget)));
    ref.next_stamp += 2; /* for the CNode and the address space */
    bind(t, REF_BUDGET, budget);
    t->home = b;
    b->home = t;
    ref_reassign();
    bind_rest(t, thread, number, starts ? handler : 0);
    if (!starts) {
        return;
    }
    must(sys_thread_start(NULL, thread, (vaddr_t){START_IP}, (vaddr_t){number}, number));
    t->regs.rip = START_IP;
    t->regs.rsp = number;
    regs_set_result(&t->regs, 2, number);
    t->state = KOZO_THREAD_STATE_READY;
    ref_wake(t);
}

/* Is there a budget for a thread? */
static bool is_free_budget(uint32_t slot)
{
    const struct ref_cap *cap = &ref.slot[slot];

    return cap->type == KOZO_OBJECT_BUDGET && ((struct ref_budget *)cap->object)->home == NULL;
}

void pair_make(const struct act *act)
{
    const uint32_t slot = act->slot;

    if (slot < PAIR_OBJECTS || slot >= ref.slots || act->other >= ref.slots ||
        act->index >= ref.slots || ref.slot[slot].type != KOZO_OBJECT_NULL) {
        return;
    }
    if (slot < pair.first_budget) {
        const unsigned number = slot - PAIR_OBJECTS + 1;

        if (!ref.thread[number].exists && is_free_budget(act->other)) {
            make_thread(slot, number, act->other, act->index, (act->mask & 1) == 0);
        }
    } else if (slot < pair.first_endpoint) {
        const unsigned number = slot - pair.first_budget + 1;

        if (!ref.budget_of[number].exists) {
            make_budget(slot, number, (uint8_t)act->value, act->time, act->period);
        }
    } else if (slot < pair.first_notification) {
        if (!ref.endpoint[slot - pair.first_endpoint].exists) {
            make_endpoint(slot, slot - pair.first_endpoint);
        }
    } else if (slot < pair.first_spare) {
        if (!ref.notification[slot - pair.first_notification].exists) {
            make_notification(slot, slot - pair.first_notification);
        }
    }
}

static struct {
    unsigned char memory[FAKE_MEMORY_SIZE];
    struct kernel kernel;
    struct cpu cpu;
    struct fake fake;
} saved;

void pair_save(void)
{
    memcpy(saved.memory, fake_memory, next_at - FAKE_MEMORY_BASE);
    saved.kernel = kernel;
    saved.cpu = cpus[0];
    saved.fake = fake;
}

void pair_restore(void)
{
    memcpy(fake_memory, saved.memory, next_at - FAKE_MEMORY_BASE);
    kernel = saved.kernel;
    cpus[0] = saved.cpu;
    fake = saved.fake;
}

void pair_take_order(void)
{
    unsigned count = 0;

    for (const struct thread *k = kernel.nested; k != NULL; k = k->wait_next) {
        const uint64_t offset = (uint64_t)k - (uint64_t)pair_thread(0);

        ref.nested[count++] = &ref.thread[offset >> KOZO_THREAD_SIZE_BITS];
    }
    if (count != ref.nested_count) {
        disagree("%u threads wait by way of CNodes, or did, and not %u", count, ref.nested_count);
    }
}

void pair_lose(const struct act *act)
{
    static const enum thread_binding which[] = {THREAD_ASPACE, THREAD_CSPACE, THREAD_BUFFER,
                                                THREAD_FPU};
    const struct ref_cap *cap = &ref.slot[act->slot < ref.slots ? act->slot : 0];
    struct ref_thread *t = cap->object;

    if (cap->type != KOZO_OBJECT_THREAD || t == ref.thread) {
        return;
    }
    if (cap_delete(&pair_thread((unsigned)(t - ref.thread))->bindings[which[act->value % 4]]) !=
        KOZO_OK) {
        disagree("a binding cannot be taken away");
    }
    switch (act->value % 4) {
    case 0:
        if (t->has_aspace) {
            ref_lose_aspace(t);
        }
        break;
    case 1: ref_lose_cspace(t); break;
    case 2: t->has_buffer = false; break;
    default: break;
    }
}

static void lay_out(const struct scene *scene)
{
    const unsigned counts[] = {scene->threads, scene->budgets, scene->endpoints,
                               scene->notifications};
    unsigned slots = 1;

    pair = (struct pair){.scene = scene};
    pair.first_budget = PAIR_OBJECTS + scene->threads - 1;
    pair.first_endpoint = pair.first_budget + scene->budgets - 1;
    pair.first_notification = pair.first_endpoint + scene->endpoints;
    pair.first_spare = pair.first_notification + scene->notifications;
    pair.slots = pair.first_spare + scene->spare;
    while (1u << slots < pair.slots) {
        slots++;
    }
    memset(&ref, 0, sizeof(ref));
    ref.threads = scene->threads;
    ref.budgets = scene->budgets;
    ref.endpoints = scene->endpoints;
    ref.notifications = scene->notifications;
    ref.slots = 1u << slots;
    ref.radix = slots;
    ref.next_stamp = 1;
    next_at = FAKE_MEMORY_BASE;
    install(PAIR_ROOT, KOZO_OBJECT_CNODE, reserve(UINT64_C(1) << (slots + KOZO_SLOT_BITS), 1),
            (uint8_t)(slots + KOZO_SLOT_BITS), NULL);
    install(PAIR_ASPACE, KOZO_OBJECT_ASPACE, reserve(UINT64_C(1) << KOZO_ASPACE_SIZE_BITS, 1),
            KOZO_ASPACE_SIZE_BITS, NULL);
    install(PAIR_FPU, KOZO_OBJECT_FRAME, reserve(PAGE_SIZE, 1), KOZO_PAGE_BITS, NULL);
    for (unsigned i = 0; i * BUFFERS_IN_FRAME < scene->threads; i++) {
        install(PAIR_FRAMES + i, KOZO_OBJECT_FRAME, reserve(PAGE_SIZE, 1), KOZO_PAGE_BITS, NULL);
    }
    for (unsigned i = 0; i < 4; i++) {
        memory[i] = reserve(UINT64_C(1) << kind_bits[i], counts[i]);
    }
}

void pair_start(const struct scene *scene)
{
    fake_reset_memory(next_at == 0 ? FAKE_MEMORY_SIZE : next_at - FAKE_MEMORY_BASE);
    fake.now_ns = 1;
    kernel_lock();
    kernel.next_stamp = 1;
    kernel.next_serial = 1;
    this_cpu()->timer_at_ns = KOZO_DEADLINE_NEVER;
    lay_out(scene);
    ref.now = 1;
    make_budget(PAIR_KEEPER_BUDGET, 0, KEEPER_PRIORITY, QUANTUM, QUANTUM);
    pair_budget(0)->ceiling = KEEPER_CEILING;
    ref.budget_of[0].ceiling = KEEPER_CEILING;
    make_thread(PAIR_KEEPER, 0, PAIR_KEEPER_BUDGET, 0, true);
    for (uint32_t slot = pair.first_spare - 1; slot >= PAIR_OBJECTS; slot--) {
        const uint32_t number = slot - PAIR_OBJECTS;

        pair_make(&(struct act){
            .slot = slot, .other = pair.first_budget + number % (scene->budgets - 1),
            .index = pair.first_endpoint + number % (2 * scene->endpoints),
            .value = 1 + number % scene->priorities, .time = QUANTUM / 5,
            .period = QUANTUM / 5 * (1 + number % 2),
        });
    }
    sched_select();
    ref_select();
}
