/* SPDX-License-Identifier: MIT */
/* commands_trace.c: trace, which shows what the kernel recorded while a command ran. Records are
 * read before any is printed: printing makes records, too. */
#include <shell.h>
#include <kozo/client/tracing.h>
#include <kozo/text.h>
#include <kozo/trace_text.h>

#include "commands.h"
#include "terminal.h"

enum { KEPT_MAX = 128, LINE_BYTES = 200 };

static struct kozo_trace_record kept[KEPT_MAX];

/* The number that the next record will have. */
static kozo_err_t next_number(uint64_t *count)
{
    uint64_t found;
    return tracing_read(grant_tracing(), 0, &found, count, &kept[0]);
}

/* Keep the newest records of a thread, of any if its name is empty, in [*begin, end). Returns the
 * index of the first, the last is at the end; `*begin` is its number. */
static unsigned keep(uint64_t *begin, uint64_t end, const char *thread)
{
    unsigned first = KEPT_MAX;
    uint64_t found = end;
    while (first > 0 && tracing_search(grant_tracing(), found, thread, &found,
                                       &kept[first - 1]) == KOZO_OK && found >= *begin)
        first--;
    if (first == 0)
        *begin = found;
    return first;
}

/* What threads are called of which no record is kept, but which those that are kept may name. */
static void learn_others(uint64_t end, struct kozo_trace_names *names)
{
    struct kozo_trace_record record;
    for (unsigned i = 0; i < KEPT_MAX && tracing_search(grant_tracing(), end, "", &end,
                                                        &record) == KOZO_OK; i++)
        kozo_trace_learn(names, &record);
}

/* The thread's name behind -t, "" without. Returns the command. */
static const char *option(const char *argument, char thread[KOZO_THREAD_NAME_BYTES + 1])
{
    size_t length = 0;
    thread[0] = '\0';
    if (strncmp(argument, "-t ", 3) != 0)
        return argument;
    for (argument += 3; *argument == ' ';)
        argument++;
    for (; *argument != '\0' && *argument != ' '; argument++) {
        if (length < KOZO_THREAD_NAME_BYTES)
            thread[length++] = *argument;
    }
    thread[length] = '\0';
    while (*argument == ' ')
        argument++;
    return argument;
}

void command_trace(const char *argument)
{
    static struct kozo_trace_names names;
    char thread[KOZO_THREAD_NAME_BYTES + 1];
    const char *command = option(argument, thread);
    uint64_t begin, end;
    kozo_err_t error = next_number(&begin);
    if (error == KOZO_ERR_NOT_FOUND)
        print("trace: the kernel keeps none; boot with trace=calls on its command line, as by\n"
              "make qemu CMDLINE=trace=calls\n");
    else if (error != KOZO_OK)
        commands_failed("trace", error);
    if (error != KOZO_OK)
        return;
    commands_run(command);
    error = next_number(&end);
    if (error != KOZO_OK) {
        commands_failed("trace", error);
        return;
    }
    const uint64_t ran = begin;
    const unsigned first = keep(&begin, end, thread);
    if (thread[0] != '\0')
        learn_others(end, &names);
    if (begin > ran)
        print("trace: %lu older records are not shown\n", begin - ran);
    for (unsigned i = first; i < KEPT_MAX; i++)
        kozo_trace_learn(&names, &kept[i]);
    for (unsigned i = first; i < KEPT_MAX; i++) {
        struct kozo_trace_event event;
        char line[LINE_BYTES];
        kozo_trace_decode(&names, &kept[i], &event);
        kozo_trace_text(&event, KOZO_TRACE_LINE, line, sizeof(line));
        print("%s\n", line);
    }
    if (first == KEPT_MAX && thread[0] != '\0')
        print("trace: none is of %s\n", thread);
}
