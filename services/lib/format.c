/* SPDX-License-Identifier: MIT */
/* format.c: formatted text. Pure: also built for the host tests. */
#include <kozo/format.h>

#include <stdbool.h>
#include <stdint.h>

#include <kozo/text.h>

struct writer {
    char *out;
    size_t capacity;
    size_t length; /* of the whole text, written or not */
};

struct conversion {
    bool left, zeros;
    size_t width;
    size_t precision; /* SIZE_MAX where none is given */
    unsigned longs;   /* 1 for every length modifier that makes the argument 64 bits wide */
    char kind;
};

static void put(struct writer *writer, char c)
{
    if (writer->length + 1 < writer->capacity)
        writer->out[writer->length] = c;
    writer->length++;
}

static void put_repeated(struct writer *writer, char c, size_t count)
{
    while (count-- != 0)
        put(writer, c);
}

static void put_field(struct writer *writer, const struct conversion *conversion, const char *text,
                      size_t length)
{
    size_t padding = conversion->width > length ? conversion->width - length : 0;
    if (!conversion->left)
        put_repeated(writer, ' ', padding);
    for (size_t i = 0; i < length; i++)
        put(writer, text[i]);
    if (conversion->left)
        put_repeated(writer, ' ', padding);
}

static void put_number(struct writer *writer, const struct conversion *conversion, uint64_t value,
                       bool negative)
{
    const char *digits = conversion->kind == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    unsigned base = conversion->kind == 'x' || conversion->kind == 'X' ? 16 : 10;
    char text[24];
    size_t start = sizeof(text);
    do {
        text[--start] = digits[value % base];
        value /= base;
    } while (value != 0);

    size_t length = sizeof(text) - start + (negative ? 1 : 0);
    if (conversion->zeros && !conversion->left) {
        if (negative)
            put(writer, '-');
        if (conversion->width > length)
            put_repeated(writer, '0', conversion->width - length);
        for (size_t i = start; i < sizeof(text); i++)
            put(writer, text[i]);
        return;
    }
    if (negative)
        text[--start] = '-';
    put_field(writer, conversion, text + start, length);
}

/* Width or precision at `*format`: digits, or '*' for an argument. */
static size_t read_count(const char **format, va_list *arguments)
{
    if (**format == '*') {
        (*format)++;
        int count = va_arg(*arguments, int);
        return count < 0 ? 0 : (size_t)count;
    }
    size_t count = 0;
    for (; **format >= '0' && **format <= '9'; (*format)++)
        count = count * 10 + (size_t)(**format - '0');
    return count;
}

static struct conversion read_conversion(const char **format, va_list *arguments)
{
    struct conversion conversion = {.precision = SIZE_MAX};
    for (; **format == '-' || **format == '0'; (*format)++) {
        conversion.left |= **format == '-';
        conversion.zeros |= **format == '0';
    }
    conversion.width = read_count(format, arguments);
    if (**format == '.') {
        (*format)++;
        conversion.precision = read_count(format, arguments);
    }
    for (; **format != '\0' && strchr("hlzj", **format) != NULL; (*format)++)
        conversion.longs += **format != 'h';
    conversion.kind = **format;
    if (conversion.kind != '\0')
        (*format)++;
    return conversion;
}

static void put_signed(struct writer *writer, const struct conversion *conversion, int64_t value)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    put_number(writer, conversion, magnitude, value < 0);
}

static void put_text(struct writer *writer, const struct conversion *conversion, const char *text)
{
    size_t length = 0;
    while (length < conversion->precision && text[length] != '\0')
        length++;
    put_field(writer, conversion, text, length);
}

/* Returns false for an unknown conversion. */
static bool convert(struct writer *writer, struct conversion *conversion, va_list *arguments)
{
    switch (conversion->kind) {
    case 'd':
    case 'i':
        put_signed(writer, conversion,
                   conversion->longs != 0 ? va_arg(*arguments, int64_t) : va_arg(*arguments, int));
        return true;
    case 'u':
    case 'x':
    case 'X':
        put_number(writer, conversion,
                   conversion->longs != 0 ? va_arg(*arguments, uint64_t)
                                          : va_arg(*arguments, unsigned),
                   false);
        return true;
    case 'p':
        put(writer, '0');
        put(writer, 'x');
        conversion->kind = 'x';
        put_number(writer, conversion, (uintptr_t)va_arg(*arguments, void *), false);
        return true;
    case 'c': {
        char c = (char)va_arg(*arguments, int);
        put_field(writer, conversion, &c, 1);
        return true;
    }
    case 's':
        put_text(writer, conversion, va_arg(*arguments, const char *));
        return true;
    case '%':
        put(writer, '%');
        return true;
    default:
        return false;
    }
}

size_t kozo_format_list(char *out, size_t capacity, const char *format, va_list arguments)
{
    struct writer writer = {.out = out, .capacity = capacity};
    va_list list;
    va_copy(list, arguments);
    while (*format != '\0') {
        if (*format != '%') {
            put(&writer, *format++);
            continue;
        }
        const char *start = format++;
        struct conversion conversion = read_conversion(&format, &list);
        if (!convert(&writer, &conversion, &list)) {
            while (start < format)
                put(&writer, *start++);
        }
    }
    va_end(list);
    if (capacity != 0)
        out[writer.length < capacity ? writer.length : capacity - 1] = '\0';
    return writer.length;
}

size_t kozo_format(char *out, size_t capacity, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = kozo_format_list(out, capacity, format, arguments);
    va_end(arguments);
    return length;
}
