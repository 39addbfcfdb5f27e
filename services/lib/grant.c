/* SPDX-License-Identifier: MIT */
/* grant.c: windows through which bodies look at frames that are lent to them.
 * Owns: the addresses of the windows, one of each size for each capability of a message.
 * Invariants: a window is empty unless a body that runs, or one that kept what it was lent, has
 *   mapped a frame there: what kozo_serve() deletes leaves it by itself. */
#include <kozo/grant.h>

#include <kozo/memory.h>

#define LARGE_PAGE (UINT64_C(1) << KOZO_LARGE_PAGE_BITS)

enum {
    WINDOWS = KOZO_BUFFER_CAPS,
    LARGE_PAGE_PAGES = 1 << (KOZO_LARGE_PAGE_BITS - KOZO_PAGE_BITS),
};

/* Aligned to a large page. In the first one lie the windows for pages, each after a page that stays
 * unmapped; then come those for large pages. */
static uint64_t windows;

static vaddr_t window(unsigned number, bool large)
{
    const uint64_t offset = large ? (number + 1) * LARGE_PAGE
                                  : (2 * number + 1) * (uint64_t)KOZO_PAGE_SIZE;

    if (windows == 0) {
        const uint64_t start = kozo_take_addresses((WINDOWS + 2) * LARGE_PAGE_PAGES);
        windows = (start + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
    }
    return (vaddr_t){windows + offset};
}

static kozo_err_t map(kozo_frame_t frame, uint64_t bytes, kozo_map_flags_t flags, uint64_t *at)
{
    bool large = bytes > KOZO_PAGE_SIZE; /* what is less may be in a large page as well */
    kozo_err_t error = KOZO_ERR_ALREADY_MAPPED;

    for (unsigned number = 0; number < WINDOWS && error == KOZO_ERR_ALREADY_MAPPED; number++) {
        error = kozo_map(frame, window(number, large), flags);
        if (error == KOZO_ERR_ALIGNMENT && !large) {
            large = true;
            error = kozo_map(frame, window(number, large), flags);
        }
        *at = window(number, large).raw;
    }
    return error;
}

kozo_err_t kozo_grant_map_read(struct kozo_grant_read grant, const void **at)
{
    uint64_t address = 0;
    const kozo_err_t error = map(grant.frame, grant.bytes, 0, &address);

    *at = error == KOZO_OK ? (const void *)address : NULL;
    return error;
}

kozo_err_t kozo_grant_map_write(struct kozo_grant_write grant, void **at)
{
    uint64_t address = 0;
    const kozo_err_t error = map(grant.frame, grant.bytes, KOZO_MAP_FLAGS_WRITE, &address);

    *at = error == KOZO_OK ? (void *)address : NULL;
    return error;
}
