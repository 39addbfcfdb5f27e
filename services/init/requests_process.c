/* SPDX-License-Identifier: MIT */
/* requests_process.c: the process interface. Position 0 is init itself; program number n is at
 * position n. */
#include <kozo/memory.h>
#include <kozo/runtime.h>
#include <kozo/serve.h>
#include <kozo/server/process.h>
#include <kozo/text.h>
#include <kozo/threads.h>
#include <kozo/sys.h>

#include "ancestry.h"
#include "init.h"
#include "memory.h"
#include "program.h"
#include "requests.h"

enum kozo_served requests_dispatch_process(void *context, struct kozo_message *message)
{
    if ((message->badge & KOZO_BADGE_FAULT) != 0)
        return KOZO_NOT_MINE;
    return process_dispatch(context, message);
}

static void inspect_thread(kozo_thread_t thread, kozo_thread_state_t *activity,
                           kozo_priority_t *priority, kozo_duration_t *consumed)
{
    if (kozo_thread_inspect(thread, activity, priority, consumed) == KOZO_OK)
        return;
    *activity = KOZO_THREAD_STATE_DEAD;
    *priority = 0;
    *consumed = 0;
}

static kozo_err_t process_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                                     char name[KOZO_PROGRAM_NAME_MAX + 1],
                                     kozo_program_state_t *state, kozo_thread_state_t *activity,
                                     kozo_priority_t *priority, kozo_duration_t *consumed,
                                     kozo_size_t *memory)
{
    (void)context;
    (void)badge;
    if (position == 0) {
        kozo_copy_text(name, KOZO_PROGRAM_NAME_MAX + 1, init_name);
        *state = KOZO_PROGRAM_STATE_RUNNING;
        *memory = memory_own_bytes();
        inspect_thread(kozo_runtime.thread, activity, priority, consumed);
        return KOZO_OK;
    }
    const struct program *program = program_by_number(position);
    if (program == NULL)
        return KOZO_ERR_NOT_FOUND;
    kozo_copy_text(name, KOZO_PROGRAM_NAME_MAX + 1, program->plan->name);
    *state = program->state;
    if (program->state == KOZO_PROGRAM_STATE_RUNNING) {
        *memory = 1ull << program->quota_bits;
        inspect_thread(program->thread, activity, priority, consumed);
    } else {
        *memory = 0;
        *activity = KOZO_THREAD_STATE_INACTIVE;
        *priority = program->plan->priority;
        *consumed = 0;
    }
    return KOZO_OK;
}

/* The thread in a slot of the holder's CNode, if there is one. */
static bool thread_at(const struct holder *holder, uint32_t slot, kozo_handle_t *handle)
{
    kozo_info_t info;
    kozo_badge_t badge;
    kozo_handle_t inner;
    if (kozo_cnode_inspect(holder->cnode, slot, &info, &badge, &inner) != KOZO_OK ||
        kozo_info_type(info) != KOZO_OBJECT_THREAD)
        return false;
    *handle = holder_handle(holder, inner);
    return true;
}

static bool is_among(kozo_handle_t handle, const kozo_handle_t *others, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        kozo_relation_t relation;
        if (kozo_any_verify(handle, others[i], &relation) == KOZO_OK &&
            (relation & KOZO_RELATION_SAME_OBJECT) != 0)
            return true;
    }
    return false;
}

/* A program may hold a thread by several capabilities. init holds those of all programs, and has
 * one of its own, which process_serve_list() tells. */
static kozo_err_t process_serve_thread(void *context, kozo_badge_t badge, const char *name,
                                       uint32_t position, uint32_t *index,
                                       kozo_thread_state_t *activity, kozo_priority_t *priority,
                                       kozo_duration_t *consumed)
{
    (void)context;
    (void)badge;
    struct holder holder;
    kozo_handle_t found[KOZO_THREADS_MAX + 1];
    uint32_t count = 0;
    if (!holder_by_name(name, &holder) || holder.cnode.raw == kozo_runtime.cnode.raw)
        return KOZO_ERR_NOT_FOUND;
    for (uint32_t slot = 1; slot < holder.slots && count <= KOZO_THREADS_MAX; slot++) {
        kozo_handle_t handle;
        if (!thread_at(&holder, slot, &handle) || is_among(handle, found, count))
            continue;
        found[count] = handle;
        if (count++ == position) {
            *index = slot;
            inspect_thread((kozo_thread_t){handle.raw}, activity, priority, consumed);
            return KOZO_OK;
        }
    }
    return KOZO_ERR_NOT_FOUND;
}

