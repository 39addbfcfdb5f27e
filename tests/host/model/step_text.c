/* SPDX-License-Identifier: MIT */
/* step_text.c: steps as lines like `copy worker=1 cnode=1 source=5.2 index=7 mask=15`. */
#include <kozo/abi/names.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "step.h"

static const struct {
    const char *name;
    const char *handles[STEP_HANDLES];
} kinds[STEP_KINDS] = {
    [STEP_GO_ON] = {"go_on", {NULL}},
    [STEP_SETTLE] = {"settle", {NULL}},
    [STEP_COPY] = {"copy", {"cnode", "source"}},
    [STEP_MINT] = {"mint", {"cnode", "source"}},
    [STEP_MOVE] = {"move", {"cnode", "source"}},
    [STEP_DELETE] = {"delete", {"self"}},
    [STEP_REVOKE] = {"revoke", {"self"}},
    [STEP_RETYPE] = {"retype", {"untyped", "dest"}},
    [STEP_BIND] = {"bind", {"thread", "cspace", "aspace", "budget"}},
    [STEP_BIND_BUFFER] = {"bind_buffer", {"thread", "frame"}},
    [STEP_BIND_FAULTS] = {"bind_faults", {"thread", "endpoint"}},
    [STEP_MAP] = {"map", {"aspace", "frame"}},
    [STEP_MAP_TABLE] = {"map_table", {"aspace", "table"}},
    [STEP_UNMAP] = {"unmap", {"frame"}},
    [STEP_DERIVE_PORTS] = {"derive_ports", {"ports", "dest"}},
    [STEP_IDENTIFY] = {"identify", {"self"}},
    [STEP_INSPECT] = {"inspect", {"cnode"}},
    [STEP_VERIFY] = {"verify", {"self", "other"}},
    [STEP_SAVE_REPLY] = {"save_reply", {"cnode"}},
};

static const struct {
    const char *name;
    size_t offset;
} numbers[] = {
    {"worker", offsetof(struct step, worker)},
    {"object", offsetof(struct step, object)},
    {"size_bits", offsetof(struct step, size_bits)},
    {"count", offsetof(struct step, count)},
    {"index", offsetof(struct step, index)},
    {"mask", offsetof(struct step, mask)},
    {"number", offsetof(struct step, number)},
    {"stale", offsetof(struct step, stale)},
    {"interrupt", offsetof(struct step, interrupt)},
    {"sweep", offsetof(struct step, sweep)},
};

enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

const char *step_name(enum step_kind kind)
{
    return kinds[kind].name;
}

static const uint32_t *number_in(const struct step *step, unsigned which)
{
    return (const uint32_t *)(const void *)((const char *)step + numbers[which].offset);
}

void step_print(FILE *file, const struct step *step)
{
    fprintf(file, "%s", kinds[step->kind].name);
    for (unsigned i = 0; i < STEP_HANDLES && kinds[step->kind].handles[i] != NULL; i++) {
        const uint16_t *index = step->handle[i].index;

        fprintf(file, " %s=%u", kinds[step->kind].handles[i], index[0]);
        for (unsigned level = 1; level < PATH_LENGTH && index[level] != 0; level++) {
            fprintf(file, ".%u", index[level]);
        }
    }
    for (unsigned i = 0; i < NUMBERS; i++) {
        if (*number_in(step, i) != 0) {
            fprintf(file, " %s=%u", numbers[i].name, *number_in(step, i));
        }
    }
    if (step->kind == STEP_RETYPE) {
        fprintf(file, " # %s", kozo_object_name(step->object));
    }
    fprintf(file, "\n");
}

static bool read_field(const char *word, struct step *step)
{
    const char *value = strchr(word, '=');

    if (value == NULL) {
        return false;
    }
    const size_t length = (size_t)(value - word);

    for (unsigned i = 0; i < STEP_HANDLES && kinds[step->kind].handles[i] != NULL; i++) {
        if (strncmp(word, kinds[step->kind].handles[i], length) == 0 &&
            kinds[step->kind].handles[i][length] == 0) {
            uint16_t *index = step->handle[i].index;

            return sscanf(value + 1, "%hu.%hu.%hu", &index[0], &index[1], &index[2]) > 0;
        }
    }
    for (unsigned i = 0; i < NUMBERS; i++) {
        if (strncmp(word, numbers[i].name, length) == 0 && numbers[i].name[length] == 0) {
            *(uint32_t *)(void *)((char *)step + numbers[i].offset) =
                (uint32_t)strtoul(value + 1, NULL, 0);
            return true;
        }
    }
    return false;
}

bool step_read(const char *line, struct step *step)
{
    char text[256];

    snprintf(text, sizeof(text), "%s", line);
    text[strcspn(text, "#\n")] = 0;
    const char *word = strtok(text, " ");

    *step = (struct step){.kind = STEP_KINDS};
    for (unsigned i = 0; word != NULL && i < STEP_KINDS; i++) {
        if (strcmp(word, kinds[i].name) == 0) {
            step->kind = (enum step_kind)i;
        }
    }
    if (step->kind == STEP_KINDS) {
        return false;
    }
    while ((word = strtok(NULL, " ")) != NULL) {
        if (!read_field(word, step)) {
            return false;
        }
    }
    return true;
}
