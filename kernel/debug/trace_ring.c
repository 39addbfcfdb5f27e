/* SPDX-License-Identifier: MIT */
/* trace_ring.c: the newest records, and the last of them on the screen when the kernel ends.
 * Owns: struct trace_ring. */
#include <kozo/trace.h>

#include <kozo/abi/names.h>
#include <kozo/cpu.h>
#include <kozo/log.h>
#include <kozo/string.h>

_Static_assert(offsetof(struct kozo_trace_method_call, self) ==
                   offsetof(struct kozo_trace_message_call, self), "where self is");
_Static_assert(offsetof(struct kozo_trace_method_return, status) ==
                   offsetof(struct kozo_trace_message_return, status), "where the status is");

enum { PRINTED = 16 };

struct kozo_trace_record *trace_ring_take(struct trace_ring *ring)
{
    struct kozo_trace_record *record = &ring->records[ring->count % ring->capacity];

    memset(record, 0, sizeof(*record));
    record->sequence = (uint32_t)ring->count;
    ring->count++;
    return record;
}

const struct kozo_trace_record *trace_ring_at(const struct trace_ring *ring, uint64_t back)
{
    if (back >= ring->count || back >= ring->capacity) {
        return NULL;
    }
    return &ring->records[(ring->count - 1 - back) % ring->capacity];
}

const struct kozo_trace_record *trace_ring_from(const struct trace_ring *ring, uint64_t number,
                                                uint64_t *found)
{
    const uint64_t oldest = ring->count > ring->capacity ? ring->count - ring->capacity : 0;

    *found = number < oldest ? oldest : number;
    return trace_ring_at(ring, ring->count - 1 - *found);
}

static void trace_print_name(const struct kozo_trace_record *record)
{
    char name[KOZO_THREAD_NAME_BYTES + 1] = {0};

    memcpy(name, record->name, sizeof(record->name));
    if (name[0] != '\0') {
        klog("%s ", name);
    } else {
        klog("thread %x ", record->thread);
    }
}

/* Both profiles begin with self, and with the status. */
static void trace_print_self(const struct kozo_trace_record *record)
{
    struct kozo_trace_method_call call;

    memcpy(&call, record->words, sizeof(call));
    klog("(self 0x%lx)", (unsigned long)call.self);
}

static void trace_print_result(const struct kozo_trace_record *record)
{
    struct kozo_trace_method_return result;

    memcpy(&result, record->words, sizeof(result));
    klog(" = %s", kozo_error_name(kozo_status_code((kozo_status_t){result.status})));
}

static void trace_print_fault(const struct kozo_trace_record *record)
{
    struct kozo_trace_fault_event fault;

    memcpy(&fault, record->words, sizeof(fault));
    klog("faults:");
    for (unsigned i = 0; i < ARRAY_LENGTH(fault.words); i++) {
        klog(" 0x%lx", (unsigned long)fault.words[i]);
    }
}

static void trace_print(const struct kozo_trace_record *record)
{
    const char *operation = kozo_operation_name(record->operation);

    klog("  %u.%06u cpu%u ", (unsigned)(record->time / 1000000000),
         (unsigned)(record->time / 1000 % 1000000), record->cpu);
    trace_print_name(record);
    switch (record->kind) {
    case KOZO_TRACE_KIND_CALL:
        klog("%s", operation);
        trace_print_self(record);
        break;
    case KOZO_TRACE_KIND_RETURN:
        klog("%s", operation);
        trace_print_result(record);
        break;
    case KOZO_TRACE_KIND_WAIT:
        klog("%s waits", operation);
        break;
    case KOZO_TRACE_KIND_RESTART:
        klog("%s is restarted", operation);
        break;
    case KOZO_TRACE_KIND_FAULT:
        trace_print_fault(record);
        break;
    case KOZO_TRACE_KIND_SWITCH:
        klog("goes on");
        break;
    default:
        klog("tracing begins");
        break;
    }
    klog("\n");
}

NO_LOCK_ANALYSIS void trace_print_last(void)
{
    const struct trace *trace = kernel.trace;

    if (trace == NULL) {
        return;
    }
    klog("the last trace records, of %lu:\n", (unsigned long)trace->ring.count);
    for (unsigned back = PRINTED; back-- > 0;) {
        const struct kozo_trace_record *record = trace_ring_at(&trace->ring, back);

        if (record != NULL) {
            trace_print(record);
        }
    }
}
