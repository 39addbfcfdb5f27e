/* SPDX-License-Identifier: MIT */
/* main.c: the root task. Takes charge of the machine's memory, starts the programs of the manifest,
 * then answers questions about them and hears of their faults. */
#include <kozo/abi/names.h>
#include <kozo/serve.h>
#include <kozo/start.h>

#include "memory.h"
#include "program.h"
#include "report.h"
#include "requests.h"

int main(void)
{
    kozo_err_t error = memory_init();
    if (error == KOZO_OK)
        error = programs_init();
    if (error != KOZO_OK) {
        report("cannot begin: %s", kozo_error_name(error));
        return 1;
    }
    programs_start_all();
    report("system %s is up, %u programs in the manifest", kozo_system.name,
           kozo_system.program_count);

    const struct kozo_dispatcher dispatchers[] = {
        {.dispatch = requests_dispatch_process},
        {.dispatch = requests_dispatch_tracing},
        {.dispatch = requests_dispatch_fault},
    };
    struct kozo_server server = {
        .endpoint = programs_init_endpoint(),
        .dispatchers = dispatchers,
        .dispatcher_count = sizeof(dispatchers) / sizeof(dispatchers[0]),
    };
    error = kozo_serve(&server);
    report("cannot receive: %s", kozo_error_name(error));
    return 1;
}
