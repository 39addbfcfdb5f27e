# SPDX-License-Identifier: MIT
"""The host tests reach the capability core, and the gate tells when they do not."""

import os
import subprocess

import core_coverage
import pytest

SOURCE = """int f(int x)
{
    if (x)
        return 1;
    kensure(x == 0);
    return 0;
    unreachable();
}
"""
FILE = "kernel/cap/a.c"
LINE, BRANCH = (FILE, "f", "return 1;"), (FILE, "f", "if (x)")
REACHED = {(3, "f"): [2, 1, 1], (4, "f"): [1], (5, "f"): [1, 0, 1], (6, "f"): [1], (7, "f"): [0]}
MISSED = REACHED | {(3, "f"): [1, 0, 1], (4, "f"): [0]}


def test_the_capability_core_is_reached(record_property):
    environment = {name: os.environ[name] for name in os.environ if not name.startswith("MAKE")}
    done = subprocess.run(["make", "-j2", "TOOLCHAIN=gcc", "CC=gcc", "PARANOID=", "coverage"],
                          cwd=core_coverage.ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    [total] = [line for line in done.stdout.splitlines() if line.startswith("the capability core")]
    record_property("summary", total)


@pytest.fixture
def survey(tmp_path, monkeypatch):
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text(SOURCE)

    def call(taken, reasons, least=0):
        monkeypatch.setattr(core_coverage, "LEAST", {"lines": least, "branches": least})
        return core_coverage.survey(tmp_path, {FILE: taken}, reasons)

    return call


def test_what_is_reached_is_no_finding(survey):
    assert survey(REACHED, {}, 100) == []


def test_what_is_not_reached_is_a_finding(survey, capsys):
    assert survey(MISSED, {}) == ["kernel/cap/a.c:3: f(): 1 of 2 branches: if (x)",
                                  "kernel/cap/a.c:4: f(): never reached: return 1;"]
    assert capsys.readouterr().out.splitlines()[-1].split()[3:] == (
        "3 of 4 lines 75.0 % 1 of 2 branches 50.0 %; 0 lines explained".split())


def test_an_explanation_lets_it_pass(survey):
    assert survey(MISSED, {LINE: "why", BRANCH: "why"}) == []
    assert survey(MISSED, {LINE: "why", BRANCH: "why"}, 80) == [
        "less than 80 % of lines", "less than 80 % of branches"]


@pytest.mark.parametrize("place", [LINE, (FILE, "g", "return 1;"), (FILE, "f", "return 2;")])
def test_an_explanation_of_no_use_is_a_finding(survey, place):
    assert survey(REACHED, {place: "why"}) == [
        "explained, but there is no such line, or tests reach all of it: " + " ".join(place)]
