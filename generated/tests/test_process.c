/* SPDX-License-Identifier: MIT */
/* Generated from idl/services/process.yaml by template tests/test_interface.c;
 * change those and run `make generate`. */
/* test_process.c: every message of the interface `process`, for the driver in
 * tests/host/conform/loop.c. */
#include <kozo/client/process.h>
#include <kozo/server/process.h>
#include <loop.h>
#include <string.h>

#define VALUES(...) .values = (const uint64_t[]){__VA_ARGS__}

/* list */
static const struct loop_field loop_list_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static const struct loop_field loop_list_out[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(31), .unit = 1},
    {.kind = LOOP_ENUM, .word = 1, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(3),
     VALUES(0, 1, 2, 3), .value_count = 4},
    {.kind = LOOP_ENUM, .word = 2, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(9),
     VALUES(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), .value_count = 10},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(255)},
    {.kind = LOOP_NUMBER, .word = 4, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 5, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t process_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                                     char name[KOZO_PROGRAM_NAME_MAX + 1],
                                     kozo_program_state_t *state, kozo_thread_state_t *activity,
                                     kozo_priority_t *priority, kozo_duration_t *consumed,
                                     kozo_size_t *memory)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_LIST);
    loop_got_number(0, position);
    loop_bytes(0, name, 32);
    *state = (kozo_program_state_t)loop_number(1);
    *activity = (kozo_thread_state_t)loop_number(2);
    *priority = (kozo_priority_t)loop_number(3);
    *consumed = (kozo_duration_t)loop_number(4);
    *memory = (kozo_size_t)loop_number(5);
    return loop_outcome();
}

static kozo_err_t call_list(const struct loop_values *in, struct loop_values *out)
{
    kozo_program_state_t got_state = (kozo_program_state_t)loop_untouched();
    kozo_thread_state_t got_activity = (kozo_thread_state_t)loop_untouched();
    kozo_priority_t got_priority = (kozo_priority_t)loop_untouched();
    kozo_duration_t got_consumed = (kozo_duration_t)loop_untouched();
    kozo_size_t got_memory = (kozo_size_t)loop_untouched();
    const kozo_err_t error = process_list((process_t){{loop_endpoint().raw}},
                                          (uint32_t)in->at[0].number, (char *)out->at[0].bytes,
                                          &got_state, &got_activity, &got_priority, &got_consumed,
                                          &got_memory);
    out->at[1].number = got_state;
    out->at[2].number = got_activity;
    out->at[3].number = got_priority;
    out->at[4].number = got_consumed;
    out->at[5].number = got_memory;
    return error;
}

/* capability */
static const struct loop_field loop_capability_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31), .unit = 1},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static const struct loop_field loop_capability_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0x1ffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
    {.kind = LOOP_TEXT, .word = 4, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(31), .unit = 1},
};

static kozo_err_t process_serve_capability(void *context, kozo_badge_t badge, const char *program,
                                           uint32_t position, uint32_t *index, kozo_info_t *info,
                                           kozo_badge_t *badge_out, uint32_t *parent,
                                           char origin[KOZO_PROGRAM_NAME_MAX + 1])
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_CAPABILITY);
    loop_got_bytes(0, program, strlen(program));
    loop_got_number(1, position);
    *index = (uint32_t)loop_number(0);
    *info = (kozo_info_t){loop_number(1)};
    *badge_out = (kozo_badge_t)loop_number(2);
    *parent = (uint32_t)loop_number(3);
    loop_bytes(4, origin, 32);
    return loop_outcome();
}

static kozo_err_t call_capability(const struct loop_values *in, struct loop_values *out)
{
    uint32_t got_index = (uint32_t)loop_untouched();
    kozo_info_t got_info = (kozo_info_t){loop_untouched()};
    kozo_badge_t got_badge_out = (kozo_badge_t)loop_untouched();
    uint32_t got_parent = (uint32_t)loop_untouched();
    const kozo_err_t error = process_capability((process_t){{loop_endpoint().raw}},
                                                (const char *)in->at[0].bytes,
                                                (uint32_t)in->at[1].number, &got_index, &got_info,
                                                &got_badge_out, &got_parent,
                                                (char *)out->at[4].bytes);
    out->at[0].number = got_index;
    out->at[1].number = got_info.raw;
    out->at[2].number = got_badge_out;
    out->at[3].number = got_parent;
    return error;
}

