/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/calc.yaml by template user/client.h;
 * change those and run `make generate`. */
/* calc.h: client of the interface `calc`. Besides the errors named, each method returns what
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
#include <kozo/wire_elements.h>

KOZO_NOTE(uses_calc, KOZO_START_NOTE_KIND_USES, KOZO_INTERFACE_CALC,
          0xe8, 0x4a, 0xee, 0x2f, 0x9a, 0x79, 0x55, 0xc1);

/* Computes with integers. */
typedef struct {
    kozo_endpoint_t endpoint;
} calc_t;

/* Compute the value of an expression. text: Numbers, + - * / % and parentheses, as in C. result:
 * What became of it. Errors: none of its own. */
static inline kozo_err_t calc_evaluate(calc_t self, const char *text,
                                       struct kozo_calc_result *result)
{
    struct kozo_buffer *buffer = kozo_buffer();
    struct kozo_message message, *m = &message;
    const size_t text_size = kozo_wire_text_size(text, KOZO_CALC_TEXT_MAX);

    if (KOZO_WIRE_NEVER(text_size > KOZO_CALC_TEXT_MAX))
        return KOZO_ERR_BAD_MESSAGE; /* calc_evaluate.argument.text.maximum */
    if (KOZO_WIRE_NEVER(text_size < 1))
        return KOZO_ERR_BAD_MESSAGE; /* calc_evaluate.argument.text.minimum */
    m->words[0] = text_size;
    m->words[1] = 0;
    m->words[2] = 0;
    m->words[3] = 0;
    m->words[4] = 0;
    m->words[5] = 0;
    kozo_wire_put(&buffer->words[6], text, text_size);
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CALC, KOZO_CALC_METHOD_EVALUATE, 0, 0,
                               6).raw + kozo_wire_words(text_size);
    const kozo_err_t error = kozo_wire_call(self.endpoint, m, 6);

    if (error != KOZO_OK)
        return error; /* calc_evaluate.call.error */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CALC, KOZO_OK, 0, 0, 2).raw)
        return kozo_wire_other(m->tag, KOZO_INTERFACE_CALC, NULL); /* calc_evaluate.reply.tag */
    if (!kozo_wire_are_calc_result(&m->words[0], 1))
        return KOZO_ERR_BAD_REPLY; /* calc_evaluate.reply.result.element */
    kozo_wire_copy(result, &m->words[0], sizeof(struct kozo_calc_result));
    return KOZO_OK;
}
