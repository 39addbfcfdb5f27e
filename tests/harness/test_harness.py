# SPDX-License-Identifier: MIT
"""The harness must notice what it is there to notice: no run without a whole plan, all points and
the agreed exit status may pass."""

import pathlib
import sys

import pytest
import run
import run_guest
from tap import Tap

PASS, FAIL = run_guest.exit_statuses()
GOOD = "TAP version 13\n1..2\nok 1 - a\nok 2 - b\n"


class Script:
    """A machine that is a few lines of Python."""

    build = pathlib.Path(".")

    def __init__(self, output, end):
        self.source = f"import sys, time; print({output!r}, flush=True); {end}"

    def command(self, _):
        return [sys.executable, "-c", self.source]


@pytest.mark.parametrize(
    "output, end, verdict",
    [
        (GOOD, f"sys.exit({PASS})", "pass"),
        ("\x1b[2J\x1b[01;01H" + GOOD, f"sys.exit({PASS})", "pass"),
        (GOOD, f"sys.exit({FAIL})", "fail"),
        (GOOD.replace("ok 2", "not ok 2"), f"sys.exit({PASS})", "fail"),
        (GOOD.replace("ok 2 - b\n", ""), f"sys.exit({PASS})", "fail"),
        (GOOD.replace("ok 2", "ok 3"), f"sys.exit({PASS})", "fail"),
        (GOOD + "ok 3 - c\n", f"sys.exit({PASS})", "fail"),
        ("1..0\n", f"sys.exit({PASS})", "fail"),
        (GOOD + "Bail out! lost\n", f"sys.exit({PASS})", "fail"),
        (GOOD.replace("1..2\n", ""), f"sys.exit({PASS})", "no plan"),
        (GOOD, "sys.exit(0)", "reset"),
        (GOOD, "sys.exit(1)", "crash"),
        (GOOD, "time.sleep(9)", "timeout"),
    ],
)
def test_verdict(tmp_path, output, end, verdict):
    guest = run_guest.Guest(Script(output, end), tmp_path / "log", 1 if "sleep" in end else 10)
    guest.run()
    assert guest.judge()[0] == verdict


def test_panic_is_a_verdict_whatever_else_was_printed(tmp_path, monkeypatch):
    monkeypatch.setattr(run_guest, "GRACE", 0.2)
    guest = run_guest.Guest(Script(GOOD + "PANIC: broken\n", "time.sleep(9)"), tmp_path / "log", 5)
    guest.run()
    assert guest.judge() == ("panic", "PANIC: broken")


def test_statuses_are_neither_success_nor_qemus_own():
    assert not {PASS, FAIL} & {0, 1} and PASS != FAIL and max(PASS, FAIL) < 128


def test_details_of_a_failed_point_are_kept():
    tap = Tap()
    for line in ("1..1", "not ok 1 - a", "# file.c:3: 4 is not 5"):
        tap.feed(line)
    assert "4 is not 5" in tap.points[0].detail


def test_what_a_failed_host_test_printed_is_shown_and_kept(tmp_path, monkeypatch):
    program = tmp_path / "test_x"
    program.write_text("#!/bin/sh\n"
                       "cat >$CMOCKA_XML_FILE <<.\n"
                       "<t><testcase name='a'><failure>1 is not 2</failure></testcase></t>\n.\n"
                       "echo the operation\nseq 100\nexit 1\n")
    program.chmod(0o755)
    (tmp_path / "raw").mkdir()
    monkeypatch.setattr(run, "JUNIT", tmp_path)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    (case,) = run.host_job(program, tmp_path / "build").run()
    lines = case.detail.splitlines()
    assert lines[0] == "the operation"
    assert lines[-2:] == ["1 is not 2", "see build/logs/host-test_x.log"]
    assert (tmp_path / "build/logs/host-test_x.log").read_text().splitlines()[1:] == [
        str(i) for i in range(1, 101)]
