/* SPDX-License-Identifier: MIT */
/* guest.c: root's start, output and verdict. */
#include "guest.h"

#include <kozo/abi/names.h>
#include <kozo/format.h>
#include <kozo/runtime.h>
#include <kozo/start.h>
#include <kozo/text.h>

struct guest guest;

enum { LASTING_SLOTS = 256 };

_Noreturn void guest_exit(bool passed)
{
    const uint32_t value = passed ? KOZO_TEST_EXIT_PASS : KOZO_TEST_EXIT_FAIL;

    kozo_io_port_write(guest.ports, KOZO_DEBUG_EXIT_PORT, KOZO_IO_WIDTH_DWORD, value);
    guest_print("cannot end QEMU\n");
    for (;;) {
        kozo_thread_suspend(guest.thread);
    }
}

void guest_print(const char *format, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, format);
    size_t length = kozo_format_list(text, sizeof(text), format, arguments);
    va_end(arguments);
    if (length >= sizeof(text)) {
        length = sizeof(text) - 1;
    }
    for (size_t at = 0; at < length; at += 32) {
        uint64_t words[4] = {0};
        const size_t bytes = length - at < sizeof(words) ? length - at : sizeof(words);

        memcpy(words, text + at, bytes);
        kozo_debug_write(guest.debug, bytes, words[0], words[1], words[2], words[3]);
    }
}

void guest_need(kozo_err_t error, const char *file, int line, const char *text)
{
    if (error != KOZO_OK) {
        guest_print("Bail out! %s:%d: %s: %s\n", file, line, text, kozo_error_name(error));
        guest_exit(false);
    }
}

uint64_t now_ns(void)
{
    const uint64_t ticks = __builtin_ia32_rdtsc() - guest.info->clock_start;

    return (uint64_t)(((unsigned __int128)ticks * guest.info->clock_scale) >> 32);
}

uint64_t time_of_entry(void)
{
    const uint64_t before = now_ns();
    kozo_priority_t ceiling;
    kozo_duration_t remaining, consumed;

    NEED(kozo_budget_inspect(guest.budget, &ceiling, &remaining, &consumed));
    return now_ns() - before;
}

/* The two largest regions: one for the tests, one for the image. Devices' come last. */
static void guest_find_memory(void)
{
    guest.memory = (kozo_untyped_t){guest.info->untyped[0].handle};
    guest.lasting = (kozo_untyped_t){guest.info->untyped[1].handle};
}

/* Root keeps the highest ceiling in a budget that nobody runs on and steps down itself. */
static void guest_step_down(void)
{
    guest.authority = AS(budget, make_lasting(KOZO_OBJECT_BUDGET, KOZO_BUDGET_SIZE_BITS));
    NEED(kozo_budget_configure(guest.authority, guest.budget, KOZO_PRIORITIES - 1, QUANTUM_NS,
                               QUANTUM_NS));
    NEED(kozo_budget_configure(guest.budget, guest.authority, PRIORITY_ROOT, QUANTUM_NS,
                               QUANTUM_NS));
}

_Noreturn void kozo_enter(uint64_t argument)
{
    const struct kozo_init_info *info = (const struct kozo_init_info *)argument;

    guest = (struct guest){
        .info = info,
        .cnode = {info->cnode},
        .aspace = {info->aspace},
        .thread = {info->thread},
        .budget = {info->budget},
        .debug = {info->debug},
        .ports = {info->io_ports},
        .buffer = (struct kozo_buffer *)KOZO_INIT_BUFFER_ADDRESS,
        .next_lasting_slot = info->first_free,
        .first_slot = info->first_free + LASTING_SLOTS,
        .next_slot = info->first_free + LASTING_SLOTS,
    };
    guest_find_memory();
    guest_step_down();
    guest.never =
        AS(notification, make_lasting(KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS));
    guest_exit(guest_main());
}
