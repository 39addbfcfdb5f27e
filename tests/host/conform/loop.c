/* SPDX-License-Identifier: MIT */
/* loop.c: the driver of the generated tests of interfaces.
 *
 * Client and server are generated code, each with an IPC buffer of its own. The trap between them
 * moves a message as the kernel would: all register words, of the buffer as many words and handles
 * as the tag says; what the receiver's buffer held before is rubbish. On the way the driver damages
 * requests and replies: the field that `damage` names, or the frame of the message if that is none,
 * in one of many ways. */
#include <kozo/sys.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <loop.h>

enum {
    WORDS_LIMIT = 64, /* of the tag's field */
    CAPS_LIMIT = 8,
    FLAGS_LIMIT = 7,
    FIRST_BIT_WAY = WORDS_LIMIT + CAPS_LIMIT,
    FRAME_WAYS = FIRST_BIT_WAY + 64 * KOZO_BUFFER_WORDS,
    FIELD_WAYS = 160,
};

struct whole_message {
    struct kozo_message m;
    struct kozo_buffer *buffer;
};

static struct {
    const struct loop_interface *interface;
    const struct loop_method *method;
    struct loop_values in, given, got;
    kozo_err_t outcome, trap_error;
    unsigned calls, entered;
    bool little_room;
    struct {
        bool request, reply;
        unsigned field, way;
        bool (*head)(struct kozo_message *m, unsigned way); /* instead: damage the tag */
        bool done;
    } damage;
    kozo_tag_t answer;
} loop;

struct kozo_buffer *conform_buffer;
static struct kozo_buffer client_buffer, server_buffer;
static char context[160];
static int server_context;
static const kozo_badge_t badge = 0xbad6e;
static const uint64_t moved = UINT64_C(1) << 40; /* added to a handle that goes through a message */
static const uint64_t endpoint = 0xe4d;
static const uint8_t rubbish = 0xc3;

#define expect(fact)                                                                               \
    do {                                                                                           \
        if (!(fact))                                                                               \
            fail_msg("%s: not so: %s", context, #fact);                                            \
    } while (0)

/* --- Values ----------------------------------------------------------------------------------- */

static bool is_data(const struct loop_field *field)
{
    return field->kind == LOOP_TEXT || field->kind == LOOP_DATA;
}

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

/* Values number `variant`: the smallest, the largest, then each length and each enumerator. */
static void fill(const struct loop_shape *shape, struct loop_values *values, unsigned variant)
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

static void expect_values(const struct loop_shape *shape, const struct loop_values *sent,
                          const struct loop_values *received)
{
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        const struct loop_value *a = &sent->at[i], *b = &received->at[i];
        if (is_data(field)) {
            const size_t size = field->kind == LOOP_TEXT ? strlen((const char *)b->bytes) : b->size;
            expect(a->size == size && memcmp(a->bytes, b->bytes, size) == 0);
        } else {
            expect(a->number + (field->kind == LOOP_CAP ? moved : 0) == b->number);
        }
    }
}

/* --- Damage ----------------------------------------------------------------------------------- */

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
    const uint64_t mask = (field->bits == 64 ? 0 : UINT64_C(1) << field->bits) - 1;
    uint64_t *word = word_of(message, field->word);

    *word = (*word & ~(mask << field->shift)) | (value & mask) << field->shift;
}

/* Give a field other data, with the right length of the message and clean padding. It may be longer
 * than the buffer, as far as a tag can say so. */
static bool set_data(struct whole_message *message, const struct loop_shape *shape,
                     const struct loop_field *field, const void *bytes, size_t size)
{
    const size_t words = (size + sizeof(uint64_t) - 1) / sizeof(uint64_t);

    if (field->data_word + words >= WORDS_LIMIT)
        return false;
    const size_t room = (KOZO_BUFFER_WORDS - field->data_word) * sizeof(uint64_t);
    memset(&message->buffer->words[field->data_word], 0,
           words * sizeof(uint64_t) < room ? words * sizeof(uint64_t) : room);
    memcpy(&message->buffer->words[field->data_word], bytes, size < room ? size : room);
    set_field(message, field, size);
    if (field->last)
        set_shape(message, (unsigned)(shape->words + words), shape->caps);
    return true;
}

