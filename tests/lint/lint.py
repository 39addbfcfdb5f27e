# SPDX-License-Identifier: MIT
"""What the lints share: where the tree and its build are, how kernel sources are compiled, and how
a lint ends. A lint is an executable here whose check is a function that yields one line a finding,
so that test_lints.py can show it a planted one."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")
WARNINGS = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-mgeneral-regs-only"]
KERNEL_FOLDERS = [
    "kernel/include", "kernel/arch/x86_64/include", "generated/abi", "generated/kernel",
    "boot/image/include", BUILD / "include",
]
USER_FOLDERS = [
    "services/lib/include", "generated/abi", "generated/user", "generated/server",
    "generated/system", "boot/image/include",
]


def includes(folders):
    return [f"-I{ROOT / folder}" for folder in folders]


def sources(*patterns, below=ROOT):
    """Files of the tree by pattern, in a fixed order."""
    return sorted(path for pattern in patterns for path in below.glob(pattern) if path.is_file())


def kernel_sources():
    offsets = ROOT / "kernel/arch/x86_64/asm_offsets.c"  # compiled to text only
    generated = sources("generated/kernel/**/*.c")
    return [path for path in sources("kernel/**/*.c") if path != offsets] + generated


def current_builds():
    """The build that is tested, and the others that are as new as every source of the kernel."""
    newest = max(path.stat().st_mtime for path in sources(
        "kernel/**/*.[chS]", "generated/abi/**/*.h", "generated/kernel/**/*",
        "boot/image/**/*.[ch]"))
    kernels = [path for path in sources("*/kernel.elf", below=ROOT / "build")
               if path.parent == BUILD or path.stat().st_mtime >= newest]
    if BUILD / "kernel.elf" not in kernels:
        finish([f"{BUILD} holds no kernel: build first"])
    return [path.parent for path in kernels]


def output(command):
    """(exit status, everything that a command prints)."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def in_parallel(check, items):
    """All findings of check(item), in the order of the items."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for findings in pool.map(lambda item: list(check(item)), items):
            yield from findings


def name(path):
    path = pathlib.Path(path)
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def without_comments(text):
    """Comments and the contents of strings as blanks, so that every place stays where it is."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match[0]) if match[0][0] == "/" else (
            match[0][0] + " " * (len(match[0]) - 2) + match[0][0])
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", blank, text,
                  flags=re.DOTALL)


def rows(text, kinds, table):
    """Of a table `kind word... reason`, a row a line: (rows, findings). A row is a tuple of kind
    and words; `kinds` says how many words each kind has."""
    found, problems = [], []
    for line in text.splitlines():
        if not line or line[0] == "#":
            continue
        parts = line.split()
        if len(parts) <= kinds.get(parts[0], 99) + 1:
            problems.append(f"{table}: '{line}': unknown, or without a reason")
        else:
            found.append(tuple(parts[:kinds[parts[0]] + 1]))
    return found, problems


class Table:
    """The rows of a table by which findings are suppressed or facts declared; one of no use is a
    finding too."""

    def __init__(self, name, kinds, text=None):
        self.name, self.used = name, set()
        path = ROOT / "tests/lint" / name
        self.rows, self.problems = rows(path.read_text() if text is None else text, kinds, name)

    def of(self, kind):
        return [row[1:] for row in self.rows if row[0] == kind]

    def use(self, *row):
        if row in self.rows:
            self.used.add(row)
            return True
        return False

    def unused(self):
        for row in self.rows:
            if row not in self.used:
                yield f"{self.name}: '{' '.join(row)}' is of no use: delete it"


def finish(findings):
    findings = [str(finding) for finding in findings]
    print("\n".join(findings))
    sys.exit(bool(findings))
