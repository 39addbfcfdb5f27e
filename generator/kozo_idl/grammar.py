# SPDX-License-Identifier: MIT
"""The grammar of the IDL: which keys each kind of YAML file has, and which record they become."""
import re
from dataclasses import replace

from kozo_idl import model
from kozo_idl.expression import parse_statement
from kozo_idl.shape import (Amount, Choice, Flag, Key, Literal, OneKind, Prose, Record, Sequence,
                            Table, Variant, Word, optional)

BASES = {"u8": 8, "u16": 16, "u32": 32, "u64": 64}
_WORD, _PROSE, _AMOUNT, _FLAG = Word(), Prose(), Amount(), Flag()
_BASE = Choice(*BASES)
_RANGE = Sequence(_AMOUNT, 2)
_WORDS = Sequence(_WORD)
_STRUCT = re.compile(r"struct [a-z][a-z0-9_]*")


class _CType:
    """A C structure that hand-written code defines, `struct thread` for instance."""

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, "a C type")
        if not _STRUCT.fullmatch(node.value):
            return reader.report.error(node.mark, "IDL0021", f"'{node.value}' is no C structure; "
                                       "write 'struct name'")
        return node.value

    def schema(self):
        return {"type": "string", "pattern": f"^{_STRUCT.pattern}$"}


class _Statement:
    """A statement of an effect clause, see expression.py."""

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, "a statement in quotes")
        if node.inner is None:
            return reader.report.error(node.mark, "IDL0023", "a statement stands on one line and "
                                       "needs no escapes; write it so")
        return parse_statement(node.value, node.inner, reader.report)

    def schema(self):
        return {"type": "string", "minLength": 1}


_PATH = Choice("modify")
CONSTANT = Record(model.Constant, {"value": Literal(), "doc": _PROSE})

TYPE = Variant({
    "base": Record(model.ScalarType, {
        "base": _BASE, "doc": _PROSE, "range": optional(_RANGE), "unit": optional(_PROSE),
        "wrapper": optional(_WORD)}),
    "enum": Record(model.EnumType, {
        "enum": Key(_BASE, True, "base"), "doc": _PROSE, "values": Table(_AMOUNT, least=1)}),
    "flags": Record(model.FlagsType, {
        "flags": Key(_BASE, True, "base"), "doc": _PROSE, "bits": Table(_AMOUNT, least=1)}),
})

STRUCT = Record(model.Struct, {"doc": _PROSE, "fields": Table(Variant({
    "type": Record(model.PlainField, {
        "type": _WORD, "unit": optional(_WORD), "doc": _PROSE}),
    "array": Record(model.ArrayField, {
        "array": Key(_WORD, True, "type"), "count": _AMOUNT, "unit": optional(_WORD),
        "doc": _PROSE}),
}), least=1)})

ERRORS = Table(Record(model.ErrorGroup, {
    "range": _RANGE,
    "items": Table(Record(model.Error, {"id": Literal(), "text": _PROSE, "remedy": _PROSE}),
                   least=1),
}))

OBJECT = Record(model.Object, {
    "id": Literal(), "doc": _PROSE, "rights": Table(_WORD),
    "header": optional(_CType()),
    "size_bits": optional(OneKind("a number, a list or a mapping of min and max",
                                  int=_AMOUNT, str=_AMOUNT, list=Sequence(_AMOUNT, least=1),
                                  map=Record(model.SizeRange, {"min": _AMOUNT, "max": _AMOUNT}))),
    "from": optional(_WORD, "source"), "device": optional(_FLAG), "copy": Choice("always", "never"),
    "badge": Choice("none", "word")})

_AS = {"as": optional(Choice("slot"), "as_slot"), "path": optional(_PATH)}


class _SelfShape:
    """`none`, or what the capability on which an operation is invoked must satisfy."""
    _record = Record(model.SelfArg, {"rights": _WORDS, "dying": optional(_FLAG), **_AS})

    def read(self, node, reader):
        if node.kind == "str" and node.value == "none":
            return "none"
        return self._record.read(node, reader)

    def schema(self):
        return {"anyOf": [{"const": "none"}, self._record.schema()]}


