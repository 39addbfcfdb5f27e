/* SPDX-License-Identifier: MIT */
/* trace_event.c: a trace record's words by what the IDL says of them. Tools on the host get events
 * from the same code, through tests/trace/records.c. */
#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/text.h>
#include <kozo/trace_event.h>
#include <kozo/trace_names.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

_Static_assert(LENGTH(trace_operations[0].params) < KOZO_TRACE_VALUES, "self and arguments fit");
_Static_assert(LENGTH(trace_methods[0].params) <= KOZO_TRACE_VALUES, "a message's words fit");

void kozo_trace_learn(struct kozo_trace_names *names, const struct kozo_trace_record *record)
{
    unsigned at = 0;

    if (record->name[0] == '\0')
        return;
    while (at < KOZO_TRACE_NAMES && names->known[at].number != record->thread)
        at++;
    if (at == KOZO_TRACE_NAMES)
        at = names->next++ % KOZO_TRACE_NAMES;
    names->known[at].number = record->thread;
    memcpy(names->known[at].name, record->name, sizeof(record->name));
}

/* `nobody` is who has number 0. */
static void name_thread(char out[KOZO_THREAD_NAME_BYTES + 1], const struct kozo_trace_names *names,
                        uint32_t number, const char *nobody)
{
    const char *name = number == 0 ? nobody : NULL;

    for (unsigned i = 0; name == NULL && i < KOZO_TRACE_NAMES; i++) {
        if (names->known[i].number == number)
            name = names->known[i].name;
    }
    if (name != NULL)
        kozo_copy_text(out, KOZO_THREAD_NAME_BYTES + 1, name);
    else
        kozo_format(out, KOZO_THREAD_NAME_BYTES + 1, "thread %x", number);
}

static void add(struct kozo_trace_event *event, const char *name, const struct trace_type *type,
                uint64_t raw)
{
    event->values[event->count++] = (struct kozo_trace_value){name, type, raw};
}

/* Parameters of an operation that follow each other in the record's words. */
static void add_params(struct kozo_trace_event *event, const struct trace_param *params,
                       unsigned count, const uint64_t *words)
{
    for (unsigned i = 0; i < count; i++)
        add(event, params[i].name, params[i].type, words[i]);
}

static void take_begin(struct kozo_trace_event *event)
{
    struct kozo_trace_begin_event begin;

    memcpy(&begin, event->record->words, sizeof(begin));
    add(event, "version", &trace_type_u32, begin.version);
    add(event, "events", &trace_type_trace_events, begin.events);
    add(event, "capacity", &trace_type_u32, begin.capacity);
}

static const struct trace_method *method_of(kozo_tag_t tag)
{
    for (size_t i = 0; i < LENGTH(trace_methods); i++) {
        if (trace_methods[i].interface == kozo_tag_interface(tag) &&
            trace_methods[i].label == kozo_tag_label(tag))
            return &trace_methods[i];
    }
    return NULL;
}

/* `way` is where the partner is, if there is one. */
static void take_message(struct kozo_trace_event *event, kozo_tag_t tag, bool is_reply,
                         const char *way)
{
    const struct trace_method *method = is_reply ? NULL : method_of(tag);

    event->message = is_reply ? KOZO_TRACE_REPLY : KOZO_TRACE_REQUEST;
    event->tag = tag;
    event->way = event->record->partner != 0 ? way : NULL;
    event->method = method != NULL ? method->name : NULL;
    for (size_t i = 0; i < LENGTH(trace_tag_interfaces); i++) {
        if (trace_tag_interfaces[i].value == kozo_tag_interface(tag))
            event->interface = trace_tag_interfaces[i].name;
    }
}

static void take_message_call(struct kozo_trace_event *event)
{
    struct kozo_trace_message_call call;
    struct kozo_trace_message_target target;

    memcpy(&call, event->record->words, sizeof(call));
    memcpy(&target, &event->record->words[sizeof(call) / sizeof(uint64_t)], sizeof(target));
    const unsigned facts = event->operation->facts;
    const kozo_tag_t tag = {call.tag};
    const unsigned flags = kozo_tag_flags(tag);
    const bool replies = (facts & TRACE_REPLY) != 0;

    if ((facts & TRACE_SELF) != 0) {
        add(event, "self", &trace_type_handle, call.self);
        event->target = target.object;
    }
    if ((flags & KOZO_TAG_FLAG_ANSWERED) != 0)
        event->message = KOZO_TRACE_ANSWERED;
    else if ((facts & TRACE_SENDS) != 0)
        take_message(event, tag, replies, replies ? " to " : NULL);
    if ((facts & TRACE_DEADLINE) != 0 && (flags & KOZO_TAG_FLAG_DEADLINE) != 0)
        add(event, "deadline", &trace_type_deadline, call.deadline);
    if (replies && (flags & KOZO_TAG_FLAG_SAVED_REPLY) != 0)
        add(event, "reply", &trace_type_handle, call.reply);
}

