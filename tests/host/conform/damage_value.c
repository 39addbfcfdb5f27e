/* SPDX-License-Identifier: MIT */
/* damage_value.c: numbers that a scalar cannot have. */
#include <damage.h>

bool loop_is_known(const struct loop_field *field, uint64_t value)
{
    for (unsigned i = 0; i < field->value_count; i++) {
        if (field->values[i] == value)
            return true;
    }
    return false;
}

bool damage_beyond(const struct loop_field *field, unsigned bits, unsigned way, uint64_t *value)
{
    const uint64_t ones = loop_mask(bits);
    const uint64_t highest = field->kind == LOOP_SIGNED ? ones >> 1 : ones;
    const uint64_t lowest = field->kind == LOOP_SIGNED ? ~highest : 0;

    *value = way == 0 ? field->minimum - 1 : field->maximum + 1;
    return (way == 0 && field->minimum != lowest) || (way == 1 && field->maximum != highest);
}

bool damage_value(const struct loop_field *field, unsigned bits, unsigned way, uint64_t *value)
{
    const uint64_t mask = loop_mask(bits);

    if (field->kind == LOOP_FLAGS) {
        *value = UINT64_C(1) << way % 64;
        return way < bits && (*value & ~field->maximum) != 0;
    }
    if (field->kind != LOOP_ENUM || way < 2)
        return damage_beyond(field, bits, way, value);
    way -= 2;
    *value = way / 2 < field->value_count
                 ? (way % 2 == 0 ? field->values[way / 2] + 1 : field->values[way / 2] - 1)
                 : mask;
    return way / 2 <= field->value_count && !loop_is_known(field, *value & mask);
}

/* The first number among those of an enumeration that is none of them or, `last`, the last one. */
static bool between(const struct loop_field *field, bool last, uint64_t *value)
{
    *value = last ? field->maximum : field->minimum;
    while (loop_is_known(field, *value))
        *value += last ? UINT64_MAX : 1;
    return *value > field->minimum && *value < field->maximum;
}

bool damage_leaf(const struct loop_field *field, unsigned way, uint64_t *value)
{
    if (field->kind == LOOP_ENUM && way >= 2)
        return between(field, way == 3, value);
    if (field->kind == LOOP_FLAGS)
        way = field->bits - 1u - way;
    return damage_value(field, field->bits, way, value);
}
