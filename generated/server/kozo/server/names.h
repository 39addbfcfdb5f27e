/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/names.yaml by template server/server.h;
 * change those and run `make generate`. */
/* names.h: server of the interface `names`: included by the file that has every names_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/note.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>
#include <stddef.h>

KOZO_NOTE(serves_names, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_NAMES,
          0x27, 0xc6, 0xd9, 0x24, 0x87, 0x13, 0x8d, 0x75);
KOZO_NOTE(serves_names_1, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_NAMES,
          0x01, 0xdb, 0x57, 0xd9, 0xcf, 0x7e, 0x57, 0x95);
KOZO_NOTE(serves_names_2, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_NAMES,
          0x34, 0xe9, 0x23, 0x9e, 0xe0, 0x1d, 0x6f, 0x85);

/* Names of services. Who may register is said by the badge that the manifest gives. */
static enum kozo_served names_dispatch(void *context, struct kozo_message *m);

/* Make a service known. name: The name. service: Handed out to whoever looks the name up.
 * Errors: EXISTS, FULL, REFUSED. */
static kozo_err_t names_serve_register(void *context, kozo_badge_t badge, const char *name,
                                       kozo_endpoint_t service);

/* Find a service. name: The name. service: The endpoint that was registered. Idempotent: asked
 * twice, it does no more than once. Errors: NOT_FOUND. */
static kozo_err_t names_serve_lookup(void *context, kozo_badge_t badge, const char *name,
                                     kozo_endpoint_t *service);

/* Enumerate the names. position: 0 for the first. name: The name at that position. Idempotent:
 * asked twice, it does no more than once. Errors: NOT_FOUND. */
static kozo_err_t names_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                                   char name[KOZO_NAME_MAX + 1]);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served names_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_NAMES, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served names_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_NAMES)
        return KOZO_NOT_MINE; /* names.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* names.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served names_served_misfit(struct kozo_message *m,
                                                                            kozo_err_t error)
{
    const enum kozo_served served = names_served_stray(m);

    return served == KOZO_TAKEN ? names_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served names_dispatch_register(void *context,
                                                                          struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t name_size = (size_t)m->words[0];

    if (name_size > KOZO_NAME_MAX)
        return names_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* names_register.request.name.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_REGISTER, 0, 1,
                                    6).raw + kozo_wire_words(name_size))
        return names_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* names_register.request.tag */
    if (name_size < 1)
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_register.request.name.minimum */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_register.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], name_size))
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_register.request.name.text */
    if (!kozo_wire_is_cap(buffer, 0, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND))
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_register.request.service.capability */
    const char *name = kozo_wire_text(&buffer->words[6], name_size);
    const kozo_endpoint_t service = {buffer->caps[0]};
    const kozo_err_t error = names_serve_register(context, m->badge, name, service);

    if (error != KOZO_OK && error != KOZO_ERR_EXISTS && error != KOZO_ERR_FULL && error !=
        KOZO_ERR_REFUSED) {
        kozo_serve_breach("names_register.result.undeclared");
        return names_served_error(m, KOZO_ERR_BAD_REPLY); /* names_register.result.undeclared */
    }
    if (error != KOZO_OK)
        return names_served_error(m, error); /* names_register.result.error */
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 0, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served names_dispatch_lookup(void *context,
                                                                        struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t name_size = (size_t)m->words[0];

    if (name_size > KOZO_NAME_MAX)
        return names_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* names_lookup.request.name.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_LOOKUP, 0, 0,
                                    6).raw + kozo_wire_words(name_size))
        return names_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* names_lookup.request.tag */
    if (name_size < 1)
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_lookup.request.name.minimum */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_lookup.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], name_size))
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_lookup.request.name.text */
    const char *name = kozo_wire_text(&buffer->words[6], name_size);
    kozo_endpoint_t service = {0};
    const kozo_err_t error = names_serve_lookup(context, m->badge, name, &service);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("names_lookup.result.undeclared");
        return names_served_error(m, KOZO_ERR_BAD_REPLY); /* names_lookup.result.undeclared */
    }
    if (error != KOZO_OK)
        return names_served_error(m, error); /* names_lookup.result.error */
    buffer->caps[0] = service.raw;
    buffer->pass[0] = (uint32_t)kozo_pass_make(~KOZO_ENDPOINT_RIGHT_SEND, 0).raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 1, 0).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served names_dispatch_list(void *context,
                                                                      struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();

    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_LIST, 0, 0, 1).raw)
        return names_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* names_list.request.tag */
    const uint64_t position_raw = m->words[0];
    if (position_raw > 0xffffffff)
        return names_served_error(m, KOZO_ERR_BAD_MESSAGE); /* names_list.request.position.maximum */
    const uint32_t position = (uint32_t)position_raw;
    char *name = (void *)&buffer->words[6];
    name[0] = 0;
    const kozo_err_t error = names_serve_list(context, m->badge, position, name);

    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        kozo_serve_breach("names_list.result.undeclared");
        return names_served_error(m, KOZO_ERR_BAD_REPLY); /* names_list.result.undeclared */
    }
    if (error != KOZO_OK)
        return names_served_error(m, error); /* names_list.result.error */
    const size_t name_size = kozo_wire_text_size(name, KOZO_NAME_MAX);
    if (name_size > KOZO_NAME_MAX)
        return names_served_error(m, KOZO_ERR_BAD_REPLY); /* names_list.result.name.maximum */
    m->words[0] = name_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_pad(&buffer->words[6], name_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 0,
                               6).raw + kozo_wire_words(name_size);
    return KOZO_SERVED;
}

static enum kozo_served names_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_NAMES_METHOD_REGISTER:
        return names_dispatch_register(context, m);
    case KOZO_NAMES_METHOD_LOOKUP:
        return names_dispatch_lookup(context, m);
    case KOZO_NAMES_METHOD_LIST:
        return names_dispatch_list(context, m);
    default:
        return names_served_misfit(m, KOZO_ERR_NO_METHOD); /* names.request.method */
    }
}
