# SPDX-License-Identifier: MIT
"""What is analysed: every C file that is built for the target, with the folders in which its kind
of code looks for headers.

Analysers are shown the stubs of system calls, BARE, as plain declarations; suppressions.txt says
why."""

import dataclasses
import pathlib
import re

import lint

BARE = "generated/user/kozo/trap.h"
EFI = pathlib.Path("/usr/include/efi")
COMMON = ["-std=gnu11", "-O2", "-ffreestanding", "-mgeneral-regs-only"]
KERNEL = [*COMMON, "-mno-red-zone", "-mcmodel=kernel", "-fno-pic"]
# What is built with the interfaces of tests/interfaces, as in tests/tests.mk.
MORE_INTERFACES = "tests/guest/lending/"
GUEST_FOLDERS = ["tests/guest/lib", "generated/kernel", "generated/tests/include"]
STUB = re.compile(r"^static inline (\w[^{;]*\))\n\{\n.*?^\}\n", re.MULTILINE | re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Unit:
    path: pathlib.Path
    kind: str  # kernel, program or loader
    folders: tuple
    flags: tuple

    def includes(self):
        return lint.includes(self.folders)

    def flags_of(self, compiler):
        known = [flag for flag in self.flags if compiler == "gcc" or flag != "-mcmodel=kernel"]
        return [*known, *self.includes(), *system_includes(self)]


def system_includes(unit):
    folders = [EFI, EFI / "x86_64"] if unit.kind == "loader" else []
    return [word for folder in folders for word in ("-isystem", str(folder))]


def declarations(folder):
    """A folder whose kozo/trap.h declares the stubs that the tree's defines."""
    header = folder / "kozo" / "trap.h"
    header.parent.mkdir(parents=True, exist_ok=True)
    text = (lint.ROOT / BARE).read_text()
    header.write_text(STUB.sub(r"\1;\n", text))
    return folder


def kernel_unit(path):
    return Unit(path, "kernel", tuple(lint.KERNEL_FOLDERS), tuple(KERNEL))


def program_unit(path, stubs=None):
    name = str(lint.name(path))
    check = name.startswith(("services/hostile", "generated/system/check"))
    system = f"generated/system/{'check' if check else 'default'}"
    folders = [*([stubs] if stubs else []), path.parent, *lint.USER_FOLDERS, system,
               *(GUEST_FOLDERS if "tests/" in name else [])]
    if name.startswith(MORE_INTERFACES):
        folders = [str(folder).replace("generated/", f"{lint.BUILD}/interfaces/generated/")
                   if str(folder).startswith("generated/") else folder for folder in folders]
    return Unit(path, "program", tuple(folders), tuple([*COMMON, "-fno-pic"]))


def loader_unit(path):
    folders = ["generated/abi", "boot/image/include", path.parent]
    flags = [*COMMON, "-fpic", "-fshort-wchar", "-mno-red-zone", "-DGNU_EFI_USE_MS_ABI"]
    return Unit(path, "loader", tuple(folders), tuple(flags))


def all_units():
    stubs = declarations(lint.ROOT / "build" / "lint")
    kernel = [*lint.kernel_sources(), *lint.sources("boot/image/*.c", "generated/abi/**/*.c")]
    programs = lint.sources("services/**/*.c", "generated/system/*/*.c", "tests/guest/**/*.c",
                            "tests/bench/**/*.c", "generated/tests/matrix.c")
    return [*map(kernel_unit, kernel), *(program_unit(path, stubs) for path in programs),
            *map(loader_unit, lint.sources("boot/uefi/*.c"))]
