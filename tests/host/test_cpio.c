/* SPDX-License-Identifier: MIT */
/* test_cpio.c: cpio.c against one sound archive and many damaged ones, each in a heap block of
 * exactly its size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <image/cpio.h>

struct archive {
    uint8_t bytes[1024];
    size_t size;
};

static void append(struct archive *archive, const void *bytes, size_t size)
{
    memcpy(archive->bytes + archive->size, bytes, size);
    archive->size += size;
    while (archive->size % 4 != 0) {
        archive->bytes[archive->size++] = 0;
    }
}

static void append_file(struct archive *archive, const char *name, const char *data)
{
    char header[111];

    snprintf(header, sizeof(header), "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X",
             1U, 0100755U, 0U, 0U, 1U, 0U, (unsigned)strlen(data), 0U, 0U, 0U, 0U,
             (unsigned)strlen(name) + 1, 0U);
    memcpy(archive->bytes + archive->size, header, 110);
    archive->size += 110;
    append(archive, name, strlen(name) + 1);
    append(archive, data, strlen(data));
}

static struct archive sound_archive(void)
{
    struct archive archive = {.size = 0};

    append_file(&archive, "init", "first program");
    append_file(&archive, "empty", "");
    append_file(&archive, "console", "xyz");
    append_file(&archive, "TRAILER!!!", "");
    return archive;
}

/* Walks a copy to its end, touching everything it is told about. */
static enum cpio_error walk(const uint8_t *bytes, size_t size, unsigned *entries)
{
    uint8_t *copy = malloc(size);
    struct cpio_reader reader;
    struct cpio_entry entry;
    enum cpio_error error;
    unsigned sum = 0;

    assert_true(copy != NULL || size == 0);
    if (size != 0) {
        memcpy(copy, bytes, size);
    }
    cpio_open(&reader, copy, size);
    *entries = 0;
    while ((error = cpio_next(&reader, &entry)) == CPIO_OK) {
        assert_int_equal(strlen(entry.name), entry.name_length);
        for (size_t i = 0; i < entry.size; i++) {
            sum += entry.data[i];
        }
        (*entries)++;
    }
    assert_int_equal(cpio_next(&reader, &entry), error);
    assert_true(sum <= UINT32_MAX);
    free(copy);
    return error;
}

static void reads_entries_in_order(void **state)
{
    struct archive archive = sound_archive();
    struct cpio_reader reader;
    struct cpio_entry entry;

    (void)state;
    cpio_open(&reader, archive.bytes, archive.size);
    assert_int_equal(cpio_next(&reader, &entry), CPIO_OK);
    assert_string_equal(entry.name, "init");
    assert_int_equal(entry.name_length, 4);
    assert_int_equal(entry.size, 13);
    assert_int_equal(entry.mode, 0100755);
    assert_memory_equal(entry.data, "first program", 13);
    assert_int_equal((entry.data - archive.bytes) % 4, 0);
    assert_int_equal(cpio_next(&reader, &entry), CPIO_OK);
    assert_string_equal(entry.name, "empty");
    assert_int_equal(entry.size, 0);
    assert_int_equal(cpio_next(&reader, &entry), CPIO_OK);
    assert_string_equal(entry.name, "console");
    assert_int_equal(cpio_next(&reader, &entry), CPIO_END);
    assert_int_equal(cpio_next(&reader, &entry), CPIO_END);
}

static void finds_exact_names_only(void **state)
{
    struct archive archive = sound_archive();
    struct cpio_entry entry;

    (void)state;
    assert_int_equal(cpio_find(archive.bytes, archive.size, "console", &entry), CPIO_OK);
    assert_int_equal(entry.size, 3);
    assert_int_equal(cpio_find(archive.bytes, archive.size, "consol", &entry), CPIO_END);
    assert_int_equal(cpio_find(archive.bytes, archive.size, "console2", &entry), CPIO_END);
    assert_int_equal(cpio_find(archive.bytes, archive.size, "", &entry), CPIO_END);
    assert_int_equal(cpio_find(archive.bytes, 0, "init", &entry), CPIO_TRUNCATED);
}

static void refuses_every_truncation(void **state)
{
    struct archive archive = sound_archive();
    unsigned entries;

    (void)state;
    assert_int_equal(walk(archive.bytes, archive.size, &entries), CPIO_END);
    assert_int_equal(entries, 3);
    /* The last entry may lack its padding: 10 characters and a NUL after 110 bytes leave 3. */
    for (size_t size = 0; size < archive.size; size++) {
        enum cpio_error expected = size < archive.size - 3 ? CPIO_TRUNCATED : CPIO_END;

        assert_int_equal(walk(archive.bytes, size, &entries), expected);
    }
}

static void names_each_mistake(void **state)
{
    (void)state;
#define EXPECT(error, change)                                                                      \
    do {                                                                                           \
        struct archive a = sound_archive();                                                        \
        unsigned entries;                                                                          \
        change;                                                                                    \
        assert_int_equal(walk(a.bytes, a.size, &entries), error);                                  \
    } while (0)
    enum { SIZE = 6 + 6 * 8, NAME_SIZE = 6 + 11 * 8, NAME = 110 };
    EXPECT(CPIO_BAD_MAGIC, a.bytes[5] = '2');
    EXPECT(CPIO_BAD_NUMBER, a.bytes[SIZE] = 'g');
    EXPECT(CPIO_BAD_NUMBER, a.bytes[6] = ' ');
    EXPECT(CPIO_TRUNCATED, memset(a.bytes + SIZE, 'f', 8));
    EXPECT(CPIO_TRUNCATED, memset(a.bytes + NAME_SIZE, 'F', 8));
    EXPECT(CPIO_BAD_NAME, memset(a.bytes + NAME_SIZE, '0', 8));
    EXPECT(CPIO_BAD_NAME, a.bytes[NAME] = 0);
    EXPECT(CPIO_BAD_NAME, a.bytes[NAME + 2] = 0);
    EXPECT(CPIO_BAD_NAME, a.bytes[NAME + 4] = 'x');
#undef EXPECT
}

static void survives_random_damage(void **state)
{
    unsigned entries;

    (void)state;
    srand(1);
    for (unsigned round = 0; round < 50000; round++) {
        struct archive archive = sound_archive();
        unsigned changes = 1 + (unsigned)rand() % 4;

        for (unsigned i = 0; i < changes; i++) {
            archive.bytes[(size_t)rand() % archive.size] = (uint8_t)rand();
        }
        assert_in_range(walk(archive.bytes, archive.size, &entries), CPIO_END, CPIO_BAD_NAME);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_entries_in_order),
        cmocka_unit_test(finds_exact_names_only),
        cmocka_unit_test(refuses_every_truncation),
        cmocka_unit_test(names_each_mistake),
        cmocka_unit_test(survives_random_damage),
    };

    return cmocka_run_group_tests_name("cpio", tests, NULL, NULL);
}
