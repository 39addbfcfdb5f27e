/* SPDX-License-Identifier: MIT */
/* commands_programs.c: ps, caps, mem, run, stop. */
#include <shell.h>
#include <kozo/abi/names.h>
#include <kozo/format.h>
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
    }
    return "?";
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
    }
}

/* The rights of a capability by the names that its type gives them. */
static void format_rights(char *out, size_t capacity, unsigned type, unsigned rights)
{
    size_t length = 0;
    out[0] = '\0';
    for (unsigned bit = 0; bit < 8; bit++) {
        if ((rights >> bit & 1) == 0 || length >= capacity)
            continue;
        length += kozo_format(out + length, capacity - length, "%s%s", length == 0 ? "" : ",",
                              kozo_right_name(type, 1u << bit));
    }
}

static void print_capability(uint32_t index, kozo_info_t info, kozo_badge_t badge)
{
    kozo_object_t type = kozo_info_type(info);
    uint8_t size_bits = kozo_info_size_bits(info);
    char names[48], size[16], mark[24];
    format_rights(names, sizeof(names), type, kozo_info_rights(info));
    kozo_format(mark, sizeof(mark), badge == 0 ? "-" : "0x%lx", badge);
    if (size_bits == 0)
        kozo_format(size, sizeof(size), "-");
    else if (size_bits < 10)
        kozo_format(size, sizeof(size), "%lu B", 1ul << size_bits);
    else
        kozo_format(size, sizeof(size), "%lu KiB", 1ul << (size_bits - 10));
    print("%5u %-12s %-26s %-10s %12s\n", index, kozo_object_name(type), names, mark, size);
}

static bool name_is_too_long(const char *command, const char *name)
{
    bool too_long = strlen(name) > KOZO_PROGRAM_NAME_MAX;
    if (too_long)
        print("%s: no program has so long a name\n", command);
    return too_long;
}

void command_caps(const char *argument)
{
    if (name_is_too_long("caps", argument))
        return;
    for (uint32_t position = 0;; position++) {
        uint32_t index;
        kozo_info_t info;
        kozo_badge_t badge;
        kozo_err_t error = process_capability(grant_process(), argument, position, &index, &info,
                                              &badge);
        if (error == KOZO_ERR_NOT_FOUND) {
            if (position == 0)
                print("caps: %s is not running; 'ps' lists the programs\n", argument);
            return;
        }
        if (error != KOZO_OK) {
            commands_failed("caps", error);
            return;
        }
        if (position == 0)
            print(" SLOT TYPE         RIGHTS                     BADGE              SIZE\n");
        print_capability(index, info, badge);
    }
}

void command_mem(const char *argument)
{
    (void)argument;
    kozo_size_t total, free;
    kozo_err_t error = process_memory(grant_process(), &total, &free);
    if (error != KOZO_OK) {
        commands_failed("mem", error);
        return;
    }
    print("usable %10lu KiB\n", total / 1024);
    print("free   %10lu KiB\n", free / 1024);
    print("given  %10lu KiB\n", (total - free) / 1024);
}

void command_run(const char *argument)
{
    if (name_is_too_long("run", argument))
        return;
    kozo_err_t error = process_start(grant_process(), argument);
    if (error != KOZO_OK)
        commands_failed(argument, error);
}

void command_stop(const char *argument)
{
    if (name_is_too_long("stop", argument))
        return;
    if (kozo_text_equal(argument, (const char *)kozo_start_info()->name)) {
        print("stop: %s is this prompt; 'poweroff' ends the system\n", argument);
        return;
    }
    kozo_err_t error = process_stop(grant_process(), argument);
    if (error != KOZO_OK)
        commands_failed(argument, error);
}
