/* SPDX-License-Identifier: MIT */
/* mutate.c: new inputs that know what they are about. */
#include <damage.h>
#include <fuzz.h>
#include <string.h>

static uint64_t state;

static unsigned roll(unsigned below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(state >> 33) % below;
}

static uint64_t any(void)
{
    return ((uint64_t)roll(UINT32_MAX) << 32 | roll(UINT32_MAX)) >> roll(64);
}

static struct fuzz_edit tag_edit(enum fuzz_tag_part part)
{
    return (struct fuzz_edit){.kind = FUZZ_TAG_PART, .way = (uint16_t)part, .value = any()};
}

/* A way to break the check by damage to a field or, beyond the last, to the frame. */
static struct fuzz_edit damage_edit(const struct loop_shape *shape, const struct loop_check *check)
{
    const unsigned ways = damage_count(shape);
    unsigned at = roll(2) * roll(ways), skipped = roll(roll(2) == 0 ? 3 : WORDS_LIMIT);
    struct fuzz_edit edit = tag_edit(roll(FUZZ_TAG_PARTS));

    for (unsigned i = 0; i < 2 * ways; i++, at = (at + 1) % ways) {
        unsigned way = at;
        const unsigned field = damage_find(shape, &way);
        if (!damage_is_of(shape, field, way, check))
            continue;
        edit = (struct fuzz_edit){.kind = field < shape->count ? FUZZ_FIELD : FUZZ_FRAME,
                                  .where = (uint8_t)field, .way = (uint16_t)way};
        if (skipped-- == 0)
            break;
    }
    return edit;
}

static struct fuzz_edit message_edit(const struct fuzz_decoder *decoder,
                                     const struct loop_check *check)
{
    const struct loop_shape *shape = decoder->detail != NULL ? &decoder->detail->shape
                                     : decoder->request      ? &decoder->method->in
                                                             : &decoder->method->out;

    switch (check->kind) {
    case LOOP_CHECK_INTERFACE: return tag_edit(FUZZ_TAG_INTERFACE);
    case LOOP_CHECK_TAG_FLAGS: return tag_edit(FUZZ_TAG_FLAGS);
    case LOOP_CHECK_METHOD: return tag_edit(FUZZ_TAG_LABEL);
    case LOOP_CHECK_TAG:
    case LOOP_CHECK_ERROR: return tag_edit(roll(FUZZ_TAG_PARTS));
    case LOOP_CHECK_CAPABILITY:
        return (struct fuzz_edit){.kind = FUZZ_CAP,
                                  .where = shape->fields[check->field].slot,
                                  .way = (uint16_t)(roll(2) == 0
                                                        ? shape->fields[check->field].type
                                                        : roll(KOZO_OBJECT_LIMIT)),
                                  .value = any() | (roll(2) == 0 ? UINT8_MAX : 0)};
    case LOOP_CHECK_REQUIRE:
        return (struct fuzz_edit){.kind = FUZZ_CHOICE,
                                  .where = (uint8_t)roll(check->method->chosen_count)};
    default: return damage_edit(shape, check);
    }
}

static struct fuzz_edit operation_edit(const struct decode_check *check)
{
    const struct decode_check *first = check;

    while (first > decode_checks && first[-1].operation == check->operation)
        first--;
    return (struct fuzz_edit){.kind = roll(4) == 0 ? FUZZ_SATISFY : FUZZ_BREAK,
                              .where = (uint8_t)(check - first),
                              .way = (uint16_t)roll(roll(2) == 0 ? 4 : UINT8_MAX)};
}

static uint8_t *put(uint8_t *data, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        *data++ = (uint8_t)(value >> 8 * i);
    return data;
}

size_t fuzz_new_input(uint8_t *data, unsigned turn, unsigned seed)
{
    const struct fuzz_check *check = &fuzz_checks[turn % fuzz_check_count];
    unsigned decoder = check->decoder;
    struct fuzz_edit edit;

    state = seed;
    if (check->operation != NULL)
        edit = operation_edit(check->operation);
    else if (check->message != NULL)
        edit = message_edit(&fuzz_decoders[decoder], check->message);
    else
        edit = (struct fuzz_edit){.kind = FUZZ_NUMBER,
                                  .value = roll(2) == 0 ? roll(KOZO_OP_LIMIT) : any()};
    const bool good = roll(8) == 0;
    if (good)
        decoder = roll(fuzz_decoder_count);
    uint8_t *end = put(put(data, decoder, 2), roll(FUZZ_VARIANTS), 2);
    if (!good)
        end = put(put(put(put(end, edit.kind, 1), edit.where, 1), edit.way, 2), edit.value, 8);
    return (size_t)(end - data);
}