static bool damage_length(struct whole_message *message, const struct loop_shape *shape,
                          const struct loop_field *field, unsigned way)
{
    uint8_t bytes[LOOP_BYTES];
    const size_t room = LOOP_BYTES - field->data_word * sizeof(uint64_t);

    memset(bytes, 'a', sizeof(bytes));
    switch (way) {
    case 0: return set_data(message, shape, field, bytes, field->maximum + 1);
    case 1: return field->minimum > 0 && set_data(message, shape, field, bytes, field->minimum - 1);
    case 2: set_field(message, field, UINT16_MAX); return true;
    case 3: return room > field->maximum && set_data(message, shape, field, bytes, room);
    default: break;
    }
    /* Not zero behind the data: each byte that is left of their last word. */
    const size_t size = field->minimum | 1, at = size + way - 4;
    if (size > field->maximum || at / sizeof(uint64_t) != size / sizeof(uint64_t))
        return false;
    if (!set_data(message, shape, field, bytes, size))
        return false;
    ((uint8_t *)&message->buffer->words[field->data_word])[at] = 1;
    return true;
}

static bool damage_text(struct whole_message *message, const struct loop_shape *shape,
                        const struct loop_field *field, unsigned way)
{
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
    const unsigned kinds = sizeof(wrong) / sizeof(wrong[0]);
    uint8_t bytes[LOOP_BYTES];
    const size_t before = way / kinds * 3; /* also behind good text */

    if (way >= 2 * kinds)
        return false;
    const size_t size = before + wrong[way % kinds].size;
    if (size < field->minimum || size > field->maximum)
        return false;
    memset(bytes, 'a', sizeof(bytes));
    memcpy(&bytes[before], wrong[way % kinds].bytes, wrong[way % kinds].size);
    return set_data(message, shape, field, bytes, size);
}

static bool is_known(const struct loop_field *field, uint64_t value)
{
    for (unsigned i = 0; i < field->value_count; i++) {
        if (field->values[i] == value)
            return true;
    }
    return false;
}

static bool damage_field(struct whole_message *message, const struct loop_shape *shape,
                         const struct loop_field *field, unsigned way)
{
    const uint64_t mask = (field->bits == 64 ? 0 : UINT64_C(1) << field->bits) - 1;
    uint64_t value;

    switch (field->kind) {
    case LOOP_NUMBER:
        set_field(message, field, way == 0 ? field->minimum - 1 : field->maximum + 1);
        return (way == 0 && field->minimum > 0) || (way == 1 && field->maximum < mask);
    case LOOP_ENUM:
        value = way / 2 < field->value_count
                    ? (way % 2 == 0 ? field->values[way / 2] + 1 : field->values[way / 2] - 1)
                    : mask;
        set_field(message, field, value);
        return way / 2 <= field->value_count && !is_known(field, value & mask);
    case LOOP_FLAGS:
        value = UINT64_C(1) << way % 64;
        set_field(message, field, value);
        return way < field->bits && (value & ~field->maximum) != 0;
    case LOOP_TEXT:
        return way < 16 ? damage_length(message, shape, field, way)
                        : damage_text(message, shape, field, way - 16);
    case LOOP_DATA:
        return way < 16 && damage_length(message, shape, field, way);
    default: /* what a handle means is the kernel's business */
        return false;
    }
}

/* Another number of words or capabilities, or a bit that belongs to no field. */
static bool damage_frame(struct whole_message *message, const struct loop_shape *shape,
                         unsigned way)
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
    for (unsigned i = 0; i < shape->count; i++) {
        const struct loop_field *field = &shape->fields[i];
        if (field->kind != LOOP_CAP && field->word == word && bit >= field->shift &&
            bit < (unsigned)field->shift + field->bits)
            return false;
    }
    if (word < shape->head)
        *word_of(message, word) |= UINT64_C(1) << bit;
    return word < shape->head;
}

