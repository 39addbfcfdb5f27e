/* SPDX-License-Identifier: MIT */
/* fuzz.c: what libFuzzer calls, and inputs as it sees them. */
#include <fuzz.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);

void fuzz_fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("fuzz: ", stderr);
    vfprintf(stderr, format, arguments);
    fputs("\n", stderr);
    va_end(arguments);
    abort();
}

/* Options of libFuzzer that suit inputs as short as these; those on the command line come after. */
static void set_options(int *argc, char ***argv)
{
    static char options[][16] = {"-verbosity=0", "-print_funcs=0", "-entropic=0", "-use_cmp=0",
                                 "-max_len=128"};
    enum { OPTIONS = sizeof(options) / sizeof(options[0]) };
    char **all = calloc((size_t)*argc + OPTIONS + 1, sizeof(*all));

    if (all == NULL)
        abort();
    all[0] = (*argv)[0];
    for (unsigned i = 0; i < OPTIONS; i++)
        all[1 + i] = options[i];
    memcpy(&all[1 + OPTIONS], &(*argv)[1], ((size_t)*argc - 1) * sizeof(*all));
    *argc += OPTIONS;
    *argv = all;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const char runs[] = "-runs=";
    uint64_t executions = 0;

    set_options(argc, argv);
    for (int i = 1; i < *argc; i++) {
        if (strncmp((*argv)[i], runs, strlen(runs)) == 0)
            executions = strtoull(&(*argv)[i][strlen(runs)], NULL, 10);
    }
    fuzz_collect();
    fuzz_start(executions);
    return 0;
}

/* The next bytes, the lowest first; zeros behind the end. */
static uint64_t take(struct fuzz_input *input, unsigned bytes)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < bytes && input->size > 0; i++, input->size--)
        value |= (uint64_t)*input->data++ << 8 * i;
    return value;
}

bool fuzz_next_edit(struct fuzz_input *input, struct fuzz_edit *edit)
{
    const bool more = input->size > 0;

    edit->kind = (uint8_t)take(input, sizeof(edit->kind));
    edit->where = (uint8_t)take(input, sizeof(edit->where));
    edit->way = (uint16_t)take(input, sizeof(edit->way));
    edit->value = take(input, sizeof(edit->value));
    return more;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    const unsigned decoder = (unsigned)take(&input, 2) % fuzz_decoder_count;
    const unsigned variant = (unsigned)take(&input, 2) % FUZZ_VARIANTS;

    if (fuzz_decoders[decoder].operation != NULL)
        fuzz_operation(decoder, variant, &input);
    else
        fuzz_message(decoder, variant, &input);
    fuzz_count();
    return 0;
}

/* Every other input is new: a good one, or one that breaks the check whose turn it is. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    static unsigned turn;

    if (seed % 2 == 0 || room < FUZZ_HEAD_BYTES + FUZZ_EDIT_BYTES)
        return LLVMFuzzerMutate(data, size, room);
    turn++;
    return fuzz_new_input(data, turn, seed / 2);
}
