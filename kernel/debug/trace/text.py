# SPDX-License-Identifier: MIT
"""Events to lines. A call and its end follow each other without anything in between, and make one
line; a call that waits makes a second one when it ends."""

ENDS = ("return", "wait", "restart")


class Lines:
    """Turns events into lines, those that the filters let through: for each one event of a line."""

    def __init__(self, filters):
        self.filters = filters
        self.call = None  # a call whose end is due, and what the filters say of it

    def feed(self, event):
        """Yields the lines that this event completes; a number is lost records."""
        judged = self.filters.judge(event)
        if isinstance(event, int):
            yield from self.flush()
            yield f"# {event} record{'s' * (event != 1)} lost"
        elif event.kind == "call":
            yield from self.flush()
            self.call = event, judged
        else:
            call, of_call = self.call or (None, judged)
            self.call = None
            if call and (call.number, call.operation) != (event.number, event.operation):
                yield from self._line(call.line(), of_call)
                call, of_call = None, judged
            start = call.line() if call else f"{event.head}{event.operation}"
            if event.kind in ENDS and not call:
                start += " resumed"
            yield from self._line(start + event.said, map(max, judged, of_call))

    def flush(self):
        """The trace ends, or has a hole, where a call's end is due."""
        if self.call:
            (call, judged), self.call = self.call, None
            yield from self._line(call.line() + " ...", judged)

    @staticmethod
    def _line(text, judged):
        if all(judged):
            yield text
