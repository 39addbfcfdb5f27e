# SPDX-License-Identifier: MIT
"""Expressions and statements inside a YAML text: from characters to trees with positions.

    statement   (call | name ["." field] "becomes" value) [("unless" | "when") expression]
    value       expression ["if" expression "else" value]
    expression  operators of _LEVELS, the loosest first; then "not", "~"; then a primary
    primary     ["-"] number | name | name "." field | call | "(" value ")"
    call        name "(" [argument {"," argument}] ")";  argument  [keyword ":"] value

A number may end like a size. `a > b` is read as `b < a`, and `a >= b` as `b <= a`: no tree has
these. Nothing here knows what a name means; see effects.py."""
import re
from dataclasses import dataclass, replace
from typing import Any, Optional

from kozo_idl.diagnostics import SIZE, Mark, Number, Text, integer

_TOKEN = re.compile(rf" *(?:(?P<number>0x[0-9a-fA-F]+|{SIZE}|0|[1-9][0-9]*)"
                    r"|(?P<name>[a-z][a-z0-9_]*)"
                    r"|(?P<sign><<|==|!=|[<>]=|>(?!>)|&(?!&)|\|(?!\|)|[()<~+.,:-])"
                    r"|(?P<end>$)|(?P<bad>&&|\|\||>>|[A-Z]\w*|.))")
_WORDS = ("and", "or", "not", "unless", "when", "becomes", "if", "else")
_SWAPPED = {">": "<", ">=": "<="}
_LEVELS = (("or",), ("and",), ("==", "!=", "<", "<=", *_SWAPPED), ("|",), ("&",), ("<<",),
           ("+", "-"))
_OPERATORS = ", ".join([*sum(_LEVELS, ()), "not", "~"])
_PARTS = 64  # the most that a statement has; its readers call themselves for each level
# What is right where a token is expected.
_RIGHT = {"": "remove the rest, or join it by an operator such as 'and'",
          "name": "write a name, a number or a bracket",
          "number": "write a number behind the '-', or what it is subtracted from before it",
          "(": "write 'name(arguments)'",
          ")": "close the bracket, or join what follows by an operator",
          ",": "put a comma between arguments",
          "else": "write what it is otherwise"}
_ACT = "begin with what is done, such as 'refuse(ERROR) unless' before a condition"
_WHEN = "write 'when' or 'unless' before a condition"
_COMPARISONS = 2  # the level whose operators do not chain


@dataclass(frozen=True)
class Name:
    text: Text
    mark: Mark


@dataclass(frozen=True)
class Literal:
    value: Number
    mark: Mark


@dataclass(frozen=True)
class Field:
    base: Text
    name: Text
    mark: Mark


@dataclass(frozen=True)
class Call:
    """`keywords` are (Text, expression) pairs."""
    name: Text
    arguments: tuple
    keywords: tuple
    mark: Mark


@dataclass(frozen=True)
class Operation:
    """`operands` are one or two; of `if` the condition, and what it chooses between."""
    operator: str
    operands: tuple
    mark: Mark


@dataclass(frozen=True)
class Becomes:
    """`target`, a Name or a Field, gets a value."""
    target: Any
    value: Any
    mark: Mark


@dataclass(frozen=True)
class Statement:
    """What is done, a Call or Becomes, unless, or only when, `condition` holds, if there is one."""
    act: Any
    condition: Optional[Any]
    unless: bool
    mark: Mark


class _Wrong(Exception):
    """A mistake at a mark."""


def parse_statement(text, mark, report):
    """The Statement that `text` holds, or None after a syntax error. `mark` is its first
    character's."""
    try:
        return _Parser(text, mark).statement()
    except _Wrong as mistake:
        return report.error(mistake.args[0], "IDL0024", mistake.args[1])


