/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template server/server.c;
 * change those and run `make generate`. */
/* process.c: takes messages of the interface `process` apart and puts the answers together. */
#include <kozo/server/process.h>
#include <kozo/wire.h>

static enum kozo_served take_list(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const uint64_t position_raw = m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (position_raw > 0xffffffff)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 1)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    const uint32_t position = (uint32_t)position_raw;
    char name[KOZO_PROGRAM_NAME_MAX + 1] = {0};
    kozo_program_state_t state = 0;
    kozo_thread_state_t activity = 0;
    kozo_priority_t priority = 0;
    kozo_duration_t consumed = 0;
    kozo_size_t memory = 0;
    const kozo_err_t error = process_serve_list(context, m->badge, position, name, &state,
                                                &activity, &priority, &consumed, &memory);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    const size_t name_size = kozo_wire_text_size(name, KOZO_PROGRAM_NAME_MAX);
    if (name_size > KOZO_PROGRAM_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_REPLY);
    *m = (struct kozo_message){.tag = {0}};
    m->words[0] = name_size;
    m->words[1] = state;
    m->words[2] = activity;
    m->words[3] = priority;
    m->words[4] = consumed;
    m->words[5] = memory;
    kozo_wire_put(buffer, 6, name, name_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 6 + kozo_wire_words(name_size));
    return KOZO_SERVED;
}

static enum kozo_served take_capability(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const uint64_t position_raw = m->words[1];
    const size_t program_size = (size_t)m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (position_raw > 0xffffffff)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (program_size < 1)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(program_size))
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_text(buffer, 6, program_size))
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    const uint32_t position = (uint32_t)position_raw;
    const char *program = kozo_wire_text(buffer, 6, program_size);
    uint32_t index = 0;
    kozo_info_t info = {0};
    kozo_badge_t badge_out = 0;
    const kozo_err_t error = process_serve_capability(context, m->badge, program, position, &index,
                                                      &info, &badge_out);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    *m = (struct kozo_message){.tag = {0}};
    m->words[0] = index;
    m->words[1] = info.raw;
    m->words[2] = badge_out;
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 3);
    return KOZO_SERVED;
}

static enum kozo_served take_memory(void *context, struct kozo_message *m)
{

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    kozo_size_t total = 0;
    kozo_size_t free = 0;
    const kozo_err_t error = process_serve_memory(context, m->badge, &total, &free);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    *m = (struct kozo_message){.tag = {0}};
    m->words[0] = total;
    m->words[1] = free;
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 2);
    return KOZO_SERVED;
}

static enum kozo_served take_start(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t program_size = (size_t)m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (program_size < 1)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(program_size))
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_text(buffer, 6, program_size))
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    const char *program = kozo_wire_text(buffer, 6, program_size);
    const kozo_err_t error = process_serve_start(context, m->badge, program);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0);
    return KOZO_SERVED;
}

static enum kozo_served take_power_off(void *context, struct kozo_message *m)
{

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    const kozo_err_t error = process_serve_power_off(context, m->badge);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0);
    return KOZO_SERVED;
}

static enum kozo_served take_reboot(void *context, struct kozo_message *m)
{

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    const kozo_err_t error = process_serve_reboot(context, m->badge);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0);
    return KOZO_SERVED;
}

void process_reply_stop(struct kozo_message *m)
{


    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_PROCESS, KOZO_OK, 0, 0, 0);
}

static enum kozo_served take_stop(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t program_size = (size_t)m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (program_size > KOZO_PROGRAM_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (program_size < 1)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(program_size))
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_text(buffer, 6, program_size))
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_BAD_MESSAGE);
    const char *program = kozo_wire_text(buffer, 6, program_size);
    const kozo_err_t error = process_serve_stop(context, m->badge, program);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, error);
    return KOZO_DEFERRED;
}

enum kozo_served process_dispatch(void *context, struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_PROCESS ||
        kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE;
    switch (kozo_tag_label(m->tag)) {
    case KOZO_PROCESS_METHOD_LIST:
        return take_list(context, m);
    case KOZO_PROCESS_METHOD_CAPABILITY:
        return take_capability(context, m);
    case KOZO_PROCESS_METHOD_MEMORY:
        return take_memory(context, m);
    case KOZO_PROCESS_METHOD_START:
        return take_start(context, m);
    case KOZO_PROCESS_METHOD_POWER_OFF:
        return take_power_off(context, m);
    case KOZO_PROCESS_METHOD_REBOOT:
        return take_reboot(context, m);
    case KOZO_PROCESS_METHOD_STOP:
        return take_stop(context, m);
    default:
        return kozo_served_error(m, KOZO_INTERFACE_PROCESS, KOZO_ERR_NO_METHOD);
    }
}
