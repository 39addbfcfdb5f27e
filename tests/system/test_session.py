# SPDX-License-Identifier: MIT
"""A person at the prompt, booted as `make qemu` boots, and directly."""

import re

import pytest

COMMANDS = [
    "help", "ps", "caps", "mem", "echo", "ping", "uptime", "log", "run", "poweroff", "reboot",
]
PROGRAMS = ["init", "log", "names", "console", "shell"]
SERVICES = ["console", "names", "process", "log"]


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


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_each_command(session, command):
    assert re.search(rf"^  {command}\b", session.run("help"), re.MULTILINE)


@pytest.mark.parametrize("program", PROGRAMS)
def test_ps_lists_each_program(session, program):
    assert re.search(rf"^{program} +running ", session.run("ps"), re.MULTILINE)


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


def test_ping_of_nobody(session):
    assert "no service nobody" in session.run("ping nobody")


def test_mem_adds_up(session):
    text = session.run("mem")
    assert number(text, "usable") == number(text, "free") + number(text, "given")


def test_uptime_goes_on(session):
    def seconds():
        hours, minutes, rest = re.search(r"up (\d+):(\d+):([\d.]+)", session.run("uptime")).groups()
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)

    before = seconds()
    assert seconds() > before


def test_log_knows_the_start(session):
    assert "the prompt is up" in session.run("log")


@pytest.mark.parametrize("text", ["a", "several  words", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"])
def test_echo_prints_its_text(session, text):
    assert session.run(f"echo {text}").strip() == text


def test_empty_line_prints_nothing(session):
    assert session.run("").strip() == ""
    assert session.run("   ").strip() == ""


def test_unknown_command(session):
    assert session.run("frobnicate").strip().startswith("frobnicate: no such command")


@pytest.mark.parametrize("command", ["caps", "ping", "run", "ps x", "mem x", "caps nobody"])
def test_wrong_use_is_explained(session, command):
    text = session.run(command).strip()
    assert text and "\n" not in text
    assert re.search("usage|takes no argument|not running|no such", text)


LEFT, RIGHT, UP, DOWN = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B"
HOME, END, DELETE, BACKSPACE = "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f"


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
