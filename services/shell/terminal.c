/* SPDX-License-Identifier: MIT */
/* terminal.c: drawing and reading.
 * Owns: output that has not been sent, input that has not been used, the line and its history. */
#include "terminal.h"

#include <shell.h>
#include <kozo/clock.h>
#include <kozo/format.h>
#include <kozo/sleep.h>
#include <kozo/start.h>
#include <kozo/text.h>
#include <kozo/sys.h>

#include "history.h"
#include "line.h"

enum { OUTPUT_MAX = 400, INPUT_MAX = 64, PRINT_MAX = 512, BUSY_WAIT_NS = 20000000 };

static char output[OUTPUT_MAX];
static size_t output_length;
static uint8_t input[INPUT_MAX];
static size_t input_length, input_used;
static struct line line;
static struct history history;

void terminal_flush(void)
{
    if (output_length != 0)
        (void)console_write(grant_console(), output, output_length);
    output_length = 0;
}

static void put(char c)
{
    if (output_length == OUTPUT_MAX)
        terminal_flush();
    output[output_length++] = c;
}

void print(const char *format, ...)
{
    char text[PRINT_MAX];
    va_list arguments;
    va_start(arguments, format);
    kozo_format_list(text, sizeof(text), format, arguments);
    va_end(arguments);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\n')
            put('\r');
        put(*c);
    }
}

/* While somebody else reads, wait until he is done or gone. Without a console there is nobody to
 * talk to: the shell ends, and init reports it. */
static void refill(void)
{
    kozo_err_t error = console_read(grant_console(), input, sizeof(input), &input_length);
    while (error == KOZO_ERR_BUSY && kozo_sleep(BUSY_WAIT_NS) == KOZO_OK)
        error = console_read(grant_console(), input, sizeof(input), &input_length);
    if (error != KOZO_OK)
        kozo_exit(error);
    input_used = 0;
}

void terminal_await_input(void)
{
    if (input_used == input_length)
        refill();
}

uint8_t terminal_get(void)
{
    if (input_used == input_length) {
        terminal_flush();
        refill();
    }
    return input[input_used++];
}

static void draw(const char *prompt)
{
    print("\r%s%s\x1b[K", prompt, line.text);
    if (line.cursor != line.length)
        print("\x1b[%zuD", line.length - line.cursor);
}

static void show_history(const char *prompt, const char *text)
{
    if (text == NULL)
        return;
    line_set(&line, text);
    draw(prompt);
}

/* Act on an event of the line. Returns the finished line, or NULL. */
static const char *handle(const char *prompt, enum line_event event)
{
    switch (event) {
    case LINE_NOTHING:
        break;
    case LINE_APPENDED:
        put(line.text[line.length - 1]);
        break;
    case LINE_EDITED:
        draw(prompt);
        break;
    case LINE_FULL:
        put('\a');
        break;
    case LINE_CLEAR:
        print("\x1b[H\x1b[2J");
        draw(prompt);
        break;
    case LINE_PREVIOUS:
        show_history(prompt, history_previous(&history, line.text));
        break;
    case LINE_NEXT:
        show_history(prompt, history_next(&history));
        break;
    case LINE_CANCEL:
        print("^C\n");
        line_clear(&line);
        return line.text;
    case LINE_ENTER:
        print("\n");
        return line.text;
    }
    return NULL;
}

const char *terminal_read_line(const char *prompt)
{
    line_clear(&line);
    print("%s", prompt);
    const char *text = NULL;
    while (text == NULL)
        text = handle(prompt, line_feed(&line, terminal_get()));
    history_add(&history, text);
    terminal_flush(); /* what the command causes elsewhere comes after its echo */
    return text;
}
