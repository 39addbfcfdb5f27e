/* SPDX-License-Identifier: MIT */
/* program.c: the life of programs.
 * Owns: the table of programs.
 * Invariants: a program has a quota iff it is running; its run of slots in init's CNode is empty
 *   whenever it is not.
 * Order: endpoints of all providers, then programs in the manifest's order. */
#include "program.h"

#include <kozo/abi/names.h>
#include <kozo/memory.h>
#include <kozo/runtime.h>
#include <kozo/slots.h>
#include <kozo/string.h>
#include <kozo/sys.h>

#include "buddy.h"
#include "build.h"
#include "init.h"
#include "memory.h"
#include "report.h"

enum { QUANTUM_NS = 10000000 };

static struct program programs[INIT_PROGRAMS_MAX];
static kozo_endpoint_t init_endpoint;

static kozo_err_t make_endpoint(kozo_endpoint_t *endpoint)
{
    kozo_handle_t handle;
    kozo_err_t error = kozo_make(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, &handle);
    if (error == KOZO_OK)
        *endpoint = (kozo_endpoint_t){handle.raw};
    return error;
}

kozo_err_t programs_init(void)
{
    uint32_t slots = init_node_slots() + BUDDY_NODES +
                     kozo_system.program_count * INIT_PROGRAM_SLOTS;
    if (kozo_system.program_count > INIT_PROGRAMS_MAX || slots > init_info()->slot_count)
        return KOZO_ERR_NO_SPACE;
    kozo_err_t error = make_endpoint(&init_endpoint);
    for (unsigned i = 0; i < kozo_system.program_count && error == KOZO_OK; i++) {
        programs[i].plan = &kozo_system.programs[i];
        programs[i].index = i;
        if (programs[i].plan->provides_count != 0)
            error = make_endpoint(&programs[i].endpoint);
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

static kozo_err_t program_bind(struct program *program, const struct build_space *space)
{
    kozo_err_t error = kozo_thread_bind(program->thread, program->cnode, program->aspace,
                                        program->budget);
    if (error != KOZO_OK)
        return error;
    error = kozo_thread_bind_buffer(program->thread, space->buffer, 0);
    if (error != KOZO_OK)
        return error;
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

kozo_err_t program_start(struct program *program)
{
    if (program->state == KOZO_PROGRAM_STATE_RUNNING)
        return KOZO_ERR_RUNNING;
    const char *name = program->plan->name;
    program->quota_bits = bits_for(program->plan->memory);
    kozo_err_t error = memory_take_quota(program->quota_bits, &program->node, &program->quota);
    if (error != KOZO_OK) {
        report("%s: no memory for its quota", name);
        return KOZO_ERR_EXHAUSTED;
    }
    program->slots_used = 0;
    error = program_build(program);
    if (error == KOZO_OK) {
        program->state = KOZO_PROGRAM_STATE_RUNNING;
        return KOZO_OK;
    }
    memory_give_back(program->node, program->quota);
    report("%s: cannot be started: %s", name, kozo_error_name(error));
    return error == KOZO_ERR_DAMAGED ? KOZO_ERR_DAMAGED : KOZO_ERR_EXHAUSTED;
}

void program_kill(struct program *program, kozo_program_state_t state)
{
    if (program->state != KOZO_PROGRAM_STATE_RUNNING)
        return;
    memory_give_back(program->node, program->quota);
    program->state = state;
}

void programs_start_all(void)
{
    for (unsigned i = 0; i < kozo_system.program_count; i++) {
        if (programs[i].plan->boot)
            (void)program_start(&programs[i]);
    }
}
