/* SPDX-License-Identifier: MIT */
/* server.c: bodies that work on what they are lent. */
#include "lending.h"

#include <kozo/grant.h>
#include <kozo/memory.h>
#include <kozo/runtime.h>
#include <kozo/serve.h>
#include <kozo/server/lending.h>
#include <kozo/slots.h>

/* Of the callers that wait in `hold`. */
static struct {
    struct lending_hold_later later;
    const uint8_t *at;
    kozo_frame_t frame;
} held;

static kozo_err_t lending_serve_sum(void *context, kozo_badge_t badge,
                                    struct kozo_grant_read numbers, uint64_t *sum)
{
    const void *at;
    const kozo_err_t error = kozo_grant_map_read(numbers, &at);

    (void)context;
    (void)badge;
    for (uint64_t i = 0; error == KOZO_OK && i < numbers.bytes; i++)
        *sum += ((const uint8_t *)at)[i];
    return error == KOZO_OK ? KOZO_OK : KOZO_ERR_FULL;
}

static kozo_err_t lending_serve_fill(void *context, kozo_badge_t badge,
                                     struct kozo_grant_write room, uint8_t with)
{
    void *at;
    const kozo_err_t error = kozo_grant_map_write(room, &at);

    (void)context;
    (void)badge;
    for (uint64_t i = 0; error == KOZO_OK && i < room.bytes; i++)
        ((uint8_t *)at)[i] = with;
    return error == KOZO_OK ? KOZO_OK : KOZO_ERR_REFUSED;
}

/* Add as many bytes as both have. */
static void add(const uint8_t *from, uint64_t count, uint8_t *into, uint64_t room)
{
    for (uint64_t i = 0; i < count && i < room; i++)
        into[i] = (uint8_t)(into[i] + from[i]);
}

static kozo_err_t lending_serve_mix(void *context, kozo_badge_t badge, struct kozo_grant_read from,
                                    struct kozo_grant_write into, struct kozo_grant_write also)
{
    const void *source;
    void *first, *second;

    (void)context;
    (void)badge;
    if (kozo_grant_map_read(from, &source) != KOZO_OK ||
        kozo_grant_map_write(into, &first) != KOZO_OK ||
        kozo_grant_map_write(also, &second) != KOZO_OK)
        return KOZO_ERR_FULL;
    add(source, from.bytes, first, into.bytes);
    add(source, from.bytes, second, also.bytes);
    return KOZO_OK;
}

static kozo_err_t lending_serve_hold(void *context, kozo_badge_t badge, struct kozo_grant_read page,
                                     struct lending_hold_call *call)
{
    const void *at;

    (void)context;
    (void)badge;
    if (kozo_grant_map_read(page, &at) != KOZO_OK || kozo_serve_keep(0) != KOZO_OK)
        return KOZO_ERR_FULL;
    held.at = at;
    held.frame = page.frame;
    return lending_take_hold(call, &held.later) == KOZO_OK ? KOZO_OK : KOZO_ERR_FULL;
}

static kozo_err_t lending_serve_release(void *context, kozo_badge_t badge, bool careful)
{
    uint8_t first = 0;
    kozo_err_t error = KOZO_OK;

    (void)context;
    (void)badge;
    if (held.later.right.raw == 0)
        return KOZO_ERR_NOT_FOUND;
    if (careful)
        error = kozo_grant_copy(&first, held.at, sizeof(first));
    else
        first = *held.at;
    if (error != KOZO_OK) {
        kozo_slot_free((kozo_slot_index_t)kozo_handle_address(KOZO_ANY(held.frame)));
        (void)lending_fail_hold(&held.later, KOZO_ERR_FULL);
        return error == KOZO_ERR_PEER_DIED ? KOZO_ERR_REFUSED : KOZO_ERR_NOT_FOUND;
    }
    if (kozo_drop(KOZO_ANY(held.frame)) != KOZO_OK ||
        lending_reply_hold(&held.later, first) != KOZO_OK)
        return KOZO_ERR_NOT_FOUND;
    return KOZO_OK;
}

static kozo_err_t lending_serve_overreach(void *context, kozo_badge_t badge,
                                          struct kozo_grant_read page, uint32_t *outcome)
{
    const struct kozo_grant_write more = {page.frame, page.bytes};
    void *at;

    (void)context;
    (void)badge;
    *outcome = kozo_grant_map_write(more, &at);
    return KOZO_OK;
}

void serve_lending(uint64_t argument)
{
    const uint64_t *handles = space_shared()->handles;
    struct kozo_tcb tcb = {.buffer = (struct kozo_buffer *)SPACE_BUFFER,
                           .thread = {handles[SERVER_THREAD]}};

    (void)argument;
    kozo_tcb_install(&tcb);
    kozo_runtime = (struct kozo_runtime){
        .cnode = {handles[SERVER_CNODE]},
        .aspace = {handles[SERVER_ASPACE]},
        .thread = tcb.thread,
        .budget = {handles[SERVER_BUDGET]},
        .untyped = {handles[SERVER_MEMORY]},
    };
    kozo_slots_init(SERVER_FIRST_FREE, SERVER_SLOTS);
    space_shared()->values[0] =
        kozo_serve_interface((kozo_endpoint_t){handles[SERVER_ENDPOINT]}, lending_dispatch, NULL);
    __builtin_trap();
}
