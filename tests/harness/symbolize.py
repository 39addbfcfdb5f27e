#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Says more about the addresses of a serial log: where a program that init reports a fault of was,
by BUILD/programs/<image>, and which inlined functions a line of the kernel's backtrace stands for,
by BUILD/kernel.elf.

symbolize.py LOG BUILD prints the log so. copy() is the filter of `make qemu`.
"""

import functools
import os
import pathlib
import re
import subprocess
import sys

from tap import ANSI

ROOT = pathlib.Path(__file__).resolve().parents[2]
BACKTRACE = re.compile(r"#\d+ 0x([0-9a-f]{16}) \w\S*\+0x[0-9a-f]+ \((\S+:\d+)\)")
FAULT = re.compile(r"\binit: (\w+) faulted: .*, ip 0x([0-9a-f]+) in (\w+),")


@functools.lru_cache(None)
def lookup(address, elf):
    """What an address lies in, as "function (file:line)", from the innermost inlined function
    outwards; empty if that is not known."""
    command = ["addr2line", "-fie", str(elf), f"{address:#x}"]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    places = (os.path.relpath(ROOT / line.partition(" (")[0], ROOT) for line in lines[1::2])
    return [f"{name} ({place})" for name, place in zip(lines[::2], places) if name != "??"]


def inlined(address, place, elf):
    """The functions of a line of a backtrace, if some were inlined. A caller's address is behind
    its call, a trap's is where it was."""
    for at in (address - 1, address):
        names = lookup(at, elf)
        if len(names) > 1 and names[0].endswith(f"({place})"):
            return names
    return []


def explain(line, build):
    """What to print after a line of the log."""
    line = ANSI.sub("", line)
    if fault := FAULT.search(line):
        program, label = build / "programs" / fault[3], f"{fault[1]}: "
        names = lookup(int(fault[2], 16), program)
    elif frame := BACKTRACE.search(line):
        label, names = "     ", inlined(int(frame[1], 16), frame[2], build / "kernel.elf")
    else:
        return []
    return [label + ("inlined in " if depth else "at ") + name for depth, name in enumerate(names)]


def append(log, build):
    """Adds the explanations, if there are any, to the end of a log."""
    lines = pathlib.Path(log).read_text(errors="replace").splitlines()
    explained = dict.fromkeys(text for line in lines for text in explain(line, build))
    if explained:
        with pathlib.Path(log).open("a") as file:
            file.write("\n".join(["", "symbols:", *explained, ""]))


def copy(source, target, build):
    """Passes bytes on as soon as they come; explains a line when it has ended."""
    line = b""
    while data := os.read(source, 65536):
        for part in data.splitlines(keepends=True):
            target.write(part)
            line += part
            if part.endswith(b"\n"):
                for text in explain(line.decode(errors="replace"), build):
                    target.write(f"{text}\r\n".encode())
                line = b""
        target.flush()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as log:
        copy(log.fileno(), sys.stdout.buffer, pathlib.Path(sys.argv[2]))


if __name__ == "__main__":
    main()
