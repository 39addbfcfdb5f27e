/* SPDX-License-Identifier: MIT */
/* loop_call.c: the way of a message from client to server and back.
 *
 * Client and server are generated code, each with an IPC buffer of its own. The trap between them
 * moves a message as the kernel would: all register words, of the buffer as many words and handles
 * as the tag says; what the receiver's buffer held before is rubbish. On the way requests and
 * replies are damaged: the field that `damage` names, or the frame of the message if that is none,
 * in one of many ways. */
#include <damage.h>
#include <loop_state.h>
#include <string.h>

struct loop_state loop;
struct kozo_buffer *conform_buffer;
struct kozo_buffer loop_client_buffer, loop_server_buffer;
int loop_server_context;

static const uint64_t endpoint = 0xe4d;

static void damage(struct kozo_message *m, const struct loop_shape *shape)
{
    struct whole_message message = {*m, &loop_server_buffer}, whole = message;
    const struct kozo_buffer buffer = loop_server_buffer;
    const unsigned field = loop.damage.field, way = loop.damage.way;

    if (loop.damage.head != NULL)
        loop.damage.done = loop.damage.head(&message.m, way);
    else if (field < shape->count)
        loop.damage.done = damage_field(&message, shape, &shape->fields[field], way);
    else
        loop.damage.done = damage_frame(&message, shape, way);
    if (!loop.damage.done) {
        message = whole;
        loop_server_buffer = buffer;
    }
    *m = message.m;
}

/* More words than the kernel would move, where there are no capabilities: what an element too many
 * would be found in. */
static void move(const struct kozo_message *m, const struct kozo_buffer *from,
                 struct kozo_buffer *to)
{
    const size_t begin = KOZO_REGISTER_WORDS * sizeof(uint64_t);
    const size_t limit = kozo_tag_caps(m->tag) == 0 ? sizeof(*to) : sizeof(to->words);
    const size_t end = kozo_tag_words(m->tag) * sizeof(uint64_t);

    if (end > begin)
        memcpy((uint8_t *)to + begin, (const uint8_t *)from + begin,
               (end < limit ? end : limit) - begin);
    for (unsigned i = 0; i < kozo_tag_caps(m->tag) && i < KOZO_BUFFER_CAPS; i++)
        to->caps[i] = from->caps[i] + loop_moved;
}

/* Each capability travels as its parameter says, whatever was in the buffer. */
static void expect_passed(const struct kozo_message *m, const struct kozo_buffer *from,
                          const struct loop_shape *shape)
{
    for (unsigned i = 0; i < shape->count && kozo_tag_caps(m->tag) != 0; i++) {
        const struct loop_field *field = &shape->fields[i];

        if (field->kind == LOOP_CAP)
            expect(from->pass[field->slot] == field->pass);
    }
}

static void serve(struct kozo_message *m)
{
    conform_buffer = &loop_server_buffer;
    const enum kozo_served served =
        loop_answer_later(loop.interface->dispatch(&loop_server_context, m), m);

    if (loop.method->one_way) {
        const bool foreign = loop.damage.head != NULL;
        expect(served == (foreign ? KOZO_NOT_MINE : KOZO_TAKEN));
    } else {
        expect(served != KOZO_TAKEN);
    }
    conform_buffer = loop.no_buffer ? NULL : &loop_client_buffer;
    if (served == KOZO_NOT_MINE) /* as a server's main loop does */
        kozo_served_error(m, kozo_tag_interface(m->tag), KOZO_ERR_WRONG_INTERFACE);
}

/* The parameter that has arrived, on the side that runs, as the capability `handle`. */
static const struct loop_field *arrived_as(uint64_t handle, bool *damaged)
{
    const bool request = conform_buffer == &loop_server_buffer;
    const struct loop_shape *shape = request ? &loop.method->in : &loop.method->out;
    const struct loop_values *values = request ? &loop.in : &loop.given;

    for (unsigned i = 0; i < shape->count; i++) {
        if (shape->fields[i].kind != LOOP_CAP || values->at[i].number + loop_moved != handle)
            continue;
        *damaged = loop.damage.done && loop.damage.head == NULL && loop.damage.field == i &&
                   loop.damage.request == request;
        return &shape->fields[i];
    }
    fail_msg("%s: handle %#lx", loop.context, (unsigned long)handle);
    return NULL;
}

/* log2 of a frame that just has the bytes that are lent. */
static unsigned fitting_bits(const struct loop_field *field)
{
    const uint64_t bytes = field->lent == 0 ? 0 : loop.in.at[field->lent - 1].number;

    return bytes <= 1 ? 0 : 64 - (unsigned)__builtin_clzll(bytes - 1);
}

/* Of an undamaged capability the rights are those needed, and the frame has the size, or, every
 * other time, all rights and more than any message lends. */
static kozo_status_t identify(uint64_t handle, uint64_t *results)
{
    bool damaged = false;
    const struct loop_field *field = arrived_as(handle, &damaged);
    const unsigned way = damaged ? loop.damage.way : 0;
    unsigned type = field->type != 0 ? field->type : 1 + loop.variant % (KOZO_OBJECT_LIMIT - 1);
    unsigned rights = loop.variant % 2 == 0 ? field->rights : UINT8_MAX;
    unsigned size_bits = loop.variant % 2 == 0 || way == DAMAGE_HALF ? fitting_bits(field) : 63;

    if (way == DAMAGE_STALE)
        return kozo_status_make(KOZO_ERR_STALE, 0, 0);
    if (way >= DAMAGE_RIGHTS)
        rights &= ~(1u << (way - DAMAGE_RIGHTS));
    else if (way == DAMAGE_HALF)
        size_bits--;
    else if (way != 0)
        type = way;
    results[0] = kozo_info_make(type, rights, size_bits, 0).raw;
    results[1] = loop_badge;
    return kozo_status_make(KOZO_OK, 0, 0);
}

