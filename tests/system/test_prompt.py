# SPDX-License-Identifier: MIT
"""Every command of the prompt, and the keys that edit a line."""

import re

import pytest

BOOTS = ["direct"]


def test_help_lists_every_command(session):
    listed = re.findall(r"^  (\w+)", session.run("help"), re.MULTILINE)
    assert listed == ("help ps top caps mem echo calc ping uptime log trace "
                      "run stop poweroff reboot").split()


def test_ps_shows_the_programs_of_the_manifest(session):
    rows = [line.split() for line in session.run("ps").splitlines()[1:]]
    assert [row[0] for row in rows] == ["init", "log", "names", "console", "shell"]
    assert {row[1] for row in rows} == {"running"}


def test_top_shows_shares_until_a_key_is_pressed(session):
    session.send("top\r")
    session.expect("CPU %")
    session.expect("CPU %")
    before = session.expect("(idle)")
    shares = dict(re.findall(r"^(\S+) +(\d+\.\d)$", before, re.MULTILINE))
    assert set(shares) == {"init", "log", "names", "console", "shell"}
    idle = re.match(r" +(\d+\.\d)", session.expect("\n"))[1]
    assert abs(sum(map(float, shares.values())) + float(idle) - 100) < 2
    session.send("q")
    session.expect("Init> ")
    assert "up " in session.run("uptime")


def test_caps_shows_what_the_manifest_grants_and_nothing_else(session):
    rows = [line.split() for line in session.run("caps console").splitlines()[1:]]
    held = [(row[1], row[2]) for row in rows]
    assert held == [
        ("cnode", "lookup,modify"),
        ("aspace", "map"),
        ("thread", "observe,control"),
        ("budget", "observe,control"),
        ("endpoint", "receive,send,grant"),  # its own
        ("endpoint", "send"),  # log
        ("endpoint", "send,grant"),  # names, which takes capabilities
        ("io_port", "in,out"),
        ("untyped", "inspect,retype"),  # what is left of its quota
    ]


def columns(text):
    """(slot, indentation, rest) of each line of `caps`."""
    return re.findall(r"^ *(\d+) ( *)(\S.*)$", text, re.MULTILINE)


def test_caps_shows_from_whom_a_program_has_what_it_holds(session):
    sources = [row.split()[-1] for _, _, row in columns(session.run("caps console"))]
    assert set(sources) == {"init"}
    console = [row for _, _, row in columns(session.run("caps names")) if row.endswith("console")]
    assert len(console) == 1 and console[0].startswith("endpoint")  # which it has registered


def test_caps_shows_what_was_derived_below_what_it_came_from(session):
    rows = columns(session.run("caps init"))
    levels = [len(indent) // 2 for _, indent, _ in rows]
    assert rows[0] == ("1", "", rows[0][2]) and rows[0][2].endswith("  -")
    assert max(levels) >= 2 and all(b <= a + 1 for a, b in zip(levels, levels[1:]))
    slots = [int(slot) for slot, _, _ in rows]
    assert len(set(slots)) == len(slots)
    roots = [row for _, indent, row in rows if indent == ""]
    below = [row for _, indent, row in rows if indent != ""]
    # What the kernel handed over, in its order; everything else is made of that.
    assert [row.split()[0] for row in roots[:8]] == [
        "cnode", "debug", "platform", "io_port", "aspace", "thread", "budget", "frame"]
    assert all(row.endswith("  -") for row in roots)
    assert {row.split()[0] for row in roots[8:]} == {"untyped"}
    assert {"frame", "endpoint", "thread"} <= {row.split()[0] for row in below}
    assert any(row.startswith("untyped (device)") for row in roots)
    assert not any("(device)" in row for row in below)


def test_caps_of_a_program_that_is_not_there(session):
    assert "nobody is not running" in session.run("caps nobody")


def test_mem_adds_up(session):
    text = session.run("mem")
    sizes = dict(re.findall(r"^(\w+) +(\d+) KiB", text, re.MULTILINE))
    assert int(sizes["usable"]) == int(sizes["free"]) + int(sizes["given"])
    assert re.search(r"^device +[1-9]\d* KiB in [1-9]\d* regions$", text, re.MULTILINE)


def test_echo_keeps_inner_blanks(session):
    assert session.run("echo  a  b ").strip() == "a  b"


@pytest.mark.parametrize("service", ["console", "names", "process", "log"])
def test_ping(session, service):
    assert session.run(f"ping {service}").startswith(f"{service}: alive")


def test_ping_of_a_service_that_is_not_there(session):
    assert "there is no service nobody" in session.run("ping nobody")


def test_uptime_goes_on(session):
    def seconds():
        hours, minutes, rest = re.search(r"up (\d+):(\d+):([\d.]+)", session.run("uptime")).groups()
        return int(hours) * 3600 + int(minutes) * 60 + float(rest)

    first = seconds()
    assert seconds() > first


def test_log_names_its_sources(session):
    text = session.run("log")
    assert "names: console registered" in text
    assert "shell: the prompt is up" in text


@pytest.mark.parametrize(
    "line, answer",
    [
        ("nonsense", "nonsense: no such command"),
        ("ping", "usage: ping SERVICE"),
        ("mem now", "mem takes no argument"),
        ("run nothing", "nothing: not_found"),
        ("run shell", "shell: running"),
        ("caps " + "x" * 40, "no program has so long a name"),
        ("stop " + "x" * 40, "no program has so long a name"),
        ("stop nobody", "nothing has that name"),
        ("stop shell", "shell is this prompt"),
    ],
)
def test_mistakes_are_explained(session, line, answer):
    assert answer in session.run(line)


@pytest.mark.parametrize(
    "keys, printed",
    [
        ("ecXho hi\x01\x1b[C\x1b[C\x1b[3~", "hi"),
        ("cho hi\x1b[He\x1b[F!", "hi!"),
        ("echo one two\x17three", "one three"),
        ("nonsense\x15echo ok", "ok"),
        ("echo abc\x02\x02\x0b", "a"),
        ("echo ab\x7fc", "ac"),
    ],
)
def test_editing(session, keys, printed):
    """Redrawing shows the prompt again, so what is printed is looked for behind the last one."""
    session.send(keys + "\r")
    session.expect(f"\n{printed}\r")
    session.expect("Init> ")


def test_history(session):
    session.run("echo first")
    session.run("echo second")
    session.send("\x1b[A\x1b[A\x1b[B\x1b[A\r")
    session.expect("\nfirst\r")
    session.expect("Init> ")


def test_a_pasted_page_loses_nothing(session):
    count = 100
    session.send("".join(f"echo line {number}\r" for number in range(count)))
    for number in range(count):
        session.expect(f"\nline {number}\r")
    session.expect("Init> ")


def test_reboot_ends_a_machine_that_must_not_restart(session):
    assert session.finish("reboot") == 0
