/* SPDX-License-Identifier: MIT */
/* commands_calc.c: calc, which asks the service of that name. Not every system has one. */
#include <kozo/client/calc.h>
#include <kozo/slots.h>
#include <kozo/text.h>

#include "commands.h"
#include "terminal.h"

static void print_result(const char *text, const struct kozo_calc_result *result)
{
    switch ((enum kozo_calc_result_kind)result->kind) {
    case KOZO_CALC_RESULT_VALUE:
        print("%ld\n", result->value);
        break;
    case KOZO_CALC_RESULT_MISPLACED:
        if (result->misplaced < strlen(text))
            print("calc: not understood: %s\n", &text[result->misplaced]);
        else
            print("calc: something is missing at the end\n");
        break;
    case KOZO_CALC_RESULT_NO_VALUE:
        print("calc: a number does not fit 64 bits, or something is divided by zero\n");
        break;
    }
}

void command_calc(const char *argument)
{
    kozo_endpoint_t endpoint;
    if (!commands_look_up("calc", "calc", &endpoint))
        return;
    struct kozo_calc_result result;
    kozo_err_t error = calc_evaluate((calc_t){endpoint}, argument, &result);
    (void)kozo_drop(KOZO_ANY(endpoint));
    if (error != KOZO_OK)
        commands_failed("calc", error);
    else
        print_result(argument, &result);
}
