/* SPDX-License-Identifier: MIT */
/* main.c: chooses the misdeed by the program's name and reports what came of it. */
#include "hostile.h"

#include <check/hostile_null.h>
#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/log.h>
#include <kozo/start.h>
#include <kozo/text.h>

static const char prefix[] = "hostile_";
static const char *misdeed;

static const struct {
    const char *name;
    void (*run)(void);
} misdeeds[] = {
    {"null", fatal_null},
    {"kernel", fatal_kernel},
    {"code", fatal_code},
    {"execute", fatal_execute},
    {"cli", fatal_cli},
    {"hlt", fatal_hlt},
    {"port", fatal_port},
    {"fpu", fatal_fpu},
    {"stack", fatal_stack},
    {"loop", fatal_loop},
    {"operation", refused_operation},
    {"handles", refused_handles},
    {"tags", refused_tags},
    {"buffer", refused_buffer},
    {"neighbour", refused_neighbour},
    {"handler", mess_handler},
    {"suicide", mess_suicide},
    {"exit", mess_exit},
    {"reader", mess_reader},
    {"deaf", mess_deaf},
    {"restless", mess_restless},
};

void say(const char *format, ...)
{
    char text[KOZO_LOG_TEXT_MAX + 1], line[KOZO_LOG_TEXT_MAX + 64];
    va_list arguments;
    va_start(arguments, format);
    kozo_format_list(text, sizeof(text), format, arguments);
    va_end(arguments);
    kozo_format(line, sizeof(line), "hostile: %s: %s\r\n", misdeed, text);
    (void)console_write(grant_console(), line, strlen(line));
    kozo_log(KOZO_SEVERITY_WARNING, "%s", text);
}

void expect(const char *what, kozo_err_t got, kozo_err_t wanted)
{
    if (got == wanted)
        say("survived: %s", kozo_error_name(got));
    else
        say("FAILED: %s: got %s, wanted %s", what, kozo_error_name(got), kozo_error_name(wanted));
}

int main(void)
{
    const char *name = (const char *)kozo_start_info()->name;
    kozo_log_open(grant_log);
    misdeed = strncmp(name, prefix, sizeof(prefix) - 1) == 0 ? name + sizeof(prefix) - 1 : name;
    for (unsigned i = 0; i < sizeof(misdeeds) / sizeof(misdeeds[0]); i++) {
        if (kozo_text_equal(misdeeds[i].name, misdeed)) {
            say("begins");
            misdeeds[i].run();
            say("ends");
            return 0;
        }
    }
    say("FAILED: there is no such misdeed");
    return 1;
}
