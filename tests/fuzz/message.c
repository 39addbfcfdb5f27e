/* SPDX-License-Identifier: MIT */
/* message.c: requests to server skeletons and replies to clients' stubs, good ones but for the
 * edits that the input makes, and the way back: what was accepted is encoded again. */
#include <damage.h>
#include <fuzz.h>
#include <loop_state.h>
#include <string.h>

/* What the capabilities of the message are; one that is not there is of type NULL. */
static struct {
    kozo_object_t type;
    kozo_rights_t rights;
    uint8_t size_bits;
} caps[KOZO_BUFFER_CAPS];

static struct kozo_buffer request_buffer, reply_buffer, arrived_buffer;
static struct whole_message request = {.buffer = &request_buffer};
static struct whole_message reply = {.buffer = &reply_buffer};
static struct whole_message arrived = {.buffer = &arrived_buffer}; /* a copy of one of them */
static struct loop_values results;

bool fuzz_cap_passes(const struct loop_field *field, uint64_t lent)
{
    const kozo_object_t type = caps[field->slot].type;

    return type != KOZO_OBJECT_NULL && (field->type == KOZO_OBJECT_NULL || type == field->type) &&
           (caps[field->slot].rights & field->rights) == field->rights &&
           lent <= UINT64_C(1) << caps[field->slot].size_bits;
}

static kozo_status_t trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                 uint64_t *got)
{
    unsigned slot = 0;

    if (loop_is_later(op, self))
        return loop_trap_later(op, self, args, got);
    expect(count == 0);
    if (op != KOZO_OP_ANY_IDENTIFY) {
        expect(op == KOZO_OP_ANY_DELETE && self == reply_buffer.caps[loop.deleted]);
        loop.deleted++;
        return kozo_status_make(KOZO_OK, 0, 0);
    }
    while (slot < KOZO_BUFFER_CAPS && conform_buffer->caps[slot] != self)
        slot++;
    expect(slot < KOZO_BUFFER_CAPS);
    if (caps[slot].type == KOZO_OBJECT_NULL)
        return kozo_status_make(KOZO_ERR_STALE, 0, 0);
    got[0] = kozo_info_make(caps[slot].type, caps[slot].rights, caps[slot].size_bits, 0).raw;
    got[1] = 0;
    return kozo_status_make(KOZO_OK, 0, 0);
}

/* Whatever the message does not bring is rubbish to who gets it. */
static void move(struct whole_message *to, const struct kozo_message *m,
                 const struct kozo_buffer *from)
{
    memset(to->buffer, LOOP_RUBBISH, sizeof(*to->buffer));
    to->m = *m;
    to->m.badge = loop_badge;
    for (unsigned i = KOZO_REGISTER_WORDS; i < kozo_tag_words(m->tag); i++)
        to->buffer->words[i] = from->words[i];
    for (unsigned i = 0; i < kozo_tag_caps(m->tag); i++)
        to->buffer->caps[i] = from->caps[i];
}

static kozo_status_t trap_keep(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    expect(op == (loop.method->one_way ? KOZO_OP_ENDPOINT_SEND : KOZO_OP_ENDPOINT_CALL));
    expect(cap.raw == loop_endpoint().raw);
    move(&request, m, &loop_client_buffer);
    return kozo_status_make(KOZO_ERR_TIMED_OUT, 0, 0);
}

static kozo_status_t trap_answer(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    expect(op == KOZO_OP_ENDPOINT_CALL && cap.raw == loop_endpoint().raw);
    memcpy(loop_client_buffer.words, reply_buffer.words, sizeof(reply_buffer.words));
    memcpy(loop_client_buffer.caps, reply_buffer.caps, sizeof(reply_buffer.caps));
    *m = reply.m;
    return kozo_status_make(KOZO_OK, 0, 0);
}

/* Leaves in `request` what the client sends. */
static void encode_request(const struct loop_values *values)
{
    host_trap_message = trap_keep;
    conform_buffer = &loop_client_buffer;
    (void)loop.method->call(values, &results);
}

static kozo_status_t trap_later(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    (void)cap;
    expect(op == KOZO_OP_REPLY_SEND);
    return loop_trap_answer(m);
}

