# SPDX-License-Identifier: MIT
"""Two decoders, the viewer's and that of programs, show the same records alike; and what
`trace` shows at the prompt."""
import os
import pathlib
import re
import subprocess

import decode
import text
from qemu import Machine, trace_console
from session import Session

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
NONE = "trace: the kernel keeps none; boot with trace=calls on its command line"


def of_host(data):
    """Lines of the records; names of threads are known from the start."""
    decoder = decode.Decoder()
    assert list(decoder.feed(data))
    again = decode.Decoder()
    again.names = decoder.names
    return [text.record(event) for event in again.feed(data)]


def of_guest(data):
    command = [BUILD / "host/trace_records"]
    return subprocess.run(command, input=data, capture_output=True,
                          check=True).stdout.decode().splitlines()


def test_both_decoders_write_the_same(records):
    """Of a session with errors and faults, and of words that say anything."""
    size = decode.Tables().record["size"]
    lines = of_host(records)
    assert of_guest(records) == lines and len(lines) == len(records) // size
    for part in (" waits, ", " waits for ", "--- runs ", "*** fault.", " = OK", " = ALIGNMENT"):
        assert any(part in line for line in lines), part
    assert of_guest(mixed(records[:size])) == of_host(mixed(records[:size]))


def mixed(begin):
    """Records of all operations and kinds, with errors, types and words that no session has."""
    data, tables = bytearray(begin), decode.Tables()
    at = {name: field["offset"] for name, field in tables.record["fields"].items()}
    errors, objects = sorted(tables.by_id["errors"]), sorted(tables.by_id["objects"])
    for number in range(1, 7 * 80):
        noise = bytearray((number * 31 + i * i * 7) & 0xff for i in range(len(begin)))
        noise[at["sequence"]:at["sequence"] + 4] = number.to_bytes(4, "little")
        noise[at["operation"]:at["kind"]] = (number // 7).to_bytes(2, "little")
        noise[at["kind"]] = 1 + number % 6
        noise[at["name"]:at["words"]] = bytes(at["words"] - at["name"])
        error = (number % 2) * errors[number % len(errors)]
        noise[at["words"]:at["words"] + 2] = error.to_bytes(2, "little")
        noise[at["words"] + 8] = objects[number % len(objects)]
        data += noise
    return bytes(data)


def test_the_prompt_shows_what_was_recorded(tmp_path):
    path = tmp_path / "trace.bin"
    machine = Machine(BUILD, boot="direct", cmdline="trace=calls", extra=trace_console(path))
    with Session(machine, BUILD / "logs" / "trace-prompt.log") as session:
        shown = session.run("trace ping log")
        assert session.finish("poweroff") == 0
    lines = [line for line in shown.splitlines() if re.match(r" *\d+\.\d{6} cpu", line)]
    known = of_host(path.read_bytes())
    at = known.index(lines[0])
    assert lines == known[at:at + len(lines)]
    assert any("service.ping, 1 word" in line and " shell " in line for line in lines)
    assert any("service.ping, 1 word from shell" in line for line in lines)


def test_without_a_trace_the_prompt_says_so():
    machine = Machine(BUILD, boot="direct")
    with Session(machine, BUILD / "logs" / "trace-none.log") as session:
        assert NONE in session.run("trace ping log")
        assert session.finish("poweroff") == 0
