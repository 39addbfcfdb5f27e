# SPDX-License-Identifier: MIT
"""Every generated check kills its mutant, and the runner tells when one does not."""

import dataclasses
import pathlib
import shutil
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import mutants  # noqa: E402

CHECKS = [(str(path.relative_to(mutants.ROOT)), match[3])
          for path in mutants.checked_files(mutants.ROOT)
          for match in mutants.CHECK.finditer(path.read_text())]
PLANTED = """
    if (m->badge == UINT64_C(0x1234567890))
        return names_served_error(m, KOZO_ERR_NO_METHOD); /* names.request.planted */
    if (m->badge == UINT64_C(0x1234567891))
        return names_served_error(m, KOZO_ERR_NO_METHOD);
    switch (kozo_tag_label(m->tag)) {"""


@pytest.fixture(scope="module")
def surveyed():
    return mutants.survey()


def test_all_are_killed(surveyed, record_property):
    executed, findings = surveyed
    record_property("summary", mutants.summary(executed)[-1])
    assert findings == []
    assert len(executed) == len(CHECKS) > 0


@pytest.mark.parametrize("file, check", CHECKS, ids=[check for _, check in CHECKS])
def test_check(surveyed, file, check):
    found = [row for row in surveyed[0] if (row.file, row.check) == (file, check)]
    assert found and [row.reason for row in found if not row.killer] == []


@pytest.fixture
def tree(tmp_path):
    """A copy of what the runner reads."""
    for folder in {"generated", "services/lib", *mutants.GENERATED.include}:
        shutil.copytree(mutants.ROOT / folder, tmp_path / folder, dirs_exist_ok=True)
    return tmp_path


def test_a_check_without_a_test_survives(tree, monkeypatch, capsys):
    file = tree / "generated/server/kozo/server/names.h"
    file.write_text(file.read_text().replace("\n    switch (kozo_tag_label(m->tag)) {", PLANTED))
    monkeypatch.setattr(sys, "argv", ["mutants.py", "--root", str(tree), "--filter", "planted"])
    assert mutants.main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 checks, 0 killed"
    assert lines[-2].endswith(
        "names.h: no id: return names_served_error(m, KOZO_ERR_NO_METHOD);")
    assert lines[-3].split() == ["names.request.planted", "SURVIVES:", "all", "tests", "pass"]


def test_a_refusal_without_an_id_is_found_in_any_file(tmp_path):
    (tmp_path / "generated").mkdir()
    text = '    case 1: return "a";\n    if (a)\n        return KOZO_ERR_RANGE;\n    b();\n'
    (tmp_path / "generated/a.c").write_text(text)
    assert mutants.all_without_id(tmp_path) == ["generated/a.c: no id: return KOZO_ERR_RANGE;"]


@pytest.mark.parametrize("changed, expected", [({}, True), ({"reason": "hangs in b"}, False),
                                               ({"place": ("a.c", "g", "if (a) { b; }")}, False)])
def test_an_expected_survivor(monkeypatch, changed, expected):
    place = ("a.c", "f", "if (a) { b; }")
    monkeypatch.setattr(mutants, "SURVIVORS", {place: "why"})
    mutant = mutants.Mutant("a.c:1", "deleted", "a.c", "", reason=mutants.SURVIVES, place=place)
    assert dataclasses.replace(mutant, **changed).is_expected() == expected


@pytest.mark.parametrize("rows, found", [({}, 0), ({("a.c", "f", "if (a) { b; }"): "why"}, 1)])
def test_an_unused_row_is_a_finding(monkeypatch, rows, found):
    monkeypatch.setattr(mutants, "SURVIVORS", rows)
    monkeypatch.setattr(mutants, "kernel_mutants", lambda root: [])
    monkeypatch.setattr(mutants, "execute", lambda *arguments: [])
    assert len(mutants.survey_kernel(mutants.ROOT, "", None, None)[1]) == found


def test_a_tree_that_fails_already_is_refused(tree):
    file = tree / "generated/server/kozo/server/names.h"
    file.write_text(file.read_text().replace("name_size < 1)", "name_size < 2)"))
    with pytest.raises(RuntimeError, match="test_names.c fails before anything is changed"):
        mutants.survey(tree, "names_list")


RAN = "[ RUN      ] a\n[       OK ] a\n[ RUN      ] b\n"


