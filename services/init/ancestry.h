/* SPDX-License-Identifier: MIT */
/* ancestry.h: which capability of which program another one was derived from. init reaches every
 * program's CNode, so it can name each capability in one by a nested handle and have the kernel
 * compare them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <kozo/abi.h>

/* By which init is known among the programs. */
extern const char init_name[];

/* Who holds capabilities in a root CNode. */
struct holder {
    const char *name;
    kozo_cnode_t cnode; /* init's capability to it */
    uint32_t slots;     /* beyond these there is nothing */
};

/* The holder at a position of the process interface: 0 is init. Returns false if it does not
 * run. */
bool holder_at(uint32_t position, struct holder *holder);
bool holder_by_name(const char *name, struct holder *holder);

/* init's handle for what `handle` names to those who have the holder's CNode as their root. */
kozo_handle_t holder_handle(const struct holder *holder, kozo_handle_t handle);

/* The slot of the capability in the same CNode that `handle`, as holder_handle() makes them, was
 * derived from: the nearest. 0: there is none. `anew` looks at the CNode again. */
uint32_t ancestry_parent(const struct holder *holder, kozo_handle_t handle, bool anew);

/* The holder, other than this one, of the nearest capability that `handle` was derived from.
 * Returns its name; empty: nobody has one. */
const char *ancestry_origin(const struct holder *holder, kozo_handle_t handle);