/* memory */
static const struct loop_field loop_memory_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static kozo_err_t process_serve_memory(void *context, kozo_badge_t badge, kozo_size_t *total,
                                       kozo_size_t *free, kozo_size_t *device, uint32_t *regions)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_MEMORY);
    *total = (kozo_size_t)loop_number(0);
    *free = (kozo_size_t)loop_number(1);
    *device = (kozo_size_t)loop_number(2);
    *regions = (uint32_t)loop_number(3);
    return loop_outcome();
}

static kozo_err_t call_memory(const struct loop_values *in, struct loop_values *out)
{
    kozo_size_t got_total = (kozo_size_t)loop_untouched();
    kozo_size_t got_free = (kozo_size_t)loop_untouched();
    kozo_size_t got_device = (kozo_size_t)loop_untouched();
    uint32_t got_regions = (uint32_t)loop_untouched();
    (void)in;
    const kozo_err_t error = process_memory((process_t){{loop_endpoint().raw}}, &got_total,
                                            &got_free, &got_device, &got_regions);
    out->at[0].number = got_total;
    out->at[1].number = got_free;
    out->at[2].number = got_device;
    out->at[3].number = got_regions;
    return error;
}

/* start */
static const struct loop_field loop_start_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31), .unit = 1},
};

static const struct loop_field loop_start_exhausted[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static const struct loop_detail start_details[] = {
    {.error = KOZO_ERR_EXHAUSTED, .shape = {.fields = loop_start_exhausted, .count = 2, .head = 2, .words = 2, .caps = 0}},
};

static struct process_start_outcome end_start(kozo_err_t error)
{
    if (error == KOZO_ERR_EXHAUSTED)
        return process_refuse_start_exhausted((kozo_size_t)loop_told(0), (kozo_size_t)loop_told(1));
    return (struct process_start_outcome){.error = error};
}

static struct process_start_outcome process_serve_start(void *context, kozo_badge_t badge,
                                                        const char *program)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_START);
    loop_got_bytes(0, program, strlen(program));
    return end_start(loop_outcome());
}

static kozo_err_t call_start(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    union process_start_detail detail;
    const kozo_err_t error = process_start((process_t){{loop_endpoint().raw}},
                                           (const char *)in->at[0].bytes,
                                           loop_detail(&detail, sizeof(detail)));
    if (loop_is_told(error, &detail, sizeof(detail))) {
        if (error == KOZO_ERR_EXHAUSTED) {
            loop_heard(0, detail.exhausted.quota);
            loop_heard(1, detail.exhausted.free);
        }
    }
    return error;
}

/* power_off */
static kozo_err_t process_serve_power_off(void *context, kozo_badge_t badge)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_POWER_OFF);
    return loop_outcome();
}

static kozo_err_t call_power_off(const struct loop_values *in, struct loop_values *out)
{
    (void)in;
    (void)out;
    const kozo_err_t error = process_power_off((process_t){{loop_endpoint().raw}});
    return error;
}

/* reboot */
static kozo_err_t process_serve_reboot(void *context, kozo_badge_t badge)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_REBOOT);
    return loop_outcome();
}

static kozo_err_t call_reboot(const struct loop_values *in, struct loop_values *out)
{
    (void)in;
    (void)out;
    const kozo_err_t error = process_reboot((process_t){{loop_endpoint().raw}});
    return error;
}

/* stop */
static const struct loop_field loop_stop_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31), .unit = 1},
};

static struct process_stop_later stop_later;

static kozo_err_t process_serve_stop(void *context, kozo_badge_t badge, const char *program,
                                     struct process_stop_call *call)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_STOP);
    loop_got_bytes(0, program, strlen(program));
    if (loop_takes())
        loop_took(process_take_stop(call, &stop_later));
    return loop_outcome();
}

static kozo_err_t call_stop(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    const kozo_err_t error = process_stop((process_t){{loop_endpoint().raw}},
                                          (const char *)in->at[0].bytes);
    return error;
}

static kozo_err_t reply_stop(const struct loop_values *out)
{
    loop_waits(process_waits_stop(&stop_later));
    if (out == NULL)
        return process_fail_stop(&stop_later, loop_failure());
    return process_reply_stop(&stop_later);
}

/* thread */
static const struct loop_field loop_thread_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .data_words = 4, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31), .unit = 1},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static const struct loop_field loop_thread_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
    {.kind = LOOP_ENUM, .word = 1, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(9),
     VALUES(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), .value_count = 10},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(255)},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

