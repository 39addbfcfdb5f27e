/* SPDX-License-Identifier: MIT */
/* neighbour.c: an endpoint that was given for one interface of a server that has several. */
#include "hostile.h"

#include <check/hostile_neighbour.h>
#include <kozo/client/process.h>
#include <kozo/client/service.h>

void refused_neighbour(void)
{
    const kozo_endpoint_t endpoint = grant_tracing().endpoint;
    uint64_t found, count, cookie, served;
    struct kozo_trace_record record;
    expect("the interface that it was given for",
           tracing_read(grant_tracing(), UINT64_MAX, &found, &count, &record), KOZO_ERR_NOT_FOUND);
    expect("that of every server", service_ping((service_t){endpoint}, 1, &cookie, &served),
           KOZO_OK);
    const process_t process = {endpoint};
    expect("ending a program", process_stop(process, "log"), KOZO_ERR_WRONG_INTERFACE);
    expect("switching off", process_power_off(process), KOZO_ERR_WRONG_INTERFACE);
}
