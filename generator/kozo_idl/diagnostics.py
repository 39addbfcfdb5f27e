# SPDX-License-Identifier: MIT
"""Positions and diagnostics. A run collects all its errors and prints them in order of position."""
import difflib
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a YAML file; line and column count from 1."""
    file: str
    line: int
    column: int

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column}"


class Text(str):
    """A string that knows where it was written."""
    mark: Mark

    def __new__(cls, value, mark):
        self = super().__new__(cls, value)
        self.mark = mark
        return self


class Number(int):
    """An integer that knows where it was written and which constant, if any, it came from."""
    mark: Mark
    constant: str | None

    def __new__(cls, value, mark, constant=None):
        self = super().__new__(cls, value)
        self.mark = mark
        self.constant = constant
        return self


class Report:
    """All errors of a run."""

    def __init__(self):
        self._errors = {}

    def error(self, mark, code, text):
        """Record an error. The same complaint about the same place counts once."""
        self._errors[(mark, code, text)] = None

    def __bool__(self):
        return bool(self._errors)

    def lines(self):
        """Every error as `file:line:column: IDLnnnn: text`, sorted by position."""
        return [f"{mark}: {code}: {text}" for mark, code, text in sorted(self._errors)]


def did_you_mean(word, known):
    """A hint at the known word that is nearest to `word`, or at all of them if they are few."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    if near:
        return f"; did you mean '{near[0]}'?"
    names = sorted(known)
    return f"; known are: {', '.join(names)}" if 0 < len(names) <= 16 else ""
