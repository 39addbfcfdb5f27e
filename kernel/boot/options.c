/* SPDX-License-Identifier: MIT */
/* options.c: words of the kernel's command line. */
#include <kozo/boot.h>

bool boot_has_option(const struct kozo_boot_info *info, const char *option)
{
    const char *line = (const char *)info->command_line;
    size_t matched = 0; /* characters of `option` that end here, if it began a word */
    bool in_word = false;

    for (size_t i = 0; i < KOZO_BOOT_COMMAND_LINE; i++) {
        const bool ends = line[i] == 0 || line[i] == ' ';

        if (ends && matched != 0 && option[matched] == 0) {
            return true;
        }
        if (line[i] == 0) {
            return false;
        }
        if (ends || (in_word && matched == 0) || option[matched] != line[i]) {
            matched = 0;
        } else {
            matched++;
        }
        in_word = !ends;
    }
    return false;
}

/* The end of the word that begins at `at`. */
static size_t option_end(const char *line, size_t at)
{
    while (at < KOZO_BOOT_COMMAND_LINE && line[at] != 0 && line[at] != ' ') {
        at++;
    }
    return at;
}

const char *boot_option_value(const struct kozo_boot_info *info, const char *option,
                              size_t *length)
{
    const char *line = (const char *)info->command_line;
    size_t at = 0;

    while (at < KOZO_BOOT_COMMAND_LINE && line[at] != 0) {
        const size_t end = option_end(line, at);
        size_t matched = 0;

        while (at + matched < end && option[matched] != 0 && line[at + matched] == option[matched]) {
            matched++;
        }
        if (option[matched] == 0) {
            *length = end - at - matched;
            return &line[at + matched];
        }
        at = end + 1;
    }
    return NULL;
}
