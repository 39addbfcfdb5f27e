# SPDX-License-Identifier: MIT
"""Shapes: what a YAML node may look like. One description serves the strict reader and the schema.

A shape reads a node into a value and reports what does not fit; it then returns None or leaves the
field at its default, so that one run shows all mistakes."""
import re
from dataclasses import dataclass, field, fields as dataclass_fields
from typing import Any

from kozo_idl.descriptions import description
from kozo_idl.diagnostics import SIZE, Number, Text, counted, did_you_mean, integer, nearest

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_SIZE_SCHEMA = {"type": "string", "pattern": f"^{SIZE}$"}
_KINDS = {"map": "a mapping", "list": "a list", "int": "a number", "bool": "true or false",
          "str": "a text"}
_MERGE = "<<"  # in YAML 1.1 the key of what has more keys; that is reported already
_U64_MAX = (1 << 64) - 1
# Longer numbers are not repeated in what is said of them.
_SHOWN_MAX = 1 << 100
# Control characters other than spaces, those that turn the direction of what follows, and spaces
# without width.
_CONTROL = (r"[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
            r"\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROLS = re.compile(_CONTROL)
_NUMBER_SCHEMA = {"type": "integer", "minimum": 0, "maximum": _U64_MAX}


@dataclass
class Reader:
    """What reading needs besides the node. `constants` has a value for each constant, None where it
    is unreadable; `broken` has the names of what could not be read. Who refers to one of these is
    not at fault."""
    report: Any
    constants: dict
    broken: set = field(default_factory=set)

    def wrong(self, node, expected, instead):
        """`node` is of another kind than expected; `instead` says what to write."""
        if node.kind != "bad":
            self.report.error(node.mark, "IDL0010", f"expected {expected}, found "
                              f"{_KINDS[node.kind]}; {instead}")

    def number(self, value, mark, constant=None, least=0):
        """`value` as a Number, if a machine word can hold it."""
        if not least <= value <= _U64_MAX:
            word = "a word" if least else "an unsigned word"
            shown = value if abs(value) < _SHOWN_MAX else "so large a number"
            return self.report.error(mark, "IDL0019", f"{shown} does not fit {word} of 64 bits; "
                                     f"write {least} to {_U64_MAX:#x}")
        return Number(value, mark, constant)


def size_of(node):
    """The number that a text with KiB, MiB or GiB stands for, or None."""
    found = node.kind == "str" and re.fullmatch(SIZE, node.value)
    return integer(node.value) if found else None


def _size(node, reader, permitted):
    """The Number of a text that begins with a digit."""
    value = size_of(node)
    if value is not None and permitted:
        return reader.number(value, node.mark)
    return reader.report.error(node.mark, "IDL0025", f"'{node.value}' is no number here; "
                               + ("write digits, and KiB, MiB or GiB right behind them"
                                  if permitted else "what is counted is not bytes"))


class Word:
    """A lower-case identifier."""

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, "a word", "write a name of lower-case letters, digits and "
                                "underscores")
        if not _WORD.fullmatch(node.value):
            return reader.report.error(node.mark, "IDL0011", f"'{node.value}' is no identifier; "
                                       "use lower-case letters, digits and underscores")
        return Text(node.value, node.mark)

    def schema(self):
        return {"type": "string", "pattern": f"^{_WORD.pattern}$"}


class Prose:
    """A text for people; line breaks count as spaces."""

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, "a text", "put it in quotes")
        if node.comment is not None:
            return reader.report.error(node.comment, "IDL0028", "here a comment begins; put the "
                                       "text into quotes if this belongs to it, or the comment on "
                                       "a line of its own")
        text = " ".join(node.value.split())
        if not text:
            return reader.report.error(node.mark, "IDL0012", "the text is empty; say what it is")
        control = _CONTROLS.search(node.value)
        if control:
            return reader.report.error(node.mark, "IDL0026", "the text has the control character "
                                       f"U+{ord(control[0]):04X}; remove it")
        if "*/" in text or "/*" in text:
            return reader.report.error(node.mark, "IDL0020", "'/*' and '*/' would end the C "
                                                             "comment "
                                       "that the text becomes; put it otherwise")
        return Text(text, node.mark)

    def schema(self):
        return {"type": "string", "pattern": rf"^(?![\s\S]*(/\*|\*/|{_CONTROL}))[\s\S]*\S"}


class Flag:
    """true or false."""

    def read(self, node, reader):
        if node.kind != "bool":
            return reader.wrong(node, "true or false", "write that, without quotes")
        return node.value

    def schema(self):
        return {"type": "boolean"}