static kozo_err_t process_serve_thread(void *context, kozo_badge_t badge, const char *program,
                                       uint32_t position, uint32_t *index,
                                       kozo_thread_state_t *activity, kozo_priority_t *priority,
                                       kozo_duration_t *consumed)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_THREAD);
    loop_got_bytes(0, program, strlen(program));
    loop_got_number(1, position);
    *index = (uint32_t)loop_number(0);
    *activity = (kozo_thread_state_t)loop_number(1);
    *priority = (kozo_priority_t)loop_number(2);
    *consumed = (kozo_duration_t)loop_number(3);
    return loop_outcome();
}

static kozo_err_t call_thread(const struct loop_values *in, struct loop_values *out)
{
    uint32_t got_index = (uint32_t)loop_untouched();
    kozo_thread_state_t got_activity = (kozo_thread_state_t)loop_untouched();
    kozo_priority_t got_priority = (kozo_priority_t)loop_untouched();
    kozo_duration_t got_consumed = (kozo_duration_t)loop_untouched();
    const kozo_err_t error = process_thread((process_t){{loop_endpoint().raw}},
                                            (const char *)in->at[0].bytes,
                                            (uint32_t)in->at[1].number, &got_index, &got_activity,
                                            &got_priority, &got_consumed);
    out->at[0].number = got_index;
    out->at[1].number = got_activity;
    out->at[2].number = got_priority;
    out->at[3].number = got_consumed;
    return error;
}

