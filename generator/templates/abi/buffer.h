//% include "banner.h"
#pragma once

#include <stddef.h>
#include <stdint.h>

#define KOZO_BUFFER_BYTES ${bytes}
#define KOZO_BUFFER_WORDS ${words}
#define KOZO_BUFFER_CAPS ${caps}

/* Message words that travel in registers. */
#define KOZO_REGISTER_WORDS ${registers}

${comment}
struct kozo_buffer {
    uint64_t words[KOZO_BUFFER_WORDS];
    uint64_t caps[KOZO_BUFFER_CAPS];
    uint32_t receive[KOZO_BUFFER_CAPS];
    uint32_t pass[KOZO_BUFFER_CAPS]; /* kozo_pass_t */
//% if reserved
    uint64_t reserved[${reserved}];
//% endif
};
_Static_assert(sizeof(struct kozo_buffer) == KOZO_BUFFER_BYTES, "size of struct kozo_buffer");
_Static_assert(offsetof(struct kozo_buffer, caps) == ${caps_offset}, "kozo_buffer.caps");
_Static_assert(offsetof(struct kozo_buffer, receive) == ${receive_offset}, "kozo_buffer.receive");
_Static_assert(offsetof(struct kozo_buffer, pass) == ${pass_offset}, "kozo_buffer.pass");