/* Where the last enumeration of capabilities stands, so that asking for one after the other looks
 * at every slot once. A wrong guess only costs time. */
static struct {
    uint64_t cnode;
    uint32_t position; /* of the capability found in slot `index` */
    uint32_t index;
} last;

/* The capability at a position. Returns: OK; NOT_FOUND. */
static kozo_err_t find_capability(const struct holder *holder, uint32_t position, uint32_t *index,
                                  kozo_info_t *info, kozo_badge_t *badge, kozo_handle_t *handle)
{
    bool resumes = last.cnode == holder->cnode.raw && position == last.position + 1;
    uint32_t found = resumes ? position : 0;
    for (uint32_t slot = resumes ? last.index + 1 : 1; slot < holder->slots; slot++) {
        if (kozo_cnode_inspect(holder->cnode, slot, info, badge, handle) != KOZO_OK)
            return KOZO_ERR_NOT_FOUND;
        if (info->raw == 0 || found++ != position)
            continue;
        last.cnode = holder->cnode.raw;
        last.position = position;
        last.index = slot;
        *index = slot;
        return KOZO_OK;
    }
    return KOZO_ERR_NOT_FOUND;
}

static kozo_err_t process_serve_capability(void *context, kozo_badge_t badge, const char *name,
                                           uint32_t position, uint32_t *index, kozo_info_t *info,
                                           kozo_badge_t *badge_out, uint32_t *parent,
                                           char origin[KOZO_PROGRAM_NAME_MAX + 1])
{
    (void)context;
    (void)badge;
    struct holder holder;
    kozo_handle_t handle;
    if (!holder_by_name(name, &holder) ||
        find_capability(&holder, position, index, info, badge_out, &handle) != KOZO_OK)
        return KOZO_ERR_NOT_FOUND;
    handle = holder_handle(&holder, handle);
    *parent = ancestry_parent(&holder, handle, position == 0);
    kozo_copy_text(origin, KOZO_PROGRAM_NAME_MAX + 1,
                   *parent == 0 ? ancestry_origin(&holder, handle) : "");
    return KOZO_OK;
}

static kozo_err_t process_serve_memory(void *context, kozo_badge_t badge, kozo_size_t *total,
                                       kozo_size_t *free, kozo_size_t *device, uint32_t *regions)
{
    (void)context;
    (void)badge;
    *total = init_info()->memory_size;
    *free = memory_free_bytes();
    *device = memory_device_bytes(regions);
    return KOZO_OK;
}

static struct process_start_outcome process_serve_start(void *context, kozo_badge_t badge,
                                                        const char *name)
{
    (void)context;
    (void)badge;
    struct program *program = program_by_name(name);
    if (program == NULL)
        return process_refuse_start_not_found();
    switch (program_start(program)) {
    case KOZO_OK:
        return process_done_start();
    case KOZO_ERR_RUNNING:
        return process_refuse_start_running();
    case KOZO_ERR_DAMAGED:
        return process_refuse_start_damaged();
    case KOZO_ERR_INCOMPATIBLE:
        return process_refuse_start_incompatible();
    default:
        return process_refuse_start_exhausted(program->plan->memory, memory_free_bytes());
    }
}

/* Init ends a program on its own budget: on the caller's, which taking the right to answer later
 * gives back, the program's threads could keep init from what would stop them. */
static kozo_err_t process_serve_stop(void *context, kozo_badge_t badge, const char *name,
                                     struct process_stop_call *call)
{
    (void)context;
    (void)badge;
    struct program *program = program_by_name(name);
    static struct process_stop_later caller;
    if (program == NULL || program->state != KOZO_PROGRAM_STATE_RUNNING)
        return KOZO_ERR_NOT_FOUND;
    if (process_take_stop(call, &caller) != KOZO_OK)
        return KOZO_ERR_EXHAUSTED;
    program_kill(program, KOZO_PROGRAM_STATE_STOPPED);
    (void)process_reply_stop(&caller); /* unless that was its caller */
    return KOZO_OK;
}

static kozo_err_t process_serve_power_off(void *context, kozo_badge_t badge)
{
    (void)context;
    (void)badge;
    (void)kozo_platform_power_off((kozo_platform_t){init_info()->platform});
    return KOZO_ERR_REFUSED;
}

static kozo_err_t process_serve_reboot(void *context, kozo_badge_t badge)
{
    (void)context;
    (void)badge;
    (void)kozo_platform_reboot((kozo_platform_t){init_info()->platform});
    return KOZO_ERR_REFUSED;
}
