#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Replays a recorded trace (`make trace`, or of a guest test) in the model: replay.pml.

Prints whether the model admits it, or the record that it does not. Exit status 1: refused."""

import argparse
import pathlib
import re
import sys

import models

ROOT = models.ROOT
sys.path.insert(0, str(ROOT / "kernel" / "debug" / "trace"))
from decode import Decoder, TraceError  # noqa: E402

OPERATIONS = {"endpoint_call": "CALL", "endpoint_send": "SEND", "endpoint_receive": "RECEIVE",
              "endpoint_reply_receive": "REPLY_RECEIVE", "reply_send": "REPLY_SEND",
              "cnode_save_reply": "SAVE_REPLY", "thread_suspend": "SUSPEND",
              "notification_wait": "WAIT", "thread_exit": "EXIT"}
# What may end waits, lives and objects of others while it runs; it may be preempted, too.
WINDOWS = {"any_delete": "0", "any_revoke": "0", "cnode_move": "0", "thread_exit": "0",
           "thread_start": "OP_START", "thread_suspend": "OP_SUSPEND", "thread_resume": "OP_RESUME"}
ABI = models.ROOT / "generated" / "tests" / "models" / "abi.pml"
# What a call may come to at once with the model having a say; other errors change nothing.
JUDGED = {"ok", "not_ready", "timed_out", "no_space", "reply_pending", "no_reply"}
GOES_ON = {"ok", "timed_out", "cancelled", "peer_died", "revoked"}
FIELDS = ["kind", "thread", "op", "endpoint", "deadline", "slot", "how", "value", "partner"]


class Trace:
    """The events of a trace that concern the model, and the dense numbers of what they name."""

    def __init__(self, data):
        self.abi = models.numbers(ABI)
        decoder = Decoder()
        self.records = [event for event in decoder.feed(data)]
        decoder.finish()
        if decoder.lost:
            raise TraceError(f"{decoder.lost} records are missing")
        self.threads, self.endpoints, self.rights = {}, {}, {}
        self.calls = {}  # of a thread: its last call of those that the model knows
        self.events = []  # (record, fields of struct event)
        for at, record in enumerate(self.records):
            self.take(at, record)
        used = {row["thread"] for _, row in self.events}
        self.count = max(used, default=0) + 1

    def end_before(self, error):
        """Leave out what comes from the first wait on that has ended so."""
        ends = (at for at, (record, row) in enumerate(self.events)
                if row["kind"] == "WENT_ON" and record.error == error)
        del self.events[next(ends, len(self.events)):]

    def number(self, table, key):
        return table.setdefault(key, len(table))

    def error(self, record):
        """The error's number; one of a message that could not be moved stands for all of them."""
        if (record.error or "ok") in GOES_ON | JUDGED:
            return record.code
        return self.abi["KOZO_ERR_NO_RECEIVE_SLOT"]

    def value(self, record, name):
        return next((value for value in record.values if value.name == name), None)

    def stamp(self, handle):
        return handle.text.split("@")[-1].split("/")[0]

    def add(self, record, kind, **fields):
        row = {"kind": kind, "thread": self.number(self.threads, record.number), "op": "0",
               "endpoint": "NO_ENDPOINT", "deadline": "DEADLINE_NEVER", "slot": "NO_SLOT",
               "how": "RETURNED", "value": 0, "partner": "NOBODY"}
        self.events.append((record, row | fields))

    def partner(self, record):
        return self.number(self.threads, record.partner_number) if record.partner_number \
            else "NOBODY"

    def handler(self, at, record):
        """At which endpoint the fault of a thread was received, if it was."""
        for later in self.records[at + 1:]:
            if later.number == record.number and later.kind in ("call", "fault"):
                break
            if later.kind == "return" and later.partner_number == record.number and not later.error:
                return self.calls_at(later)
        return "NO_ENDPOINT"

    def calls_at(self, record):
        """The endpoint of the call that has returned so."""
        for earlier in reversed(self.records[:record.sequence]):
            if earlier.number == record.number and earlier.kind == "call" and earlier.target:
                return self.number(self.endpoints, earlier.target)
        return "NO_ENDPOINT"

    def take(self, at, record):
        if record.kind == "fault":
            self.add(record, "FAULTED", endpoint=self.handler(at, record))
        elif record.kind == "call" and at + 1 < len(self.records):
            self.call(at, record, self.records[at + 1])
        elif record.kind == "return" and record.operation in OPERATIONS and \
                self.calls.pop(record.number, None):
            self.add(record, "WENT_ON", value=self.error(record), partner=self.partner(record),
                     how="SIGNALS" if self.tells_signals(record) else "RETURNED")

    def tells_signals(self, record):
        """Has it received those of a bound notification, of which the model knows nothing?"""
        return (record.message or "").startswith("signal.")

    def call(self, at, record, end):
        """A call and how it ended; the record that follows tells."""
        name = record.operation
        if name == "endpoint_reply_receive" and record.message == "answered":
            name = "endpoint_receive"
        if end.kind == "return" and self.tells_signals(end):
            name = {"endpoint_reply_receive": "reply_send"}.get(name, "")
        self.calls.pop(record.number, None)
        if name == "cnode_move" and end.kind == "return" and not end.error:
            old = self.stamp(self.value(record, "source"))
            if old in self.rights:
                self.rights[self.stamp(end.values[0])] = self.rights[old]
        modelled = name in OPERATIONS and end.number == record.number
        elsewhere = name in WINDOWS and end.kind in ("return", "restart")
        if elsewhere:
            self.add(record, "WINDOW", op=WINDOWS[name] if not end.error else "0")
        if not modelled or elsewhere or name == "notification_wait" and end.kind != "wait" or \
                end.kind == "return" and (end.error or "ok") not in JUDGED:
            return
        fields = {"op": f"OP_{OPERATIONS[name]}", "deadline": self.deadline(record, end),
                  "how": {"return": "RETURNED", "wait": "WAITS", "restart": "RESTARTS"}[end.kind],
                  "partner": self.partner(end)}
        if record.target:
            fields["endpoint"] = self.number(self.endpoints, record.target)
        fields["value"] = end.values[0].raw if end.kind == "wait" else self.error(end)
        if name == "cnode_save_reply" and not end.error:
            stamp = self.stamp(end.values[0])
            fields["slot"] = self.rights.setdefault(stamp, len(set(self.rights.values())))
        if (reply := self.value(record, "reply")) is not None:
            if self.stamp(reply) not in self.rights:
                return
            fields["slot"] = self.rights[self.stamp(reply)]
        if name == "thread_exit":
            fields["endpoint"] = self.handler(at, record)
            if fields["endpoint"] == "NO_ENDPOINT":
                fields |= {"value": self.abi["KOZO_THREAD_STATE_DEAD"], "partner": "NOBODY"}
        if end.kind == "wait":
            self.calls[record.number] = record
        self.add(record, "CALLED", **fields)

    def deadline(self, record, end):
        told = self.value(record, "deadline")
        if end.kind == "return" and end.error in ("not_ready", "timed_out"):
            return "DEADLINE_POLL" if end.error == "not_ready" else "DEADLINE_PASSED"
        return "DEADLINE_LATER" if told and told.text != "never" else "DEADLINE_NEVER"

    def bytes(self):
        """events.bin."""
        sizes = self.sizes()
        known = models.numbers("events.pml", "deadlines.pml") | {
            "NOBODY": sizes["threads"], "NO_SLOT": sizes["slots"],
            "NO_ENDPOINT": sizes["endpoints"], "0": 0}
        return b"".join(bytes(known.get(row[name], row[name]) for name in FIELDS)
                        for _, row in self.events)

    def sizes(self):
        return {"threads": self.count, "slots": len(set(self.rights.values())) or 1,
                "endpoints": len(self.endpoints) or 1}

    def define(self):
        return [f"{name.upper()}={value}" for name, value in self.sizes().items()] + [
            "QUEUE=32"]


