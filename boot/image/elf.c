/* SPDX-License-Identifier: MIT */
/*
 * elf.c: see image/elf.h. elf_open() proves everything that elf_next() relies on, so that the
 * iteration itself cannot fail.
 */
#include <image/elf.h>

enum {
    CLASS_64 = 2,
    DATA_LITTLE = 1,
    VERSION_CURRENT = 1,
    TYPE_EXECUTABLE = 2,
    MACHINE_X86_64 = 62,
    SEGMENT_LOAD = 1,
    SEGMENT_INTERPRETER = 3,
    SEGMENT_NOTE = 4,
    FLAG_EXECUTE = 1,
    FLAG_WRITE = 2,
    PAGE_SIZE = 4096,
};

struct file_header {
    uint8_t magic[4];
    uint8_t class;
    uint8_t data;
    uint8_t ident_version;
    uint8_t padding[9];
    uint16_t type;
    uint16_t machine;
    uint32_t version;
    uint64_t entry;
    uint64_t program_headers;
    uint64_t section_headers;
    uint32_t flags;
    uint16_t header_size;
    uint16_t program_header_size;
    uint16_t program_header_count;
    uint16_t section_header_size;
    uint16_t section_header_count;
    uint16_t section_names;
};
_Static_assert(sizeof(struct file_header) == 64, "ELF64 file header");

struct program_header {
    uint32_t type;
    uint32_t flags;
    uint64_t offset;
    uint64_t virtual_address;
    uint64_t physical_address;
    uint64_t file_size;
    uint64_t memory_size;
    uint64_t align;
};
_Static_assert(sizeof(struct program_header) == 56, "ELF64 program header");

struct note_header {
    uint32_t name_size;
    uint32_t data_size;
    uint32_t type;
};
_Static_assert(sizeof(struct note_header) == 12, "ELF64 note header");

static struct program_header elf_header_at(const struct elf_image *image, unsigned index)
{
    struct program_header header;

    __builtin_memcpy(&header, image->bytes + image->table + index * sizeof(header),
                     sizeof(header));
    return header;
}

/* An empty PT_LOAD occupies nothing and is passed over. */
static bool elf_is_loaded(const struct program_header *header)
{
    return header->type == SEGMENT_LOAD && header->memory_size != 0;
}

static enum elf_error elf_check_file_header(const struct file_header *header)
{
    static const uint8_t magic[4] = {0x7f, 'E', 'L', 'F'};

    if (__builtin_memcmp(header->magic, magic, sizeof(magic)) != 0) {
        return ELF_BAD_MAGIC;
    }
    if (header->class != CLASS_64 || header->data != DATA_LITTLE ||
        header->ident_version != VERSION_CURRENT || header->version != VERSION_CURRENT) {
        return ELF_WRONG_CLASS;
    }
    if (header->machine != MACHINE_X86_64) {
        return ELF_WRONG_MACHINE;
    }
    if (header->type != TYPE_EXECUTABLE) {
        return ELF_NOT_EXECUTABLE;
    }
    if (header->header_size != sizeof(struct file_header) ||
        header->program_header_size != sizeof(struct program_header)) {
        return ELF_BAD_HEADER_SIZE;
    }
    if (header->program_header_count > ELF_SEGMENTS_MAX) {
        return ELF_TOO_MANY_SEGMENTS;
    }
    return header->program_header_count == 0 ? ELF_NO_SEGMENT : ELF_OK;
}

/* Whether [base, base + size), rounded up to a page, ends at or below the top of 64 bits. */
static bool elf_range_wraps(uint64_t base, uint64_t size)
{
    uint64_t end;

    return __builtin_add_overflow(base, size - 1, &end) || end > UINT64_MAX - PAGE_SIZE;
}

static bool elf_is_in_file(const struct elf_image *image, const struct program_header *header)
{
    uint64_t end;

    return !__builtin_add_overflow(header->offset, header->file_size, &end) && end <= image->size;
}

static enum elf_error elf_check_segment(const struct elf_image *image,
                                        const struct program_header *header)
{
    uint64_t align = header->align == 0 ? 1 : header->align;

    if (header->file_size > header->memory_size || !elf_is_in_file(image, header)) {
        return ELF_SEGMENT_FILE;
    }
    if (elf_range_wraps(header->virtual_address, header->memory_size) ||
        elf_range_wraps(header->physical_address, header->memory_size)) {
        return ELF_SEGMENT_RANGE;
    }
    if ((align & (align - 1)) != 0 ||
        ((header->virtual_address - header->offset) & (align - 1)) != 0) {
        return ELF_SEGMENT_ALIGN;
    }
    if ((header->flags & FLAG_WRITE) != 0 && (header->flags & FLAG_EXECUTE) != 0) {
        return ELF_WRITE_EXECUTE;
    }
    return ELF_OK;
}

/* Both ranges are non-empty and do not wrap (ELF_SEGMENT_RANGE). */
static bool elf_ranges_meet(uint64_t a, uint64_t a_size, uint64_t b, uint64_t b_size, uint64_t unit)
{
    return a / unit <= (b + b_size - 1) / unit && b / unit <= (a + a_size - 1) / unit;
}

static bool elf_overlaps_earlier(const struct elf_image *image, unsigned index)
{
    struct program_header header = elf_header_at(image, index);

    for (unsigned i = 0; i < index; i++) {
        struct program_header other = elf_header_at(image, i);

        if (elf_is_loaded(&other) &&
            (elf_ranges_meet(header.virtual_address, header.memory_size, other.virtual_address,
                             other.memory_size, PAGE_SIZE) ||
             elf_ranges_meet(header.physical_address, header.memory_size, other.physical_address,
                             other.memory_size, 1))) {
            return true;
        }
    }
    return false;
}

