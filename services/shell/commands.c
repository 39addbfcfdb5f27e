/* SPDX-License-Identifier: MIT */
/* commands.c: the table of commands, and the way from a line to one of them. */
#include "commands.h"

#include <kozo/abi/names.h>
#include <kozo/text.h>

#include "line.h"
#include "terminal.h"

const struct command commands[] = {
    {"help", NULL, "List the commands.", command_help},
    {"ps", NULL, "List the programs.", command_ps},
    {"top", NULL, "Show who has the processor, until a key is pressed.", command_top},
    {"caps", "PROGRAM", "List what a program holds.", command_caps},
    {"mem", NULL, "Tell how memory is used.", command_mem},
    {"echo", "TEXT", "Print the text.", command_echo},
    {"calc", "FORMULA", "Compute, where there is the service calc.", command_calc},
    {"ping", "SERVICE", "Ask a service for a sign of life.", command_ping},
    {"uptime", NULL, "Tell the time since the start.", command_uptime},
    {"log", NULL, "Show the newest reports.", command_log},
    {"trace", "COMMAND", "Run a command, show its trace; -t NAME: of that thread.", command_trace},
    {"run", "PROGRAM", "Start a program of the manifest.", command_run},
    {"stop", "PROGRAM", "End a program.", command_stop},
    {"poweroff", NULL, "Switch the machine off.", command_poweroff},
    {"reboot", NULL, "Restart the machine.", command_reboot},
    {NULL, NULL, NULL, NULL},
};

void commands_failed(const char *what, kozo_err_t error)
{
    print("%s: %s: %s; %s\n", what, kozo_error_name(error), kozo_error_text(error),
          kozo_error_remedy(error));
}

/* Split into the first word and what follows it, both without blanks around them. */
static void split(const char *line, char word[LINE_MAX + 1], char rest[LINE_MAX + 1])
{
    while (*line == ' ')
        line++;
    size_t length = 0;
    for (; *line != '\0' && *line != ' '; line++)
        word[length++] = *line;
    word[length] = '\0';
    while (*line == ' ')
        line++;
    kozo_copy_text(rest, LINE_MAX + 1, line);
    size_t end = strlen(rest);
    while (end != 0 && rest[end - 1] == ' ')
        rest[--end] = '\0';
}

static const struct command *find(const char *name)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (kozo_text_equal(command->name, name))
            return command;
    }
    return NULL;
}

void commands_run(const char *line)
{
    char word[LINE_MAX + 1], rest[LINE_MAX + 1];
    const char *argument = rest;
    split(line, word, rest);
    if (word[0] == '\0')
        return;
    const struct command *command = find(word);
    if (command == NULL)
        print("%s: no such command; 'help' lists them\n", word);
    else if (command->argument != NULL && argument[0] == '\0')
        print("usage: %s %s\n", command->name, command->argument);
    else if (command->argument == NULL && argument[0] != '\0')
        print("%s takes no argument\n", command->name);
    else
        command->run(argument);
}

void command_help(const char *argument)
{
    (void)argument;
    for (const struct command *command = commands; command->name != NULL; command++) {
        print("  %-8s %-8s %s\n", command->name,
              command->argument != NULL ? command->argument : "", command->summary);
    }
}

void command_echo(const char *argument)
{
    print("%s\n", argument);
}
