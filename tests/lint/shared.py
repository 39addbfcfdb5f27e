#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The kernel reads no word twice that a program may change in between. All that it reads of a
program's memory is the IPC buffer (docs/decisions/003-no-user-pointers.md), and only kernel/ipc
does; no function there names the same word of it twice, except to write it."""

import re

import lengths
import lint

WORD = re.compile(r"\b\w+(?:->\w+)*->buffer->\w+(?:\[[^]]*\])?(?! = )")
POINTER = re.compile(r"\*(\w+) = (?:\w+->)+buffer(?:->\w+)?;")
ELSEWHERE = re.compile(r"->buffer->|struct kozo_buffer \*\w+ =")


def check_text(path, text):
    text = lint.without_comments(text)
    if not path.startswith("kernel/ipc/") and ELSEWHERE.search(text):
        yield f"{path}: only kernel/ipc looks into a program's buffer"
    for function, body in lengths.bodies(text):
        body = " ".join(body.split())
        words = [match[0] for match in WORD.finditer(POINTER.sub("", body))]
        for pointer in POINTER.findall(body):
            words += re.findall(rf"\b{pointer}(?:->\w+)?\[[^]]*\](?! = )", body)
        for word in sorted(set(words)):
            if words.count(word) > 1:
                yield f"{path}: {function}() reads {word} twice: a program may change it in between"


def main():
    files = lint.sources("kernel/**/*.[ch]")
    lint.finish(finding for path in files
                for finding in check_text(str(lint.name(path)), path.read_text()))


if __name__ == "__main__":
    main()