/* Serve `request`, and leave the answer in `reply`. Returns: it is to have none. */
static bool serve(void)
{
    struct kozo_message m = request.m;

    loop_server_buffer = request_buffer;
    conform_buffer = &loop_server_buffer;
    host_trap_message = trap_later;
    loop.entered = 0;
    loop.later.answers = 0;
    const enum kozo_served served =
        loop_answer_later(loop.interface->dispatch(&loop_server_context, &m), &m);
    if (served == KOZO_NOT_MINE)
        kozo_served_error(&m, kozo_tag_interface(m.tag), KOZO_ERR_WRONG_INTERFACE);
    move(&reply, &m, &loop_server_buffer);
    loop.answer = m.tag;
    return served == KOZO_TAKEN;
}

static void keep(const struct whole_message *message)
{
    arrived.m = message->m;
    arrived_buffer = *message->buffer;
}

/* What has arrived is what was encoded now. */
static void expect_arrived(const struct whole_message *b)
{
    const struct whole_message *a = &arrived;
    const unsigned words = kozo_tag_words(a->m.tag);

    expect(a->m.tag.raw == b->m.tag.raw);
    for (unsigned i = 0; i < words && i < KOZO_REGISTER_WORDS; i++)
        expect(a->m.words[i] == b->m.words[i]);
    for (unsigned i = KOZO_REGISTER_WORDS; i < words; i++)
        expect(a->buffer->words[i] == b->buffer->words[i]);
    for (unsigned i = 0; i < kozo_tag_caps(a->m.tag); i++)
        expect(a->buffer->caps[i] == b->buffer->caps[i]);
}

static void good_caps(const struct loop_shape *shape, unsigned variant)
{
    memset(caps, 0, sizeof(caps));
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        if (field->kind != LOOP_CAP)
            continue;
        caps[field->slot].type = field->type != KOZO_OBJECT_NULL
                                     ? field->type
                                     : (kozo_object_t)(1 + variant % (KOZO_OBJECT_LIMIT - 1));
        caps[field->slot].rights = variant % 2 == 0 ? field->rights : UINT8_MAX;
        caps[field->slot].size_bits = KOZO_LARGE_PAGE_BITS;
    }
}

static void set_tag(kozo_tag_t *tag, enum fuzz_tag_part part, uint64_t value)
{
    *tag = kozo_tag_make(
        part == FUZZ_TAG_INTERFACE ? (uint32_t)value : kozo_tag_interface(*tag),
        part == FUZZ_TAG_LABEL ? (uint16_t)value : kozo_tag_label(*tag),
        part == FUZZ_TAG_FLAGS ? (uint8_t)(value % (1u << FLAGS_LIMIT)) : kozo_tag_flags(*tag),
        part == FUZZ_TAG_CAPS ? (uint8_t)(value % (KOZO_BUFFER_CAPS + 1)) : kozo_tag_caps(*tag),
        part == FUZZ_TAG_WORDS ? (uint8_t)(value % (KOZO_BUFFER_WORDS + 1))
                               : kozo_tag_words(*tag));
}

/* The whole request anew, with those arguments. */
static void choose(const struct loop_chosen *chosen)
{
    loop_choose(loop.method, &loop.in, loop.variant, chosen);
    encode_request(&loop.in);
}

static void apply(const struct fuzz_edit *edit, const struct loop_shape *shape,
                  struct whole_message *message)
{
    const unsigned index = edit->where % KOZO_BUFFER_WORDS;
    uint64_t *word = index < KOZO_REGISTER_WORDS ? &message->m.words[index]
                                                 : &message->buffer->words[index];

