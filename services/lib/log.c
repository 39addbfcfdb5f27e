/* SPDX-License-Identifier: MIT */
/* log.c: reports to the log service. */
#include <kozo/log.h>

#include <kozo/format.h>

static log_t (*current)(void);

void kozo_log_open(log_t (*grant)(void))
{
    current = grant;
}

void kozo_log(kozo_severity_t severity, const char *format, ...)
{
    if (current == NULL)
        return;
    char text[KOZO_LOG_TEXT_MAX + 1];
    va_list arguments;
    va_start(arguments, format);
    kozo_format_list(text, sizeof(text), format, arguments);
    va_end(arguments);
    (void)log_append(current(), severity, text);
}
