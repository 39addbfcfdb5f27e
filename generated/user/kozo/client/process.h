/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template user/client.h;
 * change those and run `make generate`. */
/* process.h: client of the interface `process`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an
 * argument is too long or too short, RANGE if a result might not fit its capacity (nothing is sent
 * then), and BAD_REPLY. A capability that is returned goes to the slot that its `_slot` argument
 * names, of which the IPC buffer says nothing any more afterwards; after an error that slot is
 * empty. Whatever else an answer brings is deleted. A stub `_view` leaves strings, bytes, vectors,
 * structures and arrays where they have arrived, in the IPC buffer, until the next message or system
 * call that uses it; the one without copies them. The comment behind a check is its id in the
 * reference pages and in the generated tests. An argument `detail` gets what the error that is
 * returned tells, if that tells anything; it may be NULL. */
#pragma once

#include <kozo/abi.h>
#include <kozo/detail/process.h>
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>

KOZO_NOTE(uses_process, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_PROCESS,
          0xb5, 0x4c, 0xd3, 0x1c, 0x3e, 0x39, 0x14, 0x72);

/* The programs of the system, as init knows them. */
typedef struct {
    kozo_endpoint_t endpoint;
} process_t;

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t process_list_view(process_t self, uint32_t position, const char **name,
                                           size_t *name_size, kozo_program_state_t *state,
                                           kozo_thread_state_t *activity, kozo_priority_t *priority,
                                           kozo_duration_t *consumed, kozo_size_t *memory)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};

    m->words[0] = position;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_LIST, 0, 0, 1).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 1);

    if (error != KOZO_OK)
        return error; /* process_list.call.error */
    const size_t name_size_in = (size_t)m->words[0];
    if (name_size_in > KOZO_PROGRAM_NAME_MAX)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_list.reply.name.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0,
                                    6).raw + kozo_wire_words(name_size_in))
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_list.reply.tag */
    const uint64_t state_raw = m->words[1];
    const uint64_t activity_raw = m->words[2];
    const uint64_t priority_raw = m->words[3];
    const uint64_t consumed_raw = m->words[4];
    const uint64_t memory_raw = m->words[5];
    if (state_raw > 3)
        return KOZO_ERR_BAD_REPLY; /* process_list.reply.state.enum */
    if (activity_raw > 9)
        return KOZO_ERR_BAD_REPLY; /* process_list.reply.activity.enum */
    if (priority_raw > 255)
        return KOZO_ERR_BAD_REPLY; /* process_list.reply.priority.maximum */
    if (!kozo_wire_is_text(&buffer->words[6], name_size_in))
        return KOZO_ERR_BAD_REPLY; /* process_list.reply.name.text */
    *state = (kozo_program_state_t)state_raw;
    *activity = (kozo_thread_state_t)activity_raw;
    *priority = (kozo_priority_t)priority_raw;
    *consumed = (kozo_duration_t)consumed_raw;
    *memory = (kozo_size_t)memory_raw;
    *name = kozo_wire_text(&buffer->words[6], name_size_in);
    *name_size = name_size_in;
    return KOZO_OK;
}

/* Enumerate the programs. position: 0 for the first. name: Its name. state: What became of it.
 * activity: What its first thread is doing. priority: Its priority. consumed: Processor time
 * that its budget has spent. memory: Bytes given to it. Idempotent: asked twice, it does no more
 * than once. Errors: NOT_FOUND. */
