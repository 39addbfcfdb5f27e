/* SPDX-License-Identifier: MIT */
/* decode.c: the driver of the generated test of the kernel's decoder.
 *
 * The dispatcher is the kernel's own; the lookup of handles and slots, the handlers and the
 * trap are fakes that compare what they are given with the call in `now`. Every register that a
 * call does not use holds rubbish, and all but the status register must keep it when the call is refused. */
#include <kozo/cnode.h>
#include <kozo/gen/dispatch.h>
#include <kozo/sys.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <decode.h>

enum { WAYS = 140 }; /* more than any check can be broken in; not all numbers are one of them */

static const uint64_t handle_base = 0x7700, rubbish = 0x9c9c9c9c9c9c9c9c;
static const uint64_t beyond_32_bits = UINT64_C(1) << 32;
static const unsigned words_limit = 64, caps_limit = 8, flags_limit = 7;

unsigned char fake_memory[FAKE_MEMORY_SIZE];

static struct decode_call now;
static struct cap_slot destination;
static struct thread caller;
static unsigned entered;
static kozo_err_t handler_outcome;
static char context[160];

#define expect(fact)                                                                               \
    do {                                                                                           \
        if (!(fact))                                                                               \
            fail_msg("%s: not so: %s", context, #fact);                                            \
    } while (0)

static const struct decode_argument *argument(unsigned position)
{
    return &now.operation->arguments[position];
}

static void set_slot(unsigned position, kozo_object_t type, kozo_rights_t rights)
{
    now.slots[position].object = FAKE_MEMORY_BASE + position * PAGE_SIZE;
    now.slots[position].meta = (uint64_t)type << META_TYPE_SHIFT |
                               (uint64_t)rights << META_RIGHTS_SHIFT;
}

static void set_tag(unsigned words, unsigned caps, unsigned flags)
{
    now.tag = kozo_tag_make((uint32_t)rubbish, (uint16_t)rubbish, (uint8_t)flags, (uint8_t)caps,
                            (uint8_t)words);
}

/* The call as it should be. */
static void prepare(const struct decode_operation *operation)
{
    now = (struct decode_call){.operation = operation,
                               .number = operation->number,
                               .deadline = rubbish + 1,
                               .reply = rubbish + 2};
    for (unsigned i = 0; i < DECODE_POSITIONS; i++) {
        const struct decode_argument *a = argument(i);
        now.values[i] = a->kind == DECODE_NONE  ? rubbish
                        : a->kind == DECODE_CAP ? handle_base + i
                                                : a->good;
        set_slot(i, a->type != KOZO_OBJECT_NULL ? a->type : KOZO_OBJECT_FRAME, a->rights);
    }
    set_tag(operation->sends ? KOZO_BUFFER_WORDS : 0, operation->sends ? KOZO_BUFFER_CAPS : 0,
            operation->flags);
    handler_outcome = KOZO_OK;
    snprintf(context, sizeof(context), "%s", operation->name);
}

struct kozo_message decode_message(void)
{
    return (struct kozo_message){
        .tag = now.tag, .deadline = now.deadline, .reply = {now.reply}};
}

/* Run the call. Returns the registers as they were before it. */
static struct regs run(void)
{
    struct regs before;

    memset(&caller, 0, sizeof(caller));
    memset(&before, (int)(rubbish & UINT8_MAX), sizeof(before));
    if (now.operation->message) {
        struct kozo_message m = decode_message();
        memset(m.words, (int)(rubbish & UINT8_MAX), sizeof(m.words));
        trap_load_message(&before, now.number, (kozo_handle_t){now.values[0]}, &m);
    } else {
        trap_load_method(&before, now.number, now.values[0], &now.values[1]);
    }
    caller.regs = before;
    entered = 0;
    dispatch(&caller);
    return before;
}

static void expect_refusal(kozo_err_t error, unsigned at, uint32_t detail)
{
    struct regs regs = run();

    *trap_status(&regs) = kozo_status_make(error, (uint8_t)at, detail).raw;
    expect(entered == 0);
    expect(*trap_status(&caller.regs) == *trap_status(&regs));
    expect(memcmp(&caller.regs, &regs, sizeof(regs)) == 0);
    expect(!caller.restart);
}

/* The call enters its handler, and ends as that says. */
static void expect_outcome(kozo_err_t outcome)
{
    handler_outcome = outcome;
    struct regs regs = run();

    if (outcome <= UINT16_MAX)
        *trap_status(&regs) = outcome;
    for (unsigned i = 0; outcome == KOZO_OK && i < now.operation->result_count; i++)
        *trap_result(&regs, i) = decode_result(i);
    expect(entered == 1);
    expect(memcmp(&caller.regs, &regs, sizeof(regs)) == 0);
    expect(caller.restart == (outcome == KERNEL_RESTART));
}

/* --- Fakes of the kernel ---------------------------------------------------------------------- */

kozo_err_t cspace_lookup(struct thread *thread, kozo_handle_t handle, bool allow_dying,
                         kozo_rights_t path_rights, struct cap_slot **out)
{
    const uint64_t position = handle.raw - handle_base;

    expect(thread == &caller);
    expect(position < DECODE_POSITIONS && argument((unsigned)position)->kind == DECODE_CAP);
    expect(allow_dying == argument((unsigned)position)->dying);
    expect(path_rights == argument((unsigned)position)->path);
    if (now.lookup[position] != KOZO_OK && !(allow_dying && now.lookup[position] == KOZO_ERR_DYING))
        return now.lookup[position];
    *out = &now.slots[position];
    return KOZO_OK;
}

kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index, uint32_t count, struct cap_slot **out)
{
    unsigned position = 1;

    while (position < DECODE_POSITIONS - 1 && argument(position)->kind != DECODE_SLOT)
        position++;
    const struct decode_argument *a = argument(position);
    expect((void *)cnode == cap_object(&now.slots[a->cnode]));
    expect(index == now.values[position]);
    expect(count == (a->count != 0 ? now.values[a->count] : 1));
    if (now.slots_error != KOZO_OK)
        return now.slots_error;
    *out = &destination;
    return KOZO_OK;
}

