/* SPDX-License-Identifier: MIT */
/* loop_values.c: the values that go through the messages of an interface, by their shape. */
#include <damage.h>
#include <loop_state.h>
#include <string.h>

/* Text of exactly `size` bytes with sequences of all lengths. */
static void fill_text(uint8_t *bytes, size_t size)
{
    static const char *const sequences[] = {"k", "\xc3\xb6", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    size_t at = 0;

    for (unsigned i = 0; at < size; i++) {
        const char *sequence = sequences[i % 4];
        const size_t length = strlen(sequence) <= size - at ? strlen(sequence) : 1;
        memcpy(&bytes[at], length == strlen(sequence) ? sequence : "z", length);
        at += length;
    }
}

/* Of a number, enumeration or flags, or the length of data. */
static uint64_t value_of(const struct loop_field *field, unsigned variant)
{
    const uint64_t span = field->maximum - field->minimum;

    if (field->kind == LOOP_ENUM)
        return field->values[variant == 0 ? 0 : (variant + field->value_count - 2) %
                                                    field->value_count];
    if (field->kind == LOOP_FLAGS)
        return variant == 0 ? 0 : field->maximum;
    if (variant < 2)
        return variant == 0 ? field->minimum : field->maximum;
    return span + 1 == 0 ? variant * UINT64_C(0x123456789abcdef)
                         : field->minimum + (variant - 1) % (span + 1);
}

/* 0 if that is a value, otherwise the smallest. */
static uint64_t nearest_zero(const struct loop_field *field)
{
    const uint64_t least = value_of(field, 0);
    const bool below = field->kind == LOOP_SIGNED && (int64_t)least < 0;

    return below && (int64_t)field->maximum >= 0 ? 0 : least;
}

/* Limits and whatever is between them, so that over many variants each scalar of an element meets
 * each case of the unions that it is in. */
static uint64_t scattered(const struct loop_field *field, unsigned variant, unsigned index)
{
    const uint64_t mixed = (variant + UINT64_C(1)) * UINT64_C(0x9e3779b97f4a7c15) +
                           (index + UINT64_C(1)) * UINT64_C(0xd1b54a32d192ed03);
    const uint64_t number = (mixed ^ mixed >> 29) * UINT64_C(0xbf58476d1ce4e5b9) >> 32;
    const uint64_t span = field->maximum - field->minimum;

    if (field->kind == LOOP_ENUM)
        return field->values[number % field->value_count];
    if (field->kind == LOOP_FLAGS)
        return number % 4 == 0 ? field->maximum : number & field->maximum;
    if (number % 4 < 2)
        return number % 4 == 0 ? field->minimum : field->maximum;
    return field->minimum + (span + 1 == 0 ? number : number / 4 % (span + 1));
}

bool loop_has_leaf(const struct loop_leaf *leaf, const uint8_t *bytes)
{
    uint64_t kind;

    for (unsigned i = 0; i < leaf->cases; i++) {
        memcpy(&kind, &bytes[leaf->when[i].offset], sizeof(kind));
        if (kind != leaf->when[i].value)
            return false;
    }
    return true;
}

static bool has_union(const struct loop_field *field)
{
    for (unsigned i = 0; i < field->leaf_count; i++) {
        if (field->leaves[i].cases > 0)
            return true;
    }
    return false;
}

static void fill_member(const struct loop_leaf *leaf, uint8_t *bytes, size_t size)
{
    memset(&bytes[leaf->offset], 0, leaf->value.maximum + 1);
    fill_text(&bytes[leaf->offset], size);
}

void loop_fill_element(const struct loop_field *field, uint8_t *bytes, unsigned variant,
                       const struct loop_leaf *wanted)
{
    for (unsigned i = 0; i < field->unit; i++)
        bytes[i] = variant == LOOP_ZERO || has_union(field) ? 0 : (uint8_t)(i * 37 + variant);
    for (unsigned i = 0; i < field->leaf_count; i++) {
        const struct loop_leaf *leaf = &field->leaves[i];
        if (leaf->rest > 0 || !loop_has_leaf(leaf, bytes))
            continue;
        uint64_t value = variant == LOOP_ZERO ? nearest_zero(&leaf->value)
                                              : scattered(&leaf->value, variant, i);
        for (unsigned k = 0; wanted != NULL && k < wanted->cases; k++) {
            if (wanted->when[k].offset == leaf->offset)
                value = wanted->when[k].value;
        }
        if (leaf->value.kind == LOOP_TEXT)
            fill_member(leaf, bytes, value);
        else
            memcpy(&bytes[leaf->offset], &value, leaf->value.bits / 8);
    }
}

void loop_fill_elements(const struct loop_field *field, uint8_t *bytes, size_t count,
                        unsigned variant)
{
    for (size_t i = 0; i < count; i++)
        loop_fill_element(field, &bytes[i * field->unit],
                          variant == LOOP_ZERO ? variant : variant + (unsigned)i, NULL);
}

/* `number` is that of a number, or tells how much there is of data. */
static void fill_value(const struct loop_field *field, struct loop_value *value, uint64_t number,
                       unsigned variant)
{
    if (field->kind == LOOP_TEXT) {
        value->size = number;
        fill_text(value->bytes, number);
    } else if (field->kind == LOOP_DATA) {
        value->size = number * field->unit;
        loop_fill_elements(field, value->bytes, number, variant);
    } else {
        value->number = number;
    }
}

void loop_choose(const struct loop_method *method, struct loop_values *values, unsigned variant,
                 const struct loop_chosen *chosen)
{
    for (unsigned i = 0; i < method->chosen_field_count; i++) {
        const unsigned field = method->chosen_fields[i];
        struct loop_value *value = &values->at[field];
        *value = (struct loop_value){0};
        fill_value(&method->in.fields[field], value, chosen->values[i], variant);
    }
}

void loop_fill(const struct loop_shape *shape, struct loop_values *values, unsigned variant)
{
    memset(values, 0, sizeof(*values));
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        struct loop_value *value = &values->at[i];
        const uint64_t number = value_of(field, variant);
        value->absent = field->optional != 0 && variant >= 2 && (variant + i) % 2 == 0;
        if (value->absent)
            continue;
        if (field->kind == LOOP_CAP)
            value->number = UINT64_C(0x100) * (i + 1) + variant;
        else
            fill_value(field, value, number, variant);
    }
}

void loop_expect_values(const struct loop_shape *shape, const struct loop_values *sent,
                        const struct loop_values *received)
{
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        const struct loop_value *a = &sent->at[i], *b = &received->at[i];
        expect(field->optional == 0 || a->absent == b->absent);
        if (a->absent) {
            continue;
        } else if (loop_is_data(field)) {
            const size_t size = field->kind == LOOP_TEXT ? strlen((const char *)b->bytes) : b->size;
            expect(a->size == size && memcmp(a->bytes, b->bytes, size) == 0);
        } else {
            expect(a->number + (field->kind == LOOP_CAP ? loop_moved : 0) == b->number);
        }
    }
}
