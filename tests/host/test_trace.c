/* SPDX-License-Identifier: MIT */
/* test_trace.c: the ring keeps the newest and knows how many it made; what is recorded is metadata;
 * a call, its waits and its end come in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <actors.h>
#include <fake.h>
#include <kozo/arch.h>
#include <kozo/boot.h>
#include <kozo/entry.h>
#include <kozo/gen/faults.h>
#include <kozo/gen/handlers.h>
#include <kozo/trace.h>
#include <kozo/trap_regs.h>

/* Memory that the world leaves alone. */
#define FREE_MEMORY (FAKE_MEMORY_BASE + (UINT64_C(4) << 20))
#define SECRET UINT64_C(0x5ec12e7c0ffee123)

enum { ENDPOINT = TEST_SLOTS };

static struct kozo_boot_info info;

static void start_with(const char *line)
{
    info = (struct kozo_boot_info){.magic = KOZO_BOOT_MAGIC, .memory_count = 1};
    info.memory[0] = (struct kozo_boot_memory){
        .base = FREE_MEMORY, .length = UINT64_C(1) << 20, .kind = KOZO_MEMORY_KIND_USABLE};
    memcpy(info.command_line, line, strlen(line));
    fake.trace_console = true;
    fake.quiet = true;
    trace_start(&info);
}

static int start(void **state)
{
    (void)state;
    actors_start();
    start_with("trace=calls,faults,switches");
    return 0;
}

static struct kozo_trace_record last(unsigned back)
{
    const struct kozo_trace_record *record = trace_ring_at(&kernel.trace->ring, back);

    assert_non_null(record);
    return *record;
}

/* Record `back` is of this kind, thread and operation. */
static void assert_record(unsigned back, kozo_trace_kind_t kind, const struct thread *thread,
                          uint16_t operation)
{
    const struct kozo_trace_record record = last(back);

    assert_int_equal(record.kind, kind);
    assert_int_equal(record.operation, operation);
    assert_int_equal(record.thread, ptr_to_phys(thread).raw >> KOZO_THREAD_SIZE_BITS);
}

static void enter(struct thread *thread)
{
    this_cpu()->current = thread;
    kernel_unlock();
    entry_general(thread);
    kernel_lock();
}

static void the_ring_keeps_the_newest(void **state)
{
    struct kozo_trace_record records[3];
    struct trace_ring ring = {.records = records, .capacity = 3};

    (void)state;
    assert_null(trace_ring_at(&ring, 0));
    for (unsigned i = 0; i < 5; i++) {
        trace_ring_take(&ring)->time = 100 + i;
        assert_int_equal(trace_ring_at(&ring, 0)->time, 100 + i);
    }
    assert_int_equal(ring.count, 5);
    for (unsigned back = 0; back < 3; back++) {
        assert_int_equal(trace_ring_at(&ring, back)->time, 104 - back);
        assert_int_equal(trace_ring_at(&ring, back)->sequence, 4 - back);
    }
    assert_null(trace_ring_at(&ring, 3));
    assert_int_equal(trace_ring_take(&ring)->time, 0); /* nothing of the overwritten one is left */
}

static void it_is_off_unless_asked_for(void **state)
{
    (void)state;
    actors_start();
    start_with("fastpath=off trace= xtrace=calls");
    assert_null(kernel.trace);
    assert_false(fake.traced);
    start_with("trace=nonsense,callsx,call");
    assert_null(kernel.trace);
    start_with("a trace=nonsense,calls");
    assert_non_null(kernel.trace);
    assert_int_equal(kernel.trace->events, KOZO_TRACE_EVENTS_CALLS);
    assert_true(fake.traced);
}

static void it_begins_with_what_a_reader_must_know(void **state)
{
    const struct kozo_trace_record record = last(0);
    struct kozo_trace_begin_event begin;

    (void)state;
    memcpy(&begin, record.words, sizeof(begin));
    assert_int_equal(record.kind, KOZO_TRACE_KIND_BEGIN);
    assert_int_equal(begin.magic, KOZO_TRACE_MAGIC);
    assert_int_equal(begin.size, sizeof(record));
    assert_int_equal(begin.capacity, kernel.trace->ring.capacity);
    assert_int_equal(fake.trace_bytes, sizeof(record));
    /* The last record still lies in the memory that was taken. */
    assert_true((1 << KOZO_TRACE_RING_BITS) - (int)sizeof(record) * ((int)begin.capacity + 1) >= 0);
}

