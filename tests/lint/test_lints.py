# SPDX-License-Identifier: MIT
"""Each lint is shown a planted mistake, and something like it that is none."""

import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import direction  # noqa: E402
import headers  # noqa: E402
import lengths  # noqa: E402
import lint  # noqa: E402
import static  # noqa: E402
import writable  # noqa: E402


def compiled(tmp_path, text):
    source = tmp_path / "planted.c"
    source.write_text(text)
    subprocess.run(["gcc", "-c", source, "-o", tmp_path / "planted.o"], check=True)
    return [tmp_path / "planted.o"]


@pytest.mark.parametrize("text, listed, expected", [
    ("int counter;", "", "'counter' is writable"),
    ("static int hidden = 1; int f(void) { return hidden++; }", "", "'hidden' is writable"),
    ("int f(void) { static int inner; return inner++; }", "", "'inner.0' is writable"),
    ("int common __attribute__((common));", "", "'common' is writable"),
    ("int counter;", "counter", "has no reason"),
    ("const int fixed = 1;", "fixed  it is not", "is not writable"),
    ("int counter;", "counter  with a reason", None),
    ("const int fixed = 1;", "# a comment", None),
])
def test_writable(tmp_path, text, listed, expected):
    findings = list(writable.check(compiled(tmp_path, text), listed))
    assert bool(findings) == bool(expected)
    assert expected is None or expected in findings[0]


@pytest.mark.parametrize("text, found", [  # once for each compiler
    ("struct slot *slot_of(struct thread *t);", 2),
    ("#include <kozo/types.h>\nstatic inline uint64_t raw(paddr_t p) { return p.raw; }", 0),
    ("uint64_t missing_include(void);", 2),
])
def test_headers(tmp_path, text, found):
    header = tmp_path / "planted.h"
    header.write_text(text + "\n")
    findings = list(headers.compile_alone((header, lint.KERNEL_FOLDERS)))
    assert len(findings) == found


@pytest.mark.parametrize("path, text, expected", [
    ("services/x/main.c", "#include <kozo/cap.h>", "programs do not see the kernel"),
    ("services/x/main.c", '#include "../../kernel/include/kozo/cap.h"', "do not see the kernel"),
    ("services/x/main.c", "#include <kozo/text.h>", None),
    ("kernel/cap/cap.c", "#include <x86/machine.h>", "knows no machine"),
    ("kernel/cap/cap.c", "#include <arch/secret.h>", "not in the contract"),
    ("kernel/cap/cap.c", "#include <arch/memory.h>", None),
    ("kernel/arch/x86_64/a.c", "#include <x86/machine.h>", None),
    ("kernel/cap/cap.c", "#include <kozo/client/log.h>", "calls no service"),
    ("kernel/cap/cap.c", "#ifdef KOZO_PARANOID", "choose by file"),
    ("kernel/cap/cap.c", "  #  if 0", "choose by file"),
    ("kernel/include/kozo/a.h", "#ifdef KOZO_PARANOID", None),
    ("boot/image/elf.c", "#include <efi.h>", "only boot/uefi"),
    ("boot/uefi/main.c", "#include <efi.h>", None),
    ("tests/harness/x.py", 'open("idl/abi.yaml")', "only the generator"),
    ("tests/harness/x.py", 'ROOT / "idl" / "abi.yaml"', "only the generator"),
    ("kernel/a.c", "/* see idl/abi.yaml */", None),
])
def test_direction(path, text, expected):
    findings = list(direction.check_text(path, text + "\n"))
    assert bool(findings) == bool(expected)
    assert expected is None or expected in findings[0]


@pytest.mark.parametrize("text, expected", [
    ("int f(const int __user *p);\nint f(const int __user *p) { return *p; }", "sparse"),
    ("struct LOCK_TYPE(\"l\") l { int x; };\nextern struct l l;\nextern int v GUARDED_BY(l);\n"
     "int f(void);\nint f(void) { return v; }", "clang"),
    ("int f(void);\nint f(void) { return 1; }", None),
])
def test_static(tmp_path, text, expected):
    source = tmp_path / "planted.c"
    source.write_text(f"#include <kozo/compiler.h>\n{text}\n")
    findings = list(static.check(source))
    assert bool(findings) == bool(expected)
    assert expected is None or findings[0].startswith(expected)


def test_lengths():
    body = "    f();\n" * 101
    assert list(lengths.check_text("a.c", f"static void f(int a)\n{{\n{body}}}\n"))
    assert not list(lengths.check_text("a.c", "static void f(int a)\n{\n    f();\n}\n"))
    assert list(lengths.check_text("a.h", "x\n" * 301))