class Amount:
    """A number or the name of a constant; with `sizes` also a number with KiB, MiB or GiB; with
    `signed` also a negative number."""

    def __init__(self, sizes=False, signed=False):
        self.sizes = sizes
        self.least = -(1 << 63) if signed else 0

    def read(self, node, reader):
        if node.kind == "int":
            return reader.number(node.value, node.mark, least=self.least)
        if node.kind != "str":
            return reader.wrong(node, "a number or the name of a constant", "write digits, "
                                "hexadecimal ones behind 0x, or a name")
        if node.value[:1].isdecimal():
            return _size(node, reader, self.sizes)
        if node.value in reader.constants:
            value = reader.constants[node.value]
            return None if value is None else reader.number(value, node.mark, str(node.value))
        return reader.report.error(node.mark, "IDL0013", f"there is no constant '{node.value}'"
                                   + did_you_mean(node.value, reader.constants))

    def schema(self):
        words = [_WORD.pattern, SIZE] if self.sizes else [_WORD.pattern]
        return {"anyOf": [_NUMBER_SCHEMA | {"minimum": self.least},
                          {"type": "string", "pattern": f"^({'|'.join(words)})$"}]}


class Literal:
    """A number that is written out, `least` or more; with `sizes` also one with KiB, MiB or GiB."""

    def __init__(self, sizes=False, least=0):
        self.sizes = sizes
        self.least = least

    def read(self, node, reader):
        if self.sizes and node.kind == "str" and node.value[:1].isdecimal():
            return _size(node, reader, True)
        if node.kind != "int":
            return reader.wrong(node, "a number", "write digits, hexadecimal ones behind 0x")
        if 0 <= node.value < self.least:
            return reader.report.error(node.mark, "IDL0019", f"{node.value} is too small; write "
                                       f"{self.least} or more")
        return reader.number(node.value, node.mark)

    def schema(self):
        number = _NUMBER_SCHEMA | {"minimum": self.least}
        return {"anyOf": [number, _SIZE_SCHEMA]} if self.sizes else number


class Choice:
    """One of a few words."""

    def __init__(self, *words):
        self.words = words

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, f"one of {', '.join(self.words)}", "write one such word")
        if node.value not in self.words:
            return reader.report.error(node.mark, "IDL0014", f"'{node.value}' is not possible "
                                       f"here; what is: {', '.join(self.words)}")
        return Text(node.value, node.mark)

    def schema(self):
        return {"enum": list(self.words)}


class Sequence:
    """A list, of exactly `length` items where that is given, otherwise of `least` or more."""

    def __init__(self, item, length=None, least=0):
        self.item = item
        self.length = length
        self.least = least

    def read(self, node, reader):
        if node.kind != "list":
            return reader.wrong(node, "a list", "put what is in it into brackets, [one, another]")
        if self.length is not None and len(node.value) != self.length:
            return reader.report.error(node.mark, "IDL0015", "the list has "
                                       f"{counted(len(node.value), 'item')}; write {self.length}")
        if len(node.value) < self.least:
            return reader.report.error(node.mark, "IDL0022", "the list is empty; it needs an item")
        values = [self.item.read(item, reader) for item in node.value]
        read = tuple(value for value in values if value is not None)
        return None if self.length is not None and len(read) != self.length else read

    def schema(self):
        schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            schema |= {"minItems": self.least}
        if self.length is not None:
            schema |= {"minItems": self.length, "maxItems": self.length}
        return schema


class Table:
    """A mapping from names of one's own choice, `least` or more; a tuple of (name, value)."""

    def __init__(self, item, least=0):
        self.item = item
        self.least = least

    def read(self, node, reader):
        if node.kind != "map":
            return reader.wrong(node, "a mapping of names", "write 'name: ...' for each, without "
                                "brackets or '-'")
        if len(node.value) < self.least:
            return reader.report.error(node.mark, "IDL0022", "the table is empty; it needs an "
                                                             "entry")
        rows = []
        for key, value_node in node.value.items():
            if value_node.kind == "bad":
                reader.broken.add(str(key))
                continue
            if not _WORD.fullmatch(key):
                reader.report.error(key.mark, "IDL0011", f"'{key}' is no identifier; use "
                                    "lower-case letters, digits and underscores")
                continue
            named = isinstance(self.item, (Record, Variant, OneKind))
            value = (self.item.read(value_node, reader, key) if named
                     else self.item.read(value_node, reader))
            if value is not None:
                rows.append((key, value))
            else:
                reader.broken.add(str(key))
        return tuple(rows)

    def schema(self):
        return {"type": "object", "minProperties": self.least,
                "propertyNames": {"pattern": f"^{_WORD.pattern}$"},
                "additionalProperties": self.item.schema()}


@dataclass(frozen=True)
class Key:
    """A key of a record. `attribute` is the field of the model class; fixed values need none."""
    shape: Any
    required: bool = True
    attribute: str = ""


def optional(shape, attribute=""):
    return Key(shape, False, attribute)


