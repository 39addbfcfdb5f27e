/* SPDX-License-Identifier: MIT */
/* build_capabilities.c: what a new program holds: itself, its endpoint, an endpoint for each
 * interface that it uses, badged with its number and the interface, its grants, and the rest of
 * its quota. Nothing else. */
#include <kozo/runtime.h>
#include <kozo/slots.h>
#include <kozo/text.h>
#include <kozo/sys.h>

#include "build.h"
#include "init.h"
#include "memory.h"

/* The CNode of a program while it is filled. */
struct filling {
    struct program *program;
    struct kozo_start_info *info;
    kozo_slot_index_t next; /* first empty slot */
    kozo_err_t error; /* of the first step that failed; later steps do nothing */
};

/* Give a copy. Returns the program's handle, or 0. */
static uint64_t give(struct filling *filling, kozo_handle_t source, kozo_rights_t rights)
{
    if (filling->error != KOZO_OK)
        return 0;
    kozo_handle_t handle = {0};
    filling->error = kozo_cnode_copy(filling->program->cnode, filling->next, source, rights,
                                     &handle);
    filling->next += filling->error == KOZO_OK;
    return handle.raw;
}

static kozo_endpoint_t provider_of(const struct kozo_use *use)
{
    return use->provider == KOZO_PROVIDER_INIT ? programs_init_endpoint()
                                               : program_at(use->provider)->endpoint;
}

/* The endpoint of a provider, under the program's badge. A provider that failed has none: the
 * handle is 0 then, and calls end at once. */
static kozo_err_t mint_use(const struct program *program, const struct kozo_use *use,
                           kozo_slot_index_t slot, uint64_t *handle)
{
    const kozo_endpoint_t endpoint = provider_of(use);
    *handle = 0;
    if (endpoint.raw == 0)
        return KOZO_OK;
    kozo_badge_t badge = (kozo_badge_t)use->interface_id << KOZO_BADGE_INTERFACE_SHIFT |
                         program_number(program);
    if (program->plan->provides_count != 0)
        badge |= KOZO_BADGE_PROVIDER;
    kozo_handle_t minted;
    kozo_err_t error = kozo_cnode_mint(program->cnode, slot, KOZO_ANY(endpoint), use->rights, badge,
                                       &minted);
    if (error == KOZO_OK)
        *handle = minted.raw;
    return error;
}

static void give_uses(struct filling *filling)
{
    struct program *program = filling->program;
    const struct kozo_program *plan = program->plan;
    program->first_use = filling->next;
    for (unsigned i = 0; i < plan->use_count && filling->error == KOZO_OK; i++)
        filling->error = mint_use(program, &plan->uses[i], filling->next++,
                                  &filling->info->grants[i]);
    filling->info->grant_count = plan->use_count;
}

kozo_err_t build_grant_again(const struct program *program, unsigned use)
{
    uint64_t handle;
    kozo_err_t error = mint_use(program, &program->plan->uses[use], program->first_use + use,
                                &handle);
    if (error != KOZO_OK)
        return error;
    return memory_fill(program->start_info,
                       offsetof(struct kozo_start_info, grants) + use * sizeof(handle), &handle,
                       sizeof(handle));
}

/* A part of the I/O ports: derived with all rights in init, copied with those of the manifest. */
static uint64_t give_ports(struct filling *filling, const struct kozo_grant *grant)
{
    if (filling->error != KOZO_OK)
        return 0;
    kozo_slot_index_t slot;
    filling->error = kozo_slot_alloc(&slot);
    if (filling->error != KOZO_OK)
        return 0;
    kozo_handle_t range;
    filling->error = kozo_io_port_derive((kozo_io_port_t){init_info()->io_ports},
                                         (uint16_t)grant->first, grant->count, kozo_runtime.cnode,
                                         slot, &range);
    if (filling->error != KOZO_OK) {
        kozo_slot_free(slot);
        return 0;
    }
    uint64_t handle = give(filling, range, grant->rights);
    kozo_err_t dropped = kozo_drop(range);
    if (filling->error == KOZO_OK)
        filling->error = dropped;
    return handle;
}

static uint64_t give_grant(struct filling *filling, const struct kozo_grant *grant)
{
    switch (grant->object) {
    case KOZO_OBJECT_IO_PORT:
        return give_ports(filling, grant);
    case KOZO_OBJECT_DEBUG:
        return give(filling, (kozo_handle_t){init_info()->debug}, grant->rights);
    case KOZO_OBJECT_PLATFORM:
        return give(filling, (kozo_handle_t){init_info()->platform}, grant->rights);
    default:
        filling->error = KOZO_ERR_UNSUPPORTED;
        return 0;
    }
}

/* The largest aligned block that is left of the quota. */
static uint64_t give_rest(struct filling *filling)
{
    if (filling->error != KOZO_OK)
        return 0;
    const struct program *program = filling->program;
    kozo_size_t size, used;
    filling->error = kozo_untyped_inspect(program->quota, &size, &used);
    if (filling->error != KOZO_OK)
        return 0;
    uint8_t bits = program->quota_bits;
    do {
        if (bits-- == KOZO_PAGE_BITS)
            return 0;
    } while (((used - 1) | ((1ull << bits) - 1)) + 1 + (1ull << bits) > size);

    kozo_handle_t handle = {0};
    filling->error = kozo_untyped_retype(program->quota, KOZO_OBJECT_UNTYPED, bits, 1,
                                         program->cnode, filling->next, &handle);
    filling->next += filling->error == KOZO_OK;
    return handle.raw;
}

static void give_self(struct filling *filling)
{
    const struct program *program = filling->program;
    struct kozo_start_info *info = filling->info;
    info->cnode = give(filling, KOZO_ANY(program->cnode), KOZO_RIGHTS_MASK);
    info->aspace = give(filling, KOZO_ANY(program->aspace), KOZO_RIGHTS_MASK);
    info->thread = give(filling, KOZO_ANY(program->thread), KOZO_RIGHTS_MASK);
    info->budget = give(filling, KOZO_ANY(program->budget), KOZO_RIGHTS_MASK);
    if (program->plan->provides_count != 0)
        info->endpoint = give(filling, KOZO_ANY(program->endpoint), KOZO_RIGHTS_MASK);
}

kozo_err_t build_capabilities(struct program *program, struct kozo_start_info *info)
{
    const struct kozo_program *plan = program->plan;
    struct filling filling = {.program = program, .info = info, .next = 1};

    give_self(&filling);
    give_uses(&filling);
    for (unsigned i = 0; i < plan->grant_count; i++)
        info->grants[info->grant_count++] = give_grant(&filling, &plan->grants[i]);
    info->untyped = give_rest(&filling);

    info->magic = KOZO_BOOT_MAGIC;
    info->version = KOZO_ABI_VERSION;
    info->size = sizeof(*info);
    info->first_free = filling.next;
    info->slot_count = plan->cnode_slots;
    info->clock_scale = init_info()->clock_scale;
    info->clock_start = init_info()->clock_start;
    kozo_copy_text((char *)info->name, sizeof(info->name), plan->name);
    return filling.error;
}
