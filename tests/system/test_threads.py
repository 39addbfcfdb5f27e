# SPDX-License-Identifier: MIT
"""Threads of one program: services/crowd says what came of it."""

import re

BOOTS = ["direct"]
SYSTEM = "check"

LINES = ["joined", "one at a time", "variables of their own", "made again", "not in time",
         "in the end", "dead"]


def test_threads_of_a_program(session):
    free = int(re.search(r"free +(\d+)", session.run("mem"))[1])
    session.send("run crowd\r")
    before = session.expect("init: crowd ")
    assert session.expect("\n").startswith("exited with code 0")
    assert re.findall(r"crowd: (.*): ok", before) == LINES
    assert "FAILED" not in before
    session.send("echo settled\r")
    session.expect("\nsettled\r")
    session.expect("Init> ")
    assert int(re.search(r"free +(\d+)", session.run("mem"))[1]) == free


def test_who_cannot_be_started_is_told_why(session):
    """What the error tells reaches the prompt."""
    told = session.run("run crowd_huge")
    quota, free = map(int, re.search(
        r"crowd_huge: exhausted: its quota is (\d+) KiB, and (\d+) KiB are free", told).groups())
    usable, left = re.findall(r"^(?:usable|free) +(\d+)", session.run("mem"), re.MULTILINE)
    assert free == int(left) and quota > int(usable)
    assert re.search(r"crowd_huge +faulted", session.run("ps"))


def test_ps_and_top_know_every_thread(session):
    session.send("run crowd_stays\r")
    session.expect("crowd: stays: ok")
    listed = session.run("ps")
    rows = re.search(r"^(crowd_stays.*\n(?:  thread.*\n)*)", listed, re.MULTILINE)[1]
    first, *others = [line.split() for line in rows.splitlines()]
    assert first[1:3] == ["running", "parked"]
    assert sorted(row[2] for row in others) == ["parked", "ready"]
    used = [int(row[-1]) for row in others if row[2] == "ready"]
    assert re.findall(r"^(\S.*)\n  thread", listed, re.MULTILINE) == [rows.splitlines()[0]]
    session.send("top\r")
    session.expect("CPU %")
    session.expect("CPU %")
    shares = dict(re.findall(r"^(\S+) +(\d+\.\d)", session.expect("(idle)"), re.MULTILINE))
    assert float(shares["crowd_stays"]) > 80  # none of it is its first thread's
    session.send("q")
    session.expect("Init> ")
    later = re.search(r"thread +\d+ +ready +\d+ +(\d+)", session.run("ps"))[1]
    assert int(later) > used[0] + 500
    session.run("stop crowd_stays")
    assert "thread" not in session.run("ps")
