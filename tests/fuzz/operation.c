/* SPDX-License-Identifier: MIT */
/* operation.c: calls of the kernel's decoder, of handles that name whatever the input says. */
#include <decode_call.h>
#include <fuzz.h>

static bool is_value_of(const struct decode_check *check, uint64_t value)
{
    for (unsigned i = 0; i < check->value_count; i++) {
        if (check->values[i] == value)
            return true;
    }
    return false;
}

static bool passes(const struct decode_check *check)
{
    const uint64_t value = now.values[check->argument];
    const struct cap_slot *slot = &now.slots[check->argument];
    const kozo_err_t found = now.lookup[check->argument];

    switch (check->kind) {
    case CHECK_TAG_WORDS: return kozo_tag_words(now.tag) <= check->limit;
    case CHECK_TAG_CAPS: return kozo_tag_caps(now.tag) <= check->limit;
    case CHECK_TAG_FLAGS: return (kozo_tag_flags(now.tag) & ~check->limit) == 0;
    case CHECK_LOOKUP:
        return found == KOZO_OK || (found == KOZO_ERR_DYING && argument(check->argument)->dying);
    case CHECK_TYPE: return cap_type(slot) == check->limit;
    case CHECK_RIGHTS: return (cap_rights(slot) & check->limit) == check->limit;
    case CHECK_MINIMUM: return value >= check->limit;
    case CHECK_MAXIMUM: return value <= check->limit;
    case CHECK_BELOW: return value < check->limit;
    case CHECK_ALIGN: return value % check->limit == 0;
    case CHECK_ENUM: return is_value_of(check, value);
    case CHECK_FLAGS: return (value & ~check->limit) == 0;
    case CHECK_SLOT: return now.slots_error == KOZO_OK;
    }
    return false;
}

static bool is_known(uint64_t number)
{
    for (unsigned i = 0; i < decode_operation_count; i++) {
        if (decode_operations[i].number == number)
            return true;
    }
    return false;
}

static kozo_err_t outcome_of(const struct fuzz_edit *edit)
{
    static const kozo_err_t own[] = {KERNEL_RESTART, KERNEL_BLOCKED, KERNEL_DONE};

    return edit->way % 4 < 3 ? own[edit->way % 4] : (kozo_err_t)(edit->value & UINT16_MAX);
}

/* The checks of `now.operation` begin at `first`, and there are `count` of them. */
static void apply(const struct fuzz_edit *edit, const struct decode_check *first, unsigned count)
{
    static const kozo_err_t lookup[] = {KOZO_OK, KOZO_ERR_NO_CAP, KOZO_ERR_STALE,
                                        KOZO_ERR_ACCESS_DENIED, KOZO_ERR_DYING};
    static const kozo_err_t busy[] = {KOZO_OK, KOZO_ERR_NO_SLOT, KOZO_ERR_SLOT_BUSY};
    const unsigned position = edit->where % DECODE_POSITIONS;

    switch (edit->kind % FUZZ_OPERATION_EDITS) {
    case FUZZ_BREAK:
        if (count > 0)
            (void)decode_break(&first[edit->where % count], edit->way);
        break;
    case FUZZ_SATISFY:
        if (count > 0)
            (void)decode_satisfy(&first[edit->where % count], edit->way);
        break;
    case FUZZ_VALUE:
        if (argument(position)->kind != DECODE_CAP)
            now.values[position] = edit->value;
        break;
    case FUZZ_SLOT:
        decode_set_slot(position, (kozo_object_t)(edit->way % KOZO_OBJECT_LIMIT),
                        (kozo_rights_t)edit->value);
        break;
    case FUZZ_LOOKUP:
        now.lookup[position] = lookup[edit->way % 5];
        now.slots_error = busy[edit->value % 3];
        break;
    case FUZZ_TAG:
        now.tag.raw = edit->value;
        break;
    case FUZZ_NUMBER:
        if (!is_known(edit->value))
            now.number = edit->value;
        break;
    default:
        now.outcome = outcome_of(edit);
    }
}

void fuzz_operation(unsigned decoder, unsigned variant, struct fuzz_input *input)
{
    const struct decode_operation *operation = fuzz_decoders[decoder].operation;
    const struct decode_check *first = decode_checks;
    unsigned count = 0;
    struct fuzz_edit edit;

    while (first < &decode_checks[decode_check_count] && first->operation != operation)
        first++;
    while (&first[count] < &decode_checks[decode_check_count] &&
           first[count].operation == operation)
        count++;
    host_trap_method = decode_trap_method;
    host_trap_message = decode_trap_message;
    decode_prepare(operation);
    now.deadline ^= variant;
    now.reply ^= variant;
    while (fuzz_next_edit(input, &edit))
        apply(&edit, first, count);
    if (now.number != operation->number) {
        decode_expect_refusal(KOZO_ERR_BAD_OPERATION, 0, 0);
        fuzz_refused(now.number >= KOZO_OP_LIMIT ? fuzz_beyond : fuzz_hole);
        return;
    }
    for (unsigned i = 0; i < count; i++) {
        if (!passes(&first[i])) {
            decode_expect_refusal(decode_error(&first[i]), first[i].argument, first[i].detail);
            fuzz_refused((unsigned)(&first[i] - decode_checks));
            return;
        }
    }
    decode_expect_outcome(now.outcome);
    fuzz_accepted(decoder);
    if (now.outcome <= UINT16_MAX) /* the stub makes the same call of the same values */
        expect(kozo_status_code(operation->stub()) == now.outcome && now.entered == 1);
}