static const struct loop_method methods[] = {
    {.name = "list", .label = KOZO_PROCESS_METHOD_LIST,
     .in = {.fields = loop_list_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = loop_list_out, .count = 6, .head = 6, .words = 6, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_list},
    {.name = "capability", .label = KOZO_PROCESS_METHOD_CAPABILITY,
     .in = {.fields = loop_capability_in, .count = 2, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = loop_capability_out, .count = 5, .head = 6, .words = 6, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_capability},
    {.name = "memory", .label = KOZO_PROCESS_METHOD_MEMORY,
     .in = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .out = {.fields = loop_memory_out, .count = 4, .head = 4, .words = 4, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_memory},
    {.name = "start", .label = KOZO_PROCESS_METHOD_START,
     .in = {.fields = loop_start_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .details = start_details, .detail_count = 1,
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_ERR_RUNNING, KOZO_ERR_DAMAGED, KOZO_ERR_EXHAUSTED, KOZO_ERR_INCOMPATIBLE, KOZO_OK},
     .call = call_start},
    {.name = "power_off", .label = KOZO_PROCESS_METHOD_POWER_OFF,
     .in = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_REFUSED, KOZO_OK},
     .call = call_power_off},
    {.name = "reboot", .label = KOZO_PROCESS_METHOD_REBOOT,
     .in = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_REFUSED, KOZO_OK},
     .call = call_reboot},
    {.name = "stop", .label = KOZO_PROCESS_METHOD_STOP,
     .in = {.fields = loop_stop_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_ERR_EXHAUSTED, KOZO_OK},
     .call = call_stop, .reply = reply_stop},
    {.name = "thread", .label = KOZO_PROCESS_METHOD_THREAD,
     .in = {.fields = loop_thread_in, .count = 2, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = loop_thread_out, .count = 4, .head = 4, .words = 4, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_thread},
};

static const struct loop_check checks[] = {
    {.id = "process.request.interface", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_INTERFACE},
    {.id = "process.request.tag_flags", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG_FLAGS},
    {.id = "process.request.method", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_METHOD},
    {.id = "process_list.call.error", .method = &methods[0],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_list.reply.name.maximum", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_list.reply.tag", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_list.reply.state.enum", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ENUM, .field = 1},
    {.id = "process_list.reply.activity.enum", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ENUM, .field = 2},
    {.id = "process_list.reply.priority.maximum", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 3},
    {.id = "process_list.reply.name.text", .method = &methods[0],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "process_list.request.tag", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_list.request.position.maximum", .method = &methods[0],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_list.result.undeclared", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_list.result.error", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "process_list.result.name.maximum", .method = &methods[0],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_capability.argument.program.maximum", .method = &methods[1],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_capability.argument.program.minimum", .method = &methods[1],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_capability.call.error", .method = &methods[1],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_capability.reply.origin.maximum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 4},
    {.id = "process_capability.reply.tag", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_capability.reply.index.maximum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_capability.reply.info.maximum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "process_capability.reply.parent.maximum", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 3},
    {.id = "process_capability.reply.word5.unused", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(32)},
    {.id = "process_capability.reply.origin.text", .method = &methods[1],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TEXT, .field = 4},
    {.id = "process_capability.request.program.maximum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_capability.request.tag", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_capability.request.position.maximum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "process_capability.request.program.minimum", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_capability.request.words.unused", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(60)},
    {.id = "process_capability.request.program.text", .method = &methods[1],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "process_capability.result.undeclared", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_capability.result.error", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "process_capability.result.origin.maximum", .method = &methods[1],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_MAXIMUM, .field = 4},
    {.id = "process_memory.call.error", .method = &methods[2],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_memory.reply.tag", .method = &methods[2],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_memory.reply.regions.maximum", .method = &methods[2],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 3},
    {.id = "process_memory.request.tag", .method = &methods[2],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_memory.result.undeclared", .method = &methods[2],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_start.argument.program.maximum", .method = &methods[3],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_start.argument.program.minimum", .method = &methods[3],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_start.call.error", .method = &methods[3],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_start.reply.tag", .method = &methods[3],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_start.exhausted.reply.tag", .method = &methods[3],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG, .detail = 1},
    {.id = "process_start.request.program.maximum", .method = &methods[3],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_start.request.tag", .method = &methods[3],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_start.request.program.minimum", .method = &methods[3],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_start.request.words.unused", .method = &methods[3],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "process_start.request.program.text", .method = &methods[3],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "process_start.result.undeclared", .method = &methods[3],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_start.result.error", .method = &methods[3],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "process_power_off.call.error", .method = &methods[4],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_power_off.reply.tag", .method = &methods[4],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_power_off.request.tag", .method = &methods[4],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_power_off.result.undeclared", .method = &methods[4],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_power_off.result.error", .method = &methods[4],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "process_reboot.call.error", .method = &methods[5],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_reboot.reply.tag", .method = &methods[5],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_reboot.request.tag", .method = &methods[5],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_reboot.result.undeclared", .method = &methods[5],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_reboot.result.error", .method = &methods[5],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "process_stop.argument.program.maximum", .method = &methods[6],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_stop.argument.program.minimum", .method = &methods[6],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_stop.call.error", .method = &methods[6],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_stop.reply.tag", .method = &methods[6],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_stop.request.program.maximum", .method = &methods[6],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_stop.request.tag", .method = &methods[6],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_stop.request.program.minimum", .method = &methods[6],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_stop.request.words.unused", .method = &methods[6],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(62)},
    {.id = "process_stop.request.program.text", .method = &methods[6],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "process_stop.result.untaken", .method = &methods[6],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNTAKEN},
    {.id = "process_stop.result.taken", .method = &methods[6],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_TAKEN},
    {.id = "process_stop.result.undeclared", .method = &methods[6],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_stop.result.error", .method = &methods[6],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
    {.id = "process_stop.result.spent", .method = &methods[6],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_SPENT},
    {.id = "process_thread.argument.program.maximum", .method = &methods[7],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_thread.argument.program.minimum", .method = &methods[7],
     .place = LOOP_ARGUMENT, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_thread.call.error", .method = &methods[7],
     .place = LOOP_CALL, .kind = LOOP_CHECK_ERROR},
    {.id = "process_thread.reply.tag", .method = &methods[7],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_TAG},
    {.id = "process_thread.reply.index.maximum", .method = &methods[7],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_thread.reply.activity.enum", .method = &methods[7],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_ENUM, .field = 1},
    {.id = "process_thread.reply.priority.maximum", .method = &methods[7],
     .place = LOOP_REPLY, .kind = LOOP_CHECK_MAXIMUM, .field = 2},
    {.id = "process_thread.request.program.maximum", .method = &methods[7],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 0},
    {.id = "process_thread.request.tag", .method = &methods[7],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TAG},
    {.id = "process_thread.request.position.maximum", .method = &methods[7],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MAXIMUM, .field = 1},
    {.id = "process_thread.request.program.minimum", .method = &methods[7],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_MINIMUM, .field = 0},
    {.id = "process_thread.request.words.unused", .method = &methods[7],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_UNUSED, .words = UINT64_C(60)},
    {.id = "process_thread.request.program.text", .method = &methods[7],
     .place = LOOP_REQUEST, .kind = LOOP_CHECK_TEXT, .field = 0},
    {.id = "process_thread.result.undeclared", .method = &methods[7],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_UNDECLARED},
    {.id = "process_thread.result.error", .method = &methods[7],
     .place = LOOP_RESULT, .kind = LOOP_CHECK_ERROR},
};

extern const struct loop_interface process_messages;
const struct loop_interface process_messages = {
    .name = "process", .id = KOZO_INTERFACE_PROCESS, .kernel = false,
    .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
    .checks = checks, .check_count = sizeof(checks) / sizeof(checks[0]),
    .dispatch = process_dispatch,
};

int main(void)
{
    return loop_main(&process_messages);
}
