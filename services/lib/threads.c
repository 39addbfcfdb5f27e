/* SPDX-License-Identifier: MIT */
/* threads.c: creates, names and joins threads.
 *
 *      base                                                                  top
 *      | IPC buffer | guard | stack grows down ... 0 | TLS | struct thread_block |
 *                                                  ^ initial rsp, as after a call
 *
 * All that a thread is made of comes out of one Untyped. When it has been joined that is revoked,
 * and with its addresses and slots kept for the next thread that needs no more.
 * Owns: the table of such memory. */
#include <kozo/threads.h>

#include <kozo/clock.h>
#include <kozo/memory.h>
#include <kozo/slots.h>
#include <kozo/start.h>
#include <kozo/sys.h>

enum {
    QUANTUM_NS = 10000000,
    LOOK_NS = 50000000, /* how often a joiner looks whether the other has died of a fault */
    OBJECT_SLOTS = 4,   /* Untyped, thread, budget, buffer; then the stack's frames */
};

struct thread_memory {
    kozo_untyped_t untyped;
    kozo_slot_index_t slots;
    uint64_t base; /* address of the buffer's page; the stack begins two pages later */
    unsigned pages; /* of the stack, at most */
    bool used;
};

static struct thread_memory memories[KOZO_THREADS_MAX];

kozo_err_t kozo_thread_set_name(kozo_thread_t thread, const char *name)
{
    uint64_t text[KOZO_THREAD_NAME_BYTES / sizeof(uint64_t)] = {0};
    for (unsigned i = 0; i < sizeof(text) && name[i] != '\0'; i++)
        text[i / sizeof(text[0])] |= (uint64_t)(unsigned char)name[i]
                                     << (8 * (i % sizeof(text[0])));
    return kozo_thread_name(thread, text[0], text[1], text[2]);
}

struct thread_block {
    struct kozo_tcb tcb; /* first: a pointer to it is a pointer to the block */
    void (*entry)(void *argument);
    void *argument;
    struct thread_memory *memory;
} __attribute__((aligned(KOZO_TCB_ALIGN)));

static void thread_enter(struct thread_block *block)
{
    kozo_tcb_install(&block->tcb);
    block->entry(block->argument);
    kozo_exit(0);
}

/* The stack, the buffer, and a page for thread and budget. */
static uint8_t memory_size_bits(unsigned pages)
{
    uint8_t bits = KOZO_PAGE_BITS;
    while (1u << (bits - KOZO_PAGE_BITS) < pages + 2)
        bits++;
    return bits;
}

static kozo_err_t memory_make(struct thread_memory *memory, unsigned pages)
{
    kozo_slot_index_t slots;
    kozo_err_t error = kozo_slot_alloc_run(OBJECT_SLOTS + pages, &slots);
    if (error != KOZO_OK)
        return error;
    kozo_handle_t handle;
    error = kozo_runtime.untyped.raw == 0 ? KOZO_ERR_NO_CAP :
            kozo_make_from(kozo_runtime.untyped, KOZO_OBJECT_UNTYPED, memory_size_bits(pages),
                           slots, &handle);
    if (error != KOZO_OK) {
        for (unsigned i = 0; i < OBJECT_SLOTS + pages; i++)
            kozo_slot_free(slots + i);
        return error;
    }
    *memory = (struct thread_memory){
        .untyped = {handle.raw},
        .slots = slots,
        .base = kozo_take_addresses(pages + 2),
        .pages = pages,
    };
    return KOZO_OK;
}

/* Memory of a thread that was joined, or more. */
static kozo_err_t memory_take(unsigned pages, struct thread_memory **memory)
{
    struct thread_memory *fresh = NULL;
    for (unsigned i = 0; i < KOZO_THREADS_MAX; i++) {
        struct thread_memory *at = &memories[i];
        if (at->untyped.raw == 0) {
            fresh = fresh == NULL ? at : fresh;
        } else if (!at->used && at->pages >= pages) {
            *memory = at;
            at->used = true;
            return KOZO_OK;
        }
    }
    if (fresh == NULL)
        return KOZO_ERR_NO_SPACE;
    kozo_err_t error = memory_make(fresh, pages);
    fresh->used = error == KOZO_OK;
    *memory = fresh;
    return error;
}

static kozo_err_t memory_give_back(struct thread_memory *memory)
{
    kozo_err_t error = kozo_any_revoke(KOZO_ANY(memory->untyped));
    memory->used = error != KOZO_OK;
    return error;
}

static kozo_err_t thread_make_budget(const struct thread_memory *memory, kozo_priority_t priority,
                                     kozo_budget_t *budget)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_make_from(memory->untyped, KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS,
                                      memory->slots + 2, &handle);
    if (error != KOZO_OK)
        return error;
    *budget = (kozo_budget_t){handle.raw};
    return kozo_budget_configure(*budget, kozo_runtime.budget, priority, QUANTUM_NS, QUANTUM_NS);
}

static kozo_err_t memory_map_page(const struct thread_memory *memory, kozo_slot_index_t slot,
                                  uint64_t at, kozo_frame_t *frame)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_make_from(memory->untyped, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, slot,
                                      &handle);
    if (error != KOZO_OK)
        return error;
    *frame = (kozo_frame_t){handle.raw};
    return kozo_map(*frame, (vaddr_t){at}, KOZO_MAP_FLAGS_WRITE);
}

