/* SPDX-License-Identifier: MIT */
/* damage.c: the ways in which a message can be wrong. Of a way that a field does not have, or that
 * leaves the message good, nothing is promised but the result: false. */
#include <damage.h>
#include <loop_state.h>
#include <string.h>

enum {
    FIRST_BIT_WAY = FRAME_WAYS,
    /* Of data: the first ways concern the size, those from FIRST_TEXT_WAY on only text. */
    FIRST_PADDING_WAY = 6,
    FIRST_GAP_WAY = 14,
    FIRST_TEXT_WAY = 18,
    FIRST_ELEMENT_WAY = FIRST_TEXT_WAY,
    LEAF_WAYS = 4, /* of each scalar of an element */
};

static uint64_t *word_of(struct whole_message *message, unsigned word)
{
    return word < KOZO_REGISTER_WORDS ? &message->m.words[word] : &message->buffer->words[word];
}

static void set_shape(struct whole_message *message, unsigned words, unsigned caps)
{
    const kozo_tag_t tag = message->m.tag;

    message->m.tag = kozo_tag_make(kozo_tag_interface(tag), kozo_tag_label(tag),
                                   kozo_tag_flags(tag), (uint8_t)caps, (uint8_t)words);
}

static void set_field(struct whole_message *message, const struct loop_field *field, uint64_t value)
{
    const uint64_t mask = loop_mask(field->bits);
    uint64_t *word = word_of(message, field->word);

    *word = (*word & ~(mask << field->shift)) | (value & mask) << field->shift;
}

static uint64_t get_field(struct whole_message *message, const struct loop_field *field)
{
    return *word_of(message, field->word) >> field->shift & loop_mask(field->bits);
}

static size_t words_of(const struct loop_field *field, uint64_t count)
{
    return (count * field->unit + sizeof(uint64_t) - 1) / sizeof(uint64_t);
}

/* Give a field other data, with the right length of the message and clean padding. They may be
 * longer than the buffer, as far as a tag can say so. */
static bool set_data(struct whole_message *message, const struct loop_shape *shape,
                     const struct loop_field *field, const void *bytes, size_t count)
{
    const size_t size = count * field->unit;
    const size_t words = words_of(field, count);

    if (field->data_word + words >= WORDS_LIMIT)
        return false;
    /* Without capabilities what lies behind the words is nobody's. */
    const size_t end = shape->caps == 0 ? sizeof(*message->buffer)
                                        : offsetof(struct kozo_buffer, words[KOZO_BUFFER_WORDS]);
    const size_t room = end - offsetof(struct kozo_buffer, words[field->data_word]);
    const size_t own = (words > field->data_words ? words : field->data_words) * sizeof(uint64_t);
    memset(&message->buffer->words[field->data_word], 0, own < room ? own : room);
    memcpy(&message->buffer->words[field->data_word], bytes, size < room ? size : room);
    if (size > room) /* nor must what lies behind the words look like bad padding */
        memset(message->buffer->caps, 0, sizeof(message->buffer->caps));
    set_field(message, field, count);
    if (field->last)
        set_shape(message, (unsigned)(shape->words + words), shape->caps);
    return true;
}

/* The largest size that fits the field. A whole word of ones is no words when it is rounded up, and
 * ends in the word before the data, which the padding is then looked for in. */
static bool wrap_size(struct whole_message *message, const struct loop_shape *shape,
                      const struct loop_field *field)
{
    if (shape->packed) {
        set_field(message, field, UINT64_MAX);
        return true;
    }
    message->buffer->words[field->data_word - 1] = 0;
    *word_of(message, field->word) = UINT64_MAX;
    if (field->last)
        set_shape(message, shape->words, shape->caps);
    return true;
}

