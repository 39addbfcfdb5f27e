# SPDX-License-Identifier: MIT
"""What expressions mean: names looked up, types checked. A tree becomes plain dicts with `kind` and
`type`, which the IR takes over as they are; where there is a mistake, None.

A type is a name: of the ABI's types, or one of _OWN. Numbers of the base types may become wider on
the way, never narrower; a literal takes the type that is wanted of it."""
from kozo_idl import expression
from kozo_idl.diagnostics import did_you_mean
from kozo_idl.model.kernel import CapArg, ObjectArg, SelfArg, SlotArg, SlotsArg
from kozo_idl.model.types import BASES, EnumType
from kozo_idl.resolve import narrowed

_SLOTS = ("slot", "empty_slot", "empty_slots")
_OWN = ("object", *_SLOTS)
_LITERAL = "number"
_TRUTH = ("false", "true")
BUILT_IN = ("refuse", "wait")  # statements that no vocabulary declares
_LOGIC, _ORDER, _EQUAL = ("and", "or", "not"), ("<", "<="), ("==", "!=")
_BITWISE = ("&", "|", "~")


def known_types(world, slots=True):
    """The names of the types that values in effects can have."""
    return [*world.scalars, *(_OWN if slots else ("object",))]


class Scope:
    """The names that the expressions of one operation can use."""
    numbers = BASES  # the primitives that numbers become, by their bits

    def __init__(self, world, row, report):
        self.world = world
        self.row = row
        self.report = report
        self.arguments = dict(row.inputs) | ({} if row.self_ in (None, "none") else
                                             {"self": row.self_})
        self.results = dict(row.outputs)
        self.attributes = []  # what of the state of objects has been named: marks
        vocabulary = world.effects
        self.fields = dict(vocabulary.fields) if vocabulary else {}
        self.functions = dict(vocabulary.functions) if vocabulary else {}
        self.primitives = dict(vocabulary.primitives) if vocabulary else {}

    def error(self, mark, code, text):
        """Report a mistake; there is no tree then."""
        return self.report.error(mark, code, text)

    def find(self, table, name, what):
        """The entry `name` of a table of definitions."""
        if name in table:
            return table[name]
        unread = self.world.effects is None and "effects" in self.world.broken
        if name in self.world.broken or unread and what != "argument":
            return None
        return self.error(name.mark, "IDL0102", f"there is no {what} '{name}'"
                          + did_you_mean(name, table))

    def value(self, node, wanted):
        """The tree of an expression whose value is of type `wanted`."""
        tree = self.infer(node)
        return tree and self.fit(tree, wanted, node.mark)

    def infer(self, node):
        """The tree of an expression, of whatever type."""
        tree = {expression.Name: self.argument, expression.Literal: self.literal,
                expression.Field: self.field, expression.Call: self.function,
                expression.Operation: self.operation}[type(node)](node)
        # A type that is unknown is reported where it is named.
        known = (_LITERAL, *known_types(self.world))
        return tree if tree and tree["type"] in known else None

    def literal(self, node):
        return {"kind": "number", "type": _LITERAL, "value": int(node.value)}

    def argument(self, node):
        if node.text in _TRUTH:
            return _number("bool", _TRUTH.index(node.text), node.text)
        constant = self.world.constants.get(node.text)
        if constant is not None and node.text not in self.arguments:
            return _number(_LITERAL, constant.value, node.text)
        argument = self.find(self.arguments, node.text, "argument")
        if argument is None:
            return None
        tree = {"kind": "argument", "name": str(node.text)}
        if isinstance(argument, (SlotArg, SlotsArg)):
            return tree | {"type": "empty_slots" if isinstance(argument, SlotsArg)
                           else "empty_slot"}
        if isinstance(argument, ObjectArg):
            return tree | {"type": "object"}
        if node.text != "self" and not isinstance(argument, CapArg):
            return tree | {"type": str(argument.type)}
        owner = self.owner(node.text)
        if owner is not None and owner.header is not None and not argument.as_slot:
            return self.error(node.mark, "IDL0325", f"the handler gets '{node.text}' as an object, "
                              "but effects speak of slots; add 'as: slot' to it")
        return tree | {"type": "slot"}

    def owner(self, name):
        """The object type that the argument `name` designates; None if it may be any, or is no
        capability."""
        argument = self.arguments.get(name)
        if isinstance(argument, SelfArg):
            return self.world.objects.get(self.row.object)
        return self.world.objects.get(argument.cap) if isinstance(argument, CapArg) else None

    def attribute(self, node):
        """The tree of NAME.ATTRIBUTE for the state of an object; None if it is none."""
        owner = self.owner(node.base)
        attribute = dict(owner.state).get(node.name) if owner is not None else None
        if attribute is None:
            return None
        self.attributes.append(node.mark)
        return {"kind": "attribute", "type": str(attribute.type), "slot": str(node.base),
                "field": str(node.name), "object": str(owner.name)}

    def enumerator(self, node):
        """The tree of TYPE.VALUE; None if it is none."""
        definition = self.world.types.get(node.base)
        if node.base in self.arguments or not isinstance(definition, EnumType):
            return None
        value = self.find(dict(definition.values), node.name, "value")
        return None if value is None else _number(str(node.base), value,
                                                  f"{node.base}_{node.name}")

    def field(self, node):
        tree = self.attribute(node) or self.enumerator(node)
        if tree or node.base in self.world.types and node.base not in self.arguments:
            return tree
        owner = self.owner(node.base)
        if owner is not None and owner.state and node.name not in self.fields:
            return self.find(dict(owner.state), node.name, "attribute")
        tree = self.value(expression.Name(node.base, node.mark), "slot")
        field = tree and self.find(self.fields, node.name, "field")
        return field and {"kind": "field", "type": str(field.type), "slot": tree["name"],
                          "field": str(node.name)}

    def function(self, node):
        function = self.find(self.functions, node.name, "function")
        arguments = function and self.passed(node, function)
        return arguments and {"kind": "call", "type": str(function.type), "name": str(node.name),
                              "arguments": arguments}

    def passed(self, call, definition):
        """The trees of a call's arguments in the order of the parameters: rows of name, tree."""
        inputs, keywords = definition.inputs, dict(definition.keywords)
        if len(call.arguments) != len(inputs):
            return self.error(call.mark, "IDL0320", f"'{call.name}' takes without keyword: "
                              f"{', '.join(name for name, _ in inputs)}; here are "
                              f"{len(call.arguments)} such arguments")
        rows = [(name, node, wanted) for (name, wanted), node in zip(inputs, call.arguments)]
        given = dict(call.keywords)
        for name, node in call.keywords:
            if given[name] is not node:
                self.error(name.mark, "IDL0320", f"'{name}' is given twice; keep one")
            elif name not in keywords:
                self.find(keywords, name, f"keyword of '{call.name}'")
        for name in keywords:
            if name not in given:
                self.error(call.mark, "IDL0320", f"'{call.name}' needs '{name}', too; add "
                           f"'{name}: ...'")
        rows += [(name, given[name], wanted) for name, wanted in keywords.items() if name in given]
        trees = [{"name": str(name), "value": self.value(node, wanted)}
                 for name, node, wanted in rows]
        return trees if all(row["value"] for row in trees) else None

    def operation(self, node):
        if node.operator in _LOGIC:
            operands = [self.value(operand, "bool") for operand in node.operands]
            return all(operands) and _tree(node, "bool", operands) or None
        if node.operator == "if":
            return self.choice(node)
        operands = [self.infer(operand) for operand in node.operands]
        if not all(operands):
            return None
        if node.operator == "<<":
            return self.shift(node, *operands)
        operands = self.unified(node, operands)
        if operands is None or not self.permits(node.operator, operands[0]["type"], node.mark):
            return None
        comparison = node.operator in _EQUAL + _ORDER
        return _tree(node, "bool" if comparison else operands[0]["type"], operands)

    def choice(self, node):
        condition = self.value(node.operands[0], "bool")
        values = [self.infer(operand) for operand in node.operands[1:]]
        values = self.unified(node, values) if condition and all(values) else None
        return values and _tree(node, values[0]["type"], [condition, *values])

    def shift(self, node, left, right):
        left, right = (self.fit(tree, "u64", node.mark) if tree["type"] == _LITERAL else tree
                       for tree in (left, right))
        if not all(self.permits("<<", tree["type"], node.mark) for tree in (left, right)):
            return None
        bits = self.room(left["type"])[1].bit_length()
        most = self.maximum(right)
        if most >= bits:
            return self.error(node.mark, "IDL0326", f"this may shift by {most}, but the value has "
                              f"{bits} bits; bound the distance")
        return _tree(node, left["type"], [left, right])

    def maximum(self, tree):
        """The largest value that an expression can have, as far as types and ranges tell."""
        if tree["kind"] == "number":
            return tree["value"]
        scalar = self.world.scalars[tree["type"]]
        limits = self.arguments[tree["name"]].range if tree["kind"] == "argument" else None
        return narrowed(scalar, limits)[1]

    def unified(self, node, operands):
        """The operands with one type for all of them."""
        types = [tree["type"] for tree in operands if tree["type"] != _LITERAL] or ["u64"]
        wanted = max(filter(self.numbers.get, types), key=self.numbers.get, default=types[0])
        fitted = [self.fit(tree, wanted, node.mark, "give both sides one type, or types that are "
                           "based on one and count the same") for tree in operands]
        return fitted if all(fitted) else None

    def permits(self, operator, name, mark):
        """Has a value of the type `name` the meaning that the operator needs?"""
        scalar = self.world.scalars.get(name)
        kind = scalar.kind if scalar is not None and not scalar.wrapped else None
        if operator in _EQUAL:
            good = kind not in (None, "bool") or name == "object"
            needed = "numbers, flags or enumerations"
        elif operator in _BITWISE:
            good, needed = kind in ("base", "scalar", "flags"), "numbers or flags"
        else:
            good, needed = kind in ("base", "scalar"), "numbers"
        if not good:
            self.error(mark, "IDL0319", f"'{operator}' needs {needed}, found {name}; "
                       "compare or compute something else")
        return good

    def _akin(self, one, other):
        """Are two types based on the same one, and count the same?"""
        first, second = (self.world.scalars.get(name) for name in (one, other))
        return None not in (first, second) and "" != first.root == second.root \
            and first.unit == second.unit

    def fit(self, tree, wanted, mark, instead=""):
        """The tree as a value of the type `wanted`; `instead` of which there may be another way."""
        have, scalar = tree["type"], self.world.scalars.get(wanted)
        if have == wanted or self.widens(have, wanted) or self._akin(have, wanted):
            return tree
        if have == _LITERAL and scalar is not None and not scalar.wrapped \
                and scalar.kind in ("base", "scalar", "flags"):
            low, high = self.room(wanted)
            if low <= tree["value"] <= high:
                return tree | {"type": str(wanted)}
            return self.error(mark, "IDL0319", f"{tree['value']} does not fit {wanted}; write "
                              f"{low} to {high:#x}")
        if wanted not in known_types(self.world):
            return None  # reported where it is named
        if not instead or have == _LITERAL:
            instead = f"write something of the type {wanted}"
        return self.error(mark, "IDL0319", f"expected {wanted}, found {have}; {instead}")

    def room(self, name):
        """The least and the largest value in computing with a type."""
        return 0, (1 << self.world.scalars[name].bits) - 1

    def widens(self, have, wanted):
        """Does a number without a unit become one of the primitive `wanted`?"""
        scalar = self.plain(have)
        return scalar is not None and not scalar.signed and not scalar.unit \
            and scalar.bits <= self.numbers.get(wanted, 0)

    def plain(self, name):
        """The scalar of a type that is a number in C."""
        scalar = self.world.scalars.get(name)
        good = scalar is not None and scalar.kind in ("base", "scalar") and not scalar.wrapped
        return scalar if good else None


