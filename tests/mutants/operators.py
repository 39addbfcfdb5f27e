# SPDX-License-Identifier: MIT
"""Ways to make hand-written C wrong, one token or statement at a time.

Only bodies of functions are changed, and nothing inside of assertions: a weaker assertion is no
other behaviour. Whether a change compiles, and means something else, the compiler finds out."""

import dataclasses
import re

TOKEN = re.compile(r"""
    (?P<blank> \s+ | /\*.*?\*/ | //[^\n]* | ^[ ]*\#(?:[^\n]*\\\n)*[^\n]*$ )
  | (?P<string> "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' )
  | (?P<number> (?:0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]* )
  | (?P<name> [A-Za-z_]\w* )
  | (?P<mark> <<=|>>=|\.\.\.|->|\+\+|--|<<|>>|[<>=!+*/%&|^-]=|&&|\|\||. )
""", re.VERBOSE | re.DOTALL | re.MULTILINE)

OTHER = {
    "==": ["!="], "!=": ["=="], "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="],
    ">=": [">", "<"], "&&": ["||"], "||": ["&&"], "<<": [">>"], ">>": ["<<"],
    "+=": ["-="], "-=": ["+="], "++": ["--"], "--": ["++"], "|=": ["&="], "&=": ["|="],
    "~": [""], "!": [""], "true": ["false"], "false": ["true"],
}
BINARY = {"+": ["-"], "-": ["+"], "&": ["|"], "|": ["&"]}
UNTOUCHED = {"kassert", "kensure", "unreachable", "_Static_assert", "sizeof", "offsetof",
             "container_of"}
CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
# Enumerators that are names, not quantities: another one is another type, error or outcome.
ENUMERATOR = re.compile(r"(KOZO_OBJECT|KOZO_ERR|KOZO_OK|KERNEL|THREAD|UINT64_C|UINT32_C)\w*")
KEYWORDS = {"if", "while", "for", "switch", "return", "sizeof", "do", "else", "case", "default"}
# What an expression that is a statement goes on with after its first name; a declaration does not.
ASSIGNMENT = {"=", "(", "->", ".", "[", "++", "--", "+=", "-=", "|=", "&=", "<<=", ">>="}


@dataclasses.dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclasses.dataclass(frozen=True)
class Change:
    function: str
    start: int
    end: int
    text: str  # instead of what is between


def tokens_of(source):
    found = [Token(match.lastgroup, match[0], *match.span()) for match in TOKEN.finditer(source)]
    return [token for token in found if token.kind != "blank"]


def closing(tokens, at):
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(tokens[index].text, 0)
        if depth == 0:
            return index
    raise ValueError(f"no bracket closes that at {tokens[at].start}")


def functions(tokens):
    """(name, tokens between the braces) of each."""
    at = name = 0
    while at < len(tokens):
        if tokens[at].text == "(" and not name and tokens[at - 1].kind == "name":
            name = tokens[at - 1].text
        if tokens[at].text == "{":
            end = closing(tokens, at)
            if name:
                yield name, tokens[at + 1:end]
            at = end
        if tokens[at].text in (";", "}"):
            name = ""
        at = closing(tokens, at) + 1 if tokens[at].text == "(" else at + 1


def until(body, at, ends):
    """The index of the next of these marks that is not in brackets."""
    while body[at].text not in ends:
        at = closing(body, at) + 1 if body[at].text in ("(", "[", "{") else at + 1
    return at


def is_plain(body, at):
    """Does a statement begin here that can be left out: an expression, or a jump?"""
    first, second = body[at].text, body[at + 1].text
    if first in ("break", "continue", "return"):
        return second == ";"
    if body[at].kind != "name":
        return first in ("*", "++", "--")
    return second in ASSIGNMENT and first not in KEYWORDS | UNTOUCHED


def statements(body):
    """(first, one behind the last) index of what can be left out."""
    begins, depth = True, 0
    for at, token in enumerate(body[:-1]):
        before = body[at - 1].text if at > 0 else "{"
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if begins and depth == 0 and is_plain(body, at):
            yield at, until(body, at, {";"})
        if token.text == "." and before in ("{", ","):  # a designated initialiser
            end = until(body, at, {",", "}"})
            if body[end].text == ",":
                yield at, end + 1
        if token.text == ")":
            begins = opener(body, at) in ("if", "while", "for", "switch")
        elif token.text == "{":
            begins = begins or before in ("else", "do")
        else:
            begins = token.text in ("}", ";", "else", "do") or token.text == ":" and (
                before == "default" or body[at - 2].text == "case")


