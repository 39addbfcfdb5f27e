/* SPDX-License-Identifier: MIT */
/* program.c: the life of programs.
 * Owns: the table of programs.
 * Invariants: a program has a quota iff it is running; its run of slots in init's CNode is empty
 *   whenever it is not.
 * Order: endpoints of all providers, then programs in the manifest's order. A provider's endpoint
 *   vanishes when it ends, and its clients are given another when it comes back: silence is worse
 *   than an error. */
#include "program.h"

#include <kozo/abi/names.h>
#include <kozo/memory.h>
#include <kozo/runtime.h>
#include <kozo/slots.h>
#include <kozo/text.h>
#include <kozo/threads.h>
#include <kozo/sys.h>

#include "buddy.h"
#include "build.h"
#include "init.h"
#include "memory.h"
#include "report.h"

enum { QUANTUM_NS = 10000000 };

static struct program programs[INIT_PROGRAMS_MAX];
static kozo_endpoint_t init_endpoint;

static bool provides(const struct program *program)
{
    return program->plan->provides_count != 0;
}

static kozo_err_t endpoint_make(struct program *program)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_untyped_retype(program->endpoint_memory, KOZO_OBJECT_ENDPOINT,
                                           KOZO_ENDPOINT_SIZE_BITS, 1, kozo_runtime.cnode,
                                           program->endpoint_slot, &handle);
    if (error == KOZO_OK)
        program->endpoint = (kozo_endpoint_t){handle.raw};
    return error;
}

/* Memory and slot are set aside for good: however often the program is started, no more is used. */
static kozo_err_t endpoint_init(struct program *program)
{
    kozo_handle_t memory;
    kozo_err_t error = kozo_make(KOZO_OBJECT_UNTYPED, KOZO_ENDPOINT_SIZE_BITS, &memory);
    if (error != KOZO_OK)
        return error;
    program->endpoint_memory = (kozo_untyped_t){memory.raw};
    error = kozo_slot_alloc(&program->endpoint_slot);
    return error == KOZO_OK ? endpoint_make(program) : error;
}

/* Take the endpoint from everybody. Threads that wait there wake with PEER_DIED. */
static void endpoint_retire(struct program *program)
{
    if (!provides(program) || program->endpoint.raw == 0)
        return;
    program->endpoint.raw = 0;
    kozo_err_t error = kozo_any_revoke(KOZO_ANY(program->endpoint_memory));
    if (error != KOZO_OK)
        report("%s: cannot take its endpoint back: %s", program->plan->name,
               kozo_error_name(error));
}

/* Give the new endpoint of a provider to those who lost the old one. */
static void endpoint_grant_again(const struct program *provider)
{
    for (unsigned i = 0; i < kozo_system.program_count; i++) {
        const struct program *client = &programs[i];
        if (client->state != KOZO_PROGRAM_STATE_RUNNING)
            continue;
        for (unsigned use = 0; use < client->plan->use_count; use++) {
            if (client->plan->uses[use].provider != provider->index)
                continue;
            kozo_err_t error = build_grant_again(client, use);
            if (error != KOZO_OK)
                report("%s: cannot be given %s again: %s", client->plan->name,
                       provider->plan->name, kozo_error_name(error));
        }
    }
}

kozo_err_t programs_init(void)
{
    uint32_t slots = init_node_slots() + BUDDY_NODES +
                     kozo_system.program_count * INIT_PROGRAM_SLOTS;
    if (kozo_system.program_count > INIT_PROGRAMS_MAX || slots > init_info()->slot_count)
        return KOZO_ERR_NO_SPACE;
    kozo_handle_t handle;
    kozo_err_t error = kozo_make(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, &handle);
    if (error == KOZO_OK)
        init_endpoint = (kozo_endpoint_t){handle.raw};
    for (unsigned i = 0; i < kozo_system.program_count && error == KOZO_OK; i++) {
        programs[i].plan = &kozo_system.programs[i];
        programs[i].index = i;
        if (provides(&programs[i]))
            error = endpoint_init(&programs[i]);
    }
    return error;
}

kozo_endpoint_t programs_init_endpoint(void)
{
    return init_endpoint;
}

struct program *program_at(unsigned index)
{
    return &programs[index];
}

struct program *program_by_number(uint64_t number)
{
    for (unsigned i = 0; i < kozo_system.program_count; i++) {
        if (programs[i].plan->number == number)
            return &programs[i];
    }
    return NULL;
}

struct program *program_by_name(const char *name)
{
    for (unsigned i = 0; i < kozo_system.program_count; i++) {
        if (kozo_text_equal(programs[i].plan->name, name))
            return &programs[i];
    }
    return NULL;
}

uint64_t program_number(const struct program *program)
{
    return program->plan->number;
}

/* log2 of the smallest power of two that is at least `value`. */
static uint8_t bits_for(uint64_t value)
{
    uint8_t bits = KOZO_PAGE_BITS;
    while ((1ull << bits) < value)
        bits++;
    return bits;
}

/* The objects of the program besides its memory. The largest come first: no gaps for alignment. */
static kozo_err_t program_carve_spaces(struct program *program)
{
    kozo_handle_t handle;
    kozo_err_t error = build_carve(program, KOZO_OBJECT_ASPACE, KOZO_ASPACE_SIZE_BITS, 1, &handle);
    if (error != KOZO_OK)
        return error;
    program->aspace = (kozo_aspace_t){handle.raw};
    uint8_t bits = bits_for((uint64_t)program->plan->cnode_slots << KOZO_SLOT_BITS);
    error = build_carve(program, KOZO_OBJECT_CNODE, bits, 1, &handle);
    if (error == KOZO_OK)
        program->cnode = (kozo_cnode_t){handle.raw};
    return error;
}