kozo_err_t decode_enter(const struct thread *thread, uint64_t number)
{
    expect(thread == &caller);
    expect(number == now.number);
    entered++;
    return handler_outcome;
}

void decode_got_cap(unsigned position, const void *got)
{
    const struct cap_slot *slot = &now.slots[position];

    expect(got == (argument(position)->as_slot ? (const void *)slot : cap_object(slot)));
}

void decode_got_slot(unsigned position, const struct cap_slot *got)
{
    expect(argument(position)->kind == DECODE_SLOT && got == &destination);
}

void decode_got_value(unsigned position, uint64_t got)
{
    expect(got == now.values[position]);
}

void decode_got_message(kozo_tag_t tag, kozo_deadline_t deadline, uint64_t reply)
{
    const unsigned flags = kozo_tag_flags(now.tag);

    expect(tag.raw == now.tag.raw);
    expect(deadline == (flags & KOZO_TAG_FLAG_DEADLINE ? now.deadline : KOZO_DEADLINE_NEVER));
    expect(reply == (flags & KOZO_TAG_FLAG_SAVED_REPLY ? now.reply : 0));
}

/* --- The user's side -------------------------------------------------------------------------- */

uint64_t decode_value(unsigned position)
{
    return now.values[position];
}

uint64_t decode_result(unsigned index)
{
    return 0x41 + index;
}

void decode_stored(unsigned index, uint64_t got)
{
    expect(got == decode_result(index));
}

static kozo_status_t trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                 uint64_t *results)
{
    expect(op == now.number);
    expect(argument(0)->kind == DECODE_NONE || self == now.values[0]);
    for (unsigned i = 0; i < count; i++)
        expect(args[i] == now.values[i + 1]);
    expect(count == DECODE_POSITIONS - 1 || argument(count + 1)->kind == DECODE_NONE);
    run();
    for (unsigned i = 0; i < KOZO_METHOD_RESULTS; i++)
        results[i] = *trap_result(&caller.regs, i);
    return (kozo_status_t){*trap_status(&caller.regs)};
}

static kozo_status_t trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    expect(op == now.number);
    expect(argument(0)->kind == DECODE_NONE || cap.raw == now.values[0]);
    if (!now.operation->sends)
        set_tag(0, 0, kozo_tag_flags(now.tag));
    expect(kozo_tag_words(m->tag) == kozo_tag_words(now.tag));
    expect(kozo_tag_caps(m->tag) == kozo_tag_caps(now.tag));
    expect(kozo_tag_flags(m->tag) == kozo_tag_flags(now.tag));
    now.tag = m->tag;
    expect(m->deadline == now.deadline && m->reply.raw == now.reply);
    run();
    return (kozo_status_t){*trap_status(&caller.regs)};
}

/* --- Ways to break and to satisfy a check ----------------------------------------------------- */

static bool accepts(const struct decode_check *check, uint64_t value)
{
    for (unsigned i = 0; i < check->value_count; i++) {
        if (check->values[i] == value)
            return true;
    }
    return false;
}

