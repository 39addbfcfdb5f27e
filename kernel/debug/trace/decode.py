# SPDX-License-Identifier: MIT
"""Trace records to events: bytes to names, by generated/trace/tables.json alone."""

import dataclasses
import json
import pathlib

TABLES = pathlib.Path(__file__).resolve().parents[3] / "generated" / "trace" / "tables.json"


class TraceError(Exception):
    """The bytes are not a trace, or not a whole one."""


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
    thread: str  # name; "" is the kernel itself
    number: int
    partner: str  # name of the other thread that the record knows of, or ""
    kind: str
    operation: str = ""  # "" where there is none
    values: list = dataclasses.field(default_factory=list)  # operands, results, or what happened
    message: str = ""  # what is sent or received: interface.method, or a reply
    error: str = ""  # of a return: name of the error, "" if it succeeded
    refusal: str = ""  # and what was wrong
    argument: int = 0  # by number, as the kernel told it,
    detail: int = 0  # and its detail
    partner_number: int = 0
    target: int = 0  # number of the object that self of a message operation names; 0: none

    def json(self):
        return {key: value for key, value in dataclasses.asdict(self).items() if value != ""}


class Tables:
    """What the generator knows of the ABI."""

    def __init__(self, path=TABLES):
        self.__dict__.update(json.loads(pathlib.Path(path).read_text()))
        self.by_id = {kind: {row["id"]: name for name, row in getattr(self, kind).items()}
                      for kind in ("errors", "objects", "operations", "interfaces")}
        self.kinds = {value: name for name, value in self.types["trace_kind"]["values"].items()}
        self.record = self.structs["trace_record"]

    def unpack(self, struct, data):
        """The fields of a structure; arrays of words as lists, of bytes as bytes."""
        fields = {}
        for name, field in self.structs[struct]["fields"].items():
            count, width, at = field["count"], field["bytes"], field["offset"]
            if count and width == 1:
                fields[name] = data[at:at + count]
                continue
            numbers = [int.from_bytes(data[at + i * width:at + (i + 1) * width], "little")
                       for i in range(count or 1)]
            fields[name] = numbers if count else numbers[0]
        return fields

    def split(self, word, value):
        """The fields of a word of the ABI such as tag, handle or status."""
        return {row["name"]: value >> row["shift"] & (1 << row["bits"]) - 1
                for row in self.words[word]}

    def error(self, number):
        return self.by_id["errors"].get(number, f"error {number}") if number else "ok"

    def rights(self, mask, kind):
        names = self.objects.get(kind, {}).get("rights") or self.types["rights"]["values"]
        return "|".join(name for name, bit in names.items() if mask & bit) or "none"


