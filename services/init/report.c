/* SPDX-License-Identifier: MIT */
/* report.c: text through the Debug capability. */
#include "report.h"

#include <kozo/format.h>
#include <kozo/server/served.h>
#include <kozo/text.h>
#include <kozo/sys.h>

#include "init.h"

enum { CHUNK = 32, LINE = 160 };

static void report_chunk(const char *text, size_t length)
{
    uint64_t words[CHUNK / sizeof(uint64_t)] = {0};
    memcpy(words, text, length);
    (void)kozo_debug_write((kozo_debug_t){init_info()->debug}, length, words[0], words[1], words[2],
                           words[3]);
}

void report(const char *format, ...)
{
    char line[LINE + 1];
    va_list arguments;
    va_start(arguments, format);
    memcpy(line, "init: ", 6);
    size_t length = 6 + kozo_format_list(line + 6, LINE - 6, format, arguments);
    va_end(arguments);
    if (length > LINE - 1)
        length = LINE - 1;
    line[length++] = '\n';
    for (size_t at = 0; at < length; at += CHUNK)
        report_chunk(line + at, length - at < CHUNK ? length - at : CHUNK);
}

/* In place of libkozo's, which would ask the log. */
void kozo_serve_breach(const char *check)
{
    report("violates its interface: %s", check);
}