ARGUMENT = Variant({
    "type": Record(model.TypeArg, {
        "type": _WORD, "range": optional(_RANGE), "below": optional(_AMOUNT),
        "align": optional(_AMOUNT), "progress": optional(_FLAG), "payload": optional(_FLAG),
        "doc": _PROSE}),
    "cap": Record(model.CapArg, {
        "cap": _WORD, "rights": optional(_WORDS), "doc": _PROSE, **_AS}),
    "object": Record(model.ObjectArg, {"object": Choice("creatable"), "doc": _PROSE}),
    "slot": Record(model.SlotArg, {"slot": _WORD, "doc": _PROSE}),
    "slots": Record(model.SlotsArg, {
        "slots": _WORD, "count": _WORD, "progress": optional(_FLAG), "doc": _PROSE}),
})

OPERATION = Record(model.Operation, {
    "on": _WORD, "name": _WORD, "id": Literal(), "self": Key(_SelfShape(), True, "self_"),
    "doc": _PROSE, "profile": optional(Choice("method", "message")),
    "in": optional(Table(ARGUMENT), "inputs"),
    "out": optional(Table(Record(model.Result, {
        "type": _WORD, "handle": optional(_FLAG), "payload": optional(_FLAG), "doc": _PROSE})),
        "outputs"),
    "errors": optional(_WORDS), "sends": optional(_FLAG), "receives": optional(_FLAG),
    "deadline": optional(_FLAG), "reply": optional(_FLAG), "preemptible": optional(_FLAG),
    "effect": optional(Sequence(_Statement(), least=1))},
    profile="method")

EFFECTS = Record(model.Effects, {
    "slot": Key(Table(Record(model.StateField, {"type": _WORD, "doc": _PROSE}), least=1), True,
                "fields"),
    "primitives": Table(Record(model.Primitive, {
        "in": Key(Table(_WORD, least=1), True, "inputs"),
        "with": optional(Table(_WORD), "keywords"), "doc": _PROSE}), least=1),
    "functions": optional(Table(Record(model.Function, {
        "in": Key(Table(_WORD, least=1), True, "inputs"), "type": _WORD, "doc": _PROSE})))})

_DATA = {"doc": _PROSE, "min": optional(_AMOUNT)}
PARAMETER = Variant({
    "type": Record(model.TypeParam, {"type": _WORD, "range": optional(_RANGE), "doc": _PROSE}),
    "string": Record(model.DataParam, {"string": Key(_AMOUNT, True, "max"), **_DATA}, text=True),
    "bytes": Record(model.DataParam, {"bytes": Key(_AMOUNT, True, "max"), **_DATA}),
    "cap": Record(model.CapParam, {"cap": _WORD, "rights": _WORDS, "doc": _PROSE}),
})

METHOD = Record(model.Method, {
    "name": _WORD, "id": Literal(), "doc": _PROSE,
    "in": optional(Table(PARAMETER), "inputs"), "out": optional(Table(PARAMETER), "outputs"),
    "errors": optional(_WORDS), "reply": optional(Choice("now", "deferred"))})

_INTERFACE_KEYS = {"interface": Key(_WORD, True, "name"), "version": Literal(), "doc": _PROSE,
                   "kernel": optional(_FLAG), "methods": Sequence(METHOD, least=1)}

GRANT = Variant({
    "io_port": Record(model.Grant, {
        "io_port": Record(model.PortRange, {"first": _AMOUNT, "count": _AMOUNT}),
        "rights": _WORDS}),
    "debug": Record(model.Grant, {"debug": _FLAG, "rights": _WORDS}),
    "platform": Record(model.Grant, {"platform": _FLAG, "rights": _WORDS}),
})

PROGRAM = Record(model.Program, {
    "doc": _PROSE, "image": optional(_WORD), "provides": optional(_WORDS), "uses": optional(_WORDS),
    "grants": optional(Table(GRANT)), "priority": _AMOUNT, "memory": Amount(sizes=True),
    "cnode_slots": _AMOUNT, "start": Choice("boot", "manual"),
    "restart": optional(Choice("never"))})

SYSTEM = Record(model.System, {
    "system": Key(_WORD, True, "name"), "doc": _PROSE, "extends": optional(_WORD),
    "init": optional(Record(model.Init, {"provides": _WORDS})),
    "programs": Table(PROGRAM, least=1)})

