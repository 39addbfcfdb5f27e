/* SPDX-License-Identifier: MIT */
/* tally.c: what has been reached, told every few seconds and at the end. A run of which something
 * is left that was never accepted or never refused has failed. */
#include <fuzz.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { PERIOD_SECONDS = 5, LOOK_EVERY = 1024 };

static uint64_t *accepted, *refused, executions, wanted;
static time_t started, told;

static unsigned reached(const uint64_t *counts, unsigned count)
{
    unsigned number = 0;

    for (unsigned i = 0; i < count; i++)
        number += counts[i] > 0;
    return number;
}

static void tell_missing(void)
{
    for (unsigned i = 0; i < fuzz_decoder_count; i++) {
        const struct fuzz_decoder *decoder = &fuzz_decoders[i];
        if (accepted[i] == 0 && decoder->operation != NULL)
            printf("never accepted: %s\n", decoder->operation->name);
        else if (accepted[i] == 0)
            printf("never accepted: %s_%s, %s\n", decoder->interface->name, decoder->method->name,
                   decoder->request          ? "request"
                   : decoder->detail != NULL ? "error that tells something"
                                             : "reply");
    }
    for (unsigned i = 0; i < fuzz_check_count; i++) {
        if (refused[i] == 0)
            printf("never refused: %s\n", fuzz_checks[i].id);
    }
}

static void finish(void)
{
    const unsigned decoders = reached(accepted, fuzz_decoder_count);
    const unsigned checks = reached(refused, fuzz_check_count);

    tell_missing();
    printf("%llu executions, %u of %u decoders accepted, %u of %u checks refused, 0 crashes\n",
           (unsigned long long)executions, decoders, fuzz_decoder_count, checks, fuzz_check_count);
    fflush(stdout);
    if (decoders < fuzz_decoder_count || checks < fuzz_check_count)
        _exit(1);
}

void fuzz_start(uint64_t runs)
{
    accepted = calloc(fuzz_decoder_count, sizeof(*accepted));
    refused = calloc(fuzz_check_count, sizeof(*refused));
    wanted = runs;
    started = told = time(NULL);
    if (accepted == NULL || refused == NULL || atexit(finish) != 0)
        abort();
}

void fuzz_accepted(unsigned decoder)
{
    accepted[decoder]++;
}

void fuzz_refused(unsigned check)
{
    refused[check]++;
}

void fuzz_count(void)
{
    const time_t now = ++executions % LOOK_EVERY == 0 ? time(NULL) : told;

    if (now - told < PERIOD_SECONDS)
        return;
    told = now;
    printf("  %9llu of %llu executions, %llu a second; %u of %u decoders accepted, "
           "%u of %u checks refused\n", (unsigned long long)executions, (unsigned long long)wanted,
           (unsigned long long)(executions / (uint64_t)(now - started)),
           reached(accepted, fuzz_decoder_count), fuzz_decoder_count,
           reached(refused, fuzz_check_count), fuzz_check_count);
    fflush(stdout);
}
