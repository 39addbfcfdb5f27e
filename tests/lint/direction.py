#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Dependencies run one way: services -> generated/user -> generated/abi <- generated/kernel <-
kernel; only boot/uefi knows EFI; nothing but the generator reads idl/; generic kernel code knows
the machine only by the headers that the host's fake has too, and holds no #if. A private header
stays in its folder, kernel/lib knows nothing of the kernel, the ways into it are for those who come
in, and no header includes itself, however many others lie between."""

import re

import lint

INCLUDE = re.compile(r'^ *# *include *([<"])([^>"]+)[>"]', re.MULTILINE)
CONDITION = re.compile(r"^ *# *(if|ifdef|ifndef)\b.*", re.MULTILINE)
READS_IDL = re.compile(r"""["'/ (]idl["'/](?!\S*\*/)""")
# Who runs the generator, on a copy.
MEASURES_THE_GENERATOR = "tests/bench/generation.py"
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*|# [^\n]*", re.DOTALL)
CONTRACT = {f"arch/{path.name}" for path in lint.sources("tests/host/include/arch/*.h")}

INCLUDED_FROM = {
    "kozo/gen/dispatch.h": ("kernel/entry.c", "generated/kernel/", "kernel/ipc/fast_method.c",
                            "kernel/arch/x86_64/asm_offsets.c"),
    "kozo/entry.h": ("kernel/entry.c", "kernel/arch/"),
    "kozo/boot.h": ("kernel/boot/", "kernel/main.c", "kernel/arch/"),
    "kozo/fast_path.h": ("kernel/entry.c", "kernel/ipc/"),
    "kozo/fast_fault.h": ("kernel/entry.c", "kernel/ipc/"),
    "kozo/fast_method.h": ("kernel/ipc/", "kernel/arch/x86_64/asm_offsets.c"),
}
LIB_SEES = ("kozo/assert.h", "kozo/compiler.h", "kozo/tree.h", "kozo/types.h")
FOLDERS = [
    "kernel/include", "kernel/arch/x86_64/include", "services/lib/include", "boot/image/include",
    "generated/abi", "generated/kernel", "generated/user", "generated/server", "generated/system",
]


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
    if path.startswith("kernel/lib/") and header.startswith("kozo/") and header not in LIB_SEES:
        return "kernel/lib knows nothing of the kernel"
    if not path.startswith(INCLUDED_FROM.get(header, "")):
        return f"only {' and '.join(INCLUDED_FROM[header])} may"
    if path.startswith(("services/", "generated/user/", "generated/server/", "generated/abi/",
                        "generated/system/")):
        if "kernel/" in header or is_kernels(header) and not is_users(header):
            return "programs do not see the kernel"
    if path.startswith("kernel/") and not path.startswith("kernel/arch/"):
        if header.startswith("x86/"):
            return "generic code knows no machine"
        if header.startswith("arch/") and header not in CONTRACT:
            return "not in the contract with the hardware layer"
        if header.startswith("services/"):
            return "reaches out of its folder"
    if path.startswith(("kernel/", "services/")) and ".." in header:
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
    if READS_IDL.search(COMMENT.sub("", text)) \
            and not path.endswith((".h", ".md", MEASURES_THE_GENERATOR)):
        yield f"{path}: reads idl/: only the generator does"


def cycles(texts):
    """Rings of headers; `texts` holds every header by its path."""
    names = {str(path)[len(folder) + 1:]: path for folder in FOLDERS for path in texts
             if path.startswith(folder + "/")}
    finished = set()

    def visit(path, above):
        if path in above:
            ring = above[above.index(path):] + [path]
            yield f"{path}: includes itself: {' > '.join(ring)}"
        elif path not in finished:
            finished.add(path)
            for quote, header in INCLUDE.findall(texts[path]):
                beside = f"{path.rpartition('/')[0]}/{header}"
                found = beside if quote == '"' and beside in texts else names.get(header)
                if found:
                    yield from visit(found, above + [path])

    for path in texts:
        yield from visit(path, [])


def main():
    folders = ["kernel", "services", "boot", "generated", "tests/guest", "tests/bench"]
    files = lint.sources(*(f"{folder}/**/*.[chS]" for folder in folders))
    files += lint.sources("tests/harness/*.py", "tests/bench/*.py")
    texts = [(str(lint.name(path)), path.read_text()) for path in files]
    findings = [finding for path, text in texts for finding in check_text(path, text)]
    headers = lint.sources("kernel/**/*.h", *(f"{folder}/**/*.h" for folder in FOLDERS))
    findings += cycles({str(lint.name(path)): path.read_text() for path in headers})
    lint.finish(findings)


if __name__ == "__main__":
    main()