static void damage(struct kozo_message *m, const struct loop_shape *shape)
{
    struct whole_message message = {*m, &server_buffer}, whole = message;
    const struct kozo_buffer buffer = server_buffer;
    const unsigned field = loop.damage.field, way = loop.damage.way;

    if (loop.damage.head != NULL)
        loop.damage.done = loop.damage.head(&message.m, way);
    else if (field < shape->count)
        loop.damage.done = damage_field(&message, shape, &shape->fields[field], way);
    else
        loop.damage.done = damage_frame(&message, shape, way);
    if (!loop.damage.done) {
        message = whole;
        server_buffer = buffer;
    }
    *m = message.m;
}

/* --- The way of a message --------------------------------------------------------------------- */

static void move(const struct kozo_message *m, const struct kozo_buffer *from,
                 struct kozo_buffer *to)
{
    for (unsigned i = KOZO_REGISTER_WORDS; i < kozo_tag_words(m->tag) && i < KOZO_BUFFER_WORDS; i++)
        to->words[i] = from->words[i];
    for (unsigned i = 0; i < kozo_tag_caps(m->tag) && i < KOZO_BUFFER_CAPS; i++)
        to->caps[i] = from->caps[i] + moved;
}

static void serve(struct kozo_message *m)
{
    conform_buffer = &server_buffer;
    enum kozo_served served = loop.interface->dispatch(&server_context, m);

    if (loop.method->reply != NULL && loop.entered == 1 && loop.outcome == KOZO_OK) {
        expect(served == KOZO_DEFERRED);
        loop.method->reply(m, &loop.given);
        served = KOZO_SERVED;
    }
    conform_buffer = &client_buffer;
    if (served == KOZO_NOT_MINE) /* as a server's main loop does */
        kozo_served_error(m, kozo_tag_interface(m->tag), KOZO_ERR_WRONG_INTERFACE);
}

static kozo_status_t trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    expect(op == KOZO_OP_ENDPOINT_CALL && cap.raw == endpoint);
    expect(kozo_tag_flags(m->tag) == (loop.interface->kernel ? KOZO_TAG_FLAG_KERNEL : 0));
    loop.calls++;
    for (unsigned i = 0; i < loop.method->out.count; i++) {
        const struct loop_field *field = &loop.method->out.fields[i];
        if (field->kind == LOOP_CAP)
            expect(client_buffer.receive[field->slot] == loop_slot(field->slot));
    }
    if (loop.trap_error != KOZO_OK)
        return kozo_status_make(loop.trap_error, 0, 0);
    memset(&server_buffer, rubbish, sizeof(server_buffer));
    move(m, &client_buffer, &server_buffer);
    m->badge = badge;
    if (loop.damage.request)
        damage(m, &loop.method->in);
    serve(m);
    loop.answer = m->tag;
    if (loop.damage.reply)
        damage(m, &loop.method->out);
    memset(&client_buffer, rubbish, sizeof(client_buffer));
    move(m, &server_buffer, &client_buffer);
    return kozo_status_make(KOZO_OK, 0, 0);
}

kozo_handle_t loop_endpoint(void)
{
    return (kozo_handle_t){endpoint};
}

size_t loop_capacity(size_t maximum)
{
    return maximum - (loop.little_room ? 1 : 0);
}

kozo_slot_index_t loop_slot(unsigned slot)
{
    return 40 + slot;
}

uint64_t loop_untouched(void)
{
    return UINT64_C(0x0101010101010101) * rubbish;
}

void loop_kernel_call(struct message *message)
{
    struct kozo_message m = {.tag = message->tag};

    memcpy(m.words, message->words, sizeof(m.words));
    trap_message(KOZO_OP_ENDPOINT_CALL, loop_endpoint(), &m);
    message->tag = m.tag;
    memcpy(message->words, m.words, sizeof(m.words));
}

