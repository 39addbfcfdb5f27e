# SPDX-License-Identifier: MIT
"""Positions and diagnostics. A run collects all its errors and prints them in order of position."""
import difflib
import re
import unicodedata
from dataclasses import dataclass

# What YAML takes for the end of a line.
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
# Of a longer line only so much is shown, and so much of it before the place.
_WIDTH, _BEFORE = 96, 60
# So many known words are named at most.
_NAMED = 16


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a YAML file; line and column count from 1."""
    file: str
    line: int
    column: int

    def __str__(self):
        return f"{self.file}:{self.line}:{self.column}"


class Text(str):
    """A string that knows where it was written and, of some, what is meant by it."""
    mark: Mark
    doc: str = ""

    def __new__(cls, value, mark):
        self = super().__new__(cls, value)
        self.mark = mark
        return self


class Number(int):
    """An integer that knows where it was written, which constant, if any, it came from and, of
    some, what is meant by it."""
    mark: Mark
    constant: str | None
    doc: str = ""

    def __new__(cls, value, mark, constant=None):
        self = super().__new__(cls, value)
        self.mark = mark
        self.constant = constant
        return self


# A number beyond every word, and the most digits that Python is asked to convert.
_FAR, _DIGITS = 1 << 128, 1000
SIZE = r"(0|[1-9][0-9]*)(KiB|MiB|GiB)"
_SHIFT = {"KiB": 10, "MiB": 20, "GiB": 30}


def integer(text):
    """What decimal or 0x digits, or a SIZE, stand for; of a number that is far too long only that
    it is."""
    if text[-3:] in _SHIFT:
        return integer(text[:-3]) << _SHIFT[text[-3:]]
    if text.startswith("0x") or len(text) <= _DIGITS:
        return int(text, 0)
    return -_FAR if text.startswith("-") else _FAR


Table = tuple  # of (Text, value), in the order of the file


class Report:
    """All errors of a run, and the texts of the files that they are in."""

    def __init__(self):
        self._errors = {}
        self._sources = {}

    def source(self, file, text):
        """`text` is what stands in the file that marks call `file`."""
        self._sources[file] = _LINE_END.split(text)

    def error(self, mark, code, text):
        """Record an error. The same complaint about the same place counts once."""
        self._errors[(mark, code, text)] = None

    def add(self, other):
        """Take over the errors of another report, and its texts."""
        self._errors |= other._errors
        self._sources |= other._sources

    def kinds(self):
        """Where errors are and of which kind: what makes two of them the same mistake."""
        return {(mark, code) for mark, code, _ in self._errors}

    def without(self, kinds):
        """The errors that are none of these."""
        rest = Report()
        rest._errors = {key: None for key in self._errors if key[:2] not in kinds}
        return rest

    def marks(self):
        """Where errors are, sorted."""
        return sorted({mark for mark, _, _ in self._errors})

    def __bool__(self):
        return bool(self._errors)

    def lines(self):
        """Every error, sorted by position: `file:line:column: IDLnnnn: what is wrong`, the line
        that it is about, a caret below the place, and after `=` what would be right. The last of
        these is what follows the last semicolon of an error's text."""
        lines = []
        for mark, code, text in sorted(self._errors):
            wrong, _, right = "".join(map(_visible, text)).rpartition("; ")
            lines.append(f"{mark}: {code}: {wrong or right}")
            lines += self._excerpt(mark)
            if wrong:
                lines.append(f"    = {right}")
        return lines

    def _excerpt(self, mark):
        source = self._sources.get(mark.file)
        if source is None:
            return []
        if mark.line > len(source) - (not source[-1]):
            return ["    (the file ends here)", "    ^"]
        line, place = source[mark.line - 1], mark.column - 1
        first = max(0, place - _BEFORE) if len(line) > _WIDTH else 0
        shown, place = line[first:first + _WIDTH], place - first
        if first:
            shown = "..." + shown[3:]
        if first + _WIDTH < len(line):
            shown = shown[:-3] + "..."
        blank = "".join("\t" if char == "\t" else " " * _columns(char) for char in shown[:place])
        shown = "".join(char if char == "\t" or char.isprintable() else "?" for char in shown)
        return [f"    {shown}", f"    {blank}^"]


def _visible(char):
    return char if char.isprintable() else repr(char)[1:-1]


def _columns(char):
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "FW" else 1


def counted(number, what):
    """`1 item`, `2 items`."""
    return f"{number} {what}" + "s" * (number != 1)


def nearest(word, known):
    """The known word that is so much like `word` that it may be meant, or None."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def did_you_mean(word, known):
    """A hint at the known word that is nearest to `word`, or at as many as can be read."""
    near = nearest(word, known)
    if near is not None:
        return f"; did you mean '{near}'?"
    names = sorted(known)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"; known are: {', '.join(names[:_NAMED])}{more}" if names else "; there is none so far"
