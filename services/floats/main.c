/* SPDX-License-Identifier: MIT */
/* main.c: computes with numbers that are no integers. */
#include <check/floats.h>
#include <kozo/format.h>
#include <kozo/start.h>
#include <kozo/text.h>

enum { TERMS = 1000000, TERMS_SHOWN = 1000, STEPS = 8 };
#define BILLION 1000000000.0

static void show(const char *name, double value)
{
    const uint64_t billionths = (uint64_t)(value * BILLION + 0.5);
    char line[64];
    kozo_format(line, sizeof(line), "floats: %s %lu.%09lu\r\n", name,
                (unsigned long)(billionths / 1000000000), (unsigned long)(billionths % 1000000000));
    (void)console_write(grant_console(), line, strlen(line));
}

/* Newton's method. */
static double square_root(double of)
{
    double root = of;
    for (unsigned i = 0; i < STEPS; i++)
        root = (root + of / root) / 2;
    return root;
}

/* It takes long enough to be preempted. */
static double harmonic_sum(unsigned terms)
{
    double sum = 0;
    for (unsigned i = 1; i <= terms; i++)
        sum += 1.0 / i;
    return sum;
}

int main(void)
{
    show("root", square_root(2));
    const double sum = harmonic_sum(TERMS);
    show("sum", harmonic_sum(TERMS_SHOWN));
    return sum > 14.39 && sum < 14.40 ? 0 : 1;
}
