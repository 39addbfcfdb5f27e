/* SPDX-License-Identifier: MIT */
/* main.c: the log service: a ring of lines.
 * Owns: the lines. Invariants: line number n, counted from 0, lies in lines[n % KOZO_LOG_LINES]
 *   while next - KOZO_LOG_LINES <= n < next. */
#include <kozo/clock.h>
#include <kozo/serve.h>
#include <kozo/server/log.h>
#include <kozo/start.h>
#include <kozo/text.h>

struct line {
    kozo_duration_t time;
    kozo_badge_t source;
    kozo_severity_t severity;
    char text[KOZO_LOG_TEXT_MAX + 1];
};

static struct line lines[KOZO_LOG_LINES];
static uint64_t next; /* number of the next line */

static kozo_err_t log_serve_append(void *context, kozo_badge_t badge, kozo_severity_t severity,
                                   const char *text)
{
    (void)context;
    struct line *line = &lines[next++ % KOZO_LOG_LINES];
    line->time = kozo_now_ns();
    line->source = badge;
    line->severity = severity;
    kozo_copy_text(line->text, sizeof(line->text), text);
    return KOZO_OK;
}

static kozo_err_t log_serve_read(void *context, kozo_badge_t badge, uint64_t sequence,
                                 uint64_t *sequence_out, kozo_duration_t *time,
                                 kozo_badge_t *source, kozo_severity_t *severity,
                                 char text[KOZO_LOG_TEXT_MAX + 1])
{
    (void)context;
    (void)badge;
    uint64_t oldest = next > KOZO_LOG_LINES ? next - KOZO_LOG_LINES : 0;
    if (sequence >= next)
        return KOZO_ERR_NOT_FOUND;
    if (sequence < oldest)
        sequence = oldest;
    const struct line *line = &lines[sequence % KOZO_LOG_LINES];
    *sequence_out = sequence;
    *time = line->time;
    *source = line->source;
    *severity = line->severity;
    kozo_copy_text(text, KOZO_LOG_TEXT_MAX + 1, line->text);
    return KOZO_OK;
}

int main(void)
{
    const struct kozo_dispatcher dispatcher = {.dispatch = log_dispatch};
    struct kozo_server server = {
        .endpoint = {kozo_start_info()->endpoint},
        .dispatchers = &dispatcher,
        .dispatcher_count = 1,
    };
    return (int)kozo_serve(&server);
}
