/* SPDX-License-Identifier: MIT */
/* serve.c: the loop of a server.
 * Owns: the receive slots, one for each capability that a message can carry.
 * Invariants: whenever the loop receives, all receive slots are empty and named in the IPC buffer.
 * Order: a reply that the kernel refuses is replaced by one that it cannot refuse, and if the
 *   caller is beyond even that, its reply right is dropped; so that one client never stops the
 *   loop. */
#include <kozo/serve.h>

#include <kozo/buffer_access.h>
#include <kozo/clock.h>
#include <kozo/server/service.h>
#include <kozo/slots.h>

enum { RECEIVE_SLOTS = 4 };

static kozo_slot_index_t receive_slots[RECEIVE_SLOTS];
static bool kept[RECEIVE_SLOTS];

static kozo_err_t service_serve_ping(void *context, kozo_badge_t badge, uint64_t cookie,
                                     uint64_t *cookie_out, uint64_t *served)
{
    (void)badge;
    const struct kozo_server *server = context;
    *cookie_out = cookie;
    *served = server->served;
    return KOZO_OK;
}

kozo_err_t kozo_serve_keep(unsigned position)
{
    kozo_slot_index_t fresh;
    kozo_err_t error = kozo_slot_alloc(&fresh);
    if (error != KOZO_OK)
        return error;
    receive_slots[position] = fresh;
    kept[position] = true;
    return KOZO_OK;
}

static void offer_receive_slots(void)
{
    struct kozo_buffer *buffer = kozo_buffer();
    for (unsigned i = 0; i < RECEIVE_SLOTS; i++)
        buffer->receive[i] = receive_slots[i];
}

/* What init gives for one interface is good for no other of the same server, but for the one that
 * all servers speak. */
static bool may_ask(const struct kozo_message *message)
{
    const uint64_t asked = kozo_tag_interface(message->tag);
    const uint64_t given = message->badge >> KOZO_BADGE_INTERFACE_SHIFT;
    return given == 0 || given == asked || asked == KOZO_INTERFACE_SERVICE;
}

static enum kozo_served serve_one(struct kozo_server *server, struct kozo_message *message)
{
    if (kozo_tag_interface(message->tag) == KOZO_INTERFACE_SIGNAL &&
        (kozo_tag_flags(message->tag) & KOZO_TAG_FLAG_KERNEL) != 0) {
        if (server->signalled != NULL)
            server->signalled(server->signal_context, message->badge);
        return KOZO_TAKEN;
    }
    if (!may_ask(message))
        return KOZO_NOT_MINE;
    for (unsigned i = 0; i < server->dispatcher_count; i++) {
        const struct kozo_dispatcher *next = &server->dispatchers[i];
        enum kozo_served served = next->dispatch(next->context, message);
        if (served != KOZO_NOT_MINE)
            return served;
    }
    return service_dispatch(server, message);
}

static void set_error_reply(struct kozo_message *message, uint64_t interface, kozo_err_t error)
{
    *message = (struct kozo_message){.tag = kozo_tag_make(interface, error, 0, 0, 0)};
}

/* Let a body answer, then delete what arrived and was not kept. */
static enum kozo_served serve_message(struct kozo_server *server, struct kozo_message *message)
{
    uint64_t interface = kozo_tag_interface(message->tag);
    unsigned arrived = (unsigned)kozo_tag_caps(message->tag);
    kozo_handle_t handles[RECEIVE_SLOTS];
    for (unsigned i = 0; i < arrived; i++) {
        handles[i] = (kozo_handle_t){kozo_buffer()->caps[i]};
        kept[i] = false;
    }

    enum kozo_served served = serve_one(server, message);
    if (served == KOZO_NOT_MINE) {
        set_error_reply(message, interface, KOZO_ERR_WRONG_INTERFACE);
        served = KOZO_SERVED;
    }
    server->served++;
    for (unsigned i = 0; i < arrived; i++) {
        if (!kept[i])
            kozo_any_delete(handles[i]);
    }
    return served;
}