static inline kozo_err_t process_list(process_t self, uint32_t position,
                                      char name[KOZO_PROGRAM_NAME_MAX + 1],
                                      kozo_program_state_t *state, kozo_thread_state_t *activity,
                                      kozo_priority_t *priority, kozo_duration_t *consumed,
                                      kozo_size_t *memory)
{
    const char *name_view;
    size_t name_view_size;

    const kozo_err_t error = process_list_view(self, position, &name_view, &name_view_size, state,
                                               activity, priority, consumed, memory);
    if (error == KOZO_OK) {
        kozo_wire_copy(name, name_view, name_view_size + 1);
    }
    return error;
}

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t process_capability_view(process_t self, const char *program,
                                                 uint32_t position, uint32_t *index,
                                                 kozo_info_t *info, kozo_badge_t *badge_out,
                                                 uint32_t *parent, const char **origin,
                                                 size_t *origin_size)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (KOZO_WIRE_NEVER(program_size > KOZO_PROGRAM_NAME_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* process_capability.argument.program.maximum */
    if (KOZO_WIRE_NEVER(program_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* process_capability.argument.program.minimum */
    m->words[0] = program_size;
    m->words[1] = position;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], program, program_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_CAPABILITY, 0, 0,
                               6).raw + kozo_wire_words(program_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* process_capability.call.error */
    const size_t origin_size_in = (size_t)m->words[4];
    if (origin_size_in > KOZO_PROGRAM_NAME_MAX)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_capability.reply.origin.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0,
                                    6).raw + kozo_wire_words(origin_size_in))
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_capability.reply.tag */
    const uint64_t index_raw = m->words[0];
    const uint64_t info_raw = m->words[1];
    const uint64_t badge_out_raw = m->words[2];
    const uint64_t parent_raw = m->words[3];
    if (index_raw > 0xffffffff)
        return KOZO_ERR_BAD_REPLY; /* process_capability.reply.index.maximum */
    if (info_raw > 33554431)
        return KOZO_ERR_BAD_REPLY; /* process_capability.reply.info.maximum */
    if (parent_raw > 0xffffffff)
        return KOZO_ERR_BAD_REPLY; /* process_capability.reply.parent.maximum */
    if (m->words[5] != 0)
        return KOZO_ERR_BAD_REPLY; /* process_capability.reply.word5.unused */
    if (!kozo_wire_is_text(&buffer->words[6], origin_size_in))
        return KOZO_ERR_BAD_REPLY; /* process_capability.reply.origin.text */
    *index = (uint32_t)index_raw;
    *info = (kozo_info_t){info_raw};
    *badge_out = (kozo_badge_t)badge_out_raw;
    *parent = (uint32_t)parent_raw;
    *origin = kozo_wire_text(&buffer->words[6], origin_size_in);
    *origin_size = origin_size_in;
    return KOZO_OK;
}

/* Enumerate the capabilities that a program holds, and where they come from. program: Its name.
 * position: 0 for the first capability. index: Slot in the program's root CNode. info: As
 * any_identify gives it. badge: The badge; 0 where there is none. parent: Slot of the
 * capability, of those in the same CNode, that this one was derived from; 0: of none. origin:
 * Without a parent: the program that has the capability that this one was derived from; empty:
 * nobody. Idempotent: asked twice, it does no more than once. Errors: NOT_FOUND. */
static inline kozo_err_t process_capability(process_t self, const char *program, uint32_t position,
                                            uint32_t *index, kozo_info_t *info,
                                            kozo_badge_t *badge_out, uint32_t *parent,
                                            char origin[KOZO_PROGRAM_NAME_MAX + 1])
{
    const char *origin_view;
    size_t origin_view_size;

    const kozo_err_t error = process_capability_view(self, program, position, index, info,
                                                     badge_out, parent, &origin_view,
                                                     &origin_view_size);
    if (error == KOZO_OK) {
        kozo_wire_copy(origin, origin_view, origin_view_size + 1);
    }
    return error;
}

/* Tell how memory is used. total: Bytes of usable memory in the machine. free: Bytes that nobody
 * was given. device: Bytes of device memory. regions: Regions that it lies in. Idempotent: asked
 * twice, it does no more than once. Errors: none of its own. */
static inline kozo_err_t process_memory(process_t self, kozo_size_t *total, kozo_size_t *free,
                                        kozo_size_t *device, uint32_t *regions)
{
    struct kozo_message message, *m = &message;

    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_MEMORY, 0, 0, 0).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 0);

    if (error != KOZO_OK)
        return error; /* process_memory.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 4).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, NULL); /* process_memory.reply.tag */
    const uint64_t total_raw = m->words[0];
    const uint64_t free_raw = m->words[1];
    const uint64_t device_raw = m->words[2];
    const uint64_t regions_raw = m->words[3];
    if (regions_raw > 0xffffffff)
        return KOZO_ERR_BAD_REPLY; /* process_memory.reply.regions.maximum */
    *total = (kozo_size_t)total_raw;
    *free = (kozo_size_t)free_raw;
    *device = (kozo_size_t)device_raw;
    *regions = (uint32_t)regions_raw;
    return KOZO_OK;
}

static KOZO_WIRE_APART kozo_err_t process_start_exhausted(const struct kozo_message *m,
                                                          union process_start_detail *detail)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_ERR_EXHAUSTED, 0, 0, 2).raw)
        return kozo_wire_bad_reply(m->tag); /* process_start.exhausted.reply.tag */
    const uint64_t quota_raw = m->words[0];
    const uint64_t free_raw = m->words[1];
    if (detail != NULL) {
        detail->exhausted.quota = (kozo_size_t)quota_raw;
        detail->exhausted.free = (kozo_size_t)free_raw;
    }
    return KOZO_ERR_EXHAUSTED;
}