    switch (edit->kind % FUZZ_MESSAGE_EDITS) {
    case FUZZ_FIELD:
        if (shape->count > 0) {
            const unsigned field = edit->where % shape->count;
            (void)damage_field(message, shape, &shape->fields[field],
                               edit->way % damage_ways(shape, field));
        }
        break;
    case FUZZ_FRAME:
        (void)damage_frame(message, shape, edit->way % damage_ways(shape, shape->count));
        break;
    case FUZZ_WORD:
        *word = edit->value;
        break;
    case FUZZ_BIT:
        *word ^= UINT64_C(1) << edit->way % 64;
        break;
    case FUZZ_ADD:
        *word += edit->way - (uint64_t)INT16_MAX;
        break;
    case FUZZ_TAG_PART:
        set_tag(&message->m.tag, edit->way % FUZZ_TAG_PARTS, edit->value);
        break;
    case FUZZ_CAP:
        caps[edit->where % KOZO_BUFFER_CAPS].type = edit->way % KOZO_OBJECT_LIMIT;
        caps[edit->where % KOZO_BUFFER_CAPS].rights = (kozo_rights_t)edit->value;
        caps[edit->where % KOZO_BUFFER_CAPS].size_bits =
            (uint8_t)((edit->value >> 8) % (KOZO_LARGE_PAGE_BITS + 1));
        break;
    case FUZZ_CHOICE:
        if (message == &request && loop.method->chosen_count > 0)
            choose(&loop.method->chosen[edit->where % loop.method->chosen_count]);
        break;
    default:
        loop.outcome = edit->value % 2 == 0 ? KOZO_OK : loop.method->errors[0];
        loop.detail = loop_detail_of(loop.method, loop.outcome);
        if (loop.detail != NULL)
            loop_choose_detail(loop.detail, false);
    }
}

/* The kernel moves no more words and capabilities than there are. */
static void edit_message(struct whole_message *message, const struct loop_shape *shape,
                         struct fuzz_input *input)
{
    const kozo_tag_t before = message->m.tag;
    struct fuzz_edit edit;

    while (fuzz_next_edit(input, &edit))
        apply(&edit, shape, message);
    if (kozo_tag_words(message->m.tag) > KOZO_BUFFER_WORDS)
        set_tag(&message->m.tag, FUZZ_TAG_WORDS, kozo_tag_words(before));
    if (kozo_tag_caps(message->m.tag) > KOZO_BUFFER_CAPS)
        set_tag(&message->m.tag, FUZZ_TAG_CAPS, kozo_tag_caps(before));
}

/* The error as which the client reads the reply, if that tells something, or NULL. */
static const struct loop_detail *read_as(const struct whole_message *message)
{
    return loop_detail_of(loop.method, (kozo_err_t)kozo_tag_label(message->m.tag));
}

/* The first check that refuses the message, or NULL. Those that methods have in common come first,
 * and find the method. */
static const struct loop_check *refusing(bool of_request, const struct whole_message *message)
{
    const struct loop_interface *interface = loop.interface;
    const enum loop_place place = of_request ? LOOP_REQUEST : LOOP_REPLY;
    const struct loop_detail *detail = of_request ? NULL : read_as(message);

    for (unsigned i = 0; i < interface->check_count; i++) {
        const struct loop_check *check = &interface->checks[i];
        const bool common = check->kind <= LOOP_CHECK_METHOD ||
                            (interface->kernel && place == LOOP_REPLY);
        const struct loop_shape *shape = of_request       ? &loop.method->in
                                         : detail != NULL ? &detail->shape
                                                          : &loop.method->out;
        if (check->place != place || (!common && check->method != loop.method) ||
            fuzz_detail(check) != detail)
            continue;
        if (!fuzz_passes(shape, check, message))
            return check;
        for (unsigned k = 0; check->kind == LOOP_CHECK_METHOD && k < interface->method_count; k++) {
            if (interface->methods[k].label == kozo_tag_label(message->m.tag))
                loop.method = &interface->methods[k];
        }
    }
    return NULL;
}

static void count_refusal(const struct loop_check *check)
{
    unsigned number = 0;

    while (fuzz_checks[number].message != check)
        number++;
    fuzz_refused(number);
}

static kozo_err_t refusal_of(const struct loop_check *check)
{
    switch (check->kind) {
    case LOOP_CHECK_INTERFACE:
    case LOOP_CHECK_TAG_FLAGS: return KOZO_ERR_WRONG_INTERFACE;
    case LOOP_CHECK_METHOD: return KOZO_ERR_NO_METHOD;
    case LOOP_CHECK_REQUIRE: return check->error;
    default: return KOZO_ERR_BAD_MESSAGE;
    }
}

