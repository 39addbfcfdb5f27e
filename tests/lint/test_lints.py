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
import loops  # noqa: E402
import shared  # noqa: E402
import text as texts  # noqa: E402
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
    ("tests/bench/x.py", 'ROOT / "idl"', "only the generator"),
    ("tests/bench/generation.py", 'ROOT / "idl"', None),
    ("kernel/a.c", "/* see idl/abi.yaml */", None),
    ("kernel/lib/tree.c", "#include <kozo/thread.h>", "knows nothing of the kernel"),
    ("kernel/lib/tree.c", "#include <kozo/assert.h>", None),
    ("kernel/cap/cap.c", "#include <kozo/gen/dispatch.h>", "only kernel/entry.c"),
    ("kernel/obj/any.c", "#include <kozo/entry.h>", "only kernel/entry.c"),
    ("kernel/obj/any.c", '#include "../cap/cdt.h"', "reaches out of its folder"),
    ("services/a/main.c", '#include "../b/b.h"', "reaches out of its folder"),
])
def test_direction(path, text, expected):
    findings = list(direction.check_text(path, text + "\n"))
    assert bool(findings) == bool(expected)
    assert expected is None or expected in findings[0]


def test_lengths():
    body = "    f();\n" * 101
    assert list(lengths.check_text("a.c", f"static void f(int a)\n{{\n{body}}}\n"))
    assert not list(lengths.check_text("a.c", "static void f(int a)\n{\n    f();\n}\n"))
    assert list(lengths.check_text("a.h", "x\n" * 301))


def test_rings_of_headers():
    ring = {"kernel/include/kozo/a.h": "#include <kozo/b.h>\n",
            "kernel/include/kozo/b.h": "#include <arch/c.h>\n",
            "kernel/arch/x86_64/include/arch/c.h": "#include <kozo/a.h>\n"}
    assert "a.h > kernel/include/kozo/b.h" in list(direction.cycles(ring))[0]
    ring["kernel/arch/x86_64/include/arch/c.h"] = "#include <kozo/d.h>\n"
    assert not list(direction.cycles(ring))
    assert list(direction.cycles({"kernel/cap/cdt.h": '#include "cdt.h"\n'}))


@pytest.mark.parametrize("loop, expected", [
    ("for (unsigned i = 0; i < LIMIT; i++) {\nf(i);\n}", None),
    ("for (unsigned i = 0; i < sizeof(a) / sizeof(a[0]); i++) {\nf(i);\n}", None),
    ("for (unsigned i = 0; i < LIMIT && p != NULL; i += 2) {\nf(i);\n}", None),
    ("for (unsigned i = LIMIT; i-- > 0;) {\nf(i);\n}", None),
    ("for (unsigned i = LIMIT; i >= 1; i--) {\nf(i);\n}", None),
    ("for (unsigned i = 0; i < info->count; i++) {\nf(i);\n}", None),
    ("/* while (true) */ f(\"while (true)\");", None),
    ("for (unsigned i = 0; i < other->count; i++) {\nf(i);\n}", "other->count"),
    ("for (unsigned i = 0; i < count; i++) {\nf(i);\n}", "i < count"),
    ("for (unsigned i = 0; i < LIMIT; i++) {\ni = 0;\n}", "i < LIMIT"),
    ("for (unsigned i = 0; i < LIMIT; i++) {\nf(&i);\n}", "i < LIMIT"),
    ("for (unsigned i = 0; i < LIMIT; i--) {\nf(i);\n}", "i < LIMIT"),
    ("for (unsigned i = n; i > 0; i--) {\nf(i);\n}", "i > 0"),
    ("for (unsigned i = 0; j < LIMIT; i++) {\nf(i);\n}", "j < LIMIT"),
    ("for (unsigned i = 0; i < LIMIT || p; i++) {\nf(i);\n}", "|| p"),
    ("for (;;) {\nf(1);\n}", "for (;;)"),
    ("while (p != NULL) {\np = p->next;\n}", "p != NULL"),
    ("while (p != NULL)\n    p = p->next;", "p != NULL"),
    ("do {\nf(1);\n} while (x);", "do while (x)"),
])
def test_loops(loop, expected):
    table = lint.Table(loops.TABLE, loops.KINDS, "limit kernel/ info->count  checked\n")
    inner = loop.replace("\n", "\n    ")
    source = f"static struct thread *g(int n)\n{{\n    {inner}\n}}\n"
    findings = list(loops.check_text("kernel/a.c", source, table))
    assert len(findings) == bool(expected), findings
    assert expected is None or expected in findings[0] and "g()" in findings[0]


