# SPDX-License-Identifier: MIT
"""Programs that do the worst they can, in the system `check`: the prompt lives, and what they had comes
back. See services/hostile/README.md."""

import re
import time

import pytest

FATAL = ["null", "kernel", "code", "execute", "cli", "hlt", "port", "stack"]
REFUSED = ["operation", "handles", "tags", "buffer"]
MESS = {"handler": "faulted", "suicide": "faulted", "exit": "exited"}
ENDS = {name: "faulted" for name in FATAL} | {name: "exited" for name in REFUSED} | MESS


def given(session):
    return int(re.search(r"^given +(\d+)", session.run("mem"), re.MULTILINE)[1])


def states(session):
    """{program: (state, KiB of memory)}"""
    rows = re.findall(r"^(hostile_\w+) +(\w+) .* (\d+)\s*$", session.run("ps"), re.MULTILINE)
    return {name: (state, int(memory)) for name, state, memory in rows}


def settle(check, seconds=20):
    """Waits until check() holds; returns its last value."""
    end = time.monotonic() + seconds
    while not (value := check()) and time.monotonic() < end:
        time.sleep(0.1)
    return value


@pytest.mark.parametrize("name, state", ENDS.items())
def test_the_prompt_lives_and_memory_returns(hostile_session, name, state):
    session, program = hostile_session, f"hostile_{name}"
    before = given(session)
    said = session.run(f"run {program}")
    said += session.expect("\n")

    assert settle(lambda: states(session)[program] == (state, 0)), states(session)[program]
    assert session.run("echo alive").strip().endswith("alive")
    assert settle(lambda: given(session) == before), (before, given(session))
    assert "FAILED" not in said
    log = session.run("log")
    assert f"{program}: begins" in log
    assert "FAILED" not in log


@pytest.mark.parametrize("name", ["null", "exit"])
def test_it_can_be_run_again(hostile_session, name):
    session, program = hostile_session, f"hostile_{name}"
    before = given(session)

    for _ in range(5):
        session.run(f"run {program}")
        assert settle(lambda: states(session)[program] == (ENDS[name], 0))
    assert settle(lambda: given(session) == before)


def test_an_endless_loop_leaves_the_prompt_alive(hostile_session):
    session = hostile_session

    session.run("run hostile_loop")
    assert settle(lambda: states(session)["hostile_loop"][0] == "running")
    for i in range(5):
        assert session.run(f"echo still {i}").strip().endswith(f"still {i}")
    assert "names: alive" in session.run("ping names")


def test_every_hostile_program_was_run(hostile_session):
    assert set(states(hostile_session)) == {f"hostile_{name}" for name in [*ENDS, "loop"]}
    assert all(state != "stopped" for state, _ in states(hostile_session).values())
    assert "FAILED" not in hostile_session.log.read_text(errors="replace")


def test_poweroff_still_works(hostile_session):
    assert hostile_session.finish("poweroff") == 0
