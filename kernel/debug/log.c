/* SPDX-License-Identifier: MIT */
/* log.c: formatted text on the serial line. No buffer, so that the last words of a panic need no
 * memory; a number is built in a few bytes of stack. */
#include <kozo/log.h>

#include <kozo/arch.h>

struct log_format {
    unsigned width;
    bool zero;
    bool is_long;
};

static void log_pad(unsigned length, const struct log_format *format, char with)
{
    for (; length < format->width; length++) {
        arch_console_write(&with, 1);
    }
}

static void log_string(const char *text, const struct log_format *format)
{
    size_t length = 0;

    while (text[length] != '\0') {
        length++;
    }
    log_pad((unsigned)length, format, ' ');
    arch_console_write(text, length);
}

static void log_number(uint64_t value, unsigned base, bool negative,
                       const struct log_format *format)
{
    char digits[20]; /* of 2^64 - 1 */
    unsigned count = 0;
    unsigned length;

    do {
        digits[sizeof(digits) - ++count] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    length = count + negative;
    if (!format->zero) {
        log_pad(length, format, ' ');
    }
    if (negative) {
        arch_console_write("-", 1);
    }
    if (format->zero) {
        log_pad(length, format, '0');
    }
    arch_console_write(&digits[sizeof(digits) - count], count);
}

static const char *log_parse(const char *text, struct log_format *format)
{
    *format = (struct log_format){.width = 0, .zero = *text == '0', .is_long = false};
    for (; *text >= '0' && *text <= '9'; text++) {
        format->width = format->width * 10 + (unsigned)(*text - '0');
    }
    for (; *text == 'l'; text++) {
        format->is_long = true;
    }
    return text;
}

static void log_signed(int64_t value, const struct log_format *format)
{
    log_number(value < 0 ? -(uint64_t)value : (uint64_t)value, 10, value < 0, format);
}

/* The position after a conversion whose '%' has been read; an unknown one is printed as it is. */
static const char *log_convert(const char *text, va_list *arguments)
{
    struct log_format format;
    char character;

    text = log_parse(text, &format);
    switch (*text) {
    case 's':
        log_string(va_arg(*arguments, const char *), &format);
        break;
    case 'c':
        character = (char)va_arg(*arguments, int);
        arch_console_write(&character, 1);
        break;
    case 'd':
        log_signed(format.is_long ? va_arg(*arguments, long) : va_arg(*arguments, int), &format);
        break;
    case 'u':
    case 'x':
        log_number(format.is_long ? va_arg(*arguments, unsigned long)
                                  : va_arg(*arguments, unsigned),
                   *text == 'u' ? 10 : 16, false, &format);
        break;
    case 'p':
        arch_console_write("0x", 2);
        log_number((uint64_t)va_arg(*arguments, void *), 16, false, &format);
        break;
    case '\0':
        return text;
    default:
        arch_console_write(text, 1);
        break;
    }
    return text + 1;
}

void klog_va(const char *format, va_list arguments)
{
    va_list rest;

    va_copy(rest, arguments);
    while (*format != '\0') {
        size_t length = 0;

        while (format[length] != '\0' && format[length] != '%') {
            length++;
        }
        arch_console_write(format, length);
        format += length;
        if (*format == '%') {
            format = log_convert(format + 1, &rest);
        }
    }
    va_end(rest);
}

void klog(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    klog_va(format, arguments);
    va_end(arguments);
}
