//% include "banner.h"
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
    kozo_info_t info = {0}; /* its type stays NULL if there is no capability */
    kozo_badge_t badge;

    (void)kozo_any_identify(handle, &info, &badge);
    const kozo_object_t found = kozo_info_type(info);
    if (found == KOZO_OBJECT_NULL || (type != KOZO_OBJECT_NULL && type != found))
        return false; /* wire.cap.type */
    if ((kozo_info_rights(info) & rights) != rights)
        return false; /* wire.cap.rights */
    return true;
}

/* Delete what a message has brought that is refused, so that its slots are empty again. Returns:
 * the error. */
static inline kozo_err_t kozo_wire_refuse(const struct kozo_buffer *buffer, kozo_tag_t tag,
                                          kozo_err_t error)
{
    for (unsigned i = 0; i < kozo_tag_caps(tag) && i < KOZO_BUFFER_CAPS; i++) {
        (void)kozo_any_delete((kozo_handle_t){buffer->caps[i]});
    }
    return error;
}

static inline kozo_err_t kozo_wire_bad_reply(const struct kozo_buffer *buffer, kozo_tag_t tag)
{
    return kozo_wire_refuse(buffer, tag, KOZO_ERR_BAD_REPLY);
}
