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
