/* SPDX-License-Identifier: MIT */
/* line.h: a line of input while it is typed. Pure: bytes of a terminal go in, events come out, and
 * the caller draws. Only printable ASCII is taken into the line.
 *
 * Keys (ECMA-48 and xterm sequences): left, right, home, end, backspace, delete, up, down;
 * ^A start, ^E end, ^B left, ^F right, ^K cut to the end, ^U cut to the start, ^W cut a word,
 * ^D delete, ^P up, ^N down, ^L clear the screen, ^C give up the line. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { LINE_MAX = 200 };

enum line_event {
    LINE_NOTHING,  /* the byte had no effect, or is part of an unfinished key */
    LINE_APPENDED, /* a character was added at the end */
    LINE_EDITED,   /* text or cursor changed in another way: draw anew */
    LINE_FULL,     /* there is no room */
    LINE_ENTER,
    LINE_CANCEL,
    LINE_CLEAR,
    LINE_PREVIOUS, /* the caller puts another text in, line_set() */
    LINE_NEXT,
};

enum line_state { LINE_PLAIN, LINE_ESCAPE, LINE_SEQUENCE };

struct line {
    char text[LINE_MAX + 1]; /* NUL-terminated */
    size_t length;
    size_t cursor; /* in [0, length] */
    uint8_t state; /* enum line_state: where in a key's sequence */
    uint8_t last;  /* the byte before; LF after CR is no second line end */
    unsigned parameter; /* number in the sequence so far */
};

/* An empty line. */
void line_init(struct line *line);

/* Empty the text; what was seen of the input's bytes stays. */
void line_clear(struct line *line);

/* Replace the text, cut to LINE_MAX, cursor at the end. */
void line_set(struct line *line, const char *text);

enum line_event line_feed(struct line *line, uint8_t byte);
