/* SPDX-License-Identifier: MIT */
/* main.c: the names service: a table of names and endpoints.
 * Owns: the table and one capability for each entry.
 * Invariants: entries [0, count) are used, in the order of registration. */
#include <names.h>
#include <kozo/log.h>
#include <kozo/serve.h>
#include <kozo/server/names.h>
#include <kozo/slots.h>
#include <kozo/start.h>
#include <kozo/text.h>

struct entry {
    char name[KOZO_NAME_MAX + 1];
    kozo_endpoint_t service;
    uint64_t owner; /* number of the program that registered it */
};

static struct entry entries[KOZO_NAMES_MAX];
static unsigned count;

static struct entry *find(const char *name)
{
    for (unsigned i = 0; i < count; i++) {
        if (kozo_text_equal(entries[i].name, name))
            return &entries[i];
    }
    return NULL;
}

/* A new entry, or the one that the same program made before it was restarted. */
static kozo_err_t entry_for(const char *name, uint64_t owner, struct entry **entry)
{
    struct entry *known = find(name);
    if (known == NULL && count == KOZO_NAMES_MAX)
        return KOZO_ERR_FULL;
    if (known != NULL && known->owner != owner)
        return KOZO_ERR_EXISTS;
    *entry = known != NULL ? known : &entries[count];
    return KOZO_OK;
}

/* Give the slot of an endpoint up. If its program has ended, the capability has gone before. */
static void forget(kozo_endpoint_t service)
{
    (void)kozo_any_delete(KOZO_ANY(service));
    kozo_slot_free((kozo_slot_index_t)kozo_handle_address(KOZO_ANY(service)));
}

static kozo_err_t names_serve_register(void *context, kozo_badge_t badge, const char *name,
                                       kozo_endpoint_t service)
{
    (void)context;
    if ((badge & KOZO_BADGE_PROVIDER) == 0)
        return KOZO_ERR_REFUSED;
    uint64_t owner = badge & KOZO_BADGE_NUMBER_MASK;
    struct entry *entry;
    kozo_err_t error = entry_for(name, owner, &entry);
    if (error != KOZO_OK)
        return error;
    if (kozo_serve_keep(0) != KOZO_OK)
        return KOZO_ERR_FULL;
    if (entry == &entries[count])
        count++;
    else
        forget(entry->service);
    entry->owner = owner;
    entry->service = service;
    kozo_copy_text(entry->name, sizeof(entry->name), name);
    kozo_log(KOZO_SEVERITY_INFO, "%s registered by program %lu", entry->name, owner);
    return KOZO_OK;
}

static kozo_err_t names_serve_lookup(void *context, kozo_badge_t badge, const char *name,
                                     kozo_endpoint_t *service)
{
    (void)context;
    (void)badge;
    const struct entry *entry = find(name);
    if (entry == NULL)
        return KOZO_ERR_NOT_FOUND;
    *service = entry->service;
    return KOZO_OK;
}

static kozo_err_t names_serve_list(void *context, kozo_badge_t badge, uint32_t position,
                                   char name[KOZO_NAME_MAX + 1])
{
    (void)context;
    (void)badge;
    if (position >= count)
        return KOZO_ERR_NOT_FOUND;
    kozo_copy_text(name, KOZO_NAME_MAX + 1, entries[position].name);
    return KOZO_OK;
}

int main(void)
{
    kozo_log_open(grant_log);
    const struct kozo_dispatcher dispatcher = {.dispatch = names_dispatch};
    struct kozo_server server = {
        .endpoint = {kozo_start_info()->endpoint},
        .dispatchers = &dispatcher,
        .dispatcher_count = 1,
    };
    return (int)kozo_serve(&server);
}
