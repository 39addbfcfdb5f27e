/* SPDX-License-Identifier: MIT */
/* trace_text.c: the text of a trace record, by the tables that are rendered from the IDL. The other
 * reader of records, kernel/debug/trace/, works by the same tables as JSON;
 * tests/trace/test_records.py holds their lines side by side. */
#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/text.h>
#include <kozo/trace_names.h>
#include <kozo/trace_text.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

enum { NS_PER_SECOND = 1000000000, NS_PER_US = 1000, US_PER_MS = 1000 };

/* A line as it grows; `used` may pass the capacity, what lies beyond is cut off. */
struct line {
    char *out;
    size_t capacity, used;
    const struct kozo_trace_record *record;
};

__attribute__((format(printf, 2, 3)))
static void put(struct line *line, const char *format, ...)
{
    const size_t at = line->used < line->capacity ? line->used : line->capacity;
    va_list arguments;

    va_start(arguments, format);
    line->used += kozo_format_list(line->out + at, line->capacity - at, format, arguments);
    va_end(arguments);
}

static const char *name_of(const struct kozo_trace_names *names, uint32_t number)
{
    for (unsigned i = 0; i < KOZO_TRACE_NAMES; i++) {
        if (names->known[i].number == number)
            return names->known[i].name;
    }
    return NULL;
}

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

static void put_thread(struct line *line, const char *name, uint32_t number)
{
    if (number == 0)
        put(line, "kernel");
    else if (name != NULL)
        put(line, "%s", name);
    else
        put(line, "thread %x", number);
}

static void put_handle(struct line *line, uint64_t raw)
{
    const kozo_handle_t handle = {raw};

    if (raw == 0) {
        put(line, "none");
        return;
    }
    put(line, "%u@%u", kozo_handle_address(handle), kozo_handle_stamp(handle));
    if (kozo_handle_depth(handle) != 0)
        put(line, "/%u", kozo_handle_depth(handle));
}

static void put_rights(struct line *line, unsigned type, uint64_t rights)
{
    const char *between = "";

    for (unsigned bit = 0; bit < 8; bit++) {
        if ((rights >> bit & 1) != 0) {
            put(line, "%s%s", between, kozo_right_name(type, 1u << bit));
            between = "|";
        }
    }
    if (rights == 0)
        put(line, "none");
}

static void put_info(struct line *line, uint64_t raw)
{
    const kozo_info_t info = {raw};
    const unsigned type = kozo_info_type(info);

    if (type == 0) {
        put(line, "nothing");
        return;
    }
    put(line, "%s(", kozo_object_name(type));
    put_rights(line, type, kozo_info_rights(info));
    put(line, ")");
}

static void put_deadline(struct line *line, uint64_t raw)
{
    const uint64_t now = line->record->time;
    const uint64_t us = (raw >= now ? raw - now : now - raw) / NS_PER_US;

    if (raw == KOZO_DEADLINE_NEVER)
        put(line, "never");
    else if (raw == KOZO_DEADLINE_POLL)
        put(line, "poll");
    else
        put(line, "%c%lu.%03lu ms", raw >= now ? '+' : '-', us / US_PER_MS, us % US_PER_MS);
}

static void put_enum(struct line *line, const struct trace_type *type, uint64_t raw)
{
    for (unsigned i = 0; i < type->count; i++) {
        if (type->values[i].value == raw) {
            put(line, "%s", type->values[i].name);
            return;
        }
    }
    put(line, "%lu", raw);
}

static void put_flags(struct line *line, const struct trace_type *type, uint64_t raw)
{
    const char *between = "";
    uint64_t rest = raw;

    for (unsigned i = 0; i < type->count; i++) {
        if ((raw & type->values[i].value) != 0) {
            put(line, "%s%s", between, type->values[i].name);
            rest &= ~type->values[i].value;
            between = "|";
        }
    }
    if (rest != 0)
        put(line, "%s0x%lx", between, rest);
    else if (raw == 0)
        put(line, "none");
}

static void put_value(struct line *line, const struct trace_type *type, uint64_t raw)
{
    const bool big = raw > UINT32_MAX;

    if (type->how == TRACE_AS_HANDLE)
        put_handle(line, raw);
    else if (type->how == TRACE_AS_PAYLOAD)
        put(line, "(payload)");
    else if (type->how == TRACE_AS_INFO)
        put_info(line, raw);
    else if (type->how == TRACE_AS_DEADLINE)
        put_deadline(line, raw);
    else if (type->how == TRACE_AS_HEX || big)
        put(line, "0x%lx", raw);
    else if (type->how == TRACE_AS_ENUM)
        put_enum(line, type, raw);
    else if (type->how == TRACE_AS_FLAGS)
        put_flags(line, type, raw);
    else
        put(line, "%lu%s%s", raw, type->unit != NULL ? " " : "",
            type->unit != NULL ? type->unit : "");
}

