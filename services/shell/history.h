/* SPDX-License-Identifier: MIT */
/* history.h: lines that were entered. Pure. */
#pragma once

#include "line.h"

enum { HISTORY_LINES = 32 };

struct history {
    char lines[HISTORY_LINES][LINE_MAX + 1];
    unsigned count;    /* ever added; the newest HISTORY_LINES are kept */
    unsigned position; /* in [oldest, count]; count: the line that is being typed */
    char typed[LINE_MAX + 1]; /* that line, while an older one is shown */
};

/* No lines; the one being typed is empty. */
void history_init(struct history *history);

/* Remember a line, unless it is empty or repeats the newest, and go to the end. */
void history_add(struct history *history, const char *text);

/* The line before or after the shown one, which at first is `current`. Going past the newest
 * returns to what was being typed. Returns NULL at either end. */
const char *history_previous(struct history *history, const char *current);
const char *history_next(struct history *history);
