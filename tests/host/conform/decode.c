/* SPDX-License-Identifier: MIT */
/* decode.c: the tests that every operation and every check of the kernel's decoder goes through. */
#include <decode_call.h>
#include <stdio.h>
#include <string.h>

enum { WAYS = 140 }; /* more than any check can be broken in; not all numbers are one of them */

static void test_check(void **state)
{
    const struct decode_check *check = *state;
    unsigned broken = 0;

    for (unsigned way = 0; way < WAYS; way++) {
        decode_prepare(check->operation);
        if (decode_break(check, way)) {
            snprintf(now.context, sizeof(now.context), "%s, broken in way %u", check->id, way);
            decode_expect_refusal(decode_error(check), check->argument, check->detail);
            broken++;
        }
        decode_prepare(check->operation);
        if (decode_satisfy(check, way)) {
            snprintf(now.context, sizeof(now.context), "%s, at edge %u", check->id, way);
            decode_expect_outcome(KOZO_OK);
        }
    }
    expect(broken > 0);
}

/* Can `first` stay broken when `second` is broken too? */
static bool are_independent(const struct decode_check *first, const struct decode_check *second)
{
    if (first->argument != second->argument || decode_is_of_tag(first) != decode_is_of_tag(second))
        return true;
    if (decode_is_of_tag(first) || decode_is_of_cap(first) || decode_is_of_cap(second))
        return true;
    return second->kind == CHECK_ALIGN && first->kind != CHECK_MINIMUM;
}

static void break_somehow(const struct decode_check *check)
{
    unsigned way = 0;
    struct decode_call before = now;

    while (!decode_break(check, way)) {
        now = before;
        way++;
    }
}

/* Of two mistakes the one whose check comes first is told. */
static void test_order(void **state)
{
    const struct decode_operation *operation = *state;

    for (unsigned i = 0; i < decode_check_count; i++) {
        for (unsigned j = i + 1; j < decode_check_count; j++) {
            const struct decode_check *first = &decode_checks[i], *second = &decode_checks[j];
            if (first->operation != operation || second->operation != operation ||
                !are_independent(first, second))
                continue;
            decode_prepare(operation);
            break_somehow(first);
            break_somehow(second);
            snprintf(now.context, sizeof(now.context), "%s and %s", first->id, second->id);
            decode_expect_refusal(decode_error(first), first->argument, first->detail);
        }
    }
}

/* A good call enters its handler, and whatever that returns has its effect. */
static void test_good(void **state)
{
    static const kozo_err_t outcomes[] = {KOZO_OK,        KOZO_ERR_RANGE, UINT16_MAX,
                                          KERNEL_RESTART, KERNEL_BLOCKED, KERNEL_DONE};

    for (unsigned i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
        decode_prepare(*state);
        decode_expect_outcome(outcomes[i]);
    }
}

/* The user stub puts its arguments where the kernel looks for them, and takes the results. */
static void test_stub(void **state)
{
    decode_prepare(*state);
    expect(kozo_status_code(now.operation->stub()) == KOZO_OK);
    expect(now.entered == 1);
    decode_prepare(*state);
    now.outcome = KOZO_ERR_RANGE;
    expect(kozo_status_code(now.operation->stub()) == KOZO_ERR_RANGE);
}

static bool is_operation(uint64_t number)
{
    for (unsigned i = 0; i < decode_operation_count; i++) {
        if (decode_operations[i].number == number)
            return true;
    }
    return false;
}

/* Numbers within the table, or beyond it, that are no operation. */
static void expect_unknown(uint64_t number, bool beyond)
{
    decode_prepare(&decode_operations[0]);
    now.number = number;
    snprintf(now.context, sizeof(now.context), "operation %#llx", (unsigned long long)number);
    if (!is_operation(number) && beyond == (number >= KOZO_OP_LIMIT))
        decode_expect_refusal(KOZO_ERR_BAD_OPERATION, 0, 0);
}

static void test_unknown_operations(void **state)
{
    const bool beyond = *state != NULL;

    for (uint64_t number = 0; number < 8 * KOZO_OP_LIMIT; number++) {
        expect_unknown(number, beyond);
        expect_unknown(decode_beyond_32_bits + number, beyond);
        expect_unknown(UINT64_MAX - number, beyond);
    }
    for (unsigned bit = 0; bit < 64; bit++)
        expect_unknown(UINT64_C(1) << bit, beyond);
}

static char *test_name(const char *name, const char *suffix)
{
    const size_t size = strlen(name) + strlen(suffix) + 1;
    char *text = malloc(size);

    assert_non_null(text);
    snprintf(text, size, "%s%s", name, suffix);
    return text;
}

int decode_main(void)
{
    static const struct {
        const char *suffix;
        CMUnitTestFunction run;
    } groups[] = {{".good", test_good}, {".order", test_order}, {".stub", test_stub}};
    const size_t group_count = sizeof(groups) / sizeof(groups[0]);
    struct CMUnitTest *tests = calloc(
        decode_check_count + group_count * decode_operation_count + 2, sizeof(*tests));
    size_t count = 0;

    if (tests == NULL)
        return 1;
    host_trap_method = decode_trap_method;
    host_trap_message = decode_trap_message;
    for (unsigned i = 0; i < decode_check_count; i++)
        tests[count++] = (struct CMUnitTest){.name = decode_checks[i].id,
                                             .test_func = test_check,
                                             .initial_state = (void *)(uintptr_t)&decode_checks[i]};
    for (unsigned i = 0; i < group_count * decode_operation_count; i++) {
        const struct decode_operation *operation = &decode_operations[i / group_count];
        const char *name = test_name(operation->name, groups[i % group_count].suffix);
        tests[count++] = (struct CMUnitTest){.name = name,
                                             .test_func = groups[i % group_count].run,
                                             .initial_state = (void *)(uintptr_t)operation};
    }
    tests[count++] = (struct CMUnitTest){.name = "operation.0.hole",
                                         .test_func = test_unknown_operations};
    tests[count++] = (struct CMUnitTest){.name = "operation.0.number",
                                         .test_func = test_unknown_operations,
                                         .initial_state = (void *)(uintptr_t)1};
    const int failed = _cmocka_run_group_tests("decode", tests, count, NULL, NULL);
    for (size_t i = decode_check_count; i < count - 2; i++)
        free((void *)(uintptr_t)tests[i].name);
    free(tests);
    return failed;
}
