# SPDX-License-Identifier: MIT
"""A person at the prompt, booted as `make qemu` boots, and directly. What each command prints is
looked at in test_prompt.py."""

import re

import pytest

BOOTS = ["uefi", "direct"]
PROGRAMS = ["init", "log", "names", "console", "shell"]
SERVICES = ["console", "names", "process", "log", "tracing"]
LEFT, RIGHT, UP, DOWN = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B"
HOME, END, DELETE, BACKSPACE = "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f"


def typed(session, keys):
    """What is printed behind the line that these keys and Enter make. Editing draws the line, and
    with it the prompt, again; only Enter ends it."""
    session.send(keys + "\r")
    session.expect("\n")
    return session.expect("Init> ").strip()


def number(text, name):
    return int(re.search(rf"^{name} +(\d+)", text, re.MULTILINE)[1])


def test_the_boot_is_quiet(session):
    assert "init: system default is up" in session.boot_text
    assert not re.search("warning|error|fail", session.boot_text, re.IGNORECASE)


@pytest.mark.parametrize("program", PROGRAMS)
def test_caps_lists_what_a_program_holds(session, program):
    text = session.run(f"caps {program}")
    assert re.search(r"^ +\d+ cnode +lookup,modify", text, re.MULTILINE)
    assert re.search(r"^ +\d+ thread ", text, re.MULTILINE)


def test_only_the_console_has_the_serial_port(session):
    holders = [name for name in PROGRAMS if "io_port" in session.run(f"caps {name}")]
    assert holders == ["init", "console"]


def test_the_shell_holds_what_its_manifest_grants(session):
    types = re.findall(r"^ +\d+ (\w+)", session.run("caps shell"), re.MULTILINE)
    assert sorted(types) == sorted(
        ["cnode", "aspace", "thread", "budget", "untyped"] + ["endpoint"] * len(SERVICES)
    )


@pytest.mark.parametrize("service", SERVICES)
def test_ping_each_service(session, service):
    assert f"{service}: alive" in session.run(f"ping {service}")


@pytest.mark.parametrize("keys, result", [
    ("echo abd" + LEFT + "c", "abcd"),
    ("echo abX" + BACKSPACE + "c", "abc"),
    ("cho abc" + HOME + "e" + END + "d", "abcd"),
    ("echo aXb" + LEFT + LEFT + DELETE, "ab"),
    ("echo ab" + LEFT + LEFT + RIGHT + "-", "a-b"),
    ("nonsense\x15echo ok", "ok"),
    ("echo one two\x17three", "one three"),
    ("cho x\x01e", "x"),
    ("echo ab\x02\x0b", "a"),
    ("\x1b[999~\x1bOPecho keys", "keys"),
    (BACKSPACE * 5 + LEFT * 5 + "echo edge" + RIGHT * 5, "edge"),
])
def test_editing(session, keys, result):
    assert typed(session, keys) == result


def test_cancel_gives_the_line_up(session):
    session.send("echo never\x03")
    session.expect("\n")
    session.expect("Init> ")
    assert typed(session, "echo next") == "next"


def test_history(session):
    typed(session, "echo first")
    typed(session, "echo second")
    assert typed(session, UP) == "second"
    assert typed(session, UP + UP) == "first"
    assert typed(session, UP + UP + DOWN) == "first"
    assert typed(session, "echo draft" + UP + DOWN) == "draft"
    assert typed(session, "\x10 again") == "draft again"


def test_a_line_longer_than_fits(session):
    text = "x" * 300
    answer = typed(session, "echo " + text)
    assert answer and set(answer) == {"x"} and len(answer) < 300


def test_noise_does_no_harm(session):
    session.send("".join(chr(c) for c in range(0x80, 0x100)) + "\x00\x01\x02\x1b\x1b[\x15")
    assert typed(session, "\x15echo fine") == "fine"


def test_many_commands_cost_no_memory(session):
    before = number(session.run("mem"), "free")
    for i in range(40):
        assert session.run(f"echo {i}").strip() == str(i)
        session.run("ping names")
    assert number(session.run("mem"), "free") == before


def test_poweroff_ends_the_machine(session):
    assert session.finish("poweroff") == 0