static bool shows_secret(void)
{
    const struct kozo_trace_record record = last(0);

    for (unsigned i = 0; i < KOZO_TRACE_WORDS; i++) {
        if (record.words[i] == SECRET) {
            return true;
        }
    }
    return false;
}

/* What of an operation's argument and result registers is in its records, a bit each. By hand, from
 * what the operations mean. */
static const struct {
    uint64_t operation;
    unsigned args, results;
} shown[] = {
    {KOZO_OP_NOTIFICATION_SIGNAL, 0x00, 0}, {KOZO_OP_ANY_IDENTIFY, 0x00, 3},
    {KOZO_OP_CNODE_MINT, 0x0f, 1},          {KOZO_OP_UNTYPED_RETYPE, 0x1f, 1},
    {KOZO_OP_THREAD_START, 0x03, 0},        {KOZO_OP_THREAD_EXIT, 0x00, 0},
    {KOZO_OP_THREAD_NAME, 0x00, 0},         {KOZO_OP_THREAD_INSPECT, 0x00, 7},
    {KOZO_OP_IO_PORT_READ, 0x03, 0},        {KOZO_OP_IO_PORT_WRITE, 0x03, 0},
    {KOZO_OP_DEBUG_WRITE, 0x01, 0},         {KOZO_OP_PLATFORM_POWER_OFF, 0x00, 0},
    {38 + KOZO_OP_LIMIT, 0x00, 0},          {SECRET, 0x00, 0},
};

static void end_call(struct thread *thread, kozo_err_t error)
{
    regs_set_status(&thread->regs, kozo_status_make(error, 0, 0));
    trace_called(thread);
}

static void arguments_that_are_payload_are_not_recorded(void **state)
{
    struct thread *thread = actors_root();

    (void)state;
    for (unsigned row = 0; row < sizeof(shown) / sizeof(shown[0]); row++) {
        for (unsigned arg = 0; arg < KOZO_METHOD_ARGUMENTS; arg++) {
            uint64_t args[KOZO_METHOD_ARGUMENTS] = {0};

            args[arg] = SECRET;
            trap_load_method(&thread->regs, shown[row].operation, 0, args);
            trace_call(thread);
            assert_int_equal(shows_secret(), shown[row].args >> arg & 1);
            end_call(thread, KOZO_ERR_NO_CAP); /* what failed has no results */
            assert_false(shows_secret());
        }
    }
}

static void results_that_are_payload_are_not_recorded(void **state)
{
    const uint64_t args[KOZO_METHOD_ARGUMENTS] = {0};
    struct thread *thread = actors_root();

    (void)state;
    for (unsigned row = 0; row < sizeof(shown) / sizeof(shown[0]); row++) {
        for (unsigned result = 0; result < KOZO_METHOD_RESULTS; result++) {
            thread->regs = (struct regs){.rip = 0};
            trap_load_method(&thread->regs, shown[row].operation, 0, args);
            trace_call(thread);
            *trap_result(&thread->regs, result) = SECRET;
            end_call(thread, KOZO_OK);
            assert_int_equal(shows_secret(), shown[row].results >> result & 1);
        }
    }
}

static void words_of_messages_are_not_recorded(void **state)
{
    static const uint64_t operations[] = {
        KOZO_OP_ENDPOINT_CALL, KOZO_OP_ENDPOINT_REPLY_RECEIVE, KOZO_OP_ENDPOINT_SEND,
        KOZO_OP_ENDPOINT_RECEIVE, KOZO_OP_REPLY_SEND};
    struct thread *thread = actors_root();

    (void)state;
    for (unsigned i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
        /* Without its flag in the tag, a register is nobody's but the program's. */
        struct kozo_message message = {
            .tag = kozo_tag_make(1, 2, 0, 0, 6), .deadline = SECRET, .reply = {SECRET}};

        for (unsigned word = 0; word < KOZO_REGISTER_WORDS; word++) {
            message.words[word] = SECRET;
        }
        const bool has_self = operations[i] != KOZO_OP_REPLY_SEND;

        trap_load_message(&thread->regs, operations[i], (kozo_handle_t){has_self ? 7 : SECRET},
                          &message);
        trace_call(thread);
        assert_false(shows_secret());
        assert_int_equal(last(0).operation, operations[i]);
        end_call(thread, KOZO_OK);
        assert_false(shows_secret());
    }
}

