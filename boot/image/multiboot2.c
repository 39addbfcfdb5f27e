/* SPDX-License-Identifier: MIT */
/*
 * multiboot2.c: see image/multiboot2.h. The information is its size, a reserved word and a list of
 * tags, each at a multiple of 8 bytes and beginning with its type and size; the last is of type 0.
 */
#include <image/multiboot2.h>

#include <stdbool.h>

#include <image/memory_map.h>

enum {
    TAG_END = 0,
    TAG_COMMAND_LINE = 1,
    TAG_MODULE = 3,
    TAG_MEMORY = 6,
    TAG_FRAMEBUFFER = 8,
    TAG_RSDP_OLD = 14,
    TAG_RSDP_NEW = 15,

    FRAMEBUFFER_RGB = 1,
    FRAMEBUFFER_TEXT = 2,
};

struct information {
    uint32_t size;
    uint32_t reserved;
};

struct tag {
    uint32_t type;
    uint32_t size;
};

struct tag_module {
    struct tag tag;
    uint32_t start;
    uint32_t end;
};

struct tag_memory {
    struct tag tag;
    uint32_t entry_size;
    uint32_t entry_version;
};

struct memory_entry {
    uint64_t base;
    uint64_t length;
    uint32_t type;
    uint32_t reserved;
};

struct tag_framebuffer {
    struct tag tag;
    uint64_t address;
    uint32_t stride;
    uint32_t width;
    uint32_t height;
    uint8_t bits;
    uint8_t kind;
    uint16_t reserved;
    uint8_t red, red_bits; /* from here on only for FRAMEBUFFER_RGB */
    uint8_t green, green_bits;
    uint8_t blue, blue_bits;
    uint8_t padding[2];
};

_Static_assert(sizeof(struct tag_module) == 16, "module tag up to its text");
_Static_assert(sizeof(struct memory_entry) == 24, "memory map entry");
_Static_assert(sizeof(struct tag_framebuffer) == 40, "framebuffer tag with its padding");

/* Steps through the tags: the bytes of one are those from tag_at() on, tag.size of them. */
struct tags {
    const uint8_t *bytes;
    size_t size;
    size_t position; /* of the tag that was read last */
    size_t next;
    struct tag tag;
};

static enum multiboot2_error tags_open(struct tags *tags, const void *bytes, size_t size)
{
    struct information head;

    if (size < sizeof(head)) {
        return MULTIBOOT2_SIZE;
    }
    __builtin_memcpy(&head, bytes, sizeof(head));
    *tags = (struct tags){.bytes = bytes, .size = size, .next = sizeof(head)};
    return head.size == size ? MULTIBOOT2_OK : MULTIBOOT2_SIZE;
}

static enum multiboot2_error tags_next(struct tags *tags)
{
    size_t left;

    if (tags->next >= tags->size) {
        return MULTIBOOT2_NO_END;
    }
    left = tags->size - tags->next;
    if (left < sizeof(tags->tag)) {
        return MULTIBOOT2_TAG;
    }
    tags->position = tags->next;
    __builtin_memcpy(&tags->tag, tags->bytes + tags->position, sizeof(tags->tag));
    if (tags->tag.size < sizeof(tags->tag) || tags->tag.size > left) {
        return MULTIBOOT2_TAG;
    }
    /* The padding of the very last tag may be absent. */
    tags->next += ((size_t)tags->tag.size + 7) & ~(size_t)7;
    return MULTIBOOT2_OK;
}

static const uint8_t *tag_at(const struct tags *tags)
{
    return tags->bytes + tags->position;
}

/* Copies the fixed part of a tag; false if the tag is shorter. */
static bool tag_copy(const struct tags *tags, void *to, size_t size)
{
    if (tags->tag.size < size) {
        return false;
    }
    __builtin_memcpy(to, tag_at(tags), size);
    return true;
}

static enum multiboot2_error read_command_line(const struct tags *tags, struct kozo_boot_info *info)
{
    const uint8_t *text = tag_at(tags) + sizeof(struct tag);
    const size_t size = tags->tag.size - sizeof(struct tag);
    size_t length = 0;

    while (length < size && text[length] != 0) {
        length++;
    }
    if (length == size) {
        return MULTIBOOT2_TEXT;
    }
    if (length >= KOZO_BOOT_COMMAND_LINE) {
        return MULTIBOOT2_TEXT_LENGTH;
    }
    __builtin_memcpy(info->command_line, text, length + 1);
    return MULTIBOOT2_OK;
}

static enum multiboot2_error read_module(const struct tags *tags, struct kozo_boot_info *info)
{
    struct tag_module module;

    if (!tag_copy(tags, &module, sizeof(module))) {
        return MULTIBOOT2_TAG;
    }
    if (module.end <= module.start) {
        return MULTIBOOT2_MODULE;
    }
    if (info->initrd_size == 0) {
        info->initrd_base = module.start;
        info->initrd_size = module.end - module.start;
    }
    return MULTIBOOT2_OK;
}

/* Paints the ranges of which `usable` is true, or the others. */
static enum multiboot2_error read_memory(const struct tags *tags, struct kozo_boot_info *info,
                                         bool usable)
{
    struct tag_memory memory;

    if (!tag_copy(tags, &memory, sizeof(memory))) {
        return MULTIBOOT2_TAG;
    }
    if (memory.entry_size < sizeof(struct memory_entry) || memory.entry_size % 8 != 0) {
        return MULTIBOOT2_MEMORY_ENTRY;
    }
    for (size_t at = sizeof(memory); tags->tag.size - at >= memory.entry_size;
         at += memory.entry_size) {
        struct memory_entry entry;

        __builtin_memcpy(&entry, tag_at(tags) + at, sizeof(entry));
        const kozo_memory_kind_t kind = memory_map_bios_kind(entry.type);

        if ((kind == KOZO_MEMORY_KIND_USABLE) == usable &&
            !memory_map_paint(info, entry.base, entry.length, kind)) {
            return MULTIBOOT2_MEMORY_FULL;
        }
    }
    return MULTIBOOT2_OK;
}

