# SPDX-License-Identifier: MIT
"""How constants, types, structures of memory and errors are written."""
from kozo_idl.grammar.common import AMOUNT, PROSE, RANGE, SINCE, SIZE, TOLD, WORD
from kozo_idl.model import types as model
from kozo_idl.shape import Choice, Explained, Key, Literal, Record, Table, Variant, Word, optional

_BASE = Choice(*model.BASES)


class _Number(Word):
    """A primitive, or the name of a type that is a number."""

    def schema(self):
        return {"anyOf": [{"enum": [*model.BASES, *model.SIGNED]}, super().schema()]}


CONSTANT = Record(model.Constant, {"value": Literal(sizes=True), **TOLD})

TYPE = Variant({
    "base": Record(model.ScalarType, {
        "base": _Number(), **TOLD, "range": optional(RANGE), "unit": optional(PROSE),
        "wrapper": optional(WORD)}),
    "enum": Record(model.EnumType, {
        "enum": Key(_BASE, True, "base"), **TOLD,
        "values": Table(Explained("value", AMOUNT, SINCE), least=1)}),
    "flags": Record(model.FlagsType, {
        "flags": Key(_BASE, True, "base"), **TOLD,
        "bits": Table(Explained("bit", AMOUNT, SINCE), least=1)}),
})

_IN_A_MESSAGE = "let it be a parameter of a method"
_OF_ONE_SIZE = f"a structure has one size: take an array, or {_IN_A_MESSAGE}"
_MEMBERS = Record(model.Struct, {**TOLD, "fields": Table(Variant({
    "type": Record(model.PlainField, {
        "type": WORD, "unit": optional(WORD), "range": optional(RANGE), "doc": PROSE}),
    "array": Record(model.ArrayField, {
        "array": Key(WORD, True, "type"), "count": AMOUNT, "unit": optional(WORD),
        "doc": PROSE}),
    "string": Record(model.TextField, {
        "string": Key(SIZE, True, "max"), "min": optional(SIZE), "doc": PROSE}),
}, vector=_OF_ONE_SIZE, bytes=_OF_ONE_SIZE, cap=_IN_A_MESSAGE, grant=_IN_A_MESSAGE), least=1)})

_UNION = Record(model.Union, {**TOLD, "union": Key(Table(Record(model.Case, {
    "value": AMOUNT, "type": optional(WORD), "doc": PROSE}), least=1), True, "cases")})
STRUCT = Variant({"fields": _MEMBERS, "union": _UNION})

ERRORS = Table(Record(model.ErrorGroup, {
    "range": RANGE,
    "items": Table(Record(model.Error, {"id": Literal(), "text": PROSE, "remedy": PROSE, **SINCE}),
                   least=1),
}))