static void load(struct actor *actor, uint64_t operation, kozo_endpoint_t endpoint)
{
    const struct kozo_message message = {.tag = kozo_tag_make(0, 0, 0, 0, 0)};

    trap_load_message(&actor->thread->regs, operation, KOZO_ANY(endpoint), &message);
}

static void a_call_is_followed_from_one_thread_to_the_other(void **state)
{
    const kozo_endpoint_t endpoint =
        WORLD_AS(kozo_endpoint_t, world_make(KOZO_OBJECT_ENDPOINT, 0, ENDPOINT));
    struct actor *server = actor_make(0, 20), *client = actor_make(1, 10);
    uint32_t client_number;
    uint64_t place; /* what the record says of the endpoint */

    (void)state;
    memcpy(client->thread->name, "client", 7);
    actor_enter(server->thread);
    load(server, KOZO_OP_ENDPOINT_RECEIVE, endpoint);
    enter(server->thread);
    assert_record(2, KOZO_TRACE_KIND_CALL, server->thread, KOZO_OP_ENDPOINT_RECEIVE);
    assert_record(1, KOZO_TRACE_KIND_WAIT, server->thread, KOZO_OP_ENDPOINT_RECEIVE);
    assert_int_equal(last(1).words[0], KOZO_THREAD_STATE_RECEIVING);
    place = last(2).words[sizeof(struct kozo_trace_message_call) / sizeof(uint64_t)];
    assert_int_not_equal(place, 0);
    assert_record(0, KOZO_TRACE_KIND_SWITCH, client->thread, KOZO_TRACE_OPERATION_NONE);
    assert_string_equal((const char *)last(0).name, "client");
    client_number = last(0).thread;

    load(client, KOZO_OP_ENDPOINT_CALL, endpoint);
    enter(client->thread);
    assert_record(3, KOZO_TRACE_KIND_CALL, client->thread, KOZO_OP_ENDPOINT_CALL);
    assert_record(2, KOZO_TRACE_KIND_WAIT, client->thread, KOZO_OP_ENDPOINT_CALL);
    assert_int_equal(last(2).words[0], KOZO_THREAD_STATE_AWAITING_REPLY);
    assert_int_equal(last(3).words[sizeof(struct kozo_trace_message_call) / sizeof(uint64_t)],
                     place);
    assert_int_equal(last(2).partner, last(1).thread);
    assert_record(1, KOZO_TRACE_KIND_SWITCH, server->thread, KOZO_TRACE_OPERATION_NONE);
    assert_record(0, KOZO_TRACE_KIND_RETURN, server->thread, KOZO_OP_ENDPOINT_RECEIVE);
    assert_int_equal(last(0).partner, client_number);
    assert_int_equal(last(0).words[0], KOZO_OK);

    load(server, KOZO_OP_ENDPOINT_REPLY_RECEIVE, endpoint);
    enter(server->thread);
    assert_record(0, KOZO_TRACE_KIND_RETURN, client->thread, KOZO_OP_ENDPOINT_CALL);
}

static void a_preempted_call_is_restarted(void **state)
{
    const uint64_t args[KOZO_METHOD_ARGUMENTS] = {1};
    struct thread *thread = actors_root();

    (void)state;
    actor_enter(thread);
    trap_load_method(&thread->regs, KOZO_OP_DEBUG_RESTART, world.debug.raw, args);
    enter(thread);
    assert_record(2, KOZO_TRACE_KIND_CALL, thread, KOZO_OP_DEBUG_RESTART);
    assert_record(1, KOZO_TRACE_KIND_RESTART, thread, KOZO_OP_DEBUG_RESTART);
    assert_record(0, KOZO_TRACE_KIND_SWITCH, thread, KOZO_TRACE_OPERATION_NONE);
    enter(thread);
    assert_record(1, KOZO_TRACE_KIND_CALL, thread, KOZO_OP_DEBUG_RESTART);
    assert_record(0, KOZO_TRACE_KIND_RETURN, thread, KOZO_OP_DEBUG_RESTART);
}

