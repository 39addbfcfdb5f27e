/* SPDX-License-Identifier: MIT */
/* hand.c: what a careful person writes for the same five messages on the same channel: numbers in
 * registers, one comparison of the tag, every size checked against its bound and the words that
 * came, data read where they lie. Neither unused words and bits nor the ends of last words are
 * looked at. */
#include <kozo/message.h>
#include <round.h>
#include <stdbool.h>

ROUND_CONTENDER(hand)

enum { INTERFACE = 77, NOTHING = 1, NUMBERS, OPEN, WRITE, READ_DIRECTORY };
enum { PATH_MAX = 256, REFUSED = 1, UNKNOWN };

struct hand_entry {
    uint64_t inode;
    uint32_t kind;
    uint16_t length;
    char name[ROUND_NAME];
    char unused[6];
};

static struct kozo_buffer buffer;
static uint64_t *const data = &buffer.words[KOZO_REGISTER_WORDS];

static inline uint64_t tag(unsigned label, size_t words)
{
    return kozo_tag_make(INTERFACE, label, 0, 0, 0).raw + words;
}

static inline size_t words_of(size_t bytes)
{
    return KOZO_REGISTER_WORDS + (bytes + sizeof(uint64_t) - 1) / sizeof(uint64_t);
}

static bool serve_numbers(struct kozo_message *m)
{
    if (m->tag.raw != tag(NUMBERS, 4))
        return false;
    TOUCH(m->words[0] + m->words[1] + m->words[2] + m->words[3]);
    m->words[0] = round_values.answers[0];
    m->words[1] = round_values.answers[1];
    m->tag.raw = tag(0, 2);
    return true;
}

static bool serve_open(struct kozo_message *m)
{
    const size_t size = m->words[2];

    if (size > PATH_MAX || m->tag.raw != tag(OPEN, words_of(size)))
        return false;
    TOUCH((uint32_t)m->words[0] + (uint32_t)m->words[1] + size + round_sum(data, size));
    m->words[0] = round_values.file;
    m->words[1] = (uint64_t)round_values.status;
    m->tag.raw = tag(0, 2);
    return true;
}

static bool serve_write(struct kozo_message *m)
{
    const size_t size = m->words[2];

    if (size > ROUND_DATA || m->tag.raw != tag(WRITE, words_of(size)))
        return false;
    TOUCH(m->words[0] + m->words[1] + size + round_sum(data, size));
    m->words[0] = round_values.written;
    m->words[1] = (uint64_t)round_values.status;
    m->tag.raw = tag(0, 2);
    return true;
}

static bool serve_read_directory(struct kozo_message *m)
{
    struct hand_entry *to = (struct hand_entry *)data;
    const size_t count = round_values.entry_count;

    if (m->tag.raw != tag(READ_DIRECTORY, 2) || count > ROUND_ENTRIES)
        return false;
    TOUCH(m->words[0] + m->words[1]);
    for (size_t i = 0; i < count; i++) {
        const struct round_entry *from = &round_values.entries[i];
        to[i].inode = from->inode;
        to[i].kind = from->kind;
        to[i].length = from->length;
        __builtin_memcpy(to[i].name, from->name, sizeof(to[i].name));
    }
    m->words[0] = count;
    m->tag.raw = tag(0, words_of(count * sizeof(*to)));
    return true;
}

static __attribute__((noinline)) void serve(struct kozo_message *m)
{
    bool good = false;

    switch (kozo_tag_label(m->tag)) {
    case NOTHING:
        good = m->tag.raw == tag(NOTHING, 0);
        TOUCH(0);
        m->tag.raw = tag(0, 0);
        break;
    case NUMBERS: good = serve_numbers(m); break;
    case OPEN: good = serve_open(m); break;
    case WRITE: good = serve_write(m); break;
    case READ_DIRECTORY: good = serve_read_directory(m); break;
    }
    if (!good)
        m->tag.raw = tag(REFUSED, 0);
}

static inline void call(struct kozo_message *m)
{
    CROSS(m);
    serve(m);
    CROSS(m);
}

int hand_w1(void)
{
    struct kozo_message message, *m = &message;

    m->tag.raw = tag(NOTHING, 0);
    call(m);
    if (m->tag.raw != tag(0, 0))
        return UNKNOWN;
    TOUCH(0);
    return 0;
}

int hand_w2(void)
{
    struct kozo_message message, *m = &message;

    for (unsigned i = 0; i < 4; i++)
        m->words[i] = round_values.numbers[i];
    m->tag.raw = tag(NUMBERS, 4);
    call(m);
    if (m->tag.raw != tag(0, 2))
        return UNKNOWN;
    TOUCH(m->words[0] + m->words[1]);
    return 0;
}

int hand_w3(void)
{
    struct kozo_message message, *m = &message;
    const size_t size = round_values.path_size;

    if (size > PATH_MAX)
        return UNKNOWN;
    m->words[0] = round_values.flags;
    m->words[1] = round_values.mode;
    m->words[2] = size;
    round_copy(data, round_values.path, size);
    m->tag.raw = tag(OPEN, words_of(size));
    call(m);
    if (m->tag.raw != tag(0, 2))
        return UNKNOWN;
    TOUCH(m->words[0] + (uint64_t)(int64_t)(int32_t)m->words[1]);
    return 0;
}

int hand_w4(void)
{
    struct kozo_message message, *m = &message;
    const size_t size = round_values.data_size;

    if (size > ROUND_DATA)
        return UNKNOWN;
    m->words[0] = round_values.file;
    m->words[1] = round_values.offset;
    m->words[2] = size;
    round_copy(data, round_values.data, size);
    m->tag.raw = tag(WRITE, words_of(size));
    call(m);
    if (m->tag.raw != tag(0, 2))
        return UNKNOWN;
    TOUCH(m->words[0] + (uint64_t)(int64_t)(int32_t)m->words[1]);
    return 0;
}

int hand_w5(void)
{
    struct kozo_message message, *m = &message;

    m->words[0] = round_values.file;
    m->words[1] = round_values.cookie;
    m->tag.raw = tag(READ_DIRECTORY, 2);
    call(m);
    const struct hand_entry *from = (const struct hand_entry *)data;
    const size_t count = m->words[0];
    if (count > ROUND_ENTRIES || m->tag.raw != tag(0, words_of(count * sizeof(*from))))
        return UNKNOWN;
    uint64_t sum = count;
    for (size_t i = 0; i < count; i++) {
        if (from[i].length > ROUND_NAME)
            return UNKNOWN;
        sum += from[i].inode + from[i].kind + from[i].length +
               round_sum(from[i].name, from[i].length);
    }
    TOUCH(sum);
    return 0;
}
