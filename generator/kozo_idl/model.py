# SPDX-License-Identifier: MIT
"""What the YAML says, as frozen records. Names are still names; see resolve.py."""
from dataclasses import dataclass
from typing import Any, Optional

from kozo_idl.diagnostics import Mark, Number, Text

Table = tuple  # of (Text, value) in the order of the file
WORDS = ("status", "handle", "info", "tag")
VALUE_WORDS = ("info",)  # these are types too, so that operations and methods can pass them


@dataclass(frozen=True)
class Constant:
    name: Text
    value: Number
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class ScalarType:
    name: Text
    base: Text
    doc: Text
    mark: Mark
    range: Optional[tuple] = None
    unit: Optional[Text] = None
    wrapper: Optional[Text] = None


@dataclass(frozen=True)
class EnumType:
    name: Text
    base: Text
    values: Table
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class FlagsType:
    name: Text
    base: Text
    bits: Table
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class PlainField:
    name: Text
    type: Text
    doc: Text
    mark: Mark
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
class Struct:
    name: Text
    doc: Text
    fields: Table
    mark: Mark


@dataclass(frozen=True)
class Error:
    name: Text
    id: Number
    text: Text
    remedy: Text
    mark: Mark


@dataclass(frozen=True)
class ErrorGroup:
    name: Text
    range: tuple
    items: Table
    mark: Mark


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
    on: Text
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

    @property
    def full_name(self):
        return f"{self.on}_{self.name}"


@dataclass(frozen=True)
class StateField:
    """What effects know of an occupied slot."""
    name: Text
    type: Text
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class Primitive:
    """A change of the abstract state. `inputs` and `keywords` are tables of types; `doc` has the
    name of each in braces."""
    name: Text
    inputs: Table
    doc: Text
    mark: Mark
    keywords: Table = ()

    @property
    def parameters(self):
        return (*self.inputs, *self.keywords)


@dataclass(frozen=True)
class Function:
    """A question about the abstract state that changes nothing."""
    name: Text
    inputs: Table
    type: Text
    doc: Text
    mark: Mark
    keywords = ()

    @property
    def parameters(self):
        return self.inputs


@dataclass(frozen=True)
class Effects:
    """The vocabulary of effect clauses."""
    fields: Table
    primitives: Table
    mark: Mark
    functions: Table = ()


@dataclass(frozen=True)
class TypeParam:
    name: Text
    type: Text
    doc: Text
    mark: Mark
    range: Optional[tuple] = None


@dataclass(frozen=True)
class DataParam:
    """A string (UTF-8) or bytes, of `min` to `max` bytes."""
    name: Text
    max: Number
    doc: Text
    mark: Mark
    min: Number = 0
    text: bool = False


@dataclass(frozen=True)
class CapParam:
    name: Text
    cap: Text
    rights: tuple
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class Method:
    name: Text
    id: Number
    doc: Text
    mark: Mark
    inputs: Table = ()
    outputs: Table = ()
    errors: tuple = ()
    reply: Text = "now"


@dataclass(frozen=True)
class Interface:
    name: Text
    version: Number
    doc: Text
    methods: tuple
    mark: Mark
    kernel: bool = False


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


@dataclass(frozen=True)
class Init:
    provides: tuple
    mark: Mark


@dataclass(frozen=True)
class System:
    name: Text
    doc: Text
    programs: Table
    mark: Mark
    extends: Optional[Text] = None
    init: Optional[Init] = None


@dataclass(frozen=True)
class BitField:
    name: Text
    shift: Number
    bits: Number
    mark: Mark


@dataclass(frozen=True)
class TagFlag:
    name: Text
    bit: Number
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class Word:
    """A 64-bit word with named bit fields: status, handle, info or tag."""
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
    buffer: Buffer
    profiles: Table
    mark: Mark


@dataclass(frozen=True)
class Source:
    """One YAML file."""
    path: str
    mark: Mark
    abi: Optional[Abi] = None
    effects: Optional[Effects] = None
    constants: Table = ()
    types: Table = ()
    structs: Table = ()
    errors: Table = ()
    objects: Table = ()
    operations: tuple = ()
    interface: Optional[Interface] = None
    system: Optional[System] = None
