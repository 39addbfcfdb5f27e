/* SPDX-License-Identifier: MIT */
/* commands_programs.c: ps, mem, run, stop. */
#include <shell.h>
#include <kozo/abi/names.h>
#include <kozo/start.h>
#include <kozo/text.h>

#include "commands.h"
#include "terminal.h"

static const char *state_name(kozo_program_state_t state)
{
    switch ((enum kozo_program_state)state) {
    case KOZO_PROGRAM_STATE_STOPPED:
        return "stopped";
    case KOZO_PROGRAM_STATE_RUNNING:
        return "running";
    case KOZO_PROGRAM_STATE_EXITED:
        return "exited";
    case KOZO_PROGRAM_STATE_FAULTED:
        return "faulted";
    }
    return "?";
}

static const char *activity_name(kozo_thread_state_t activity)
{
    switch ((enum kozo_thread_state)activity) {
    case KOZO_THREAD_STATE_INACTIVE:
        return "-";
    case KOZO_THREAD_STATE_READY:
        return "ready";
    case KOZO_THREAD_STATE_SENDING:
        return "sending";
    case KOZO_THREAD_STATE_CALLING:
        return "calling";
    case KOZO_THREAD_STATE_AWAITING_REPLY:
        return "in a call";
    case KOZO_THREAD_STATE_RECEIVING:
        return "receiving";
    case KOZO_THREAD_STATE_WAITING:
        return "waiting";
    case KOZO_THREAD_STATE_SUSPENDED:
        return "suspended";
    case KOZO_THREAD_STATE_DEAD:
        return "dead";
    case KOZO_THREAD_STATE_PARKED:
        return "parked";
    }
    return "?";
}

/* A program's own row is that of its first thread. */
static void show_other_threads(const char *program)
{
    uint32_t index;
    kozo_thread_state_t activity;
    kozo_priority_t priority;
    kozo_duration_t consumed;
    for (uint32_t position = 1; process_thread(grant_process(), program, position, &index,
                                               &activity, &priority, &consumed) == KOZO_OK;
         position++)
        print("  thread %-20u %-10s %4u %10lu\n", index, activity_name(activity), priority,
              consumed / 1000000);
}

void command_ps(const char *argument)
{
    (void)argument;
    print("NAME                 STATE    ACTIVITY   PRIO     CPU ms  MEMORY KiB\n");
    for (uint32_t position = 0;; position++) {
        char name[KOZO_PROGRAM_NAME_MAX + 1];
        kozo_program_state_t state;
        kozo_thread_state_t activity;
        kozo_priority_t priority;
        kozo_duration_t consumed;
        kozo_size_t memory;
        kozo_err_t error = process_list(grant_process(), position, name, &state, &activity,
                                        &priority, &consumed, &memory);
        if (error == KOZO_ERR_NOT_FOUND)
            return;
        if (error != KOZO_OK) {
            commands_failed("ps", error);
            return;
        }
        print("%-20s %-8s %-10s %4u %10lu %11lu\n", name, state_name(state),
              activity_name(activity), priority, consumed / 1000000, memory / 1024);
        show_other_threads(name);
    }
}

bool commands_name_is_too_long(const char *command, const char *name)
{
    bool too_long = strlen(name) > KOZO_PROGRAM_NAME_MAX;
    if (too_long)
        print("%s: no program has so long a name\n", command);
    return too_long;
}

void command_mem(const char *argument)
{
    (void)argument;
    kozo_size_t total, free, device;
    uint32_t regions;
    kozo_err_t error = process_memory(grant_process(), &total, &free, &device, &regions);
    if (error != KOZO_OK) {
        commands_failed("mem", error);
        return;
    }
    print("usable %10lu KiB\n", total / 1024);
    print("free   %10lu KiB\n", free / 1024);
    print("given  %10lu KiB\n", (total - free) / 1024);
    print("device %10lu KiB in %u regions\n", device / 1024, regions);
}

void command_run(const char *argument)
{
    if (commands_name_is_too_long("run", argument))
        return;
    union process_start_detail detail = {.exhausted = {0}};
    kozo_err_t error = process_start(grant_process(), argument, &detail);
    if (error == KOZO_ERR_EXHAUSTED)
        print("%s: %s: its quota is %lu KiB, and %lu KiB are free\n", argument,
              kozo_error_name(error), detail.exhausted.quota / 1024,
              detail.exhausted.free / 1024);
    else if (error != KOZO_OK)
        commands_failed(argument, error);
}

void command_stop(const char *argument)
{
    if (commands_name_is_too_long("stop", argument))
        return;
    if (kozo_text_equal(argument, (const char *)kozo_start_info()->name)) {
        print("stop: %s is this prompt; 'poweroff' ends the system\n", argument);
        return;
    }
    kozo_err_t error = process_stop(grant_process(), argument);
    if (error != KOZO_OK)
        commands_failed(argument, error);
}
