# SPDX-License-Identifier: MIT
"""What a method requires of its arguments besides the limits of each: statements as in an effect,
`refuse(ERROR) unless EXPRESSION`, over its numbers and over how much there is of its data.

They are exact: an expression that might leave 64 bits is refused. For each there are examples of
arguments that just satisfy it and that just do not, found by trying limits and what lies beside
them; what has none of either says nothing, or cannot be tested."""
import functools
import itertools
import json

from kozo_idl import effects
from kozo_idl.grants import bytes_name
from kozo_idl.model.services import DataParam, TypeParam, VectorParam
from kozo_idl.resolve import U64_MAX, narrowed

I64_MAX = U64_MAX >> 1
_UNBOUNDED = (-1 << 64, 1 << 64)
_TRIED = 20000  # values of the variables of one requirement, together
_SIZES = {VectorParam: "count", DataParam: "size"}


class _Scope(effects.Scope):
    """The names that the requirements of one method can use."""

    def __init__(self, world, method, report):
        self.world, self.report = world, report
        self.arguments = dict(method.inputs)
        self.fields = self.functions = self.primitives = {}

    def argument(self, node):
        param = self.find(self.arguments, node.text, "argument")
        if param is None:
            return None
        if not isinstance(param, TypeParam) or param.type in self.world.structs or param.optional:
            return self.error(node.mark, "IDL0413", f"'{node.text}' is no number that is always "
                              "there; " + _instead(param, "name such a one, or the '.size' or "
                                                          "'.count' of data"))
        return {"kind": "argument", "name": str(node.text), "type": str(param.type)}

    def field(self, node):
        param = self.find(self.arguments, node.base, "argument")
        if param is None:
            return None
        if node.name != _SIZES.get(type(param)) or param.optional:
            return self.error(node.mark, "IDL0413", f"'{node.base}' has no '{node.name}' that is "
                              "always there; " + _instead(param, "strings and bytes have a "
                                                          "'size', vectors a 'count'"))
        return {"kind": "field", "slot": str(node.base), "field": str(node.name), "type": "u64"}

    def operation(self, node):
        if node.operator == "~":
            return self.error(node.mark, "IDL0413", "'~' has no place in a requirement; name the "
                              "bits that matter")
        return super().operation(node)

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
    if tree["type"] == "bool":
        return 0, 1
    (low, high), (other_low, other_high) = (bounds(part, known) for part in tree["operands"])
    if tree["operator"] == "+":
        return low + other_low, high + other_high
    if tree["operator"] == "-":
        return low - other_high, high - other_low
    if min(low, other_low) < 0:
        return _UNBOUNDED
    if tree["operator"] == "<<":
        return low, high << min(other_high, 64)
    return 0, (1 << max(high, other_high).bit_length()) - 1


def range_of(tree, known):
    """(least, largest) of an expression and of all its parts."""
    rows = [bounds(tree, known), *(range_of(part, known) for part in tree.get("operands", ()))]
    return min(low for low, _ in rows), max(high for _, high in rows)


def _function(text):
    """What an expression, written by _python(), is for values of the variables."""
    return eval(f"lambda chosen: {text}")


def _python(tree):
    """An expression as Python has it, whose operators are those of the language."""
    if tree["kind"] == "number":
        return str(tree["value"])
    if tree["kind"] != "operation":
        return f"chosen[{variable(tree)!r}]"
    *left, right = map(_python, tree["operands"])
    return f"({' '.join([*left, tree['operator'], right])})"


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
    if not error or statement.condition is None or error not in method.error_names:
        return scope.error(statement.mark, "IDL0414", "this is no requirement; write "
                           "'refuse(ERROR) unless ...' or 'when ...', with one of the 'errors' of "
                           "the method")
    if error in before:
        return scope.error(statement.mark, "IDL0414", f"'{error}' is the error of another "
                           "requirement; join the two by 'and' or 'or', or name another error")
    tree = effects.statement_tree(scope, statement)
    if tree["condition"] is None:
        return None
    low, high = range_of(tree["condition"], limits(scope.world, method.inputs))
    if low < -I64_MAX - 1 or high > (I64_MAX if low < 0 else U64_MAX):
        return scope.error(statement.mark, "IDL0415", "a part of this may not fit 64 bits; give "
                           "the arguments a 'range', or add on the other side")
    return tree | {"signed": low < 0}


