/* SPDX-License-Identifier: MIT */
/* loop.c: the tests that every interface and each of its methods goes through: values there and
 * back, and damage to requests and replies. Each check has a test besides, see loop_checks.c. */
#include <damage.h>
#include <loop_state.h>
#include <stdio.h>
#include <string.h>

void loop_prepare(const struct loop_method *method, unsigned variant)
{
    const struct loop_interface *interface = loop.interface;

    memset(&loop, 0, sizeof(loop));
    loop_prepare_later();
    loop.interface = interface;
    loop.method = method;
    loop.variant = variant;
    loop_fill(&method->in, &loop.in, variant);
    if (method->chosen != NULL)
        loop_choose(method, &loop.in, variant, &method->chosen[variant % method->chosen_good]);
    loop_fill(&method->out, &loop.given, variant);
    memset(&loop_client_buffer, LOOP_RUBBISH, sizeof(loop_client_buffer));
    conform_buffer = &loop_client_buffer;
    snprintf(loop.context, sizeof(loop.context), "%s_%s, values %u", interface->name, method->name,
             variant);
}

void loop_expect_untouched(const struct loop_values *results)
{
    for (unsigned i = 0; i < loop.method->out.count; i++) {
        const struct loop_field *field = &loop.method->out.fields[i];
        /* Of what nobody has written a truth value keeps that it is not 0. */
        const unsigned bits = field->maximum == 1 ? 1 : field->bits;
        const uint64_t mask = loop_mask(bits == 0 ? 64 : bits);
        const struct loop_value *result = &results->at[i];
        if (loop_is_data(field))
            expect(result->bytes[0] == LOOP_RUBBISH && result->size == loop_untouched());
        else
            expect((result->number & mask) == (loop_untouched() & mask));
    }
}

/* Call the method. What is refused must leave the results alone, and all slots of the client empty;
 * no call leaves a slot on offer. */
kozo_err_t loop_send(struct loop_values *results)
{
    memset(results, LOOP_RUBBISH, sizeof(*results));
    const kozo_err_t error = loop.method->call(&loop.in, results);
    const unsigned arrived = loop.arrived < KOZO_BUFFER_CAPS ? loop.arrived : KOZO_BUFFER_CAPS;

    if (!loop.interface->kernel && !loop.no_buffer && !loop.overlong && loop.calls > 0)
        loop_expect_offer(false);
    expect(loop.deleted == (error != KOZO_OK && !loop.interface->kernel ? arrived : 0));
    if (error != KOZO_OK)
        loop_expect_untouched(results);
    return error;
}

kozo_err_t loop_seen_by_client(kozo_err_t error)
{
    return loop.interface->kernel && error != KOZO_OK ? KOZO_ERR_MALFORMED : error;
}

static void test_round_trip(void **state)
{
    static struct loop_values results;

    for (unsigned variant = 0; variant < LOOP_BYTES + 2; variant++) {
        loop_prepare(*state, variant);
        expect(loop_send(&results) == KOZO_OK);
        expect(loop.calls == 1 && loop.entered == 1);
        loop_expect_values(&loop.method->in, &loop.in, &loop.got);
        loop_expect_values(&loop.method->out, &loop.given, &results);
    }
}

/* Variants to be damaged: the smallest and largest values, and an odd length. With one more, each
 * optional field has been left out. */
enum { DAMAGED_VARIANTS = 3 };

static void choose_damage(unsigned field, unsigned way, bool request)
{
    loop.damage.request = request;
    loop.damage.reply = !request;
    loop.damage.field = field;
    loop.damage.way = way;
    snprintf(loop.context, sizeof(loop.context), "%s, %s, field %u, way %u", loop.method->name,
             request ? "request" : "reply", field, way);
}

/* Every damage breaks exactly one check. */
static void expect_one_check(const struct loop_method *method, bool request,
                             const struct loop_shape *shape)
{
    const struct loop_interface *interface = loop.interface;
    const unsigned detail = loop.detail == NULL ? 0 : 1 + (unsigned)(loop.detail - method->details);
    unsigned count = 0;

    for (unsigned i = 0; i < interface->check_count; i++) {
        const struct loop_check *check = &interface->checks[i];
        const bool common = interface->kernel && !request;
        count += check->place == (request ? LOOP_REQUEST : LOOP_REPLY) &&
                 (check->method == method || common) && check->detail == detail &&
                 damage_is_of(shape, loop.damage.field, loop.damage.way, check);
    }
    expect(count == 1);
}

unsigned loop_damage(const struct loop_method *method, bool request,
                     const struct loop_detail *detail, const struct loop_check *only)
{
    static struct loop_values results;
    const struct loop_shape *shape = detail != NULL ? &detail->shape
                                     : request      ? &method->in
                                                    : &method->out;
    const kozo_err_t outcome = detail != NULL ? detail->error : KOZO_OK;
    const kozo_err_t refusal = method->one_way ? KOZO_OK
                               : request       ? KOZO_ERR_BAD_MESSAGE
                                               : KOZO_ERR_BAD_REPLY;
    const unsigned ways = damage_count(shape);
    const unsigned variants = DAMAGED_VARIANTS + (shape->optionals > 0);
    unsigned broken = 0;

    for (unsigned variant = 0; variant < variants; variant++) {
        for (unsigned i = 0; i < ways; i++) {
            unsigned way = i;
            const unsigned field = damage_find(shape, &way);
            if (only != NULL && !damage_is_of(shape, field, way, only))
                continue;
            loop_prepare(method, variant);
            if (detail != NULL)
                loop_choose_detail(detail, false);
            choose_damage(field, way, request);
            const kozo_err_t error = loop_send(&results);
            const bool done = loop.damage.done;
            expect(error == (done ? loop_seen_by_client(refusal) : outcome));
            expect(loop.entered == !(request && done));
            expect(!(request && done) || method->one_way ||
                   loop.answer.raw ==
                       kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_MESSAGE, 0, 0, 0).raw);
            if (done)
                expect_one_check(method, request, shape);
            broken += done;
        }
    }
    return broken;
}

