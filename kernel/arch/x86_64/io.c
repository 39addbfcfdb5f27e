/* SPDX-License-Identifier: MIT */
/* io.c: I/O ports on behalf of their capabilities' holders. */
#include <kozo/arch.h>

#include <kozo/assert.h>
#include <x86/instructions.h>

uint32_t arch_io_read(uint16_t port, uint8_t width)
{
    switch (width) {
    case KOZO_IO_WIDTH_BYTE:
        return x86_in8(port);
    case KOZO_IO_WIDTH_WORD:
        return x86_in16(port);
    case KOZO_IO_WIDTH_DWORD:
        return x86_in32(port);
    default:
        unreachable();
    }
}

void arch_io_write(uint16_t port, uint8_t width, uint32_t value)
{
    switch (width) {
    case KOZO_IO_WIDTH_BYTE:
        x86_out8(port, (uint8_t)value);
        break;
    case KOZO_IO_WIDTH_WORD:
        x86_out16(port, (uint16_t)value);
        break;
    case KOZO_IO_WIDTH_DWORD:
        x86_out32(port, value);
        break;
    default:
        unreachable();
    }
}