def examples(rows, known):
    """(variables, values that satisfy all of `rows`, for each of `rows` values that satisfy all
    before it but not that one). Each comparison is decisive for a pair of them, where there is one:
    as near as can be, with every other comparison the same. Not to be changed: who asks again gets
    the same lists."""
    return _examples(json.dumps([rows, known]))


@functools.cache
def _examples(text):
    rows, known = json.loads(text)
    names = sorted({variable(leaf) for row in rows for leaf in leaves(row["condition"])
                    if leaf["kind"] != "number"})
    broken = _function(_breach(rows))
    base = next((chosen for chosen in _combinations(rows, names, known, {})
                 if broken(chosen) is None), None)
    if base is None:
        return names, [], [[] for _ in rows]
    good, bad = [base], []
    for index, row in enumerate(rows):
        satisfying, failing = [], []
        for chosen in _combinations([row], names, known, base):
            outcome = broken(chosen)
            if outcome is None:
                satisfying.append(chosen)
            elif outcome == index:
                failing.append(chosen)
        shown = failing[:1]
        for atom in _atoms(row["condition"]):
            pair = _decisive(atom, row["condition"], satisfying, failing)
            good, shown = good + pair[:1], shown + pair[1:]
        bad.append(_once(names, shown))
    return names, _once(names, good), bad


def _once(names, rows):
    return list(dict.fromkeys(tuple(chosen[name] for name in names) for chosen in rows))


def _breach(rows):
    """The index of the first requirement that is not satisfied, or None."""
    return "".join(f"{index} if {_python(row['condition'])} != {row['unless']} else "
                   for index, row in enumerate(rows)) + "None"


def _combinations(rows, names, known, base):
    """Values of the variables that `rows` name, limits and what lies beside numbers first; the
    others have those of `base`."""
    found = [leaf for row in rows for leaf in leaves(row["condition"])]
    varied = sorted({variable(leaf) for leaf in found if leaf["kind"] != "number"})
    numbers = {leaf["value"] for leaf in found if leaf["kind"] == "number"}
    numbers |= {end for name in varied for end in known[name][:2]}
    near = sorted({number + step for number in numbers for step in (-1, 0, 1)})
    room = max(2, int(_TRIED ** (1 / len(varied)))) if varied else 0
    tried = []
    for name in varied:
        low, high, values = known[name]
        good = values or [number for number in (*near, *range(low, min(low + room, high + 1)))
                          if low <= number <= high]
        tried.append(list(dict.fromkeys(good))[:room])
    for chosen in itertools.product(*tried):
        yield {name: known[name][0] for name in names} | base | dict(zip(varied, chosen))


def _atoms(tree):
    """The parts of a condition that no logic joins."""
    if tree.get("operator") in ("and", "or", "not"):
        return [atom for operand in tree["operands"] for atom in _atoms(operand)]
    return [tree]


def _decisive(atom, condition, satisfying, failing):
    """[values that satisfy, values that do not], which differ in `atom` alone of all comparisons,
    each as near to the limit as there is; empty if there are none."""
    others = "".join(f"{_python(other)}, " for other in _atoms(condition) if other is not atom)
    case, distance = _function(f"(({others}), {_python(atom)})"), _function(_distance(atom))
    nearest = {}
    for fails, rows in enumerate((satisfying, failing)):
        for chosen in rows:
            row = (distance(chosen), chosen)
            key = (*case(chosen), fails)
            if key not in nearest or row[0] < nearest[key][0]:
                nearest[key] = row
    for (rest, holds, fails), (_, chosen) in nearest.items():
        other = nearest.get((rest, not holds, 1))
        if fails == 0 and other is not None:
            return [chosen, other[1]]
    return []


def _distance(atom):
    """How far the two sides of a comparison are apart."""
    sides = [_python(operand) for operand in atom.get("operands", ())]
    return f"abs({sides[0]} - {sides[1]})" if len(sides) == 2 else "0"