/* Good data but for their length, which is `count`. */
static bool set_length(struct whole_message *message, const struct loop_shape *shape,
                       const struct loop_field *field, size_t count)
{
    uint8_t bytes[2 * LOOP_BYTES];

    if (field->fixed || count * field->unit > sizeof(bytes))
        return false;
    memset(bytes, 'a', sizeof(bytes));
    if (field->kind == LOOP_DATA) /* near zero: good for what may lie behind it, too */
        loop_fill_elements(field, bytes, count, LOOP_ZERO);
    return set_data(message, shape, field, bytes, count);
}

/* A word between these data and the next, counted from the end; if there is none, that which the
 * least data leave. */
static bool damage_gap(struct whole_message *message, const struct loop_shape *shape,
                       const struct loop_field *field, unsigned way)
{
    const bool full = words_of(field, get_field(message, field)) + way >= field->data_words;

    if (field->last || (full && words_of(field, field->minimum) + way >= field->data_words) ||
        (full && !set_length(message, shape, field, field->minimum)))
        return false;
    message->buffer->words[field->data_word + field->data_words - 1u - way] = 1;
    return true;
}

/* One element more than there may be, which is what lies behind the room of all: the next data as
 * they are or, `way` 1, a text of one character. */
static bool reach_behind(struct whole_message *message, const struct loop_shape *shape,
                         const struct loop_field *field, unsigned way)
{
    const struct loop_field *next = NULL;

    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *other = &shape->fields[i];
        if (loop_is_data(other) && other->data_word == field->data_word + field->data_words)
            next = other;
    }
    if (next == NULL || loop_mask(field->bits) <= field->maximum ||
        !set_length(message, shape, field, field->maximum))
        return false;
    if (way == 1 && (next->kind != LOOP_TEXT || next->minimum > 1 || next->maximum == 0 ||
                     !set_length(message, shape, next, 1)))
        return false;
    set_field(message, field, field->maximum + 1);
    return true;
}

/* Not zero behind the data: byte number `way` of those that are left of their last word. */
static bool damage_padding(struct whole_message *message, const struct loop_shape *shape,
                           const struct loop_field *field, unsigned way)
{
    /* If the least leaves nothing, one more does; but an array has the number that it has. */
    const bool whole = field->minimum * field->unit % sizeof(uint64_t) == 0;
    const size_t count = field->minimum + (whole && !field->fixed);
    const size_t size = count * field->unit, at = size + way;

    if (count > field->maximum || at / sizeof(uint64_t) != size / sizeof(uint64_t))
        return false;
    if (size % sizeof(uint64_t) == 0 ||
        (!field->fixed && !set_length(message, shape, field, count)))
        return false;
    ((uint8_t *)word_of(message, field->data_word))[at] = 1;
    return true;
}

static bool damage_length(struct whole_message *message, const struct loop_shape *shape,
                          const struct loop_field *field, unsigned way)
{
    const size_t room = (LOOP_BYTES - field->data_word * sizeof(uint64_t)) / field->unit;

    if (way >= FIRST_PADDING_WAY && way < FIRST_GAP_WAY)
        return damage_padding(message, shape, field, way - FIRST_PADDING_WAY);
    if (field->fixed)
        return false;
    switch (way) {
    case 0: return set_length(message, shape, field, field->maximum + 1);
    case 1: return field->minimum > 0 && set_length(message, shape, field, field->minimum - 1);
    case 2: return wrap_size(message, shape, field);
    case 3: return room > field->maximum && set_length(message, shape, field, room);
    case 4:
    case 5: return reach_behind(message, shape, field, way - 4);
    default: return damage_gap(message, shape, field, way - FIRST_GAP_WAY);
    }
}

static const struct {
    size_t size;
    char bytes[6];
} wrong[] = {
    {1, "\x80"},          {1, "\xbf"},         {1, "\xc3"},         {1, "\xff"},
    {1, "\xfe"},          {2, "\xc0\x80"},     {2, "\xc1\xbf"},     {2, "\xc3\x41"},
    {2, "\xe2\x82"},      {2, "\xc2\xc2"},     {3, "\xe0\x9f\xbf"}, {3, "\xed\xa0\x80"},
    {3, "\xed\xbf\xbf"},  {3, "\xe2\x82\x41"}, {3, "\xf0\x9f\x98"}, {4, "\xf0\x8f\xbf\xbf"},
    {4, "\xf4\x90\x80\x80"}, {4, "\xf5\x80\x80\x80"}, {5, "\xf8\x88\x80\x80\x80"}, {1, ""},
};
enum { WRONG_TEXTS = sizeof(wrong) / sizeof(wrong[0]) };

