/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/log.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_log.c: every message of the interface `log`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/log.h>
#include <kozo/server/log.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* append */
static const struct loop_field loop_append_in[] = {
    {.kind = LOOP_ENUM, .word = 0, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(3),
     VALUES(0, 1, 2, 3), .value_count = 4},
    {.kind = LOOP_TEXT, .word = 1, .shift = 0, .bits = 16, .data_word = 6, .data_words = 13, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(96), .unit = 1},
};

static kozo_err_t log_serve_append(void *context, kozo_badge_t badge, kozo_severity_t severity,
                                   const char *text)
{
    loop_enter(context, badge, KOZO_LOG_METHOD_APPEND);
    loop_got_number(0, severity);
    loop_got_bytes(1, text, strlen(text));
    return loop_outcome();
}

static kozo_err_t call_append(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    const kozo_err_t error = log_append((log_t){{loop_endpoint().raw}},
                                        (kozo_severity_t)in->at[0].number,
                                        (const char *)in->at[1].bytes);
    return error;
}

/* read */
static const struct loop_field loop_read_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_field loop_read_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_ENUM, .word = 3, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(3),
     VALUES(0, 1, 2, 3), .value_count = 4},
    {.kind = LOOP_TEXT, .word = 4, .shift = 0, .bits = 16, .data_word = 6, .data_words = 13, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(96), .unit = 1},
};

static kozo_err_t log_serve_read(void *context, kozo_badge_t badge, uint64_t sequence,
                                 uint64_t *sequence_out, kozo_duration_t *time,
                                 kozo_badge_t *source, kozo_severity_t *severity,
                                 char text[KOZO_LOG_TEXT_MAX + 1])
{
    loop_enter(context, badge, KOZO_LOG_METHOD_READ);
    loop_got_number(0, sequence);
    *sequence_out = (uint64_t)loop_number(0);
    *time = (kozo_duration_t)loop_number(1);
    *source = (kozo_badge_t)loop_number(2);
    *severity = (kozo_severity_t)loop_number(3);
    loop_bytes(4, text, 97);
    return loop_outcome();
}

static kozo_err_t call_read(const struct loop_values *in, struct loop_values *out)
{
    uint64_t got_sequence_out = (uint64_t)loop_untouched();
    kozo_duration_t got_time = (kozo_duration_t)loop_untouched();
    kozo_badge_t got_source = (kozo_badge_t)loop_untouched();
    kozo_severity_t got_severity = (kozo_severity_t)loop_untouched();
    const kozo_err_t error = log_read((log_t){{loop_endpoint().raw}}, (uint64_t)in->at[0].number,
                                      &got_sequence_out, &got_time, &got_source, &got_severity,
                                      (char *)out->at[4].bytes);
    out->at[0].number = got_sequence_out;
    out->at[1].number = got_time;
    out->at[2].number = got_source;
    out->at[3].number = got_severity;
    return error;
}

static const struct loop_method methods[] = {
    {.name = "append", .label = KOZO_LOG_METHOD_APPEND,
     .in = {.fields = loop_append_in, .count = 2, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_append},
    {.name = "read", .label = KOZO_LOG_METHOD_READ,
     .in = {.fields = loop_read_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = loop_read_out, .count = 5, .head = 6, .words = 6, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_read},
};

static const struct loop_check checks[] = {
    {.id = "log.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "log.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "log.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "log_append.argument.text.maximum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "log_append.argument.text.minimum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 1},
    {.id = "log_append.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "log_append.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "log_append.request.text.maximum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "log_append.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "log_append.request.severity.enum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_ENUM, .field = 0},
    {.id = "log_append.request.text.minimum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 1},
    {.id = "log_append.request.words.unused", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(60)},
    {.id = "log_append.request.text.text", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 1},
    {.id = "log_append.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "log_read.call.error", .method = &methods[1],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "log_read.reply.text.maximum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 4},
    {.id = "log_read.reply.tag", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "log_read.reply.severity.enum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ENUM, .field = 3},
    {.id = "log_read.reply.word5.unused", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(32)},
    {.id = "log_read.reply.text.text", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TEXT, .field = 4},
    {.id = "log_read.request.tag", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "log_read.result.undeclared", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "log_read.result.error", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "log_read.result.text.maximum", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_MAXIMUM, .field = 4},
};

extern const struct loop_interface log_messages;
const struct loop_interface log_messages = {
    .name = "log", .id = KOZO_INTERFACE_LOG, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = log_dispatch,
};

int main(void)
{
    return loop_main(&log_messages);
}
