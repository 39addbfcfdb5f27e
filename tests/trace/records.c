/* SPDX-License-Identifier: MIT */
/* records.c: what the kernel wrote, from standard input, as JSON, an object a line: first how long
 * a record is and which events there can be, then one for each record, and {"lost": N} where N are
 * missing. What is zero, empty or false is left out. With --ring the input is the kernel's ring as
 * it lies in memory. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kozo/abi/names.h>
#include <kozo/trace_names.h>
#include <kozo/trace_text.h>

enum { TEXT_BYTES = 1024, RING_BYTES = 1 << KOZO_TRACE_RING_BITS };

static struct kozo_trace_names names;
static uint32_t due; /* sequence number */

__attribute__((format(printf, 1, 2), noreturn))
static void fail(const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    exit(1);
}

static void put_string(const char *text)
{
    putchar('"');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at < ' ' || *at > '~' || *at == '"' || *at == '\\')
            printf("\\u%04x", (unsigned char)*at);
        else
            putchar(*at);
    }
    putchar('"');
}

static void put_text(const char *key, const char *text)
{
    if (text[0] != '\0') {
        printf(", \"%s\": ", key);
        put_string(text);
    }
}

static void put_part(const char *key, const struct kozo_trace_event *event,
                     enum kozo_trace_part part)
{
    char text[TEXT_BYTES];

    kozo_trace_text(event, part, text, sizeof(text));
    put_text(key, text);
}

static void put_number(const char *key, uint64_t number)
{
    if (number != 0)
        printf(", \"%s\": %" PRIu64, key, number);
}

static void put_fact(const char *key, const struct kozo_trace_event *event, enum trace_fact fact)
{
    if (event->operation != NULL && (event->operation->facts & fact) != 0)
        printf(", \"%s\": true", key);
}

static void put_values(const struct kozo_trace_event *event)
{
    char text[TEXT_BYTES];

    printf(", \"values\": [");
    for (unsigned i = 0; i < event->count; i++) {
        const struct kozo_trace_value *value = &event->values[i];

        kozo_trace_value(event, value, text, sizeof(text));
        printf("%s{\"name\": \"%s\", \"text\": ", i == 0 ? "" : ", ", value->name);
        put_string(text);
        printf(", \"raw\": %" PRIu64 "}", value->raw);
    }
    printf("]");
}

static void put_event(const struct kozo_trace_event *event)
{
    const struct kozo_trace_record *record = event->record;
    const unsigned code = kozo_status_code(event->status);
    const struct kozo_trace_value kind = {"kind", &trace_type_trace_kind, record->kind};
    char text[TEXT_BYTES];

    printf("{\"time\": %" PRIu64 ", \"sequence\": %u, \"cpu\": %u", record->time, record->sequence,
           record->cpu);
    kozo_trace_value(event, &kind, text, sizeof(text));
    put_text("kind", text);
    put_text("thread", event->thread);
    put_number("number", record->thread);
    put_text("partner", event->partner);
    put_number("partner_number", record->partner);
    put_text("operation", event->name);
    put_fact("is_message", event, TRACE_MESSAGE);
    put_fact("sends", event, TRACE_SENDS);
    put_fact("receives", event, TRACE_RECEIVES);
    put_fact("replies", event, TRACE_REPLY);
    put_number("target", event->target);
    put_values(event);
    put_part("message", event, KOZO_TRACE_MESSAGE);
    if (event->message == KOZO_TRACE_REPLY && kozo_tag_interface(event->tag) != 0)
        put_text("answer", kozo_error_name(kozo_tag_label(event->tag)));
    if (code != KOZO_OK)
        put_text("error", kozo_error_name(code));
    put_number("code", code);
    put_number("argument", kozo_status_argument(event->status));
    put_number("detail", kozo_status_detail(event->status));
    put_part("refusal", event, KOZO_TRACE_REFUSAL);
    put_part("head", event, KOZO_TRACE_HEAD);
    put_part("said", event, KOZO_TRACE_SAID);
    puts("}");
}

static void check_begin(const struct kozo_trace_record *record)
{
    struct kozo_trace_begin_event begin;

    memcpy(&begin, record->words, sizeof(begin));
    if (begin.magic != KOZO_TRACE_MAGIC)
        fail("this is no KOZO trace: it does not start with the mark of one");
    if (begin.version != KOZO_ABI_VERSION || begin.size != sizeof(*record))
        fail("the trace is of ABI version %u with records of %u bytes, the tables are of version "
             "%u with %zu", begin.version, begin.size, KOZO_ABI_VERSION, sizeof(*record));
}

static void take(const struct kozo_trace_record *record)
{
    struct kozo_trace_event event;

    if (record->kind >= trace_type_trace_kind.count)
        fail("record %u is of unknown kind %u: the trace is damaged", record->sequence,
             record->kind);
    if (record->sequence != due)
        printf("{\"lost\": %u}\n", record->sequence - due);
    due = record->sequence + 1;
    kozo_trace_decode(&names, record, &event);
    put_event(&event);
}

static void read_stream(void)
{
    struct kozo_trace_record record;
    size_t count;

    for (bool begun = false; (count = fread(&record, 1, sizeof(record), stdin)) == sizeof(record);
         begun = true) {
        if (!begun)
            check_begin(&record);
        take(&record);
    }
    if (count != 0)
        fail("the trace ends in the middle of record %u: %zu of %zu bytes", due, count,
             sizeof(record));
    if (due == 0)
        fail("the trace is empty: the kernel traces only with trace=... on its command line");
}

static int by_sequence(const void *a, const void *b)
{
    const struct kozo_trace_record *one = a, *other = b;

    return one->sequence < other->sequence ? -1 : one->sequence > other->sequence;
}

/* Records that were never written are all zeroes. */
static void read_ring(void)
{
    static struct kozo_trace_record records[RING_BYTES / sizeof(struct kozo_trace_record)];
    static const struct kozo_trace_record unused;
    const size_t bytes = fread(records, 1, sizeof(records), stdin);
    const size_t count = bytes / sizeof(records[0]);

    if (bytes % sizeof(records[0]) != 0 || getchar() != EOF)
        fail("the ring is not made of records of %zu bytes, %zu at most", sizeof(records[0]),
             sizeof(records) / sizeof(records[0]));
    qsort(records, count, sizeof(records[0]), by_sequence);
    for (size_t i = 0; i < count; i++) {
        if (memcmp(&records[i], &unused, sizeof(unused)) != 0)
            take(&records[i]);
    }
}

int main(int count, char **arguments)
{
    const bool ring = count == 2 && strcmp(arguments[1], "--ring") == 0;

    if (count > 1 && !ring)
        fail("usage: %s [--ring] <RECORDS", arguments[0]);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* whoever follows a trace reads line by line */
    printf("{\"size\": %zu, \"events\": [", sizeof(struct kozo_trace_record));
    for (unsigned i = 0; i < trace_type_trace_events.count; i++)
        printf("%s\"%s\"", i == 0 ? "" : ", ", trace_type_trace_events.values[i].name);
    puts("]}");
    if (ring)
        read_ring();
    else
        read_stream();
    return 0;
}
