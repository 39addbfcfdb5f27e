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
                yield from self._line(call, self._start(call))
                call = None
            yield from self._line(call or event, self._ended(call, event), event.error)

    def flush(self):
        """The trace ends, or has a hole, where a call's end is due."""
        call, self.call = self.call, None
        if call:
            yield from self._line(call, self._start(call) + " ...")

    def _start(self, call):
        return f"{_operation(call)}({_arguments(call)})"

    def _ended(self, call, event):
        if event.kind == "begin":
            return f"tracing begins: {_arguments(event)}"
        if event.kind == "fault":
            return f"*** {event.message}({', '.join(f'{v.name}={v.text}' for v in event.values)})"
        if event.kind == "switch":
            return f"--- runs{' after ' + event.partner if event.partner else ''}"
        start = self._start(call) if call else f"{_operation(event)} resumed"
        if event.kind == "restart":
            return f"{start} is preempted, restarts"
        return start + (_wait(event) if event.kind == "wait" else _result(event))

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
