/* SPDX-License-Identifier: MIT */
/* records.c: the lines of the records on standard input, as the guest writes them. */
#include <stdio.h>

#include <kozo/trace_text.h>

int main(void)
{
    static struct kozo_trace_record records[1 << 16];
    struct kozo_trace_names names = {0};
    const size_t count = fread(records, sizeof(records[0]), sizeof(records) / sizeof(records[0]),
                               stdin);

    for (size_t i = 0; i < count; i++)
        kozo_trace_learn(&names, &records[i]);
    for (size_t i = 0; i < count; i++) {
        char line[512];

        kozo_trace_text(&names, &records[i], line, sizeof(line));
        puts(line);
    }
    return 0;
}