/* Which error the answer to `start` is, and what it tells. */
static KOZO_WIRE_APART kozo_err_t process_start_error(const struct kozo_message *m,
                                                      union process_start_detail *detail)
{
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_ERR_RUNNING, KOZO_ERR_DAMAGED, KOZO_ERR_INCOMPATIBLE, KOZO_OK};
    kozo_err_t error;

    switch (kozo_tag_label(m->tag)) {
    case KOZO_ERR_EXHAUSTED:
        error = process_start_exhausted(m, detail);
        break;
    default:
        error = kozo_wire_refuse(m->tag, KOZO_INTERFACE_PROCESS, own);
    }
    return error;
}

/* Start a program that is not running. program: Its name in the manifest. Errors: NOT_FOUND: The
 * manifest has no such program. RUNNING: It is running. DAMAGED: Its image is missing or
 * damaged. EXHAUSTED: There is no block of memory for its quota, or something in that ran out.
 * INCOMPATIBLE: It was built against an interface that its server does not keep. */
static inline kozo_err_t process_start(process_t self, const char *program,
                                       union process_start_detail *detail)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (KOZO_WIRE_NEVER(program_size > KOZO_PROGRAM_NAME_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* process_start.argument.program.maximum */
    if (KOZO_WIRE_NEVER(program_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* process_start.argument.program.minimum */
    m->words[0] = program_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], program, program_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_START, 0, 0,
                               6).raw + kozo_wire_words(program_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* process_start.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_failed(process_start_error(m, detail)); /* process_start.reply.tag */
    return KOZO_OK;
}

/* Switch the machine off. Errors: REFUSED. */
static inline kozo_err_t process_power_off(process_t self)
{
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_REFUSED, KOZO_OK};

    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_POWER_OFF, 0, 0, 0).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 0);

    if (error != KOZO_OK)
        return error; /* process_power_off.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_power_off.reply.tag */
    return KOZO_OK;
}

/* Restart the machine. Errors: REFUSED. */
static inline kozo_err_t process_reboot(process_t self)
{
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_REFUSED, KOZO_OK};

    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_REBOOT, 0, 0, 0).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 0);

    if (error != KOZO_OK)
        return error; /* process_reboot.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_reboot.reply.tag */
    return KOZO_OK;
}

/* End a program. All that it was given comes back. program: The name of a running program.
 * Errors: NOT_FOUND, EXHAUSTED. */
static inline kozo_err_t process_stop(process_t self, const char *program)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_ERR_EXHAUSTED, KOZO_OK};
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (KOZO_WIRE_NEVER(program_size > KOZO_PROGRAM_NAME_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* process_stop.argument.program.maximum */
    if (KOZO_WIRE_NEVER(program_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* process_stop.argument.program.minimum */
    m->words[0] = program_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], program, program_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_STOP, 0, 0,
                               6).raw + kozo_wire_words(program_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* process_stop.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_stop.reply.tag */
    return KOZO_OK;
}

/* Enumerate the threads that a running program holds in its root CNode: its own, and others'
 * that it was given. program: Its name. position: 0 for its first thread. index: Slot of the
 * thread in the program's root CNode. activity: What the thread is doing. priority: Priority of
 * its own budget. consumed: Processor time that its own budget has spent. Idempotent: asked
 * twice, it does no more than once. Errors: NOT_FOUND. */
static inline kozo_err_t process_thread(process_t self, const char *program, uint32_t position,
                                        uint32_t *index, kozo_thread_state_t *activity,
                                        kozo_priority_t *priority, kozo_duration_t *consumed)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (KOZO_WIRE_NEVER(program_size > KOZO_PROGRAM_NAME_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* process_thread.argument.program.maximum */
    if (KOZO_WIRE_NEVER(program_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* process_thread.argument.program.minimum */
    m->words[0] = program_size;
    m->words[1] = position;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], program, program_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_THREAD, 0, 0,
                               6).raw + kozo_wire_words(program_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* process_thread.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 4).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_PROCESS, own); /* process_thread.reply.tag */
    const uint64_t index_raw = m->words[0];
    const uint64_t activity_raw = m->words[1];
    const uint64_t priority_raw = m->words[2];
    const uint64_t consumed_raw = m->words[3];
    if (index_raw > 0xffffffff)
        return KOZO_ERR_BAD_REPLY; /* process_thread.reply.index.maximum */
    if (activity_raw > 9)
        return KOZO_ERR_BAD_REPLY; /* process_thread.reply.activity.enum */
    if (priority_raw > 255)
        return KOZO_ERR_BAD_REPLY; /* process_thread.reply.priority.maximum */
    *index = (uint32_t)index_raw;
    *activity = (kozo_thread_state_t)activity_raw;
    *priority = (kozo_priority_t)priority_raw;
    *consumed = (kozo_duration_t)consumed_raw;
    return KOZO_OK;
}
