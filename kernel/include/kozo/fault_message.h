/* SPDX-License-Identifier: MIT */
/* fault_message.h: a message as the kernel itself makes or reads it, for faults. */
#pragma once

#include <kozo/abi.h>

struct message {
    kozo_tag_t tag;
    uint64_t words[KOZO_REGISTER_WORDS];
};
