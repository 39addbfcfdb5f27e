/* SPDX-License-Identifier: MIT */
/* ports.c: ranges of I/O ports, and the Debug capability. */
#include "tests.h"

/* The scratch register of a serial port that the kernel does not use (COM2). */
enum { SCRATCH_PORT = 0x2ff };

static kozo_io_port_t derive(uint16_t first, uint32_t count)
{
    kozo_handle_t handle = {0};

    CHECK_OK(kozo_io_port_derive(guest.ports, first, count, guest.cnode, slot_next(), &handle));
    return AS(io_port, handle);
}

static void a_range_reads_and_writes(void)
{
    const kozo_io_port_t ports = derive(KOZO_SERIAL_PORT, KOZO_SERIAL_PORT_COUNT);
    const uint16_t scratch = KOZO_SERIAL_PORT_COUNT - 1;
    uint32_t value = 0;

    CHECK_OK(kozo_io_port_write(ports, scratch, KOZO_IO_WIDTH_BYTE, 0x5a));
    CHECK_OK(kozo_io_port_read(ports, scratch, KOZO_IO_WIDTH_BYTE, &value));
    CHECK_EQUAL(value, 0x5a);
    CHECK_OK(kozo_any_delete(KOZO_ANY(ports)));
}

static void beyond_the_range_is_refused(void)
{
    const kozo_io_port_t ports = derive(KOZO_SERIAL_PORT, KOZO_SERIAL_PORT_COUNT);
    uint32_t value;

    CHECK_EQUAL(kozo_io_port_read(ports, KOZO_SERIAL_PORT_COUNT, KOZO_IO_WIDTH_BYTE, &value),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_read(ports, KOZO_SERIAL_PORT_COUNT - 1, KOZO_IO_WIDTH_WORD, &value),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_write(ports, KOZO_SERIAL_PORT_COUNT - 2, KOZO_IO_WIDTH_DWORD, 0),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_write(ports, 0xffff, KOZO_IO_WIDTH_DWORD, 0), KOZO_ERR_RANGE);
    CHECK(kozo_io_port_read(ports, 0, KOZO_IO_WIDTH_WORD + 1, &value) != KOZO_OK);
    CHECK_OK(kozo_any_delete(KOZO_ANY(ports)));
}

static void ranges_only_shrink(void)
{
    const kozo_io_port_t ports = derive(KOZO_SERIAL_PORT, KOZO_SERIAL_PORT_COUNT);
    const uint16_t end = KOZO_SERIAL_PORT + KOZO_SERIAL_PORT_COUNT;
    kozo_handle_t handle = {0};

    CHECK_EQUAL(kozo_io_port_derive(ports, KOZO_SERIAL_PORT - 1, 1, guest.cnode, slot_next(),
                                    &handle),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_derive(ports, end, 1, guest.cnode, slot_next(), &handle),
                KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_io_port_derive(ports, end - 1, 2, guest.cnode, slot_next(), &handle),
                KOZO_ERR_RANGE);
    CHECK_OK(kozo_io_port_derive(ports, end - 1, 1, guest.cnode, slot_next(), &handle));
    kozo_info_t info = {0};
    CHECK_OK(kozo_any_revoke(KOZO_ANY(ports)));
    CHECK(identify(handle, &info) != KOZO_OK);
    CHECK_OK(kozo_any_delete(KOZO_ANY(ports)));
}

static void directions_are_rights(void)
{
    const kozo_io_port_t ports = derive(SCRATCH_PORT, 1);
    const kozo_io_port_t in = AS(io_port, copy(KOZO_ANY(ports), KOZO_IO_PORT_RIGHT_IN));
    const kozo_io_port_t out = AS(io_port, copy(KOZO_ANY(ports), KOZO_IO_PORT_RIGHT_OUT));
    uint32_t value;

    CHECK_OK(kozo_io_port_read(in, 0, KOZO_IO_WIDTH_BYTE, &value));
    CHECK_EQUAL(kozo_io_port_write(in, 0, KOZO_IO_WIDTH_BYTE, 0), KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(kozo_io_port_write(out, 0, KOZO_IO_WIDTH_BYTE, 0));
    CHECK_EQUAL(kozo_io_port_read(out, 0, KOZO_IO_WIDTH_BYTE, &value), KOZO_ERR_ACCESS_DENIED);
    CHECK_OK(kozo_any_revoke(KOZO_ANY(ports)));
    CHECK_OK(kozo_any_delete(KOZO_ANY(ports)));
}

static void debug_output_has_limits(void)
{
    CHECK_EQUAL(kozo_debug_write(guest.debug, 0, 0, 0, 0, 0), KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_debug_write(guest.debug, 33, 0, 0, 0, 0), KOZO_ERR_RANGE);
    CHECK_EQUAL(kozo_debug_write((kozo_debug_t){guest.cnode.raw}, 1, 'x', 0, 0, 0),
                KOZO_ERR_WRONG_TYPE);
}

static const struct test table[] = {
    {"a range reads and writes", a_range_reads_and_writes},
    {"beyond the range is refused", beyond_the_range_is_refused},
    {"ranges only shrink", ranges_only_shrink},
    {"directions are rights", directions_are_rights},
    {"debug output has limits", debug_output_has_limits},
};
TESTS(port_tests, "ports", table);
