/* SPDX-License-Identifier: MIT */
/* image_contracts.c: see image_contracts.h. Notes of others, and such as are cut short, say nothing
 * about contracts. */
#include "image_contracts.h"

#include <kozo/abi.h>

struct cursor {
    unsigned segment;
    struct elf_notes notes;
};

/* The next of KOZO's notes that is of this kind. */
static bool next_note(const struct elf_image *image, struct cursor *cursor,
                      kozo_start_note_kind_t kind, struct kozo_start_note *found)
{
    struct elf_note note;

    do {
        while (elf_next_note(&cursor->notes, &note)) {
            if (note.size != sizeof(*found)) {
                continue;
            }
            __builtin_memcpy(found, note.bytes, sizeof(*found));
            if (found->name[0] == KOZO_START_NOTE_OWNER && found->name[1] == 0 &&
                found->kind == kind) {
                return true;
            }
        }
    } while (elf_next_notes(image, &cursor->segment, &cursor->notes));
    return false;
}

static bool serves(const struct elf_image *server, const struct kozo_start_note *wanted)
{
    struct cursor cursor = {0};
    struct kozo_start_note kept;

    while (next_note(server, &cursor, KOZO_START_NOTE_KIND_SERVES, &kept)) {
        if (kept.interface == wanted->interface &&
            __builtin_memcmp(kept.contract, wanted->contract, sizeof(kept.contract)) == 0) {
            return true;
        }
    }
    return false;
}

bool image_keeps_contract(const struct elf_image *server, const struct elf_image *client,
                          uint32_t interface)
{
    struct cursor cursor = {0};
    struct kozo_start_note wanted;

    while (next_note(client, &cursor, KOZO_START_NOTE_KIND_USES, &wanted)) {
        if (wanted.interface == interface && !serves(server, &wanted)) {
            return false;
        }
    }
    return true;
}

bool image_uses_known(const struct elf_image *client, const uint32_t *known, uint32_t count)
{
    struct cursor cursor = {0};
    struct kozo_start_note wanted;

    while (next_note(client, &cursor, KOZO_START_NOTE_KIND_USES, &wanted)) {
        uint32_t i = 0;
        while (i < count && known[i] != wanted.interface) {
            i++;
        }
        if (i == count) {
            return false;
        }
    }
    return true;
}
