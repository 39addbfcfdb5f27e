/* SPDX-License-Identifier: MIT */
/* decode_break.c: ways to break each check of the kernel's decoder, and to satisfy it narrowly. */
#include <decode_call.h>

enum { WORDS_LIMIT = 64, CAPS_LIMIT = 8 }; /* of the tag's fields */

static bool accepts(const struct decode_check *check, uint64_t value)
{
    for (unsigned i = 0; i < check->value_count; i++) {
        if (check->values[i] == value)
            return true;
    }
    return false;
}

static bool break_value(const struct decode_check *check, unsigned way)
{
    uint64_t *value = &now.values[check->argument];
    const uint64_t good = *value;

    switch (check->kind) {
    case CHECK_MINIMUM:
        *value = way == 0 ? check->limit - 1 : 0;
        return way < 2;
    case CHECK_MAXIMUM:
    case CHECK_BELOW: {
        const uint64_t first = check->limit + (check->kind == CHECK_MAXIMUM);
        *value = way == 0 ? first : way == 1 ? UINT64_MAX : good + decode_beyond_32_bits;
        return way < 2 || (way == 2 && check->limit < decode_beyond_32_bits);
    }
    case CHECK_ALIGN: /* keeps what another check has been broken with */
        *value |= way == 0 ? 1 : check->limit / 2;
        return way < 2;
    case CHECK_ENUM:
        if (way < 2 * check->value_count)
            *value = way % 2 == 0 ? check->values[way / 2] + 1 : check->values[way / 2] - 1;
        else
            *value = way % 2 == 0 ? UINT64_MAX : good + decode_beyond_32_bits;
        return way < 2 * check->value_count + 2 && !accepts(check, *value);
    default:
        assert_int_equal(check->kind, CHECK_FLAGS);
        *value = UINT64_C(1) << way % 64;
        return way < 64 && (*value & ~check->limit) != 0;
    }
}

static bool break_cap(const struct decode_check *check, unsigned way)
{
    static const kozo_err_t lookup[] = {KOZO_ERR_NO_CAP, KOZO_ERR_STALE, KOZO_ERR_ACCESS_DENIED,
                                        KOZO_ERR_DYING};
    static const kozo_err_t busy[] = {KOZO_ERR_NO_SLOT, KOZO_ERR_SLOT_BUSY};
    const unsigned at = check->argument;
    const kozo_rights_t needed = (kozo_rights_t)check->limit;

    switch (check->kind) {
    case CHECK_LOOKUP:
        now.lookup[at] = lookup[way % 4];
        return way < 4 && !(argument(at)->dying && lookup[way] == KOZO_ERR_DYING);
    case CHECK_TYPE:
        decode_set_slot(at, (kozo_object_t)way, cap_rights(&now.slots[at]));
        return way < KOZO_OBJECT_LIMIT && way != check->limit;
    case CHECK_RIGHTS: /* one is missing; at last all are */
        if (way < 8)
            decode_set_slot(at, cap_type(&now.slots[at]), (kozo_rights_t)~(1u << way));
        else
            decode_set_slot(at, cap_type(&now.slots[at]), 0);
        return way < 9 && (cap_rights(&now.slots[at]) & needed) != needed;
    default:
        assert_int_equal(check->kind, CHECK_SLOT);
        now.slots_error = busy[way % 2];
        return way < 2;
    }
}

static bool break_tag(const struct decode_check *check, unsigned way)
{
    const unsigned words = kozo_tag_words(now.tag), caps = kozo_tag_caps(now.tag),
                   flags = kozo_tag_flags(now.tag);

    switch (check->kind) {
    case CHECK_TAG_WORDS:
        decode_set_tag(way, caps, flags);
        return way < WORDS_LIMIT && way > check->limit;
    case CHECK_TAG_CAPS:
        decode_set_tag(words, way, flags);
        return way < CAPS_LIMIT && way > check->limit;
    default:
        assert_int_equal(check->kind, CHECK_TAG_FLAGS);
        decode_set_tag(words, caps, flags | 1u << way % FLAGS_LIMIT);
        return way < FLAGS_LIMIT && (check->limit >> way & 1) == 0;
    }
}

bool decode_is_of_tag(const struct decode_check *check)
{
    return check->kind <= CHECK_TAG_FLAGS;
}

bool decode_is_of_cap(const struct decode_check *check)
{
    return check->kind == CHECK_LOOKUP || check->kind == CHECK_TYPE ||
           check->kind == CHECK_RIGHTS || check->kind == CHECK_SLOT;
}

bool decode_break(const struct decode_check *check, unsigned way)
{
    if (decode_is_of_tag(check))
        return break_tag(check, way);
    return decode_is_of_cap(check) ? break_cap(check, way) : break_value(check, way);
}

kozo_err_t decode_error(const struct decode_check *check)
{
    if (check->error != KOZO_OK)
        return check->error;
    return check->kind == CHECK_SLOT ? now.slots_error : now.lookup[check->argument];
}

static uint64_t alignment_at(const struct decode_check *check)
{
    for (unsigned i = 0; i < decode_check_count; i++) {
        const struct decode_check *other = &decode_checks[i];
        if (other->operation == check->operation && other->argument == check->argument &&
            other->kind == CHECK_ALIGN)
            return other->limit;
    }
    return 1;
}

bool decode_satisfy(const struct decode_check *check, unsigned way)
{
    uint64_t *value = &now.values[check->argument];
    struct cap_slot *slot = &now.slots[check->argument];
    const unsigned limit = (unsigned)check->limit;
    const bool first = way == 0;

    switch (check->kind) {
    case CHECK_TAG_WORDS:
        decode_set_tag(way, 0, 0);
        return way <= limit;
    case CHECK_TAG_CAPS:
        decode_set_tag(0, way, 0);
        return way <= limit;
    case CHECK_TAG_FLAGS:
        decode_set_tag(0, 0, way);
        return way < 1u << FLAGS_LIMIT && (way & ~limit) == 0;
    case CHECK_LOOKUP:
        now.lookup[check->argument] = KOZO_ERR_DYING;
        return first && argument(check->argument)->dying;
    case CHECK_RIGHTS:
        decode_set_slot(check->argument, cap_type(slot), first ? (kozo_rights_t)limit : UINT8_MAX);
        return way < 2;
    case CHECK_MINIMUM:
    case CHECK_MAXIMUM:
    case CHECK_ALIGN:
        *value = check->limit;
        return first;
    case CHECK_BELOW:
        *value = (check->limit - 1) & ~(alignment_at(check) - 1);
        return first;
    case CHECK_ENUM:
        *value = check->values[way % check->value_count];
        return way < check->value_count;
    case CHECK_FLAGS:
        *value = way < 64 ? UINT64_C(1) << way : check->limit;
        return way <= 64 && (*value & ~check->limit) == 0;
    default: /* a type and an empty slot have no edges */
        return false;
    }
}
