#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every header compiles alone, with gcc and with clang."""

import lint

KERNEL = ["kernel/include/**/*.h", "kernel/arch/x86_64/include/**/*.h", "generated/kernel/**/*.h"]
USER = [
    "services/lib/include/**/*.h", "boot/image/include/**/*.h", "generated/abi/**/*.h",
    "generated/user/**/*.h", "generated/server/**/*.h", "generated/system/**/*.h",
]


def compile_alone(job):
    header, folders = job
    for compiler in ("gcc", "clang"):
        command = [compiler, *lint.WARNINGS, "-fsyntax-only", *lint.includes(folders)]
        command += ["-x", "c", "-include", header, "/dev/null"]
        status, text = lint.output(command)
        if status != 0:
            first = next((line for line in text.splitlines() if "error" in line), text)
            yield f"{lint.name(header)}: does not compile alone with {compiler}: {first}"


def main():
    jobs = [(header, lint.KERNEL_FOLDERS) for header in lint.sources(*KERNEL)]
    jobs += [(header, lint.USER_FOLDERS) for header in lint.sources(*USER)]
    lint.finish(lint.in_parallel(compile_alone, jobs))


if __name__ == "__main__":
    main()
