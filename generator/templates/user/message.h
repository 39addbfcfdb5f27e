//% include "banner.h"
#pragma once

#include <kozo/abi.h>

/* A message and what goes with it through the message registers, in and out. `deadline` and `reply`
 * are read only if the tag's flags say so; `badge` is what the receiver learns of the sender. */
struct kozo_message {
    kozo_tag_t tag;
    uint64_t words[${words}];
    kozo_badge_t badge;
    kozo_deadline_t deadline;
    kozo_handle_t reply;
};
