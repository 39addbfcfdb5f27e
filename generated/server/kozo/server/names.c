/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/names.yaml by template server/server.c;
 * change those and run `make generate`. */
/* names.c: takes messages of the interface `names` apart and puts the answers together. */
#include <kozo/server/names.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>

static enum kozo_served take_register(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t name_size = (size_t)m->words[0];

    if (kozo_tag_caps(m->tag) != 1)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (name_size > KOZO_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (name_size < 1)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(name_size))
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_text(buffer, 6, name_size))
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_cap(buffer, 0, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND))
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    const char *name = kozo_wire_text(buffer, 6, name_size);
    const kozo_endpoint_t service = {buffer->caps[0]};
    const kozo_err_t error = names_serve_register(context, m->badge, name, service);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, error);
    *m = (struct kozo_message){.tag = {0}};
    m->tag = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 0, 0);
    return KOZO_SERVED;
}

static enum kozo_served take_lookup(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t name_size = (size_t)m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (name_size > KOZO_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (name_size < 1)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(name_size))
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (!kozo_wire_is_text(buffer, 6, name_size))
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    const char *name = kozo_wire_text(buffer, 6, name_size);
    kozo_endpoint_t service = {0};
    const kozo_err_t error = names_serve_lookup(context, m->badge, name, &service);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, error);
    *m = (struct kozo_message){.tag = {0}};
    buffer->caps[0] = service.raw;
    m->tag = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 1, 0);
    return KOZO_SERVED;
}

static enum kozo_served take_list(void *context, struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const uint64_t position_raw = m->words[0];

    if (kozo_tag_caps(m->tag) != 0)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (position_raw > 0xffffffff)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    if (kozo_tag_words(m->tag) != 1)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_MESSAGE);
    const uint32_t position = (uint32_t)position_raw;
    char name[KOZO_NAME_MAX + 1] = {0};
    const kozo_err_t error = names_serve_list(context, m->badge, position, name);

    if (error != KOZO_OK)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, error);
    const size_t name_size = kozo_wire_text_size(name, KOZO_NAME_MAX);
    if (name_size > KOZO_NAME_MAX)
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_BAD_REPLY);
    *m = (struct kozo_message){.tag = {0}};
    m->words[0] = name_size;
    kozo_wire_put(buffer, 6, name, name_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 0, 6 + kozo_wire_words(name_size));
    return KOZO_SERVED;
}

enum kozo_served names_dispatch(void *context, struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_NAMES ||
        kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE;
    switch (kozo_tag_label(m->tag)) {
    case KOZO_NAMES_METHOD_REGISTER:
        return take_register(context, m);
    case KOZO_NAMES_METHOD_LOOKUP:
        return take_lookup(context, m);
    case KOZO_NAMES_METHOD_LIST:
        return take_list(context, m);
    default:
        return kozo_served_error(m, KOZO_INTERFACE_NAMES, KOZO_ERR_NO_METHOD);
    }
}
