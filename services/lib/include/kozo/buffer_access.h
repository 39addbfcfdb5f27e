/* SPDX-License-Identifier: MIT */
/* buffer_access.h: how generated stubs reach the IPC buffer of the calling thread. */
#pragma once

#include <kozo/runtime.h>

static inline struct kozo_buffer *kozo_buffer(void)
{
    return kozo_tcb()->buffer;
}
