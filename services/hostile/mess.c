/* SPDX-License-Identifier: MIT */
/* mess.c: attempts on what keeps the program alive. */
#include "hostile.h"

#include <check/hostile_null.h>
#include <kozo/memory.h>
#include <kozo/sleep.h>
#include <kozo/start.h>
#include <kozo/sys.h>
#include <kozo/threads.h>

static volatile char *volatile nowhere;

static void read_nowhere(void *argument)
{
    (void)argument;
    (void)*nowhere;
}

static kozo_endpoint_t make_endpoint(void)
{
    kozo_handle_t handle = {0};
    if (kozo_make(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, &handle) != KOZO_OK)
        say("FAILED: no memory to try with");
    return (kozo_endpoint_t){handle.raw};
}

/* A second thread faults; the first is its handler, and faults while it handles that. */
void mess_handler(void)
{
    kozo_endpoint_t faults = make_endpoint();
    struct kozo_tcb *tcb;
    struct kozo_thread_plan plan = {
        .entry = read_nowhere,
        .stack_pages = 1,
        .priority = 30,
        .faults = faults,
    };
    if (kozo_thread_create(&plan, &tcb) != KOZO_OK) {
        say("FAILED: no second thread");
        return;
    }
    struct kozo_message message = {0};
    expect("hearing of the fault", kozo_endpoint_receive(faults, &message), KOZO_OK);
    (void)*nowhere;
    say("FAILED: read address 0");
}

/* Delete every capability that start_info names, the CNode that holds them last. What is left can
 * do nothing but fault. */
void mess_suicide(void)
{
    say("deletes all that it holds");
    const struct kozo_start_info *info = kozo_start_info();
    for (uint32_t i = 0; i < info->grant_count; i++)
        (void)kozo_any_delete((kozo_handle_t){info->grants[i]});
    (void)kozo_any_revoke((kozo_handle_t){info->untyped});
    const uint64_t own[] = {info->untyped, info->budget, info->aspace, info->thread, info->cnode};
    for (unsigned i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        (void)kozo_any_delete((kozo_handle_t){own[i]});
    kozo_exit(0);
}

static void wait_for_ever(void *argument)
{
    struct kozo_message message = {0};
    kozo_endpoint_t *endpoint = argument;
    (void)kozo_endpoint_call(*endpoint, &message);
}

/* Leave a thread inside a call that nobody will answer, and mapped memory, and end. */
void mess_exit(void)
{
    static kozo_endpoint_t endpoint;
    endpoint = make_endpoint();
    struct kozo_tcb *tcb;
    struct kozo_thread_plan plan = {
        .entry = wait_for_ever,
        .argument = &endpoint,
        .stack_pages = 2,
        .priority = 30,
    };
    void *pages;
    if (kozo_thread_create(&plan, &tcb) != KOZO_OK ||
        kozo_map_pages(4, KOZO_MAP_FLAGS_WRITE, &pages) != KOZO_OK)
        say("FAILED: nothing to leave behind");
}

static void read_console(void *argument)
{
    (void)argument;
    uint8_t bytes[64];
    size_t count;
    kozo_err_t error = console_read(grant_console(), bytes, sizeof(bytes), &count);
    say("FAILED: read from the console: %u", error);
}

/* Take the shell's place as the console's reader, and vanish without an answer. */
void mess_reader(void)
{
    enum { PATIENCE_NS = 200000000 };
    struct kozo_tcb *tcb;
    struct kozo_thread_plan plan = {.entry = read_console, .stack_pages = 2, .priority = 60};
    if (kozo_thread_create(&plan, &tcb) != KOZO_OK || kozo_sleep(PATIENCE_NS) != KOZO_OK)
        say("FAILED: no memory to try with");
}

static void read_without_buffer(void *argument)
{
    (void)argument;
    uint8_t bytes[64];
    size_t count;
    (void)console_read(grant_console(), bytes, sizeof(bytes), &count);
}

/* Wait for input in a thread that has no IPC buffer to take it, and stay. */
void mess_deaf(void)
{
    struct kozo_tcb *tcb;
    struct kozo_thread_plan plan = {
        .entry = read_without_buffer,
        .stack_pages = 2,
        .priority = 60,
        .without_buffer = true,
    };
    if (kozo_thread_create(&plan, &tcb) != KOZO_OK)
        say("FAILED: no memory to try with");
    say("waits");
    for (;;)
        (void)kozo_sleep(1000000000);
}

static void never_rest(void *argument)
{
    enum { NAP_NS = 50000 };
    (void)argument;
    for (;;)
        (void)kozo_sleep(NAP_NS); /* returns at once when what it waits on is gone */
}

/* Let there be a thread that runs whenever init is not looking. */
void mess_restless(void)
{
    struct kozo_tcb *tcb;
    struct kozo_thread_plan plan = {.entry = never_rest, .stack_pages = 2, .priority = 60};
    if (kozo_thread_create(&plan, &tcb) != KOZO_OK)
        say("FAILED: no memory to try with");
    say("naps");
    never_rest(NULL);
}