static bool elf_holds_entry(const struct program_header *header, uint64_t entry)
{
    return (header->flags & FLAG_EXECUTE) != 0 && entry >= header->virtual_address &&
           entry - header->virtual_address < header->file_size;
}

static enum elf_error elf_check_segments(const struct elf_image *image)
{
    bool any = false;
    bool entry_found = false;

    for (unsigned i = 0; i < image->count; i++) {
        struct program_header header = elf_header_at(image, i);

        if (header.type == SEGMENT_INTERPRETER) {
            return ELF_DYNAMIC;
        }
        if (header.type == SEGMENT_NOTE && !elf_is_in_file(image, &header)) {
            return ELF_SEGMENT_FILE;
        }
        if (!elf_is_loaded(&header)) {
            continue;
        }
        enum elf_error error = elf_check_segment(image, &header);
        if (error != ELF_OK) {
            return error;
        }
        if (elf_overlaps_earlier(image, i)) {
            return ELF_SEGMENT_OVERLAP;
        }
        any = true;
        entry_found = entry_found || elf_holds_entry(&header, image->entry);
    }
    if (!any) {
        return ELF_NO_SEGMENT;
    }
    return entry_found ? ELF_OK : ELF_BAD_ENTRY;
}

enum elf_error elf_open(struct elf_image *image, const void *bytes, size_t size)
{
    struct file_header header;

    if (size < sizeof(header)) {
        return ELF_TRUNCATED;
    }
    __builtin_memcpy(&header, bytes, sizeof(header));
    enum elf_error error = elf_check_file_header(&header);
    if (error != ELF_OK) {
        return error;
    }
    uint64_t table_size = header.program_header_count * sizeof(struct program_header);
    if (header.program_headers > size || table_size > size - header.program_headers) {
        return ELF_TRUNCATED;
    }
    struct elf_image candidate = {
        .bytes = bytes,
        .size = size,
        .entry = header.entry,
        .table = header.program_headers,
        .count = header.program_header_count,
    };
    error = elf_check_segments(&candidate);
    if (error == ELF_OK) {
        *image = candidate;
    }
    return error;
}

bool elf_next(const struct elf_image *image, unsigned *position, struct elf_segment *segment)
{
    while (*position < image->count) {
        struct program_header header = elf_header_at(image, (*position)++);

        if (elf_is_loaded(&header)) {
            *segment = (struct elf_segment){
                .bytes = image->bytes + header.offset,
                .file_size = header.file_size,
                .memory_size = header.memory_size,
                .virtual_address = header.virtual_address,
                .physical_address = header.physical_address,
                .write = (header.flags & FLAG_WRITE) != 0,
                .execute = (header.flags & FLAG_EXECUTE) != 0,
            };
            return true;
        }
    }
    return false;
}

/* Name and data each end at a multiple of 4. */
static uint64_t elf_note_padded(uint64_t size)
{
    return (size + 3) & ~(uint64_t)3;
}

bool elf_next_notes(const struct elf_image *image, unsigned *position, struct elf_notes *notes)
{
    while (*position < image->count) {
        struct program_header header = elf_header_at(image, (*position)++);

        if (header.type == SEGMENT_NOTE) {
            *notes = (struct elf_notes){image->bytes + header.offset, header.file_size};
            return true;
        }
    }
    return false;
}

bool elf_next_note(struct elf_notes *notes, struct elf_note *note)
{
    struct note_header header;
    uint64_t name, data;

    if (notes->size < sizeof(header)) {
        return false;
    }
    __builtin_memcpy(&header, notes->bytes, sizeof(header));
    name = elf_note_padded(header.name_size);
    data = elf_note_padded(header.data_size);
    if (name + data > notes->size - sizeof(header)) {
        return false;
    }
    *note = (struct elf_note){notes->bytes, sizeof(header) + name + data};
    notes->bytes += note->size;
    notes->size -= note->size;
    return true;
}

const char *elf_error_text(enum elf_error error)
{
    static const char *const texts[ELF_ERROR_COUNT] = {
        [ELF_OK] = "valid",
        [ELF_TRUNCATED] = "headers reach past the end of the file",
        [ELF_BAD_MAGIC] = "not an ELF file",
        [ELF_WRONG_CLASS] = "not a 64-bit little-endian ELF file",
        [ELF_WRONG_MACHINE] = "not for x86-64",
        [ELF_NOT_EXECUTABLE] = "not a statically linked executable",
        [ELF_BAD_HEADER_SIZE] = "header sizes are not those of ELF64",
        [ELF_TOO_MANY_SEGMENTS] = "too many program headers",
        [ELF_NO_SEGMENT] = "nothing to load",
        [ELF_DYNAMIC] = "asks for an interpreter",
        [ELF_SEGMENT_FILE] = "a segment's bytes are not in the file",
        [ELF_SEGMENT_RANGE] = "a segment's addresses wrap around",
        [ELF_SEGMENT_ALIGN] = "a segment is misaligned",
        [ELF_SEGMENT_OVERLAP] = "two segments overlap",
        [ELF_WRITE_EXECUTE] = "a segment is writable and executable",
        [ELF_BAD_ENTRY] = "the entry point is in no executable segment",
    };

    return (unsigned)error < ELF_ERROR_COUNT ? texts[error] : "unknown error";
}
