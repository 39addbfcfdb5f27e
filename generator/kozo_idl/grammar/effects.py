# SPDX-License-Identifier: MIT
"""How effects are written: the vocabulary of effects, and the statements that use it."""
from kozo_idl.expression import parse_statement
from kozo_idl.grammar.common import PROSE, WORD
from kozo_idl.model import effects as model
from kozo_idl.shape import Explained, Key, Record, Table, optional


class Statement:
    """A statement of an effect clause, see expression.py."""

    def read(self, node, reader):
        if node.kind != "str":
            return reader.wrong(node, "a statement", "put the whole line in quotes")
        if node.inner is None:
            return reader.report.error(node.mark, "IDL0023", "a statement stands on one line and "
                                       "needs no escapes; write it so")
        return parse_statement(node.value, node.inner, reader.report)

    def schema(self):
        return {"type": "string", "minLength": 1}


_TYPES = Table(Explained("type", WORD), least=1)

STATE = Table(Record(model.StateField, {"type": WORD, "doc": PROSE}), least=1)

EFFECTS = Record(model.Effects, {
    "slot": Key(STATE, True, "fields"),
    "primitives": Table(Record(model.Primitive, {
        "in": Key(_TYPES, True, "inputs"), "with": optional(_TYPES, "keywords"),
        "doc": PROSE}), least=1),
    "functions": optional(Table(Record(model.Function, {
        "in": Key(_TYPES, True, "inputs"), "type": WORD, "doc": PROSE})))})
