//% include "banner.h"
/* wire_grants.h: frames that requests lend a server. */
#pragma once

#include <kozo/wire_caps.h>

/* Whether capability number `index` of the message is for a frame of at least so many bytes, and
 * has at least these rights. The kernel tells all of it at once. */
static inline bool kozo_wire_is_grant(const struct kozo_buffer *buffer, unsigned index,
                                      kozo_rights_t rights, uint64_t bytes)
{
    const kozo_info_t info = kozo_wire_cap(buffer, index);

    if (bytes > UINT64_C(1) << kozo_info_size_bits(info))
        return false; /* wire.grant.size */
    return kozo_wire_suits(info, KOZO_OBJECT_FRAME, rights);
}
