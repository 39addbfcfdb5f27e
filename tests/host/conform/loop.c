/* SPDX-License-Identifier: MIT */
/* loop.c: the tests that every interface and each of its methods goes through: values there and
 * back, damage to requests and replies, errors, and what must not leave the client or server. */
#include <damage.h>
#include <loop_state.h>
#include <stdio.h>
#include <string.h>

static void prepare(const struct loop_method *method, unsigned variant)
{
    const struct loop_interface *interface = loop.interface;

    memset(&loop, 0, sizeof(loop));
    loop.interface = interface;
    loop.method = method;
    loop.variant = variant;
    loop_fill(&method->in, &loop.in, variant);
    loop_fill(&method->out, &loop.given, variant);
    memset(&loop_client_buffer, LOOP_RUBBISH, sizeof(loop_client_buffer));
    conform_buffer = &loop_client_buffer;
    snprintf(loop.context, sizeof(loop.context), "%s_%s, values %u", interface->name, method->name,
             variant);
}

/* Call the method. What is refused must leave the results alone, and the slots of a client that
 * expects capabilities empty; no call leaves a slot on offer. */
static kozo_err_t call(struct loop_values *results)
{
    memset(results, LOOP_RUBBISH, sizeof(*results));
    const kozo_err_t error = loop.method->call(&loop.in, results);
    const unsigned arrived = loop.arrived < KOZO_BUFFER_CAPS ? loop.arrived : KOZO_BUFFER_CAPS;

    if (!loop.interface->kernel && !loop.no_buffer && loop.calls > 0)
        loop_expect_offer(0);
    expect(loop.deleted == (error != KOZO_OK && loop.method->out.caps > 0 ? arrived : 0));
    for (unsigned i = 0; error != KOZO_OK && i < loop.method->out.count; i++) {
        const struct loop_field *field = &loop.method->out.fields[i];
        const uint64_t mask = (field->bits % 64 == 0 ? 0 : UINT64_C(1) << field->bits) - 1;
        const struct loop_value *result = &results->at[i];
        if (loop_is_data(field))
            expect(result->bytes[0] == LOOP_RUBBISH && result->size == loop_untouched());
        else
            expect((result->number & mask) == (loop_untouched() & mask));
    }
    return error;
}

/* The kernel takes any answer that is not as it should be for the same. */
static kozo_err_t seen_by_client(kozo_err_t error)
{
    return loop.interface->kernel && error != KOZO_OK ? KOZO_ERR_MALFORMED : error;
}

static void test_round_trip(void **state)
{
    static struct loop_values results;

    for (unsigned variant = 0; variant < LOOP_BYTES + 2; variant++) {
        prepare(*state, variant);
        expect(call(&results) == KOZO_OK);
        expect(loop.calls == 1 && loop.entered == 1);
        loop_expect_values(&loop.method->in, &loop.in, &loop.got);
        loop_expect_values(&loop.method->out, &loop.given, &results);
    }
}

/* Variants to be damaged: the smallest and largest values, and an odd length. */
enum { DAMAGED_VARIANTS = 3 };

static void choose_damage(const struct loop_shape *shape, unsigned number)
{
    const unsigned field = number / FIELD_WAYS;

    loop.damage.field = field < shape->count ? field : shape->count;
    loop.damage.way = number - loop.damage.field * FIELD_WAYS;
}

static void test_requests(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned variant = 0; variant < DAMAGED_VARIANTS; variant++) {
        for (unsigned i = 0; i < method->in.count * FIELD_WAYS + FRAME_WAYS; i++) {
            prepare(method, variant);
            loop.damage.request = true;
            choose_damage(&method->in, i);
            snprintf(loop.context, sizeof(loop.context), "%s, request, field %u, way %u",
                     method->name, loop.damage.field, loop.damage.way);
            const kozo_err_t error = call(&results);
            expect(error == (loop.damage.done ? seen_by_client(KOZO_ERR_BAD_MESSAGE) : KOZO_OK));
            expect(loop.entered == !loop.damage.done);
            expect(!loop.damage.done ||
                   loop.answer.raw ==
                       kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_MESSAGE, 0, 0, 0).raw);
        }
    }
}

