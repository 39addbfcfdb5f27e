/* SPDX-License-Identifier: MIT */
/* test_line.c: the shell's line editor and its history. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../services/lib/text.c"
#include "../../../services/shell/history.c"
#include "../../../services/shell/line.c"

static struct line line;

/* Feed all bytes. Returns the last event. */
static enum line_event type(const char *bytes)
{
    enum line_event event = LINE_NOTHING;
    for (; *bytes != '\0'; bytes++)
        event = line_feed(&line, (uint8_t)*bytes);
    return event;
}

static int fresh(void **state)
{
    (void)state;
    line_init(&line);
    return 0;
}

static void check(const char *text, size_t cursor)
{
    assert_string_equal(line.text, text);
    assert_int_equal(line.length, strlen(text));
    assert_int_equal(line.cursor, cursor);
}

static void test_typing(void **state)
{
    (void)state;
    assert_int_equal(type("ab"), LINE_APPENDED);
    check("ab", 2);
    assert_int_equal(type("\r"), LINE_ENTER);
    assert_int_equal(type("\n"), LINE_NOTHING);
    assert_int_equal(type("\n"), LINE_ENTER);
}

static void test_insert_in_the_middle(void **state)
{
    (void)state;
    type("ac\x1b[D");
    assert_int_equal(type("b"), LINE_EDITED);
    check("abc", 2);
}

static void test_moving(void **state)
{
    (void)state;
    type("abc");
    assert_int_equal(type("\x01"), LINE_EDITED);
    check("abc", 0);
    assert_int_equal(type("\x1b[D"), LINE_NOTHING);
    type("\x1b[C\x1b[C");
    check("abc", 2);
    type("\x1b[F");
    check("abc", 3);
    assert_int_equal(type("\x1b[C"), LINE_NOTHING);
    type("\x1bOH");
    check("abc", 0);
    type("\x1b[4~");
    check("abc", 3);
    type("\x1b[1~\x06\x05\x02");
    check("abc", 2);
}

static void test_deleting(void **state)
{
    (void)state;
    type("abcd");
    type("\x7f");
    check("abc", 3);
    type("\x01\x1b[3~");
    check("bc", 0);
    assert_int_equal(type("\x08"), LINE_NOTHING);
    type("\x05");
    assert_int_equal(type("\x04"), LINE_NOTHING);
    check("bc", 2);
}

static void test_cutting(void **state)
{
    (void)state;
    type("one two  three");
    type("\x17");
    check("one two  ", 9);
    type("\x17");
    check("one ", 4);
    type("\x02\x02\x0b");
    check("on", 2);
    type("\x15");
    check("", 0);
    assert_int_equal(type("\x15"), LINE_NOTHING);
    assert_int_equal(type("\x0b"), LINE_NOTHING);
    assert_int_equal(type("\x17"), LINE_NOTHING);
}

static void test_full(void **state)
{
    (void)state;
    for (unsigned i = 0; i < LINE_MAX; i++)
        assert_int_equal(type("x"), LINE_APPENDED);
    assert_int_equal(type("x"), LINE_FULL);
    assert_int_equal(line.length, LINE_MAX);
    assert_int_equal(line.text[LINE_MAX], '\0');
}

static void test_unknown_keys_leave_no_trace(void **state)
{
    (void)state;
    type("a\x1b[15~\x1b[1;5C\x1b[200~\x1bx\x1b[Z\t\x07");
    type("\xc3\xa4");
    check("a", 1);
    type("\x1b[99999999999999999999~b");
    check("ab", 2);
}

static void test_events(void **state)
{
    (void)state;
    assert_int_equal(type("\x03"), LINE_CANCEL);
    assert_int_equal(type("\x0c"), LINE_CLEAR);
    assert_int_equal(type("\x1b[A"), LINE_PREVIOUS);
    assert_int_equal(type("\x1bOB"), LINE_NEXT);
    assert_int_equal(type("\x10"), LINE_PREVIOUS);
    assert_int_equal(type("\x0e"), LINE_NEXT);
}

static void test_set(void **state)
{
    (void)state;
    char longer[LINE_MAX + 10];
    memset(longer, 'y', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    line_set(&line, longer);
    assert_int_equal(line.length, LINE_MAX);
    line_set(&line, "help");
    check("help", 4);
    line_clear(&line);
    check("", 0);
}

static void test_history(void **state)
{
    (void)state;
    static struct history history;
    history_init(&history);
    assert_null(history_previous(&history, "typed"));
    assert_null(history_next(&history));
    history_add(&history, "one");
    history_add(&history, "");
    history_add(&history, "two");
    history_add(&history, "two");
    assert_string_equal(history_previous(&history, "typed"), "two");
    assert_string_equal(history_previous(&history, "two"), "one");
    assert_null(history_previous(&history, "one"));
    assert_string_equal(history_next(&history), "two");
    assert_string_equal(history_next(&history), "typed");
    assert_null(history_next(&history));
}

static void test_history_forgets_the_oldest(void **state)
{
    (void)state;
    static struct history history;
    history_init(&history);
    for (unsigned i = 0; i < HISTORY_LINES + 3; i++) {
        const char text[] = {(char)('A' + i), '\0'};
        history_add(&history, text);
    }
    const char *oldest = NULL;
    const char *text;
    unsigned count = 0;
    while ((text = history_previous(&history, "")) != NULL) {
        oldest = text;
        count++;
    }
    assert_int_equal(count, HISTORY_LINES);
    assert_string_equal(oldest, "D");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_typing, fresh),
        cmocka_unit_test_setup(test_insert_in_the_middle, fresh),
        cmocka_unit_test_setup(test_moving, fresh),
        cmocka_unit_test_setup(test_deleting, fresh),
        cmocka_unit_test_setup(test_cutting, fresh),
        cmocka_unit_test_setup(test_full, fresh),
        cmocka_unit_test_setup(test_unknown_keys_leave_no_trace, fresh),
        cmocka_unit_test_setup(test_events, fresh),
        cmocka_unit_test_setup(test_set, fresh),
        cmocka_unit_test_setup(test_history, fresh),
        cmocka_unit_test_setup(test_history_forgets_the_oldest, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
