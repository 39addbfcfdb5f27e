/* SPDX-License-Identifier: MIT */
/* history.c: a ring of entered lines. */
#include "history.h"

#include <kozo/text.h>

void history_init(struct history *history)
{
    history->count = 0;
    history->position = 0;
    history->typed[0] = '\0';
}

static unsigned history_oldest(const struct history *history)
{
    return history->count > HISTORY_LINES ? history->count - HISTORY_LINES : 0;
}

void history_add(struct history *history, const char *text)
{
    history->position = history->count;
    if (text[0] == '\0')
        return;
    if (history->count != 0 &&
        kozo_text_equal(history->lines[(history->count - 1) % HISTORY_LINES], text))
        return;
    kozo_copy_text(history->lines[history->count % HISTORY_LINES], LINE_MAX + 1, text);
    history->count++;
    history->position = history->count;
}

const char *history_previous(struct history *history, const char *current)
{
    if (history->position == history_oldest(history))
        return NULL;
    if (history->position == history->count)
        kozo_copy_text(history->typed, sizeof(history->typed), current);
    history->position--;
    return history->lines[history->position % HISTORY_LINES];
}

const char *history_next(struct history *history)
{
    if (history->position == history->count)
        return NULL;
    history->position++;
    return history->position == history->count
               ? history->typed
               : history->lines[history->position % HISTORY_LINES];
}