class Record:
    """A mapping with known keys, read into the dataclass `cls`; `extra` are fixed field values."""

    def __init__(self, cls, keys, **extra):
        self.cls = cls
        self.keys = {name: key if isinstance(key, Key) else Key(key) for name, key in keys.items()}
        self.extra = extra
        self.fields = {field.name for field in dataclass_fields(cls)}

    def read(self, node, reader, name=None, **fixed):
        if node.kind != "map":
            needed = [f"{key}: ..." for key, spec in self.keys.items() if spec.required]
            return reader.wrong(node, "a mapping with " + ", ".join(self.keys),
                                f"write {{{', '.join(needed)}}}")
        values = self.extra | fixed
        complete, meant = True, set()
        for key, value_node in node.value.items():
            if key not in self.keys and value_node.kind == "bad":
                continue  # reported already
            if key not in self.keys:
                meant.add(nearest(key, self.keys))
                if value_node.kind == "map":
                    reader.broken.update(map(str, value_node.value))
                reader.report.error(key.mark, "IDL0016",
                                    f"unknown key '{key}'" + did_you_mean(key, self.keys))
                continue
            value = self.keys[key].shape.read(value_node, reader)
            if value is not None:
                values[self.keys[key].attribute or key] = value
            elif self.keys[key].required:
                complete = False
        mark = name.mark if name is not None else node.mark
        for key, spec in self.keys.items():
            if spec.required and key not in node.value:
                complete = False
                if key not in meant and _MERGE not in node.value:
                    reader.report.error(mark, "IDL0017", f"key '{key}' is missing; add it")
        if not complete:
            return None
        if name is not None and "name" in self.fields and "name" not in values:
            values["name"] = name
        return self.cls(mark=mark, **values)

    def schema(self):
        return {"type": "object", "additionalProperties": False,
                "required": [name for name, key in self.keys.items() if key.required],
                "properties": {name: key.shape.schema()
                               | {"description": description(self.cls.__name__, name)}
                               for name, key in self.keys.items()}}


@dataclass(frozen=True)
class _Explained:
    value: Any
    doc: str
    mark: Any
    since: Any = None


class Explained(Record):
    """`{key: value, doc: text}`, and what else there may be: a Number or Text that has the rest as
    its attributes."""

    def __init__(self, key, item, more=()):
        super().__init__(_Explained, {key: Key(item, attribute="value"), "doc": Prose(),
                                      **dict(more)})

    def read(self, node, reader, name=None, **fixed):
        row = super().read(node, reader, name)
        if row is None:
            return None
        row.value.doc, row.value.since = row.doc, row.since
        return row.value


class Variant:
    """A mapping whose kind is told by which one of some keys it has. `instead` says of some keys
    that tell a kind elsewhere what to do here."""

    def __init__(self, kinds, **instead):
        self.kinds = kinds
        self.instead = instead

    def read(self, node, reader, name=None):
        if node.kind != "map":
            return reader.wrong(node, "a mapping with " + " or ".join(self.kinds),
                                f"write {{{next(iter(self.kinds))}: ...}} or the like")
        present = [kind for kind in self.kinds if kind in node.value]
        mark = name.mark if name is not None else node.mark
        if not present and self._unknown(node):
            key = self._unknown(node)
            right = f"; {self.instead[key]}" if key in self.instead \
                else did_you_mean(key, self.kinds)
            return reader.report.error(key.mark, "IDL0018", f"'{key}' is none of the keys "
                                       f"{', '.join(self.kinds)}, of which one is needed" + right)
        if len(present) != 1:
            found = " and ".join(present) if present else "none"
            return reader.report.error(mark, "IDL0018", "exactly one of the keys "
                                       f"{', '.join(self.kinds)} is needed, found {found}; "
                                       + ("keep one of them" if present else "add it"))
        return self.kinds[present[0]].read(node, reader, name)

    def _unknown(self, node):
        """A key that no kind has, if possible one that is meant to tell the kind; or None."""
        known = {key for kind in self.kinds.values() for key in kind.keys}
        unknown = [key for key, value in node.value.items()
                   if key not in known and value.kind != "bad"]
        return next((key for key in unknown if key in self.instead or nearest(key, self.kinds)),
                    next(iter(unknown), None))

    def schema(self):
        return {"oneOf": [kind.schema() for kind in self.kinds.values()]}


class OneKind:
    """A value whose shape is told by the kind of its node."""

    def __init__(self, expected, instead, **kinds):
        self.expected = expected
        self.instead = instead
        self.kinds = kinds

    def read(self, node, reader, name=None):
        shape = self.kinds.get(node.kind)
        if shape is None:
            return reader.wrong(node, self.expected, self.instead)
        return shape.read(node, reader)

    def schema(self):
        return {"anyOf": [shape.schema() for shape in self.kinds.values()]}