void loop_enter(const void *given_context, kozo_badge_t given_badge, uint16_t label)
{
    expect(given_context == &server_context && given_badge == badge);
    expect(label == loop.method->label);
    loop.entered++;
}

void loop_got_number(unsigned index, uint64_t number)
{
    loop.got.at[index].number = number;
}

void loop_got_bytes(unsigned index, const void *bytes, size_t size)
{
    expect(size <= LOOP_BYTES);
    loop.got.at[index].size = size;
    memcpy(loop.got.at[index].bytes, bytes, size);
}

uint64_t loop_number(unsigned index)
{
    return loop.given.at[index].number;
}

size_t loop_bytes(unsigned index, void *bytes, size_t room)
{
    const struct loop_value *value = &loop.given.at[index];

    memcpy(bytes, value->bytes, value->size < room ? value->size + 1 : room);
    return value->size;
}

kozo_err_t loop_outcome(void)
{
    return loop.outcome;
}

/* --- Tests ------------------------------------------------------------------------------------ */

static void prepare(const struct loop_method *method, unsigned variant)
{
    const struct loop_interface *interface = loop.interface;

    memset(&loop, 0, sizeof(loop));
    loop.interface = interface;
    loop.method = method;
    fill(&method->in, &loop.in, variant);
    fill(&method->out, &loop.given, variant);
    memset(&client_buffer, rubbish, sizeof(client_buffer));
    conform_buffer = &client_buffer;
    snprintf(context, sizeof(context), "%s_%s, values %u", interface->name, method->name, variant);
}

/* Call the method. What is refused must leave the results alone. */
static kozo_err_t call(struct loop_values *results)
{
    memset(results, rubbish, sizeof(*results));
    const kozo_err_t error = loop.method->call(&loop.in, results);

    for (unsigned i = 0; error != KOZO_OK && i < loop.method->out.count; i++) {
        const struct loop_field *field = &loop.method->out.fields[i];
        const uint64_t mask = (field->bits % 64 == 0 ? 0 : UINT64_C(1) << field->bits) - 1;
        const struct loop_value *result = &results->at[i];
        if (is_data(field))
            expect(result->bytes[0] == rubbish && result->size == loop_untouched());
        else
            expect((result->number & mask) == (loop_untouched() & mask));
    }
    return error;
}

/* The kernel takes any answer that is not as it should be for the same. */
static kozo_err_t seen_by_client(kozo_err_t error)
{
    return loop.interface->kernel && error != KOZO_OK ? KOZO_ERR_MALFORMED : error;
}

static void test_round_trip(void **state)
{
    static struct loop_values results;

    for (unsigned variant = 0; variant < LOOP_BYTES + 2; variant++) {
        prepare(*state, variant);
        expect(call(&results) == KOZO_OK);
        expect(loop.calls == 1 && loop.entered == 1);
        expect_values(&loop.method->in, &loop.in, &loop.got);
        expect_values(&loop.method->out, &loop.given, &results);
    }
}

/* Variants to be damaged: the smallest and largest values, and an odd length. */
enum { DAMAGED_VARIANTS = 3 };

static void choose_damage(const struct loop_shape *shape, unsigned number)
{
    const unsigned field = number / FIELD_WAYS;

    loop.damage.field = field < shape->count ? field : shape->count;
    loop.damage.way = number - loop.damage.field * FIELD_WAYS;
}

static void test_requests(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned variant = 0; variant < DAMAGED_VARIANTS; variant++) {
        for (unsigned i = 0; i < method->in.count * FIELD_WAYS + FRAME_WAYS; i++) {
            prepare(method, variant);
            loop.damage.request = true;
            choose_damage(&method->in, i);
            snprintf(context, sizeof(context), "%s, request, field %u, way %u", method->name,
                     loop.damage.field, loop.damage.way);
            const kozo_err_t error = call(&results);
            expect(error == (loop.damage.done ? seen_by_client(KOZO_ERR_BAD_MESSAGE) : KOZO_OK));
            expect(loop.entered == !loop.damage.done);
            expect(!loop.damage.done ||
                   loop.answer.raw ==
                       kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_MESSAGE, 0, 0, 0).raw);
        }
    }
}