kozo_status_t loop_trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                               uint64_t *results)
{
    if (loop_is_later(op, self))
        return loop_trap_later(op, self, args, results);
    if (op == KOZO_OP_CNODE_MINT || op == KOZO_OP_NOTIFICATION_SIGNAL)
        return loop_trap_event(op, self, args, results);
    expect(count == 0);
    if (op == KOZO_OP_ANY_IDENTIFY)
        return identify(self, results);
    expect(op == KOZO_OP_ANY_DELETE && loop.deleted < KOZO_BUFFER_CAPS);
    expect(conform_buffer == &loop_client_buffer && self == loop_client_buffer.caps[loop.deleted]);
    loop.deleted++;
    return kozo_status_make(KOZO_OK, 0, 0);
}

/* Slots of which the method knows nothing are as they were. */
void loop_expect_offer(bool offered)
{
    uint32_t before;

    memset(&before, LOOP_RUBBISH, sizeof(before));
    for (unsigned i = 0; i < KOZO_BUFFER_CAPS; i++) {
        const uint32_t own = offered ? loop_slot(i) : 0;
        expect(loop_client_buffer.receive[i] == (i < loop.method->out.caps ? own : before));
    }
}

/* What is not sent tells nothing that the other side does not know: it is 0, or as in `known`. */
static void expect_no_secrets(const struct kozo_message *m, const uint64_t *known)
{
    for (unsigned i = kozo_tag_words(m->tag); i < KOZO_REGISTER_WORDS; i++)
        expect(m->words[i] == 0 || (known != NULL && m->words[i] == known[i]));
}

kozo_status_t loop_trap_message(uint64_t op, kozo_handle_t cap, struct kozo_message *m)
{
    uint64_t request[KOZO_REGISTER_WORDS];

    if (op == KOZO_OP_REPLY_SEND)
        return loop_trap_answer(m);
    expect(op == (loop.method->one_way ? KOZO_OP_ENDPOINT_SEND : KOZO_OP_ENDPOINT_CALL));
    expect(cap.raw == endpoint);
    expect(kozo_tag_flags(m->tag) == (loop.interface->kernel ? KOZO_TAG_FLAG_KERNEL : 0));
    loop.calls++;
    if (!loop.interface->kernel && !loop.no_buffer)
        loop_expect_offer(true);
    if (loop.trap_error != KOZO_OK)
        return kozo_status_make(loop.trap_error, 0, 0);
    expect_no_secrets(m, NULL);
    memset(&loop_server_buffer, LOOP_RUBBISH, sizeof(loop_server_buffer));
    expect_passed(m, &loop_client_buffer, &loop.method->in);
    move(m, &loop_client_buffer, &loop_server_buffer);
    m->badge = loop_badge;
    if (loop.damage.request)
        damage(m, &loop.method->in);
    memcpy(request, m->words, sizeof(request));
    serve(m);
    if (loop.method->one_way)
        return kozo_status_make(KOZO_OK, 0, 0);
    expect_no_secrets(m, request);
    expect_passed(m, &loop_server_buffer, &loop.method->out);
    loop.answer = m->tag;
    if (loop.damage.reply)
        damage(m, loop.detail != NULL ? &loop.detail->shape : &loop.method->out);
    loop.arrived = kozo_tag_caps(m->tag);
    loop.overlong = kozo_tag_words(m->tag) > KOZO_BUFFER_WORDS;
    memset(loop_client_buffer.words, LOOP_RUBBISH, sizeof(loop_client_buffer.words));
    memset(loop_client_buffer.caps, LOOP_RUBBISH, sizeof(loop_client_buffer.caps));
    move(m, &loop_server_buffer, &loop_client_buffer);
    return kozo_status_make(KOZO_OK, 0, 0);
}

kozo_handle_t loop_endpoint(void)
{
    return (kozo_handle_t){endpoint};
}

size_t loop_capacity(unsigned index, size_t maximum)
{
    return maximum - (loop.little_room == index + 1 ? 1 : 0);
}

kozo_slot_index_t loop_slot(unsigned slot)
{
    return 40 + slot;
}

uint64_t loop_untouched(void)
{
    return UINT64_C(0x0101010101010101) * LOOP_RUBBISH;
}

void loop_kernel_call(struct message *message)
{
    struct kozo_message m = {.tag = message->tag};

    memcpy(m.words, message->words, sizeof(m.words));
    host_trap_message(KOZO_OP_ENDPOINT_CALL, loop_endpoint(), &m);
    message->tag = m.tag;
    memcpy(message->words, m.words, sizeof(m.words));
}

void loop_enter(const void *given_context, kozo_badge_t given_badge, uint16_t label)
{
    expect(given_context == &loop_server_context && given_badge == loop_badge);
    expect(label == loop.method->label);
    loop.entered++;
}

/* Whether an optional argument is not there. Returns the same. */
bool loop_got_nothing(unsigned index, bool nothing)
{
    loop.got.at[index].absent = nothing;
    return nothing;
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

bool loop_has(unsigned index)
{
    return !loop.given.at[index].absent;
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
