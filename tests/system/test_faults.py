# SPDX-License-Identifier: MIT
"""`make qemu` names function, file and line of a program's fault, and delays no character."""

import os
import pathlib
import re
import signal
import sys

import pytest
import symbolize
from conftest import BUILD
from pexpect.popen_spawn import PopenSpawn

ROOT = pathlib.Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide-debugging.md"
SYSTEM = BUILD.with_name(f"{BUILD.name}-check")

# Name, its function, and what the line of the fault must hold.
PLACES = [
    ("null", "fatal_null", "*address(0)"),
    ("code", "fatal_code", "*address((uint64_t)fatal_code) = 0"),
    ("cli", "fatal_cli", '"cli"'),
    ("stack", "recurse", "frame[0] = depth"),
]


@pytest.fixture(scope="module")
def terminal():
    command = [sys.executable, "tests/harness/qemu.py", str(SYSTEM), "--boot", "direct"]
    guest = PopenSpawn(command, encoding="utf-8", codec_errors="replace", timeout=60,
                       preexec_fn=os.setsid)
    try:
        guest.expect("Init> ")
        yield guest
    finally:
        os.killpg(guest.pid, signal.SIGKILL)
        guest.proc.wait()


@pytest.mark.parametrize("name, function, source", PLACES)
def test_a_fault_names_function_file_and_line(terminal, name, function, source):
    terminal.send(f"run hostile_{name}\r")
    terminal.expect(rf"init: hostile_{name} faulted: .*, first thread, ip 0x\w+ in hostile, .*\r\n"
                    rf"hostile_{name}: at (.*)\r\n")
    shown = re.fullmatch(r"(\w+) \((services/hostile/fatal.c):(\d+)\)", terminal.match[1])
    assert shown[1] == function
    assert source in (ROOT / shown[2]).read_text().splitlines()[int(shown[3]) - 1]


def test_the_guide_shows_what_a_fault_says(terminal):
    [sample] = re.findall(r"```text\n(init: \w+ faulted.*?)```", GUIDE.read_text(), re.DOTALL)
    fault, place = (re.escape(line) for line in sample.splitlines())
    terminal.send("run hostile_null\r")
    terminal.expect(rf"{re.sub('0x[1-9a-f][0-9a-f]*', '0x[0-9a-f]+', fault)}\r\n{place}\r\n")


def test_an_unfinished_line_is_shown_at_once(terminal):
    terminal.send("xyz")
    terminal.expect("x.*y.*z")


def test_a_line_that_names_no_known_place_is_left_alone():
    fault = "init: hostile_execute faulted: page fault at 0x3feff0 (execute), ip {} in {}, sp 0x0"
    assert symbolize.explain(fault.format("0x3feff0", "hostile"), SYSTEM) == []
    assert symbolize.explain(fault.format("0x400000", "nobody"), SYSTEM) == []
    assert symbolize.explain("  #0 0x0000000000000000", SYSTEM) == []