@pytest.mark.parametrize("row, expected", [
    ("1 bounded  by n", None),
    ("1 bounded", "without a reason"),
    ("2 bounded  by n", "what bounds"),
    ("1 somehow  by n", "none of"),
    ("1 paused  often", "no point of preemption"),
    ("1 boot  once", "does not run at boot alone"),
    ("1 paranoid  checks", "in builds without PARANOID"),
])
def test_loops_in_the_table(row, expected):
    table = lint.Table(loops.TABLE, loops.KINDS, f"loop kernel/a.c g {row}\n")
    source = "void g(int n)\n{\n    while (n) {\n        n = f(n);\n    }\n}\n"
    findings = table.problems + list(loops.check_text("kernel/a.c", source, table, {"g"}, {"g"}))
    assert bool(findings) == bool(expected), findings
    assert expected is None or expected in findings[0]


def test_loop_out_of_sight():
    table = lint.Table(loops.TABLE, loops.KINDS, "")
    assert list(loops.check_text("kernel/a.h", "#define EACH(x) for (;;)\n", table))


@pytest.mark.parametrize("path, statement, found", [
    ("kernel/ipc/a.c", "x(to->buffer->caps[i]); x(to->buffer->caps[i]);", 1),
    ("kernel/ipc/a.c", "x(to->buffer->caps[i]); x(to->buffer->caps[j]);", 0),
    ("kernel/ipc/a.c", "x(to->buffer->caps[i]); to->buffer->caps[i] = 0;", 0),
    ("kernel/ipc/a.c", "uint64_t *p = to->buffer->words; x(p[i]); x(p[i]);", 1),
    ("kernel/obj/a.c", "x(to->buffer->caps[i]);", 1),
])
def test_shared(path, statement, found):
    source = f"void g(struct thread *to)\n{{\n    {statement}\n}}\n"
    assert len(list(shared.check_text(path, source))) == found


GOOD = "/* SPDX-License-Identifier: MIT */\n/* a.c: an example. */\nint a;\n"


@pytest.mark.parametrize("path, content, expected", [
    ("kernel/a.c", GOOD, None),
    ("kernel/a.c", GOOD.replace("SPDX", "SPDY"), "not the licence"),
    ("kernel/a.c", GOOD.replace("/* a.c: an example. */\n", ""), "what the file is"),
    ("kernel/a.c", GOOD + "int b; \n", "ends with a blank"),
    ("kernel/a.c", GOOD + "int b;\r\n", "ends with a blank"),
    ("kernel/a.c", GOOD + "\tint b;\n", "a tab"),
    ("kernel/a.c", GOOD + "int b;", "no end"),
    ("kernel/a.c", GOOD + "/* " + "x" * 100 + " */\n", "106 columns"),
    ("docs/a.md", "x" * 120 + "\n", None),
    ("kernel/a.c", GOOD + "/* TO" "DO: more */\n", "known-gaps"),
    ("kernel/a.c", GOOD + "int b;\n" * 500, "503 lines"),
    ("tests/proofs/records/a.txt", "answer\n" * 501, None),
    ("tests/proofs/a.txt", "answer\n" * 501, "501 lines"),
    ("tests/a.py", "#!/usr/bin/env python3\n# SPDX-License-Identifier: MIT\n# A.\n", None),
])
def test_text(path, content, expected):
    findings = list(texts.check_text(path, content))
    assert bool(findings) == bool(expected), findings
    assert expected is None or expected in findings[0]


def test_yaml():
    assert not list(texts.check_yaml("a.yaml", "a: {b: 1}\nc: {b: 1}\n"))
    assert "b is there twice" in list(texts.check_yaml("a.yaml", "a:\n  b: 1\n  b: 2\n"))[0]
    assert list(texts.check_yaml("a.yaml", "a: [\n"))


@pytest.mark.parametrize("name, content, expected", [
    ("a.sh", "#!/bin/sh\nset -e\necho \"$1\"\n", None),
    ("a.sh", "#!/bin/sh\nif true\n", "unexpected"),
    ("a.sh", "#!/bin/sh\nrm $1\n", "SC2086"),
    ("a.py", "import os\n", "imported but unused"),
    ("a.py", "print(x)\n", "undefined name"),
    ("a.py", "print(1)\n", None),
])
def test_scripts(tmp_path, name, content, expected):
    path = tmp_path / name
    path.write_text(content)
    findings = list(texts.check_scripts([path]))
    assert bool(findings) == bool(expected), findings
    assert expected is None or any(expected in line for line in findings)
