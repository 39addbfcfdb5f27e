# SPDX-License-Identifier: MIT
"""Events to lines. A call and its end follow each other without anything in between, and make one
line; a call that waits makes a second one when it ends."""

import fnmatch


def _arguments(event):
    parts = [f"{value.name}={value.text}" for value in event.values]
    if event.message:
        parts.insert(min(1, len(parts)), event.message)
    return ", ".join(parts)


def _operation(event):
    return event.operation or ("unknown operation" if event.kind != "begin" else "")


def _result(event):
    """` = OK ...` or ` = ERROR (what was wrong)`."""
    if event.error:
        return f" = {event.error.upper()}" + (f" ({event.refusal})" if event.refusal else "")
    parts = ([event.message] if event.message else []) + [
        f"{value.name}={value.text}" for value in event.values]
    return " = OK" + (f" {', '.join(parts)}" if parts else "")


def _wait(event):
    return f" waits for {event.partner}" if event.partner else f" waits, {event.values[0].text}"


def _start(call):
    return f"{_operation(call)}({_arguments(call)})"


def _ended(start, event, result):
    """The end, or whatever else it is, of a call that began with the text `start`."""
    if event.kind == "begin":
        return f"tracing begins: {_arguments(event)}"
    if event.kind == "fault":
        return f"*** {event.message}({', '.join(f'{v.name}={v.text}' for v in event.values)})"
    if event.kind == "switch":
        return f"--- runs{' after ' + event.partner if event.partner else ''}"
    if event.kind == "restart":
        return f"{start} is preempted, restarts"
    return start + (_wait(event) if event.kind == "wait" else result)


def record(event):
    """The line of a record by itself, as services/lib/trace_text.c writes it in the guest."""
    result = _result(event)
    if event.error:
        place = f" (argument {event.argument}, detail {event.detail})"
        result = f" = {event.error.upper()}" + (place if event.argument or event.detail else "")
    text = _start(event) if event.kind == "call" else _ended(_operation(event), event, result)
    us = event.time // 1000
    return (f"{us // 1000000:5d}.{us % 1000000:06d} cpu{event.cpu} "
            f"{event.thread or 'kernel':12} {text}")


class Lines:
    """Turns events into lines, those that the filters let through."""

    def __init__(self, threads=(), operations=(), errors=False):
        self.threads, self.operations, self.errors = threads, operations, errors
        self.call = None  # a call whose end is due
        self.messages = {}  # thread number -> what it has asked for

    def feed(self, event):
        """Yields the lines that this event completes; a number is lost records."""
        if isinstance(event, int):
            yield from self.flush()
            yield f"# {event} record{'s' * (event != 1)} lost"
        elif event.kind == "call":
            yield from self.flush()
            self.call = event
        else:
            call, self.call = self.call, None
            if call and (call.number, call.operation) != (event.number, event.operation):
                yield from self._line(call, _start(call))
                call = None
            start = _start(call) if call else f"{_operation(event)} resumed"
            yield from self._line(call or event, _ended(start, event, _result(event)),
                                  event.error)

    def flush(self):
        """The trace ends, or has a hole, where a call's end is due."""
        call, self.call = self.call, None
        if call:
            yield from self._line(call, _start(call) + " ...")

    def _line(self, event, text, error=""):
        wanted = [f"{event.thread}", event.operation, event.message.split(",")[0]]
        if self.threads and not any(fnmatch.fnmatch(event.thread, name) for name in self.threads):
            return
        if self.operations and not any(fnmatch.fnmatch(name, pattern) for name in wanted[1:]
                                       for pattern in self.operations):
            return
        if self.errors and not error:
            return
        yield f"{event.time / 1e9:12.6f} cpu{event.cpu} {event.thread or 'kernel':12} {text}"
