/* SPDX-License-Identifier: MIT */
/* switch.c: which of the mutants that a test program contains it is, and which of its tests run:
 * told by the environment, before main(). */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

extern int kozo_mutant;
int kozo_mutant; /* 0: the program as it should be */

static __attribute__((constructor)) void choose(void)
{
    const char *mutant = getenv("KOZO_MUTANT");

    if (mutant != NULL)
        kozo_mutant = atoi(mutant);
    cmocka_set_test_filter(getenv("KOZO_TEST"));
}