static void a_fault_is_recorded(void **state)
{
    struct actor *actor = actor_make(0, 20);
    struct message message;

    (void)state;
    actor_enter(actor->thread);
    fault_page_message(&message, (vaddr_t){0x1234}, 4, (vaddr_t){0x5678}, (vaddr_t){0x9abc});
    kernel_unlock();
    entry_fault(&message);
    kernel_lock();
    assert_record(1, KOZO_TRACE_KIND_FAULT, actor->thread, KOZO_TRACE_OPERATION_NONE);
    assert_int_equal(last(1).words[0], message.tag.raw);
    assert_int_equal(last(1).words[1], 0x1234);
}

static void panic_after_a_call(void)
{
    const uint64_t args[KOZO_METHOD_ARGUMENTS] = {0};
    struct thread *thread = actors_root();

    memcpy(thread->name, "culprit", 8);
    trap_load_method(&thread->regs, KOZO_OP_ANY_IDENTIFY, 0xabc, args);
    trace_call(thread);
    end_call(thread, KOZO_ERR_STALE);
    fake.quiet = false;
    panic("over");
}

static void a_panic_shows_the_last_records(void **state)
{
    (void)state;
    world_expect_panic(panic_after_a_call, "cpu0 culprit any_identify(self 0xabc)\n");
    world_expect_panic(panic_after_a_call, "cpu0 culprit any_identify = stale\n");
}

static void a_name_is_printable_and_ends(void **state)
{
    const uint8_t wanted[KOZO_THREAD_NAME_BYTES] = "a?b";

    (void)state;
    assert_int_equal(ROOT(kozo_thread_name(world.thread, 0x5a0062076100 >> 8, SECRET, SECRET)),
                     KOZO_OK);
    assert_memory_equal(world.self->name, wanted, sizeof(wanted));
}

/* Whoever may reads record for record, and leaves none. */
static void records_can_be_read(void **state)
{
    struct kozo_buffer buffer;
    struct thread *thread = actors_root();
    const uint64_t made = kernel.trace->ring.count, capacity = kernel.trace->ring.capacity;
    uint64_t found = 0, count = 0;

    (void)state;
    thread->buffer = NULL;
    assert_int_equal(sys_debug_trace(thread, NULL, 0, &found, &count), KOZO_ERR_NO_BUFFER);
    thread->buffer = &buffer;
    assert_int_equal(sys_debug_trace(thread, NULL, made, &found, &count), KOZO_ERR_NOT_READY);
    assert_int_equal(sys_debug_trace(thread, NULL, 0, &found, &count), KOZO_OK);
    assert_int_equal(found, 0);
    assert_int_equal(count, made);
    assert_memory_equal(&buffer.words[KOZO_REGISTER_WORDS],
                        trace_ring_at(&kernel.trace->ring, made - 1),
                        sizeof(struct kozo_trace_record));
    while (kernel.trace->ring.count < capacity + 2) {
        (void)trace_ring_take(&kernel.trace->ring);
    }
    assert_int_equal(sys_debug_trace(thread, NULL, 1, &found, &count), KOZO_OK);
    assert_int_equal(found, 2);
    assert_int_equal(count, capacity + 2);
    assert_memory_equal(&buffer.words[KOZO_REGISTER_WORDS],
                        trace_ring_at(&kernel.trace->ring, capacity - 1),
                        sizeof(struct kozo_trace_record));
    thread->buffer = NULL;
    trap_load_method(&thread->regs, KOZO_OP_DEBUG_TRACE, world.debug.raw, (uint64_t[5]){0});
    enter(thread);
    assert_int_equal(kernel.trace->ring.count, capacity + 3);
    assert_int_equal(last(0).kind, KOZO_TRACE_KIND_SWITCH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ring_keeps_the_newest),
        cmocka_unit_test_setup(it_is_off_unless_asked_for, start),
        cmocka_unit_test_setup(it_begins_with_what_a_reader_must_know, start),
        cmocka_unit_test_setup(arguments_that_are_payload_are_not_recorded, start),
        cmocka_unit_test_setup(results_that_are_payload_are_not_recorded, start),
        cmocka_unit_test_setup(words_of_messages_are_not_recorded, start),
        cmocka_unit_test_setup(a_call_is_followed_from_one_thread_to_the_other, start),
        cmocka_unit_test_setup(a_preempted_call_is_restarted, start),
        cmocka_unit_test_setup(a_fault_is_recorded, start),
        cmocka_unit_test_setup(a_panic_shows_the_last_records, start),
        cmocka_unit_test_setup(a_name_is_printable_and_ends, start),
        cmocka_unit_test_setup(records_can_be_read, start),
    };

    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
