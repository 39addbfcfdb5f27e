# SPDX-License-Identifier: MIT
"""A session with the trace on, as the viewer shows it; what is not in it; what is not a trace."""

import io
import json
import os
import pathlib
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest
import run_guest
from pexpect.popen_spawn import PopenSpawn
from qemu import Machine

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
sys.path.insert(0, str(ROOT / "kernel" / "debug" / "trace"))
import view  # noqa: E402
import viewer_check  # noqa: E402
from layout import FIELDS, SIZE  # noqa: E402


@pytest.fixture
def show(tmp_path):
    """show(bytes, option...): (exit status, lines, complaint) of the viewer."""
    def run(data, *options):
        path = tmp_path / "trace.bin"
        path.write_bytes(data)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = view.main([str(path), *options])
        return status, out.getvalue().splitlines(), err.getvalue()
    return run


def plain(line):
    """A line without what another run has otherwise."""
    line = re.sub(r"^ *\d+\.\d+ cpu\d +", "", line)
    return re.sub(r"\d+@\d+|0x[0-9a-f]+|\b\d{5,}\b", "N", line)


def assert_in_order(lines, wanted):
    """Each of the wanted lines comes, after the one before."""
    rest = iter(lines)
    for line in wanted:
        assert any(plain(line) == plain(other) for other in rest), line


def test_ping_is_a_call_from_the_shell_to_the_log_and_its_answer(records, show):
    status, lines, _ = show(records, "--operation", "service*")
    assert status == 0
    texts = [re.sub(r" +", " ", line.split("cpu0 ")[1]) for line in lines]
    # A badge ends with the program's number, behind the id of the interface.
    varying = r"\d+@\d+|(?<=badge=0x)[0-9a-f]+(?=[0-9a-f]{8}$)"
    assert [re.sub(varying, "N", text) for text in texts] == [
        "shell endpoint_call(self=N, service.ping, 1 word) waits for log",
        "log endpoint_reply_receive resumed = OK service.ping, 1 word from shell, "
        "badge=0xN00000004",
        "log endpoint_reply_receive(self=N, service reply ok, 2 words to shell) waits, receiving",
        "shell endpoint_call resumed = OK service reply ok, 2 words",
    ]


def test_a_method_has_its_requests_and_their_answers(records, show):
    _, lines, _ = show(records, "--operation", "names.lookup", "--all")
    assert any("(self=" in line and ", names.lookup, " in line for line in lines)
    assert any("endpoint_reply_receive(self=" in line and "names reply not_found" in line
               for line in lines)
    assert all("names" in line for line in lines)
    assert show(records, "--operation", "names.*", "--all")[1][-len(lines):] == lines
    # Of an answer to a request that is lost it is known which interface it is of, no more.
    [*_, last] = [at for at, line in enumerate(show(records, "--json")[1]) if "names.lookup" in line
                  and '"kind": "call"' in line]
    rest = records[:SIZE] + records[(last + 1) * SIZE:]
    assert any("names reply" in line for line in show(rest, "--operation", "names.*", "--all")[1])
    assert not any("names reply" in line
                   for line in show(rest, "--operation", "names.lookup", "--all")[1])


def test_an_answer_that_is_an_error_is_one(records, show):
    _, lines, _ = show(records, "--errors", "--all")
    refused = [line for line in lines if "names reply not_found" in line]
    assert [line.split()[2] for line in refused] == ["names", "shell"]
    good = [line for line in lines if " = OK" in line]
    assert good and all(re.search(r" reply (?!ok)", line) for line in good)


def test_filters_are_for_json_and_records_too(records, show):
    options = "--thread", "shell", "--operation", "names.lookup"
    events = [json.loads(line) for line in show(records, "--json", *options)[1]]
    assert {event["thread"] for event in events} == {"shell"}
    assert events[0]["message"].startswith("names.lookup, ")
    assert events[-1]["answer"] == "not_found"
    assert len(show(records, "--records", *options)[1]) == len(events)
    errors = [json.loads(line) for line in show(records, "--json", "--errors")[1]]
    assert any(event.get("error") for event in errors)
    assert all("error" in event or event["answer"] != "ok" for event in errors)


