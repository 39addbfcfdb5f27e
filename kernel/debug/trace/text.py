# SPDX-License-Identifier: MIT
"""Events to lines. A call and its end follow each other without anything in between, and make one
line; a call that waits makes a second one when it ends."""

import fnmatch

ENDS = ("return", "wait", "restart")


class Lines:
    """Turns events into lines, those that the filters let through."""

    def __init__(self, threads=(), operations=(), errors=False):
        self.threads, self.operations, self.errors = threads, operations, errors
        self.call = None  # a call whose end is due

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
                yield from self._line(call, call.line())
                call = None
            start = call.line() if call else f"{event.head}{event.operation}"
            if event.kind in ENDS and not call:
                start += " resumed"
            yield from self._line(call or event, start + event.said, event.error)

    def flush(self):
        """The trace ends, or has a hole, where a call's end is due."""
        call, self.call = self.call, None
        if call:
            yield from self._line(call, call.line() + " ...")

    def _line(self, event, text, error=""):
        wanted = [f"{event.thread}", event.operation, event.message.split(",")[0]]
        if self.threads and not any(fnmatch.fnmatch(event.thread, name) for name in self.threads):
            return
        if self.operations and not any(fnmatch.fnmatch(name, pattern) for name in wanted[1:]
                                       for pattern in self.operations):
            return
        if self.errors and not error:
            return
        yield text