static bool damage_text(struct whole_message *message, const struct loop_shape *shape,
                        const struct loop_field *field, unsigned way)
{
    uint8_t bytes[LOOP_BYTES];
    const size_t own = wrong[way % WRONG_TEXTS].size;
    size_t before = way / WRONG_TEXTS * 3; /* also behind good text */

    if (before + own < field->minimum)
        before = field->minimum - own;
    if (way >= 2 * WRONG_TEXTS || before + own > field->maximum)
        return false;
    memset(bytes, 'a', sizeof(bytes));
    memcpy(&bytes[before], wrong[way % WRONG_TEXTS].bytes, own);
    return set_data(message, shape, field, bytes, before + own);
}

/* A text without NUL, with something behind that, cut off within a sequence, or too short. */
static bool damage_member(const struct loop_field *text, uint8_t *bytes, unsigned way)
{
    const size_t sizes[] = {text->maximum + 1, text->minimum, text->maximum, text->minimum - 1};

    if ((way == 1 && text->minimum == text->maximum) || (way == 3 && text->minimum == 0))
        return false;
    memset(bytes, 0, text->maximum + 1);
    memset(bytes, 'a', sizes[way]);
    if (way == 1)
        bytes[text->maximum] = 'a';
    if (way == 2)
        bytes[text->maximum - 1] = 0xc3;
    return true;
}

/* A scalar of the last element that is there. */
static bool damage_element(struct whole_message *message, const struct loop_field *field,
                           unsigned way)
{
    const uint64_t count = field->fixed ? field->maximum : get_field(message, field);
    uint64_t value;

    if (way / LEAF_WAYS >= field->leaf_count || count == 0 || count > field->maximum)
        return false;
    const struct loop_leaf *leaf = &field->leaves[way / LEAF_WAYS];
    uint8_t *bytes = (uint8_t *)word_of(message, field->data_word) + (count - 1) * field->unit;
    const unsigned number = way % LEAF_WAYS;
    if (leaf->cases > 0)
        loop_fill_element(field, bytes, 0, leaf);
    if (leaf->rest > 0) {
        bytes[leaf->offset + (number == 0 ? 0 : leaf->rest - 1)] = 1;
        return number < 2;
    }
    if (leaf->value.kind == LOOP_TEXT)
        return damage_member(&leaf->value, &bytes[leaf->offset], number);
    if (!damage_leaf(&leaf->value, number, &value))
        return false;
    memcpy(&bytes[leaf->offset], &value, leaf->value.bits / 8);
    return true;
}

/* The message stays as it is: what the capability designates is asked of the kernel. */
static bool damage_cap(struct whole_message *message, const struct loop_shape *shape,
                       const struct loop_field *field, unsigned way)
{
    if (way == DAMAGE_HALF) /* of a byte there is no half */
        return field->lent != 0 && get_field(message, &shape->fields[field->lent - 1]) > 1;
    if (way < DAMAGE_STALE)
        return field->type != 0 && way != KOZO_OBJECT_NULL && way != field->type;
    return way == DAMAGE_STALE ||
           (way < DAMAGE_RIGHTS + 8 && (field->rights >> (way - DAMAGE_RIGHTS) & 1) != 0);
}

/* The last way, of an optional field: it is there, but is said not to be. */
static unsigned absent_way(const struct loop_field *field)
{
    switch (field->kind) {
    case LOOP_NUMBER:
    case LOOP_SIGNED: return 2;
    case LOOP_ENUM: return 2 + 2 * (field->value_count + 1u);
    case LOOP_FLAGS: return 64;
    case LOOP_TEXT: return FIRST_TEXT_WAY + 2 * WRONG_TEXTS;
    case LOOP_DATA: return FIRST_ELEMENT_WAY + LEAF_WAYS * (unsigned)field->leaf_count;
    case LOOP_CAP: return DAMAGE_RIGHTS + 8;
    }
    return 0;
}

