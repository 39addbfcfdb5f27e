# SPDX-License-Identifier: MIT
"""Reads TAP (Test Anything Protocol) from lines that may hold other output too."""

import dataclasses
import re

ANSI = re.compile(r"\x1b\[[0-9;=?]*[A-Za-z]")
PLAN = re.compile(r"1\.\.(\d+)(?: *# *skip.*)?$", re.IGNORECASE)
POINT = re.compile(r"(not )?ok\b *(\d*) *(?:- )?([^#]*)(?:# *(\w+) *(.*))?$")


@dataclasses.dataclass
class Point:
    passed: bool
    name: str
    detail: str = ""


class Tap:
    """Feed it lines; ask it what is wrong."""

    def __init__(self):
        self.plan = None
        self.points = []
        self.notes = []
        self.bailed = None

    def feed(self, line):
        line = ANSI.sub("", line).strip()
        if match := PLAN.match(line):
            self.notes += ["more than one plan"] if self.plan is not None else []
            self.plan = int(match[1])
        elif line.startswith("Bail out!"):
            self.bailed = line
        elif match := POINT.match(line):
            self.point(match)
        elif line.startswith("#") and self.points and not self.points[-1].passed:
            self.points[-1].detail += line + "\n"

    def point(self, match):
        number = len(self.points) + 1
        if match[2] and int(match[2]) != number:
            self.notes.append(f"test {match[2]} where {number} was due")
        skipped = (match[4] or "").lower() in ("skip", "todo")
        name = match[3].strip() or f"test {number}"
        self.points.append(Point(not match[1] or skipped, name))

    def finished(self):
        return self.plan is not None and len(self.points) >= self.plan

    def problem(self):
        """Why the output as a whole is no success apart from failed points, or None."""
        if self.bailed:
            return self.bailed
        if self.plan is None:
            return "no plan"
        if len(self.points) != self.plan:
            return f"{self.plan} tests planned, {len(self.points)} run"
        if self.plan == 0:
            return "the plan is empty"
        return self.notes[0] if self.notes else None
