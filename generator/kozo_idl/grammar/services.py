# SPDX-License-Identifier: MIT
"""How interfaces are written: methods and the parameters of their messages."""
from kozo_idl.grammar.common import AMOUNT, FLAG, PROSE, RANGE, SIZE, TOLD, WORD, WORDS
from kozo_idl.grammar.effects import Statement
from kozo_idl.grants import DIRECTIONS
from kozo_idl.model import services as model
from kozo_idl.shape import (Choice, Key, Literal, OneKind, Record, Sequence, Table, Variant,
                            optional)

_OPTIONAL = {"optional": optional(FLAG)}
_BYTES = {"doc": PROSE, "min": optional(SIZE)} | _OPTIONAL
PARAMETER = Variant({
    "type": Record(model.TypeParam, {
        "type": WORD, "range": optional(RANGE), "doc": PROSE} | _OPTIONAL),
    "string": Record(model.DataParam, {"string": Key(SIZE, True, "max"), **_BYTES}, text=True),
    "bytes": Record(model.DataParam, {"bytes": Key(SIZE, True, "max"), **_BYTES}),
    "vector": Record(model.VectorParam, {
        "vector": Key(WORD, True, "element"), "max": AMOUNT, "min": optional(AMOUNT), "doc": PROSE}
        | _OPTIONAL),
    "array": Record(model.ArrayParam, {
        "array": Key(WORD, True, "element"), "count": AMOUNT, "doc": PROSE} | _OPTIONAL),
    "cap": Record(model.CapParam, {
        "cap": WORD, "rights": WORDS, "mask": optional(WORDS),
        "pass": Key(Choice("copy", "move"), False, "pass_"), "event": optional(WORD),
        "doc": PROSE}),
    "grant": Record(model.GrantParam, {
        "grant": Choice(*DIRECTIONS), "max": SIZE, "doc": PROSE}),
})



class _Error:
    """The name of an error of which nothing else is said, as a row of a table."""

    def read(self, node, reader):
        name = WORD.read(node, reader)
        return None if name is None else (name, model.MethodError(name, name.mark))

    def schema(self):
        return WORD.schema()


_ERRORS = OneKind("a list or a mapping of errors", "put the names into brackets",
                  list=Sequence(_Error()),
                  map=Table(Record(model.MethodError, {
                      "doc": PROSE, "detail": optional(Table(PARAMETER, least=1))}), least=1))

METHOD = Record(model.Method, {
    "name": WORD, "id": Literal(), **TOLD,
    "in": optional(Table(PARAMETER), "inputs"), "out": optional(Table(PARAMETER), "outputs"),
    "errors": optional(_ERRORS), "reply": optional(Choice("now", "deferred", "none")),
    "require": optional(Sequence(Statement(), least=1)), "idempotent": optional(FLAG)})

INTERFACE_KEYS = {"interface": Key(WORD, True, "name"), "version": Literal(), **TOLD,
                  "kernel": optional(FLAG), "events": optional(WORD),
                  "methods": Sequence(METHOD, least=1)}