class Decoder:
    """Feed it bytes; it gives events. Names of threads are learnt on the way."""

    def __init__(self, tables=None, ring=False):
        self.tables = tables or Tables()
        self.size = self.tables.record["size"]
        self.rest = b""
        self.started = self.ring = ring
        self.next = 0  # sequence number that is due
        self.lost = 0
        self.names = {}

    def feed(self, data):
        """Yields the events of all whole records so far; between them a number of lost records."""
        self.rest += data
        while len(self.rest) >= self.size:
            record, self.rest = self.rest[:self.size], self.rest[self.size:]
            fields = self.tables.unpack("trace_record", record)
            if not self.started:
                self._check_begin(fields)
            missing = fields["sequence"] - self.next & 0xffffffff
            if missing:
                self.lost += missing
                yield missing
            self.next = fields["sequence"] + 1 & 0xffffffff
            yield self._event(fields)

    def finish(self):
        """No more bytes come."""
        if self.rest:
            raise TraceError(f"the trace ends in the middle of record {self.next}: "
                             f"{len(self.rest)} of {self.size} bytes")
        if not self.started:
            raise TraceError("the trace is empty: the kernel traces only with trace=... on its "
                             "command line")

    def feed_ring(self, data):
        """The same for the kernel's ring as it lies in memory."""
        whole = len(data) - len(data) % self.size
        if whole != len(data):
            raise TraceError(f"the ring is not made of records of {self.size} bytes")
        records = [data[at:at + self.size] for at in range(0, whole, self.size)]
        used = [record for record in records if any(record)]
        used.sort(key=lambda record: self.tables.unpack("trace_record", record)["sequence"])
        yield from self.feed(b"".join(used))

    def _words(self, fields):
        return b"".join(word.to_bytes(8, "little") for word in fields["words"])

    def _check_begin(self, fields):
        known = self.tables
        begin = known.unpack("trace_begin_event", self._words(fields))
        if begin["magic"] != known.constants["trace_magic"]:
            raise TraceError("this is no KOZO trace: it does not start with the mark of one")
        if (begin["version"], begin["size"]) != (known.version, self.size):
            raise TraceError(f"the trace is of ABI version {begin['version']} with records of "
                             f"{begin['size']} bytes, the tables are of version {known.version} "
                             f"with {self.size}")
        self.started = True

    def _thread(self, number):
        return self.names.get(number, f"thread {number:x}") if number else ""

    def _event(self, fields):
        kind = self.tables.kinds.get(fields["kind"])
        if kind is None:
            raise TraceError(f"record {fields['sequence']} is of unknown kind {fields['kind']}: "
                             "the trace is damaged")
        name = fields["name"].split(b"\0")[0].decode("ascii", "replace")
        if name:
            self.names[fields["thread"]] = name
        operation = self.tables.by_id["operations"].get(fields["operation"], "")
        event = Event(fields["time"], fields["sequence"], fields["cpu"],
                      self._thread(fields["thread"]), fields["thread"],
                      self._thread(fields["partner"]), kind, operation,
                      partner_number=fields["partner"])
        getattr(self, f"_{kind}")(event, self._words(fields))
        return event

    def _begin(self, event, words):
        begin = self.tables.unpack("trace_begin_event", words)
        event.values = [self._value("version", "u32", begin["version"], event),
                        self._value("events", "trace_events", begin["events"], event),
                        self._value("capacity", "u32", begin["capacity"], event)]

    def _call(self, event, words):
        row = self.tables.operations.get(event.operation)
        if row is None:
            return
        if row["profile"] == "message":
            fields = self.tables.unpack("trace_message_call", words)
            if row["self"]:
                event.values.append(self._handle("self", fields["self"]))
                behind = words[self.tables.structs["trace_message_call"]["size"]:]
                event.target = self.tables.unpack("trace_message_target", behind)["object"]
            flags = self.tables.split("tag", fields["tag"])["flags"]
            if flags & self.tables.tag_flags["answered"]:
                event.message = "answered"
            elif row["sends"]:
                event.message = self._message(fields["tag"], is_reply=row["reply"])
                event.message += f" to {event.partner}" if row["reply"] and event.partner else ""
            if flags & self.tables.tag_flags["deadline"] and row["deadline"]:
                event.values.append(self._value("deadline", "deadline", fields["deadline"], event))
            if flags & self.tables.tag_flags["saved_reply"] and row["reply"]:
                event.values.append(self._handle("reply", fields["reply"]))
            return
        fields = self.tables.unpack("trace_method_call", words)
        event.values.append(self._handle("self", fields["self"]))
        for arg, value in zip(row["args"], fields["args"]):
            event.values.append(self._operand(arg, value, event))

    def _operand(self, arg, value, event):
        if arg["payload"]:
            return Value(arg["name"], "(payload)", 0)
        if arg["kind"] == "cap":
            return self._handle(arg["name"], value)
        if arg["kind"] == "object":
            known = self.tables.by_id["objects"].get(value)
            return Value(arg["name"], known or self._text("u64", value, event), value)
        return self._value(arg["name"], arg["type"], value, event)

    def _return(self, event, words):
        row = self.tables.operations.get(event.operation, {"profile": "method", "outs": []})
        message = row["profile"] == "message"
        fields = self.tables.unpack(f"trace_{row['profile']}_return", words)
        status = self.tables.split("status", fields["status"])
        if status["code"]:
            event.error = self.tables.error(status["code"])
            event.refusal = self._refusal(event, status)
            event.argument, event.detail = status["argument"], status["detail"]
        elif message and row["receives"]:
            answered = row["sends"] and not row["reply"]
            event.message = self._message(fields["tag"], is_reply=answered)
            event.message += f" from {event.partner}" if event.partner and not answered else ""
            if fields["badge"]:
                event.values.append(self._value("badge", "badge", fields["badge"], event))
        elif not message:
            for out, value in zip(row["outs"], fields["results"]):
                event.values.append(Value(out["name"], "(payload)", 0) if out["payload"] else
                                    self._handle(out["name"], value) if out["handle"] else
                                    self._value(out["name"], out["type"], value, event))

    def _refusal(self, event, status):
        """What was wrong, by the position of the argument and the detail."""
        row, error = self.tables.operations.get(event.operation), event.error
        text = self.tables.errors.get(error, {}).get("text", "")
        if row is None:
            return text
        argument, kind = self._refused(row, status, error)
        if argument is None:
            return text
        if error == "access_denied" and status["detail"]:
            return f"{argument} needs {self.tables.rights(status['detail'], kind)}"
        if error == "wrong_type":
            return f"{argument} is no {kind}"
        if error == "range":
            return f"{argument}: the limit is {status['detail']}"
        if error == "alignment":
            return f"{argument} is no multiple of {status['detail']}"
        return f"{argument}: {text}"

    @staticmethod
    def _refused(row, status, error):
        """(name, object type) of the argument that was refused; (None, None) if none was."""
        position = status["argument"]
        if position == 0:
            # The operation itself reports no position, which looks the same.
            own = error in row["errors"] and not status["detail"]
            return (None, None) if own or error not in row["self_errors"] else ("self", row["self"])
        if row["profile"] == "message":
            return "tag", None
        if position > len(row["args"]):
            return f"argument {position}", None
        arg = row["args"][position - 1]
        return arg["name"], arg["type"]

    def _wait(self, event, words):
        state = self.tables.unpack("trace_wait_event", words)["state"]
        event.values = [self._value("state", "thread_state", state, event)]

    def _restart(self, event, words):
        pass

    def _switch(self, event, words):
        pass

    def _fault(self, event, words):
        fields = self.tables.unpack("trace_fault_event", words)
        tag = self.tables.split("tag", fields["tag"])
        event.message = self._message(fields["tag"], is_reply=False).split(",")[0]
        methods = self.tables.interfaces["fault"]["methods"].values()
        for method in (method for method in methods if method["id"] == tag["label"]):
            told = [param for param in method["words"] if param["word"] < len(fields["words"])]
            for param in told:
                value = fields["words"][param["word"]] >> param["shift"]
                value &= (1 << param["bits"]) - 1
                event.values.append(self._value(param["name"], param["type"], value, event))

    def _message(self, raw, is_reply):
        tag = self.tables.split("tag", raw)
        interface = self.tables.by_id["interfaces"].get(tag["interface"])
        name = interface or f"interface {tag['interface']:#x}"
        if is_reply:
            error = self.tables.error(tag["label"])
            text = f"{name} reply {error}" if tag["interface"] else "reply"
        else:
            methods = self.tables.interfaces[interface]["methods"] if interface else {}
            known = [method for method, row in methods.items() if row["id"] == tag["label"]]
            text = f"{name}.{known[0] if known else tag['label']}"
        text += f", {tag['words']} word{'s' * (tag['words'] != 1)}"
        return text + (f", {tag['caps']} cap{'s' * (tag['caps'] != 1)}" if tag["caps"] else "")

    def _handle(self, name, raw):
        """slot@stamp; with the depth behind a slash if it goes through other CNodes."""
        handle = self.tables.split("handle", raw)
        depth = f"/{handle['depth']}" if handle["depth"] else ""
        text = f"{handle['address']:d}@{handle['stamp']}{depth}" if raw else "none"
        return Value(name, text, raw)

    def _value(self, name, kind, raw, event):
        return Value(name, self._text(kind, raw, event), raw)

    def _text(self, kind, raw, event):
        row = self.tables.types.get(kind)
        if kind == "info":
            info = self.tables.split("info", raw)
            of = self.tables.by_id["objects"].get(info["type"], "nothing")
            return f"{of}({self.tables.rights(info['rights'], of)})" if info["type"] else of
        if kind == "deadline":
            return self._deadline(raw, event)
        if kind == "badge" or row and row["unit"] == "address" or raw > 0xffffffff:
            return f"{raw:#x}"
        if row and row["kind"] == "enum":
            return next((key for key, value in row["values"].items() if value == raw), str(raw))
        if row and row["kind"] == "flags":
            rest = raw & ~sum(row["values"].values())
            names = [key for key, value in row["values"].items() if raw & value]
            return "|".join(names + ([f"{rest:#x}"] if rest else [])) or "none"
        return f"{raw} {row['unit']}" if row and row["unit"] else str(raw)

    def _deadline(self, raw, event):
        for name in ("never", "poll"):
            if raw == self.tables.constants[f"deadline_{name}"]:
                return name
        us = abs(raw - event.time) // 1000
        return f"{'+' if raw >= event.time else '-'}{us // 1000}.{us % 1000:03d} ms"