/* What we cannot draw on stays without a format. */
static void read_framebuffer(const struct tags *tags, struct kozo_boot_framebuffer *screen)
{
    struct tag_framebuffer found = {.kind = 0};
    kozo_pixel_format_t format = KOZO_PIXEL_FORMAT_NONE;
    const size_t size = tags->tag.size < sizeof(found) ? tags->tag.size : sizeof(found);

    __builtin_memcpy(&found, tag_at(tags), size);
    if (size < offsetof(struct tag_framebuffer, red)) {
        return;
    }
    if (found.kind == FRAMEBUFFER_TEXT && found.bits == 16) {
        format = KOZO_PIXEL_FORMAT_TEXT;
    } else if (found.kind == FRAMEBUFFER_RGB && found.bits == 32 &&
               size >= offsetof(struct tag_framebuffer, padding) && found.green == 8) {
        format = found.red == 16 && found.blue == 0   ? KOZO_PIXEL_FORMAT_BGRX
                 : found.red == 0 && found.blue == 16 ? KOZO_PIXEL_FORMAT_RGBX
                                                      : KOZO_PIXEL_FORMAT_NONE;
    }
    if (format != KOZO_PIXEL_FORMAT_NONE) {
        *screen = (struct kozo_boot_framebuffer){
            .base = found.address,
            .width = found.width,
            .height = found.height,
            .stride = found.stride,
            .format = format,
        };
    }
}

static void read_rsdp(const struct tags *tags, struct multiboot2_rsdp *rsdp)
{
    const struct multiboot2_rsdp found = {
        .bytes = tag_at(tags) + sizeof(struct tag),
        .size = tags->tag.size - sizeof(struct tag),
    };

    /* The new one holds 64-bit pointers, and is longer. */
    if (found.size > rsdp->size) {
        *rsdp = found;
    }
}

static enum multiboot2_error read_tag(const struct tags *tags, struct kozo_boot_info *info,
                                      struct multiboot2_rsdp *rsdp)
{
    enum multiboot2_error error;

    switch (tags->tag.type) {
    case TAG_COMMAND_LINE:
        return read_command_line(tags, info);
    case TAG_MODULE:
        return read_module(tags, info);
    case TAG_MEMORY:
        error = read_memory(tags, info, true);
        return error != MULTIBOOT2_OK ? error : read_memory(tags, info, false);
    case TAG_FRAMEBUFFER:
        read_framebuffer(tags, &info->framebuffer);
        return MULTIBOOT2_OK;
    case TAG_RSDP_OLD:
    case TAG_RSDP_NEW:
        read_rsdp(tags, rsdp);
        return MULTIBOOT2_OK;
    default:
        return MULTIBOOT2_OK;
    }
}

enum multiboot2_error multiboot2_read(const void *bytes, size_t size, struct kozo_boot_info *info,
                                      struct multiboot2_rsdp *rsdp)
{
    struct tags tags;
    enum multiboot2_error error = tags_open(&tags, bytes, size);

    *rsdp = (struct multiboot2_rsdp){.bytes = NULL, .size = 0};
    while (error == MULTIBOOT2_OK) {
        error = tags_next(&tags);
        if (error == MULTIBOOT2_OK && tags.tag.type == TAG_END) {
            return info->memory_count == 0  ? MULTIBOOT2_NO_MEMORY
                   : info->initrd_size == 0 ? MULTIBOOT2_NO_MODULE
                                            : MULTIBOOT2_OK;
        }
        if (error == MULTIBOOT2_OK) {
            error = read_tag(&tags, info, rsdp);
        }
    }
    return error;
}

void multiboot2_find_screen(const void *bytes, size_t size, struct kozo_boot_framebuffer *screen)
{
    struct tags tags;

    if (tags_open(&tags, bytes, size) != MULTIBOOT2_OK) {
        return;
    }
    while (tags_next(&tags) == MULTIBOOT2_OK && tags.tag.type != TAG_END) {
        if (tags.tag.type == TAG_FRAMEBUFFER) {
            read_framebuffer(&tags, screen);
        }
    }
}

const char *multiboot2_error_text(enum multiboot2_error error)
{
    static const char *const texts[MULTIBOOT2_ERROR_COUNT] = {
        [MULTIBOOT2_OK] = "valid",
        [MULTIBOOT2_SIZE] = "its size is impossible",
        [MULTIBOOT2_TAG] = "a tag is shorter than its kind, or passes the end",
        [MULTIBOOT2_NO_END] = "the last tag is missing",
        [MULTIBOOT2_TEXT] = "the command line is not terminated",
        [MULTIBOOT2_TEXT_LENGTH] = "the command line is longer than the kernel takes",
        [MULTIBOOT2_MODULE] = "a module ends before it begins",
        [MULTIBOOT2_NO_MODULE] = "no module, thus no initial ramdisk",
        [MULTIBOOT2_MEMORY_ENTRY] = "entries of the memory map have an impossible size",
        [MULTIBOOT2_NO_MEMORY] = "no memory map",
        [MULTIBOOT2_MEMORY_FULL] = "the memory map has too many ranges",
    };

    return (unsigned)error < MULTIBOOT2_ERROR_COUNT ? texts[error] : "unknown error";
}