static bool break_value(const struct decode_check *check, unsigned way)
{
    uint64_t *value = &now.values[check->argument];
    const uint64_t good = *value;

    switch (check->kind) {
    case CHECK_MINIMUM:
        *value = way == 0 ? check->limit - 1 : 0;
        return way < 2;
    case CHECK_MAXIMUM:
    case CHECK_BELOW: {
        const uint64_t first = check->limit + (check->kind == CHECK_MAXIMUM);
        *value = way == 0 ? first : way == 1 ? UINT64_MAX : good + beyond_32_bits;
        return way < 2 || (way == 2 && check->limit < beyond_32_bits);
    }
    case CHECK_ALIGN: /* keeps what another check has been broken with */
        *value |= way == 0 ? 1 : check->limit / 2;
        return way < 2;
    case CHECK_ENUM:
        if (way < 2 * check->value_count)
            *value = way % 2 == 0 ? check->values[way / 2] + 1 : check->values[way / 2] - 1;
        else
            *value = way % 2 == 0 ? UINT64_MAX : good + beyond_32_bits;
        return way < 2 * check->value_count + 2 && !accepts(check, *value);
    default:
        assert_int_equal(check->kind, CHECK_FLAGS);
        *value = UINT64_C(1) << way % 64;
        return way < 64 && (*value & ~check->limit) != 0;
    }
}

static bool break_cap(const struct decode_check *check, unsigned way)
{
    static const kozo_err_t lookup[] = {KOZO_ERR_NO_CAP, KOZO_ERR_STALE, KOZO_ERR_ACCESS_DENIED,
                                        KOZO_ERR_DYING};
    static const kozo_err_t busy[] = {KOZO_ERR_NO_SLOT, KOZO_ERR_SLOT_BUSY};
    const unsigned at = check->argument;
    const kozo_rights_t needed = (kozo_rights_t)check->limit;

    switch (check->kind) {
    case CHECK_LOOKUP:
        now.lookup[at] = lookup[way % 4];
        return way < 4 && !(argument(at)->dying && lookup[way] == KOZO_ERR_DYING);
    case CHECK_TYPE:
        set_slot(at, (kozo_object_t)way, cap_rights(&now.slots[at]));
        return way < KOZO_OBJECT_LIMIT && way != check->limit;
    case CHECK_RIGHTS: /* one is missing; at last all are */
        if (way < 8)
            set_slot(at, cap_type(&now.slots[at]), (kozo_rights_t)~(1u << way));
        else
            set_slot(at, cap_type(&now.slots[at]), 0);
        return way < 9 && (cap_rights(&now.slots[at]) & needed) != needed;
    default:
        assert_int_equal(check->kind, CHECK_SLOT);
        now.slots_error = busy[way % 2];
        return way < 2;
    }
}

static bool break_tag(const struct decode_check *check, unsigned way)
{
    const unsigned words = kozo_tag_words(now.tag), caps = kozo_tag_caps(now.tag),
                   flags = kozo_tag_flags(now.tag);

    switch (check->kind) {
    case CHECK_TAG_WORDS:
        set_tag(way, caps, flags);
        return way < words_limit && way > check->limit;
    case CHECK_TAG_CAPS:
        set_tag(words, way, flags);
        return way < caps_limit && way > check->limit;
    default:
        assert_int_equal(check->kind, CHECK_TAG_FLAGS);
        set_tag(words, caps, flags | 1u << way % flags_limit);
        return way < flags_limit && (check->limit >> way & 1) == 0;
    }
}

static bool is_of_tag(const struct decode_check *check)
{
    return check->kind <= CHECK_TAG_FLAGS;
}

static bool is_of_cap(const struct decode_check *check)
{
    return check->kind == CHECK_LOOKUP || check->kind == CHECK_TYPE ||
           check->kind == CHECK_RIGHTS || check->kind == CHECK_SLOT;
}

/* Break `check` in the prepared call. Returns whether there is such a way to do it. */
static bool break_check(const struct decode_check *check, unsigned way)
{
    if (is_of_tag(check))
        return break_tag(check, way);
    return is_of_cap(check) ? break_cap(check, way) : break_value(check, way);
}

static kozo_err_t expected_error(const struct decode_check *check)
{
    if (check->error != KOZO_OK)
        return check->error;
    return check->kind == CHECK_SLOT ? now.slots_error : now.lookup[check->argument];
}

static uint64_t alignment_at(const struct decode_check *check)
{
    for (unsigned i = 0; i < decode_check_count; i++) {
        const struct decode_check *other = &decode_checks[i];
        if (other->operation == check->operation && other->argument == check->argument &&
            other->kind == CHECK_ALIGN)
            return other->limit;
    }
    return 1;
}