static void test_replies(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned variant = 0; variant < DAMAGED_VARIANTS; variant++) {
        for (unsigned i = 0; i < method->out.count * FIELD_WAYS + FRAME_WAYS; i++) {
            prepare(method, variant);
            loop.damage.reply = true;
            choose_damage(&method->out, i);
            snprintf(loop.context, sizeof(loop.context), "%s, reply, field %u, way %u",
                     method->name, loop.damage.field, loop.damage.way);
            const kozo_err_t error = call(&results);
            expect(error == (loop.damage.done ? seen_by_client(KOZO_ERR_BAD_REPLY) : KOZO_OK));
            expect(loop.entered == 1);
        }
    }
}

/* Another interface, or flags, where way is a bit of them. */
static bool damage_head(struct kozo_message *m, unsigned way)
{
    const uint32_t interface = kozo_tag_interface(m->tag) ^ (way < 32 ? UINT32_C(1) << way : 0);
    const unsigned flags = kozo_tag_flags(m->tag) ^ (way < 32 ? 0 : 1u << (way - 32) % FLAGS_LIMIT);

    m->tag = kozo_tag_make(interface, kozo_tag_label(m->tag), (uint8_t)flags,
                           kozo_tag_caps(m->tag), kozo_tag_words(m->tag));
    return way < 32 + FLAGS_LIMIT;
}

static void test_heads(void **state)
{
    static struct loop_values results;

    for (unsigned i = 0; i < 2 * (32 + FLAGS_LIMIT); i++) {
        prepare(*state, 2);
        loop.damage.head = damage_head;
        loop.damage.way = i / 2;
        loop.damage.request = i % 2 == 0;
        loop.damage.reply = i % 2 == 1;
        if (loop.interface->kernel && loop.damage.reply && i / 2 >= 32)
            continue; /* its flags are those of the operation that brings the answer */
        snprintf(loop.context, sizeof(loop.context), "%s, head of a %s, way %u", loop.method->name,
                 i % 2 == 0 ? "request" : "reply", i / 2);
        const kozo_err_t error = call(&results);
        expect(error == seen_by_client(KOZO_ERR_BAD_REPLY) ||
               (i % 2 == 0 && i / 2 >= 32 && error == seen_by_client(KOZO_ERR_WRONG_INTERFACE)));
        expect(loop.entered == i % 2);
    }
}

static bool is_for_servers(kozo_err_t error)
{
    return (error >= KOZO_ERR_SERVICE_FIRST && error <= KOZO_ERR_SERVICE_LAST) ||
           error == KOZO_ERR_NO_METHOD || error == KOZO_ERR_WRONG_INTERFACE ||
           error == KOZO_ERR_BAD_MESSAGE;
}

/* A server's errors come through, unless they are not a server's to give; those of the call too. */
static void test_errors(void **state)
{
    static struct loop_values results;

    for (kozo_err_t error = KOZO_OK + 1; error < 2 * KOZO_ERR_SERVICE_LAST; error++) {
        prepare(*state, 2);
        snprintf(loop.context, sizeof(loop.context), "%s, error %u", loop.method->name, error);
        loop.outcome = error;
        expect(call(&results) ==
               seen_by_client(is_for_servers(error) ? error : KOZO_ERR_BAD_REPLY));
        expect(loop.answer.raw ==
               kozo_tag_make(loop.interface->id, (uint16_t)error, 0, 0, 0).raw);
        prepare(*state, 2);
        loop.trap_error = error;
        expect(loop.interface->kernel || call(&results) == error);
        expect(loop.entered == 0);
    }
    for (const kozo_err_t *error = loop.method->errors; *error != KOZO_OK; error++)
        expect(is_for_servers(*error));
}

/* Arguments of a wrong length and too little room never leave the client. */
static void test_arguments(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned i = 0; i < 2 * method->in.count; i++) {
        const struct loop_field *field = &method->in.fields[i / 2];
        prepare(method, 2);
        struct loop_value *value = &loop.in.at[i / 2];
        if (!loop_is_data(field) || (i % 2 == 0 && field->minimum == 0))
            continue;
        memset(value, 0, sizeof(*value));
        value->size = i % 2 == 0 ? field->minimum - 1 : field->maximum + 1;
        memset(value->bytes, 'a', value->size);
        expect(call(&results) == KOZO_ERR_BAD_MESSAGE && loop.calls == 0);
    }
    prepare(method, 2);
    loop.little_room = true;
    bool needs_room = false;
    for (unsigned i = 0; i < method->out.count; i++)
        needs_room = needs_room || method->out.fields[i].kind == LOOP_DATA;
    expect(call(&results) == (needs_room ? KOZO_ERR_RANGE : KOZO_OK));
    expect(loop.calls == !needs_room);
}

