/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/console.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_console.c: every message of the interface `console`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/console.h>
#include <kozo/server/console.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* write */
static const struct loop_field loop_write_in[] = {
    {.kind = LOOP_DATA, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 50, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(400), .unit = 1},
};

static kozo_err_t console_serve_write(void *context, kozo_badge_t badge, const uint8_t *text,
                                      size_t text_size)
{
    loop_enter(context, badge, KOZO_CONSOLE_METHOD_WRITE);
    loop_got_bytes(0, text, text_size);
    return loop_outcome();
}

static kozo_err_t call_write(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    const kozo_err_t error = console_write((console_t){{loop_endpoint().raw}}, in->at[0].bytes,
                                           in->at[0].size);
    return error;
}

/* read */
static const struct loop_field loop_read_out[] = {
    {.kind = LOOP_DATA, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 8, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(64), .unit = 1},
};

static struct console_read_later read_later;

static kozo_err_t console_serve_read(void *context, kozo_badge_t badge,
                                     struct console_read_call *call)
{
    loop_enter(context, badge, KOZO_CONSOLE_METHOD_READ);
    if (loop_takes())
        loop_took(console_take_read(call, &read_later));
    return loop_outcome();
}

static kozo_err_t call_read(const struct loop_values *in, struct loop_values *out)
{
    (void)in;
    const kozo_err_t error = console_read((console_t){{loop_endpoint().raw}}, out->at[0].bytes,
                                          loop_capacity(0, 64), &out->at[0].size);
    return error;
}

static kozo_err_t reply_read(const struct loop_values *out)
{
    loop_waits(console_waits_read(&read_later));
    if (out == NULL)
        return console_fail_read(&read_later, loop_failure());
    return console_reply_read(&read_later, out->at[0].bytes, out->at[0].size);
}

static const struct loop_method methods[] = {
    {.name = "write", .label = KOZO_CONSOLE_METHOD_WRITE,
     .in = {.fields = loop_write_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_write},
    {.name = "read", .label = KOZO_CONSOLE_METHOD_READ,
     .in = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .out = {.fields = loop_read_out, .count = 1, .head = 6, .words = 6, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_BUSY, KOZO_OK},
     .call = call_read, .reply = reply_read},
};

static const struct loop_check checks[] = {
    {.id = "console.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "console.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "console.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "console_write.argument.text.maximum", .method = &methods[0],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "console_write.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "console_write.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "console_write.request.text.maximum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "console_write.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "console_write.request.words.unused", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "console_write.request.text.padding", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_PADDING, .field = 0},
    {.id = "console_write.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "console_read.argument.text.room", .method = &methods[1],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_ROOM, .field = 0},
    {.id = "console_read.call.error", .method = &methods[1],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "console_read.reply.text.maximum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "console_read.reply.tag", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "console_read.reply.words.unused", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "console_read.reply.text.padding", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_PADDING, .field = 0},
    {.id = "console_read.request.tag", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "console_read.result.untaken", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNTAKEN},
    {.id = "console_read.result.taken", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_TAKEN},
    {.id = "console_read.result.undeclared", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "console_read.result.error", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "console_read.result.spent", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_SPENT},
    {.id = "console_read.result.text.maximum", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
};

extern const struct loop_interface console_messages;
const struct loop_interface console_messages = {
    .name = "console", .id = KOZO_INTERFACE_CONSOLE, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = console_dispatch,
};

int main(void)
{
    return loop_main(&console_messages);
}
