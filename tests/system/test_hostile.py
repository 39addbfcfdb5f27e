# SPDX-License-Identifier: MIT
"""Programs that misbehave on purpose are contained, their memory comes back, the prompt lives."""

import re

import pytest

BOOTS = ["direct"]
SYSTEM = "check"

# Name, and how init reports its end.
FATAL = [
    ("null", r"page fault at 0x0 .*read, not present"),
    ("kernel", r"page fault at 0xffffffff80000000 .*read"),
    ("code", r"page fault at 0x4\w+ .*write, not permitted"),
    ("execute", r"page fault at 0x3f\w+ .*execute, not permitted"),
    ("cli", r"general protection"),
    ("hlt", r"general protection"),
    ("port", r"general protection"),
    ("fpu", r"(invalid opcode|device not available)"),
    ("stack", r"page fault at 0x3f6\w+ .*write, not present"),
    ("handler", r"page fault at 0x0 "),
    ("suicide", r"invalid opcode"),
]

# Name, and the errors that it must get.
REFUSED = [
    ("operation", {"bad_operation"}),
    ("handles", {"no_cap", "stale", "wrong_type", "access_denied"}),
    ("tags", {"malformed", "no_method", "wrong_interface", "bad_message"}),
    ("buffer", {"alignment", "range", "access_denied", "bad_state", "no_buffer", "bad_message"}),
    ("neighbour", {"not_found", "ok", "wrong_interface"}),
    ("exit", set()),
    ("reader", set()),
]


def run_to_end(session, name):
    """Everything that is written until init reports the end of the program, and that report."""
    session.send(f"run hostile_{name}\r")
    before = session.expect(f"init: hostile_{name} ")
    return before, session.expect("\n")


def free_memory(session):
    return int(re.search(r"free +(\d+)", session.run("mem"))[1])


def settle(session):
    """The prompt of the last `run` came before its program's output."""
    session.send("echo settled\r")
    session.expect("\nsettled\r")
    session.expect("Init> ")


@pytest.mark.parametrize("name, report", FATAL)
def test_fault_ends_only_the_program(session, name, report):
    settle(session)
    free = free_memory(session)
    before, end = run_to_end(session, name)
    assert "FAILED" not in before
    assert re.match(f"faulted: {report}", end)
    settle(session)
    assert re.search(rf"hostile_{name} +faulted", session.run("ps"))
    assert free_memory(session) == free


def test_the_fpu_is_there_for_whom_the_manifest_names(session):
    settle(session)
    free = free_memory(session)
    session.send("run floats\r")
    before = session.expect("init: floats ")
    assert session.expect("\n").startswith("exited with code 0")
    assert re.findall(r"floats: ([a-z]+) ([0-9.]+)", before) == [
        ("root", "1.414213562"), ("sum", "7.485470861")]
    settle(session)
    assert free_memory(session) == free


@pytest.mark.parametrize("name, errors", REFUSED)
def test_attempts_are_refused(session, name, errors):
    settle(session)
    free = free_memory(session)
    before, end = run_to_end(session, name)
    assert "FAILED" not in before
    assert set(re.findall(r"survived: (\w+)", before)) == errors
    assert end.startswith("exited with code 0")
    settle(session)
    assert free_memory(session) == free


def test_starting_and_dying_leaks_nothing(session):
    settle(session)
    free, held = free_memory(session), session.run("caps init")
    for name in ["null", "exit", "suicide", "buffer"] * 10:
        run_to_end(session, name)
    settle(session)
    assert free_memory(session) == free
    assert session.run("caps init") == held


def test_a_reader_that_cannot_be_answered_is_passed_over(session):
    settle(session)
    free = free_memory(session)
    session.send("run hostile_deaf\r")
    session.expect("hostile: deaf: waits")
    settle(session)
    session.run("stop hostile_deaf")
    assert free_memory(session) == free


def test_a_program_above_its_killer_cannot_outrun_it(session):
    settle(session)
    free = free_memory(session)
    for _ in range(5):
        session.send("run hostile_restless\r")
        session.expect("hostile: restless: naps")
        settle(session)
        session.run("stop hostile_restless")
        assert re.search(r"hostile_restless +stopped", session.run("ps"))
    assert free_memory(session) == free


def test_prompt_lives_beside_an_endless_loop(session):
    settle(session)
    free = free_memory(session)
    session.send("run hostile_loop\r")
    session.expect("hostile: loop: begins")
    settle(session)
    assert re.search(r"hostile_loop +running +ready", session.run("ps"))
    assert session.run("ping console").startswith("console: alive")
    session.run("stop hostile_loop")
    assert re.search(r"hostile_loop +stopped", session.run("ps"))
    assert free_memory(session) == free
    assert session.finish("poweroff") == 0