/* Results of a wrong length never leave the server. */
static void test_results(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned i = 0; i < 2 * method->out.count; i++) {
        const struct loop_field *field = &method->out.fields[i / 2];
        prepare(method, 2);
        struct loop_value *value = &loop.given.at[i / 2];
        if (!loop_is_data(field) || (i % 2 == 0 && field->minimum == 0))
            continue;
        memset(value, 0, sizeof(*value));
        value->size = i % 2 == 0 ? field->minimum - 1 : field->maximum + 1;
        memset(value->bytes, 'a', value->size);
        expect(call(&results) == KOZO_ERR_BAD_REPLY && loop.entered == 1);
        expect(loop.answer.raw ==
               kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_REPLY, 0, 0, 0).raw);
    }
}

static bool fits_registers(const struct loop_shape *shape)
{
    for (unsigned i = 0; i < shape->count; i++) {
        if (loop_is_data(&shape->fields[i]))
            return false;
    }
    return shape->words <= KOZO_REGISTER_WORDS && shape->caps == 0;
}

/* Threads without an IPC buffer may call what fits the registers. */
static void test_without_buffer(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    if (!fits_registers(&method->in) || !fits_registers(&method->out))
        return;
    prepare(method, 2);
    loop.no_buffer = true;
    conform_buffer = NULL;
    expect(call(&results) == KOZO_OK && loop.entered == 1);
    loop_expect_values(&method->out, &loop.given, &results);
}

/* Labels that no method has. */
static void test_labels(void **state)
{
    (void)state;
    for (uint32_t label = 0; label <= UINT16_MAX; label++) {
        bool known = false;
        for (unsigned i = 0; i < loop.interface->method_count; i++)
            known = known || loop.interface->methods[i].label == label;
        if (known)
            continue;
        struct kozo_message m = {
            .tag = kozo_tag_make(loop.interface->id, (uint16_t)label,
                                 loop.interface->kernel ? KOZO_TAG_FLAG_KERNEL : 0, 0, 0)};
        conform_buffer = &loop_server_buffer;
        expect(loop.interface->dispatch(&loop_server_context, &m) == KOZO_SERVED);
        expect(m.tag.raw == kozo_tag_make(loop.interface->id, KOZO_ERR_NO_METHOD, 0, 0, 0).raw);
    }
}

int loop_main(const struct loop_interface *interface)
{
    static const struct {
        const char *name;
        CMUnitTestFunction run;
    } groups[] = {{"round_trip", test_round_trip}, {"requests", test_requests},
                  {"replies", test_replies},       {"heads", test_heads},
                  {"errors", test_errors},         {"arguments", test_arguments},
                  {"results", test_results},       {"without_buffer", test_without_buffer}};
    enum { GROUPS = sizeof(groups) / sizeof(groups[0]), NAME = 80 };
    const size_t count = (size_t)GROUPS * interface->method_count;
    struct CMUnitTest *tests = calloc(count + 1, sizeof(*tests));
    char(*names)[NAME] = calloc(count, NAME);

    if (tests == NULL || names == NULL)
        return 1;
    loop.interface = interface;
    host_trap_message = loop_trap_message;
    host_trap_method = loop_trap_method;
    for (size_t i = 0; i < count; i++) {
        const struct loop_method *method = &interface->methods[i / GROUPS];
        snprintf(names[i], NAME, "%s_%s.%s", interface->name, method->name,
                 groups[i % GROUPS].name);
        tests[i] = (struct CMUnitTest){.name = names[i],
                                       .test_func = groups[i % GROUPS].run,
                                       .initial_state = (void *)(uintptr_t)method};
    }
    tests[count] = (struct CMUnitTest){.name = "unknown labels", .test_func = test_labels};
    const int failed = _cmocka_run_group_tests(interface->name, tests, count + 1, NULL, NULL);
    free(names);
    free(tests);
    return failed;
}
