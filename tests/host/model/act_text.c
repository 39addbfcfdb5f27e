/* SPDX-License-Identifier: MIT */
/* act_text.c: acts as lines like `call pass=20 slot=24 words=3 deadline=500`. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "act.h"

static const char *const names[ACT_KINDS] = {
    [ACT_PASS] = "pass", [ACT_CALL] = "call", [ACT_SEND] = "send", [ACT_RECEIVE] = "receive",
    [ACT_REPLY] = "reply", [ACT_REPLY_RECEIVE] = "reply_receive", [ACT_ANSWER] = "answer",
    [ACT_ANSWER_RECEIVE] = "answer_receive",
    [ACT_SAVE_REPLY] = "save_reply", [ACT_SIGNAL] = "signal", [ACT_WAIT] = "wait",
    [ACT_ALARM] = "alarm", [ACT_PARK] = "park", [ACT_UNPARK] = "unpark",
    [ACT_SUSPEND] = "suspend", [ACT_RESUME] = "resume", [ACT_EXIT] = "exit",
    [ACT_BIND_SIGNALS] = "bind_signals", [ACT_INSPECT_THREAD] = "inspect_thread",
    [ACT_START] = "start", [ACT_BIND_FAULTS] = "bind_faults",
    [ACT_READ_REGISTERS] = "read_registers", [ACT_WRITE_REGISTERS] = "write_registers",
    [ACT_WATCH_THREAD] = "watch_thread",
    [ACT_CONFIGURE] = "configure", [ACT_YIELD] = "yield", [ACT_WATCH] = "watch",
    [ACT_INSPECT_BUDGET] = "inspect_budget", [ACT_COPY] = "copy", [ACT_MINT] = "mint",
    [ACT_MOVE] = "move", [ACT_DELETE] = "delete", [ACT_REVOKE] = "revoke",
    [ACT_FAULT] = "fault", [ACT_MAKE] = "make", [ACT_LOSE] = "lose",
};

static const struct {
    const char *name;
    size_t offset;
} fields[] = {
    {"pass", offsetof(struct act, pass)},       {"masked", offsetof(struct act, masked)},
    {"late", offsetof(struct act, late)},       {"split", offsetof(struct act, split)},
    {"fast", offsetof(struct act, fast)},
    {"slot", offsetof(struct act, slot)},       {"other", offsetof(struct act, other)},
    {"stale", offsetof(struct act, stale)},     {"nested", offsetof(struct act, nested)},
    {"index", offsetof(struct act, index)},
    {"mask", offsetof(struct act, mask)},
    {"value", offsetof(struct act, value)},
    {"time", offsetof(struct act, time)},       {"period", offsetof(struct act, period)},
    {"words", offsetof(struct act, words)},     {"caps", offsetof(struct act, caps)},
    {"flags", offsetof(struct act, flags)},     {"deadline", offsetof(struct act, deadline)},
    {"seed", offsetof(struct act, seed)},       {"passing", offsetof(struct act, passing)},
    {"interrupt", offsetof(struct act, interrupt)},
};

enum { FIELDS = sizeof(fields) / sizeof(fields[0]) };

const char *act_name(unsigned kind)
{
    return names[kind];
}

void act_print(FILE *file, const void *act)
{
    const struct act *a = act;

    fprintf(file, "%s", names[a->kind]);
    for (unsigned i = 0; i < FIELDS; i++) {
        const uint32_t *field = (const uint32_t *)((const char *)act + fields[i].offset);

        if (*field != 0) {
            fprintf(file, " %s=%u", fields[i].name, *field);
        }
    }
    fprintf(file, "\n");
}

static bool read_field(const char *word, void *act)
{
    const size_t length = strcspn(word, "=");

    for (unsigned i = 0; i < FIELDS && word[length] != 0; i++) {
        if (strlen(fields[i].name) == length && strncmp(word, fields[i].name, length) == 0) {
            *(uint32_t *)((char *)act + fields[i].offset) =
                (uint32_t)strtoul(&word[length + 1], NULL, 10);
            return true;
        }
    }
    return false;
}

bool act_read(const char *line, void *act)
{
    struct act *a = act;
    char text[256];

    snprintf(text, sizeof(text), "%s", line);
    text[strcspn(text, "#\n")] = 0;
    const char *word = strtok(text, " ");

    *a = (struct act){.kind = ACT_KINDS};
    for (unsigned i = 0; word != NULL && i < ACT_KINDS; i++) {
        if (strcmp(word, names[i]) == 0) {
            a->kind = i;
        }
    }
    while (a->kind != ACT_KINDS && (word = strtok(NULL, " ")) != NULL) {
        if (!read_field(word, act)) {
            return false;
        }
    }
    return a->kind != ACT_KINDS;
}
