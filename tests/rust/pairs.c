/* SPDX-License-Identifier: MIT */
/* pairs.c: the generated test of an interface, once for each pair of a client and a server in C or
 * in Rust. Whatever the pair, every message has the same bits: requests as they reach the server,
 * whole or damaged, and answers as they leave it.
 *
 * Left out are the checks that Rust has no use for: its results bring their own room, what is left
 * out has no size, and a token that was used is gone. */
#include <loop_state.h>
#include <stdio.h>
#include <string.h>

kozo_err_t pairs_call(uint32_t interface, uint16_t label, const struct loop_values *in,
                      struct loop_values *out);
enum kozo_served pairs_dispatch(uint32_t interface, void *context, struct kozo_message *m);
kozo_err_t pairs_reply(uint32_t interface, uint16_t label, const struct loop_values *given);
kozo_err_t pairs_make_event(uint32_t interface, uint64_t event, unsigned shift,
                            kozo_notification_t *made);
void pairs_take_events(uint32_t interface, void *context, uint64_t bits, unsigned shift);
extern const size_t pairs_values_size;

/* For Rust. */
struct loop_values *pairs_got(void);
const struct loop_values *pairs_given(void);
const struct loop_values *pairs_told(void);
struct loop_values *pairs_heard(void);

enum { PAIRS = 4, METHODS = 32, RUST_CLIENT = 1, RUST_SERVER = 2 };

static const struct loop_interface *in_c;
static struct loop_method methods[METHODS];
static unsigned pair;
static struct {
    uint64_t *hashes;
    size_t count, room, at;
} messages; /* of the first pair, and how far the present one has come */

struct loop_values *pairs_got(void)
{
    return &loop.got;
}

const struct loop_values *pairs_given(void)
{
    return &loop.given;
}

const struct loop_values *pairs_told(void)
{
    return &loop.told;
}

struct loop_values *pairs_heard(void)
{
    return &loop.heard;
}

static uint64_t hash(uint64_t sum, const void *words, size_t count)
{
    const uint64_t *word = words;

    for (size_t i = 0; i < count; i++)
        sum = (sum ^ word[i]) * UINT64_C(0x100000001b3) ^ sum >> 29;
    return sum;
}

/* Keep the message, or compare it with what the first pair has sent. */
static void record(const struct kozo_message *m)
{
    const size_t end = kozo_tag_words(m->tag), caps = kozo_tag_caps(m->tag);
    uint64_t sum = hash(hash(UINT64_C(0xcbf29ce484222325), &m->tag, 1), m->words,
                        end < KOZO_REGISTER_WORDS ? end : KOZO_REGISTER_WORDS);

    for (size_t i = KOZO_REGISTER_WORDS; i < end && i < KOZO_BUFFER_WORDS; i++)
        sum = hash(sum, &loop_server_buffer.words[i], 1);
    sum = hash(sum, loop_server_buffer.caps, caps < KOZO_BUFFER_CAPS ? caps : KOZO_BUFFER_CAPS);
    for (unsigned i = 0; i < caps && i < KOZO_BUFFER_CAPS; i++)
        sum = hash(sum, &(const uint64_t){loop_server_buffer.pass[i]}, 1);
    if (pair > 0) {
        expect(messages.at < messages.count && messages.hashes[messages.at] == sum);
        messages.at++;
        return;
    }
    if (messages.count == messages.room) {
        messages.room = 2 * messages.room + 1024;
        messages.hashes = realloc(messages.hashes, messages.room * sizeof(*messages.hashes));
        assert_non_null(messages.hashes);
    }
    messages.hashes[messages.count++] = sum;
}

static const struct loop_method *method_in_c(void)
{
    return &in_c->methods[loop.method - methods];
}

static kozo_err_t call(const struct loop_values *in, struct loop_values *out)
{
    if ((pair & RUST_CLIENT) == 0)
        return method_in_c()->call(in, out);
    return pairs_call(in_c->id, loop.method->label, in, out);
}

static enum kozo_served dispatch(void *context, struct kozo_message *m)
{
    record(m);
    const enum kozo_served served = (pair & RUST_SERVER) != 0
                                        ? pairs_dispatch(in_c->id, context, m)
                                        : in_c->dispatch(context, m);
    if (served == KOZO_SERVED)
        record(m);
    return served;
}

static kozo_err_t reply(const struct loop_values *given)
{
    const kozo_err_t told = (pair & RUST_SERVER) != 0
                                ? pairs_reply(in_c->id, loop.method->label, given)
                                : method_in_c()->reply(given);
    record(&loop.later.sent);
    return told;
}

static kozo_err_t make_event(uint64_t event, unsigned shift, kozo_notification_t *made)
{
    return (pair & RUST_CLIENT) != 0 ? pairs_make_event(in_c->id, event, shift, made)
                                     : in_c->make_event(event, shift, made);
}

static void take_events(bool heard, void *context, uint64_t bits, unsigned shift)
{
    if (heard && (pair & RUST_CLIENT) != 0)
        pairs_take_events(in_c->id, context, bits, shift);
    else
        in_c->take_events(heard, context, bits, shift);
}

static bool is_common(const struct loop_check *check)
{
    const bool sends = check->place == LOOP_ARGUMENT || check->place == LOOP_RESULT;

    return check->kind != LOOP_CHECK_ROOM && check->kind != LOOP_CHECK_SPENT &&
           !(sends && check->kind == LOOP_CHECK_ABSENT);
}

int __real_loop_main(const struct loop_interface *interface);
int __wrap_loop_main(const struct loop_interface *interface);

int __wrap_loop_main(const struct loop_interface *interface)
{
    static const char *const names[] = {"C, C", "Rust, C", "C, Rust", "Rust, Rust"};
    struct loop_check *checks = calloc(interface->check_count, sizeof(*checks));
    struct loop_interface both = *interface;
    char name[80];
    int failed = 0;

    if (checks == NULL || interface->method_count > METHODS ||
        pairs_values_size != sizeof(struct loop_values))
        return 1;
    in_c = interface;
    for (unsigned i = 0; i < interface->method_count; i++) {
        methods[i] = interface->methods[i];
        methods[i].call = interface->kernel ? methods[i].call : call;
        methods[i].reply = methods[i].reply == NULL ? NULL : reply;
    }
    both.check_count = 0;
    for (unsigned i = 0; i < interface->check_count; i++) {
        struct loop_check check = interface->checks[i];
        check.method = &methods[check.method - interface->methods];
        if (is_common(&check))
            checks[both.check_count++] = check;
    }
    both.methods = methods;
    both.checks = checks;
    both.dispatch = dispatch;
    both.make_event = make_event;
    both.take_events = take_events;
    both.name = name;
    for (pair = 0; pair < PAIRS; pair++) {
        if (interface->kernel && (pair & RUST_CLIENT) != 0)
            continue; /* the kernel is the client */
        snprintf(name, sizeof(name), "%s (%s)", interface->name, names[pair]);
        messages.at = 0;
        failed += __real_loop_main(&both);
        failed += pair > 0 && messages.at != messages.count;
    }
    free(checks);
    free(messages.hashes);
    return failed;
}
