/* SPDX-License-Identifier: MIT */
/* buffer_access.h: the IPC buffer of the side, client or server, that runs at the moment. */
#pragma once

#include <kozo/abi.h>

extern struct kozo_buffer *conform_buffer;

static inline struct kozo_buffer *kozo_buffer(void)
{
    return conform_buffer;
}