static kozo_err_t thread_bind_buffer(const struct kozo_thread_plan *plan,
                                     const struct thread_memory *memory, kozo_thread_t thread,
                                     struct kozo_buffer **buffer)
{
    *buffer = NULL;
    if (plan->without_buffer)
        return KOZO_OK;
    if (plan->buffer.raw != 0)
        return kozo_thread_bind_buffer(thread, plan->buffer, 0);
    kozo_frame_t frame;
    kozo_err_t error = memory_map_page(memory, memory->slots + 3, memory->base, &frame);
    if (error != KOZO_OK)
        return error;
    *buffer = (struct kozo_buffer *)memory->base;
    return kozo_thread_bind_buffer(thread, frame, 0);
}

static kozo_err_t thread_bind_all(const struct kozo_thread_plan *plan,
                                  const struct thread_memory *memory, kozo_thread_t thread,
                                  struct kozo_buffer **buffer)
{
    kozo_budget_t budget;
    kozo_err_t error = thread_make_budget(memory, plan->priority, &budget);
    if (error != KOZO_OK)
        return error;
    error = kozo_thread_bind(thread, kozo_runtime.cnode, kozo_runtime.aspace, budget);
    if (error != KOZO_OK)
        return error;
    error = thread_bind_buffer(plan, memory, thread, buffer);
    if (error != KOZO_OK)
        return error;
    return plan->faults.raw == 0 ? KOZO_OK : kozo_thread_bind_faults(thread, plan->faults);
}

static kozo_err_t thread_map_stack(const struct kozo_thread_plan *plan,
                                   const struct thread_memory *memory, void **top)
{
    uint64_t at = memory->base + UINT64_C(2) * KOZO_PAGE_SIZE;
    for (unsigned i = 0; i < plan->stack_pages; i++) {
        kozo_frame_t frame;
        kozo_err_t error = memory_map_page(memory, memory->slots + OBJECT_SLOTS + i, at, &frame);
        if (error != KOZO_OK)
            return error;
        at += KOZO_PAGE_SIZE;
    }
    *top = (void *)at;
    return KOZO_OK;
}

static kozo_err_t thread_make(const struct kozo_thread_plan *plan, struct thread_memory *memory,
                              struct kozo_tcb **thread)
{
    kozo_handle_t handle;
    /* Frames first: the objects follow in the last page. */
    void *top;
    kozo_err_t error = thread_map_stack(plan, memory, &top);
    if (error != KOZO_OK)
        return error;
    error = kozo_make_from(memory->untyped, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS,
                           memory->slots + 1, &handle);
    if (error != KOZO_OK)
        return error;
    kozo_thread_t made = {handle.raw};
    struct kozo_buffer *buffer;
    error = thread_bind_all(plan, memory, made, &buffer);
    if (error != KOZO_OK)
        return error;

    struct thread_block *block = (struct thread_block *)top - 1;
    *block = (struct thread_block){
        .tcb = {.buffer = buffer, .thread = made},
        .entry = plan->entry,
        .argument = plan->argument,
        .memory = memory,
    };
    kozo_tls_fill(&block->tcb);
    *thread = &block->tcb;
    uint64_t sp = (uint64_t)block - kozo_tls_size() - sizeof(uint64_t);
    return kozo_thread_start(made, (vaddr_t){(uint64_t)thread_enter}, (vaddr_t){sp},
                             (uint64_t)block);
}

kozo_err_t kozo_thread_create(const struct kozo_thread_plan *plan, struct kozo_tcb **thread)
{
    struct thread_memory *memory;
    kozo_err_t error = memory_take(plan->stack_pages, &memory);
    if (error != KOZO_OK)
        return error;
    error = thread_make(plan, memory, thread);
    if (error != KOZO_OK)
        (void)memory_give_back(memory);
    return error;
}

static bool thread_is_dead(kozo_thread_t thread)
{
    kozo_thread_state_t state;
    kozo_priority_t priority;
    kozo_duration_t consumed;
    return kozo_thread_inspect(thread, &state, &priority, &consumed) == KOZO_OK &&
           state == KOZO_THREAD_STATE_DEAD;
}

kozo_err_t kozo_thread_join(struct kozo_tcb *thread, kozo_deadline_t until)
{
    struct thread_memory *memory = ((struct thread_block *)(void *)thread)->memory;
    kozo_thread_t self = kozo_tcb()->thread;
    __atomic_store_n(&thread->joiner, self.raw, __ATOMIC_SEQ_CST);
    while (!__atomic_load_n(&thread->ended, __ATOMIC_SEQ_CST) && !thread_is_dead(thread->thread)) {
        uint64_t now = kozo_now_ns();
        if (now >= until) {
            __atomic_store_n(&thread->joiner, 0, __ATOMIC_SEQ_CST);
            return KOZO_ERR_TIMED_OUT;
        }
        (void)kozo_thread_park(self, until - now < LOOK_NS ? until : now + LOOK_NS);
    }
    /* It may still be on its way out: it goes before what it stands on. */
    kozo_err_t error = kozo_any_delete(KOZO_ANY(thread->thread));
    return error == KOZO_OK ? memory_give_back(memory) : error;
}
