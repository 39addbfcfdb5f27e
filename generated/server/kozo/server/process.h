/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template server/server.h;
 * change those and run `make generate`. */
/* process.h: server of the interface `process`: included by the file that has every process_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. Of a method that answers later it says that its body
 * has taken the right to do so (`_take_`), an error that it has not. Otherwise the client gets
 * BAD_REPLY at once, and what was taken is used up. */
#pragma once

#include <kozo/abi.h>
#include <kozo/answer/process.h>
#include <kozo/message.h>
#include <kozo/note.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

KOZO_NOTE(serves_process, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_PROCESS,
          0xb5, 0x4c, 0xd3, 0x1c, 0x3e, 0x39, 0x14, 0x72);
KOZO_NOTE(serves_process_1, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_PROCESS,
          0x73, 0x22, 0xfe, 0xa9, 0xb2, 0x79, 0xb5, 0x48);

/* The programs of the system, as init knows them. */
static enum kozo_served process_dispatch(void *context, struct kozo_message *m);

/* Enumerate the programs. position: 0 for the first. name: Its name. state: What became of it.
 * activity: What its first thread is doing. priority: Its priority. consumed: Processor time
 * that its budget has spent. memory: Bytes given to it. Idempotent: asked twice, it does no more
 * than once. Errors: NOT_FOUND. */
static kozo_err_t process_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                                     char name[KOZO_PROGRAM_NAME_MAX + 1],
                                     kozo_program_state_t *state, kozo_thread_state_t *activity,
                                     kozo_priority_t *priority, kozo_duration_t *consumed,
                                     kozo_size_t *memory);

/* Enumerate the capabilities that a program holds, and where they come from. program: Its name.
 * position: 0 for the first capability. index: Slot in the program's root CNode. info: As
 * any_identify gives it. badge: The badge; 0 where there is none. parent: Slot of the
 * capability, of those in the same CNode, that this one was derived from; 0: of none. origin:
 * Without a parent: the program that has the capability that this one was derived from; empty:
 * nobody. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND. */
static kozo_err_t process_serve_capability(void *context, kozo_badge_t badge, const char *program,
                                           uint32_t position, uint32_t *index, kozo_info_t *info,
                                           kozo_badge_t *badge_out, uint32_t *parent,
                                           char origin[KOZO_PROGRAM_NAME_MAX + 1]);

/* Tell how memory is used. total: Bytes of usable memory in the machine. free: Bytes that nobody
 * was given. device: Bytes of device memory. regions: Regions that it lies in. Idempotent: asked
 * twice, it does no more than once. Errors: none of its own. */
static kozo_err_t process_serve_memory(void *context, kozo_badge_t badge, kozo_size_t *total,
                                       kozo_size_t *free, kozo_size_t *device, uint32_t *regions);

/* Start a program that is not running. program: Its name in the manifest. Errors: NOT_FOUND: The
 * manifest has no such program. RUNNING: It is running. DAMAGED: Its image is missing or
 * damaged. EXHAUSTED: There is no block of memory for its quota, or something in that ran out.
 * INCOMPATIBLE: It was built against an interface that its server does not keep. */
static struct process_start_outcome process_serve_start(void *context, kozo_badge_t badge,
                                                        const char *program);

/* Switch the machine off. Errors: REFUSED. */
static kozo_err_t process_serve_power_off(void *context, kozo_badge_t badge);

/* Restart the machine. Errors: REFUSED. */
static kozo_err_t process_serve_reboot(void *context, kozo_badge_t badge);

/* End a program. All that it was given comes back. program: The name of a running program.
 * Errors: NOT_FOUND, EXHAUSTED. */
static kozo_err_t process_serve_stop(void *context, kozo_badge_t badge, const char *program,
                                     struct process_stop_call *call);

/* Enumerate the threads that a running program holds in its root CNode: its own, and others'
 * that it was given. program: Its name. position: 0 for its first thread. index: Slot of the
 * thread in the program's root CNode. activity: What the thread is doing. priority: Priority of
 * its own budget. consumed: Processor time that its own budget has spent. Idempotent: asked
 * twice, it does no more than once. Errors: NOT_FOUND. */
