/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/calc.yaml by template server/server.h;
 * change those and run `make generate`. */
/* calc.h: server of the interface `calc`: included by the file that has every calc_serve_
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
#include <stddef.h>

KOZO_NOTE(serves_calc, KOZO_START_NOTE_KIND_SERVES, KOZO_INTERFACE_CALC,
          0xe8, 0x4a, 0xee, 0x2f, 0x9a, 0x79, 0x55, 0xc1);

/* Computes with integers. */
static enum kozo_served calc_dispatch(void *context, struct kozo_message *m);

/* Compute the value of an expression. text: Numbers, + - * / % and parentheses, as in C. result:
 * What became of it. Errors: none of its own. */
static kozo_err_t calc_serve_evaluate(void *context, kozo_badge_t badge, const char *text,
                                      struct kozo_calc_result *result);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served calc_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_CALC, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served calc_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_CALC)
        return KOZO_NOT_MINE; /* calc.request.interface */
    if (kozo_tag_flags(m->tag) != 0)
        return KOZO_NOT_MINE; /* calc.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served calc_served_misfit(struct kozo_message *m,
                                                                           kozo_err_t error)
{
    const enum kozo_served served = calc_served_stray(m);

    return served == KOZO_TAKEN ? calc_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served calc_dispatch_evaluate(void *context,
                                                                         struct kozo_message *m)
{
    struct kozo_buffer *buffer = kozo_buffer();
    const size_t text_size = (size_t)m->words[0];

    if (text_size > KOZO_CALC_TEXT_MAX)
        return calc_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* calc_evaluate.request.text.maximum */
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_CALC, KOZO_CALC_METHOD_EVALUATE, 0, 0,
                                    6).raw + kozo_wire_words(text_size))
        return calc_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* calc_evaluate.request.tag */
    if (text_size < 1)
        return calc_served_error(m, KOZO_ERR_BAD_MESSAGE); /* calc_evaluate.request.text.minimum */
    if ((m->words[1] | m->words[2] | m->words[3] | m->words[4] | m->words[5]) != 0)
        return calc_served_error(m, KOZO_ERR_BAD_MESSAGE); /* calc_evaluate.request.words.unused */
    if (!kozo_wire_is_text(&buffer->words[6], text_size))
        return calc_served_error(m, KOZO_ERR_BAD_MESSAGE); /* calc_evaluate.request.text.text */
    const char *text = kozo_wire_text(&buffer->words[6], text_size);
    struct kozo_calc_result result[1] = {0};
    const kozo_err_t error = calc_serve_evaluate(context, m->badge, text, result);

    if (error != KOZO_OK) {
        kozo_serve_breach("calc_evaluate.result.undeclared");
        return calc_served_error(m, KOZO_ERR_BAD_REPLY); /* calc_evaluate.result.undeclared */
    }
    kozo_wire_put(&m->words[0], result, sizeof(struct kozo_calc_result));
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_CALC, KOZO_OK, 0, 0, 2).raw;
    return KOZO_SERVED;
}

static enum kozo_served calc_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_CALC_METHOD_EVALUATE:
        return calc_dispatch_evaluate(context, m);
    default:
        return calc_served_misfit(m, KOZO_ERR_NO_METHOD); /* calc.request.method */
    }
}
