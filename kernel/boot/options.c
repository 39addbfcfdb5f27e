/* SPDX-License-Identifier: MIT */
/* options.c: words of the kernel's command line. */
#include <kozo/boot.h>
#include <kozo/log.h>

/* All that anybody asks boot_has_option() for. */
static const char *const options[] = {"fastpath=off"};

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

static bool option_is_known(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        size_t matched = 0;

        while (matched < length && options[i][matched] == word[matched]) {
            matched++;
        }
        if (matched == length && options[i][matched] == 0) {
            return true;
        }
    }
    return false;
}

/* Bytes that no screen shows as \xNN. */
static void option_report(const char *word, size_t length)
{
    klog("kernel: unknown option '");
    for (size_t i = 0; i < length; i++) {
        if (word[i] >= ' ' && word[i] <= '~') {
            klog("%c", word[i]);
        } else {
            klog("\\x%02x", (unsigned)(uint8_t)word[i]);
        }
    }
    klog("'\n");
}

unsigned boot_report_options(const struct kozo_boot_info *info)
{
    const char *line = (const char *)info->command_line;
    unsigned unknown = 0;
    size_t start = 0;

    for (size_t i = 0; i < KOZO_BOOT_COMMAND_LINE; i++) {
        if (line[i] != 0 && line[i] != ' ') {
            continue;
        }
        if (i > start && !option_is_known(line + start, i - start)) {
            option_report(line + start, i - start);
            unknown++;
        }
        start = i + 1;
        if (line[i] == 0) {
            break;
        }
    }
    return unknown;
}
