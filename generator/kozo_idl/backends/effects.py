# SPDX-License-Identifier: MIT
"""generated/tests/include/kozo/gen: what operations mean, as a model in C and as contracts in ACSL.

Both call what is written by hand in tests/: questions, changes, and fields of a slot. Arithmetic
wraps at the width of its type, in C by a cast and in ACSL, whose integers have no end, by a mask."""
from kozo_idl.backends.common import call, comment, output
from kozo_idl.backends.kernel import handler_name, handler_parameters

_ROOT = "tests/include/kozo/gen/"
_OPERATIONS = "idl/kernel/operations.yaml"
_COMPARISONS = ("==", "!=", "<", "<=")
_WRAPPING = ("~", "<<", "+", "-")


def outputs(ir):
    """The model and the contracts."""
    rows = [row for row in ir["operations"] if row["effect"]]
    return [output(_ROOT + "model.h", "tests/model.h", _OPERATIONS,
                   operations=[_model(ir, row) for row in rows])]


def names(tree):
    """The arguments that an expression names."""
    if tree["kind"] == "field":
        return {tree["slot"]}
    if tree["kind"] == "call":
        return set().union(*(names(row["value"]) for row in tree["arguments"]))
    return set().union(*map(names, tree.get("operands", ()))) if tree["kind"] != "argument" \
        else {tree["name"]}


def _named(row):
    """The arguments that the effect of an operation names."""
    trees = [argument["value"] for statement in row["effect"] for argument in
             statement["arguments"]]
    trees += [statement["condition"] for statement in row["effect"] if statement["condition"]]
    return set().union(*map(names, trees))


class _C:
    """Expressions of the model."""
    logic = {"and": "&&", "or": "||", "not": "!"}

    def __init__(self, ir):
        self.types = {row["name"]: row["c_type"] for row in ir["types"]}
        self.bits = {row["name"]: row["bits"] for row in ir["types"]}

    def text(self, tree, outer=None):
        """The expression; in parentheses where the operator around it, `outer`, needs them."""
        kind = tree["kind"]
        if kind == "argument":
            return tree["name"]
        if kind == "number":
            return self.number(tree)
        if kind == "field":
            return self.field(tree)
        if kind == "call":
            return self.function(tree["name"], [self.text(row["value"])
                                                for row in tree["arguments"]])
        text = self.operation(tree)
        plain = outer is None or outer in ("and", "or") and tree["operator"] in _COMPARISONS
        return text if plain or " " not in text else f"({text})"

    def operation(self, tree):
        operator = self.logic.get(tree["operator"], tree["operator"])
        operands = [self.text(operand, tree["operator"]) for operand in tree["operands"]]
        text = operator + operands[0] if len(operands) == 1 else f" {operator} ".join(operands)
        return self.wrapped(tree, text) if operator in _WRAPPING else text

    def number(self, tree):
        return f"{tree['value']}u"

    def field(self, tree):
        return f"model_{tree['field']}(m, {tree['slot']})"

    def function(self, name, arguments):
        return f"model_{name}({', '.join(['m', *arguments])})"

    def wrapped(self, tree, text):
        return f"({self.types.get(tree['type'], _base(tree['type']))})({text})"


def _base(name):
    return f"uint{name[1:]}_t"


def _refused_if(expressions, statement):
    """The condition under which a statement refuses."""
    text = expressions.text(statement["condition"], "not" if statement["unless"] else None)
    return f"!{text}" if statement["unless"] else text


def _model(ir, row):
    expressions, named = _C(ir), _named(row)
    parameters = ["struct model *m"] + (["model_slot_t self"] if "self" in named else [])
    unnamed = []
    for argument in row["args"]:
        kind, name = argument["kind"], argument["name"]
        if kind == "cap" and not argument["as_slot"]:
            continue
        slot = kind in ("cap", "slot", "slots")
        parameters.append(f"{'model_slot_t' if slot else argument['value_c_type']} {name}")
        unnamed += [] if name in named else [name]
    return {"comment": comment(f"{row['doc']}"),
            "head": call(f"static inline kozo_err_t model_{row['name']}", parameters, tail=""),
            "unnamed": unnamed,
            "statements": [_model_statement(expressions, statement)
                           for statement in row["effect"]]}


def _model_statement(expressions, statement):
    if statement["error"]:
        return {"condition": _refused_if(expressions, statement),
                "act": f"return KOZO_ERR_{statement['error'].upper()};"}
    arguments = [expressions.text(row["value"]) for row in statement["arguments"]]
    indent = 8 if statement["condition"] else 4
    return {"condition": _refused_if(expressions, statement) if statement["condition"] else None,
            "act": call(f"model_{statement['primitive']}", ["m", *arguments],
                        indent=indent).lstrip()}