/* Go to the edge of what `check` lets through. Returns whether there is such an edge. */
static bool satisfy(const struct decode_check *check, unsigned way)
{
    uint64_t *value = &now.values[check->argument];
    struct cap_slot *slot = &now.slots[check->argument];
    const unsigned limit = (unsigned)check->limit;
    const bool first = way == 0;

    switch (check->kind) {
    case CHECK_TAG_WORDS:
        set_tag(way, 0, 0);
        return way <= limit;
    case CHECK_TAG_CAPS:
        set_tag(0, way, 0);
        return way <= limit;
    case CHECK_TAG_FLAGS:
        set_tag(0, 0, way);
        return way < 1u << flags_limit && (way & ~limit) == 0;
    case CHECK_LOOKUP:
        now.lookup[check->argument] = KOZO_ERR_DYING;
        return first && argument(check->argument)->dying;
    case CHECK_RIGHTS:
        set_slot(check->argument, cap_type(slot), first ? (kozo_rights_t)limit : UINT8_MAX);
        return way < 2;
    case CHECK_MINIMUM:
    case CHECK_MAXIMUM:
    case CHECK_ALIGN:
        *value = check->limit;
        return first;
    case CHECK_BELOW:
        *value = (check->limit - 1) & ~(alignment_at(check) - 1);
        return first;
    case CHECK_ENUM:
        *value = check->values[way % check->value_count];
        return way < check->value_count;
    case CHECK_FLAGS:
        *value = way < 64 ? UINT64_C(1) << way : check->limit;
        return way <= 64 && (*value & ~check->limit) == 0;
    default: /* a type and an empty slot have no edges */
        return false;
    }
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void test_check(void **state)
{
    const struct decode_check *check = *state;
    unsigned broken = 0;

    for (unsigned way = 0; way < WAYS; way++) {
        prepare(check->operation);
        if (break_check(check, way)) {
            snprintf(context, sizeof(context), "%s, broken in way %u", check->id, way);
            expect_refusal(expected_error(check), check->argument, check->detail);
            broken++;
        }
        prepare(check->operation);
        if (satisfy(check, way)) {
            snprintf(context, sizeof(context), "%s, at edge %u", check->id, way);
            expect_outcome(KOZO_OK);
        }
    }
    expect(broken > 0);
}

/* Can `first` stay broken when `second` is broken too? */
static bool are_independent(const struct decode_check *first, const struct decode_check *second)
{
    if (first->argument != second->argument || is_of_tag(first) != is_of_tag(second))
        return true;
    if (is_of_tag(first) || is_of_cap(first) || is_of_cap(second))
        return true;
    return second->kind == CHECK_ALIGN && first->kind != CHECK_MINIMUM;
}

static void break_somehow(const struct decode_check *check)
{
    unsigned way = 0;
    struct decode_call before = now;

    while (!break_check(check, way)) {
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
            prepare(operation);
            break_somehow(first);
            break_somehow(second);
            snprintf(context, sizeof(context), "%s and %s", first->id, second->id);
            expect_refusal(expected_error(first), first->argument, first->detail);
        }
    }
}

/* A good call enters its handler, and whatever that returns has its effect. */
static void test_good(void **state)
{
    static const kozo_err_t outcomes[] = {KOZO_OK,        KOZO_ERR_RANGE, UINT16_MAX,
                                          KERNEL_RESTART, KERNEL_BLOCKED, KERNEL_DONE};

    for (unsigned i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
        prepare(*state);
        expect_outcome(outcomes[i]);
    }
}

/* The user stub puts its arguments where the kernel looks for them, and takes the results. */
static void test_stub(void **state)
{
    prepare(*state);
    expect(kozo_status_code(now.operation->stub()) == KOZO_OK);
    expect(entered == 1);
    prepare(*state);
    handler_outcome = KOZO_ERR_RANGE;
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

static void expect_unknown(uint64_t number)
{
    prepare(&decode_operations[0]);
    now.number = number;
    snprintf(context, sizeof(context), "operation %#llx", (unsigned long long)number);
    if (!is_operation(number))
        expect_refusal(KOZO_ERR_BAD_OPERATION, 0, 0);
}

static void test_unknown_operations(void **state)
{
    (void)state;
    for (uint64_t number = 0; number < 8 * KOZO_OP_LIMIT; number++) {
        expect_unknown(number);
        expect_unknown(beyond_32_bits + number);
        expect_unknown(UINT64_MAX - number);
    }
    for (unsigned bit = 0; bit < 64; bit++)
        expect_unknown(UINT64_C(1) << bit);
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
        decode_check_count + group_count * decode_operation_count + 1, sizeof(*tests));
    size_t count = 0;

    if (tests == NULL)
        return 1;
    host_trap_method = trap_method;
    host_trap_message = trap_message;
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
    tests[count++] = (struct CMUnitTest){.name = "unknown operations",
                                         .test_func = test_unknown_operations};
    const int failed = _cmocka_run_group_tests("decode", tests, count, NULL, NULL);
    for (size_t i = decode_check_count; i < count - 1; i++)
        free((void *)(uintptr_t)tests[i].name);
    free(tests);
    return failed;
}