static void test_replies(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned variant = 0; variant < DAMAGED_VARIANTS; variant++) {
        for (unsigned i = 0; i < method->out.count * FIELD_WAYS + FRAME_WAYS; i++) {
            prepare(method, variant);
            loop.damage.reply = true;
            choose_damage(&method->out, i);
            snprintf(context, sizeof(context), "%s, reply, field %u, way %u", method->name,
                     loop.damage.field, loop.damage.way);
            const kozo_err_t error = call(&results);
            expect(error == (loop.damage.done ? seen_by_client(KOZO_ERR_BAD_REPLY) : KOZO_OK));
            expect(loop.entered == 1);
        }
    }
}

/* Another interface, or flags, where way is a bit of them. */
static bool damage_head(struct kozo_message *m, unsigned way)
{
    const uint32_t interface = kozo_tag_interface(m->tag) ^ (way < 32 ? UINT32_C(1) << way : 0);
    const unsigned flags = kozo_tag_flags(m->tag) ^ (way < 32 ? 0 : 1u << (way - 32) % FLAGS_LIMIT);

    m->tag = kozo_tag_make(interface, kozo_tag_label(m->tag), (uint8_t)flags,
                           kozo_tag_caps(m->tag), kozo_tag_words(m->tag));
    return way < 32 + FLAGS_LIMIT;
}

static void test_heads(void **state)
{
    static struct loop_values results;

    for (unsigned i = 0; i < 2 * (32 + FLAGS_LIMIT); i++) {
        prepare(*state, 2);
        loop.damage.head = damage_head;
        loop.damage.way = i / 2;
        loop.damage.request = i % 2 == 0;
        loop.damage.reply = i % 2 == 1;
        if (loop.interface->kernel && loop.damage.reply && i / 2 >= 32)
            continue; /* its flags are those of the operation that brings the answer */
        snprintf(context, sizeof(context), "%s, head of a %s, way %u", loop.method->name,
                 i % 2 == 0 ? "request" : "reply", i / 2);
        const kozo_err_t error = call(&results);
        expect(error == seen_by_client(KOZO_ERR_BAD_REPLY) ||
               (i % 2 == 0 && i / 2 >= 32 && error == seen_by_client(KOZO_ERR_WRONG_INTERFACE)));
        expect(loop.entered == i % 2);
    }
}

static bool is_for_servers(kozo_err_t error)
{
    return (error >= KOZO_ERR_SERVICE_FIRST && error <= KOZO_ERR_SERVICE_LAST) ||
           error == KOZO_ERR_NO_METHOD || error == KOZO_ERR_WRONG_INTERFACE ||
           error == KOZO_ERR_BAD_MESSAGE;
}

/* A server's errors come through, unless they are not a server's to give; those of the call too. */
static void test_errors(void **state)
{
    static struct loop_values results;

    for (kozo_err_t error = KOZO_OK + 1; error < 2 * KOZO_ERR_SERVICE_LAST; error++) {
        prepare(*state, 2);
        snprintf(context, sizeof(context), "%s, error %u", loop.method->name, error);
        loop.outcome = error;
        expect(call(&results) ==
               seen_by_client(is_for_servers(error) ? error : KOZO_ERR_BAD_REPLY));
        expect(loop.answer.raw ==
               kozo_tag_make(loop.interface->id, (uint16_t)error, 0, 0, 0).raw);
        prepare(*state, 2);
        loop.trap_error = error;
        expect(loop.interface->kernel || call(&results) == error);
        expect(loop.entered == 0);
    }
    for (const kozo_err_t *error = loop.method->errors; *error != KOZO_OK; error++)
        expect(is_for_servers(*error));
}

