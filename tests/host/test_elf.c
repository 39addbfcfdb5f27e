/* SPDX-License-Identifier: MIT */
/* test_elf.c: elf.c against one sound image and many damaged ones. Every image lies in a heap block
 * of exactly its size, so that AddressSanitizer sees any read beyond it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <elf.h>
#include <image/elf.h>

enum { SEGMENTS = 3, IMAGE_SIZE = 0x300 };

/* Text, data with zeros behind it, and a note, which is not loaded. */
struct image {
    Elf64_Ehdr header;
    Elf64_Phdr segments[SEGMENTS];
    uint8_t bytes[IMAGE_SIZE - sizeof(Elf64_Ehdr) - SEGMENTS * sizeof(Elf64_Phdr)];
};
_Static_assert(sizeof(struct image) == IMAGE_SIZE, "no padding");

static struct image sound_image(void)
{
    struct image image = {
        .header = {
            .e_ident = {0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
            .e_type = ET_EXEC,
            .e_machine = EM_X86_64,
            .e_version = EV_CURRENT,
            .e_entry = 0x400204,
            .e_phoff = sizeof(Elf64_Ehdr),
            .e_ehsize = sizeof(Elf64_Ehdr),
            .e_phentsize = sizeof(Elf64_Phdr),
            .e_phnum = SEGMENTS,
        },
        .segments = {
            {.p_type = PT_LOAD, .p_flags = PF_R | PF_X, .p_offset = 0x200, .p_vaddr = 0x400200,
             .p_paddr = 0x200200, .p_filesz = 0x80, .p_memsz = 0x80, .p_align = 0x1000},
            {.p_type = PT_NOTE, .p_flags = PF_R, .p_offset = 0x280, .p_filesz = 0x10},
            {.p_type = PT_LOAD, .p_flags = PF_R | PF_W, .p_offset = 0x280, .p_vaddr = 0x401280,
             .p_paddr = 0x201280, .p_filesz = 0x80, .p_memsz = 0x2000, .p_align = 0x1000},
        },
    };

    memset(image.bytes, 0x90, sizeof(image.bytes));
    return image;
}

/* Every byte that an accepted image claims to have must be readable. */
static void assert_consistent(const struct elf_image *image)
{
    struct elf_segment segment;
    unsigned position = 0;
    unsigned count = 0;
    unsigned sum = 0;

    while (elf_next(image, &position, &segment)) {
        assert_true(segment.file_size <= segment.memory_size);
        assert_false(segment.write && segment.execute);
        for (uint64_t i = 0; i < segment.file_size; i++) {
            sum += segment.bytes[i];
        }
        count++;
    }
    assert_true(count >= 1 && count <= ELF_SEGMENTS_MAX);
    struct elf_notes notes;
    struct elf_note note;
    position = 0;
    while (elf_next_notes(image, &position, &notes)) {
        while (elf_next_note(&notes, &note)) {
            for (uint64_t i = 0; i < note.size; i++) {
                sum += note.bytes[i];
            }
        }
    }
    assert_true(sum <= UINT32_MAX);
}

static enum elf_error open_copy(const void *bytes, size_t size)
{
    uint8_t *copy = malloc(size);
    struct elf_image image;

