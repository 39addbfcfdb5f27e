/* SPDX-License-Identifier: MIT */
/* commands_trace.c: trace, which shows what the kernel recorded while a command ran. Records are
 * read before any is printed: printing makes records, too. */
#include <shell.h>
#include <kozo/client/tracing.h>
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

/* Keep records from `number` on. Returns how many. */
static unsigned keep(uint64_t number, uint64_t end)
{
    unsigned records = 0;
    while (records < KEPT_MAX && number < end) {
        uint64_t count;
        if (tracing_read(grant_tracing(), number, &number, &count, &kept[records]) != KOZO_OK)
            break;
        number++;
        records++;
    }
    return records;
}

void command_trace(const char *argument)
{
    static struct kozo_trace_names names;
    uint64_t begin, end;
    kozo_err_t error = next_number(&begin);
    if (error == KOZO_ERR_NOT_FOUND)
        print("trace: the kernel keeps none; boot with trace=calls on its command line\n");
    else if (error != KOZO_OK)
        commands_failed("trace", error);
    if (error != KOZO_OK)
        return;
    commands_run(argument);
    error = next_number(&end);
    if (error != KOZO_OK) {
        commands_failed("trace", error);
        return;
    }
    const unsigned records = keep(begin, end);
    for (unsigned i = 0; i < records; i++)
        kozo_trace_learn(&names, &kept[i]);
    for (unsigned i = 0; i < records; i++) {
        struct kozo_trace_event event;
        char line[LINE_BYTES];
        kozo_trace_decode(&names, &kept[i], &event);
        kozo_trace_text(&event, KOZO_TRACE_LINE, line, sizeof(line));
        print("%s\n", line);
    }
    if (end - begin > records)
        print("trace: %lu more records are not shown\n", end - begin - records);
}