def opener(body, at):
    """What stands before the bracket that the one at `at` closes."""
    depth = 0
    for index in range(at, 0, -1):
        depth += {")": 1, "(": -1}.get(body[index].text, 0)
        if depth == 0:
            return body[index - 1].text
    return ""


def arguments(body, at):
    """(first, one behind the last) index of each argument of the call whose bracket is at `at`."""
    end, found, at = closing(body, at), [], at + 1
    while at < end:
        comma = min(until(body, at, {",", ")"}), end)
        found.append((at, comma))
        at = comma + 1
    return found


def others(body, at):
    """What may stand instead of the token at `at`."""
    token = body[at]
    before, behind = body[at - 1], body[at + 1].text if at + 1 < len(body) else ""
    if at > 0 and before.text == "case":
        return []
    if token.text in BINARY:
        operand = before.kind in ("name", "number") and before.text not in KEYWORDS
        return BINARY[token.text] if at > 0 and (operand or before.text in (")", "]")) else []
    if token.kind == "number":
        value = int(token.text.rstrip("uUlL"), 0)
        return [str(other) for other in sorted({value + 1, max(value - 1, 0), 0} - {value})]
    if token.text == "KOZO_OK":
        return ["KOZO_ERR_FULL"]
    if token.text.startswith("KOZO_ERR_"):
        return ["KOZO_OK", "KOZO_ERR_FULL"]
    if token.text == "KERNEL_RESTART":
        return ["KOZO_OK"]
    if CONSTANT.fullmatch(token.text) and not ENUMERATOR.match(token.text) and behind != "(":
        return [f"({token.text} + 1)", f"({token.text} - 1)"]
    return OTHER.get(token.text, [])


def returns_value(body, at):
    """Does this return an expression? A single constant has other values anyway."""
    first = body[at + 1]
    constant = first.kind == "number" or first.text in OTHER or first.text.isupper()
    return first.text != ";" and not (constant and body[at + 2].text == ";")


def untouched(body):
    """Indices inside of assertions and the like."""
    found = set()
    for at, token in enumerate(body[:-1]):
        if token.text in UNTOUCHED and body[at + 1].text == "(":
            found.update(range(at, closing(body, at + 1) + 1))
    return found


def spans(source, body):
    """(start, end, text instead) of every change of one body."""
    def code(first, last):
        return source[body[first].start:body[last - 1].end]

    for first, last in statements(body):
        yield body[first].start, body[last - 1].end, "\n" * code(first, last).count("\n")
    skipped = untouched(body)
    for at, token in enumerate(body):
        if at in skipped:
            continue
        for other in others(body, at):
            yield token.start, token.end, other
        if token.text in ("if", "while"):
            end = closing(body, at + 1)
            yield body[at + 1].start, body[end].end, f"(!{code(at + 1, end + 1)})"
        elif token.text == "return" and returns_value(body, at):
            end = until(body, at, {";"})
            for value in ("0", "1"):
                yield (body[at + 1].start, body[end - 1].end,
                       value + "\n" * code(at + 1, end).count("\n"))
        elif token.kind == "name" and token.text not in KEYWORDS and at + 1 < len(body) and (
                body[at + 1].text == "("):
            found = arguments(body, at + 1)
            for one, two in zip(found, found[1:]):
                yield (body[one[0]].start, body[two[1] - 1].end,
                       f"{code(*two)}, {code(*one)}" + "\n" * code(one[1], two[0] + 1).count("\n"))


def changes(source):
    """Every change of every function."""
    for function, body in functions(tokens_of(source)):
        for start, end, text in spans(source, body):
            if source[start:end] != text:
                yield Change(function, start, end, text)


def changed(source, change):
    return source[:change.start] + change.text + source[change.end:]


def lines(source, change):
    """(what the lines of a change say before, and after), with single blanks."""
    first = source.rfind("\n", 0, change.start) + 1
    last = source.find("\n", change.end)
    return (" ".join(source[first:last].split()),
            " ".join((source[first:change.start] + change.text + source[change.end:last]).split()))