static kozo_err_t process_serve_thread(void *context, kozo_badge_t badge, const char *program,
                                       uint32_t position, uint32_t *index,
                                       kozo_thread_state_t *activity, kozo_priority_t *priority,
                                       kozo_duration_t *consumed);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served process_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served process_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_PROCESS)
        return KOZO_NOT_MINE; /* process.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* process.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served process_served_misfit(
                                                                             struct kozo_message *m,
                                                                             kozo_err_t error)
{
    const enum kozo_served served = process_served_stray(m);

    return served == KOZO_TAKEN ? process_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_list(void *context,
                                                                        struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();

    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_LIST, 0, 0, 1).raw)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_list.request.tag */
    const uint64_t position_raw = m->words[0];
    if (position_raw > 0xffffffff)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_list.request.position.maximum */
    const uint32_t position = (uint32_t)position_raw;
    char *name = (void *)&buffer->words[6];
    name[0] = 0;
    kozo_program_state_t state = 0;
    kozo_thread_state_t activity = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;
    kozo_size_t memory = 0;
    const kozo_err_t error = process_serve_list(context, m->badge, position, name, &state,
                                                &activity, &priority, &consumed, &memory);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("process_list.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_list.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_served_error(m, error); /* process_list.result.error */
    const size_t name_size = kozo_wire_text_size(name, KOZO_PROGRAM_NAME_MAX);
    if (name_size > KOZO_PROGRAM_NAME_MAX)
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_list.result.name.maximum */
    m->words[0] = name_size;
    m->words[1] = state;
    m->words[2] = activity;
    m->words[3] = priority;
    m->words[4] = consumed;
    m->words[5] = memory;
    kozo_wire_pad(&buffer->words[6], name_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0,
                               6).raw + kozo_wire_words(name_size);
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_capability(void *context,
                                                                             struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t program_size = (size_t)m->words[0];

    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_capability.request.program.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_CAPABILITY, 0, 0,
                                 6).raw + kozo_wire_words(program_size))
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_capability.request.tag */
    const uint64_t position_raw = m->words[1];
    if (position_raw > 0xffffffff)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_capability.request.position.maximum */
    if (program_size < 1)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_capability.request.program.minimum */
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_capability.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], program_size))
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_capability.request.program.text */
    const uint32_t position = (uint32_t)position_raw;
    const char *program = kozo_wire_text(&buffer->words[6], program_size);
    uint32_t index = 0;
    kozo_info_t info = {0};
    kozo_badge_t badge_out = 0;
    uint32_t parent = 0;
    char origin[KOZO_PROGRAM_NAME_MAX + 1] = {0};
    const kozo_err_t error = process_serve_capability(context, m->badge, program, position, &index,
                                                      &info, &badge_out, &parent, origin);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("process_capability.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_capability.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_served_error(m, error); /* process_capability.result.error */
    const size_t origin_size = kozo_wire_text_size(origin, KOZO_PROGRAM_NAME_MAX);
    if (origin_size > KOZO_PROGRAM_NAME_MAX)
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_capability.result.origin.maximum */
    m->words[0] = index;
    m->words[1] = info.raw;
    m->words[2] = badge_out;
    m->words[3] = parent;
    m->words[4] = origin_size;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], origin, origin_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0,
                               6).raw + kozo_wire_words(origin_size);
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_memory(void *context,
                                                                          struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_MEMORY, 0, 0, 0).raw)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_memory.request.tag */
    kozo_size_t total = 0;
    kozo_size_t free = 0;
    kozo_size_t device = 0;
    uint32_t regions = 0;
    const kozo_err_t error = process_serve_memory(context, m->badge, &total, &free, &device,
                                                  &regions);

    if (error != KOZO_OK) {
        kozo_serve_breach("process_memory.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_memory.result.undeclared */
    }
    m->words[0] = total;
    m->words[1] = free;
    m->words[2] = device;
    m->words[3] = regions;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 4).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_start(void *context,
                                                                         struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t program_size = (size_t)m->words[0];

    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_start.request.program.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_START, 0, 0,
                                    6).raw + kozo_wire_words(program_size))
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_start.request.tag */
    if (program_size < 1)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_start.request.program.minimum */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_start.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], program_size))
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_start.request.program.text */
    const char *program = kozo_wire_text(&buffer->words[6], program_size);
    const struct process_start_outcome outcome = process_serve_start(context, m->badge, program);
    const kozo_err_t error = outcome.error;

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND && error != KOZO_ERR_RUNNING && error !=
        KOZO_ERR_DAMAGED && error != KOZO_ERR_EXHAUSTED && error != KOZO_ERR_INCOMPATIBLE) {
        kozo_serve_breach("process_start.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_start.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_refuse_start(m, &outcome); /* process_start.result.error */
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_power_off(void *context,
                                                                             struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_POWER_OFF, 0, 0,
                                    0).raw)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_power_off.request.tag */
    const kozo_err_t error = process_serve_power_off(context, m->badge);

    if (error != KOZO_OK && error != KOZO_ERR_REFUSED) {
        kozo_serve_breach("process_power_off.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_power_off.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_served_error(m, error); /* process_power_off.result.error */
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_reboot(void *context,
                                                                          struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_REBOOT, 0, 0, 0).raw)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_reboot.request.tag */
    const kozo_err_t error = process_serve_reboot(context, m->badge);

    if (error != KOZO_OK && error != KOZO_ERR_REFUSED) {
        kozo_serve_breach("process_reboot.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_reboot.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_served_error(m, error); /* process_reboot.result.error */
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_stop(void *context,
                                                                        struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t program_size = (size_t)m->words[0];

    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_stop.request.program.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_STOP, 0, 0,
                                    6).raw + kozo_wire_words(program_size))
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_stop.request.tag */
    if (program_size < 1)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_stop.request.program.minimum */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_stop.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], program_size))
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_stop.request.program.text */
    const char *program = kozo_wire_text(&buffer->words[6], program_size);
    struct process_stop_call call = {{0}};
    const kozo_err_t error = process_serve_stop(context, m->badge, program, &call);

    if (error == KOZO_OK && call.taken.raw == 0) {
        kozo_serve_breach("process_stop.result.untaken");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_stop.result.untaken */
    }
    if (error != KOZO_OK && call.taken.raw != 0) {
        kozo_serve_breach("process_stop.result.taken");
        (void)kozo_later_refuse(&call.taken, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_REPLY);
        return KOZO_DEFERRED; /* process_stop.result.taken */
    }
    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND && error != KOZO_ERR_EXHAUSTED) {
        kozo_serve_breach("process_stop.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_stop.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_served_error(m, error); /* process_stop.result.error */
    return KOZO_DEFERRED;
}

static __attribute__((noinline)) enum kozo_served process_dispatch_thread(void *context,
                                                                          struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t program_size = (size_t)m->words[0];

    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_thread.request.program.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_THREAD, 0, 0,
                                    6).raw + kozo_wire_words(program_size))
        return process_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* process_thread.request.tag */
    const uint64_t position_raw = m->words[1];
    if (position_raw > 0xffffffff)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_thread.request.position.maximum */
    if (program_size < 1)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_thread.request.program.minimum */
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_thread.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], program_size))
        return process_served_error(m, KOZO_ERR_BAD_MESSAGE); /* process_thread.request.program.text */
    const uint32_t position = (uint32_t)position_raw;
    const char *program = kozo_wire_text(&buffer->words[6], program_size);
    uint32_t index = 0;
    kozo_thread_state_t activity = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;
    const kozo_err_t error = process_serve_thread(context, m->badge, program, position, &index,
                                                  &activity, &priority, &consumed);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("process_thread.result.undeclared");
        return process_served_error(m, KOZO_ERR_BAD_REPLY); /* process_thread.result.undeclared */
    }
    if (error != KOZO_OK)
        return process_served_error(m, error); /* process_thread.result.error */
    m->words[0] = index;
    m->words[1] = activity;
    m->words[2] = priority;
    m->words[3] = consumed;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 4).raw;
    return KOZO_SERVED;
}

static enum kozo_served process_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_PROCESS_METHOD_LIST:
        return process_dispatch_list(context, m);
    case KOZO_PROCESS_METHOD_CAPABILITY:
        return process_dispatch_capability(context, m);
    case KOZO_PROCESS_METHOD_MEMORY:
        return process_dispatch_memory(context, m);
    case KOZO_PROCESS_METHOD_START:
        return process_dispatch_start(context, m);
    case KOZO_PROCESS_METHOD_POWER_OFF:
        return process_dispatch_power_off(context, m);
    case KOZO_PROCESS_METHOD_REBOOT:
        return process_dispatch_reboot(context, m);
    case KOZO_PROCESS_METHOD_STOP:
        return process_dispatch_stop(context, m);
    case KOZO_PROCESS_METHOD_THREAD:
        return process_dispatch_thread(context, m);
    default:
        return process_served_misfit(m, KOZO_ERR_NO_METHOD); /* process.request.method */
    }
}
