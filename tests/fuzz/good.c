/* SPDX-License-Identifier: MIT */
/* good.c: what each check of a message means, read from the shape of the message word by word. */
#include <damage.h>
#include <fuzz.h>
#include <loop_state.h>
#include <string.h>
#include <utf8.h>

static uint64_t word_at(const struct whole_message *message, unsigned word)
{
    return word < KOZO_REGISTER_WORDS ? message->m.words[word] : message->buffer->words[word];
}

/* A scalar. One that is alone in its word is all of that. */
static uint64_t scalar(const struct loop_shape *shape, const struct loop_field *field,
                       const struct whole_message *message)
{
    const uint64_t word = word_at(message, field->word);

    if (!shape->packed)
        return word;
    const uint64_t raw = word >> field->shift & loop_mask(field->bits);
    const uint64_t sign = UINT64_C(1) << (field->bits - 1);
    return field->kind == LOOP_SIGNED ? (raw ^ sign) - sign : raw;
}

static bool is_there(const struct loop_shape *shape, const struct loop_field *field,
                     const struct whole_message *message)
{
    return field->optional == 0 ||
           (scalar(shape, &shape->present, message) >> (field->optional - 1) & 1) != 0;
}

/* Is it within the limits of its kind? */
static bool is_value(const struct loop_field *field, uint64_t value)
{
    switch (field->kind) {
    case LOOP_SIGNED:
        return (int64_t)value >= (int64_t)field->minimum &&
               (int64_t)value <= (int64_t)field->maximum;
    case LOOP_ENUM: return loop_is_known(field, value);
    case LOOP_FLAGS: return (value & ~field->maximum) == 0;
    default: return value >= field->minimum && value <= field->maximum;
    }
}

static bool is_least(const struct loop_field *field, uint64_t value)
{
    return field->kind == LOOP_SIGNED ? (int64_t)value >= (int64_t)field->minimum
                                      : value >= field->minimum;
}

static bool is_most(const struct loop_field *field, uint64_t value)
{
    return field->kind == LOOP_SIGNED ? (int64_t)value <= (int64_t)field->maximum
                                      : value <= field->maximum;
}

/* Data that have passed the checks of their length: bytes of them and of their whole words. */
static size_t size_of(const struct loop_shape *shape, const struct loop_field *field,
                      const struct whole_message *message)
{
    return field->unit * (field->fixed ? field->maximum : scalar(shape, field, message));
}

static size_t whole_words(size_t size)
{
    return (size + sizeof(uint64_t) - 1) / sizeof(uint64_t);
}

static uint8_t byte_at(const struct whole_message *message, const struct loop_field *field,
                       size_t at)
{
    return (uint8_t)(word_at(message, field->data_word + (unsigned)(at / sizeof(uint64_t))) >>
                     at % sizeof(uint64_t) * 8);
}

static bool are_clear(const struct whole_message *message, const struct loop_field *field,
                      size_t first, size_t end)
{
    for (size_t at = first; at < end; at++) {
        if (byte_at(message, field, at) != 0)
            return false;
    }
    return true;
}

static bool is_text(const struct whole_message *message, const struct loop_field *field,
                    size_t size)
{
    uint8_t text[LOOP_BYTES];

    for (size_t at = 0; at < size; at++)
        text[at] = byte_at(message, field, at);
    return naive_is_text(text, size);
}

static bool is_member(const struct loop_field *text, const uint8_t *bytes)
{
    const size_t room = text->maximum + 1;
    size_t size = 0;

    while (size < room && bytes[size] != 0)
        size++;
    for (size_t at = size; at < room; at++) {
        if (bytes[at] != 0)
            return false;
    }
    return size >= text->minimum && size < room && naive_is_text(bytes, size);
}

static bool is_element(const struct loop_field *field, const uint8_t *bytes)
{
    for (unsigned i = 0; i < field->leaf_count; i++) {
        const struct loop_leaf *leaf = &field->leaves[i];
        uint64_t value = 0;
        if (!loop_has_leaf(leaf, bytes))
            continue;
        for (unsigned k = 0; k < leaf->rest; k++) {
            if (bytes[leaf->offset + k] != 0)
                return false;
        }
        if (leaf->rest > 0)
            continue;
        if (leaf->value.kind == LOOP_TEXT) {
            if (!is_member(&leaf->value, &bytes[leaf->offset]))
                return false;
            continue;
        }
        memcpy(&value, &bytes[leaf->offset], leaf->value.bits / 8);
        const uint64_t sign = UINT64_C(1) << (leaf->value.bits - 1);
        if (leaf->value.kind == LOOP_SIGNED)
            value = (value ^ sign) - sign;
        if (!is_value(&leaf->value, value))
            return false;
    }
    return true;
}

static bool are_elements(const struct whole_message *message, const struct loop_field *field,
                         size_t size)
{
    uint8_t bytes[UINT8_MAX];

    for (size_t from = 0; from < size; from += field->unit) {
        for (size_t at = 0; at < field->unit; at++)
            bytes[at] = byte_at(message, field, from + at);
        if (!is_element(field, bytes))
            return false;
    }
    return true;
}

/* The bits of a word that belong to no scalar. */
static uint64_t unused_in(const struct loop_shape *shape, unsigned word)
{
    uint64_t unused = UINT64_MAX;

    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        if (field->kind != LOOP_CAP && !field->fixed && field->word == word)
            unused &= ~(loop_mask(field->bits) << field->shift);
    }
    if (shape->optionals > 0 && shape->present.word == word)
        unused &= ~(loop_mask(shape->present.bits) << shape->present.shift);
    return unused;
}