class _Parser:
    def __init__(self, text, mark):
        self.tokens = [(found.lastgroup, found[found.lastgroup],
                        replace(mark, column=mark.column + found.start(found.lastgroup)))
                       for found in _TOKEN.finditer(text)]
        self.place = 0
        if len(self.tokens) > _PARTS:
            raise _Wrong(self.tokens[_PARTS][2], f"the statement has more than {_PARTS} words and "
                         "signs; make it simpler")

    @property
    def next(self):
        """The text of the next token; a name that is no word of the language is just 'name'."""
        kind, text, _ = self.tokens[self.place]
        return kind if kind == "number" or kind == "name" and text not in _WORDS else text

    @property
    def mark(self):
        return self.tokens[self.place][2]

    def take(self, expected=None, right=None):
        """The text of the next token, which must be `expected`, and go past it. `right` is what
        else is right than is for such a token in general."""
        if expected is not None and self.next != expected:
            kind, found, mark = self.tokens[self.place]
            raise _Wrong(mark, f"there is no '{found}'; the operators are {_OPERATORS}, and a "
                         "number may end in KiB, MiB or GiB" if kind == "bad" else
                         f"expected {_shown(expected)}, found {_shown(found)}; "
                         + (right or _RIGHT[expected]))
        text = Text(self.tokens[self.place][1], self.mark)
        self.place += 1
        return text

    def statement(self):
        mark = self.mark
        act = self.act(self.take("name", _ACT))
        condition, unless = None, self.next == "unless"
        if self.next in ("unless", "when"):
            self.take()
            condition = self.expression()
        self.take("", _WHEN if self.next == "if" and condition is None else None)
        return Statement(act, condition, unless, mark)

    def act(self, name):
        if self.next not in (".", "becomes"):
            return self.call(name, _ACT)
        target = self.named(name)
        self.take("becomes", _ACT)
        return Becomes(target, self.value(), name.mark)

    def value(self):
        value = self.expression()
        if self.next != "if":
            return value
        mark = self.take().mark
        condition = self.expression()
        self.take("else")
        return Operation("if", (condition, value, self.value()), mark)

    def expression(self, level=0):
        if level == len(_LEVELS):
            return self.unary()
        left = self.expression(level + 1)
        while self.next in _LEVELS[level]:
            operator = self.take()
            operands = left, self.expression(level + 1)
            if operator in _SWAPPED:
                operands = operands[::-1]
            left = Operation(_SWAPPED.get(operator, str(operator)), operands, operator.mark)
            if level == _COMPARISONS:
                break
        return left

    def unary(self):
        if self.next not in ("not", "~"):
            return self.primary()
        operator = self.take()
        # `not` takes a comparison with it, `~` one operand.
        operand = self.expression(_COMPARISONS) if operator == "not" else self.unary()
        return Operation(str(operator), (operand,), operator.mark)

    def primary(self):
        if self.next in ("number", "-"):
            mark, sign = self.mark, -1 if self.next == "-" else 1
            if sign < 0:
                self.take()
            return Literal(Number(sign * integer(self.take("number")), mark), mark)
        if self.next == "(":
            self.take()
            inner = self.value()
            self.take(")")
            return inner
        name = self.take("name")
        if self.next == "(":
            return self.call(name)
        return self.named(name)

    def named(self, name):
        if self.next != ".":
            return Name(name, name.mark)
        self.take()
        return Field(name, self.take("name"), name.mark)

    def call(self, name, right=None):
        arguments, keywords = [], []
        self.take("(", right)
        while self.next != ")":
            if arguments or keywords:
                self.take(",")
            if self.next == "name" and self.tokens[self.place + 1][1] == ":":
                keyword = self.take()
                self.take()
                keywords.append((keyword, self.value()))
            else:
                if keywords:
                    raise _Wrong(self.mark, "an argument without keyword comes before those that "
                                            "have one; move it to the front")
                arguments.append(self.value())
        self.take(")")
        return Call(name, tuple(arguments), tuple(keywords), name.mark)


def _shown(token):
    return {"": "the end", "name": "a name", "number": "a number"}.get(token, f"'{token}'")
