# SPDX-License-Identifier: MIT
"""Interfaces, their methods and the parameters of messages."""
from dataclasses import dataclass
from typing import Optional

from kozo_idl.diagnostics import Mark, Number, Table, Text


@dataclass(frozen=True)
class TypeParam:
    name: Text
    type: Text
    doc: Text
    mark: Mark
    range: Optional[tuple] = None
    optional: bool = False


@dataclass(frozen=True)
class DataParam:
    """A string (UTF-8) or bytes, of `min` to `max` bytes."""
    name: Text
    max: Number
    doc: Text
    mark: Mark
    min: Number = 0
    text: bool = False
    optional: bool = False


@dataclass(frozen=True)
class VectorParam:
    """`min` to `max` elements of a type or structure."""
    name: Text
    element: Text
    max: Number
    doc: Text
    mark: Mark
    min: Number = 0
    optional: bool = False


@dataclass(frozen=True)
class ArrayParam:
    """Always `count` elements of a type or structure."""
    name: Text
    element: Text
    count: Number
    doc: Text
    mark: Mark
    optional: bool = False


@dataclass(frozen=True)
class GrantParam:
    """Up to `max` bytes in a frame that the server may read, write or both, while the request
    lasts. A method has two parameters for it, see grants.py."""
    name: Text
    grant: Text
    max: Number
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class CapParam:
    """`grant` is that of which it is the frame."""
    name: Text
    cap: Text
    rights: tuple
    doc: Text
    mark: Mark
    event: Optional[Text] = None
    mask: Optional[tuple] = None
    pass_: Text = "copy"
    grant: Optional[GrantParam] = None

    @property
    def moves(self):
        """Does the sender lose it?"""
        return self.pass_ == "move"


@dataclass(frozen=True)
class MethodError:
    """An error that a method may answer with, and what it tells besides."""
    name: Text
    mark: Mark
    doc: Optional[Text] = None
    detail: Table = ()


@dataclass(frozen=True)
class Method:
    name: Text
    id: Number
    doc: Text
    mark: Mark
    inputs: Table = ()
    outputs: Table = ()
    errors: Table = ()
    reply: Text = "now"
    require: tuple = ()
    idempotent: bool = False
    since: Optional[Number] = None

    @property
    def one_way(self):
        """Is it sent without waiting for an answer?"""
        return self.reply == "none"

    @property
    def error_names(self):
        """The errors without what is said of them."""
        return tuple(name for name, _ in self.errors)


@dataclass(frozen=True)
class Interface:
    name: Text
    version: Number
    doc: Text
    methods: tuple
    mark: Mark
    kernel: bool = False
    events: Optional[Text] = None
    since: Optional[Number] = None