static void put_named(struct line *line, const char *between, const char *name,
                      const struct trace_type *type, uint64_t raw)
{
    put(line, "%s%s=", between, name);
    put_value(line, type, raw);
}

static const char *interface_name(uint64_t number)
{
    for (size_t i = 0; i < LENGTH(trace_tag_interfaces); i++) {
        if (trace_tag_interfaces[i].value == number)
            return trace_tag_interfaces[i].name;
    }
    return NULL;
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

static void put_interface(struct line *line, kozo_tag_t tag)
{
    const char *name = interface_name(kozo_tag_interface(tag));

    if (name != NULL)
        put(line, "%s", name);
    else
        put(line, "interface 0x%x", kozo_tag_interface(tag));
}

static void put_method(struct line *line, kozo_tag_t tag)
{
    const struct trace_method *method = method_of(tag);

    put_interface(line, tag);
    if (method != NULL)
        put(line, ".%s", method->name);
    else
        put(line, ".%u", kozo_tag_label(tag));
}

static void put_message(struct line *line, kozo_tag_t tag, bool is_reply)
{
    const unsigned words = kozo_tag_words(tag), caps = kozo_tag_caps(tag);

    if (!is_reply) {
        put_method(line, tag);
    } else if (kozo_tag_interface(tag) == 0) {
        put(line, "reply");
    } else {
        put_interface(line, tag);
        put(line, " reply %s", kozo_error_name(kozo_tag_label(tag)));
    }
    put(line, ", %u word%s", words, words == 1 ? "" : "s");
    if (caps != 0)
        put(line, ", %u cap%s", caps, caps == 1 ? "" : "s");
}

/* Parameters of an operation that follow each other in the record's words. */
static void put_params(struct line *line, const char *between, const struct trace_param *params,
                       unsigned count, const uint64_t *words)
{
    for (unsigned i = 0; i < count; i++) {
        put_named(line, between, params[i].name, params[i].type, words[i]);
        between = ", ";
    }
}

static void put_sent(struct line *line, const struct trace_operation *operation, kozo_tag_t tag,
                     const char *partner)
{
    const bool replies = (operation->facts & TRACE_REPLY) != 0;

    if ((kozo_tag_flags(tag) & KOZO_TAG_FLAG_ANSWERED) != 0) {
        put(line, "answered");
    } else {
        put_message(line, tag, replies);
        if (replies && line->record->partner != 0) {
            put(line, " to ");
            put_thread(line, partner, line->record->partner);
        }
    }
}

/* What is sent stands behind the first of the operands, if there is one. */
static void put_message_call(struct line *line, const struct trace_operation *operation,
                             const char *partner)
{
    struct kozo_trace_message_call call;

    memcpy(&call, line->record->words, sizeof(call));
    const kozo_tag_t tag = {call.tag};
    const unsigned facts = operation->facts, flags = kozo_tag_flags(tag);
    const bool reply = (facts & TRACE_REPLY) != 0 && (flags & KOZO_TAG_FLAG_SAVED_REPLY) != 0;
    const bool sent = (facts & TRACE_SENDS) != 0 || (flags & KOZO_TAG_FLAG_ANSWERED) != 0;
    const char *between = "";

    if ((facts & TRACE_SELF) != 0)
        put_named(line, "", "self", &trace_type_handle, call.self);
    else if (reply)
        put_named(line, "", "reply", &trace_type_handle, call.reply);
    if ((facts & TRACE_SELF) != 0 || reply)
        between = ", ";
    if (sent) {
        put(line, "%s", between);
        put_sent(line, operation, tag, partner);
    }
    if ((facts & TRACE_DEADLINE) != 0 && (flags & KOZO_TAG_FLAG_DEADLINE) != 0)
        put_named(line, ", ", "deadline", &trace_type_deadline, call.deadline);
    if ((facts & TRACE_SELF) != 0 && reply)
        put_named(line, ", ", "reply", &trace_type_handle, call.reply);
}

static void put_call(struct line *line, const struct trace_operation *operation,
                     const char *partner)
{
    struct kozo_trace_method_call call;

    put(line, "(");
    if (operation != NULL && (operation->facts & TRACE_MESSAGE) != 0) {
        put_message_call(line, operation, partner);
    } else if (operation != NULL) {
        memcpy(&call, line->record->words, sizeof(call));
        put_named(line, "", "self", &trace_type_handle, call.self);
        put_params(line, ", ", operation->params, operation->args, call.args);
    }
    put(line, ")");
}

static void put_error(struct line *line, kozo_status_t status)
{
    char name[32];

    kozo_format(name, sizeof(name), "%s", kozo_error_name(kozo_status_code(status)));
    for (char *at = name; *at != '\0'; at++) {
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    }
    put(line, "%s", name);
    if (kozo_status_argument(status) != 0 || kozo_status_detail(status) != 0)
        put(line, " (argument %u, detail %u)", kozo_status_argument(status),
            kozo_status_detail(status));
}

static void put_received(struct line *line, const struct trace_operation *operation,
                         const char *partner)
{
    const bool answer = (operation->facts & TRACE_SENDS) != 0 &&
                        (operation->facts & TRACE_REPLY) == 0;
    struct kozo_trace_message_return result;

    memcpy(&result, line->record->words, sizeof(result));
    put(line, " ");
    put_message(line, (kozo_tag_t){result.tag}, answer);
    if (!answer && line->record->partner != 0) {
        put(line, " from ");
        put_thread(line, partner, line->record->partner);
    }
    if (result.badge != 0)
        put_named(line, ", ", "badge", &trace_type_badge, result.badge);
}

static void put_return(struct line *line, const struct trace_operation *operation,
                       const char *partner)
{
    struct kozo_trace_method_return result;

    memcpy(&result, line->record->words, sizeof(result));
    put(line, " = ");
    if (kozo_status_code((kozo_status_t){result.status}) != KOZO_OK) {
        put_error(line, (kozo_status_t){result.status});
        return;
    }
    put(line, "OK");
    if (operation == NULL)
        return;
    if ((operation->facts & TRACE_MESSAGE) == 0)
        put_params(line, " ", operation->params + operation->args, operation->outs,
                   result.results);
    else if ((operation->facts & TRACE_RECEIVES) != 0)
        put_received(line, operation, partner);
}

static void put_wait(struct line *line, const char *partner)
{
    struct kozo_trace_wait_event wait;

    memcpy(&wait, line->record->words, sizeof(wait));
    if (line->record->partner != 0) {
        put(line, " waits for ");
        put_thread(line, partner, line->record->partner);
    } else {
        put(line, " waits, ");
        put_value(line, &trace_type_thread_state, wait.state);
    }
}

static void put_fault(struct line *line)
{
    const char *between = "";
    struct kozo_trace_fault_event fault;

    memcpy(&fault, line->record->words, sizeof(fault));
    const kozo_tag_t tag = {fault.tag};
    const struct trace_method *method = method_of(tag);

    put(line, "*** ");
    put_method(line, tag);
    put(line, "(");
    for (unsigned i = 0; method != NULL && i < method->words; i++) {
        const struct trace_param *param = &method->params[i];

        if (param->word < LENGTH(fault.words)) {
            const uint64_t mask = param->bits < 64 ? (UINT64_C(1) << param->bits) - 1 : UINT64_MAX;

            put_named(line, between, param->name, param->type,
                      fault.words[param->word] >> param->shift & mask);
            between = ", ";
        }
    }
    put(line, ")");
}

static void put_begin(struct line *line)
{
    struct kozo_trace_begin_event begin;

    memcpy(&begin, line->record->words, sizeof(begin));
    put(line, "tracing begins: version=%u, events=", begin.version);
    put_value(line, &trace_type_trace_events, begin.events);
    put(line, ", capacity=%u", begin.capacity);
}

static void put_event(struct line *line, const char *partner)
{
    const struct kozo_trace_record *record = line->record;
    const bool known = record->operation < KOZO_OP_LIMIT &&
                       trace_operations[record->operation].known;
    const struct trace_operation *operation = known ? &trace_operations[record->operation] : NULL;

    if (record->kind >= KOZO_TRACE_KIND_CALL && record->kind <= KOZO_TRACE_KIND_RESTART)
        put(line, "%s", known ? kozo_operation_name(record->operation) : "unknown operation");
    switch ((enum kozo_trace_kind)record->kind) {
    case KOZO_TRACE_KIND_BEGIN:
        put_begin(line);
        break;
    case KOZO_TRACE_KIND_CALL:
        put_call(line, operation, partner);
        break;
    case KOZO_TRACE_KIND_RETURN:
        put_return(line, operation, partner);
        break;
    case KOZO_TRACE_KIND_WAIT:
        put_wait(line, partner);
        break;
    case KOZO_TRACE_KIND_RESTART:
        put(line, " is preempted, restarts");
        break;
    case KOZO_TRACE_KIND_FAULT:
        put_fault(line);
        break;
    case KOZO_TRACE_KIND_SWITCH:
        put(line, "--- runs");
        if (record->partner != 0) {
            put(line, " after ");
            put_thread(line, partner, record->partner);
        }
        break;
    }
}

void kozo_trace_text(struct kozo_trace_names *names, const struct kozo_trace_record *record,
                     char *out, size_t capacity)
{
    char thread[KOZO_THREAD_NAME_BYTES + 16];
    struct line own = {.out = thread, .capacity = sizeof(thread), .record = record};
    struct line line = {.out = out, .capacity = capacity, .record = record};

    kozo_trace_learn(names, record);
    put_thread(&own, name_of(names, record->thread), record->thread);
    put(&line, "%5lu.%06lu cpu%u %-12s ", record->time / NS_PER_SECOND,
        record->time % NS_PER_SECOND / NS_PER_US, record->cpu, thread);
    put_event(&line, name_of(names, record->partner));
}
