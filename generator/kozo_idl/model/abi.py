# SPDX-License-Identifier: MIT
"""The machine: words, the IPC buffer, registers."""
from dataclasses import dataclass

from kozo_idl.diagnostics import Mark, Number, Table, Text

WORDS = ("status", "handle", "info", "tag", "pass")
CAP_BYTES = 16  # of the buffer for each capability: a handle, the index of a slot, how it travels
VALUE_WORDS = ("info",)  # these are types too, so that operations and methods can pass them


@dataclass(frozen=True)
class BitField:
    name: Text
    shift: Number
    bits: Number
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class TagFlag:
    name: Text
    bit: Number
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class Word:
    """A 64-bit word with named bit fields: status, handle, info, tag or pass."""
    doc: Text
    fields: Table
    mark: Mark
    flags: Table = ()


@dataclass(frozen=True)
class Buffer:
    doc: Text
    bytes: Number
    words: Number
    caps: Number
    mark: Mark


@dataclass(frozen=True)
class Pointers:
    ip: Text
    sp: Text
    flags: Text
    mark: Mark


@dataclass(frozen=True)
class MethodProfile:
    op: Text
    self_: Text
    args: tuple
    status: Text
    results: tuple
    mark: Mark


@dataclass(frozen=True)
class MessageOut:
    status: Text
    badge: Text
    tag: Text
    mark: Mark


@dataclass(frozen=True)
class MessageProfile:
    op: Text
    cap: Text
    tag: Text
    words: tuple
    deadline: Text
    reply: Text
    out: MessageOut
    mark: Mark


@dataclass(frozen=True)
class Profile:
    name: Text
    registers: tuple
    pointers: Pointers
    trap: Text
    clobbered: tuple
    method: MethodProfile
    message: MessageProfile
    mark: Mark


@dataclass(frozen=True)
class Abi:
    name: Text
    version: Number
    word_bits: Number
    doc: Text
    status: Word
    handle: Word
    info: Word
    tag: Word
    pass_: Word
    buffer: Buffer
    profiles: Table
    mark: Mark
    release: Number = 1

    def word(self, name):
        """One of WORDS, of which one is a keyword of Python."""
        return self.pass_ if name == "pass" else getattr(self, name)