static void test_requests(void **state)
{
    expect(loop_damage(*state, true, NULL, NULL) > 0);
}

static void test_replies(void **state)
{
    const struct loop_method *method = *state;

    expect(method->one_way || loop_damage(method, false, NULL, NULL) > 0);
    for (unsigned i = 0; i < method->detail_count; i++)
        expect(loop_damage(method, false, &method->details[i], NULL) > 0);
}

/* Another interface, or flags, where way is a bit of them. */
static bool damage_head(struct kozo_message *m, unsigned way)
{
    const uint32_t interface = kozo_tag_interface(m->tag) ^ (way < 32 ? UINT32_C(1) << way : 0);
    const unsigned flags = kozo_tag_flags(m->tag) ^ (way < 32 ? 0 : 1u << (way - 32) % FLAGS_LIMIT);

    m->tag = kozo_tag_make(interface, kozo_tag_label(m->tag), (uint8_t)flags,
                           kozo_tag_caps(m->tag), kozo_tag_words(m->tag));
    return way < HEAD_WAYS;
}

void loop_damage_head(const struct loop_method *method, bool request, unsigned way)
{
    static struct loop_values results;
    const bool flags = way >= 32;

    if (method->one_way && !request)
        return;
    if (loop.interface->kernel && !request && flags)
        return; /* the flags of its answer are those of the operation that brings it */
    loop_prepare(method, 2);
    loop.damage.head = damage_head;
    loop.damage.way = way;
    loop.damage.request = request;
    loop.damage.reply = !request;
    snprintf(loop.context, sizeof(loop.context), "%s, head of a %s, way %u", method->name,
             request ? "request" : "reply", way);
    const kozo_err_t refusal = request && flags ? KOZO_ERR_WRONG_INTERFACE : KOZO_ERR_BAD_REPLY;
    expect(loop_send(&results) == (method->one_way ? KOZO_OK : loop_seen_by_client(refusal)));
    expect(loop.entered == !request);
    expect(!request || method->one_way ||
           kozo_tag_label(loop.answer) == KOZO_ERR_WRONG_INTERFACE);
}

static void test_heads(void **state)
{
    for (unsigned way = 0; way < HEAD_WAYS; way++) {
        loop_damage_head(*state, true, way);
        loop_damage_head(*state, false, way);
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
    loop_prepare(method, 2);
    loop.no_buffer = true;
    conform_buffer = NULL;
    expect(loop_send(&results) == KOZO_OK && loop.entered == 1);
    loop_expect_values(&method->out, &loop.given, &results);
}

int loop_main(const struct loop_interface *interface)
{
    static const struct {
        const char *name;
        CMUnitTestFunction run;
    } groups[] = {{"round_trip", test_round_trip},
                  {"requests", test_requests},
                  {"replies", test_replies},
                  {"heads", test_heads},
                  {"without_buffer", test_without_buffer}};
    enum { GROUPS = sizeof(groups) / sizeof(groups[0]), NAME = 80 };
    const size_t count = (size_t)GROUPS * interface->method_count;
    size_t total = count + interface->check_count;
    struct CMUnitTest *tests = calloc(total + 2, sizeof(*tests));
    char(*names)[NAME] = calloc(count, NAME);

    if (tests == NULL || names == NULL)
        return 1;
    loop.interface = interface;
    host_trap_message = loop_trap_message;
    host_trap_method = loop_trap_method;
    for (size_t i = 0; i < interface->check_count; i++) {
        const struct loop_check *check = &interface->checks[i];
        tests[i] = (struct CMUnitTest){.name = check->id,
                                       .test_func = loop_test_check,
                                       .initial_state = (void *)(uintptr_t)check};
    }
    for (size_t i = 0; i < count; i++) {
        const struct loop_method *method = &interface->methods[i / GROUPS];
        snprintf(names[i], NAME, "%s_%s.%s", interface->name, method->name,
                 groups[i % GROUPS].name);
        tests[interface->check_count + i] =
            (struct CMUnitTest){.name = names[i],
                                .test_func = groups[i % GROUPS].run,
                                .initial_state = (void *)(uintptr_t)method};
    }
    if (interface->events != NULL)
        tests[total++] = (struct CMUnitTest){.name = "events", .test_func = loop_test_events};
    if (loop_has_details(interface))
        tests[total++] = (struct CMUnitTest){.name = "details", .test_func = loop_test_details};
    const int failed = _cmocka_run_group_tests(interface->name, tests, total, NULL, NULL);
    free(names);
    free(tests);
    return failed;
}
