/* SPDX-License-Identifier: MIT */
/* main.c: the prompt. */
#include <shell.h>
#include <kozo/log.h>
#include <kozo/start.h>

#include "commands.h"
#include "terminal.h"

int main(void)
{
    kozo_log_open(grant_log);
    kozo_log(KOZO_SEVERITY_INFO, "the prompt is up");
    print("\nKOZO, a capability microkernel whose ABI is written once, in YAML. 'help' helps.\n");
    for (;;)
        commands_run(terminal_read_line("Init> "));
}