def test_a_pattern_that_matches_nothing_is_told(records, show):
    status, lines, said = show(records, "--operation", "nmaes.*", "--thread", "shell")
    assert (status, lines, said) == (1, [], "nothing is of --operation 'nmaes.*'\n")


def test_a_picture_has_no_filter(records, show, tmp_path):
    with pytest.raises(SystemExit):
        show(records, "--viewer", str(tmp_path / "trace.json"), "--errors")


@pytest.mark.parametrize("thread, text", [
    ("hostile_buffer", "offset=8) = ALIGNMENT (offset is no multiple of 512)"),
    ("hostile_buffer", "offset=4096) = RANGE (offset: the limit is 3584)"),
    ("hostile_buffer", "= ACCESS_DENIED (frame needs read|write)"),
    ("hostile_buffer", "= BAD_STATE (the object is not in a state that permits this)"),
    ("hostile_operation", "unknown operation() = BAD_OPERATION"),
    ("console", "endpoint_receive resumed = TIMED_OUT (the deadline passed)"),
])
def test_an_error_names_the_argument_that_was_refused(records, show, thread, text):
    _, lines, _ = show(records, "--thread", thread, "--errors", "--all")
    assert any(text in line for line in lines)
    assert not any(" = OK" in line for line in lines)


def test_a_fault_and_who_hears_of_it(records, show):
    _, lines, _ = show(records, "--all")
    at = next(i for i, line in enumerate(lines) if "***" in line)
    assert re.search(r"hostile_null +\*\*\* fault.page\(address=0x0, code=4, ip=0x4", lines[at])
    assert re.search(r"init +--- runs after hostile_null", lines[at + 1])
    assert "OK fault.page, 4 words from hostile_null" in lines[at + 2]


def test_nothing_that_was_typed_or_written_is_in_the_records(records, secret):
    pieces = {secret[i:i + 4].encode() for i in range(len(secret) - 3)}
    assert len(records) > 1000 * SIZE
    assert not [piece for piece in pieces if piece in records]
    # Byte by byte too, as the console moves it: the same place in all records of a sort, or in
    # every other one, since it asks between whether there is a byte.
    sorts = {}
    for at in range(0, len(records), SIZE):
        record = records[at:at + SIZE]
        sort = record[FIELDS["operation"]], record[FIELDS["kind"]]
        sorts.setdefault(sort, []).append(record[FIELDS["words"]])
    for alike in sorts.values():
        for column in map(bytes, zip(*alike)):
            for part in (column, column[::2], column[1::2]):
                assert not [piece for piece in pieces if piece in part]
    names = re.findall(rb"[ -~]{5,}", records)
    assert {name for name in names if b"hostile_null" in name} == {b"hostile_null"}


def test_json_has_an_object_for_every_record(records, show):
    status, lines, _ = show(records, "--json")
    events = [json.loads(line) for line in lines]
    assert status == 0 and len(events) == len(records) // SIZE
    assert [event["sequence"] for event in events] == list(range(len(events)))
    assert events[0]["kind"] == "begin"
    ended = [event for event in events if event.get("error") == "alignment"]
    assert ended[0]["refusal"] == "offset is no multiple of 512"
    called = events[ended[0]["sequence"] - 1]
    assert called["values"][2] == {"name": "offset", "text": "8", "raw": 8}


def test_lost_records_are_counted(records, show):
    status, lines, _ = show(records[:10 * SIZE] + records[13 * SIZE:20 * SIZE], "--all")
    assert status == 0 and lines.count("# 3 records lost") == 1


def test_the_ring_of_the_kernel_can_be_read_too(records, show):
    kept = records[50 * SIZE:60 * SIZE]
    ring = kept[4 * SIZE:] + kept[:4 * SIZE] + bytes(2 * SIZE)
    status, lines, _ = show(ring, "--ring", "--all")
    assert status == 0 and lines[0] == "# 50 records lost"
    assert lines[1:] == show(records[:60 * SIZE], "--all")[1][-len(lines) + 1:]


