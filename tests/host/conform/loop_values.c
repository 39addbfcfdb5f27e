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

void loop_fill(const struct loop_shape *shape, struct loop_values *values, unsigned variant)
{
    memset(values, 0, sizeof(*values));
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        struct loop_value *value = &values->at[i];
        const uint64_t span = field->maximum - field->minimum;
        const uint64_t number = variant == 0   ? field->minimum
                                : variant == 1 ? field->maximum
                                : span + 1 == 0 ? variant * UINT64_C(0x123456789abcdef)
                                               : field->minimum + (variant - 1) % (span + 1);
        if (field->kind == LOOP_ENUM) {
            value->number = field->values[variant == 0 ? 0 : (variant + field->value_count - 2) %
                                                                 field->value_count];
        } else if (field->kind == LOOP_FLAGS) {
            value->number = variant == 0 ? 0 : field->maximum;
        } else if (field->kind == LOOP_CAP) {
            value->number = UINT64_C(0x100) * (i + 1) + variant;
        } else if (field->kind == LOOP_NUMBER) {
            value->number = number;
        } else {
            value->size = number;
            if (field->kind == LOOP_TEXT)
                fill_text(value->bytes, value->size);
            for (size_t k = 0; field->kind == LOOP_DATA && k < value->size; k++)
                value->bytes[k] = (uint8_t)(k * 37 + variant);
        }
    }
}

void loop_expect_values(const struct loop_shape *shape, const struct loop_values *sent,
                        const struct loop_values *received)
{
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        const struct loop_value *a = &sent->at[i], *b = &received->at[i];
        if (loop_is_data(field)) {
            const size_t size = field->kind == LOOP_TEXT ? strlen((const char *)b->bytes) : b->size;
            expect(a->size == size && memcmp(a->bytes, b->bytes, size) == 0);
        } else {
            expect(a->number + (field->kind == LOOP_CAP ? loop_moved : 0) == b->number);
        }
    }
}
