# SPDX-License-Identifier: MIT
"""How the kernel is written: object types and the operations on them."""
import re

from kozo_idl.grammar.common import AMOUNT, FLAG, PROSE, RANGE, SINCE, TOLD, WORD, WORDS
from kozo_idl.grammar.effects import STATE, Statement
from kozo_idl.model import kernel as model
from kozo_idl.shape import (Choice, Explained, Key, Literal, OneKind, Record, Sequence, Table,
                            Variant, optional)

_STRUCT = re.compile(r"struct [a-z][a-z0-9_]*")
_PATH = Choice("modify")


class _CType:
    """A C structure that hand-written code defines, `struct thread` for instance."""

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, "a C type", "write 'struct name'")
        if not _STRUCT.fullmatch(node.value):
            return reader.report.error(node.mark, "IDL0021", f"'{node.value}' is no C structure; "
                                       "write 'struct name'")
        return node.value

    def schema(self):
        return {"type": "string", "pattern": f"^{_STRUCT.pattern}$"}


OBJECT = Record(model.Object, {
    "id": Literal(), **TOLD, "rights": Table(Explained("bit", WORD, SINCE)),
    "header": optional(_CType()),
    "size_bits": optional(OneKind("a number, a list or a mapping of min and max",
                                  "write N, [N, N] or {min: N, max: N}",
                                  int=AMOUNT, str=AMOUNT, list=Sequence(AMOUNT, least=1),
                                  map=Record(model.SizeRange, {"min": AMOUNT, "max": AMOUNT}))),
    "from": optional(WORD, "source"), "device": optional(FLAG), "copy": Choice("always", "never"),
    "badge": Choice("none", "word"), "state": optional(STATE)})

_AS = {"as": optional(Choice("slot"), "as_slot"), "path": optional(_PATH)}


class _SelfShape:
    """`none`, or what the capability on which an operation is invoked must satisfy."""
    _record = Record(model.SelfArg, {"rights": WORDS, "dying": optional(FLAG), **_AS})

    def read(self, node, reader):
        if node.kind == "str" and node.value == "none":
            return "none"
        return self._record.read(node, reader)

    def schema(self):
        return {"anyOf": [{"const": "none"}, self._record.schema()]}


ARGUMENT = Variant({
    "type": Record(model.TypeArg, {
        "type": WORD, "range": optional(RANGE), "below": optional(AMOUNT),
        "align": optional(AMOUNT), "progress": optional(FLAG), "payload": optional(FLAG),
        "doc": PROSE}),
    "cap": Record(model.CapArg, {
        "cap": WORD, "rights": optional(WORDS), "doc": PROSE, **_AS}),
    "object": Record(model.ObjectArg, {"object": Choice("creatable"), "doc": PROSE}),
    "slot": Record(model.SlotArg, {"slot": WORD, "doc": PROSE}),
    "slots": Record(model.SlotsArg, {
        "slots": WORD, "count": WORD, "progress": optional(FLAG), "doc": PROSE}),
})

OPERATION = Record(model.Operation, {
    "object": WORD, "name": WORD, "id": Literal(), "self": Key(_SelfShape(), True, "self_"),
    **TOLD, "profile": optional(Choice("method", "message")),
    "in": optional(Table(ARGUMENT), "inputs"),
    "out": optional(Table(Record(model.Result, {
        "type": WORD, "handle": optional(FLAG), "payload": optional(FLAG), "doc": PROSE})),
        "outputs"),
    "errors": optional(WORDS), "sends": optional(FLAG), "receives": optional(FLAG),
    "deadline": optional(FLAG), "reply": optional(FLAG), "preemptible": optional(FLAG),
    "effect": optional(Sequence(Statement(), least=1))},
    profile="method")
