/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template user/client.h;
 * change those and run `make generate`. */
/* process.h: client of the interface `process`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, BAD_MESSAGE if an argument is too long or too short, RANGE if a result
 * might not fit its capacity (nothing is sent then), and BAD_REPLY. A capability that is returned
 * goes to the slot that its `_slot` argument names; after an error that slot is empty. Whatever
 * `receive` of the IPC buffer held before, a call takes no other capabilities, and afterwards all
 * of it is 0. */
#pragma once

#include <kozo/abi.h>
#include <kozo/sys.h>
#include <kozo/wire.h>

/* The programs of the system, as init knows them. */
typedef struct {
    kozo_endpoint_t endpoint;
} process_t;

/* Enumerate the programs. position: 0 for the first. name: Its name. state: What became of it.
 * activity: What its first thread is doing. priority: Its priority. consumed: Processor time
 * that its budget has spent. memory: Bytes given to it. Errors: NOT_FOUND. */
static inline kozo_err_t process_list(process_t self, uint32_t position,
                                      char name[KOZO_PROGRAM_NAME_MAX + 1],
                                      kozo_program_state_t *state, kozo_thread_state_t *activity,
                                      kozo_priority_t *priority, kozo_duration_t *consumed,
                                      kozo_size_t *memory)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    m->words[0] = position;
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_LIST, 0, 0, 1);
    kozo_wire_offer(buffer, 0, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    const uint64_t state_raw = m->words[1];
    const uint64_t activity_raw = m->words[2];
    const uint64_t priority_raw = m->words[3];
    const uint64_t consumed_raw = m->words[4];
    const uint64_t memory_raw = m->words[5];
    const size_t name_size_in = (size_t)m->words[0];
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (state_raw > 3)
        return KOZO_ERR_BAD_REPLY;
    if (activity_raw > 8)
        return KOZO_ERR_BAD_REPLY;
    if (priority_raw > 255)
        return KOZO_ERR_BAD_REPLY;
    if (name_size_in > KOZO_PROGRAM_NAME_MAX)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(name_size_in))
        return KOZO_ERR_BAD_REPLY;
    if (!kozo_wire_is_text(buffer, 6, name_size_in))
        return KOZO_ERR_BAD_REPLY;
    *state = (kozo_program_state_t)state_raw;
    *activity = (kozo_thread_state_t)activity_raw;
    *priority = (kozo_priority_t)priority_raw;
    *consumed = (kozo_duration_t)consumed_raw;
    *memory = (kozo_size_t)memory_raw;
    __builtin_memcpy(name, kozo_wire_bytes(buffer, 6), name_size_in);
    name[name_size_in] = 0;
    return KOZO_OK;
}

/* Enumerate the capabilities that a program holds. program: Its name. position: 0 for the first
 * capability. index: Slot in the program's root CNode. info: As any_identify gives it. badge:
 * The badge; 0 where there is none. Errors: NOT_FOUND. */
static inline kozo_err_t process_capability(process_t self, const char *program, uint32_t position,
                                            uint32_t *index, kozo_info_t *info,
                                            kozo_badge_t *badge_out)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (program_size > KOZO_PROGRAM_NAME_MAX || program_size < 1) {
        return KOZO_ERR_BAD_MESSAGE;
    }
    m->words[0] = program_size;
    m->words[1] = position;
    kozo_wire_put(buffer, 6, program, program_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_CAPABILITY, 0, 0,
                           6 + kozo_wire_words(program_size));
    kozo_wire_offer(buffer, 0, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    const uint64_t index_raw = m->words[0];
    const uint64_t info_raw = m->words[1];
    const uint64_t badge_out_raw = m->words[2];
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (index_raw > 0xffffffff)
        return KOZO_ERR_BAD_REPLY;
    if (info_raw > 16777215)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 3)
        return KOZO_ERR_BAD_REPLY;
    *index = (uint32_t)index_raw;
    *info = (kozo_info_t){info_raw};
    *badge_out = (kozo_badge_t)badge_out_raw;
    return KOZO_OK;
}

/* Tell how memory is used. total: Bytes of usable memory in the machine. free: Bytes that nobody
 * was given. Errors: none of its own. */
static inline kozo_err_t process_memory(process_t self, kozo_size_t *total, kozo_size_t *free)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_MEMORY, 0, 0, 0);
    if (buffer != NULL) {
        kozo_wire_offer(buffer, 0, 0, 0, 0);
    }
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    const uint64_t total_raw = m->words[0];
    const uint64_t free_raw = m->words[1];
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 2)
        return KOZO_ERR_BAD_REPLY;
    *total = (kozo_size_t)total_raw;
    *free = (kozo_size_t)free_raw;
    return KOZO_OK;
}

/* Start a program that is not running. program: Its name in the manifest. Errors: NOT_FOUND,
 * RUNNING, DAMAGED, EXHAUSTED. */
static inline kozo_err_t process_start(process_t self, const char *program)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (program_size > KOZO_PROGRAM_NAME_MAX || program_size < 1) {
        return KOZO_ERR_BAD_MESSAGE;
    }
    m->words[0] = program_size;
    kozo_wire_put(buffer, 6, program, program_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_START, 0, 0,
                           6 + kozo_wire_words(program_size));
    kozo_wire_offer(buffer, 0, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    return KOZO_OK;
}

/* Switch the machine off. Errors: REFUSED. */
static inline kozo_err_t process_power_off(process_t self)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_POWER_OFF, 0, 0, 0);
    if (buffer != NULL) {
        kozo_wire_offer(buffer, 0, 0, 0, 0);
    }
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    return KOZO_OK;
}

/* Restart the machine. Errors: REFUSED. */
static inline kozo_err_t process_reboot(process_t self)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_REBOOT, 0, 0, 0);
    if (buffer != NULL) {
        kozo_wire_offer(buffer, 0, 0, 0, 0);
    }
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    return KOZO_OK;
}

/* End a program. All that it was given comes back. program: The name of a running program.
 * Errors: NOT_FOUND, EXHAUSTED. */
static inline kozo_err_t process_stop(process_t self, const char *program)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;
    const size_t program_size = kozo_wire_text_size(program, KOZO_PROGRAM_NAME_MAX);

    if (program_size > KOZO_PROGRAM_NAME_MAX || program_size < 1) {
        return KOZO_ERR_BAD_MESSAGE;
    }
    m->words[0] = program_size;
    kozo_wire_put(buffer, 6, program, program_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_PROCESS_METHOD_STOP, 0, 0,
                           6 + kozo_wire_words(program_size));
    kozo_wire_offer(buffer, 0, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error == KOZO_OK) {
        error = kozo_wire_answer(m->tag, KOZO_INTERFACE_PROCESS);
    }
    if (error != KOZO_OK) {
        return error;
    }
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    if (kozo_tag_words(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY;
    return KOZO_OK;
}