    assert_true(copy != NULL || size == 0);
    if (size != 0) {
        memcpy(copy, bytes, size);
    }
    enum elf_error error = elf_open(&image, copy, size);
    if (error == ELF_OK) {
        assert_consistent(&image);
    }
    free(copy);
    return error;
}

static void accepts_a_sound_image(void **state)
{
    struct image bytes = sound_image();
    struct elf_image image;
    struct elf_segment segment;
    unsigned position = 0;

    (void)state;
    assert_int_equal(elf_open(&image, &bytes, sizeof(bytes)), ELF_OK);
    assert_int_equal(image.entry, 0x400204);
    assert_true(elf_next(&image, &position, &segment));
    assert_int_equal(segment.virtual_address, 0x400200);
    assert_int_equal(segment.physical_address, 0x200200);
    assert_true(segment.execute && !segment.write);
    assert_ptr_equal(segment.bytes, (uint8_t *)&bytes + 0x200);
    assert_true(elf_next(&image, &position, &segment));
    assert_int_equal(segment.memory_size, 0x2000);
    assert_int_equal(segment.file_size, 0x80);
    assert_true(segment.write && !segment.execute);
    assert_false(elf_next(&image, &position, &segment));
}

/* Notes of 2 + 5 and of 0 + 0 bytes in a segment of `size` bytes: how many are read, and how long
 * the first one is. */
static unsigned count_notes(size_t size, uint32_t data_size, uint64_t *first)
{
    struct image bytes = sound_image();
    const uint32_t words[] = {2, data_size, 7, 'K', 1, 2, 0, 0, 7};
    struct elf_image image;
    struct elf_notes notes;
    struct elf_note note;
    unsigned position = 0, count = 0;

    memcpy((uint8_t *)&bytes + 0x280, words, sizeof(words));
    bytes.segments[1].p_filesz = size;
    assert_int_equal(elf_open(&image, &bytes, sizeof(bytes)), ELF_OK);
    assert_true(elf_next_notes(&image, &position, &notes));
    while (elf_next_note(&notes, &note)) {
        if (count++ == 0) {
            assert_ptr_equal(note.bytes, (uint8_t *)&bytes + 0x280);
            *first = note.size;
        }
    }
    assert_false(elf_next_notes(&image, &position, &notes));
    return count;
}

static void reads_notes_that_lie_in_their_segment(void **state)
{
    uint64_t first;

    (void)state;
    for (size_t size = 0; size <= 36; size++) {
        first = 24;
        assert_int_equal(count_notes(size, 5, &first), size / 24 + size / 36);
        assert_int_equal(first, 24);
    }
    for (uint32_t data_size = UINT32_MAX; data_size > UINT32_MAX - 8; data_size--) {
        assert_int_equal(count_notes(36, data_size, &first), 0);
    }
}

static void refuses_every_truncation(void **state)
{
    struct image bytes = sound_image();

    (void)state;
    for (size_t size = 0; size < sizeof(bytes); size++) {
        size_t headers = sizeof(bytes.header) + sizeof(bytes.segments);
        enum elf_error expected = size < headers ? ELF_TRUNCATED : ELF_SEGMENT_FILE;

        assert_int_equal(open_copy(&bytes, size), expected);
    }
}

static void names_each_mistake(void **state)
{
    (void)state;
#define EXPECT(error, change)                                                                      \
    do {                                                                                           \
        struct image i = sound_image();                                                            \
        change;                                                                                    \
        assert_int_equal(open_copy(&i, sizeof(i)), error);                                         \
    } while (0)
    EXPECT(ELF_OK, (void)0);
    EXPECT(ELF_BAD_MAGIC, i.header.e_ident[0] = 0);
    EXPECT(ELF_WRONG_CLASS, i.header.e_ident[EI_CLASS] = ELFCLASS32);
    EXPECT(ELF_WRONG_CLASS, i.header.e_ident[EI_DATA] = ELFDATA2MSB);
    EXPECT(ELF_WRONG_CLASS, i.header.e_version = 2);
    EXPECT(ELF_WRONG_MACHINE, i.header.e_machine = EM_AARCH64);
    EXPECT(ELF_NOT_EXECUTABLE, i.header.e_type = ET_DYN);
    EXPECT(ELF_BAD_HEADER_SIZE, i.header.e_phentsize = 32);
    EXPECT(ELF_BAD_HEADER_SIZE, i.header.e_ehsize = 0);
    EXPECT(ELF_TOO_MANY_SEGMENTS, i.header.e_phnum = PN_XNUM);
    EXPECT(ELF_NO_SEGMENT, i.header.e_phnum = 0);
    EXPECT(ELF_NO_SEGMENT, i.segments[0].p_memsz = i.segments[2].p_memsz = 0);
    EXPECT(ELF_TRUNCATED, i.header.e_phoff = UINT64_MAX - 8);
    EXPECT(ELF_TRUNCATED, i.header.e_phoff = sizeof(i) - 8);
    EXPECT(ELF_DYNAMIC, i.segments[1].p_type = PT_INTERP);
    EXPECT(ELF_SEGMENT_FILE, i.segments[0].p_offset = UINT64_MAX);
    EXPECT(ELF_SEGMENT_FILE, i.segments[0].p_filesz = 0x81);
    EXPECT(ELF_SEGMENT_FILE, i.segments[2].p_filesz = 0x81);
    EXPECT(ELF_SEGMENT_FILE, i.segments[1].p_filesz = sizeof(i) - 0x27f);
    EXPECT(ELF_SEGMENT_RANGE, i.segments[2].p_memsz = UINT64_MAX);
    EXPECT(ELF_SEGMENT_RANGE, i.segments[2].p_vaddr = UINT64_MAX - 0xd7f);
    EXPECT(ELF_SEGMENT_RANGE, i.segments[2].p_paddr = UINT64_MAX - 0x100);
    EXPECT(ELF_SEGMENT_ALIGN, i.segments[0].p_align = 0x1001);
    EXPECT(ELF_SEGMENT_ALIGN, i.segments[0].p_vaddr++);
    EXPECT(ELF_SEGMENT_OVERLAP, i.segments[2].p_vaddr = 0x400280);
    EXPECT(ELF_SEGMENT_OVERLAP, i.segments[2].p_paddr = 0x20027f);
    EXPECT(ELF_WRITE_EXECUTE, i.segments[0].p_flags |= PF_W);
    EXPECT(ELF_BAD_ENTRY, i.header.e_entry = 0x4001ff);
    EXPECT(ELF_BAD_ENTRY, i.header.e_entry = 0x400280);
    EXPECT(ELF_BAD_ENTRY, i.header.e_entry = 0x401280);
    EXPECT(ELF_BAD_ENTRY, i.header.e_entry = UINT64_MAX);
#undef EXPECT
}

static void survives_random_damage(void **state)
{
    unsigned accepted = 0;

    (void)state;
    srand(1);
    for (unsigned round = 0; round < 50000; round++) {
        struct image bytes = sound_image();
        size_t headers = sizeof(bytes.header) + sizeof(bytes.segments);
        unsigned changes = 1 + (unsigned)rand() % 4;

        for (unsigned i = 0; i < changes; i++) {
            ((uint8_t *)&bytes)[(size_t)rand() % headers] = (uint8_t)rand();
        }
        accepted += open_copy(&bytes, sizeof(bytes)) == ELF_OK;
    }
    assert_in_range(accepted, 1, 49999);
}

static void has_a_text_for_every_error(void **state)
{
    (void)state;
    for (unsigned error = 0; error <= ELF_ERROR_COUNT; error++) {
        assert_non_null(elf_error_text((enum elf_error)error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_a_sound_image),
        cmocka_unit_test(reads_notes_that_lie_in_their_segment),
        cmocka_unit_test(refuses_every_truncation),
        cmocka_unit_test(names_each_mistake),
        cmocka_unit_test(survives_random_damage),
        cmocka_unit_test(has_a_text_for_every_error),
    };

    return cmocka_run_group_tests_name("elf", tests, NULL, NULL);
}