static kozo_err_t program_carve_thread(struct program *program)
{
    kozo_handle_t handle;
    kozo_err_t error = build_carve(program, KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, 1, &handle);
    if (error != KOZO_OK)
        return error;
    program->thread = (kozo_thread_t){handle.raw};
    error = build_carve(program, KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS, 1, &handle);
    if (error != KOZO_OK)
        return error;
    program->budget = (kozo_budget_t){handle.raw};
    return kozo_budget_configure(program->budget, kozo_runtime.budget, program->plan->priority,
                                 QUANTUM_NS, QUANTUM_NS);
}

/* The badge tells the kernel's fault messages from what the program itself sends, and whose they
 * are. The thread keeps its own derived capability. */
static kozo_err_t program_bind_faults(struct program *program)
{
    kozo_slot_index_t slot;
    kozo_err_t error = kozo_slot_alloc(&slot);
    if (error != KOZO_OK)
        return error;
    kozo_handle_t badged;
    error = kozo_cnode_mint(kozo_runtime.cnode, slot, KOZO_ANY(init_endpoint),
                            KOZO_ENDPOINT_RIGHT_SEND,
                            program_number(program) | KOZO_BADGE_FAULT, &badged);
    if (error != KOZO_OK) {
        kozo_slot_free(slot);
        return error;
    }
    error = kozo_thread_bind_faults(program->thread, (kozo_endpoint_t){badged.raw});
    kozo_err_t dropped = kozo_drop(badged);
    return error != KOZO_OK ? error : dropped;
}

/* The frame is the program's memory, but nowhere in its space. */
static kozo_err_t program_bind_fpu(struct program *program)
{
    kozo_handle_t frame;
    kozo_err_t error = build_carve(program, KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, 1, &frame);
    if (error != KOZO_OK)
        return error;
    return kozo_thread_bind_fpu(program->thread, (kozo_frame_t){frame.raw},
                                (kozo_platform_t){init_info()->platform});
}

static kozo_err_t program_bind(struct program *program, const struct build_space *space)
{
    kozo_err_t error = kozo_thread_set_name(program->thread, program->plan->name);
    if (error != KOZO_OK)
        return error;
    error = kozo_thread_bind(program->thread, program->cnode, program->aspace, program->budget);
    if (error != KOZO_OK)
        return error;
    error = kozo_thread_bind_buffer(program->thread, space->buffer, 0);
    if (error != KOZO_OK)
        return error;
    if (program->plan->fpu) {
        error = program_bind_fpu(program);
        if (error != KOZO_OK)
            return error;
    }
    return program_bind_faults(program);
}

static kozo_err_t program_build(struct program *program)
{
    struct build_space space;
    kozo_err_t error = program_carve_spaces(program);
    if (error != KOZO_OK)
        return error;
    error = build_space(program, &space);
    if (error != KOZO_OK)
        return error;
    program->start_info = space.start_info;
    error = program_carve_thread(program);
    if (error != KOZO_OK)
        return error;
    error = program_bind(program, &space);
    if (error != KOZO_OK)
        return error;

    struct kozo_start_info info = {0};
    error = build_capabilities(program, &info);
    if (error != KOZO_OK)
        return error;
    error = memory_fill(space.start_info, 0, &info, sizeof(info));
    if (error != KOZO_OK)
        return error;
    return kozo_thread_start(program->thread, (vaddr_t){space.entry},
                             (vaddr_t){KOZO_START_STACK_TOP}, KOZO_START_INFO_ADDRESS);
}

/* The attempt has failed, or the program has ended. */
static void program_end(struct program *program, kozo_program_state_t state)
{
    memory_give_back(program->node, program->quota);
    endpoint_retire(program);
    program->state = state;
}

/* Take a quota and build the program of it. */
static kozo_err_t program_bring_up(struct program *program)
{
    const char *name = program->plan->name;
    program->quota_bits = bits_for(program->plan->memory);
    program->slots_used = 0;
    kozo_err_t error = memory_take_quota(program->quota_bits, &program->node, &program->quota);
    if (error != KOZO_OK) {
        report("%s: no memory for its quota", name);
        endpoint_retire(program);
        program->state = KOZO_PROGRAM_STATE_FAULTED;
        return error;
    }
    error = program_build(program);
    if (error != KOZO_OK) {
        report("%s: cannot be started: %s", name, kozo_error_name(error));
        program_end(program, KOZO_PROGRAM_STATE_FAULTED);
        return error;
    }
    program->state = KOZO_PROGRAM_STATE_RUNNING;
    return KOZO_OK;
}

kozo_err_t program_start(struct program *program)
{
    if (program->state == KOZO_PROGRAM_STATE_RUNNING)
        return KOZO_ERR_RUNNING;
    bool again = provides(program) && program->endpoint.raw == 0;
    kozo_err_t error = again ? endpoint_make(program) : KOZO_OK;
    if (error == KOZO_OK)
        error = program_bring_up(program);
    if (error == KOZO_OK && again)
        endpoint_grant_again(program);
    const bool told = error == KOZO_OK || error == KOZO_ERR_DAMAGED ||
                      error == KOZO_ERR_INCOMPATIBLE;
    return told ? error : KOZO_ERR_EXHAUSTED;
}

void program_kill(struct program *program, kozo_program_state_t state)
{
    if (program->state == KOZO_PROGRAM_STATE_RUNNING)
        program_end(program, state);
}

void programs_start_all(void)
{
    for (unsigned i = 0; i < kozo_system.program_count; i++) {
        if (programs[i].plan->boot)
            (void)program_start(&programs[i]);
    }
}
