/* SPDX-License-Identifier: MIT */
/* loop_details.c: errors that tell something besides. */
#include <loop_state.h>
#include <stdio.h>
#include <string.h>

enum { VARIANTS = 40 }; /* more than any enumeration has values */

const struct loop_detail *loop_detail_of(const struct loop_method *method, kozo_err_t error)
{
    for (unsigned i = 0; i < method->detail_count; i++) {
        if (method->details[i].error == error)
            return &method->details[i];
    }
    return NULL;
}

void loop_choose_detail(const struct loop_detail *detail, bool later)
{
    loop.detail = detail;
    loop_fill(&detail->shape, &loop.told, loop.variant);
    *(later ? &loop.later.failure : &loop.outcome) = detail->error;
}

uint64_t loop_told(unsigned index)
{
    return loop.told.at[index].number;
}

void *loop_detail(void *detail, size_t size)
{
    memset(detail, LOOP_RUBBISH, size);
    return loop.deaf ? NULL : detail;
}

/* Nobody writes what the error does not tell. */
bool loop_is_told(kozo_err_t error, const void *detail, size_t size)
{
    const uint8_t *bytes = detail;

    if (!loop.deaf && loop.trap_error == KOZO_OK && loop_detail_of(loop.method, error) != NULL)
        return true;
    for (size_t i = 0; i < size; i++)
        expect(bytes[i] == LOOP_RUBBISH);
    return false;
}

void loop_heard(unsigned index, uint64_t number)
{
    loop.heard.at[index].number = number;
}

static void test_detail(const struct loop_method *method, const struct loop_detail *detail,
                        unsigned variant, bool later)
{
    static struct loop_values results;

    loop_prepare(method, variant);
    loop_choose_detail(detail, later);
    loop.deaf = variant % 4 == 3;
    snprintf(loop.context, sizeof(loop.context), "%s, error %u, values %u%s", method->name,
             detail->error, variant, later ? ", later" : "");
    expect(loop_send(&results) == detail->error && loop.entered == 1);
    expect(loop.later.breach == NULL);
    expect(loop.answer.raw == kozo_tag_make(loop.interface->id, (uint16_t)detail->error, 0, 0,
                                            detail->shape.words).raw);
    if (!loop.deaf)
        loop_expect_values(&detail->shape, &loop.told, &loop.heard);
}

bool loop_has_details(const struct loop_interface *interface)
{
    bool found = false;

    for (unsigned i = 0; i < interface->method_count; i++)
        found = found || interface->methods[i].detail_count > 0;
    return found;
}

static void test_details(const struct loop_method *method)
{
    for (unsigned i = 0; i < method->detail_count * VARIANTS; i++) {
        test_detail(method, &method->details[i / VARIANTS], i % VARIANTS, false);
        if (method->reply != NULL)
            test_detail(method, &method->details[i / VARIANTS], i % VARIANTS, true);
    }
}

void loop_test_details(void **state)
{
    (void)state;
    for (unsigned i = 0; i < loop.interface->method_count; i++)
        test_details(&loop.interface->methods[i]);
}
