# SPDX-License-Identifier: MIT
"""Systems: which programs there are and what each is given."""
from dataclasses import dataclass
from typing import Optional

from kozo_idl.diagnostics import Mark, Number, Table, Text


@dataclass(frozen=True)
class PortRange:
    first: Number
    count: Number
    mark: Mark


@dataclass(frozen=True)
class Grant:
    """Something of init's own: exactly one of the last three fields is set."""
    name: Text
    rights: tuple
    mark: Mark
    io_port: Optional[PortRange] = None
    debug: bool = False
    platform: bool = False

    @property
    def object(self):
        return "io_port" if self.io_port else "debug" if self.debug else "platform"


@dataclass(frozen=True)
class Program:
    name: Text
    doc: Text
    priority: Number
    memory: Number
    cnode_slots: Number
    start: Text
    mark: Mark
    image: Optional[Text] = None
    provides: tuple = ()
    uses: tuple = ()
    grants: Table = ()
    restart: Text = "never"
    fpu: bool = False


@dataclass(frozen=True)
class Init:
    provides: tuple
    mark: Mark


@dataclass(frozen=True)
class Never:
    """What a program must never come to hold: interfaces and types of granted objects."""
    name: Text
    what: tuple
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class System:
    name: Text
    doc: Text
    programs: Table
    mark: Mark
    extends: Optional[Text] = None
    init: Optional[Init] = None
    never: Table = ()
