/* SPDX-License-Identifier: MIT */
/* options.c: words of the kernel's command line. What follows a word `--` is init's. */
#include <kozo/boot.h>
#include <kozo/log.h>

/* All that anybody looks for; one that ends in '=' takes any value. */
static const char *const options[] = {"fastpath=off", "lock=on", "trace="};

struct option_word {
    const char *text;
    size_t length;
};

/* The next word from `*at` on, which moves behind it. False at the end, and before what is init's.
 * A word that does not end within the line is none. */
static bool option_next(const struct kozo_boot_info *info, size_t *at, struct option_word *word)
{
    const char *line = (const char *)info->command_line;
    size_t end = *at;

    while (end < KOZO_BOOT_COMMAND_LINE && line[end] == ' ') {
        end++;
    }
    word->text = &line[end];
    while (end < KOZO_BOOT_COMMAND_LINE && line[end] != 0 && line[end] != ' ') {
        end++;
    }
    word->length = (size_t)(&line[end] - word->text);
    *at = end;
    return end < KOZO_BOOT_COMMAND_LINE && word->length != 0 &&
           !(word->length == 2 && word->text[0] == '-' && word->text[1] == '-');
}

/* How much of `option` the word begins with: all, if the result is at its NUL. */
static size_t option_match(const struct option_word *word, const char *option)
{
    size_t matched = 0;

    while (matched < word->length && option[matched] != 0 &&
           option[matched] == word->text[matched]) {
        matched++;
    }
    return matched;
}

static bool option_is(const struct option_word *word, const char *option)
{
    const size_t matched = option_match(word, option);

    return option[matched] == 0 && matched == word->length;
}

bool boot_has_option(const struct kozo_boot_info *info, const char *option)
{
    struct option_word word;
    size_t at = 0;

    while (option_next(info, &at, &word)) {
        if (option_is(&word, option)) {
            return true;
        }
    }
    return false;
}

const char *boot_option_value(const struct kozo_boot_info *info, const char *option, size_t *length)
{
    struct option_word word;
    size_t at = 0;

    while (option_next(info, &at, &word)) {
        const size_t matched = option_match(&word, option);

        if (option[matched] == 0) {
            *length = word.length - matched;
            return word.text + matched;
        }
    }
    return NULL;
}

static bool option_is_known(const struct option_word *word)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        const size_t matched = option_match(word, options[i]);

        if (option_is(word, options[i]) ||
            (options[i][matched] == 0 && options[i][matched - 1] == '=')) {
            return true;
        }
    }
    return false;
}

/* Bytes that no screen shows as \xNN. */
static void option_report(const struct option_word *word)
{
    klog("kernel: unknown option '");
    for (size_t i = 0; i < word->length; i++) {
        if (word->text[i] >= ' ' && word->text[i] <= '~') {
            klog("%c", word->text[i]);
        } else {
            klog("\\x%02x", (unsigned)(uint8_t)word->text[i]);
        }
    }
    klog("'\n");
}

unsigned boot_report_options(const struct kozo_boot_info *info)
{
    struct option_word word;
    unsigned unknown = 0;
    size_t at = 0;

    while (option_next(info, &at, &word)) {
        if (!option_is_known(&word)) {
            option_report(&word);
            unknown++;
        }
    }
    return unknown;
}
