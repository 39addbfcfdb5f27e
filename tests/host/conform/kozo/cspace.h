/* SPDX-License-Identifier: MIT */
/* cspace.h: in place of the kernel's: what the decoder calls, for decode_call.c to fake. */
#pragma once

#include <kozo/cnode.h>
#include <kozo/thread.h>

kozo_err_t cspace_lookup(const struct thread *caller, kozo_handle_t handle, bool allow_dying,
                         kozo_rights_t path_rights, struct cap_slot **out) LOCKED;
kozo_err_t cnode_slots(struct cnode *cnode, uint32_t index, uint32_t count,
                       struct cap_slot **out) LOCKED;
