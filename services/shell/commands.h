/* SPDX-License-Identifier: MIT */
/* commands.h: what can be typed at the prompt. */
#pragma once

#include <stdbool.h>

#include <kozo/abi.h>

struct command {
    const char *name;
    const char *argument; /* as help shows it; NULL: takes none */
    const char *summary;
    /* `argument` is what follows the name, without surrounding blanks; never empty if the command
     * takes one, always empty if it does not. */
    void (*run)(const char *argument);
};

/* In the order of help; ends with an entry without name. */
extern const struct command commands[];

/* Run a line: nothing, if it is blank; a message, if it makes no sense. */
void commands_run(const char *line);

/* Tell that `what` failed, and what to do about it. */
void commands_failed(const char *what, kozo_err_t error);

/* Is it longer than any program's? If so, tell. */
bool commands_name_is_too_long(const char *command, const char *name);

/* Find a service by its name, or tell that there is none. The capability is the caller's, to be
 * given back with kozo_drop(). */
bool commands_look_up(const char *command, const char *name, kozo_endpoint_t *endpoint);

/* The commands of the table, each in commands_*.c. */
void command_help(const char *argument);
void command_echo(const char *argument);
void command_calc(const char *argument);
void command_top(const char *argument);
void command_ps(const char *argument);
void command_caps(const char *argument);
void command_mem(const char *argument);
void command_ping(const char *argument);
void command_uptime(const char *argument);
void command_log(const char *argument);
void command_trace(const char *argument);
void command_run(const char *argument);
void command_stop(const char *argument);
void command_poweroff(const char *argument);
void command_reboot(const char *argument);
