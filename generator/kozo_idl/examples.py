# SPDX-License-Identifier: MIT
"""Arguments that just satisfy what a method requires (requirements.py), and that just do not. They
are found by trying limits and what lies beside them; where these are too many to be tried with each
other, by going from a limit in steps to where less is missing. What has none of either says
nothing, or cannot be tested."""
import functools
import itertools
import json

from kozo_idl.requirements import leaves, variable

_TRIED = 20000  # values of the variables of one requirement, together
_WORD_BITS = 64


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


def examples(rows, known):
    """(variables, values that satisfy all of `rows`, for each of `rows` values that satisfy all
    before it but not that one). Each comparison is decisive for a pair of them, where there is one:
    as near as can be, with every other comparison the same. Not to be changed: who asks again gets
    the same lists."""
    return _examples(json.dumps([rows, known]))


@functools.cache
def _examples(text):
    rows, known = json.loads(text)
    names = _variables(rows)
    broken = _function(_breach(rows))
    base = {name: known[name][0] for name in names}
    for group in _groups(rows):
        base = base and _satisfied(group, known, base)
    if base is None:
        return names, [], [[] for _ in rows]
    good, bad = [base], []
    for index, row in enumerate(rows):
        satisfying, failing = [], []
        for chosen in _combinations([row], known, base):
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


def _variables(rows):
    return sorted({variable(leaf) for row in rows for leaf in leaves(row["condition"])
                   if leaf["kind"] != "number"})


def _groups(rows):
    """The requirements by which have variables in common, be it by others."""
    groups = []
    for row in rows:
        apart = [group for group in groups if not {*_variables(group)} & {*_variables([row])}]
        joined = [other for group in groups if group not in apart for other in group]
        groups = [*apart, [*joined, row]]
    return groups


def _satisfied(rows, known, base):
    """Values that satisfy the requirements, for other variables those of `base`; or None."""
    broken = _function(_breach(rows))
    return next((chosen for chosen in _combinations(rows, known, base)
                 if broken(chosen) is None), None) or _approached(rows, known, base)


def _approached(rows, known, base):
    """Likewise, from where all variables are least, or largest: one variable, or two at once, by a
    power of two, as long as that leaves less missing."""
    missing = _function(" + ".join(_missing(row["condition"], row["unless"]) for row in rows))
    names = _variables(rows)
    for end in (0, 1):
        chosen = base | {name: known[name][end] for name in names}
        left = missing(chosen)
        while left:
            chosen = min(_steps(chosen, names, known), key=missing, default=chosen)
            before, left = left, missing(chosen)
            if left >= before:
                break
        else:
            return chosen
    return None


def _steps(chosen, names, known):
    for one, other in itertools.combinations_with_replacement(names, 2):
        for bit, sign, against in itertools.product(range(_WORD_BITS), (1, -1), (1, -1)):
            moved = {one: chosen[one] + (sign << bit)}
            moved[other] = chosen[other] + (sign * against << bit)
            if all(known[name][0] <= value <= known[name][1]
                   and value in (known[name][2] or (value,)) for name, value in moved.items()):
                yield chosen | moved


def _missing(tree, wanted):
    """How far an expression is from what is wanted of it, 0 if it is that; as Python has it."""
    operator, operands = tree.get("operator"), tree.get("operands", ())
    if operator == "not":
        return _missing(operands[0], not wanted)
    if operator in ("and", "or"):
        both = wanted == (operator == "and")
        sides = [_missing(operand, wanted) for operand in operands]
        return f"({' + '.join(sides)})" if both else f"min({', '.join(sides)})"
    if operator in _BEYOND:
        away = f"({_python(operands[0])} - {_python(operands[1])})"
        return _BEYOND[operator if wanted else _OPPOSITE[operator]].format(away)
    return f"({_python(tree)} != {wanted})"


# How far two sides, whose difference this is, are from a comparison; `>` and `>=` are opposites.
_BEYOND = {"<": "max(0, {} + 1)", "<=": "max(0, {})", "==": "abs{}", "!=": "({} == 0)",
           ">": "max(0, 1 - {})", ">=": "max(0, -{})"}
_OPPOSITE = {"<": ">=", "<=": ">", "==": "!=", "!=": "=="}


def _combinations(rows, known, base):
    """Values of the variables that `rows` name, limits and what lies beside numbers first; the
    others have those of `base`."""
    varied = _variables(rows)
    numbers = {leaf["value"] for row in rows for leaf in leaves(row["condition"])
               if leaf["kind"] == "number"}
    numbers |= {end for name in varied for end in (*known[name][:2], base[name])}
    numbers |= {turn for row in rows for atom in _atoms(row["condition"])
                for turn in _turns(atom, known, base)}
    room = max(2, int(_TRIED ** (1 / len(varied)))) if varied else 0
    tried = [list(itertools.islice(_tried(known[name], numbers, base[name], room), room))
             for name in varied]
    for chosen in itertools.product(*tried):
        yield base | dict(zip(varied, chosen))


def _turns(atom, known, base):
    """Where a comparison begins to hold, or ends, as one variable grows and others are as in
    `base`."""
    holds = _function(_python(atom))
    for name in _variables([{"condition": atom}]):
        low, high = known[name][:2]
        begin = holds(base | {name: low})
        while high - low > 1 and begin != holds(base | {name: high}):
            middle = (low + high) // 2
            low, high = (middle, high) if holds(base | {name: middle}) == begin else (low, middle)
        yield from (low, high)


def _tried(limits, numbers, usual, room):
    """Values of one variable, in the order of what can be tried if that is not all."""
    low, high, values = limits
    near = [value for value in _beside(numbers) if low <= value <= high]
    if len(near) > room:
        near = [value for value in (usual, *_beside({usual}), *_beside({low, high}), *near)
                if low <= value <= high]
    return dict.fromkeys(values or [*near, *range(low, min(low + room, high + 1))])


def _beside(numbers):
    return sorted({number + step for number in numbers for step in (-1, 0, 1)})


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
