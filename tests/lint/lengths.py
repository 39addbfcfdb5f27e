#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reports the longest files, functions and lines, and fails only beyond the hard limits: a function
of more than 100 lines, a header of more than 300."""

import re

import lint

FUNCTION = re.compile(
    r"^\w[^;{}=]*\)[^;{}=]*\n\{\n(.*?)^\}",
    re.MULTILINE | re.DOTALL)
NAME = re.compile(r"(\w+)\(")
ATTRIBUTES = ("__attribute__", "no_stack_protector", "RELEASES", "ACQUIRES", "PRINTF_LIKE")
FOLDERS = ["kernel", "services", "boot", "tests"]


def bodies(text):
    """(name, body) of each function."""
    for match in FUNCTION.finditer(text):
        names = [name for name in NAME.findall(match[0]) if name not in ATTRIBUTES]
        yield names[0], match[1]


def functions(text):
    """(name, lines of the body) of each."""
    for name, body in bodies(text):
        yield name, body.count("\n")


def check_text(path, text):
    lines = text.splitlines()
    if path.endswith(".h") and len(lines) > 300:
        yield f"{path}: a header of {len(lines)} lines"
    if path.endswith((".c", ".h")):
        for function, length in functions(text):
            if length > 100:
                yield f"{path}: {function}() has {length} lines"


def main():
    files = lint.sources(*(f"{folder}/**/*.[chS]" for folder in FOLDERS))
    texts = {str(lint.name(path)): path.read_text() for path in files}
    longest = sorted(
        ((length, function, path) for path, text in texts.items() for function, length in
         functions(text)), reverse=True)
    for length, function, path in longest[:5]:
        print(f"longest functions: {path} {function}() {length}")
    for length, path in sorted(((t.count("\n"), p) for p, t in texts.items()), reverse=True)[:5]:
        print(f"longest files: {path} {length}")
    wide = [path for path, text in texts.items() for line in text.splitlines() if len(line) > 100]
    for path in sorted(set(wide)):
        print(f"lines of more than 100 columns: {path} {wide.count(path)}")
    lint.finish(finding for path, text in texts.items() for finding in check_text(path, text))


if __name__ == "__main__":
    main()
