/* SPDX-License-Identifier: MIT */
/* requests_tracing.c: the tracing interface, for programs to which the manifest gives it. */
#include <kozo/buffer_access.h>
#include <kozo/server/tracing.h>
#include <kozo/sys.h>
#include <kozo/text.h>

#include "init.h"
#include "requests.h"

enum kozo_served requests_dispatch_tracing(void *context, struct kozo_message *message)
{
    return tracing_dispatch(context, message);
}

static kozo_err_t tracing_serve_read(void *context, kozo_badge_t badge, uint64_t number,
                                     uint64_t *found, uint64_t *count,
                                     struct kozo_trace_record *record)
{
    (void)context;
    (void)badge;
    if (kozo_debug_trace((kozo_debug_t){init_info()->debug}, number, found, count) != KOZO_OK)
        return KOZO_ERR_NOT_FOUND;
    memcpy(record, &kozo_buffer()->words[KOZO_REGISTER_WORDS], sizeof(*record));
    return KOZO_OK;
}