@pytest.mark.parametrize("change, complaint", [
    (lambda data: b"", "the trace is empty"),
    (lambda data: data[:5 * SIZE + 7], rf"in the middle of record 5: 7 of {SIZE} bytes"),
    (lambda data: bytes(range(256)) * 9, "no KOZO trace"),
    (lambda data: b"PK\3\4 some text", "in the middle of record 0"),
    (lambda data: data[SIZE:], "no KOZO trace"),
    (lambda data: data[:SIZE] + b"\xff" * SIZE, "unknown kind 255: the trace is damaged"),
    (lambda data: data[:56] + b"\x07" + data[57:], r"ABI version 7 .* of version \d+ "),
])
def test_what_is_no_trace_is_named(records, show, change, complaint):
    status, _, said = show(change(records))
    assert status == 1 and re.search(complaint, said)


def test_random_records_are_shown_or_refused(records, show):
    """Whatever the words hold, the viewer neither fails nor stays silent."""
    for seed in range(40):
        noise = bytes((seed * 31 + i * i * 7 + i // 96 * 13) & 0xff for i in range(8 * SIZE))
        data = bytearray(records[:SIZE] + noise)
        for record in range(1, 9):
            one = memoryview(data)[record * SIZE:]
            one[FIELDS["kind"]] = bytes([1 + (seed + record) % 6])
            one[FIELDS["operation"]] = (seed * 3 % 64).to_bytes(2, "little")
        status, lines, _ = show(bytes(data), "--all")
        assert status == 0 and len(lines) > 8


def test_a_poll_that_repeats_is_counted(records, show):
    short, long = show(records)[1], show(records, "--all")[1]
    counted = [re.match(r"# (\d+) more lines? like", line) for line in short]
    assert len(long) == len([line for line in short if line[0] == " "]) + sum(
        int(match[1]) for match in counted if match)
    assert len(short) < len(long)


def test_the_guide_shows_what_is_shown(records, show):
    """But for lines at the prompt, of which test_records.py knows."""
    guide = (ROOT / "docs" / "guide-tracing.md").read_text()
    guide = re.sub(r"^## At the prompt$.*?^## ", "", guide, flags=re.MULTILINE | re.DOTALL)
    samples = [line for line in guide.splitlines() if re.match(r" *\d+\.\d{6} cpu", line)]
    assert len(samples) > 6
    assert_in_order(show(records, "--all")[1], samples)


RUN_TRACE = [sys.executable, "tests/harness/run_trace.py", str(BUILD), "--cmdline", "trace=calls"]


def test_the_kernels_tests_pass_with_the_trace_on():
    """Into the ring alone: there is no console."""
    machine = Machine(BUILD, "kernel", "direct", cmdline="trace=calls,faults,switches",
                      extra=["-icount", "shift=0,sleep=off"])
    log = BUILD / "logs" / "kernel-traced.log"
    outcome = run_guest.run(machine, log, timeout=120)
    assert outcome.verdict == "pass", f"{outcome.reason}; see {log}"
    assert len(outcome.points) > 100
    assert re.search(r"tracing; the newest \d+ records are kept\s*$", log.read_text(), re.MULTILINE)


def test_make_trace_with_commands():
    command = [*RUN_TRACE, "--run", "ping log; echo two", "--thread", "shell"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.split("Init> ")[1:]
    assert first.startswith("ping log\nlog: alive") and "service.ping, 1 word) waits" in first
    assert second.startswith("echo two\ntwo\n") and "service.ping" not in second
    again = re.search(r"0 lost; (\S+ \S+) shows them again", second)[1].split()
    shown = subprocess.run(again, capture_output=True, text=True, cwd=ROOT)
    assert shown.returncode == 0 and "service.ping" in shown.stdout
    picture = re.search(r"^(\S+): for Perfetto", second, re.MULTILINE)[1]
    document = json.loads((ROOT / picture).read_text())
    assert list(viewer_check.problems(document)) == []
    assert len(viewer_check.arrows(document, "service.ping")) == 1


def test_events_that_there_are_not_are_named_before_anything_boots():
    command = [*RUN_TRACE[:-1], "trace=calls,bogus", "--run", "ps"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 2 and "bogus: there are calls, faults, switches" in done.stderr


def test_make_trace_with_the_prompt_on_the_terminal():
    child = PopenSpawn(RUN_TRACE, cwd=ROOT, timeout=60)
    child.expect("Init> ")
    child.send("poweroff\r")
    child.expect(r"records, 0 lost")
    assert child.wait() == 0
    assert "platform_power_off(self=" in (BUILD / "trace.log").read_text()
