# SPDX-License-Identifier: MIT
"""Constants, types, structures of memory and errors."""
from dataclasses import dataclass
from typing import Optional

from kozo_idl.diagnostics import Mark, Number, Table, Text

BASES = {"u8": 8, "u16": 16, "u32": 32, "u64": 64}  # bits
SIGNED = {"i8": 8, "i16": 16, "i32": 32, "i64": 64}


@dataclass(frozen=True)
class Constant:
    name: Text
    value: Number
    doc: Text
    mark: Mark
    since: Optional[Number] = None


@dataclass(frozen=True)
class ScalarType:
    """A number, whose base is a primitive or another such type."""
    name: Text
    base: Text
    doc: Text
    mark: Mark
    range: Optional[tuple] = None
    unit: Optional[Text] = None
    wrapper: Optional[Text] = None
    since: Optional[Number] = None


@dataclass(frozen=True)
class EnumType:
    name: Text
    base: Text
    values: Table
    doc: Text
    mark: Mark
    since: Optional[Number] = None


@dataclass(frozen=True)
class FlagsType:
    name: Text
    base: Text
    bits: Table
    doc: Text
    mark: Mark
    since: Optional[Number] = None


@dataclass(frozen=True)
class PlainField:
    name: Text
    type: Text
    doc: Text
    mark: Mark
    range: Optional[tuple] = None
    unit: Optional[Text] = None


@dataclass(frozen=True)
class ArrayField:
    name: Text
    type: Text
    count: Number
    doc: Text
    mark: Mark
    unit: Optional[Text] = None


@dataclass(frozen=True)
class TextField:
    """A text of `min` to `max` bytes, which is an array to the layout: NUL fills it up."""
    name: Text
    max: Number
    doc: Text
    mark: Mark
    min: Number = 0
    type = "u8"

    @property
    def count(self):
        """Its bytes with the NUL that is always there."""
        return int(self.max) + 1


ARRAYS = ArrayField, TextField


@dataclass(frozen=True)
class Struct:
    name: Text
    doc: Text
    fields: Table
    mark: Mark
    since: Optional[Number] = None


@dataclass(frozen=True)
class Case:
    """One of what a tagged union can hold; nothing, if it has no type."""
    name: Text
    value: Number
    doc: Text
    mark: Mark
    type: Optional[Text] = None


@dataclass(frozen=True)
class Union:
    """A word, the kind, and behind it what that kind has."""
    name: Text
    doc: Text
    cases: Table
    mark: Mark
    since: Optional[Number] = None

    @property
    def fields(self):
        """The cases that hold something, as members, by their values."""
        rows = sorted(self.cases, key=lambda row: row[1].value)
        return tuple((name, case) for name, case in rows if case.type is not None)


@dataclass(frozen=True)
class Error:
    name: Text
    id: Number
    text: Text
    remedy: Text
    mark: Mark
    since: Optional[Number] = None


@dataclass(frozen=True)
class ErrorGroup:
    name: Text
    range: tuple
    items: Table
    mark: Mark
