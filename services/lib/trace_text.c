/* SPDX-License-Identifier: MIT */
/* trace_text.c: the text of trace events. */
#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/trace_names.h>
#include <kozo/trace_text.h>

enum { NS_PER_SECOND = 1000000000, NS_PER_US = 1000, US_PER_MS = 1000 };

/* A line as it grows; `used` may pass the capacity, what lies beyond is cut off. */
struct line {
    char *out;
    size_t capacity, used;
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

static void put_rights(struct line *line, unsigned type, uint64_t rights)
{
    const char *between = "";

    if (type == KOZO_OBJECT_NULL) { /* of any */
        put_flags(line, &trace_type_rights, rights);
        return;
    }
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

    if (type == KOZO_OBJECT_NULL) {
        put(line, "nothing");
        return;
    }
    put(line, "%s(", kozo_object_name(type));
    put_rights(line, type, kozo_info_rights(info));
    put(line, ")");
}

static void put_deadline(struct line *line, uint64_t raw, uint64_t now)
{
    const uint64_t us = (raw >= now ? raw - now : now - raw) / NS_PER_US;

    if (raw == KOZO_DEADLINE_NEVER)
        put(line, "never");
    else if (raw == KOZO_DEADLINE_POLL)
        put(line, "poll");
    else
        put(line, "%c%lu.%03lu ms", raw >= now ? '+' : '-', us / US_PER_MS, us % US_PER_MS);
}

static void put_value(struct line *line, const struct kozo_trace_event *event,
                      const struct kozo_trace_value *value)
{
    const struct trace_type *type = value->type;
    const uint64_t raw = value->raw;

    if (type->how == TRACE_AS_HANDLE)
        put_handle(line, raw);
    else if (type->how == TRACE_AS_PAYLOAD)
        put(line, "(payload)");
    else if (type->how == TRACE_AS_INFO)
        put_info(line, raw);
    else if (type->how == TRACE_AS_DEADLINE)
        put_deadline(line, raw, event->record->time);
    else if (type->how == TRACE_AS_HEX || raw > UINT32_MAX)
        put(line, "0x%lx", raw);
    else if (type->how == TRACE_AS_ENUM)
        put_enum(line, type, raw);
    else if (type->how == TRACE_AS_FLAGS)
        put_flags(line, type, raw);
    else
        put(line, "%lu%s%s", raw, type->unit != NULL ? " " : "",
            type->unit != NULL ? type->unit : "");
}

static void put_what(struct line *line, const struct kozo_trace_event *event)
{
    const unsigned label = kozo_tag_label(event->tag);

    if (event->message == KOZO_TRACE_REPLY && kozo_tag_interface(event->tag) == 0) {
        put(line, "reply");
        return;
    }
    if (event->interface != NULL)
        put(line, "%s", event->interface);
    else
        put(line, "interface 0x%x", kozo_tag_interface(event->tag));
    if (event->message == KOZO_TRACE_REPLY)
        put(line, " reply %s", kozo_error_name(label));
    else if (event->method != NULL)
        put(line, ".%s", event->method);
    else
        put(line, ".%u", label);
}

static void put_message(struct line *line, const struct kozo_trace_event *event)
{
    const unsigned words = kozo_tag_words(event->tag), caps = kozo_tag_caps(event->tag);

    if (event->message == KOZO_TRACE_ANSWERED)
        put(line, "answered");
    if (event->message != KOZO_TRACE_REQUEST && event->message != KOZO_TRACE_REPLY)
        return;
    put_what(line, event);
    if (event->record->kind == KOZO_TRACE_KIND_FAULT)
        return;
    put(line, ", %u word%s", words, words == 1 ? "" : "s");
    if (caps != 0)
        put(line, ", %u cap%s", caps, caps == 1 ? "" : "s");
    if (event->way != NULL)
        put(line, "%s%s", event->way, event->partner);
}

/* All values; the message, if there is one, stands before the one with this index. */
static void put_values(struct line *line, const struct kozo_trace_event *event, unsigned message_at)
{
    const char *between = "";

    for (unsigned i = 0; i <= event->count; i++) {
        if (i == message_at && event->message != KOZO_TRACE_NO_MESSAGE) {
            put(line, "%s", between);
            put_message(line, event);
            between = ", ";
        }
        if (i < event->count) {
            put(line, "%s%s=", between, event->values[i].name);
            put_value(line, event, &event->values[i]);
            between = ", ";
        }
    }
}

/* The argument that was refused; "" if none was. Returns the object type that it has to be of. */
static unsigned refused(const struct kozo_trace_event *event, char *out, size_t capacity)
{
    const struct trace_operation *operation = event->operation;
    const unsigned code = kozo_status_code(event->status);
    const unsigned place = kozo_status_argument(event->status);
    const uint64_t error = code < 64 ? UINT64_C(1) << code : 0;
    struct line line = {.out = out, .capacity = capacity};

    out[0] = '\0';
    if (operation == NULL)
        return KOZO_OBJECT_NULL;
    if (place == 0) { /* the operation itself reports no place, which looks the same */
        const bool own = (operation->own & error) != 0 && kozo_status_detail(event->status) == 0;

        if ((operation->refusals & error) != 0 && !own)
            put(&line, "self");
        return operation->object;
    }
    if ((operation->facts & TRACE_MESSAGE) != 0) {
        put(&line, "tag");
        return KOZO_OBJECT_NULL;
    }
    if (place > operation->args) {
        put(&line, "argument %u", place);
        return KOZO_OBJECT_NULL;
    }
    put(&line, "%s", operation->params[place - 1].name);
    return operation->params[place - 1].object;
}

static void put_refusal(struct line *line, const struct kozo_trace_event *event)
{
    const unsigned code = kozo_status_code(event->status);
    const unsigned detail = kozo_status_detail(event->status);
    char argument[32];
    const unsigned type = refused(event, argument, sizeof(argument));

    if (argument[0] == '\0') {
        put(line, "%s", kozo_error_text(code));
    } else if (code == KOZO_ERR_ACCESS_DENIED && detail != 0) {
        put(line, "%s needs ", argument);
        put_rights(line, type, detail);
    } else if (code == KOZO_ERR_WRONG_TYPE) {
        put(line, "%s is no %s", argument, kozo_object_name(type));
    } else if (code == KOZO_ERR_RANGE) {
        put(line, "%s: the limit is %u", argument, detail);
    } else if (code == KOZO_ERR_ALIGNMENT) {
        put(line, "%s is no multiple of %u", argument, detail);
    } else {
        put(line, "%s: %s", argument, kozo_error_text(code));
    }
}

static void put_return(struct line *line, const struct kozo_trace_event *event)
{
    const char *error = kozo_error_name(kozo_status_code(event->status));

    if (kozo_status_code(event->status) == KOZO_OK) {
        put(line, " = OK%s",
            event->count != 0 || event->message != KOZO_TRACE_NO_MESSAGE ? " " : "");
        put_values(line, event, 0);
        return;
    }
    put(line, " = ");
    for (; *error != '\0'; error++)
        put(line, "%c", *error >= 'a' && *error <= 'z' ? *error - 'a' + 'A' : *error);
    put(line, " (");
    put_refusal(line, event);
    put(line, ")");
}

static void put_head(struct line *line, const struct kozo_trace_event *event)
{
    const struct kozo_trace_record *record = event->record;

    put(line, "%5lu.%06lu cpu%u %-12s ", record->time / NS_PER_SECOND,
        record->time % NS_PER_SECOND / NS_PER_US, record->cpu, event->thread);
}

static void put_said(struct line *line, const struct kozo_trace_event *event)
{
    const char *partner = event->partner;

    switch ((enum kozo_trace_kind)event->record->kind) {
    case KOZO_TRACE_KIND_BEGIN:
        put(line, "tracing begins: ");
        put_values(line, event, 0);
        break;
    case KOZO_TRACE_KIND_CALL:
        put(line, "(");
        put_values(line, event, event->count != 0 ? 1 : 0);
        put(line, ")");
        break;
    case KOZO_TRACE_KIND_RETURN:
        put_return(line, event);
        break;
    case KOZO_TRACE_KIND_WAIT:
        put(line, " waits%s%s", partner[0] != '\0' ? " for " : ", ", partner);
        if (partner[0] == '\0')
            put_value(line, event, &event->values[0]);
        break;
    case KOZO_TRACE_KIND_RESTART:
        put(line, " is preempted, restarts");
        break;
    case KOZO_TRACE_KIND_FAULT:
        put(line, "*** ");
        put_message(line, event);
        put(line, "(");
        put_values(line, event, UINT32_MAX);
        put(line, ")");
        break;
    case KOZO_TRACE_KIND_SWITCH:
        put(line, "--- runs%s%s", partner[0] != '\0' ? " after " : "", partner);
        break;
    }
}

void kozo_trace_value(const struct kozo_trace_event *event, const struct kozo_trace_value *value,
                      char *out, size_t capacity)
{
    struct line line = {.out = out, .capacity = capacity};

    put_value(&line, event, value);
}

void kozo_trace_text(const struct kozo_trace_event *event, enum kozo_trace_part part, char *out,
                     size_t capacity)
{
    struct line line = {.out = out, .capacity = capacity};

    out[0] = '\0'; /* if it has no such part */
    if (part == KOZO_TRACE_HEAD || part == KOZO_TRACE_LINE)
        put_head(&line, event);
    if (part == KOZO_TRACE_LINE)
        put(&line, "%s", event->name);
    if (part == KOZO_TRACE_SAID || part == KOZO_TRACE_LINE)
        put_said(&line, event);
    if (part == KOZO_TRACE_MESSAGE)
        put_message(&line, event);
    if (part == KOZO_TRACE_REFUSAL && kozo_status_code(event->status) != KOZO_OK)
        put_refusal(&line, event);
}
