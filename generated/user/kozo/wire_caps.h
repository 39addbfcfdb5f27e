/* SPDX-License-Identifier: MIT */
/* Generated from idl/abi.yaml by template user/wire_caps.h;
 * change those and run `make generate`. */
/* wire_caps.h: the capabilities that a message has brought. */
#pragma once

#include <kozo/sys.h>
#include <stdbool.h>

/* Whether capability number `index` of the message is there, is for an object of that type, where
 * KOZO_OBJECT_NULL stands for any, and has at least these rights. */
static inline bool kozo_wire_is_cap(const struct kozo_buffer *buffer, unsigned index,
                                    kozo_object_t type, kozo_rights_t rights)
{
    const kozo_handle_t handle = {buffer->caps[index]};
    kozo_info_t info;
    kozo_badge_t badge;

    return kozo_any_identify(handle, &info, &badge) == KOZO_OK &&
           (type == KOZO_OBJECT_NULL || kozo_info_type(info) == type) &&
           (kozo_info_rights(info) & rights) == rights;
}

/* Delete what a message has brought that is refused, so that its slots are empty again. */
static inline void kozo_wire_drop(const struct kozo_buffer *buffer, kozo_tag_t tag)
{
    for (unsigned i = 0; i < kozo_tag_caps(tag) && i < KOZO_BUFFER_CAPS; i++) {
        (void)kozo_any_delete((kozo_handle_t){buffer->caps[i]});
    }
}
