/* SPDX-License-Identifier: MIT */
/* loop_checks.c: breaks each check of an interface by every way that breaks no other. */
#include <damage.h>
#include <loop_state.h>
#include <stdio.h>
#include <string.h>

static struct loop_values results;

bool loop_is_own(kozo_err_t error)
{
    const kozo_err_t *own = loop.method->errors;

    while (*own != KOZO_OK && *own != error)
        own++;
    return *own != KOZO_OK;
}

bool loop_may_answer(kozo_err_t error)
{
    return loop_is_own(error) || error == KOZO_ERR_NO_METHOD ||
           error == KOZO_ERR_WRONG_INTERFACE || error == KOZO_ERR_BAD_MESSAGE;
}

/* Whatever error the call ends with, the client gets it. */
static void try_call(const struct loop_check *check, kozo_err_t error)
{
    loop_prepare(check->method, 2);
    snprintf(loop.context, sizeof(loop.context), "%s, error %u", check->id, error);
    loop.trap_error = error;
    expect(loop_send(&results) == error && loop.entered == 0);
}

/* An error of the body reaches the client if it is one of the method. Otherwise the client is told
 * that the server breaks its word. */
static void try_error(const struct loop_check *check, kozo_err_t error, bool later)
{
    const struct loop_detail *detail = loop_detail_of(check->method, error);

    loop_prepare(check->method, 2);
    snprintf(loop.context, sizeof(loop.context), "%s, error %u%s", check->id, error,
             later ? " later" : "");
    if (detail != NULL)
        loop_choose_detail(detail, later);
    *(later ? &loop.later.failure : &loop.outcome) = error;
    const bool own = loop_is_own(error);
    const kozo_err_t told = own ? error : KOZO_ERR_BAD_REPLY;
    expect(loop_send(&results) == loop_seen_by_client(told));
    expect(loop.answer.raw == kozo_tag_make(loop.interface->id, (uint16_t)told, 0, 0,
                                            detail != NULL ? detail->shape.words : 0).raw);
    if (error == KOZO_ERR_BAD_REPLY)
        return; /* who lets a token go in Rust breaks nothing */
    expect(own == (loop.later.breach == NULL));
    if (!own && check->kind == LOOP_CHECK_UNDECLARED)
        loop_expect_breach(check);
}

static bool damage_label(struct kozo_message *m, unsigned way)
{
    m->tag = kozo_tag_make(kozo_tag_interface(m->tag), (uint16_t)way, kozo_tag_flags(m->tag),
                           kozo_tag_caps(m->tag), kozo_tag_words(m->tag));
    return true;
}

static bool damage_answer(struct kozo_message *m, unsigned way)
{
    m->tag = kozo_tag_make(kozo_tag_interface(m->tag), (uint16_t)way, kozo_tag_flags(m->tag), 0, 0);
    return true;
}

/* A good answer but for its label, which is an error; or nothing but that. */
static void try_label(const struct loop_check *check, kozo_err_t error, bool alone)
{
    const struct loop_shape *shape = &check->method->out;
    const struct loop_detail *detail = loop_detail_of(check->method, error);

    loop_prepare(check->method, 0);
    snprintf(loop.context, sizeof(loop.context), "%s, label %u", check->id, error);
    loop.damage.reply = true;
    loop.damage.head = alone ? damage_answer : damage_label;
    loop.damage.way = error;
    alone = alone || (shape->words == 0 && shape->caps == 0);
    const kozo_err_t told = loop_send(&results);
    if (detail != NULL && !alone && shape->caps == 0 &&
        kozo_tag_words(loop.answer) == detail->shape.words)
        return; /* by chance what that error tells */
    const bool own = alone && detail == NULL && loop_may_answer(error);
    expect(told == loop_seen_by_client(own ? error : KOZO_ERR_BAD_REPLY));
}

static void try_errors(const struct loop_check *check)
{
    for (kozo_err_t error = KOZO_OK + 1; error < 2 * KOZO_ERR_SERVICE_LAST; error++) {
        if (check->place == LOOP_CALL) {
            try_call(check, error);
        } else if (check->place == LOOP_REPLY) {
            try_label(check, error, false);
            try_label(check, error, true);
        } else {
            try_error(check, error, false);
            if (check->method->reply != NULL)
                try_error(check, error, true);
        }
    }
}

/* Labels that no method has. */
static void try_labels(void)
{
    const uint8_t flags = loop.interface->kernel ? KOZO_TAG_FLAG_KERNEL : 0;

    for (uint32_t label = 0; label <= UINT16_MAX; label++) {
        bool known = false;
        for (unsigned i = 0; i < loop.interface->method_count; i++)
            known = known || loop.interface->methods[i].label == label;
        if (known)
            continue;
        struct kozo_message m = {
            .tag = kozo_tag_make(loop.interface->id, (uint16_t)label, flags, 0, 0)};
        conform_buffer = &loop_server_buffer;
        expect(loop.interface->dispatch(&loop_server_context, &m) == KOZO_SERVED);
        expect(m.tag.raw == kozo_tag_make(loop.interface->id, KOZO_ERR_NO_METHOD, 0, 0, 0).raw);
    }
}

