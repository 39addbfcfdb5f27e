/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/calc.yaml by template server/server.h;
 * change those and run `make generate`. */
/* calc.h: server of the interface `calc`: implement every calc_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* Computes with integers. */
enum kozo_served calc_dispatch(void *context, struct kozo_message *m);

/* Compute the value of an expression. text: Numbers, + - * / % and parentheses, as in C. result:
 * What became of it. Errors: none of its own. */
kozo_err_t calc_serve_evaluate(void *context, kozo_badge_t badge, const char *text,
                               struct kozo_calc_result *result);