_BITS = Table(Record(model.BitField, {"shift": _AMOUNT, "bits": _AMOUNT}), least=1)
_WORD_LAYOUT = {"doc": _PROSE, "fields": _BITS}
_REGISTER = Word()
_REGISTERS = Sequence(_REGISTER, least=1)

PROFILE = Record(model.Profile, {
    "registers": _REGISTERS,
    "pointers": Record(model.Pointers, {"ip": _REGISTER, "sp": _REGISTER, "flags": _REGISTER}),
    "trap": Choice("syscall"), "clobbered": Sequence(_REGISTER),
    "method": Record(model.MethodProfile, {
        "op": _REGISTER, "self": Key(_REGISTER, True, "self_"), "args": _REGISTERS,
        "status": _REGISTER, "results": _REGISTERS}),
    "message": Record(model.MessageProfile, {
        "op": _REGISTER, "cap": _REGISTER, "tag": _REGISTER, "words": _REGISTERS,
        "deadline": _REGISTER, "reply": _REGISTER,
        "out": Record(model.MessageOut, {
            "status": _REGISTER, "badge": _REGISTER, "tag": _REGISTER})})})

ABI = Record(model.Abi, {
    "name": _WORD, "version": Literal(), "word_bits": Literal(), "doc": _PROSE,
    "status": Record(model.Word, _WORD_LAYOUT), "handle": Record(model.Word, _WORD_LAYOUT),
    "info": Record(model.Word, _WORD_LAYOUT),
    "tag": Record(model.Word, {
        **_WORD_LAYOUT, "flags": Table(Record(model.TagFlag, {"bit": _AMOUNT, "doc": _PROSE}))}),
    "buffer": Record(model.Buffer, {
        "doc": _PROSE, "bytes": _AMOUNT, "words": _AMOUNT, "caps": _AMOUNT}),
    "profiles": Table(PROFILE, least=1)})

_SECTIONS = {
    "abi": optional(ABI), "constants": optional(Table(CONSTANT)), "types": optional(Table(TYPE)),
    "structs": optional(Table(STRUCT)), "errors": optional(ERRORS),
    "objects": optional(Table(OBJECT)), "operations": optional(Sequence(OPERATION)),
    "effects": optional(EFFECTS)}
PLAIN_FILE = Record(model.Source, _SECTIONS)
INTERFACE_FILE = Record(model.Source, _SECTIONS | _INTERFACE_KEYS)
INTERFACE = Record(model.Interface, _INTERFACE_KEYS)


def read_source(root, reader):
    """The record of one file. An interface or system is spread over its file's top-level keys."""
    if root.kind != "map":
        return reader.wrong(root, "a mapping")
    for kind in ("system", "interface"):
        if kind in root.value:
            reader.broken.add(str(root.value[kind].value))
    reader.broken |= {"abi", "effects"} & root.value.keys()
    if "system" in root.value:
        system = SYSTEM.read(root, reader)
        return model.Source(mark=root.mark, path=root.mark.file, system=system)
    if "interface" not in root.value:
        return PLAIN_FILE.read(root, reader, path=root.mark.file)
    own = {key: value for key, value in root.value.items() if key in _INTERFACE_KEYS}
    rest = {key: value for key, value in root.value.items() if key not in _INTERFACE_KEYS}
    interface = INTERFACE.read(replace(root, value=own), reader)
    return replace(PLAIN_FILE.read(replace(root, value=rest), reader, path=root.mark.file),
                   interface=interface)


def json_schema():
    """A JSON Schema (draft 2020-12) for editors; it accepts every kind of file."""
    keys = PLAIN_FILE.keys | INTERFACE_FILE.keys
    kinds = []
    for record in (PLAIN_FILE, INTERFACE_FILE):
        schema = record.schema()
        kinds.append(schema | {"properties": {name: {"$ref": f"#/$defs/{name}"}
                                              for name in schema["properties"]}})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "KOZO IDL file",
            "anyOf": [*kinds, SYSTEM.schema()],
            "$defs": {name: key.shape.schema() for name, key in keys.items()}}
