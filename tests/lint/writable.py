#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mutable state of the kernel lives in `struct cpu` and `struct kernel`: every other symbol in a
writable section must be on the short list of kernel/writable-symbols.txt, with a reason."""

import re

import lint

SECTION = re.compile(r"^ *\[ *(\d+)\] \S+ +\S+ +\S+ \S+ \S+ \S+ +(\w+) ", re.MULTILINE)
SYMBOL = re.compile(
    r"^ *\d+: \w+ +\w+ (?:OBJECT|NOTYPE|TLS) +\w+ +\w+ +(\d+|COM) (\S+)$", re.MULTILINE
)
LIMIT = re.compile(r"kernel_\w+_(?:start|end)$")  # of sections, by kernel.ld; nothing lies there


def writable_symbols(objects):
    """{symbol: object file} of all named objects in writable sections."""
    found = {}
    for path in objects:
        _, text = lint.output(["readelf", "-SsW", path])
        writable = {index for index, flags in SECTION.findall(text) if "W" in flags}
        for section, symbol in SYMBOL.findall(text):
            if (section in writable or section == "COM") and not LIMIT.match(symbol):
                found[symbol] = path
    return found


def allowed(text):
    lines = [line.split(None, 1) for line in text.splitlines() if line and line[0] != "#"]
    return {line[0]: line[1:] for line in lines}


def check(objects, text):
    found, listed = writable_symbols(objects), allowed(text)
    for symbol, path in sorted(found.items()):
        if symbol not in listed:
            yield f"{lint.name(path)}: '{symbol}' is writable and not on the list"
    for symbol, reason in sorted(listed.items()):
        if not reason:
            yield f"writable-symbols.txt: '{symbol}' has no reason"
        if symbol not in found:
            yield f"writable-symbols.txt: '{symbol}' does not exist or is not writable"


def main():
    lint.current_builds()
    listed = (lint.ROOT / "kernel/writable-symbols.txt").read_text()
    lint.finish(check([lint.BUILD / "kernel.elf"], listed))


if __name__ == "__main__":
    main()
