//% include "banner.h"
/* ${name}.h: server of the interface `${name}`: implement every ${name}_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
//% if events
#include <kozo/sys.h>
//% endif
#include <stddef.h>

${comment}
enum kozo_served ${name}_dispatch(void *context, struct kozo_message *m);
//% for event in events or ()

${event.comment}
static inline kozo_err_t ${name}_signal_${event.name}(kozo_notification_t ${event.name})
{
    return kozo_notification_signal(${event.name});
}
//% endfor
//% for method in methods

${method.comment}
${method.body}
//% if method.deferred
/* KOZO_OK from the body says that it has saved the reply right. Build the answer with: */
${method.reply_prototype};
//% endif
//% endfor
