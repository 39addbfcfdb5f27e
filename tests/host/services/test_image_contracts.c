/* SPDX-License-Identifier: MIT */
/* test_image_contracts.c: clients and servers that were built against the same or other contracts.
 * elf.c has tests of its own; here the notes of an image are an array. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../services/init/image_contracts.c"

#include <kozo/note.h>

enum { USES = KOZO_START_NOTE_KIND_USES, SERVES = KOZO_START_NOTE_KIND_SERVES };

/* Every note of an image has a segment to itself. */
bool elf_next_notes(const struct elf_image *image, unsigned *position, struct elf_notes *notes)
{
    if (*position == image->count)
        return false;
    *notes = (struct elf_notes){image->bytes + *position * sizeof(struct kozo_start_note),
                                sizeof(struct kozo_start_note)};
    (*position)++;
    return true;
}

bool elf_next_note(struct elf_notes *notes, struct elf_note *note)
{
    if (notes->size == 0)
        return false;
    *note = (struct elf_note){notes->bytes, notes->size};
    notes->size = 0;
    return true;
}

#define NOTE(kind_, id, last)                                                                      \
    {.name_size = KOZO_NOTE_NAME, .data_size = KOZO_NOTE_DATA, .kind = (kind_),                    \
     .name = {KOZO_START_NOTE_OWNER}, .interface = (id), .contract = {9, 8, 7, 6, 5, 4, 3, last}}

static const struct kozo_start_note server_notes[] = {
    NOTE(USES, 1, 3), NOTE(SERVES, 1, 1), NOTE(SERVES, 2, 3), NOTE(SERVES, 1, 2),
};
static const struct elf_image server = {.bytes = (const uint8_t *)server_notes, .count = 4};

static bool keeps(const struct kozo_start_note *notes, uint16_t count)
{
    const struct elf_image client = {.bytes = (const uint8_t *)notes, .count = count};
    return image_keeps_contract(&server, &client, 1);
}

static void test_what_a_server_keeps(void **state)
{
    (void)state;
    const struct kozo_start_note newer[] = {NOTE(USES, 1, 1)}, older[] = {NOTE(USES, 1, 2)};
    assert_true(keeps(newer, 1));
    assert_true(keeps(older, 1));
    assert_true(keeps(NULL, 0));
}

static void test_what_it_does_not(void **state)
{
    (void)state;
    const struct kozo_start_note other[] = {NOTE(USES, 1, 1), NOTE(USES, 1, 3)};
    assert_false(keeps(other, 2));
    const struct kozo_start_note first_byte[] = {
        {.name_size = KOZO_NOTE_NAME, .data_size = KOZO_NOTE_DATA, .kind = USES,
         .name = {KOZO_START_NOTE_OWNER}, .interface = 1, .contract = {8, 8, 7, 6, 5, 4, 3, 1}}};
    assert_false(keeps(first_byte, 1));
    const struct elf_image nobody = {.count = 0}, client = {
        .bytes = (const uint8_t *)other, .count = 1};
    assert_false(image_keeps_contract(&nobody, &client, 1));
}

static void test_what_is_none_of_its_business(void **state)
{
    (void)state;
    struct kozo_start_note notes[] = {
        NOTE(USES, 2, 9),   /* another interface */
        NOTE(SERVES, 1, 9), /* what the client serves itself */
        NOTE(USES, 1, 9),   /* another owner */
        NOTE(USES, 1, 9),   /* an owner whose name only begins like ours */
    };
    notes[2].name[0]++;
    notes[3].name[1]++;
    assert_true(keeps(notes, 4));
}

static void test_a_version_that_is_not_there(void **state)
{
    (void)state;
    const struct kozo_start_note notes[] = {NOTE(SERVES, 9, 1), NOTE(USES, 1, 1), NOTE(USES, 2, 1)};
    const struct elf_image client = {.bytes = (const uint8_t *)notes, .count = 3};
    const uint32_t known[] = {2, 3, 1};
    assert_true(image_uses_known(&client, known, 3));
    assert_false(image_uses_known(&client, known, 2));
    assert_false(image_uses_known(&client, known + 1, 2));
    assert_true(image_uses_known(&(struct elf_image){.count = 0}, NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_server_keeps),
        cmocka_unit_test(test_what_it_does_not),
        cmocka_unit_test(test_what_is_none_of_its_business),
        cmocka_unit_test(test_a_version_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
