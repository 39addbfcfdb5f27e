/* SPDX-License-Identifier: MIT */
/* hand.c: what a careful person writes for the same five messages on the same channel: numbers in
 * registers, one comparison of the tag, every size checked against its bound and the words that
 * came, data read where they lie. It promises what the interface does: words that are sent unused
 * and what is left of the last one are zero and looked at, numbers are no wider than their types,
 * who is refused learns why, and what an answer brings unasked is deleted. bare.c is the same
 * without a look at unused words and at numbers. */
#include <kozo/message.h>
#include <kozo/sys.h>
#include <round.h>
#include <stdbool.h>

#ifndef HAND
#define HAND(name) hand_##name
#define IS_STRICT true
ROUND_CONTENDER(hand)
#endif

enum { INTERFACE = 77, NOTHING = 1, NUMBERS, OPEN, WRITE, READ_DIRECTORY };
enum { PATH_MAX = 256, REFUSED = 1, NO_METHOD, FOREIGN, TOO_LONG, UNKNOWN };

struct hand_entry {
    uint64_t inode;
    uint32_t kind;
    uint16_t length;
    char name[ROUND_NAME];
    uint16_t unused[3];
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

static inline uint64_t bits_behind(size_t size)
{
    return UINT64_MAX << size % sizeof(uint64_t) * 8;
}

static inline void send_bytes(const void *from, size_t size)
{
    round_copy(data, from, size);
    if (IS_STRICT && size % sizeof(uint64_t) != 0)
        data[size / sizeof(uint64_t)] &= ~bits_behind(size);
}

static inline bool is_padded(size_t size)
{
    return !IS_STRICT || size % sizeof(uint64_t) == 0 ||
           (data[size / sizeof(uint64_t)] & bits_behind(size)) == 0;
}

static inline void clear_words(struct kozo_message *m, unsigned first)
{
    for (unsigned i = first; IS_STRICT && i < KOZO_REGISTER_WORDS; i++)
        m->words[i] = 0;
}

static inline bool is_clear(const struct kozo_message *m, unsigned first)
{
    uint64_t all = 0;

    for (unsigned i = first; IS_STRICT && i < KOZO_REGISTER_WORDS; i++)
        all |= m->words[i];
    return all == 0;
}

static inline bool is_status(uint64_t word)
{
    return !IS_STRICT || (int64_t)word == (int32_t)word;
}

/* Who refuses a message has looked at none of it. */
static inline bool are_entries(const struct hand_entry *entries, size_t count)
{
    for (size_t i = 0; IS_STRICT && i < count; i++) {
        if (entries[i].length > ROUND_NAME)
            return false;
    }
    return true;
}

static bool serve_numbers(struct kozo_message *m)
{
    if (m->tag.raw != tag(NUMBERS, 4))
        return false;
    SERVED(m->words[0] + m->words[1] + m->words[2] + m->words[3]);
    m->words[0] = round_values.answers[0];
    m->words[1] = round_values.answers[1];
    m->tag.raw = tag(0, 2);
    return true;
}

static bool serve_open(struct kozo_message *m)
{
    const size_t size = m->words[2];

    if (size > PATH_MAX || m->tag.raw != tag(OPEN, words_of(size)) || !is_clear(m, 3) ||
        (IS_STRICT && (m->words[0] | m->words[1]) > UINT32_MAX) || !is_padded(size))
        return false;
    SERVED((uint32_t)m->words[0] + (uint32_t)m->words[1] + size + round_sum(data, size));
    m->words[0] = round_values.file;
    m->words[1] = (uint64_t)round_values.status;
    m->tag.raw = tag(0, 2);
    return true;
}

static bool serve_write(struct kozo_message *m)
{
    const size_t size = m->words[2];

    if (size > ROUND_DATA || m->tag.raw != tag(WRITE, words_of(size)) || !is_clear(m, 3) ||
        !is_padded(size))
        return false;
    SERVED(m->words[0] + m->words[1] + size + round_sum(data, size));
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
    SERVED(m->words[0] + m->words[1]);
    for (size_t i = 0; i < count; i++) {
        const struct round_entry *from = &round_values.entries[i];
        to[i].inode = from->inode;
        to[i].kind = from->kind;
        to[i].length = from->length;
        __builtin_memcpy(to[i].name, from->name, sizeof(to[i].name));
        if (IS_STRICT)
            __builtin_memset(to[i].unused, 0, sizeof(to[i].unused));
    }
    m->words[0] = count;
    clear_words(m, 1);
    m->tag.raw = tag(0, words_of(count * sizeof(*to)));
    return true;
}

static bool serve_nothing(struct kozo_message *m)
{
    if (m->tag.raw != tag(NOTHING, 0))
        return false;
    SERVED(0);
    m->tag.raw = tag(0, 0);
    return true;
}

/* Returns whether the message is of this interface. */
static __attribute__((noinline)) bool refuse(struct kozo_message *m, unsigned error)
{
    if (kozo_tag_interface(m->tag) != INTERFACE || kozo_tag_flags(m->tag) != 0)
        return false;
    m->tag.raw = tag(error, 0);
    return true;
}

/* The same. */
static __attribute__((noinline)) bool serve(struct kozo_message *m)
{
    bool good;

    switch (kozo_tag_label(m->tag)) {
    case NOTHING: good = serve_nothing(m); break;
    case NUMBERS: good = serve_numbers(m); break;
    case OPEN: good = serve_open(m); break;
    case WRITE: good = serve_write(m); break;
    case READ_DIRECTORY: good = serve_read_directory(m); break;
    default: return refuse(m, NO_METHOD);
    }
    return good || refuse(m, REFUSED);
}

static inline void call(struct kozo_message *m)
{
    CROSS(m);
    (void)serve(m);
    CROSS(m);
}

/* Why an answer is not the one that was asked for. */
static __attribute__((noinline)) int refused(kozo_tag_t answer)
{
    const unsigned label = (unsigned)kozo_tag_label(answer);

    for (unsigned i = 0; i < kozo_tag_caps(answer) && i < KOZO_BUFFER_CAPS; i++)
        (void)kozo_any_delete((kozo_handle_t){buffer.caps[i]});
    if (answer.raw != tag(label, 0) ||
        (label != REFUSED && label != NO_METHOD && label != FOREIGN))
        return UNKNOWN;
    return (int)label;
}

int HAND(w1)(void)
{
    struct kozo_message message, *m = &message;

    m->tag.raw = tag(NOTHING, 0);
    call(m);
    if (m->tag.raw != tag(0, 0))
        return refused(m->tag);
    ANSWERED(0);
    return 0;
}

int HAND(w2)(void)
{
    struct kozo_message message, *m = &message;

    for (unsigned i = 0; i < 4; i++)
        m->words[i] = round_values.numbers[i];
    m->tag.raw = tag(NUMBERS, 4);
    call(m);
    if (m->tag.raw != tag(0, 2))
        return refused(m->tag);
    ANSWERED(m->words[0] + m->words[1]);
    return 0;
}

int HAND(w3)(void)
{
    struct kozo_message message, *m = &message;
    const size_t size = round_values.path_size;

    if (size > PATH_MAX)
        return TOO_LONG;
    m->words[0] = round_values.flags;
    m->words[1] = round_values.mode;
    m->words[2] = size;
    clear_words(m, 3);
    send_bytes(round_values.path, size);
    m->tag.raw = tag(OPEN, words_of(size));
    call(m);
    if (m->tag.raw != tag(0, 2))
        return refused(m->tag);
    if (!is_status(m->words[1]))
        return UNKNOWN;
    ANSWERED(m->words[0] + (uint64_t)(int64_t)(int32_t)m->words[1]);
    return 0;
}

int HAND(w4)(void)
{
    struct kozo_message message, *m = &message;
    const size_t size = round_values.data_size;

    if (size > ROUND_DATA)
        return TOO_LONG;
    m->words[0] = round_values.file;
    m->words[1] = round_values.offset;
    m->words[2] = size;
    clear_words(m, 3);
    send_bytes(round_values.data, size);
    m->tag.raw = tag(WRITE, words_of(size));
    call(m);
    if (m->tag.raw != tag(0, 2))
        return refused(m->tag);
    if (!is_status(m->words[1]))
        return UNKNOWN;
    ANSWERED(m->words[0] + (uint64_t)(int64_t)(int32_t)m->words[1]);
    return 0;
}

int HAND(w5)(void)
{
    struct kozo_message message, *m = &message;

    m->words[0] = round_values.file;
    m->words[1] = round_values.cookie;
    m->tag.raw = tag(READ_DIRECTORY, 2);
    call(m);
    const struct hand_entry *from = (const struct hand_entry *)data;
    const size_t count = m->words[0];
    if (count > ROUND_ENTRIES || m->tag.raw != tag(0, words_of(count * sizeof(*from))))
        return refused(m->tag);
    if (!is_clear(m, 1) || !are_entries(from, count))
        return UNKNOWN;
    uint64_t sum = count;
    for (size_t i = 0; i < count; i++) {
        if (!IS_STRICT && from[i].length > ROUND_NAME)
            return UNKNOWN;
        sum += from[i].inode + from[i].kind + from[i].length +
               round_sum(from[i].name, from[i].length);
    }
    ANSWERED(sum);
    return 0;
}
