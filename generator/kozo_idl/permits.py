# SPDX-License-Identifier: MIT
"""Whether one refusal of the lock lets pass all that another does, as far as their shapes tell.

Conditions are read as `and` and `or` of comparisons, where that which compares a term with a number
is the range that is left to it. Numbers have no end, as requirements are exact."""
import math
import re
from functools import cache

from kozo_idl import expression
from kozo_idl.diagnostics import Mark, Report

_JOINED = re.compile(r"_(unless|when|and|or|becomes|if|else|[^\w\s]+)_|(?<=\()not_")
_PLAIN = re.compile(r"(arg\d+(\.(size|count))?\b|\d+\b|(unless|when|and|or|not)\b|[^\w.])*")
_OTHER = {"and": "or", "or": "and", "<": "<=", "<=": "<", "==": "!=", "!=": "=="}


def spaced(meaning):
    """The text of a meaning as the lock has it, which is one word, in its words."""
    return _JOINED.sub(lambda found: f" {found[1]} " if found[1] else "not ", meaning)


def permits(old, new):
    """True if whatever `old` lets pass, `new` does, and what it does not has the same error."""
    if old == new:
        return True
    was, now = _read(old), _read(new)
    return None not in (was, now) and was[0] == now[0] and _implies(was[1], now[1])


def _read(refusal):
    """(error, what must hold); None where a name might hide `and`, as positions cannot."""
    error, found, condition = spaced(refusal).partition(" ")
    if not found or not _PLAIN.fullmatch(condition):
        return None
    statement = expression.parse_statement(f"refuse({error}) {condition}", Mark("", 1, 1), Report())
    return statement and (error, _normal(statement.condition, statement.unless))


def _normal(node, holds):
    """A condition, or its opposite, without `not`."""
    operator = getattr(node, "operator", None)
    if operator == "not":
        return _normal(node.operands[0], not holds)
    if operator not in _OTHER:
        return "is", _term(node), holds
    if operator in ("and", "or"):
        return (operator if holds else _OTHER[operator],
                *(_normal(operand, holds) for operand in node.operands))
    left, right = (_term(operand) for operand in node.operands)
    if not holds:
        operator = _OTHER[operator]
        if operator in ("<", "<="):
            left, right = right, left
    return _comparison(operator, left, right)


def _term(node):
    """What is computed, without the places where it stands."""
    if isinstance(node, expression.Literal):
        return int(node.value)
    if isinstance(node, expression.Operation):
        terms = [_term(operand) for operand in node.operands]
        return node.operator, *(sorted(terms, key=str) if node.operator in "+&|" else terms)
    return str(node.text) if isinstance(node, expression.Name) else f"{node.base}.{node.name}"


def _comparison(operator, left, right):
    if operator in ("==", "!=") and isinstance(left, int):
        left, right = right, left
    strict = operator == "<"
    if operator in ("<", "<=") and isinstance(left, int):
        return "in", right, left + strict, math.inf
    if not isinstance(right, int):
        return operator, *((left, right) if operator in ("<", "<=")
                           else sorted((left, right), key=str))
    if operator == "!=":
        return operator, left, right
    return "in", left, right if operator == "==" else -math.inf, right - strict


@cache
def _implies(one, other):
    """True if `other` holds wherever `one` does. It may be False although that is so."""
    if one == other:
        return True
    if other[0] == "and":
        return all(_implies(one, part) for part in other[1:])
    if one[0] == "or":
        return all(_implies(part, other) for part in one[1:])
    if other[0] == "or" and any(_implies(one, part) for part in other[1:]):
        return True
    if one[0] == "and":
        return any(_implies(part, other) for part in one[1:])
    if one[0] == "in" and one[1] == other[1]:
        low, high = one[2:]
        if other[0] == "in":
            return other[2] <= low and high <= other[3]
        return other[0] == "!=" and isinstance(other[2], int) and not low <= other[2] <= high
    if one[0] == "<":
        return other in (("<=", *one[1:]), _comparison("!=", *one[1:]))
    return one[0] == "==" and other[0] == "<=" and set(one[1:]) == set(other[1:])
