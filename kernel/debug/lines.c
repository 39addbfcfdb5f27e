/* SPDX-License-Identifier: MIT */
/* lines.c: which line of which file an instruction was made from. Reads the table from its
 * beginning: a panic has time. */
#include <kozo/symbols.h>

#include <kozo/compiler.h>

/* The next number of the table. */
static uint64_t lines_read(const uint8_t **at, unsigned *bits)
{
    uint64_t value = 0;

    *bits = 0;
    do {
        value |= (uint64_t)(**at & 0x7f) << *bits;
        *bits += 7;
    } while ((*(*at)++ & 0x80) != 0 && *bits < 63);
    return value;
}

static uint64_t lines_read_unsigned(const uint8_t **at)
{
    unsigned bits;

    return lines_read(at, &bits);
}

static int64_t lines_read_signed(const uint8_t **at)
{
    unsigned bits;
    const uint64_t value = lines_read(at, &bits);
    const uint64_t sign = UINT64_C(1) << (bits - 1);

    return (int64_t)(value ^ sign) - (int64_t)sign;
}

bool lines_find(uint64_t address, struct source_line *found)
{
    const uint8_t *at = kernel_lines.rows;
    const uint8_t *end = at + kernel_lines.size;
    uint64_t row = kernel_lines.address;
    struct source_line line = {NULL, 0};

    while (at < end) {
        const uint64_t step = lines_read_unsigned(&at);

        row += step / 2;
        if (row > address) {
            break;
        }
        if (step % 2 != 0) {
            line.file = kernel_files[lines_read_unsigned(&at)];
        }
        line.line += lines_read_signed(&at);
    }
    *found = line;
    return line.file != NULL;
}
