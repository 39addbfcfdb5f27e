/* SPDX-License-Identifier: MIT */
/* commands_system.c: ping, uptime, log, poweroff, reboot. */
#include <shell.h>
#include <kozo/client/service.h>
#include <kozo/clock.h>
#include <kozo/slots.h>
#include <kozo/text.h>

#include "commands.h"
#include "terminal.h"

static void ping(const char *name, kozo_endpoint_t endpoint)
{
    uint64_t cookie = kozo_now_ns(), back, served;
    uint64_t before = kozo_now_ns();
    kozo_err_t error = service_ping((service_t){endpoint}, cookie, &back, &served);
    uint64_t after = kozo_now_ns();
    if (error != KOZO_OK)
        commands_failed(name, error);
    else if (back != cookie)
        print("%s: answered with another value\n", name);
    else
        print("%s: alive, %lu requests served, round trip %lu us\n", name, served,
              (after - before) / 1000);
}

bool commands_look_up(const char *command, const char *name, kozo_endpoint_t *endpoint)
{
    kozo_slot_index_t slot;
    kozo_err_t error = kozo_slot_alloc(&slot);
    if (error == KOZO_OK) {
        error = names_lookup(grant_names(), name, slot, endpoint);
        if (error != KOZO_OK)
            kozo_slot_free(slot);
    }
    if (error == KOZO_ERR_NOT_FOUND)
        print("%s: there is no service %s\n", command, name);
    else if (error != KOZO_OK)
        commands_failed(command, error);
    return error == KOZO_OK;
}

static void ping_by_name(const char *name)
{
    kozo_endpoint_t endpoint;
    if (!commands_look_up("ping", name, &endpoint))
        return;
    ping(name, endpoint);
    (void)kozo_drop(KOZO_ANY(endpoint));
}

/* What the shell was granted needs no name service. */
void command_ping(const char *argument)
{
    const struct {
        const char *name;
        kozo_endpoint_t endpoint;
    } granted[] = {
        {"console", grant_console().endpoint},
        {"names", grant_names().endpoint},
        {"process", grant_process().endpoint},
        {"log", grant_log().endpoint},
        {"tracing", grant_tracing().endpoint},
    };
    for (unsigned i = 0; i < sizeof(granted) / sizeof(granted[0]); i++) {
        if (kozo_text_equal(granted[i].name, argument)) {
            ping(argument, granted[i].endpoint);
            return;
        }
    }
    if (strlen(argument) > KOZO_NAME_MAX)
        print("ping: no service has so long a name\n");
    else
        ping_by_name(argument);
}

void command_uptime(const char *argument)
{
    (void)argument;
    uint64_t ms = kozo_now_ns() / 1000000;
    uint64_t seconds = ms / 1000;
    print("up %lu:%02lu:%02lu.%03lu\n", seconds / 3600, seconds / 60 % 60, seconds % 60, ms % 1000);
}

static const char *severity_name(kozo_severity_t severity)
{
    switch ((enum kozo_severity)severity) {
    case KOZO_SEVERITY_DEBUG:
        return "debug";
    case KOZO_SEVERITY_INFO:
        return "info";
    case KOZO_SEVERITY_WARNING:
        return "warning";
    case KOZO_SEVERITY_ERROR:
        return "error";
    }
    return "?";
}

/* The name of the program whose badge this is. */
static void source_name(kozo_badge_t badge, char name[KOZO_PROGRAM_NAME_MAX + 1])
{
    kozo_program_state_t state;
    kozo_thread_state_t activity;
    kozo_priority_t priority;
    kozo_duration_t consumed;
    kozo_size_t memory;
    uint32_t number = (uint32_t)(badge & KOZO_BADGE_NUMBER_MASK);
    if (process_list(grant_process(), number, name, &state, &activity, &priority, &consumed,
                     &memory) != KOZO_OK)
        kozo_copy_text(name, KOZO_PROGRAM_NAME_MAX + 1, "?");
}

void command_log(const char *argument)
{
    (void)argument;
    uint64_t sequence = 0;
    for (;;) {
        kozo_duration_t time;
        kozo_badge_t source;
        kozo_severity_t severity;
        char text[KOZO_LOG_TEXT_MAX + 1], name[KOZO_PROGRAM_NAME_MAX + 1];
        kozo_err_t error = log_read(grant_log(), sequence, &sequence, &time, &source, &severity,
                                    text);
        if (error == KOZO_ERR_NOT_FOUND)
            return;
        if (error != KOZO_OK) {
            commands_failed("log", error);
            return;
        }
        source_name(source, name);
        print("%5lu.%03lu %-7s %s: %s\n", time / 1000000000, time / 1000000 % 1000,
              severity_name(severity), name, text);
        sequence++;
    }
}

void command_poweroff(const char *argument)
{
    (void)argument;
    kozo_err_t error = process_power_off(grant_process());
    commands_failed("poweroff", error);
}

void command_reboot(const char *argument)
{
    (void)argument;
    kozo_err_t error = process_reboot(grant_process());
    commands_failed("reboot", error);
}