/* The kernel refused a reply, for instance because the client has no slot for a capability in it:
 * answer with an error that needs none. Does nothing if nobody waits for an answer. */
static void answer_without_content(uint64_t interface)
{
    struct kozo_message message;
    set_error_reply(&message, interface, KOZO_ERR_BAD_REPLY);
    kozo_err_t error = kozo_reply_send(&message);
    if (error == KOZO_OK || error == KOZO_ERR_NO_REPLY)
        return;
    kozo_slot_index_t slot;
    kozo_handle_t right;
    if (kozo_slot_alloc(&slot) != KOZO_OK)
        return;
    if (kozo_cnode_save_reply(kozo_runtime.cnode, slot, &right) == KOZO_OK)
        kozo_any_delete(right);
    kozo_slot_free(slot);
}

static kozo_err_t take_slots(void)
{
    for (unsigned i = 0; i < RECEIVE_SLOTS; i++) {
        kozo_err_t error = kozo_slot_alloc(&receive_slots[i]);
        if (error != KOZO_OK)
            return error;
    }
    return KOZO_OK;
}

/* Nothing has come, and the endpoint is sound. */
static bool is_pause(kozo_err_t error)
{
    return error == KOZO_ERR_TIMED_OUT || error == KOZO_ERR_NOT_READY ||
           error == KOZO_ERR_CANCELLED;
}

/* Send the pending answer, if there is one, and receive the next message, both in `message`. The
 * answer is gone afterwards, whatever the result. */
static kozo_err_t exchange(const struct kozo_server *server, struct kozo_message *message,
                           bool answer, kozo_deadline_t until)
{
    uint64_t interface = kozo_tag_interface(message->tag);
    if (!answer)
        *message = (struct kozo_message){0};
    if (server->tick != NULL) {
        message->tag.raw |= kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 0).raw;
        message->deadline = until;
    }
    offer_receive_slots();
    kozo_err_t error = answer ? kozo_endpoint_reply_receive(server->endpoint, message)
                              : kozo_endpoint_receive(server->endpoint, message);
    if (error == KOZO_OK || is_pause(error))
        return error;
    if (!answer && error != KOZO_ERR_REPLY_PENDING)
        return error;
    answer_without_content(interface);
    return KOZO_ERR_CANCELLED;
}

/* Do the clock work. The pending answer goes first: the tick may use the IPC buffer. */
static void run_tick(const struct kozo_server *server, struct kozo_message *message, bool answer)
{
    uint64_t interface = kozo_tag_interface(message->tag);
    if (answer && kozo_reply_send(message) != KOZO_OK)
        answer_without_content(interface);
    server->tick(server->tick_context);
}

kozo_err_t kozo_serve(struct kozo_server *server)
{
    kozo_err_t error = take_slots();
    struct kozo_message message = {0};
    bool answer = false; /* `message` is an answer that is still to be sent */
    kozo_deadline_t due = 0;
    while (error == KOZO_OK) {
        if (server->tick != NULL && kozo_now_ns() >= due) {
            run_tick(server, &message, answer);
            answer = false;
            due = kozo_now_ns() + server->tick_ns;
        }
        error = exchange(server, &message, answer, due);
        answer = error == KOZO_OK && serve_message(server, &message) == KOZO_SERVED;
        if (is_pause(error))
            error = KOZO_OK;
    }
    return error;
}

kozo_err_t kozo_serve_interface(kozo_endpoint_t endpoint,
                                enum kozo_served (*dispatch)(void *context,
                                                             struct kozo_message *message),
                                void *context)
{
    const struct kozo_dispatcher dispatcher = {dispatch, context};
    struct kozo_server server = {
        .endpoint = endpoint,
        .dispatchers = &dispatcher,
        .dispatcher_count = 1,
    };
    return kozo_serve(&server);
}