static bool are_unused(const struct loop_shape *shape, const struct loop_check *check,
                       const struct whole_message *message)
{
    for (unsigned word = 0; word < KOZO_BUFFER_WORDS; word++) {
        if ((check->words >> word & 1) != 0 &&
            (word_at(message, word) & unused_in(shape, word)) != 0)
            return false;
    }
    return true;
}

static bool is_length(const struct loop_shape *shape, const struct whole_message *message)
{
    uint64_t words = shape->words;

    for (unsigned i = 0; i < shape->count; i++) {
        if (shape->fields[i].last)
            words += whole_words(size_of(shape, &shape->fields[i], message));
    }
    return kozo_tag_words(message->m.tag) == words;
}

static bool is_absent(const struct loop_shape *shape, const struct loop_field *field,
                      const struct whole_message *message)
{
    if (field->fixed)
        return are_clear(message, field, 0, field->data_words * sizeof(uint64_t));
    return scalar(shape, field, message) == 0;
}

/* Is it of this interface, without flags? */
static bool is_plain(kozo_tag_t tag)
{
    return kozo_tag_interface(tag) == loop.interface->id && kozo_tag_flags(tag) == 0;
}

kozo_err_t fuzz_told(kozo_tag_t tag)
{
    const kozo_err_t error = kozo_tag_label(tag);
    const bool alone = kozo_tag_words(tag) == 0 && kozo_tag_caps(tag) == 0;

    if (!is_plain(tag))
        return KOZO_ERR_BAD_REPLY;
    if (loop_detail_of(loop.method, error) != NULL)
        return KOZO_ERR_BAD_REPLY; /* that tells something */
    return error == KOZO_OK || (alone && loop_may_answer(error)) ? error : KOZO_ERR_BAD_REPLY;
}

static bool is_label(uint16_t label)
{
    for (unsigned i = 0; i < loop.interface->method_count; i++) {
        if (loop.interface->methods[i].label == label)
            return true;
    }
    return false;
}

static bool head_passes(const struct loop_check *check, kozo_tag_t tag)
{
    const bool kernel = loop.interface->kernel;

    switch (check->kind) {
    case LOOP_CHECK_INTERFACE: return kozo_tag_interface(tag) == loop.interface->id;
    case LOOP_CHECK_TAG_FLAGS: return kozo_tag_flags(tag) == (kernel ? KOZO_TAG_FLAG_KERNEL : 0);
    case LOOP_CHECK_METHOD: return is_label(kozo_tag_label(tag));
    default: return kozo_tag_label(tag) == KOZO_OK;
    }
}

static bool is_required(const struct loop_shape *shape, const struct loop_check *check,
                        const struct whole_message *message)
{
    uint64_t at[LOOP_FIELDS];

    for (unsigned i = 0; i < check->method->chosen_field_count; i++)
        at[i] = scalar(shape, &shape->fields[check->method->chosen_fields[i]], message);
    return check->holds(at);
}

/* How many bytes of a frame are lent; 0 of any other capability. */
static uint64_t lent(const struct loop_shape *shape, const struct loop_field *field,
                     const struct whole_message *message)
{
    return field->lent == 0 ? 0 : scalar(shape, &shape->fields[field->lent - 1], message);
}

bool fuzz_passes(const struct loop_shape *shape, const struct loop_check *check,
                 const struct whole_message *message)
{
    if (check->kind <= LOOP_CHECK_ERROR)
        return head_passes(check, message->m.tag);
    if (check->kind == LOOP_CHECK_TAG)
        return kozo_tag_caps(message->m.tag) == shape->caps && is_length(shape, message) &&
               (check->place != LOOP_REPLY || loop.interface->kernel ||
                (check->detail > 0 ? is_plain(message->m.tag)
                                   : fuzz_told(message->m.tag) == KOZO_OK));
    if (check->kind == LOOP_CHECK_UNUSED)
        return are_unused(shape, check, message);
    if (check->kind == LOOP_CHECK_PRESENT)
        return scalar(shape, &shape->present, message) <= loop_mask(shape->optionals);

    if (check->kind == LOOP_CHECK_REQUIRE)
        return is_required(shape, check, message);

    const struct loop_field *field = &shape->fields[check->field];
    const bool there = is_there(shape, field, message);
    switch (check->kind) {
    case LOOP_CHECK_MINIMUM: return !there || is_least(field, scalar(shape, field, message));
    case LOOP_CHECK_MAXIMUM: return !there || is_most(field, scalar(shape, field, message));
    case LOOP_CHECK_WIDTH:
    case LOOP_CHECK_ENUM:
    case LOOP_CHECK_FLAGS: return !there || is_value(field, scalar(shape, field, message));
    case LOOP_CHECK_ABSENT: return there || is_absent(shape, field, message);
    case LOOP_CHECK_CAPABILITY: return fuzz_cap_passes(field, lent(shape, field, message));
    default: break;
    }
    const size_t size = there ? size_of(shape, field, message) : 0;
    const size_t end = whole_words(size) * sizeof(uint64_t);
    switch (check->kind) {
    case LOOP_CHECK_TEXT:
        return is_text(message, field, size) && are_clear(message, field, size, end);
    case LOOP_CHECK_PADDING: return are_clear(message, field, size, end);
    case LOOP_CHECK_GAP:
        return are_clear(message, field, end, field->data_words * sizeof(uint64_t));
    default: return are_elements(message, field, size);
    }
}
