/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/check.yaml by template system/manifest.c;
 * change those and run `make generate`. */
/* The system that the adversarial tests boot. */
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

static const struct kozo_use hostile_null_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_kernel_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_code_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_execute_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_cli_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_hlt_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_fpu_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use floats_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_port_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_operation_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_handles_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_tags_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_buffer_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_stack_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_loop_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_handler_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_suicide_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_exit_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_reader_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_deaf_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_restless_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use crowd_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use crowd_stays_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use crowd_huge_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
};

static const struct kozo_use hostile_neighbour_uses[] = {
    {"console", KOZO_INTERFACE_CONSOLE, 2, KOZO_ENDPOINT_RIGHT_SEND},
    {"log", KOZO_INTERFACE_LOG, 0, KOZO_ENDPOINT_RIGHT_SEND},
    {"tracing", KOZO_INTERFACE_TRACING, KOZO_PROVIDER_INIT, KOZO_ENDPOINT_RIGHT_SEND},
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
        .name = "hostile_null",
        .image = "hostile",
        .number = 5,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_null_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_kernel",
        .image = "hostile",
        .number = 6,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_kernel_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_code",
        .image = "hostile",
        .number = 7,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_code_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_execute",
        .image = "hostile",
        .number = 8,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_execute_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_cli",
        .image = "hostile",
        .number = 9,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_cli_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_hlt",
        .image = "hostile",
        .number = 10,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_hlt_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_fpu",
        .image = "hostile",
        .number = 11,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_fpu_uses,
        .use_count = 2,
    },
    {
        .name = "floats",
        .image = "floats",
        .number = 12,
        .priority = 40,
        .boot = false,
        .fpu = true,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = floats_uses,
        .use_count = 1,
    },
    {
        .name = "hostile_port",
        .image = "hostile",
        .number = 13,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_port_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_operation",
        .image = "hostile",
        .number = 14,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_operation_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_handles",
        .image = "hostile",
        .number = 15,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_handles_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_tags",
        .image = "hostile",
        .number = 16,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_tags_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_buffer",
        .image = "hostile",
        .number = 17,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_buffer_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_stack",
        .image = "hostile",
        .number = 18,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_stack_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_loop",
        .image = "hostile",
        .number = 19,
        .priority = 10,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_loop_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_handler",
        .image = "hostile",
        .number = 20,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_handler_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_suicide",
        .image = "hostile",
        .number = 21,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_suicide_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_exit",
        .image = "hostile",
        .number = 22,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_exit_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_reader",
        .image = "hostile",
        .number = 23,
        .priority = 60,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_reader_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_deaf",
        .image = "hostile",
        .number = 24,
        .priority = 60,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_deaf_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_restless",
        .image = "hostile",
        .number = 25,
        .priority = 60,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_restless_uses,
        .use_count = 2,
    },
    {
        .name = "crowd",
        .image = "crowd",
        .number = 26,
        .priority = 40,
        .boot = false,
        .memory = 0x100000,
        .cnode_slots = 256,
        .provides_count = 0,
        .uses = crowd_uses,
        .use_count = 2,
    },
    {
        .name = "crowd_stays",
        .image = "crowd",
        .number = 27,
        .priority = 40,
        .boot = false,
        .memory = 0x100000,
        .cnode_slots = 256,
        .provides_count = 0,
        .uses = crowd_stays_uses,
        .use_count = 2,
    },
    {
        .name = "crowd_huge",
        .image = "crowd",
        .number = 28,
        .priority = 40,
        .boot = false,
        .memory = 0x40000000,
        .cnode_slots = 256,
        .provides_count = 0,
        .uses = crowd_huge_uses,
        .use_count = 2,
    },
    {
        .name = "hostile_neighbour",
        .image = "hostile",
        .number = 29,
        .priority = 40,
        .boot = false,
        .memory = 0x80000,
        .cnode_slots = 64,
        .provides_count = 0,
        .uses = hostile_neighbour_uses,
        .use_count = 3,
    },
};

const struct kozo_system kozo_system = {
    .name = "check",
    .programs = programs,
    .program_count = sizeof(programs) / sizeof(programs[0]),
};