static void take_call(struct kozo_trace_event *event)
{
    const struct trace_operation *operation = event->operation;
    struct kozo_trace_method_call call;

    if (operation == NULL)
        return;
    if ((operation->facts & TRACE_MESSAGE) != 0) {
        take_message_call(event);
        return;
    }
    memcpy(&call, event->record->words, sizeof(call));
    add(event, "self", &trace_type_handle, call.self);
    add_params(event, operation->params, operation->args, call.args);
}

static void take_received(struct kozo_trace_event *event)
{
    const unsigned facts = event->operation->facts;
    const bool answer = (facts & TRACE_SENDS) != 0 && (facts & TRACE_REPLY) == 0;
    struct kozo_trace_message_return result;

    if ((facts & TRACE_RECEIVES) == 0)
        return;
    memcpy(&result, event->record->words, sizeof(result));
    take_message(event, (kozo_tag_t){result.tag}, answer, answer ? NULL : " from ");
    if (result.badge != 0)
        add(event, "badge", &trace_type_badge, result.badge);
}

static void take_return(struct kozo_trace_event *event)
{
    const struct trace_operation *operation = event->operation;
    struct kozo_trace_method_return result;

    memcpy(&result, event->record->words, sizeof(result));
    event->status = (kozo_status_t){result.status};
    if (kozo_status_code(event->status) != KOZO_OK || operation == NULL)
        return;
    if ((operation->facts & TRACE_MESSAGE) != 0)
        take_received(event);
    else
        add_params(event, operation->params + operation->args, operation->outs, result.results);
}

static void take_wait(struct kozo_trace_event *event)
{
    struct kozo_trace_wait_event wait;

    memcpy(&wait, event->record->words, sizeof(wait));
    add(event, "state", &trace_type_thread_state, wait.state);
}

static void take_fault(struct kozo_trace_event *event)
{
    struct kozo_trace_fault_event fault;

    memcpy(&fault, event->record->words, sizeof(fault));
    const kozo_tag_t tag = {fault.tag};
    const struct trace_method *method = method_of(tag);

    take_message(event, tag, false, NULL);
    for (unsigned i = 0; method != NULL && i < method->words; i++) {
        const struct trace_param *param = &method->params[i];

        if (param->word < LENGTH(fault.words)) {
            const uint64_t mask = param->bits < 64 ? (UINT64_C(1) << param->bits) - 1 : UINT64_MAX;

            add(event, param->name, param->type, fault.words[param->word] >> param->shift & mask);
        }
    }
}

void kozo_trace_decode(struct kozo_trace_names *names, const struct kozo_trace_record *record,
                       struct kozo_trace_event *event)
{
    *event = (struct kozo_trace_event){.record = record, .name = ""};
    kozo_trace_learn(names, record);
    name_thread(event->thread, names, record->thread, "kernel");
    name_thread(event->partner, names, record->partner, "");
    if (record->kind >= KOZO_TRACE_KIND_CALL && record->kind <= KOZO_TRACE_KIND_RESTART) {
        const bool known = record->operation < KOZO_OP_LIMIT &&
                           trace_operations[record->operation].known;

        event->operation = known ? &trace_operations[record->operation] : NULL;
        event->name = known ? kozo_operation_name(record->operation) : "unknown operation";
    }
    switch ((enum kozo_trace_kind)record->kind) {
    case KOZO_TRACE_KIND_BEGIN:
        take_begin(event);
        break;
    case KOZO_TRACE_KIND_CALL:
        take_call(event);
        break;
    case KOZO_TRACE_KIND_RETURN:
        take_return(event);
        break;
    case KOZO_TRACE_KIND_WAIT:
        take_wait(event);
        break;
    case KOZO_TRACE_KIND_FAULT:
        take_fault(event);
        break;
    case KOZO_TRACE_KIND_RESTART:
    case KOZO_TRACE_KIND_SWITCH:
        break;
    }
}