/* Too little room for a result is told before anything leaves the client. */
static void try_room(const struct loop_check *check)
{
    loop_prepare(check->method, 2);
    loop.little_room = check->field + 1u;
    expect(loop_send(&results) == KOZO_ERR_RANGE && loop.calls == 0);
}

/* Arguments of a wrong length never leave the client, nor results of one the server. */
static void try_size(const struct loop_check *check)
{
    const struct loop_method *method = check->method;
    const bool argument = check->place == LOOP_ARGUMENT;
    const struct loop_field *field = &(argument ? method->in : method->out).fields[check->field];

    loop_prepare(method, 2);
    struct loop_value *value = &(argument ? &loop.in : &loop.given)->at[check->field];
    memset(value, 0, sizeof(*value));
    const size_t count =
        check->kind == LOOP_CHECK_MINIMUM ? field->minimum - 1 : field->maximum + 1;
    value->size = count * field->unit;
    if (field->kind == LOOP_TEXT)
        memset(value->bytes, 'a', value->size);
    else
        loop_fill_elements(field, value->bytes, count, 0);
    const kozo_err_t error = loop_send(&results);
    if (argument) {
        expect(error == KOZO_ERR_BAD_MESSAGE && loop.calls == 0);
    } else {
        expect(error == KOZO_ERR_BAD_REPLY && loop.entered == 1);
        expect(loop.answer.raw ==
               kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_REPLY, 0, 0, 0).raw);
    }
}

/* A size of what is left out never leaves the client, nor the server. */
static void try_absent(const struct loop_check *check)
{
    const bool argument = check->place == LOOP_ARGUMENT;

    loop_prepare(check->method, 1);
    (argument ? &loop.in : &loop.given)->at[check->field].absent = true;
    expect(loop_send(&results) == (argument ? KOZO_ERR_BAD_MESSAGE : KOZO_ERR_BAD_REPLY));
    expect(loop.calls == !argument);
    expect(argument || loop.answer.raw ==
                           kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_REPLY, 0, 0, 0).raw);
}

/* Arguments that just satisfy what the method requires reach the body, others are refused. */
static void try_required(const struct loop_check *check)
{
    const struct loop_method *method = check->method;

    for (unsigned i = 0; i < method->chosen_count; i++) {
        const struct loop_chosen *chosen = &method->chosen[i];
        if (chosen->error != KOZO_OK && chosen->error != check->error)
            continue;
        loop_prepare(method, i);
        loop_choose(method, &loop.in, i, chosen);
        snprintf(loop.context, sizeof(loop.context), "%s, choice %u", check->id, i);
        expect(loop_send(&results) == chosen->error);
        expect(loop.entered == (chosen->error == KOZO_OK));
    }
}

void loop_test_check(void **state)
{
    const struct loop_check *check = *state;
    const bool request = check->place == LOOP_REQUEST;
    const struct loop_detail *detail =
        check->detail > 0 ? &check->method->details[check->detail - 1] : NULL;

    switch (check->kind) {
    case LOOP_CHECK_INTERFACE:
    case LOOP_CHECK_TAG_FLAGS:
        for (unsigned way = check->kind == LOOP_CHECK_INTERFACE ? 0 : 32;
             way < (check->kind == LOOP_CHECK_INTERFACE ? 32 : HEAD_WAYS); way++)
            loop_damage_head(check->method, request, way);
        break;
    case LOOP_CHECK_METHOD:
        try_labels();
        break;
    case LOOP_CHECK_ERROR:
    case LOOP_CHECK_UNDECLARED:
        try_errors(check);
        break;
    case LOOP_CHECK_REQUIRE:
        try_required(check);
        break;
    case LOOP_CHECK_UNTAKEN:
    case LOOP_CHECK_TAKEN:
        loop_test_taking(check);
        break;
    case LOOP_CHECK_SPENT:
        loop_test_spent(check);
        break;
    case LOOP_CHECK_SHIFT:
        loop_test_shift();
        break;
    case LOOP_CHECK_TAG:
        if (check->place == LOOP_REPLY && !loop.interface->kernel && detail == NULL)
            try_errors(check);
        expect(loop_damage(check->method, request, detail, check) > 0);
        break;
    case LOOP_CHECK_ROOM:
        try_room(check);
        break;
    default:
        if (check->place == LOOP_ARGUMENT || check->place == LOOP_RESULT)
            check->kind == LOOP_CHECK_ABSENT ? try_absent(check) : try_size(check);
        else
            expect(loop_damage(check->method, request, detail, check) > 0);
    }
}
