# SPDX-License-Identifier: MIT
"""Shortens a log in which the same few lines come again and again, as when a driver polls."""

import re

LONGEST = 4  # lines of a pattern that is recognised
CHANGING = re.compile(r"^ *\d+\.\d+ |[+-]\d+\.\d+ ms")  # what does not make a line another


class Repeats:
    """A pattern is printed twice; from then on it is only counted."""

    def __init__(self):
        self.seen = []  # the last lines, without what changes
        self.period = self.count = 0

    def feed(self, line):
        key = CHANGING.sub("", line)
        if self.period and self.seen[-self.period] == key:
            self.count += 1
            self._note(key)
            return
        yield from self.flush()
        self._note(key)
        self.period = next((length for length in range(1, LONGEST + 1)
                            if len(self.seen) >= 2 * length and
                            self.seen[-length:] == self.seen[-2 * length:-length]), 0)
        yield line

    def flush(self):
        if self.count:
            like = f"last {self.period} lines" if self.period > 1 else "last line"
            yield f"# {self.count} more line{'s' * (self.count != 1)} like the {like}"
        self.period = self.count = 0

    def _note(self, key):
        self.seen = [*self.seen, key][-2 * LONGEST:]