static void run_request(unsigned variant, struct fuzz_input *input)
{
    static struct loop_values got;

    good_caps(&loop.method->in, variant);
    encode_request(&loop.in);
    edit_message(&request, &loop.method->in, input);
    keep(&request);
    const struct loop_method *const chosen = loop.method;
    const struct loop_check *check = refusing(true, &request);
    if (loop.method != chosen) { /* the edits have made it another, which has other errors */
        loop.outcome = KOZO_OK;
        loop.detail = NULL;
    }
    const kozo_err_t error = check == NULL ? loop.outcome : refusal_of(check);

    const bool found = check == NULL || check->kind > LOOP_CHECK_METHOD;
    const uint8_t words =
        check == NULL && loop.detail != NULL ? loop.detail->shape.words : 0;

    loop_fill(&loop.method->out, &loop.given, variant);
    const bool unanswered = serve();
    expect(loop.entered == (check == NULL));
    expect(unanswered == (found && loop.method->one_way));
    expect(unanswered || kozo_tag_label(loop.answer) == error);
    if (error != KOZO_OK && !unanswered) /* and nothing else comes with it */
        expect(loop.answer.raw ==
               kozo_tag_make(kozo_tag_interface(arrived.m.tag), error, 0, 0, words).raw);
    if (check != NULL) {
        count_refusal(check);
        return;
    }
    fuzz_accepted(fuzz_decoder_of(loop.interface, loop.method, true, NULL));
    got = loop.got;
    encode_request(&got);
    expect_arrived(&request);
}

static void expect_refusal(const struct loop_check *check, kozo_err_t error)
{
    const kozo_err_t told = fuzz_told(arrived.m.tag);
    const unsigned caps_arrived = kozo_tag_caps(arrived.m.tag);

    expect(error == loop_seen_by_client(told != KOZO_OK ? told : KOZO_ERR_BAD_REPLY));
    expect(loop.deleted == (loop.interface->kernel ? 0 : caps_arrived));
    loop_expect_untouched(&results);
    count_refusal(check);
}

/* Have the server answer with what the client has got. */
static void answer_again(const struct loop_detail *detail, unsigned variant)
{
    loop.given = results;
    loop.outcome = KOZO_OK;
    if (detail != NULL) {
        loop_choose_detail(detail, false);
        loop.told = loop.heard;
    }
    good_caps(&loop.method->in, variant);
    serve();
    expect_arrived(&reply);
}

static void run_reply(unsigned variant, struct fuzz_input *input,
                      const struct loop_detail *detail)
{
    const struct loop_shape *shape = detail != NULL ? &detail->shape : &loop.method->out;

    if (detail != NULL)
        loop_choose_detail(detail, false);
    good_caps(&loop.method->in, variant);
    encode_request(&loop.in);
    serve();
    expect(kozo_tag_label(loop.answer) == loop.outcome);
    good_caps(shape, variant);
    edit_message(&reply, shape, input);
    if (loop.interface->kernel) /* flags are those of the operation that brings the answer */
        set_tag(&reply.m.tag, FUZZ_TAG_FLAGS, 0);
    keep(&reply);
    const struct loop_check *check = refusing(false, &reply);

    memset(&results, LOOP_RUBBISH, sizeof(results));
    host_trap_message = trap_answer;
    conform_buffer = &loop_client_buffer;
    const kozo_err_t error = loop.method->call(&loop.in, &results);
    if (check != NULL) {
        expect_refusal(check, error);
        return;
    }
    detail = read_as(&arrived);
    expect(error == (detail != NULL ? detail->error : KOZO_OK) && loop.deleted == 0);
    fuzz_accepted(fuzz_decoder_of(loop.interface, loop.method, false, detail));
    for (unsigned i = 0; i < loop.method->out.count; i++) {
        const struct loop_field *field = &loop.method->out.fields[i];
        struct loop_value *result = &results.at[i];
        if (field->kind == LOOP_TEXT && (field->optional == 0 || !result->absent))
            result->size = strlen((const char *)result->bytes);
    }
    answer_again(detail, variant);
}

void fuzz_message(unsigned decoder, unsigned variant, struct fuzz_input *input)
{
    const struct fuzz_decoder *of = &fuzz_decoders[decoder];

    host_trap_method = trap_method;
    loop.interface = of->interface;
    loop_prepare(of->method, variant);
    if (of->request)
        run_request(variant, input);
    else
        run_reply(variant, input, of->detail);
}
