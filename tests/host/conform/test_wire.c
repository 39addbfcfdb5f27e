/* SPDX-License-Identifier: MIT */
/* test_wire.c: the test for UTF-8 against the naive one, for all sequences of up to three bytes and
 * for all of four that begin with the interesting ones. */
#include <kozo/wire.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8.h>

struct kozo_buffer *conform_buffer;

static void compare(uint32_t bytes, size_t size)
{
    static struct kozo_buffer buffer;

    const uint8_t *text = (const uint8_t *)&buffer.words[0];

    buffer.words[0] = bytes;
    if (kozo_wire_is_text(buffer.words, size) != naive_is_text(text, size))
        fail_msg("%zu bytes %#x", size, bytes);
}

static void test_short_sequences(void **state)
{
    (void)state;
    for (uint32_t bytes = 0; bytes < 1u << 24; bytes++) {
        compare(bytes, 3);
        if (bytes < 1u << 16)
            compare(bytes, 2);
        if (bytes < 1u << 8)
            compare(bytes, 1);
    }
    compare(0, 0);
}

static void test_long_sequences(void **state)
{
    static const uint8_t edges[] = {0x01, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    enum { EDGES = sizeof(edges) };

    (void)state;
    for (uint32_t first = 0; first < 256; first++) {
        for (uint32_t second = 0; second < 256; second++) {
            for (unsigned i = 0; i < EDGES * EDGES; i++)
                compare(first | second << 8 | (uint32_t)edges[i / EDGES] << 16 |
                            (uint32_t)edges[i % EDGES] << 24,
                        4);
        }
    }
}

static void test_padding(void **state)
{
    struct kozo_buffer buffer;

    (void)state;
    for (size_t size = 0; size <= 24; size++) {
        for (size_t at = 0; at < 32; at++) {
            memset(&buffer, 0, sizeof(buffer));
            memset(buffer.words, 'a', size);
            ((uint8_t *)buffer.words)[at] = 'a';
            const bool in_padding = at >= size && at < kozo_wire_words(size) * sizeof(uint64_t);
            assert_int_equal(kozo_wire_is_padded(buffer.words, size), !in_padding);
            assert_int_equal(kozo_wire_is_text(buffer.words, size), !in_padding);
        }
    }
}

/* What is put has clean padding whatever was there, and the size of a text stops at its maximum. */
static void test_put(void **state)
{
    struct kozo_buffer buffer;
    char text[40] = {0};

    (void)state;
    for (size_t size = 0; size < sizeof(text); size++) {
        memset(&buffer, UINT8_MAX, sizeof(buffer));
        kozo_wire_put(&buffer.words[2], text, size);
        assert_true(kozo_wire_is_padded(&buffer.words[2], size));
        assert_int_equal(buffer.words[1], UINT64_MAX);
        assert_int_equal(buffer.words[2 + kozo_wire_words(size)], UINT64_MAX);
        assert_memory_equal(&buffer.words[2], text, size);
        assert_int_equal(kozo_wire_text_size(text, 31), size < 32 ? size : 32);
        text[size] = 'a';
        if (size == sizeof(text) - 2)
            break;
    }
}

/* A text that fits is put into a member, clean to its end; of one that does not nothing is put. */
static void test_member(void **state)
{
    char member[8], text[16] = {0};

    (void)state;
    for (size_t size = 0; size < sizeof(text) - 1; size++) {
        memset(member, UINT8_MAX, sizeof(member));
        assert_int_equal(kozo_text_put(member, 6, text), size < 6);
        assert_int_equal((uint8_t)member[6], UINT8_MAX);
        assert_int_equal(kozo_wire_is_member(member, size, 5), size < 6);
        assert_false(kozo_wire_is_member(member, size + 1, 5));
        assert_int_equal((uint8_t)member[0], size < 6 ? (uint8_t)text[0] : UINT8_MAX);
        text[size] = 'a';
    }
}

/* One word that is not zero is found exactly within the range. */
static void test_clear(void **state)
{
    static struct kozo_buffer buffer;
    enum { FIRST = 3, END = 9 };

    (void)state;
    for (unsigned word = 0; word < END + FIRST; word++) {
        memset(&buffer, 0, sizeof(buffer));
        buffer.words[word] = 1;
        assert_int_equal(kozo_wire_is_clear(buffer.words, FIRST, END), word < FIRST || word >= END);
        kozo_wire_clear(buffer.words, FIRST, END);
        assert_true(kozo_wire_is_clear(buffer.words, FIRST, END));
        assert_int_equal(buffer.words[word], word < FIRST || word >= END);
    }
}

/* An error is the method's own or one of all, and brings neither words nor capabilities. */
static void test_answer(void **state)
{
    static const kozo_err_t own[] = {KOZO_ERR_FULL, KOZO_ERR_NOT_FOUND, KOZO_OK};
    enum { INTERFACE = 77 };

    (void)state;
    for (unsigned error = KOZO_OK; error < 2 * KOZO_ERR_SERVICE_LAST; error++) {
        const bool is_own = error == KOZO_ERR_FULL || error == KOZO_ERR_NOT_FOUND;
        const bool given = is_own || error == KOZO_ERR_NO_METHOD ||
                           error == KOZO_ERR_WRONG_INTERFACE || error == KOZO_ERR_BAD_MESSAGE;
        for (uint8_t count = 0; count < 8; count++) {
            const kozo_err_t expected = given && count == 0 ? error : KOZO_ERR_BAD_REPLY;
            const uint16_t label = (uint16_t)error;
            const kozo_tag_t words = kozo_tag_make(INTERFACE, label, 0, 0, count);
            const kozo_tag_t caps = kozo_tag_make(INTERFACE, label, 0, count, 0);
            assert_int_equal(kozo_wire_error(words, INTERFACE, own), expected);
            assert_int_equal(kozo_wire_error(words, INTERFACE + 1, own),
                             KOZO_ERR_BAD_REPLY);
            assert_int_equal(kozo_wire_error(caps, INTERFACE, own), expected);
            assert_int_equal(kozo_wire_error(words, INTERFACE, NULL),
                             is_own ? KOZO_ERR_BAD_REPLY : expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_sequences),
        cmocka_unit_test(test_long_sequences),
        cmocka_unit_test(test_padding),
        cmocka_unit_test(test_put),
        cmocka_unit_test(test_member),
        cmocka_unit_test(test_clear),
        cmocka_unit_test(test_answer),
    };

    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
