/* SPDX-License-Identifier: MIT */
/* refused.c: what the kernel and the servers refuse with an error. */
#include "hostile.h"

#include <check/hostile_null.h>
#include <kozo/buffer_access.h>
#include <kozo/memory.h>
#include <kozo/slots.h>
#include <kozo/start.h>
#include <kozo/text.h>
#include <kozo/sys.h>
#include <kozo/threads.h>

void refused_operation(void)
{
    static const uint64_t numbers[] = {99, 100, 255, 256, 0x7fffffff, 0x80000000, 0xffffffff,
                                       0x100000000, 0x8000000000000000, 0xffffffffffffffff};
    for (unsigned i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        kozo_status_t status = kozo_trap_method_0_0(numbers[i], kozo_runtime.thread.raw);
        if (kozo_status_code(status) != KOZO_ERR_BAD_OPERATION) {
            expect("an operation that does not exist", kozo_status_code(status),
                   KOZO_ERR_BAD_OPERATION);
            return;
        }
    }
    expect("operations that do not exist", KOZO_ERR_BAD_OPERATION, KOZO_ERR_BAD_OPERATION);
}

/* See Marsaglia, "Xorshift RNGs", 2003. */
static uint64_t next_random(void)
{
    static uint64_t state = 0x9e3779b97f4a7c15;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static kozo_err_t identify(uint64_t raw)
{
    kozo_info_t info;
    kozo_badge_t badge;
    return kozo_any_identify((kozo_handle_t){raw}, &info, &badge);
}

void refused_handles(void)
{
    enum { GUESSES = 20000 };
    for (unsigned i = 0; i < GUESSES; i++) {
        kozo_err_t error = identify(next_random());
        if (error != KOZO_ERR_NO_CAP && error != KOZO_ERR_STALE)
            expect("a guessed handle", error, KOZO_ERR_NO_CAP);
    }
    kozo_handle_t own = KOZO_ANY(kozo_runtime.thread);
    uint64_t stamp = kozo_handle_stamp(own), slot = kozo_handle_address(own);
    expect("handle 0", identify(0), KOZO_ERR_NO_CAP);
    expect("a wrong stamp", identify(kozo_handle_make(stamp + 1, 0, slot).raw), KOZO_ERR_STALE);
    expect("a slot far outside", identify(kozo_handle_make(stamp, 0, 0x3fffffff).raw),
           KOZO_ERR_NO_CAP);
    expect("a walk through a thread", identify(kozo_handle_make(stamp, 1, slot).raw),
           KOZO_ERR_NO_CAP);
    expect("three walks", identify(kozo_handle_make(stamp, 3, slot).raw), KOZO_ERR_NO_CAP);
    expect("a thread as a notification",
           kozo_notification_signal((kozo_notification_t){own.raw}), KOZO_ERR_WRONG_TYPE);
    expect("receiving at another's endpoint",
           kozo_endpoint_receive(grant_log().endpoint, &(struct kozo_message){0}),
           KOZO_ERR_ACCESS_DENIED);
}

static kozo_err_t call_with_tag(kozo_tag_t tag)
{
    struct kozo_message message = {.tag = tag};
    return kozo_endpoint_call(grant_log().endpoint, &message);
}

/* Call a server with a message that the kernel carries. Returns the error of its answer. */
static kozo_err_t answer_to_tag(kozo_tag_t tag)
{
    struct kozo_message message = {.tag = tag};
    kozo_err_t error = kozo_endpoint_call(grant_log().endpoint, &message);
    return error != KOZO_OK ? error : kozo_tag_label(message.tag);
}

/* A request to append to the log, of any shape. */
static kozo_tag_t append_tag(uint64_t flags, uint64_t caps, uint64_t words)
{
    return kozo_tag_make(KOZO_INTERFACE_LOG, KOZO_LOG_METHOD_APPEND, flags, caps, words);
}

void refused_tags(void)
{
    for (unsigned words = KOZO_BUFFER_WORDS + 1; words < 64; words++)
        expect("too many words", call_with_tag(append_tag(0, 0, words)), KOZO_ERR_MALFORMED);
    for (unsigned caps = KOZO_BUFFER_CAPS + 1; caps < 8; caps++)
        expect("too many capabilities", call_with_tag(append_tag(0, caps, 0)),
               KOZO_ERR_MALFORMED);
    expect("the kernel's flag", call_with_tag(append_tag(KOZO_TAG_FLAG_KERNEL, 0, 0)),
           KOZO_ERR_MALFORMED);
    expect("a flag without meaning", call_with_tag(append_tag(1 << 4, 0, 0)), KOZO_ERR_MALFORMED);
    expect("a saved reply in a call", call_with_tag(append_tag(KOZO_TAG_FLAG_SAVED_REPLY, 0, 0)),
           KOZO_ERR_MALFORMED);
    expect("a method that does not exist",
           answer_to_tag(kozo_tag_make(KOZO_INTERFACE_LOG, UINT16_MAX, 0, 0, 0)),
           KOZO_ERR_NO_METHOD);
    expect("an interface that does not exist",
           answer_to_tag(kozo_tag_make(~KOZO_INTERFACE_LOG, 0, 0, 0, 0)), KOZO_ERR_WRONG_INTERFACE);
    expect("a message without content", answer_to_tag(append_tag(0, 0, 0)),
           KOZO_ERR_BAD_MESSAGE);
}

/* A second thread waits for `go`, tries, and leaves what came back. */
static kozo_notification_t go, done;
static volatile kozo_err_t result_of_thread;

static void call_with_seven_words(void *argument)
{
    (void)argument;
    uint64_t bits;
    (void)kozo_notification_wait(go, KOZO_DEADLINE_NEVER, &bits);
    result_of_thread = answer_to_tag(append_tag(0, 0, 7));
    (void)kozo_notification_signal(done);
}

static bool make_notification(kozo_notification_t *notification)
{
    kozo_handle_t handle = {0};
    kozo_err_t error = kozo_make(KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS, &handle);
    *notification = (kozo_notification_t){handle.raw};
    return error == KOZO_OK;
}

static void bind_impossible_buffers(void)
{
    kozo_handle_t thread, frame, weak;
    kozo_slot_index_t slot;
    if (kozo_make(KOZO_OBJECT_THREAD, KOZO_THREAD_SIZE_BITS, &thread) != KOZO_OK ||
        kozo_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, &frame) != KOZO_OK ||
        kozo_slot_alloc(&slot) != KOZO_OK ||
        kozo_cnode_copy(kozo_runtime.cnode, slot, frame, KOZO_FRAME_RIGHT_READ, &weak) != KOZO_OK) {
        say("FAILED: no memory to try with");
        return;
    }
    kozo_thread_t other = {thread.raw};
    expect("a crooked buffer", kozo_thread_bind_buffer(other, (kozo_frame_t){frame.raw}, 8),
           KOZO_ERR_ALIGNMENT);
    expect("a buffer across the end",
           kozo_thread_bind_buffer(other, (kozo_frame_t){frame.raw}, KOZO_PAGE_SIZE),
           KOZO_ERR_RANGE);
    expect("a buffer that cannot be written",
           kozo_thread_bind_buffer(other, (kozo_frame_t){weak.raw}, 0), KOZO_ERR_ACCESS_DENIED);
    expect("another buffer for a running thread",
           kozo_thread_bind_buffer(kozo_runtime.thread, (kozo_frame_t){frame.raw}, 0),
           KOZO_ERR_BAD_STATE);
}

