/* SPDX-License-Identifier: MIT */
/* commands_caps.c: caps, which shows what a program may do, and from whom it has it: what was
 * derived from a capability stands below it, indented. */
#include <shell.h>
#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/text.h>

#include "commands.h"
#include "terminal.h"

enum {
    HELD_MAX = 512, /* of these the tree is made */
    INDENT_MAX = 4, /* levels that are shown as such */
};

struct held {
    uint32_t index; /* slot */
    uint32_t parent;
    kozo_info_t info;
    kozo_badge_t badge;
    char origin[KOZO_PROGRAM_NAME_MAX + 1];
    bool printed;
};

static struct held held[HELD_MAX];
static uint32_t held_count;

/* The rights of a capability by the names that its type gives them. */
static void format_rights(char *out, size_t capacity, unsigned type, unsigned rights)
{
    size_t length = 0;
    out[0] = '\0';
    for (unsigned bit = 0; bit < 8; bit++) {
        if ((rights >> bit & 1) == 0 || length >= capacity)
            continue;
        length += kozo_format(out + length, capacity - length, "%s%s", length == 0 ? "" : ",",
                              kozo_right_name(type, 1u << bit));
    }
}

static void format_size(char *out, size_t capacity, uint8_t size_bits)
{
    if (size_bits == 0)
        kozo_format(out, capacity, "-");
    else if (size_bits < 10)
        kozo_format(out, capacity, "%lu B", 1ul << size_bits);
    else
        kozo_format(out, capacity, "%lu KiB", 1ul << (size_bits - 10));
}

static void print_capability(struct held *capability, uint32_t depth)
{
    capability->printed = true;
    kozo_info_t info = capability->info;
    uint32_t indent = 2 * (depth < INDENT_MAX ? depth : INDENT_MAX);
    char type[32], names[48], size[16], mark[24];
    kozo_format(type, sizeof(type), "%*s%s%s", (int)indent, "",
                kozo_object_name(kozo_info_type(info)),
                kozo_info_device(info) != 0 ? " (device)" : "");
    format_rights(names, sizeof(names), kozo_info_type(info), kozo_info_rights(info));
    kozo_format(mark, sizeof(mark), capability->badge == 0 ? "-" : "0x%lx", capability->badge);
    format_size(size, sizeof(size), kozo_info_size_bits(info));
    const char *origin = capability->origin;
    if (capability->parent == 0 && origin[0] == '\0')
        origin = "-";
    print("%5u %-20s %-23s %-18s %12s%s%s\n", capability->index, type, names, mark, size,
          origin[0] != '\0' ? "  " : "", origin);
}

/* What has not been printed yet of those derived from slot `parent`, or, with 0, of the roots. */
static struct held *next_child(uint32_t parent)
{
    for (uint32_t i = 0; i < held_count; i++) {
        if (!held[i].printed && held[i].parent == parent)
            return &held[i];
    }
    return NULL;
}

/* The parent of a slot. */
static uint32_t parent_of(uint32_t index)
{
    for (uint32_t i = 0; i < held_count; i++) {
        if (held[i].index == index)
            return held[i].parent;
    }
    return 0;
}

/* Parents before children. A parent that vanished while they were asked for has no line. */
static void print_tree(void)
{
    uint32_t at = 0, depth = 0;
    for (;;) {
        struct held *child = next_child(at);
        if (child != NULL) {
            print_capability(child, depth);
            at = child->index;
            depth++;
        } else if (at != 0) {
            at = parent_of(at);
            depth--;
        } else {
            break;
        }
    }
    for (uint32_t i = 0; i < held_count; i++) {
        if (!held[i].printed)
            print_capability(&held[i], 0);
    }
}

void command_caps(const char *argument)
{
    if (commands_name_is_too_long("caps", argument))
        return;
    kozo_err_t error = KOZO_OK;
    for (held_count = 0; held_count < HELD_MAX; held_count++) {
        struct held *next = &held[held_count];
        next->printed = false;
        error = process_capability(grant_process(), argument, held_count, &next->index,
                                   &next->info, &next->badge, &next->parent, next->origin);
        if (error != KOZO_OK)
            break;
    }
    if (error != KOZO_OK && error != KOZO_ERR_NOT_FOUND) {
        commands_failed("caps", error);
        return;
    }
    if (held_count == 0) {
        print("caps: %s is not running; 'ps' lists the programs\n", argument);
        return;
    }
    print(" SLOT %-20s %-23s %-18s %12s  FROM\n", "TYPE", "RIGHTS", "BADGE", "SIZE");
    print_tree();
    if (held_count == HELD_MAX)
        print("caps: only the first %u are shown\n", HELD_MAX);
}
