#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What every text file of the tree has and has not: a licence line first, then what the file is; at
most 100 columns, but in tables, and 500 lines, but in records; no blanks at line ends, but in pages
that quote patches; no tab outside makefiles, a last line feed, no note that something is still to
be done. Scripts must be understood by those who run them: sh, shellcheck, Python, pyflakes. No YAML
mapping has a key twice."""

import re
import sys

import yaml

import lint

FOLDERS = ["boot", "docs", "generator", "idl", "kernel", "services", "tests"]
ENDINGS = "c cc h S ld py sh mk yaml txt allow awk".split()
SPDX = "SPDX-License-Identifier: MIT"
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
FIXTURES = ("tests/generator/ba",)  # input with mistakes, and what it is put beside
RENDERED = ("generator/templates/",)  # the generator puts the licence above what it renders
TABLES = (".md", ".yaml")
RECORDS = ("tests/proofs/records/",)  # written by a tool, a row per goal: nobody reads them through


def check_lines(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{path}:{number}"
        if len(line) > 100 and not path.endswith(TABLES) and not path.startswith(RENDERED):
            yield f"{place}: {len(line)} columns"
        if line.endswith((" ", "\t", "\r")) and not path.endswith(".md"):
            yield f"{place}: ends with a blank"
        if "\t" in line and not path.endswith((".mk", "Makefile")):
            yield f"{place}: a tab"
        if match := UNFINISHED.search(line):
            yield f"{place}: {match[0]}: finish it, or say it in docs/known-gaps.md"
    if text and not text.endswith("\n"):
        yield f"{path}: the last line has no end"


def check_text(path, text):
    yield from check_lines(path, text)
    lines = text.splitlines()
    if len(lines) > 500 and not path.endswith(".md") and not path.startswith(RECORDS):
        yield f"{path}: {len(lines)} lines"
    if path.endswith((*TABLES, ".txt", ".allow")) or path.startswith(RENDERED) or not lines:
        return
    start = 1 if lines[0].startswith("#!") else 0
    if SPDX not in (lines[start] if len(lines) > start else ""):
        yield f"{path}: the first line is not the licence"
    elif path.endswith((".c", ".cc", ".h", ".S", ".py")) and not has_purpose(lines, start + 1):
        yield f"{path}: nothing says what the file is"


def has_purpose(lines, start):
    return len(lines) > start and lines[start].startswith(("/*", '"""', "#"))


class UniqueKeys(yaml.SafeLoader):
    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise yaml.YAMLError(f"line {key.start_mark.line + 1}: {key.value} is there twice")
        return super().construct_mapping(node, deep)


def check_yaml(path, text):
    try:
        yaml.load(text, UniqueKeys)
    except yaml.YAMLError as error:
        yield f"{path}: {' '.join(str(error).split())}"


def check_scripts(paths):
    """What the interpreters and their checkers say about some files."""
    scripts = [path for path in paths if path.read_bytes().startswith(b"#!/bin/sh")]
    python = [path for path in paths if path.suffix == ".py" and "templates" not in path.parts]
    commands = [["sh", "-n", path] for path in scripts]
    commands += [["shellcheck", "--format=gcc", *scripts]] if scripts else []
    commands += [[sys.executable, "-m", "pyflakes", *python]] if python else []
    for command in commands:
        status, text = lint.output(command)
        if status != 0:
            yield from (text.splitlines() or [f"{command} fails"])


def main():
    patterns = [f"{folder}/**/*.{ending}" for folder in FOLDERS for ending in [*ENDINGS, "md"]]
    found = lint.sources(*patterns, "Makefile", "*.md", ".ci/*")
    paths = [path for path in found if not str(lint.name(path)).startswith(FIXTURES)]
    texts = [(str(lint.name(path)), path.read_text()) for path in paths]
    findings = [finding for path, text in texts for finding in check_text(path, text)]
    findings += [finding for path, text in texts for finding in check_yaml(path, text)
                 if path.endswith(".yaml")]
    lint.finish([*findings, *check_scripts(paths)])


if __name__ == "__main__":
    main()
