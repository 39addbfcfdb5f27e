# SPDX-License-Identifier: MIT
"""The analysers find the mistakes of seeded.c; what the table says of a finding is done."""

import collections
import pathlib
import re
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import lint  # noqa: E402
import shared  # noqa: E402
import static  # noqa: E402
import units  # noqa: E402

SEEDED = lint.ROOT / "tests/lint/seeded.c"
EXPECTED = {
    "b01": "cppcheck:arrayIndexOutOfBounds gcc:aggressive-loop-optimizations",
    "b02": "cppcheck:nullPointerRedundantCheck gcc:analyzer-null-dereference "
           "tidy:clang-analyzer-core.NullDereference",
    "b03": "gcc:analyzer-use-after-free gcc:use-after-free",
    "b04": "gcc:analyzer-malloc-leak",
    "b05": "clang:sometimes-uninitialized cppcheck:uninitvar "
           "tidy:clang-analyzer-core.uninitialized.UndefReturn",
    "b06": "clang:thread-safety-analysis",
    "b07": "gcc:sign-conversion",
    "b08": "gcc:implicit-fallthrough=",
    "b09": "clang:sizeof-pointer-memaccess cppcheck:pointerSize tidy:bugprone-sizeof-expression",
    "b10": "clang:shift-count-overflow gcc:shift-count-overflow sparse:error",
    "b11": "sparse:error",
    "b12": "clang:parentheses cppcheck:knownConditionTrueFalse gcc:parentheses",
    "b13": "cppcheck:duplicateBranch gcc:duplicated-branches tidy:bugprone-branch-clone",
    "b14": "clang:return-stack-address cppcheck:returnDanglingLifetime gcc:return-local-addr "
           "tidy:clang-analyzer-core.StackAddressEscape",
}


@pytest.fixture(scope="module")
def found():
    """{seeded mistake: what was said about its function}."""
    place, places = None, {}
    for number, line in enumerate(SEEDED.read_text().splitlines(), 1):
        if match := re.match(r".*\b(b\d\d)_\w+\(.*[^;]$", line):
            place = match[1]
        places[number] = place
    off = [check for check, in lint.Table(static.TABLE, static.KINDS).of("off")]
    said = collections.defaultdict(set)
    for finding in static.analyse(units.kernel_unit(SEEDED), off):
        if finding.file == "tests/lint/seeded.c":
            said[places[finding.line]].add(f"{finding.tool}:{finding.check}")
    return said


@pytest.mark.parametrize("mistake", EXPECTED)
def test_seeded_mistake_is_found(found, mistake):
    others = static.other_versions()
    expected = {name for name in EXPECTED[mistake].split() if name.split(":")[0] not in others}
    assert expected <= found[mistake]


def test_double_fetch_is_found():
    findings = list(shared.check_text("kernel/ipc/a.c", SEEDED.read_text()))
    assert len(findings) == 1 and "b15_double_fetch() reads from->buffer->words[0]" in findings[0]


def test_table():
    findings = [static.Finding("gcc", "kernel/a.c", 1, "x", ""),
                static.Finding("gcc", "kernel/b.c", 1, "x", "")]
    table = lint.Table("t", static.KINDS, "wrong gcc:x kernel/a.c  it is\nwrong gcc:y *  it is\n")
    assert list(static.remaining(findings, table)) == findings[1:]
    assert len(list(table.unused())) == 1
    assert lint.Table("t", static.KINDS, "wrong gcc:x kernel/a.c\n").problems, "no reason"
    assert lint.Table("t", static.KINDS, "right gcc:x kernel/a.c  it is\n").problems


@pytest.mark.parametrize("line", [
    "x(); /* NOLINT */", "/* cppcheck-suppress null */", "#pragma GCC diagnostic push",
    'y = (__force int *)x;', '_Pragma("x")'])
def test_inline_suppression(tmp_path, line):
    source = tmp_path / "a.c"
    source.write_text(f"#pragma once\n{line}\n")
    assert [found.line for found in static.inline_suppressions(units.kernel_unit(source))] == [2]


def test_versions():
    text = "Ubuntu clang version 18.1.3\ngcc (Debian 12.2.0-14) 12.2.0\nCppcheck 2.10\n0.6.4 (D)"
    assert static.other_versions(lambda command: text) == ["clang", "tidy"]


def test_stubs_of_programs_are_declarations(tmp_path):
    header = units.declarations(tmp_path) / "kozo/trap.h"
    assert "__asm__" not in header.read_text() and "kozo_trap_message(" in header.read_text()


def test_hidden_functions_need_a_row():
    row = f"bare {units.BARE}  a reason\n"
    assert not list(static.undeclared(lint.Table("t", static.KINDS, row)))
    assert list(static.undeclared(lint.Table("t", static.KINDS, "bare a.h  a reason\n")))