def build(trace, folder):
    """The model for traces with as many threads, endpoints and rights."""
    models.copy_sources(folder)
    models.build(folder, "replay.pml", trace.define(), optimise="-O0")


def replay(trace, folder):
    """(admitted, what to say) of a Trace."""
    (folder / "events.bin").write_bytes(trace.bytes())
    result = models.run(folder, ["-E"])
    if "TRACE_ADMITTED" in result.violated:
        return True, f"admitted: {len(trace.events)} events; {result.summary()}"
    if result.violated:
        return False, f"{result.violated}; {result.summary()}"
    steps = [int(text) for text in re.findall(r"^furthest (\d+)$",
                                              (folder / "pan.out").read_text(), re.MULTILINE)]
    record, _ = trace.events[max(steps, default=0)]
    what = " ".join(word for word in (record.thread, record.kind, record.operation, record.error)
                    if word)
    how = "refused" if result.whole else "not admitted in time"
    return False, f"{how}, record {record.sequence}: {what}; {result.summary()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=pathlib.Path)
    options = parser.parse_args()
    folder = models.BUILD / "replay"
    trace = Trace(options.file.read_bytes())
    build(trace, folder)
    admitted, text = replay(trace, folder)
    print(f"{options.file}: {text}")
    return 0 if admitted else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (models.ModelError, TraceError) as error:
        sys.exit(f"replay: {error}")