unsigned damage_ways(const struct loop_shape *shape, unsigned field)
{
    return field < shape->count ? absent_way(&shape->fields[field]) + 1
                                : FRAME_WAYS + 64u * shape->head;
}

unsigned damage_count(const struct loop_shape *shape)
{
    unsigned count = 0;

    for (unsigned field = 0; field <= shape->count; field++)
        count += damage_ways(shape, field);
    return count;
}

unsigned damage_find(const struct loop_shape *shape, unsigned *way)
{
    unsigned field = 0;

    while (field < shape->count && *way >= damage_ways(shape, field))
        *way -= damage_ways(shape, field++);
    return field;
}

/* Say of what there is that there is not. If it is nothing but zeros, it gets a bit, but not where
 * that is the size of data. */
static bool damage_absent(struct whole_message *message, const struct loop_shape *shape,
                          const struct loop_field *field)
{
    const uint64_t bit = UINT64_C(1) << (field->optional - 1);
    bool content = !field->fixed && get_field(message, field) != 0;

    for (unsigned i = 0; field->fixed && i < field->data_words; i++)
        content = content || *word_of(message, field->data_word + i) != 0;
    set_field(message, &shape->present, get_field(message, &shape->present) & ~bit);
    if (content || (loop_is_data(field) && !field->fixed))
        return content;
    *word_of(message, field->fixed ? field->data_word : field->word) |=
        UINT64_C(1) << (field->fixed ? 0 : field->shift);
    return true;
}

bool damage_field(struct whole_message *message, const struct loop_shape *shape,
                  const struct loop_field *field, unsigned way)
{
    const uint64_t bit = field->optional == 0 ? 0 : UINT64_C(1) << (field->optional - 1);
    uint64_t value = field->optional == 0 ? 0 : get_field(message, &shape->present);

    if ((value & bit) != bit) /* what is not there can be wrong in that there is something */
        return loop_is_data(field) && !field->fixed && way >= FIRST_GAP_WAY &&
               way < FIRST_TEXT_WAY && damage_gap(message, shape, field, way - FIRST_GAP_WAY);
    if (way == absent_way(field))
        return field->optional != 0 && damage_absent(message, shape, field);
    switch (field->kind) {
    case LOOP_SIGNED:
        if (!damage_beyond(field, shape->packed ? field->bits : 64, way, &value))
            return false;
        if (shape->packed)
            set_field(message, field, value);
        else
            *word_of(message, field->word) = value;
        return true;
    case LOOP_NUMBER:
    case LOOP_ENUM:
    case LOOP_FLAGS:
        if (!damage_value(field, field->bits, way, &value))
            return false;
        set_field(message, field, value);
        return true;
    case LOOP_TEXT:
        return way < FIRST_TEXT_WAY ? damage_length(message, shape, field, way)
                                    : damage_text(message, shape, field, way - FIRST_TEXT_WAY);
    case LOOP_DATA:
        return way < FIRST_ELEMENT_WAY ? damage_length(message, shape, field, way)
                                       : damage_element(message, field, way - FIRST_ELEMENT_WAY);
    case LOOP_CAP:
        return damage_cap(message, shape, field, way);
    }
    return false;
}

