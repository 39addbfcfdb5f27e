/* SPDX-License-Identifier: MIT */
/* ports.c: I/O ports by instruction, which nobody may use, and by capability, within its range. */
#include "attack.h"
#include "tests.h"

static void try_port(uint32_t port)
{
    static const struct {
        const char *name;
        uint8_t code[2], size;
    } accesses[] = {
        {"inb", {0xec}, 1},        {"inw", {0x66, 0xed}, 2},  {"inl", {0xed}, 1},
        {"outb", {0xee}, 1},       {"outw", {0x66, 0xef}, 2}, {"outl", {0xef}, 1},
    };

    for (unsigned i = 0; i < sizeof(accesses) / sizeof(accesses[0]); i++) {
        struct fault_record record;

        sweep_try(accesses[i].code, accesses[i].size, port, &record);
        expect_exception(&record, accesses[i].name, port, PROTECTION, 0);
        CHECK_EQUAL(record.ip, 0);
    }
}

/* Where the bitmap of a task-state segment, and what lies in its place, would show. */
static void no_port_by_instruction(void)
{
    static const uint32_t chosen[] = {
        0x60, 0x64, 0x70, 0x71, 0x80, 0x92, 0x2f8, 0x3fd, 0x604, 0xcf8, 0xcf9, 0xcfc,
        KOZO_SERIAL_PORT, KOZO_DEBUG_EXIT_PORT,
        0x7fff, 0x8000, 0xfff8, 0xfffc, 0xfffd, 0xfffe, 0xffff,
    };
    const uint32_t step = effort(1, 61, 4099);

    sweep_begin();
    for (unsigned i = 0; i < sizeof(chosen) / sizeof(chosen[0]); i++) {
        try_port(chosen[i]);
    }
    for (uint32_t port = 0; port < 0x10000; port += step) {
        try_port(port);
    }
    sweep_end();
}

static kozo_io_port_t derive(kozo_io_port_t from, uint16_t first, uint32_t count)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_io_port_derive(from, first, count, guest.cnode, slot_next(), &handle));
    return AS(io_port, handle);
}

/* All accesses to a range at its edges. The ports are COM2's and those that nothing answers. */
static void try_range(uint16_t first, uint32_t count)
{
    static const kozo_io_width_t widths[] = {KOZO_IO_WIDTH_BYTE, KOZO_IO_WIDTH_WORD,
                                             KOZO_IO_WIDTH_DWORD};
    static const uint16_t far_offsets[] = {0x7fff, 0x8000, 0xfffc, 0xfffe, 0xffff};
    const kozo_io_port_t ports = derive(guest.ports, first, count);
    uint32_t value = 0;

    for (unsigned w = 0; w < 3; w++) {
        for (unsigned offset = 0; offset < count + 4u; offset++) {
            CHECK_EQUAL(kozo_io_port_read(ports, (uint16_t)offset, widths[w], &value),
                        offset + widths[w] <= count ? KOZO_OK : KOZO_ERR_RANGE);
        }
        for (unsigned i = 0; i < 5; i++) {
            CHECK_EQUAL(kozo_io_port_read(ports, far_offsets[i], widths[w], &value),
                        KOZO_ERR_RANGE);
            CHECK_EQUAL(kozo_io_port_write(ports, far_offsets[i], widths[w], 0), KOZO_ERR_RANGE);
        }
    }
    CHECK_OK(kozo_any_delete(KOZO_ANY(ports)));
}

static void a_range_ends_where_it_ends(void)
{
    for (uint32_t count = 1; count <= 8; count++) {
        try_range(0x2f8, count);
        try_range(0xfff8, count);
        try_range((uint16_t)(0x10000 - count), count);
    }
}

static void the_last_port(void)
{
    const kozo_io_port_t last = derive(guest.ports, 0xffff, 1);
    kozo_handle_t handle = {0};
    uint32_t value = 0;

    CHECK_OK(kozo_io_port_read(guest.ports, 0xfffc, KOZO_IO_WIDTH_DWORD, &value));
    CHECK_EQUAL(kozo_io_port_read(guest.ports, 0xfffd, KOZO_IO_WIDTH_DWORD, &value),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_read(guest.ports, 0xffff, KOZO_IO_WIDTH_WORD, &value),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_derive(guest.ports, 0xffff, 2, guest.cnode, slot_next(), &handle),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_derive(guest.ports, 1, 0x10000, guest.cnode, slot_next(), &handle),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_derive(last, 0xffff, 2, guest.cnode, slot_next(), &handle),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_derive(last, 0, 1, guest.cnode, slot_next(), &handle),
                KOZO_ERR_RANGE);
    CHECK_OK(kozo_any_delete(KOZO_ANY(last)));
}

static void nothing_after_revoke(void)
{
    const kozo_io_port_t range = derive(guest.ports, 0x2f8, 8);
    const kozo_io_port_t part = derive(range, 0x2f8, 4), copied = AS(io_port, copy(KOZO_ANY(range),
                                                                              ALL_RIGHTS));
    uint32_t value = 0;

    CHECK_OK(kozo_io_port_read(part, 0, KOZO_IO_WIDTH_BYTE, &value));
    CHECK_OK(kozo_any_revoke(KOZO_ANY(range)));
    CHECK_EQUAL(kozo_io_port_read(part, 0, KOZO_IO_WIDTH_BYTE, &value), KOZO_ERR_NO_CAP);
    CHECK_EQUAL(kozo_io_port_write(copied, 0, KOZO_IO_WIDTH_BYTE, 0), KOZO_ERR_NO_CAP);
    CHECK_OK(kozo_io_port_read(range, 0, KOZO_IO_WIDTH_BYTE, &value));
    CHECK_OK(kozo_any_delete(KOZO_ANY(range)));
}

static const struct test table[] = {
    {"no port by instruction", no_port_by_instruction},
    {"a range ends where it ends", a_range_ends_where_it_ends},
    {"the last port", the_last_port},
    {"nothing after revoke", nothing_after_revoke},
};
TESTS(port_tests, "ports", table);
