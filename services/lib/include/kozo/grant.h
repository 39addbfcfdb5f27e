/* SPDX-License-Identifier: MIT */
/* grant.h: what a client lends the body of a server while its request lasts.
 *
 * A request that has arrived has been checked: the frame may be accessed as its type says, and has
 * so many bytes. kozo_serve() deletes it after the body, which undoes the mapping. It goes earlier
 * if the client, or whoever the client has it from, revokes it: then an access is a page fault,
 * which ends the program; kozo_grant_copy() tells instead. The client can change what is there at
 * any time: who checks it and uses it afterwards copies first. Not for use by two threads at once.
 */
#pragma once

#include <kozo/abi.h>
#include <stddef.h>

/* `bytes` at the start of the frame, to be read. */
struct kozo_grant_read {
    kozo_frame_t frame;
    uint64_t bytes;
};

/* `bytes` at the start of the frame, to be written, and read where the interface says so. */
struct kozo_grant_write {
    kozo_frame_t frame;
    uint64_t bytes;
};

/* Map what was lent, until the body returns.
 * Returns: OK; ALREADY_MAPPED (this grant is, or as many as a message can bring were kept mapped);
 * what kozo_map() returns. `at` is NULL then. */
kozo_err_t kozo_grant_map_read(struct kozo_grant_read grant, const void **at);
kozo_err_t kozo_grant_map_write(struct kozo_grant_write grant, void **at);

/* Copy from or to what was lent and mapped, by a thread that dies in the program's place if the
 * page goes meanwhile. Makes the thread of the program's memory, anew after each that has died.
 * Returns: OK; PEER_DIED (the page has gone; some bytes may have been copied); what kozo_make() and
 * kozo_thread_create() return. */
kozo_err_t kozo_grant_copy(void *to, const void *from, size_t size);
