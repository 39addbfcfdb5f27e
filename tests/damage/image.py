# SPDX-License-Identifier: MIT
"""What of the kernel's file is loaded, and what of it has to be believed."""

import subprocess

HEADER, SEGMENT = 64, 56  # bytes of the ELF file's header and of one of its program header


def number(content, at, size=8):
    return int.from_bytes(content[at : at + size], "little")


def segments(kernel):
    """(type, offset, physical address, size in the file, size in memory) of each."""
    table, count = number(kernel, 32), number(kernel, 56, 2)
    for at in range(table, table + SEGMENT * count, SEGMENT):
        kind = number(kernel, at, 4)
        yield kind, *(number(kernel, at + field) for field in (8, 24, 32, 40))


def loaded(kernel):
    """What a loader takes out of it, and where it enters."""
    parts = {}
    for kind, offset, physical, size, memory in segments(kernel):
        parts[kind, physical] = memory, kernel[offset : offset + size]
    return number(kernel, 24), parts


def symbol(build, name):
    """The address of a symbol of the kernel."""
    command = ["nm", build / "kernel.elf"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(int(a, 16) for a, _, found in map(str.split, text.splitlines()) if found == name)


def believed(build, kernel):
    """Ranges of the file that nobody can check for a loader that does not: headers, which say what
    is loaded where, and the entry code for PVH and Multiboot2 with what it says, which checks the
    rest."""
    start, end = symbol(build, "boot_checked_start"), symbol(build, "boot_entry_uefi")
    offset = next(
        offset + start - physical
        for _, offset, physical, size, _ in segments(kernel)
        if physical <= start < physical + size
    )
    headers = HEADER + SEGMENT * number(kernel, 56, 2)
    return [range(headers), range(offset, offset + end - start)]


def differs(old, new, ranges):
    """Is a byte in the ranges another? One that is missing is none: loaders notice that."""
    return any(old[at] != new[at] for part in ranges for at in part if at < len(new))