def _number(type_name, value, name):
    return {"kind": "number", "type": type_name, "value": int(value), "named": str(name)}


def _tree(node, type_name, operands):
    return {"kind": "operation", "type": type_name, "operator": node.operator,
            "operands": operands}


def is_call(statement, name):
    return isinstance(statement.act, expression.Call) and statement.act.name == name


def refused(statement):
    """The name of the error that a statement refuses with; None if it does something else."""
    call = statement.act
    if not is_call(statement, "refuse"):
        return None
    only = call.arguments[0] if len(call.arguments) == 1 and not call.keywords else None
    return only.text if isinstance(only, expression.Name) else ""


def statement_tree(scope, statement):
    """The tree of a statement. Of `error`, `waits`, `primitive` and `target`, an attribute or a
    result that becomes `value`, one tells what is done."""
    condition = None
    if statement.condition is not None:
        condition = scope.value(statement.condition, "bool")
    error = refused(statement)
    tree = {"error": error and str(error), "waits": is_call(statement, "wait"), "primitive": None,
            "arguments": [], "target": None, "value": None,
            "condition": condition, "unless": statement.unless}
    act = statement.act
    if isinstance(act, expression.Becomes):
        target = _target(scope, act.target)
        tree |= {"target": target, "value": target and scope.value(act.value, target["type"])}
    elif error is None and not tree["waits"]:
        primitive = scope.find(scope.primitives, act.name, "primitive")
        arguments = primitive and scope.passed(act, primitive)
        tree |= {"primitive": str(act.name), "arguments": arguments}
    return tree


def _target(scope, node):
    """What becomes something: a tree, or None."""
    if isinstance(node, expression.Name):
        result = scope.find(scope.results, node.text, "result")
        return result and {"kind": "result", "name": str(node.text), "type": str(result.type)}
    tree = scope.attribute(node)
    if tree is not None:
        return tree
    if scope.field(node) is None:
        return None
    return scope.error(node.mark, "IDL0331", f"'{node.base}.{node.name}' is no attribute of an "
                       "object; only these, and results, become something")
