/* SPDX-License-Identifier: MIT */
/* grant_copy.c: copies that outlive the page which is copied.
 * Owns: the copier, a thread without a fault handler, and its endpoint.
 * Invariants: nobody else calls that endpoint; a copier that has died has been joined before the
 *   next is made. */
#include <kozo/grant.h>

#include <kozo/memory.h>
#include <kozo/sys.h>
#include <kozo/text.h>
#include <kozo/threads.h>

/* The words of a call. */
enum { TO, FROM, SIZE, WORDS };

static kozo_endpoint_t endpoint;
static struct kozo_tcb *copier;

static void copy_for_others(void *argument)
{
    struct kozo_message m = {.tag = {0}};

    (void)argument;
    kozo_err_t error = kozo_endpoint_receive(endpoint, &m);
    while (error == KOZO_OK) {
        memcpy((void *)m.words[TO], (const void *)m.words[FROM], m.words[SIZE]);
        m.tag = kozo_tag_make(0, KOZO_OK, 0, 0, 0);
        error = kozo_endpoint_reply_receive(endpoint, &m);
    }
}

static kozo_err_t make_copier(void)
{
    struct kozo_thread_plan plan = {
        .entry = copy_for_others, .stack_pages = 1, .without_buffer = true};
    kozo_duration_t remaining, consumed;
    kozo_err_t error = KOZO_OK;

    if (endpoint.raw == 0) {
        kozo_handle_t made = {0};
        error = kozo_make(KOZO_OBJECT_ENDPOINT, KOZO_ENDPOINT_SIZE_BITS, &made);
        endpoint.raw = made.raw;
    }
    if (error == KOZO_OK)
        error = kozo_budget_inspect(kozo_runtime.budget, &plan.priority, &remaining, &consumed);
    return error == KOZO_OK ? kozo_thread_create(&plan, &copier) : error;
}

kozo_err_t kozo_grant_copy(void *to, const void *from, size_t size)
{
    struct kozo_message m = {
        .tag = kozo_tag_make(0, 0, 0, 0, WORDS),
        .words = {[TO] = (uint64_t)to, [FROM] = (uint64_t)from, [SIZE] = size},
    };
    kozo_err_t error = copier == NULL ? make_copier() : KOZO_OK;

    if (error != KOZO_OK)
        return error;
    error = kozo_endpoint_call(endpoint, &m);
    if (error == KOZO_ERR_PEER_DIED) {
        (void)kozo_thread_join(copier, KOZO_DEADLINE_NEVER);
        copier = NULL;
    }
    return error;
}
