//% include "banner.h"
/* note.h: tells init, in a note of the program's ELF file, what client and server code was built
 * against. A program that includes one header in several sources has a note several times. */
#pragma once

#include <kozo/abi.h>
#include <stddef.h>

enum {
    KOZO_NOTE_NAME = sizeof(uint32_t) + 1, /* the NUL is counted, the padding is not */
    KOZO_NOTE_DATA =
        sizeof(struct kozo_start_note) - offsetof(struct kozo_start_note, interface),
};

/* The bytes of the contract follow the id of the interface. */
#define KOZO_NOTE(variable, kind_, id, ...)                                                        \
    __attribute__((used, section(".note.kozo"), aligned(sizeof(uint32_t))))                        \
    static const struct kozo_start_note variable = {                                               \
        .name_size = KOZO_NOTE_NAME, .data_size = KOZO_NOTE_DATA, .kind = (kind_),                 \
        .name = {KOZO_START_NOTE_OWNER}, .interface = (id), .contract = {__VA_ARGS__},             \
    }
