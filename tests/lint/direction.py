#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Dependencies run one way: services -> generated/user -> generated/abi <- generated/kernel <-
kernel; only boot/uefi knows EFI; nothing but the generator reads idl/; generic kernel code knows
the machine only by the headers that the host's fake has too, and holds no #if."""

import re

import lint

INCLUDE = re.compile(r'^ *# *include *([<"])([^>"]+)[>"]', re.MULTILINE)
CONDITION = re.compile(r"^ *# *(if|ifdef|ifndef)\b.*", re.MULTILINE)
READS_IDL = re.compile(r"""["'/ (]idl["'/](?!\S*\*/)""")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|# [^\n]*", re.DOTALL)
CONTRACT = {f"arch/{path.name}" for path in lint.sources("tests/host/include/arch/*.h")}


def is_kernels(header):
    """Is it a header that only kernel code may see?"""
    folders = ["kernel/include", "kernel/arch/x86_64/include", "generated/kernel"]
    return any((lint.ROOT / folder / header).exists() for folder in folders)


def is_users(header):
    folders = ["services/lib/include", "generated/user", "generated/server", "generated/abi"]
    return any((lint.ROOT / folder / header).exists() for folder in folders)


def forbidden(path, header):
    """Why a file may not include a header, or None. Both are as written in the tree."""
    if re.match(r"efi\w*\.h$", header) and not path.startswith("boot/uefi/"):
        return "only boot/uefi knows EFI"
    if path.startswith(("services/", "generated/user/", "generated/server/", "generated/abi/")):
        if "kernel/" in header or is_kernels(header) and not is_users(header):
            return "programs do not see the kernel"
    if path.startswith("kernel/") and not path.startswith("kernel/arch/"):
        if header.startswith("x86/"):
            return "generic code knows no machine"
        if header.startswith("arch/") and header not in CONTRACT:
            return "not in the contract with the hardware layer"
        if ".." in header or header.startswith("services/"):
            return "reaches out of its folder"
    if path.startswith(("kernel/", "generated/kernel/")) and header.startswith("kozo/client/"):
        return "the kernel calls no service"
    return None


def check_text(path, text):
    for _, header in INCLUDE.findall(text):
        if reason := forbidden(path, header):
            yield f"{path}: includes {header}: {reason}"
    if path.startswith("kernel/") and not path.startswith("kernel/arch/") and path.endswith(".c"):
        for match in CONDITION.finditer(text):
            yield f"{path}: {match[0].strip()}: choose by file or by constant"
    if READS_IDL.search(COMMENT.sub("", text)) and not path.endswith((".h", ".md")):
        yield f"{path}: reads idl/: only the generator does"


def main():
    folders = ["kernel", "services", "boot", "generated/user", "generated/server", "generated/abi"]
    files = lint.sources(*(f"{folder}/**/*.[chS]" for folder in folders))
    files += lint.sources("tests/harness/*.py", "tests/bench/*.py")
    texts = [(str(lint.name(path)), path.read_text()) for path in files]
    lint.finish(finding for path, text in texts for finding in check_text(path, text))


if __name__ == "__main__":
    main()
