/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/names.yaml by template user/client.h;
 * change those and run `make generate`. */
/* names.h: client of the interface `names`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an
 * argument is too long or too short, RANGE if a result might not fit its capacity (nothing is sent
 * then), and BAD_REPLY. A capability that is returned goes to the slot that its `_slot` argument
 * names, of which the IPC buffer says nothing any more afterwards; after an error that slot is
 * empty. Whatever else an answer brings is deleted. A stub `_view` leaves strings, bytes, vectors,
 * structures and arrays where they have arrived, in the IPC buffer, until the next message or system
 * call that uses it; the one without copies them. The comment behind a check is its id in the
 * reference pages and in the generated tests. */
#pragma once

#include <kozo/abi.h>
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>

KOZO_NOTE(uses_names, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_NAMES,
          0x27, 0xc6, 0xd9, 0x24, 0x87, 0x13, 0x8d, 0x75);

/* Names of services. Who may register is said by the badge that the manifest gives. */
typedef struct {
    kozo_endpoint_t endpoint;
} names_t;

/* Make a service known. name: The name. service: Handed out to whoever looks the name up.
 * Errors: EXISTS, FULL, REFUSED. */
static inline kozo_err_t names_register(names_t self, const char *name, kozo_endpoint_t service)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_EXISTS, KOZO_ERR_FULL, KOZO_ERR_REFUSED, KOZO_OK};
    const size_t name_size = kozo_wire_text_size(name, KOZO_NAME_MAX);

    if (KOZO_WIRE_NEVER(name_size > KOZO_NAME_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* names_register.argument.name.maximum */
    if (KOZO_WIRE_NEVER(name_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* names_register.argument.name.minimum */
    m->words[0] = name_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], name, name_size);
    buffer->caps[0] = service.raw;
    buffer->pass[0] = (uint32_t)kozo_pass_make(~KOZO_ENDPOINT_RIGHT_SEND, 0).raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_REGISTER, 0, 1,
                               6).raw + kozo_wire_words(name_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* names_register.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 0, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_NAMES, own); /* names_register.reply.tag */
    return KOZO_OK;
}

/* Find a service. name: The name. service: The endpoint that was registered. Idempotent: asked
 * twice, it does no more than once. Errors: NOT_FOUND. */
static inline kozo_err_t names_lookup(names_t self, const char *name,
                                      kozo_slot_index_t service_slot, kozo_endpoint_t *service)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};
    const size_t name_size = kozo_wire_text_size(name, KOZO_NAME_MAX);

    if (KOZO_WIRE_NEVER(name_size > KOZO_NAME_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* names_lookup.argument.name.maximum */
    if (KOZO_WIRE_NEVER(name_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* names_lookup.argument.name.minimum */
    m->words[0] = name_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], name, name_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_LOOKUP, 0, 0,
                               6).raw + kozo_wire_words(name_size);
    buffer->receive[0] = service_slot;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);
    buffer->receive[0] = 0;

    if (error != KOZO_OK)
        return error; /* names_lookup.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 1, 0).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_NAMES, own); /* names_lookup.reply.tag */
    if (!kozo_wire_is_cap(buffer, 0, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND))
        return kozo_wire_bad_reply(m->tag); /* names_lookup.reply.service.capability */
    *service = (kozo_endpoint_t){buffer->caps[0]};
    return KOZO_OK;
}

/* What the stub below does, but for the copies: here data are where the buffer has them. */
static inline kozo_err_t names_list_view(names_t self, uint32_t position, const char **name,
                                         size_t *name_size)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    static const kozo_err_t own[] = {KOZO_ERR_NOT_FOUND, KOZO_OK};

    m->words[0] = position;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_LIST, 0, 0, 1).raw;
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 1);

    if (error != KOZO_OK)
        return error; /* names_list.call.error */
    const size_t name_size_in = (size_t)m->words[0];
    if (name_size_in > KOZO_NAME_MAX)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_NAMES, own); /* names_list.reply.name.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_OK, 0, 0,
                                    6).raw + kozo_wire_words(name_size_in))
        return kozo_wire_other(m->tag, KOZO_INTERFACE_NAMES, own); /* names_list.reply.tag */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], name_size_in))
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.name.text */
    *name = kozo_wire_text(&buffer->words[6], name_size_in);
    *name_size = name_size_in;
    return KOZO_OK;
}

/* Enumerate the names. position: 0 for the first. name: The name at that position. Idempotent:
 * asked twice, it does no more than once. Errors: NOT_FOUND. */
static inline kozo_err_t names_list(names_t self, uint32_t position, char name[KOZO_NAME_MAX + 1])
{
    const char *name_view;
    size_t name_view_size;

    const kozo_err_t error = names_list_view(self, position, &name_view, &name_view_size);
    if (error == KOZO_OK) {
        kozo_wire_copy(name, name_view, name_view_size + 1);
    }
    return error;
}
