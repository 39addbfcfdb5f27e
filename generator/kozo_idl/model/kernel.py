# SPDX-License-Identifier: MIT
"""Object types and the operations on them."""
from dataclasses import dataclass
from typing import Any, Optional

from kozo_idl.diagnostics import Mark, Number, Table, Text


@dataclass(frozen=True)
class SizeRange:
    min: Number
    max: Number
    mark: Mark


@dataclass(frozen=True)
class Object:
    name: Text
    id: Number
    doc: Text
    rights: Table
    copy: Text
    badge: Text
    mark: Mark
    header: Optional[Text] = None
    size_bits: Any = None
    source: Optional[Text] = None
    device: bool = False
    state: Table = ()
    since: Optional[Number] = None


@dataclass(frozen=True)
class SelfArg:
    rights: tuple
    mark: Mark
    as_slot: Optional[Text] = None
    dying: bool = False
    path: Optional[Text] = None


@dataclass(frozen=True)
class TypeArg:
    name: Text
    type: Text
    doc: Text
    mark: Mark
    range: Optional[tuple] = None
    below: Optional[Number] = None
    align: Optional[Number] = None
    progress: bool = False
    payload: bool = False


@dataclass(frozen=True)
class CapArg:
    name: Text
    cap: Text
    doc: Text
    mark: Mark
    rights: tuple = ()
    as_slot: Optional[Text] = None
    path: Optional[Text] = None


@dataclass(frozen=True)
class ObjectArg:
    name: Text
    object: Text
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class SlotArg:
    name: Text
    slot: Text
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class SlotsArg:
    name: Text
    slots: Text
    count: Text
    doc: Text
    mark: Mark
    progress: bool = False


@dataclass(frozen=True)
class Result:
    name: Text
    type: Text
    doc: Text
    mark: Mark
    handle: bool = False
    payload: bool = False


@dataclass(frozen=True)
class Operation:
    object: Text
    name: Text
    id: Number
    self_: Optional[SelfArg]
    doc: Text
    mark: Mark
    profile: Text
    inputs: Table = ()
    outputs: Table = ()
    errors: tuple = ()
    sends: bool = False
    receives: bool = False
    deadline: bool = False
    reply: bool = False
    preemptible: bool = False
    effect: tuple = ()
    since: Optional[Number] = None

    @property
    def full_name(self):
        return f"{self.object}_{self.name}"
