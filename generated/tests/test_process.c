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
static const struct loop_field list_in[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static const struct loop_field list_out[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .last = true,
     .minimum = UINT64_C(0), .maximum = UINT64_C(31)},
    {.kind = LOOP_ENUM, .word = 1, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(3),
     VALUES(0, 1, 2, 3), .value_count = 4},
    {.kind = LOOP_ENUM, .word = 2, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(8),
     VALUES(0, 1, 2, 3, 4, 5, 6, 7, 8), .value_count = 9},
    {.kind = LOOP_NUMBER, .word = 3, .shift = 0, .bits = 8,
     .minimum = UINT64_C(0), .maximum = UINT64_C(255)},
    {.kind = LOOP_NUMBER, .word = 4, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 5, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

kozo_err_t process_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                              char name[KOZO_PROGRAM_NAME_MAX + 1], kozo_program_state_t *state,
                              kozo_thread_state_t *activity, kozo_priority_t *priority,
                              kozo_duration_t *consumed, kozo_size_t *memory)
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
    kozo_program_state_t state = (kozo_program_state_t)loop_untouched();
    kozo_thread_state_t activity = (kozo_thread_state_t)loop_untouched();
    kozo_priority_t priority = (kozo_priority_t)loop_untouched();
    kozo_duration_t consumed = (kozo_duration_t)loop_untouched();
    kozo_size_t memory = (kozo_size_t)loop_untouched();
    const kozo_err_t error = process_list((process_t){{loop_endpoint().raw}},
                                          (uint32_t)in->at[0].number, (char *)out->at[0].bytes,
                                          &state, &activity, &priority, &consumed, &memory);
    out->at[1].number = state;
    out->at[2].number = activity;
    out->at[3].number = priority;
    out->at[4].number = consumed;
    out->at[5].number = memory;
    return error;
}

/* capability */
static const struct loop_field capability_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
};

static const struct loop_field capability_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 32,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffff)},
    {.kind = LOOP_NUMBER, .word = 2, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

kozo_err_t process_serve_capability(void *context, kozo_badge_t badge, const char *program,
                                    uint32_t position, uint32_t *index, kozo_info_t *info,
                                    kozo_badge_t *badge_out)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_CAPABILITY);
    loop_got_bytes(0, program, strlen(program));
    loop_got_number(1, position);
    *index = (uint32_t)loop_number(0);
    *info = (kozo_info_t){loop_number(1)};
    *badge_out = (kozo_badge_t)loop_number(2);
    return loop_outcome();
}

static kozo_err_t call_capability(const struct loop_values *in, struct loop_values *out)
{
    uint32_t index = (uint32_t)loop_untouched();
    kozo_info_t info = (kozo_info_t){loop_untouched()};
    kozo_badge_t badge_out = (kozo_badge_t)loop_untouched();
    const kozo_err_t error = process_capability((process_t){{loop_endpoint().raw}},
                                                (const char *)in->at[0].bytes,
                                                (uint32_t)in->at[1].number, &index, &info,
                                                &badge_out);
    out->at[0].number = index;
    out->at[1].number = info.raw;
    out->at[2].number = badge_out;
    return error;
}

/* memory */
static const struct loop_field memory_out[] = {
    {.kind = LOOP_NUMBER, .word = 0, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
    {.kind = LOOP_NUMBER, .word = 1, .shift = 0, .bits = 64,
     .minimum = UINT64_C(0), .maximum = UINT64_C(0xffffffffffffffff)},
};

kozo_err_t process_serve_memory(void *context, kozo_badge_t badge, kozo_size_t *total,
                                kozo_size_t *free)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_MEMORY);
    *total = (kozo_size_t)loop_number(0);
    *free = (kozo_size_t)loop_number(1);
    return loop_outcome();
}

static kozo_err_t call_memory(const struct loop_values *in, struct loop_values *out)
{
    kozo_size_t total = (kozo_size_t)loop_untouched();
    kozo_size_t free = (kozo_size_t)loop_untouched();
    (void)in;
    const kozo_err_t error = process_memory((process_t){{loop_endpoint().raw}}, &total, &free);
    out->at[0].number = total;
    out->at[1].number = free;
    return error;
}

/* start */
static const struct loop_field start_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31)},
};

kozo_err_t process_serve_start(void *context, kozo_badge_t badge, const char *program)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_START);
    loop_got_bytes(0, program, strlen(program));
    return loop_outcome();
}

static kozo_err_t call_start(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    const kozo_err_t error = process_start((process_t){{loop_endpoint().raw}},
                                           (const char *)in->at[0].bytes);
    return error;
}

/* power_off */
kozo_err_t process_serve_power_off(void *context, kozo_badge_t badge)
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
kozo_err_t process_serve_reboot(void *context, kozo_badge_t badge)
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
static const struct loop_field stop_in[] = {
    {.kind = LOOP_TEXT, .word = 0, .shift = 0, .bits = 16, .data_word = 6, .last = true,
     .minimum = UINT64_C(1), .maximum = UINT64_C(31)},
};

kozo_err_t process_serve_stop(void *context, kozo_badge_t badge, const char *program)
{
    loop_enter(context, badge, KOZO_PROCESS_METHOD_STOP);
    loop_got_bytes(0, program, strlen(program));
    return loop_outcome();
}

static kozo_err_t call_stop(const struct loop_values *in, struct loop_values *out)
{
    (void)out;
    const kozo_err_t error = process_stop((process_t){{loop_endpoint().raw}},
                                          (const char *)in->at[0].bytes);
    return error;
}

static void reply_stop(struct kozo_message *m, const struct loop_values *out)
{
    (void)out;
    process_reply_stop(m);
}

static const struct loop_method methods[] = {
    {.name = "list", .label = KOZO_PROCESS_METHOD_LIST,
     .in = {.fields = list_in, .count = 1, .head = 1, .words = 1, .caps = 0},
     .out = {.fields = list_out, .count = 6, .head = 6, .words = 6, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_list},
    {.name = "capability", .label = KOZO_PROCESS_METHOD_CAPABILITY,
     .in = {.fields = capability_in, .count = 2, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = capability_out, .count = 3, .head = 3, .words = 3, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_OK},
     .call = call_capability},
    {.name = "memory", .label = KOZO_PROCESS_METHOD_MEMORY,
     .in = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .out = {.fields = memory_out, .count = 2, .head = 2, .words = 2, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_OK},
     .call = call_memory},
    {.name = "start", .label = KOZO_PROCESS_METHOD_START,
     .in = {.fields = start_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_ERR_RUNNING, KOZO_ERR_DAMAGED, KOZO_ERR_EXHAUSTED, KOZO_OK},
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
     .in = {.fields = stop_in, .count = 1, .head = 6, .words = 6, .caps = 0},
     .out = {.fields = NULL, .count = 0, .head = 0, .words = 0, .caps = 0},
     .errors = (const kozo_err_t[]){KOZO_ERR_NOT_FOUND, KOZO_ERR_EXHAUSTED, KOZO_OK},
     .call = call_stop, .reply = reply_stop},
};

int main(void)
{
    static const struct loop_interface interface = {
        .name = "process", .id = KOZO_INTERFACE_PROCESS, .kernel = false,
        .methods = methods, .method_count = sizeof(methods) / sizeof(methods[0]),
        .dispatch = process_dispatch,
    };

    return loop_main(&interface);
}
