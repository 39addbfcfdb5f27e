# SPDX-License-Identifier: MIT
"""What a method requires of its arguments besides the limits of each: statements as in an effect,
`refuse(ERROR) unless EXPRESSION`, over its numbers and over how much there is of its data.

They are exact: an expression that might leave 64 bits is refused. For each there are examples of
arguments, see examples.py."""
from kozo_idl import effects
from kozo_idl.diagnostics import did_you_mean
from kozo_idl.grants import bytes_name
from kozo_idl.model.services import DataParam, TypeParam, VectorParam
from kozo_idl.model.types import BASES, SIGNED
from kozo_idl.resolve import U64_MAX, narrowed

I64_MAX = U64_MAX >> 1
_UNBOUNDED = (-1 << 64, 1 << 64)
_NO_PLACE = {"~": "name the bits that matter", "if": "tell the cases apart by 'and' and 'or'"}
_SIZES_UNIT = "bytes"  # of sizes, which are written as plain numbers, too
_SIZES = {VectorParam: "count", DataParam: "size"}


class _Scope(effects.Scope):
    """The names that the requirements of one method can use. What they compute has 64 bits, and
    fits them, whatever the types."""
    numbers = BASES | SIGNED

    def __init__(self, world, method, report):
        self.world, self.report = world, report
        self.arguments = dict(method.inputs)
        self.fields = self.functions = self.primitives = {}

    def known(self, name):
        """The parameter `name`; there are no other names."""
        constant = self.world.constants.get(name)
        if constant is not None and name not in self.arguments:
            return self.error(name.mark, "IDL0413", f"'{name}' is a constant, and a requirement "
                              f"names arguments only; write {int(constant.value)}")
        if name in self.arguments or name in self.world.broken:
            return self.arguments.get(name)
        return self.error(name.mark, "IDL0102", f"there is no argument '{name}'" + did_you_mean(
            name, limits(self.world, [(other, param) for other, param in self.arguments.items()
                                      if not getattr(param, "optional", False)])))

    def argument(self, node):
        param = self.known(node.text)
        if param is None:
            return None
        if not isinstance(param, TypeParam) or param.type in self.world.structs or param.optional:
            return self.error(node.mark, "IDL0413", f"'{node.text}' is no number that is always "
                              "there; " + _instead(param, "name such a one, or the '.size' or "
                                                          "'.count' of data"))
        return {"kind": "argument", "name": str(node.text), "type": str(param.type)}

    def field(self, node):
        param = self.known(node.base)
        if param is None:
            return None
        if node.name != _SIZES.get(type(param)) or param.optional:
            return self.error(node.mark, "IDL0413", f"'{node.base}' has no '{node.name}' that is "
                              "always there; " + _instead(param, "strings and bytes have a "
                                                          "'size', vectors a 'count'"))
        return {"kind": "field", "slot": str(node.base), "field": str(node.name), "type": "u64"}

    def operation(self, node):
        if node.operator in _NO_PLACE:
            return self.error(node.mark, "IDL0413", f"'{node.operator}' has no place in a "
                              f"requirement; {_NO_PLACE[node.operator]}")
        return super().operation(node)

    def room(self, name):
        return -I64_MAX, U64_MAX

    def widens(self, have, wanted):
        scalar = self.plain(have)
        return wanted in self.numbers and scalar is not None and scalar.unit in (None, _SIZES_UNIT)

    def maximum(self, tree):
        return bounds(tree, limits(self.world, self.arguments.items()))[1]


def _instead(param, otherwise):
    """What to name in place of a parameter that is no number."""
    if getattr(param, "grant", None):
        return f"how much is lent is '{bytes_name(param.name)}'"
    return otherwise


def limits(world, params):
    """Name of a variable -> the values that it can have: the least, the largest, and some of those
    of an enumeration or of flags, of which not all between are good."""
    rows = {}
    for name, param in params:
        if type(param) in _SIZES:
            rows[f"{name}.{_SIZES[type(param)]}"] = (int(param.min), int(param.max), ())
        elif isinstance(param, TypeParam) and param.type in world.scalars:
            scalar = world.scalars[param.type]
            low, high = narrowed(scalar, param.range)
            values = scalar.values
            if scalar.kind == "flags":
                values = (0, *(1 << bit for bit in range(64) if high >> bit & 1), high)
            rows[str(name)] = (low, high, tuple(dict.fromkeys(values)))
    return rows


