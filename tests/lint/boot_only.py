#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Nothing that stays in the kernel leads to what only boot needs, which is init's memory later: no
call, jump or address in an instruction, and no pointer in data. KEEPERS may name it: who takes it
out, and who tells text from other memory in a backtrace, which is printed during boot, too."""

import re

import lint
import machine_code

KEEPERS = ("x86_leave_boot", "arch_is_text", "backtrace_line")
CONSTANT = re.compile(r"(-?)0x([0-9a-f]+)(\(%rip\))?")


def names(path):
    _, text = lint.output(["nm", path])
    return {name: int(address, 16) for address, _, name in
            (line.split() for line in text.splitlines() if line[0] != " ")}


def addresses(operands, behind):
    """All that the operands of an instruction may mean, as addresses."""
    for sign, digits, relative in CONSTANT.findall(operands):
        value = -int(digits, 16) if sign else int(digits, 16)
        yield (value + (behind or 0) if relative else value) % (1 << 64)
    if match := machine_code.DIRECT.match(operands):
        yield int(match[1], 16)


def check(image, once, early=range(0), tables=()):
    """Findings about an image that loses `once`, and what lies `early` at physical addresses,
    which are too small to be told from other numbers in data. `tables` may say where things
    were."""
    for start, function in image.functions.items():
        if start in once or function.name in KEEPERS:
            continue
        found = {address for _, operands, behind in function.code.values()
                 for address in addresses(operands, behind) if address in once or address in early}
        yield from (f"{function.name}() stays, and refers to {address:#x}, which does not"
                    for address in sorted(found))
    for start, content in image.data.sections:
        if not start or start in once or start in image.owner:
            continue
        for at in range(start, start + len(content) - 7, 8):
            if image.data.at(at) in once and not any(at in table for table in tables):
                yield f"the data at {at:#x} stays, and refers to {image.data.at(at):#x}, which " \
                      "does not"


def check_kernel(path):
    at = names(path)
    once = range(at["kernel_once_start"], at["kernel_once_end"])
    # Its first address is a power of two as well.
    early = range(at["boot_image_start"] + 1, once.stop - at["kernel_offset"])
    return check(machine_code.Image(path), once, early, (
        range(at["kernel_symbols"], at["kernel_symbol_count"]),
        range(at["kernel_lines"], at["kernel_lines"] + 8)))


def main():
    lint.finish([f"{build.name}: {line}" for build in lint.current_builds()
                 for line in check_kernel(build / "kernel.elf")])


if __name__ == "__main__":
    main()
