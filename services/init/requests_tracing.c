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

/* Copy record `number`, or the oldest that is kept. */
static bool tracing_copy(uint64_t number, uint64_t *found, uint64_t *count,
                         struct kozo_trace_record *record)
{
    if (kozo_debug_trace((kozo_debug_t){init_info()->debug}, number, found, count) != KOZO_OK)
        return false;
    memcpy(record, &kozo_buffer()->words[KOZO_REGISTER_WORDS], sizeof(*record));
    return true;
}

static kozo_err_t tracing_serve_read(void *context, kozo_badge_t badge, uint64_t number,
                                     uint64_t *found, uint64_t *count,
                                     struct kozo_trace_record *record)
{
    (void)context;
    (void)badge;
    return tracing_copy(number, found, count, record) ? KOZO_OK : KOZO_ERR_NOT_FOUND;
}

/* The request's bytes are in the buffer, which records overwrite. */
static kozo_err_t tracing_serve_search(void *context, kozo_badge_t badge, uint64_t before,
                                       const char *thread, uint64_t *found,
                                       struct kozo_trace_record *record)
{
    char wanted[KOZO_THREAD_NAME_BYTES + 1];
    uint64_t oldest, count;

    (void)context;
    (void)badge;
    kozo_copy_text(wanted, sizeof(wanted), thread);
    if (!tracing_copy(0, &oldest, &count, record))
        return KOZO_ERR_NOT_FOUND;
    for (uint64_t number = before < count ? before : count; number-- > oldest;) {
        if (!tracing_copy(number, found, &count, record) || *found != number)
            return KOZO_ERR_NOT_FOUND; /* gone meanwhile */
        if (wanted[0] == '\0' ||
            strncmp((const char *)record->name, wanted, sizeof(record->name)) == 0)
            return KOZO_OK;
    }
    return KOZO_ERR_NOT_FOUND;
}
