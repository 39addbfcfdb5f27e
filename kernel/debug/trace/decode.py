# SPDX-License-Identifier: MIT
"""Trace records to events, by build/<config>/host/trace_records (records.c)."""

import contextlib
import dataclasses
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
PIECE = 1 << 15  # bytes; less than a pipe holds, so that neither side waits for the other


class TraceError(Exception):
    """The bytes are not a trace, or not a whole one."""


def tool():
    """The program of $KOZO_BUILD, or the newest that has been built."""
    if "KOZO_BUILD" in os.environ:
        return ROOT / os.environ["KOZO_BUILD"] / "host" / "trace_records"
    built = sorted(ROOT.glob("build/*/host/trace_records"), key=lambda path: path.stat().st_mtime)
    if not built:
        raise TraceError("nothing to read records with; run 'make build/gcc/host/trace_records'")
    return built[-1]


@dataclasses.dataclass
class Value:
    """A decoded word: what a person reads, and the number."""

    name: str
    text: str
    raw: int


@dataclasses.dataclass
class Event:
    time: int  # ns
    sequence: int
    cpu: int
    kind: str
    thread: str  # name
    number: int = 0
    partner: str = ""  # name of the other thread that the record knows of
    partner_number: int = 0
    operation: str = ""  # "" where there is none
    is_message: bool = False  # of the message profile; of those:
    sends: bool = False
    receives: bool = False
    replies: bool = False
    target: int = 0  # number of the object that self names; 0: none
    values: list = dataclasses.field(default_factory=list)  # operands, results, or what happened
    message: str = ""  # what is sent or received: interface.method, or a reply
    answer: str = ""  # of a reply of an interface: name of its error, or ok
    error: str = ""  # of a return: name of the error, "" if it succeeded
    code: int = 0  # its number
    argument: int = 0  # which was refused, as the kernel told it,
    detail: int = 0  # and its detail
    refusal: str = ""  # both in words
    head: str = ""  # what its line begins with; then come the operation
    said: str = ""  # and what is said of it

    def __post_init__(self):
        self.values = [Value(**value) if isinstance(value, dict) else value
                       for value in self.values]

    def line(self):
        return self.head + self.operation + self.said

    def json(self):
        return {key: value for key, value in dataclasses.asdict(self).items()
                if value != "" and value is not False}


class Decoder:
    """Feed it bytes; it gives events, and between them numbers of lost records."""

    def __init__(self, ring=False):
        self.ring = ring
        self.tool = subprocess.Popen([tool(), *(["--ring"] if ring else [])],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE)
        about = json.loads(self.tool.stdout.readline())
        self.size, self.events = about["size"], about["events"]  # of a record; names that there are
        self.fed = 0  # bytes
        self.count = self.lost = 0  # records

    def feed(self, data):
        """Yields the events of all whole records so far; of a ring, the one time."""
        for at in range(0, len(data), PIECE):
            piece = data[at:at + PIECE]
            self.fed += len(piece)
            with contextlib.suppress(BrokenPipeError):
                self.tool.stdin.write(piece)
                self.tool.stdin.flush()
            while self.count < self.fed // self.size and not self.ring:
                yield self._event(self.tool.stdout.readline())
        if self.ring:
            self._close()
            yield from map(self._event, self.tool.stdout)

    def finish(self):
        """No more bytes come."""
        with self.tool:
            self._close()
            complaint = self.tool.stderr.read().decode()
        if self.tool.returncode:
            raise TraceError(complaint)

    def _close(self):
        with contextlib.suppress(BrokenPipeError):  # it has ended, and says why
            self.tool.stdin.close()

    def _event(self, line):
        if not line:
            self.finish()
        fields = json.loads(line)
        if "lost" in fields:
            self.lost += fields["lost"]
            return fields["lost"]
        self.count += 1
        return Event(**fields)
