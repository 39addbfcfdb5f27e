/* SPDX-License-Identifier: MIT */
/* buffer_access.h: client and server share the one buffer of the channel. */
#pragma once

#include <kozo/abi.h>

extern struct kozo_buffer channel_buffer;

static inline struct kozo_buffer *kozo_buffer(void)
{
    return &channel_buffer;
}
