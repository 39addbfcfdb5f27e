/* SPDX-License-Identifier: MIT */
/* threads.c: creates and names threads.
 *
 *      stack base                                            top
 *      | stack grows down ....... 0 | struct thread_block    |
 *                                 ^ initial rsp, as after a call */
#include <kozo/threads.h>

#include <kozo/memory.h>
#include <kozo/start.h>
#include <kozo/sys.h>

enum { QUANTUM_NS = 10000000 };

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
} __attribute__((aligned(16)));

static void thread_enter(struct thread_block *block)
{
    kozo_tcb_install(&block->tcb);
    block->entry(block->argument);
    kozo_exit(0);
}

static kozo_err_t thread_make_budget(kozo_priority_t priority, kozo_budget_t *budget)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_make(KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, &handle);
    if (error != KOZO_OK)
        return error;
    *budget = (kozo_budget_t){handle.raw};
    return kozo_budget_configure(*budget, kozo_runtime.budget, priority, QUANTUM_NS, QUANTUM_NS);
}

static kozo_err_t thread_bind_buffer(const struct kozo_thread_plan *plan, kozo_thread_t thread,
                                     struct kozo_buffer **buffer)
{
    *buffer = NULL;
    if (plan->without_buffer)
        return KOZO_OK;
    if (plan->buffer.raw != 0)
        return kozo_thread_bind_buffer(thread, plan->buffer, 0);
    void *page;
    kozo_frame_t frame;
    kozo_err_t error = kozo_map_page(KOZO_MAP_FLAGS_WRITE, &page, &frame);
    if (error != KOZO_OK)
        return error;
    *buffer = page;
    return kozo_thread_bind_buffer(thread, frame, 0);
}

static kozo_err_t thread_bind_all(const struct kozo_thread_plan *plan, kozo_thread_t thread,
                                  struct kozo_buffer **buffer)
{
    kozo_budget_t budget;
    kozo_err_t error = thread_make_budget(plan->priority, &budget);
    if (error != KOZO_OK)
        return error;
    error = kozo_thread_bind(thread, kozo_runtime.cnode, kozo_runtime.aspace, budget);
    if (error != KOZO_OK)
        return error;
    error = thread_bind_buffer(plan, thread, buffer);
    if (error != KOZO_OK)
        return error;
    return plan->faults.raw == 0 ? KOZO_OK : kozo_thread_bind_faults(thread, plan->faults);
}

kozo_err_t kozo_thread_create(const struct kozo_thread_plan *plan, struct kozo_tcb **thread)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_make(KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, &handle);
    if (error != KOZO_OK)
        return error;
    kozo_thread_t made = {handle.raw};

    struct kozo_buffer *buffer;
    error = thread_bind_all(plan, made, &buffer);
    if (error != KOZO_OK)
        return error;
    void *stack;
    error = kozo_map_pages(plan->stack_pages, KOZO_MAP_FLAGS_WRITE, &stack);
    if (error != KOZO_OK)
        return error;

    char *top = (char *)stack + (size_t)plan->stack_pages * KOZO_PAGE_SIZE;
    struct thread_block *block = (struct thread_block *)(void *)top - 1;
    *block = (struct thread_block){
        .tcb = {.buffer = buffer, .thread = made},
        .entry = plan->entry,
        .argument = plan->argument,
    };
    *thread = &block->tcb;
    return kozo_thread_start(made, (vaddr_t){(uint64_t)thread_enter},
                             (vaddr_t){(uint64_t)block - sizeof(uint64_t)}, (uint64_t)block);
}