@pytest.mark.parametrize("check, status, output, killer, reason", [
    ("b", 1, RAN + "[  FAILED  ] b\n", "b", ""),
    ("x", 1, RAN + "[  FAILED  ] b\n", "b", ""),
    ("x", -6, RAN, "b", ""),
    ("b", 0, RAN + "[       OK ] b\n", "", "all tests pass"),
    ("b", None, RAN, "", "hangs in b"),
    ("a", 1, RAN + "[  FAILED  ] b\n", "", "its own test passes, b fails"),
    ("b", -11, RAN + "[       OK ] b\n", "", "exit status -11 outside of the tests"),
    ("b", 127, "", "", "exit status 127 outside of the tests"),
], ids=["fails", "another-fails", "crashes", "survives", "hangs", "not-its-own", "dies-later",
        "does-not-start"])
def test_verdict(check, status, output, killer, reason):
    assert mutants.verdict(check, ["a", "b"], status, output) == (killer, reason)


SOURCE = """{
    if (a(b) != c)
        return refuse(m, KOZO_ERR_RANGE); /* one.two */
    if (d > 4) {
        (void)refuse(m, KOZO_ERR_RANGE);
        return; /* one.three */
    }
    switch (e) {
    default:
        return refuse(m, KOZO_ERR_RANGE); /* one.four */
    }
}
"""


@pytest.mark.parametrize("check, changed", [
    ("one.two", "ON?     if (a(b) != c)"), ("one.three", "ON?     if (d > 4) {"),
    ("one.four", "        return ON ? 0 : refuse(m, KOZO_ERR_RANGE); /* one.four */")])
def test_deletion(check, changed):
    [match] = [match for match in mutants.CHECK.finditer(SOURCE) if match[3] == check]
    mutated = mutants.edited(SOURCE, [(mutants.deletion(SOURCE, match), "ON")])
    changed = changed.replace("ON? ", "if (!ON) ")
    assert set(mutated.splitlines()) - set(SOURCE.splitlines()) == {changed}
    assert mutated.count("\n") == SOURCE.count("\n")


CHECKED = "static int checked(int number)\n{\n" + "".join(
    f"    if (number == {number})\n        return KOZO_ERR_RANGE; /* check.{name} */\n"
    for number, name in enumerate(["found", "by_order", "by_others", "hangs", "dies"])
) + "    return 0;\n}\n"
TESTS = """
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
enum { KOZO_ERR_RANGE = 1, KOZO_ERR_TIMED_OUT };
#include <checked.h>
static int seen;
static void found(void **state) { assert_int_equal(checked(0), 1); }
static void first(void **state) { seen = checked(1); }
static void second(void **state) { assert_int_equal(seen, 1); }
static void blind(void **state) { }
static void other(void **state) { assert_int_equal(checked(2), 1); }
static void hangs(void **state) { while (checked(3) == 0); }
static void dies(void) { if (checked(4) == 0) abort(); }
int main(void)
{
    const struct CMUnitTest tests[] = {{"check.found", found}, {"check.by_order", first},
        {"second", second}, {"check.by_others", blind}, {"other", other}, {"check.hangs", hangs}};
    atexit(dies);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
"""
FATES = {
    ("check.found", "deleted"): ("check.found", ""),
    ("check.found", "error"): ("check.found", ""),
    ("check.by_order", "deleted"): ("", "its own test passes, second fails"),
    ("check.by_order", "error"): ("second", ""),
    ("check.by_others", "deleted"): ("", "its own test passes, other fails"),
    ("check.by_others", "error"): ("other", ""),
    ("check.hangs", "deleted"): ("", "hangs in check.hangs"),
    ("check.hangs", "error"): ("", "all tests pass"),
    ("check.dies", "deleted"): ("", "exit status -6 outside of the tests"),
    ("check.dies", "error"): ("", "all tests pass"),
    ("check.unused", "deleted"): ("", "no program contains it"),
}


def test_fates(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "HANG", 2)
    unused = "void f(void)\n{\n    if (1)\n        return; /* check.unused */\n}\n"
    for name, text in {"generated/checked.h": CHECKED, "generated/unused.h": unused,
                       "tests/test_checked.c": TESTS}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    rows = [mutant for path in mutants.checked_files(tmp_path)
            for mutant in mutants.mutants_of(tmp_path, path, True) if mutant.change != "limit"]
    suite = mutants.Suite(["generated"], ["tests/test_*.c"], [])
    mutants.execute(tmp_path, suite, rows, 1, lambda mutant: None)
    assert {(row.check, row.change): (row.killer, row.reason) for row in rows} == FATES
