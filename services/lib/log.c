/* SPDX-License-Identifier: MIT */
/* log.c: reports to the log service. */
#include <kozo/log.h>

#include <kozo/format.h>

static log_t service;

void kozo_log_open(log_t log)
{
    service = log;
}

void kozo_log(kozo_severity_t severity, const char *format, ...)
{
    if (service.endpoint.raw == 0)
        return;
    char text[KOZO_LOG_TEXT_MAX + 1];
    va_list arguments;
    va_start(arguments, format);
    kozo_format_list(text, sizeof(text), format, arguments);
    va_end(arguments);
    (void)log_append(service, severity, text);
}
