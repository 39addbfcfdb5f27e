/* SPDX-License-Identifier: MIT */
/*
 * elf.h: reads a static ELF64 x86-64 executable that lies in memory.
 * Used by the loader (kernel), the kernel (init) and init (every other program). Freestanding, no
 * allocation, never reads outside the given bytes; the input need not be aligned.
 * See: System V ABI, chapters 4 and 5; its AMD64 supplement.
 */
#ifndef IMAGE_ELF_H
#define IMAGE_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum elf_error {
    ELF_OK,
    ELF_TRUNCATED,         /* the file header or a program header reaches past the end */
    ELF_BAD_MAGIC,         /* not an ELF file */
    ELF_WRONG_CLASS,       /* not 64-bit, little-endian, ELF version 1 */
    ELF_WRONG_MACHINE,     /* not for x86-64 */
    ELF_NOT_EXECUTABLE,    /* relocatable, shared or position-independent */
    ELF_BAD_HEADER_SIZE,   /* header sizes are not those of ELF64 */
    ELF_TOO_MANY_SEGMENTS, /* more than ELF_SEGMENTS_MAX program headers */
    ELF_NO_SEGMENT,        /* nothing to load */
    ELF_DYNAMIC,           /* asks for an interpreter */
    ELF_SEGMENT_FILE,      /* a segment or note lies outside the file, or exceeds its memory */
    ELF_SEGMENT_RANGE,     /* a segment's addresses wrap around */
    ELF_SEGMENT_ALIGN,     /* a segment's alignment is no power of two, or its offset disagrees */
    ELF_SEGMENT_OVERLAP,   /* two segments share a virtual page or a physical byte */
    ELF_WRITE_EXECUTE,     /* a segment is writable and executable */
    ELF_BAD_ENTRY,         /* the entry point is in no executable segment */
    ELF_ERROR_COUNT,
};

enum { ELF_SEGMENTS_MAX = 32 };

/* An image that elf_open() accepted. Refers to the caller's bytes. */
struct elf_image {
    const uint8_t *bytes;
    size_t size;
    uint64_t entry;
    uint64_t table;     /* offset of the program headers */
    uint16_t count;     /* program headers */
};

/* One non-empty PT_LOAD segment. bytes..file_size come first, zeros follow up to memory_size. */
struct elf_segment {
    const uint8_t *bytes;
    uint64_t file_size;
    uint64_t memory_size;
    uint64_t virtual_address;
    uint64_t physical_address;
    bool write;
    bool execute;
};

/* The notes of one PT_NOTE segment, and one of them from its header on, padding included. Its bytes
 * need not be aligned. */
struct elf_notes {
    const uint8_t *bytes;
    uint64_t size;
};
struct elf_note {
    const uint8_t *bytes;
    uint64_t size;
};

/* Checks the whole image; *image is written only when the result is ELF_OK. The bytes must stay
 * unchanged while *image is in use. */
enum elf_error elf_open(struct elf_image *image, const void *bytes, size_t size);

/* Steps through the loadable segments in file order: start with *position 0; false at the end. */
bool elf_next(const struct elf_image *image, unsigned *position, struct elf_segment *segment);

/* Likewise through the segments of notes. */
bool elf_next_notes(const struct elf_image *image, unsigned *position, struct elf_notes *notes);

/* Takes the first note from what is left of a segment; false at its end, or where what follows is
 * no note that lies within it. */
bool elf_next_note(struct elf_notes *notes, struct elf_note *note);

/* One phrase for a person; never NULL. */
const char *elf_error_text(enum elf_error error);

#endif
