/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/rust.yaml by template system/manifest.c;
 * change those and run `make generate`. */
/* The system that has programs in Rust. */
#include <manifest.h>

static const struct kozo_use names_uses[] = {
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use console_uses[] = {
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
    {"names", KOZO_INTERFACE_NAMES, 1, KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT},
};

static const struct kozo_grant console_grants[] = {
    {KOZO_OBJECT_IO_PORT, 0x3, 0x3f8, 8},
};

static const struct kozo_use shell_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
    {"names", KOZO_INTERFACE_NAMES, 1, KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT},
    {"process", KOZO_INTERFACE_PROCESS, KOZO_PROVIDER_INIT, KOZO_ENDPOINT_RIGHT_SEND},
    {"tracing", KOZO_INTERFACE_TRACING, KOZO_PROVIDER_INIT, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use calc_uses[] = {
    {"names", KOZO_INTERFACE_NAMES, 1, KOZO_ENDPOINT_RIGHT_SEND | KOZO_ENDPOINT_RIGHT_GRANT},
};

static const struct kozo_program programs[] = {
    {
        .name = "log",
        .image = "log",
        .number = 1,
        .priority = 100,
        .boot = true,
        .memory = 0x40000,
        .cnode_slots = 64,
        .provides_count = 1,
    },
    {
        .name = "names",
        .image = "names",
        .number = 2,
        .priority = 100,
        .boot = true,
        .memory = 0x40000,
        .cnode_slots = 128,
        .provides_count = 1,
        .uses = names_uses,
        .use_count = 1,
    },
    {
        .name = "console",
        .image = "console",
        .number = 3,
        .priority = 150,
        .boot = true,
        .memory = 0x40000,
        .cnode_slots = 64,
        .provides_count = 1,
        .uses = console_uses,
        .use_count = 2,
        .grants = console_grants,
        .grant_count = 1,
    },
    {
        .name = "shell",
        .image = "shell",
        .number = 4,
        .priority = 50,
        .boot = true,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = shell_uses,
        .use_count = 5,
    },
    {
        .name = "calc",
        .image = "calc",
        .number = 5,
        .priority = 100,
        .boot = true,
        .memory = 0x40000,
        .cnode_slots = 64,
        .provides_count = 1,
        .uses = calc_uses,
        .use_count = 1,
    },
};

const struct kozo_system kozo_system = {
    .name = "rust",
    .programs = programs,
    .program_count = sizeof(programs) / sizeof(programs[0]),
};