/* Let a thread with this plan send seven words; `taken`, if not 0, is revoked before it does. */
static kozo_err_t send_from_thread(struct kozo_thread_plan plan, kozo_handle_t taken)
{
    plan.entry = call_with_seven_words;
    plan.stack_pages = 2;
    plan.priority = 30;
    struct kozo_tcb *tcb;
    kozo_err_t error = kozo_thread_create(&plan, &tcb);
    if (error == KOZO_OK && taken.raw != 0)
        error = kozo_any_revoke(taken);
    if (error == KOZO_OK)
        error = kozo_notification_signal(go);
    uint64_t bits;
    if (error == KOZO_OK)
        error = kozo_notification_wait(done, KOZO_DEADLINE_NEVER, &bits);
    return error != KOZO_OK ? error : result_of_thread;
}

/* The kernel reads a buffer through its own mapping, so that one that is mapped nowhere works: its
 * seven zeros reach the server. A frame that is taken away takes the binding with it. */
static void send_from_strange_buffers(void)
{
    kozo_handle_t frame;
    if (kozo_make(KOZO_OBJECT_FRAME, KOZO_PAGE_BITS, &frame) != KOZO_OK) {
        say("FAILED: no memory to try with");
        return;
    }
    const kozo_frame_t unmapped = {frame.raw};
    expect("seven words without a buffer",
           send_from_thread((struct kozo_thread_plan){.without_buffer = true}, (kozo_handle_t){0}),
           KOZO_ERR_NO_BUFFER);
    expect("seven words in an unmapped buffer",
           send_from_thread((struct kozo_thread_plan){.buffer = unmapped}, (kozo_handle_t){0}),
           KOZO_ERR_BAD_MESSAGE);
    expect("seven words in a buffer that was taken away",
           send_from_thread((struct kozo_thread_plan){.buffer = unmapped}, frame),
           KOZO_ERR_NO_BUFFER);
}

static void send_ungranted_capability(void)
{
    struct kozo_message message = {.tag = append_tag(0, 1, 0)};
    kozo_buffer()->caps[0] = next_random();
    expect("a capability through an endpoint without grant",
           kozo_endpoint_call(grant_log().endpoint, &message), KOZO_ERR_ACCESS_DENIED);
}

void refused_buffer(void)
{
    if (!make_notification(&go) || !make_notification(&done)) {
        say("FAILED: no memory to try with");
        return;
    }
    bind_impossible_buffers();
    send_from_strange_buffers();
    send_ungranted_capability();
}