/* Arguments of a wrong length and too little room never leave the client. */
static void test_arguments(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned i = 0; i < 2 * method->in.count; i++) {
        const struct loop_field *field = &method->in.fields[i / 2];
        prepare(method, 2);
        struct loop_value *value = &loop.in.at[i / 2];
        if (!is_data(field) || (i % 2 == 0 && field->minimum == 0))
            continue;
        memset(value, 0, sizeof(*value));
        value->size = i % 2 == 0 ? field->minimum - 1 : field->maximum + 1;
        memset(value->bytes, 'a', value->size);
        expect(call(&results) == KOZO_ERR_BAD_MESSAGE && loop.calls == 0);
    }
    prepare(method, 2);
    loop.little_room = true;
    bool needs_room = false;
    for (unsigned i = 0; i < method->out.count; i++)
        needs_room = needs_room || method->out.fields[i].kind == LOOP_DATA;
    expect(call(&results) == (needs_room ? KOZO_ERR_RANGE : KOZO_OK));
    expect(loop.calls == !needs_room);
}

/* Results of a wrong length never leave the server. */
static void test_results(void **state)
{
    static struct loop_values results;
    const struct loop_method *method = *state;

    for (unsigned i = 0; i < 2 * method->out.count; i++) {
        const struct loop_field *field = &method->out.fields[i / 2];
        prepare(method, 2);
        struct loop_value *value = &loop.given.at[i / 2];
        if (!is_data(field) || (i % 2 == 0 && field->minimum == 0))
            continue;
        memset(value, 0, sizeof(*value));
        value->size = i % 2 == 0 ? field->minimum - 1 : field->maximum + 1;
        memset(value->bytes, 'a', value->size);
        expect(call(&results) == KOZO_ERR_BAD_REPLY && loop.entered == 1);
        expect(loop.answer.raw ==
               kozo_tag_make(loop.interface->id, KOZO_ERR_BAD_REPLY, 0, 0, 0).raw);
    }
}

/* Labels that no method has. */
static void test_labels(void **state)
{
    (void)state;
    for (uint32_t label = 0; label <= UINT16_MAX; label++) {
        bool known = false;
        for (unsigned i = 0; i < loop.interface->method_count; i++)
            known = known || loop.interface->methods[i].label == label;
        if (known)
            continue;
        struct kozo_message m = {
            .tag = kozo_tag_make(loop.interface->id, (uint16_t)label,
                                 loop.interface->kernel ? KOZO_TAG_FLAG_KERNEL : 0, 0, 0)};
        conform_buffer = &server_buffer;
        expect(loop.interface->dispatch(&server_context, &m) == KOZO_SERVED);
        expect(m.tag.raw == kozo_tag_make(loop.interface->id, KOZO_ERR_NO_METHOD, 0, 0, 0).raw);
    }
}

int loop_main(const struct loop_interface *interface)
{
    static const struct {
        const char *name;
        CMUnitTestFunction run;
    } groups[] = {{"round_trip", test_round_trip}, {"requests", test_requests},
                  {"replies", test_replies},       {"heads", test_heads},
                  {"errors", test_errors},         {"arguments", test_arguments},
                  {"results", test_results}};
    enum { GROUPS = sizeof(groups) / sizeof(groups[0]), NAME = 80 };
    const size_t count = (size_t)GROUPS * interface->method_count;
    struct CMUnitTest *tests = calloc(count + 1, sizeof(*tests));
    char(*names)[NAME] = calloc(count, NAME);

    if (tests == NULL || names == NULL)
        return 1;
    loop.interface = interface;
    host_trap_message = trap_message;
    for (size_t i = 0; i < count; i++) {
        const struct loop_method *method = &interface->methods[i / GROUPS];
        snprintf(names[i], NAME, "%s_%s.%s", interface->name, method->name,
                 groups[i % GROUPS].name);
        tests[i] = (struct CMUnitTest){.name = names[i],
                                       .test_func = groups[i % GROUPS].run,
                                       .initial_state = (void *)(uintptr_t)method};
    }
    tests[count] = (struct CMUnitTest){.name = "unknown labels", .test_func = test_labels};
    const int failed = _cmocka_run_group_tests(interface->name, tests, count + 1, NULL, NULL);
    free(names);
    free(tests);
    return failed;
}
