#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every header of what runs on the target compiles alone, with gcc and with clang. Sources look for
headers where units.py says that their kind of code does, and so do the headers beside them."""

import lint
import units

KERNEL = ["kernel/**/*.h", "generated/kernel/**/*.h"]
USER = [
    "services/lib/include/**/*.h", "boot/image/include/**/*.h", "generated/abi/**/*.h",
    "generated/user/**/*.h", "generated/server/kozo/answer/*.h", "generated/system/**/*.h",
]
SERVERS = "generated/server/kozo/server/*.h"
LOADER = ["boot/uefi/*.h"]
PRIVATE = ["services/*/*.h", "tests/guest/**/*.h", "tests/bench/**/*.h"]


def compile_alone(job):
    header, folders, *more = job
    for compiler in ("gcc", "clang"):
        command = [compiler, *lint.WARNINGS, *more, "-fsyntax-only", *lint.includes(folders)]
        command += ["-x", "c", "-include", header, "/dev/null"]
        status, text = lint.output(command)
        if status != 0:
            first = next((line for line in text.splitlines() if "error" in line), text)
            yield f"{lint.name(header)}: does not compile alone with {compiler}: {first}"


def all_jobs():
    """(header, folders, options of the compiler...)"""
    for header in lint.sources(*KERNEL):
        yield header, lint.KERNEL_FOLDERS
    for header in lint.sources(*USER):
        yield header, lint.USER_FOLDERS
    for header in lint.sources(SERVERS):
        yield header, lint.USER_FOLDERS, "-Wno-error"  # bodies are those of who includes it
    for header in lint.sources(*LOADER):
        unit = units.loader_unit(header)
        yield header, unit.folders, *unit.flags, *units.system_includes(unit)
    for header in lint.sources(*PRIVATE):
        yield header, units.program_unit(header).folders


def main():
    lint.finish(lint.in_parallel(compile_alone, list(all_jobs())))


if __name__ == "__main__":
    main()
