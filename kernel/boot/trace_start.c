/* SPDX-License-Identifier: MIT */
/* trace_start.c: `trace=calls,faults` on the command line.
 * Order: part of kernel_main(). */
#include <kozo/trace.h>

#include <kozo/arch.h>
#include <kozo/boot.h>
#include <kozo/cpu.h>
#include <kozo/gen/trace.h>
#include <kozo/log.h>
#include <kozo/string.h>

static size_t word_length(const char *text, size_t most)
{
    size_t length = 0;

    while (length < most && text[length] != ',') {
        length++;
    }
    return length;
}

static bool word_is(const char *word, size_t length, const char *name)
{
    for (size_t i = 0; i < length; i++) {
        if (name[i] != word[i]) {
            return false;
        }
    }
    return name[length] == '\0';
}

static void report_unknown(const char *word, size_t length)
{
    klog("kernel: trace: nothing is called '");
    for (size_t i = 0; i < length; i++) {
        klog("%c", word[i]);
    }
    klog("'; there are:");
    for (unsigned i = 0; i < TRACE_EVENT_COUNT; i++) {
        klog(" %s", trace_event_names[i].name);
    }
    klog("\n");
}

static kozo_trace_events_t word_event(const char *word, size_t length)
{
    for (unsigned i = 0; i < TRACE_EVENT_COUNT; i++) {
        if (word_is(word, length, trace_event_names[i].name)) {
            return trace_event_names[i].event;
        }
    }
    report_unknown(word, length);
    return 0;
}

static kozo_trace_events_t wanted_events(const struct kozo_boot_info *info)
{
    kozo_trace_events_t events = 0;
    size_t length;
    const char *value = boot_option_value(info, "trace=", &length);

    while (value != NULL) {
        const size_t word = word_length(value, length);

        events |= word_event(value, word);
        if (word == length) {
            return events;
        }
        value += word + 1;
        length -= word + 1;
    }
    return events;
}

static LOCKED void trace_begin(const struct trace *trace)
{
    struct kozo_trace_record *record = trace_ring_take(&kernel.trace->ring);
    const struct kozo_trace_begin_event event = {
        .magic = KOZO_TRACE_MAGIC,
        .version = KOZO_ABI_VERSION,
        .size = sizeof(*record),
        .events = trace->events,
        .capacity = trace->ring.capacity,
    };

    _Static_assert(sizeof(event) <= sizeof(record->words), "fits into a record");
    record->time = arch_now_ns();
    record->kind = KOZO_TRACE_KIND_BEGIN;
    record->operation = KOZO_TRACE_OPERATION_NONE;
    memcpy(record->words, &event, sizeof(event));
    if (trace->console) {
        arch_trace_write(record, sizeof(*record));
    }
}

void trace_start(struct kozo_boot_info *info)
{
    const kozo_trace_events_t events = wanted_events(info);
    const size_t size = (size_t)1 << KOZO_TRACE_RING_BITS;

    if (events == 0) {
        return;
    }
    struct trace *trace = phys_to_ptr(boot_take_memory(info, KOZO_TRACE_RING_BITS));

    /* What tracing needs itself takes the place of the first records. */
    _Static_assert(sizeof(*trace) <= sizeof(struct kozo_trace_record), "room of one record");
    trace->events = events;
    trace->console = arch_trace_console();
    trace->ring.records = (struct kozo_trace_record *)(void *)trace + 1;
    trace->ring.capacity = (uint32_t)(size / sizeof(struct kozo_trace_record)) - 1;
    kernel.trace = trace;
    trace_begin(trace);
    klog("kernel: tracing; the newest %u records are kept%s\n", trace->ring.capacity,
         trace->console ? ", all are written to the trace console" : "");
    kernel.general = true;
    arch_general_entry();
}