def variable(tree):
    """The name of a variable."""
    return tree["name"] if tree["kind"] == "argument" else f"{tree['slot']}.{tree['field']}"


def leaves(tree):
    """The variables and numbers of an expression."""
    if "operands" not in tree:
        return [tree]
    return [leaf for operand in tree["operands"] for leaf in leaves(operand)]


def bounds(tree, known):
    """(least, largest) that an expression can be, computed without end."""
    if tree["kind"] == "number":
        return tree["value"], tree["value"]
    if tree["kind"] != "operation":
        return known[variable(tree)][:2]
    if tree["operator"] == "not":
        low, high = bounds(tree["operands"][0], known)
        return 1 - high, 1 - low
    (low, high), (other_low, other_high) = (bounds(part, known) for part in tree["operands"])
    if tree["type"] == "bool":
        return _truth(tree["operator"], low, high, other_low, other_high)
    if tree["operator"] == "+":
        return low + other_low, high + other_high
    if tree["operator"] == "-":
        return low - other_high, high - other_low
    if min(low, other_low) < 0:
        return _UNBOUNDED
    if tree["operator"] == "<<":
        return low, high << min(other_high, 64)
    return 0, (1 << max(high, other_high).bit_length()) - 1


def _truth(operator, low, high, other_low, other_high):
    """(is it always 1, can it be 1) of what two sides between these bounds are joined by."""
    if operator == "and":
        return min(low, other_low), min(high, other_high)
    if operator == "or":
        return max(low, other_low), max(high, other_high)
    if operator in ("<", "<="):
        more = operator == "<"
        return int(high + more <= other_low), int(low + more <= other_high)
    same, apart = low == high == other_low == other_high, high < other_low or other_high < low
    return (int(same), int(not apart)) if operator == "==" else (int(apart), int(not same))


def range_of(tree, known):
    """(least, largest) of an expression and of all its parts."""
    rows = [bounds(tree, known), *(range_of(part, known) for part in tree.get("operands", ()))]
    return min(low for low, _ in rows), max(high for _, high in rows)


def trees(world, method, report):
    """The requirements of a method, in their order; those that have a mistake are left out."""
    scope, rows = _Scope(world, method, report), {}
    for statement in method.require:
        tree = _tree(scope, method, statement, rows)
        if tree is not None:
            rows[tree["error"]] = tree
    return list(rows.values())


def _tree(scope, method, statement, before):
    error = effects.refused(statement)
    if error and error not in method.error_names:
        return scope.error(error.mark, "IDL0414", f"'{error}' is no error of the method"
                           + (did_you_mean(error, method.error_names) if method.errors else
                              "; list it in 'errors'"))
    if statement.condition is None or not error:
        return scope.error(statement.mark, "IDL0414", "this is no requirement; write "
                           "'refuse(ERROR) unless ...' or 'when ...', with one of the 'errors' of "
                           "the method")
    if error in before:
        return scope.error(statement.mark, "IDL0414", f"'{error}' is the error of another "
                           "requirement; join the two by 'and' or 'or', or name another error")
    tree = effects.statement_tree(scope, statement)
    if tree["condition"] is None:
        return None
    known = limits(scope.world, method.inputs)
    low, high = range_of(tree["condition"], known)
    if low < -I64_MAX - 1 or high > (I64_MAX if low < 0 else U64_MAX):
        return scope.error(statement.mark, "IDL0415", "a part of this may not fit 64 bits; give "
                           "the arguments a 'range', or add on the other side")
    always, ever = bounds(tree["condition"], known)
    if always == ever:
        return scope.error(statement.mark, "IDL0416", "this condition "
                           + ("always" if always else "never") + " holds, by the limits of the "
                           "arguments; say what can hold and can fail")
    return tree | {"signed": low < 0}
