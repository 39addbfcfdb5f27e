#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sparse (user pointers, contexts) and clang's thread-safety analysis (locks) over the kernel."""

import lint

SPARSE = ["sparse", "-std=gnu11", "-ffreestanding"]
CLANG = ["clang", *lint.WARNINGS, "-Wthread-safety", "-fsyntax-only", "-mno-red-zone"]


def check(source):
    folders = lint.includes(lint.KERNEL_FOLDERS)
    _, text = lint.output([*SPARSE, *folders, source])
    yield from (f"sparse: {line}" for line in text.splitlines() if "warning:" in line)
    yield from (f"sparse: {line}" for line in text.splitlines() if "error:" in line)
    _, text = lint.output([*CLANG, *folders, source])
    yield from (f"clang: {line}" for line in text.splitlines() if "error:" in line)


def main():
    lint.finish(lint.in_parallel(check, lint.kernel_sources()))


if __name__ == "__main__":
    main()
