#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns the kernel addresses of a serial log into function, file and line.

symbolize.py LOG KERNEL_ELF prints the log with each line that holds kernel text addresses followed
by what they are.
"""

import pathlib
import re
import subprocess
import sys

ADDRESS = re.compile(r"\b(?:0x)?(ffffffff8[0-9a-f]{7})\b")


def lookup(addresses, elf):
    """address -> "function file:line" for those that addr2line knows."""
    if not addresses:
        return {}
    command = ["addr2line", "-fpe", str(elf), *addresses]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    known = zip(addresses, output.splitlines())
    return {address: text for address, text in known if "??" not in text}


def symbolize(text, elf):
    """The lines of `text`, each with indented explanations of the addresses on it."""
    where = lookup(sorted(set(ADDRESS.findall(text))), elf)
    for line in text.splitlines():
        yield line
        for address in ADDRESS.findall(line):
            if address in where:
                yield f"    {address} {where[address]}"


def append(log, elf):
    """Adds the explanations to the end of a log."""
    text = pathlib.Path(log).read_text(errors="replace")
    explained = [line for line in symbolize(text, elf) if line.startswith("    ffffffff")]
    with pathlib.Path(log).open("a") as file:
        file.write("\n".join(["", "symbols:", *dict.fromkeys(explained), ""]))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for out in symbolize(pathlib.Path(sys.argv[1]).read_text(errors="replace"), sys.argv[2]):
        print(out)
