# SPDX-License-Identifier: MIT
"""How interfaces are written: methods and the parameters of their messages."""
from kozo_idl.grammar.common import AMOUNT, FLAG, PROSE, RANGE, SIZE, TOLD, WORD, WORDS
from kozo_idl.grammar.effects import Statement
from kozo_idl.grants import DIRECTIONS
from kozo_idl.model import services as model
from kozo_idl.shape import Choice, Key, Literal, Record, Sequence, Table, Variant, optional

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

METHOD = Record(model.Method, {
    "name": WORD, "id": Literal(), **TOLD,
    "in": optional(Table(PARAMETER), "inputs"), "out": optional(Table(PARAMETER), "outputs"),
    "errors": optional(WORDS), "reply": optional(Choice("now", "deferred", "none")),
    "require": optional(Sequence(Statement(), least=1)), "idempotent": optional(FLAG)})

INTERFACE_KEYS = {"interface": Key(WORD, True, "name"), "version": Literal(), **TOLD,
                  "kernel": optional(FLAG), "events": optional(WORD),
                  "methods": Sequence(METHOD, least=1)}
