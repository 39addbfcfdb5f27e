/* SPDX-License-Identifier: MIT */
/* trace.c: what is recorded of system calls, faults and switches.
 *
 * A call gives `call` and, when it ends, `return`; in between `wait` if it does not end at once, or
 * instead `restart` if it was preempted. The number of the operation is kept in the thread, since
 * the end of a call overwrites its register.
 *
 * Owns: thread.trace_operation, cpu.traced, kernel.trace.
 * Invariants: no word enters a record unless trace_shapes[] (by the IDL) or a structure of its own
 *   allows it. */
#include <kozo/trace.h>

#include <kozo/arch.h>
#include <kozo/cpu.h>
#include <kozo/cspace.h>
#include <kozo/gen/trace.h>
#include <kozo/log.h>
#include <kozo/string.h>

/* thread.trace_operation is the number of the operation plus this; 0 is none. */
enum {
    OPERATION_NOTED = 1,
    OPERATION_UNKNOWN = UINT16_MAX, /* whose number was out of range */
};

#define SET_WORDS(record, value)                                                                  \
    do {                                                                                          \
        _Static_assert(sizeof(value) <= sizeof((record)->words), "fits into a record");           \
        memcpy((record)->words, &(value), sizeof(value));                                         \
    } while (0)

static uint32_t trace_number(const struct thread *thread)
{
    return thread == NULL ? 0 : (uint32_t)(ptr_to_phys(thread).raw >> KOZO_THREAD_SIZE_BITS);
}

static LOCKED COLD struct kozo_trace_record *trace_new(const struct thread *thread,
                                                  kozo_trace_kind_t kind)
{
    struct kozo_trace_record *record = trace_ring_take(&kernel.trace->ring);

    record->time = arch_now_ns();
    record->kind = kind;
    record->cpu = (uint8_t)this_cpu()->number;
    record->operation = KOZO_TRACE_OPERATION_NONE;
    if (thread != NULL) {
        record->thread = trace_number(thread);
        memcpy(record->name, thread->name, sizeof(record->name));
    }
    return record;
}

/* The record is complete. */
static LOCKED void trace_emit(const struct kozo_trace_record *record)
{
    if (kernel.trace->console) {
        arch_trace_write(record, sizeof(*record));
    }
}

static LOCKED bool trace_wants(kozo_trace_events_t event)
{
    return (kernel.trace->events & event) != 0;
}

/* What is known of the operation that the thread is in; all zeroes for a number without meaning. */
static struct trace_shape trace_shape_of(const struct thread *thread)
{
    const unsigned operation = (unsigned)(thread->trace_operation - OPERATION_NOTED);

    return operation < KOZO_OP_LIMIT ? trace_shapes[operation] : (struct trace_shape){.facts = 0};
}

static LOCKED COLD struct kozo_trace_record *trace_new_of_call(const struct thread *thread,
                                                          kozo_trace_kind_t kind)
{
    struct kozo_trace_record *record = trace_new(thread, kind);

    record->operation = thread->trace_operation == OPERATION_UNKNOWN
                            ? KOZO_TRACE_OPERATION_NONE
                            : (uint16_t)(thread->trace_operation - OPERATION_NOTED);
    record->partner = trace_number(thread->caller);
    return record;
}

/* What a handle names, whether or not it may be used. Two handles may name the same. */
static LOCKED uint64_t trace_object(const struct thread *caller, kozo_handle_t handle)
{
    const struct cap_slot *slot = cspace_resolve(caller, handle, true, 0).slot;

    return slot != NULL ? slot->object >> KOZO_SLOT_BITS : 0;
}

static LOCKED void trace_message_operands(struct kozo_trace_record *record,
                                          const struct thread *caller, struct trace_shape shape)
{
    const struct regs *regs = &caller->regs;
    const kozo_tag_t tag = regs_tag(regs);
    const uint64_t flags = kozo_tag_flags(tag);
    const bool deadline = (shape.facts & TRACE_DEADLINE) != 0 &&
                          (flags & KOZO_TAG_FLAG_DEADLINE) != 0;
    const bool reply = (shape.facts & TRACE_REPLY) != 0 &&
                       (flags & KOZO_TAG_FLAG_SAVED_REPLY) != 0;
    const struct kozo_trace_message_call operands = {
        .self = (shape.facts & TRACE_SELF) != 0 ? regs_cap(regs).raw : 0,
        .tag = tag.raw,
        .deadline = deadline ? regs_deadline(regs) : KOZO_DEADLINE_NEVER,
        .reply = reply ? regs_reply(regs).raw : 0,
    };
    const struct kozo_trace_message_target target = {
        .object = (shape.facts & TRACE_SELF) != 0 ? trace_object(caller, regs_cap(regs)) : 0,
    };

    SET_WORDS(record, operands);
    memcpy(&record->words[sizeof(operands) / sizeof(uint64_t)], &target, sizeof(target));
}

