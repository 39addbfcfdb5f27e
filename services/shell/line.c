/* SPDX-License-Identifier: MIT */
/* line.c: editing of a line. */
#include "line.h"

#include <stdbool.h>

#include <kozo/text.h>

enum { CONTROL_MASK = 0x1f, ESCAPE = 0x1b, DELETE = 0x7f };

#define CONTROL(letter) ((letter) & CONTROL_MASK)

void line_init(struct line *line)
{
    memset(line, 0, sizeof(*line));
}

void line_clear(struct line *line)
{
    line->length = 0;
    line->cursor = 0;
    line->text[0] = '\0';
}

void line_set(struct line *line, const char *text)
{
    kozo_copy_text(line->text, sizeof(line->text), text);
    line->length = strlen(line->text);
    line->cursor = line->length;
}

static enum line_event line_insert(struct line *line, char c)
{
    if (line->length == LINE_MAX)
        return LINE_FULL;
    char *at = line->text + line->cursor;
    memmove(at + 1, at, line->length - line->cursor + 1);
    *at = c;
    line->length++;
    line->cursor++;
    return line->cursor == line->length ? LINE_APPENDED : LINE_EDITED;
}

/* Remove the characters [from, to); the cursor goes to `from`. */
static enum line_event line_cut(struct line *line, size_t from, size_t to)
{
    line->cursor = from;
    if (from == to)
        return LINE_NOTHING;
    memmove(line->text + from, line->text + to, line->length - to + 1);
    line->length -= to - from;
    return LINE_EDITED;
}

static enum line_event line_go(struct line *line, size_t cursor)
{
    if (line->cursor == cursor)
        return LINE_NOTHING;
    line->cursor = cursor;
    return LINE_EDITED;
}

static enum line_event line_left(struct line *line)
{
    return line->cursor == 0 ? LINE_NOTHING : line_go(line, line->cursor - 1);
}

static enum line_event line_right(struct line *line)
{
    return line->cursor == line->length ? LINE_NOTHING : line_go(line, line->cursor + 1);
}

static enum line_event line_backspace(struct line *line)
{
    return line->cursor == 0 ? LINE_NOTHING : line_cut(line, line->cursor - 1, line->cursor);
}

static enum line_event line_delete(struct line *line)
{
    if (line->cursor == line->length)
        return LINE_NOTHING;
    return line_cut(line, line->cursor, line->cursor + 1);
}

/* Spaces before the cursor, and the word before them. */
static enum line_event line_cut_word(struct line *line)
{
    size_t from = line->cursor;
    while (from > 0 && line->text[from - 1] == ' ')
        from--;
    while (from > 0 && line->text[from - 1] != ' ')
        from--;
    return line_cut(line, from, line->cursor);
}

static enum line_event line_control(struct line *line, uint8_t byte, uint8_t before)
{
    switch (byte) {
    case '\r':
        return LINE_ENTER;
    case '\n':
        return before == '\r' ? LINE_NOTHING : LINE_ENTER;
    case CONTROL('A'):
        return line_go(line, 0);
    case CONTROL('B'):
        return line_left(line);
    case CONTROL('C'):
        return LINE_CANCEL;
    case CONTROL('D'):
        return line_delete(line);
    case CONTROL('E'):
        return line_go(line, line->length);
    case CONTROL('F'):
        return line_right(line);
    case CONTROL('H'):
    case DELETE:
        return line_backspace(line);
    case CONTROL('K'):
        return line_cut(line, line->cursor, line->length);
    case CONTROL('L'):
        return LINE_CLEAR;
    case CONTROL('N'):
        return LINE_NEXT;
    case CONTROL('P'):
        return LINE_PREVIOUS;
    case CONTROL('U'):
        return line_cut(line, 0, line->cursor);
    case CONTROL('W'):
        return line_cut_word(line);
    case ESCAPE:
        line->state = LINE_ESCAPE;
        return LINE_NOTHING;
    default:
        return LINE_NOTHING;
    }
}

/* Keys that end in '~' are told apart by their number. */
static enum line_event line_numbered_key(struct line *line)
{
    switch (line->parameter) {
    case 1:
    case 7:
        return line_go(line, 0);
    case 4:
    case 8:
        return line_go(line, line->length);
    case 3:
        return line_delete(line);
    default:
        return LINE_NOTHING;
    }
}

/* A byte of "ESC [ number final" or "ESC O final". */
static enum line_event line_sequence(struct line *line, uint8_t byte)
{
    if (byte >= '0' && byte <= '9') {
        if (line->parameter < 1000)
            line->parameter = line->parameter * 10 + (unsigned)(byte - '0');
        return LINE_NOTHING;
    }
    if (byte >= 0x20 && byte < 0x40) /* another parameter or intermediate byte */
        return LINE_NOTHING;
    line->state = LINE_PLAIN;
    switch (byte) {
    case 'A':
        return LINE_PREVIOUS;
    case 'B':
        return LINE_NEXT;
    case 'C':
        return line_right(line);
    case 'D':
        return line_left(line);
    case 'H':
        return line_go(line, 0);
    case 'F':
        return line_go(line, line->length);
    case '~':
        return line_numbered_key(line);
    default:
        return LINE_NOTHING;
    }
}

enum line_event line_feed(struct line *line, uint8_t byte)
{
    uint8_t before = line->last;
    line->last = byte;
    bool starts_sequence = byte == '[' || byte == 'O';
    switch ((enum line_state)line->state) {
    case LINE_SEQUENCE:
        return line_sequence(line, byte);
    case LINE_ESCAPE:
        line->state = starts_sequence ? LINE_SEQUENCE : LINE_PLAIN;
        line->parameter = 0;
        return LINE_NOTHING;
    case LINE_PLAIN:
        break;
    }
    if (byte >= 0x20 && byte < DELETE)
        return line_insert(line, (char)byte);
    return line_control(line, byte, before);
}
