# SPDX-License-Identifier: MIT
"""What the lints share: where the tree and its build are, how kernel sources are compiled, and how
a lint ends. A lint is an executable here whose check is a function that yields one line a finding,
so that test_lints.py can show it a planted one."""

import concurrent.futures
import os
import pathlib
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


def finish(findings):
    findings = list(findings)
    print("\n".join(findings))
    sys.exit(bool(findings))