static void trace_method_operands(struct kozo_trace_record *record, const struct regs *regs,
                                  struct trace_shape shape)
{
    struct kozo_trace_method_call operands = {
        .self = (shape.facts & TRACE_SELF) != 0 ? regs_self(regs) : 0,
    };

    for (unsigned i = 0; i < ARRAY_LENGTH(operands.args); i++) {
        operands.args[i] = (shape.args >> i & 1) != 0 ? regs_arg(regs, i + 1) : 0;
    }
    SET_WORDS(record, operands);
}

void trace_call(struct thread *caller)
{
    const uint64_t operation = regs_op(&caller->regs);

    /* Who reads the trace would push out what it reads. */
    if (!trace_wants(KOZO_TRACE_EVENTS_CALLS) || operation == KOZO_OP_DEBUG_TRACE) {
        return;
    }
    /* A number without meaning may be anything, a secret even. */
    caller->trace_operation =
        (uint16_t)(operation < KOZO_OP_LIMIT ? operation + OPERATION_NOTED : OPERATION_UNKNOWN);
    const struct trace_shape shape = trace_shape_of(caller);
    struct kozo_trace_record *record = trace_new_of_call(caller, KOZO_TRACE_KIND_CALL);

    if ((shape.facts & TRACE_MESSAGE) != 0) {
        trace_message_operands(record, caller, shape);
    } else {
        trace_method_operands(record, &caller->regs, shape);
    }
    trace_emit(record);
}

static void trace_message_results(struct kozo_trace_record *record, const struct regs *regs,
                                  struct trace_shape shape)
{
    const bool received = (shape.facts & TRACE_RECEIVES) != 0 &&
                          kozo_status_code(regs_status(regs)) == KOZO_OK;
    const struct kozo_trace_message_return results = {
        .status = regs_status(regs).raw,
        .badge = received ? regs_received_badge(regs) : 0,
        .tag = received ? regs_received_tag(regs).raw : 0,
    };

    SET_WORDS(record, results);
}

static void trace_method_results(struct kozo_trace_record *record, const struct regs *regs,
                                 struct trace_shape shape)
{
    const bool ok = kozo_status_code(regs_status(regs)) == KOZO_OK;
    struct kozo_trace_method_return results = {.status = regs_status(regs).raw};

    for (unsigned i = 0; ok && i < ARRAY_LENGTH(results.results); i++) {
        results.results[i] = (shape.results >> i & 1) != 0 ? regs_result(regs, i) : 0;
    }
    SET_WORDS(record, results);
}

static LOCKED COLD void trace_return(struct thread *thread)
{
    const struct trace_shape shape = trace_shape_of(thread);
    struct kozo_trace_record *record = trace_new_of_call(thread, KOZO_TRACE_KIND_RETURN);

    if ((shape.facts & TRACE_MESSAGE) != 0) {
        trace_message_results(record, &thread->regs, shape);
    } else {
        trace_method_results(record, &thread->regs, shape);
    }
    trace_emit(record);
    thread->trace_operation = 0;
}

static LOCKED void trace_wait(const struct thread *thread)
{
    const struct kozo_trace_wait_event event = {.state = thread->state};
    struct kozo_trace_record *record = trace_new_of_call(thread, KOZO_TRACE_KIND_WAIT);

    record->partner = trace_number(thread->reply_callee);
    SET_WORDS(record, event);
    trace_emit(record);
}

void trace_called(struct thread *caller)
{
    if (caller->trace_operation == 0) {
        return;
    }
    if (caller->restart) {
        trace_emit(trace_new_of_call(caller, KOZO_TRACE_KIND_RESTART));
        caller->trace_operation = 0;
    } else if (thread_is_runnable(caller)) {
        trace_return(caller);
    } else {
        trace_wait(caller);
    }
}

void trace_fault(const struct thread *thread, const struct message *message)
{
    struct kozo_trace_fault_event event = {.tag = message->tag.raw};

    if (trace_wants(KOZO_TRACE_EVENTS_FAULTS)) {
        struct kozo_trace_record *record = trace_new(thread, KOZO_TRACE_KIND_FAULT);

        for (unsigned i = 0; i < ARRAY_LENGTH(event.words); i++) {
            event.words[i] = message->words[i];
        }
        SET_WORDS(record, event);
        trace_emit(record);
    }
}

void trace_go_on(struct thread *next)
{
    struct cpu *cpu = this_cpu();

    if (cpu->traced != next && trace_wants(KOZO_TRACE_EVENTS_SWITCHES)) {
        struct kozo_trace_record *record = trace_new(next, KOZO_TRACE_KIND_SWITCH);

        record->partner = trace_number(cpu->traced);
        trace_emit(record);
    }
    cpu->traced = next;
    if (next->trace_operation != 0) {
        trace_return(next);
    }
}