static enum loop_check_kind kind_of_damage(const struct loop_field *field, unsigned way)
{
    switch (field->kind) {
    case LOOP_NUMBER:
    case LOOP_SIGNED:
        return way == 0 ? LOOP_CHECK_MINIMUM : LOOP_CHECK_MAXIMUM;
    case LOOP_ENUM:
        return LOOP_CHECK_ENUM;
    case LOOP_FLAGS:
        return LOOP_CHECK_FLAGS;
    case LOOP_CAP:
        return LOOP_CHECK_CAPABILITY;
    default:
        if (way < FIRST_PADDING_WAY)
            return way == 1 ? LOOP_CHECK_MINIMUM : LOOP_CHECK_MAXIMUM;
        if (way >= FIRST_GAP_WAY && way < FIRST_TEXT_WAY)
            return LOOP_CHECK_GAP;
        if (field->kind == LOOP_TEXT)
            return LOOP_CHECK_TEXT;
        return way < FIRST_GAP_WAY ? LOOP_CHECK_PADDING : LOOP_CHECK_ELEMENT;
    }
}

/* A signed number that may be any of its type is checked below and above at once. */
static bool is_noticed_by(const struct loop_check *check, enum loop_check_kind damage)
{
    const bool is_limit = damage == LOOP_CHECK_MINIMUM || damage == LOOP_CHECK_MAXIMUM;

    return check->kind == damage || (check->kind == LOOP_CHECK_WIDTH && is_limit);
}

/* A bit of the scalar that tells which optional fields are there, or above it in its word. */
static bool is_of_present(const struct loop_shape *shape, unsigned word, unsigned bit)
{
    const struct loop_field *present = &shape->present;

    return shape->optionals > 0 && word == present->word && bit >= present->shift &&
           (!shape->packed || bit < (unsigned)present->shift + present->bits);
}

/* A scalar that is not packed is checked together with the bits of its word above it. */
static bool is_of_word(const struct loop_shape *shape, unsigned word, unsigned bit,
                       const struct loop_check *check)
{
    const struct loop_field *field = &shape->fields[check->field];

    if (is_of_present(shape, word, bit) || check->kind == LOOP_CHECK_PRESENT)
        return is_of_present(shape, word, bit) && check->kind == LOOP_CHECK_PRESENT;
    if (check->kind == LOOP_CHECK_UNUSED)
        return (check->words >> word & 1) != 0;
    return !shape->packed && check->field < shape->count && field->kind != LOOP_CAP &&
           !field->fixed && field->word == word && is_noticed_by(check, kind_of_damage(field, 2));
}

bool damage_is_of(const struct loop_shape *shape, unsigned field, unsigned way,
                  const struct loop_check *check)
{
    if (field < shape->count) {
        const struct loop_field *own = &shape->fields[field];
        return check->field == field &&
               is_noticed_by(check, way == absent_way(own) ? LOOP_CHECK_ABSENT
                                                           : kind_of_damage(own, way));
    }
    if (way < FIRST_BIT_WAY)
        return check->kind == LOOP_CHECK_TAG;
    way -= FIRST_BIT_WAY;
    return is_of_word(shape, way / 64, way % 64, check);
}

/* What lies above a signed number belongs to it. */
static bool whole_word(const struct loop_shape *shape, const struct loop_field *field)
{
    return field->kind == LOOP_SIGNED && !shape->packed;
}

bool damage_frame(struct whole_message *message, const struct loop_shape *shape, unsigned way)
{
    const unsigned words = kozo_tag_words(message->m.tag);

    if (way < WORDS_LIMIT) {
        set_shape(message, way, shape->caps);
        return way != words;
    }
    if (way < FIRST_BIT_WAY) {
        set_shape(message, words, way - WORDS_LIMIT);
        return way - WORDS_LIMIT != shape->caps;
    }
    const unsigned word = (way - FIRST_BIT_WAY) / 64, bit = (way - FIRST_BIT_WAY) % 64;
    if (is_of_present(shape, word, bit) && bit < shape->present.shift + shape->optionals)
        return false;
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        const unsigned end = field->shift + (whole_word(shape, field) ? 64u : field->bits);
        if (field->kind != LOOP_CAP && field->word == word && bit >= field->shift && bit < end)
            return false;
        if (loop_is_data(field) && word >= field->data_word &&
            word < (unsigned)field->data_word + field->data_words)
            return false;
    }
    if (word < shape->head)
        *word_of(message, word) |= UINT64_C(1) << bit;
    return word < shape->head;
}
