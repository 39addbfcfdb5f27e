/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/names.yaml by template user/client.h;
 * change those and run `make generate`. */
/* names.h: client of the interface `names`. Besides the errors named, each method returns what
 * kozo_endpoint_call() does, a one-way method what kozo_endpoint_send() does, BAD_MESSAGE if an argument is too long or too short, RANGE if a result
 * might not fit its capacity (nothing is sent then), and BAD_REPLY. A capability that is returned
 * goes to the slot that its `_slot` argument names; after an error that slot is empty. Whatever
 * `receive` of the IPC buffer held before, a call takes no other capabilities, and afterwards all
 * of it is 0. The comment behind a check is its id in the reference pages and in the generated
 * tests. */
#pragma once

#include <kozo/abi.h>
#include <kozo/note.h>
#include <kozo/sys.h>
#include <kozo/wire.h>
#include <kozo/wire_caps.h>

KOZO_NOTE(uses_names, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_NAMES,
          0x34, 0xe9, 0x23, 0x9e, 0xe0, 0x1d, 0x6f, 0x85);

/* Names of services. Who may register is said by the badge that the manifest gives. */
typedef struct {
    kozo_endpoint_t endpoint;
} names_t;

/* Make a service known. name: The name. service: Handed out to whoever looks the name up.
 * Errors: EXISTS, FULL, REFUSED. */
static inline kozo_err_t names_register(names_t self, const char *name, kozo_endpoint_t service)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;
    const size_t name_size = kozo_wire_text_size(name, KOZO_NAME_MAX);

    if (name_size > KOZO_NAME_MAX)
        return KOZO_ERR_BAD_MESSAGE; /* names_register.argument.name.maximum */
    if (name_size < 1)
        return KOZO_ERR_BAD_MESSAGE; /* names_register.argument.name.minimum */
    m->words[0] = name_size;
    kozo_wire_put(&buffer->words[6], name, name_size);
    buffer->caps[0] = service.raw;
    m->tag = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_REGISTER, 0, 1,
                           6 + kozo_wire_words(name_size));
    kozo_wire_offer(buffer, 0, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error != KOZO_OK)
        return error; /* names_register.call.error */
    error = kozo_wire_answer(m->tag, KOZO_INTERFACE_NAMES);
    if (error != KOZO_OK)
        return error; /* names_register.reply.error */
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY; /* names_register.reply.tag_caps */
    if (kozo_tag_words(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY; /* names_register.reply.tag_words */
    return KOZO_OK;
}

/* Find a service. name: The name. service: The endpoint that was registered. Errors: NOT_FOUND. */
static inline kozo_err_t names_lookup(names_t self, const char *name,
                                      kozo_slot_index_t service_slot, kozo_endpoint_t *service)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;
    const size_t name_size = kozo_wire_text_size(name, KOZO_NAME_MAX);

    if (name_size > KOZO_NAME_MAX)
        return KOZO_ERR_BAD_MESSAGE; /* names_lookup.argument.name.maximum */
    if (name_size < 1)
        return KOZO_ERR_BAD_MESSAGE; /* names_lookup.argument.name.minimum */
    m->words[0] = name_size;
    kozo_wire_put(&buffer->words[6], name, name_size);
    m->tag = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_LOOKUP, 0, 0,
                           6 + kozo_wire_words(name_size));
    kozo_wire_offer(buffer, service_slot, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);
    kozo_wire_offer(buffer, 0, 0, 0, 0);

    if (error != KOZO_OK)
        return error; /* names_lookup.call.error */
    error = kozo_wire_answer(m->tag, KOZO_INTERFACE_NAMES);
    if (error != KOZO_OK)
        return kozo_wire_refuse(buffer, m->tag, error); /* names_lookup.reply.error */
    if (kozo_tag_caps(m->tag) != 1)
        return kozo_wire_bad_reply(buffer, m->tag); /* names_lookup.reply.tag_caps */
    if (kozo_tag_words(m->tag) != 0)
        return kozo_wire_bad_reply(buffer, m->tag); /* names_lookup.reply.tag_words */
    if (!kozo_wire_is_cap(buffer, 0, KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_RIGHT_SEND))
        return kozo_wire_bad_reply(buffer, m->tag); /* names_lookup.reply.service.capability */
    *service = (kozo_endpoint_t){buffer->caps[0]};
    return KOZO_OK;
}

/* Enumerate the names. position: 0 for the first. name: The name at that position. Errors:
 * NOT_FOUND. */
static inline kozo_err_t names_list(names_t self, uint32_t position, char name[KOZO_NAME_MAX + 1])
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message = {.tag = {0}}, *m = &message;

    m->words[0] = position;
    m->tag = kozo_tag_make(KOZO_INTERFACE_NAMES, KOZO_NAMES_METHOD_LIST, 0, 0, 1);
    kozo_wire_offer(buffer, 0, 0, 0, 0);
    kozo_err_t error = kozo_endpoint_call(self.endpoint, m);

    if (error != KOZO_OK)
        return error; /* names_list.call.error */
    error = kozo_wire_answer(m->tag, KOZO_INTERFACE_NAMES);
    if (error != KOZO_OK)
        return error; /* names_list.reply.error */
    const size_t name_size_in = (size_t)m->words[0];
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.tag_caps */
    if (name_size_in > KOZO_NAME_MAX)
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.name.maximum */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.words.unused */
    if (kozo_tag_words(m->tag) != 6 + kozo_wire_words(name_size_in))
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.tag_words */
    if (!kozo_wire_is_text(&buffer->words[6], name_size_in))
        return KOZO_ERR_BAD_REPLY; /* names_list.reply.name.text */
    __builtin_memcpy(name, &buffer->words[6], name_size_in);
    name[name_size_in] = 0;
    return KOZO_OK;
}
