/* SPDX-License-Identifier: MIT */
/* messages.c: null calls and IPC round trips with a server in another address space. */
#include "bench.h"

enum { DELETE_LABEL = 7, CAP_SLOT = 40 };

static kozo_endpoint_t served(void)
{
    return (kozo_endpoint_t){space_shared()->handles[0]};
}

/* Answer every call with the message as it came. */
static void serve(uint64_t argument)
{
    const kozo_endpoint_t endpoint = served();
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};

    (void)argument;
    kozo_endpoint_receive(endpoint, &m);
    for (;;) {
        kozo_endpoint_reply_receive(endpoint, &m);
    }
}

/* Take a capability with every call; a call of another label has it deleted. */
static void serve_capabilities(uint64_t argument)
{
    const kozo_endpoint_t endpoint = served();
    struct kozo_message m = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};

    (void)argument;
    kozo_endpoint_receive(endpoint, &m);
    for (;;) {
        if (kozo_tag_label(m.tag) == DELETE_LABEL) {
            kozo_any_delete((kozo_handle_t){space_shared()->values[0]});
        }
        m.tag = kozo_tag_make(0, 0, 0, 0, 0);
        kozo_endpoint_reply_receive(endpoint, &m);
    }
}

static void give_fpu(kozo_thread_t thread)
{
    const kozo_platform_t authority = {guest.info->platform};

    NEED(kozo_thread_bind_fpu(thread, MAKE_FRAME(), authority));
}

static kozo_endpoint_t start_server(struct space *server, void (*entry)(uint64_t argument),
                                    bool fpu)
{
    const kozo_endpoint_t endpoint = MAKE_ENDPOINT();

    space_new(server, PRIORITY_WORKER);
    if (fpu) {
        give_fpu(server->thread);
    }
    space_shared()->handles[0] =
        space_grant(server, 5, KOZO_ANY(endpoint), KOZO_ENDPOINT_RIGHT_RECEIVE, 0);
    partner_start(server, PRIORITY_WORKER, entry);
    return AS(endpoint, mint(KOZO_ANY(endpoint),
                             KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT, 1));
}

static void round_trips(const char *name, kozo_endpoint_t endpoint, unsigned words)
{
    const kozo_tag_t tag = kozo_tag_make(1, 1, 0, 0, words);
    struct kozo_message m = {.words = {1, 2, 3, 4, 5, 6}};

    for (unsigned i = 0; i < 16; i++) {
        m.tag = tag;
        EXPECT(kozo_endpoint_call(endpoint, &m), KOZO_OK);
    }
    MEASURE(name, MANY, m.tag = tag; kozo_endpoint_call(endpoint, &m), );
    EXPECT(m.tag.raw, tag.raw);
}

static void fpu_client(struct worker *self)
{
    round_trips("ipc.roundtrip.6w.fpu", self->endpoint, 6);
}

/* Both sides have the FPU, whose registers are exchanged twice. */
static void fpu_round_trips(void)
{
    struct space server;
    const kozo_endpoint_t endpoint = start_server(&server, serve, true);
    struct worker *client = worker_new(PRIORITY_WORKER);

    give_fpu(client->thread);
    client->endpoint = endpoint;
    worker_start(client, fpu_client);
    EXPECT(client->done, true);
    row_end();
}

static void nested(kozo_endpoint_t endpoint)
{
    const kozo_cnode_t cnode = MAKE_CNODE(10);
    kozo_handle_t inner = {0};

    NEED(kozo_cnode_copy(cnode, 3, KOZO_ANY(endpoint), ALL_RIGHTS, &inner));
    const unsigned radix = KOZO_INIT_CNODE_BITS - KOZO_SLOT_BITS;
    const kozo_handle_t handle = kozo_handle_make(
        kozo_handle_stamp(inner), 1, kozo_handle_address(KOZO_ANY(cnode)) | UINT64_C(3) << radix);

    round_trips("ipc.roundtrip.6w.nested", AS(endpoint, handle), 6);
}

static void capability_round_trips(void)
{
    struct space server;
    const kozo_endpoint_t endpoint = start_server(&server, serve_capabilities, false);
    struct kozo_message m = {.words = {0}};
    const kozo_tag_t tag = kozo_tag_make(1, 1, 0, 1, 0);
    const kozo_tag_t delete_tag = kozo_tag_make(1, DELETE_LABEL, 0, 0, 0);

    server.buffer->receive[0] = CAP_SLOT;
    guest.buffer->caps[0] = MAKE_NOTIFICATION().raw;
    MEASURE("ipc.roundtrip.cap", FEW, m.tag = tag; kozo_endpoint_call(endpoint, &m), {
        space_shared()->values[0] = server.buffer->caps[0];
        m.tag = delete_tag;
        EXPECT(kozo_endpoint_call(endpoint, &m), KOZO_OK);
    });
    row_end();
}

void bench_messages(void)
{
    struct space server;
    kozo_info_t info;
    kozo_badge_t badge;

    MEASURE("syscall.null", MANY, kozo_any_identify(KOZO_ANY(guest.cnode), &info, &badge), );
    MEASURE("syscall.badcap", MANY, kozo_any_identify((kozo_handle_t){0}, &info, &badge), );
    const kozo_endpoint_t endpoint = start_server(&server, serve, false);

    round_trips("ipc.roundtrip.0w", endpoint, 0);
    round_trips("ipc.roundtrip.6w", endpoint, 6);
    round_trips("ipc.roundtrip.56w", endpoint, KOZO_BUFFER_WORDS);
    nested(endpoint);
    row_end();
    fpu_round_trips();
    capability_round_trips();
}
