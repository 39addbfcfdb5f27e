# SPDX-License-Identifier: MIT
"""What records say, whatever is in them; and what `trace` shows at the prompt."""
import os
import pathlib
import re

import decode
import pytest
from layout import FIELDS, SIZE
from qemu import Machine, kozo_abi, trace_console
from session import Session

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
NONE = "trace: the kernel keeps none; boot with trace=calls on its command line"


def events(data, ring=False):
    decoder = decode.Decoder(ring)
    found = list(decoder.feed(data))
    decoder.finish()
    return found


def numbered(count):
    """Records of noise that follow each other."""
    for number in range(count):
        noise = bytearray((number * 31 + i * i * 7) & 0xff for i in range(SIZE))
        noise[FIELDS["sequence"]] = number.to_bytes(4, "little")
        noise[FIELDS["operation"]] = (number // COUNT).to_bytes(2, "little")
        noise[FIELDS["kind"]] = bytes([number % COUNT])
        yield noise


COUNT = 7  # of kinds
KINDS = {event.kind: number
         for number, event in enumerate(events(b"".join(numbered(COUNT)), ring=True))}


def record(kind, operation="endpoint_call", **fields):
    """Bytes of a record; words are a list."""
    [number] = [number for number, name in kozo_abi.OPERATIONS.items() if name == operation]
    data = bytearray(SIZE)
    words = fields.pop("words", [])
    for name, value in {"operation": number, "kind": KINDS[kind], **fields}.items():
        place = FIELDS[name]
        data[place] = value.to_bytes(place.stop - place.start, "little")
    at = FIELDS["words"].start
    data[at:at + 8 * len(words)] = b"".join(word.to_bytes(8, "little") for word in words)
    return bytes(data)


def word(name, **fields):
    return sum(fields.get(field, 0) << shift for field, shift, _ in kozo_abi.WORDS[name])


def status(error, **fields):
    [code] = [number for number, name in kozo_abi.ERRORS.items() if name == error]
    return word("status", code=code, **fields)


@pytest.mark.parametrize("operation, end, said", [
    ("cnode_copy", status("stale", argument=2), "STALE (source: the handle names a capability"),
    ("cnode_copy", status("wrong_type"), "WRONG_TYPE (self is no cnode)"),
    ("cnode_copy", status("access_denied", detail=3), "ACCESS_DENIED (self needs lookup|modify)"),
    ("aspace_map", status("access_denied", argument=1, detail=1), "(frame needs read)"),
    ("aspace_map", status("range", argument=2, detail=64), "RANGE (at: the limit is 64)"),
    ("aspace_map", status("range", argument=9), "RANGE (argument 9: the limit is 0)"),
    ("endpoint_call", status("unknown_flag", argument=1), "UNKNOWN_FLAG (tag: "),
    ("endpoint_call", status("stale"), "STALE (the handle names"),  # or that of what it sends
    ("endpoint_call", status("access_denied", detail=2), "ACCESS_DENIED (self needs send)"),
    ("any_delete", status("access_denied", detail=5), "(self needs read|grant)"),
])
def test_what_was_refused(operation, end, said):
    [event] = events(record("return", operation, words=[end]), ring=True)
    assert event.error and said in event.line()


@pytest.mark.parametrize("operation, tag, said", [
    ("endpoint_call", {"interface": 0x12, "label": 3, "words": 2},
     "(self=none, interface 0x12.3, 2 words)"),
    ("reply_send", {"words": 1, "caps": 1}, "(reply, 1 word, 1 cap to thread 7)"),
    ("reply_send", {"interface": 0x12}, "(interface 0x12 reply ok, 0 words to thread 7)"),
])
def test_messages_between_unknowns(operation, tag, said):
    [event] = events(record("call", operation, partner=7, words=[0, word("tag", **tag)]), ring=True)
    assert event.line().endswith(operation + said)


def test_values():
    """A handle with depth, a deadline that has passed, flags that there are not."""
    handle = word("handle", address=5, stamp=9, depth=1)
    data = record("call", "notification_wait", time=5_000_000, words=[handle, 3_999_000])
    data += record("call", "aspace_map", sequence=1, words=[0, 0, 0x1000, 0x13])
    lines = [event.line() for event in events(data, ring=True)]
    assert lines[0].endswith("notification_wait(self=5@9/1, until=-1.001 ms)")
    assert lines[1].endswith("(self=none, frame=none, at=0x1000, flags=write|execute|0x10)")


def test_any_record_can_be_read():
    """Of all operations and kinds, with words that no session has; what is raw is in the text."""
    read = events(b"".join(numbered(COUNT * 80)), ring=True)
    assert [event.sequence for event in read] == list(range(COUNT * 80))
    assert set(kozo_abi.OPERATIONS.values()) <= {event.operation for event in read}
    for event in read:
        assert event.said and all(f"{value.name}={value.text}" in event.said or
                                  event.kind == "wait" for value in event.values)


def test_the_prompt_shows_what_was_recorded(tmp_path):
    path = tmp_path / "trace.bin"
    machine = Machine(BUILD, boot="direct", cmdline="trace=calls", extra=trace_console(path))
    with Session(machine, BUILD / "logs" / "trace-prompt.log") as session:
        own = session.run("trace -t log ping log")
        shown = session.run("trace ping log")
        many = session.run("trace help")
        none = session.run("trace -t nobody ping log")
        assert session.finish("poweroff") == 0
    lines, newest, of_log, of_nobody = (
        [line for line in text.splitlines() if re.match(r" *\d+\.\d{6} cpu", line)]
        for text in (shown, many, own, none))
    known = [event.line() for event in events(path.read_bytes())]
    at = known.index(lines[0])
    assert lines == known[at:at + len(lines)]
    assert any("service.ping, 1 word" in line and " shell " in line for line in lines)
    assert any("service.ping, 1 word from shell" in line for line in lines)
    # Of what is more than fits the end is shown, and of one thread what it did itself.
    at = known.index(newest[0])
    assert newest == known[at:at + 128] and "tracing.read" in newest[-1]
    assert re.search(r"^trace: \d+ older records are not shown$", many, re.MULTILINE)
    assert of_log and all(line.split()[2] == "log" for line in of_log)
    assert set(of_log) <= set(known)
    assert not of_nobody and "trace: none is of nobody" in none


def test_without_a_trace_the_prompt_says_so():
    machine = Machine(BUILD, boot="direct")
    with Session(machine, BUILD / "logs" / "trace-none.log") as session:
        assert NONE in session.run("trace ping log")
        assert session.finish("poweroff") == 0
