# SPDX-License-Identifier: MIT
"""What the back ends share: names and literals of C, comments, banners."""
import textwrap

from kozo_idl.render import Output

COLUMNS = 100
INT_MAX = (1 << 31) - 1
I64_MIN = -(1 << 63)
U64_MAX = (1 << 64) - 1


def literal(value):
    """A number as C and the assembler both read it; a hexadecimal one takes the type it needs. Only
    the lowest of all has no such text: C would negate a number that no signed type holds."""
    if value == I64_MIN:
        return "INT64_MIN"
    return str(value) if value <= INT_MAX else f"{value:#x}"


def is_range(values):
    """Are ascending numbers all those between the first and the last?"""
    return values[-1] - values[0] == len(values) - 1


def boolean(value):
    return "true" if value else "false"


def u64(value):
    """An unsigned 64-bit literal."""
    return f"UINT64_C({value})" if value < 4096 else f"UINT64_C({value:#x})"


def comment(text, indent=0):
    """A C comment, wrapped to the line width."""
    pad = " " * indent
    lines = textwrap.wrap(text, COLUMNS - indent - 6, break_long_words=False)
    return f"{pad}/* " + f"\n{pad} * ".join(lines) + " */"


def constant(name):
    """The C name of a constant of the IDL."""
    return f"KOZO_{name.upper()}"


def call(head, arguments, tail=";", indent=0):
    """A call or prototype `head(arguments)tail`, wrapped under its opening parenthesis, or as far
    right as the longest argument fits."""
    text = " " * indent + head + "("
    longest = max(map(len, arguments), default=0) + len(")" + tail)
    lines, hang = [], " " * max(indent + 4, min(len(text), COLUMNS - longest))
    for number, argument in enumerate(arguments):
        piece = argument + (")" + tail if number == len(arguments) - 1 else ",")
        if lines and len(lines[-1]) + 1 + len(piece) <= COLUMNS:
            lines[-1] += " " + piece
        elif not lines and len(text) + len(piece) <= COLUMNS:
            lines.append(text + piece)
        elif not lines:
            lines += [text, hang + piece]
        else:
            lines.append(hang + piece)
    return "\n".join(lines) if lines else text + ")" + tail


def without_head(head, prototype):
    """A prototype that does not begin with `head`; what is wrapped stays under its parenthesis."""
    text = prototype.removeprefix(head)
    return text.replace("\n" + " " * (len(prototype) - len(text)), "\n")


def made_of(name, word):
    """The fields of a word in the order in which its accessor takes them: status, info and pass
    begin with what is lowest, handle and tag with what is highest."""
    fields = sorted(word["fields"], key=lambda field: field["shift"])
    return fields if name in ("status", "info", "pass") else fields[::-1]


def checks_of(operation):
    """The checks of an operation in the order in which they are made."""
    rows = list(operation["tag_checks"])
    if operation["self"]:
        rows += operation["self"]["checks"]
    for argument in operation["args"]:
        rows += argument["checks"]
    return rows


def method_checks_of(method):
    """The checks of a method, the client's first."""
    return [check for group in ("room", "argument", "call", "reply", "detail", "request", "require",
                                "taking", "closed", "outcome", "answer", "result")
            for check in method["checks"][group]]


def errors_of(check):
    """With which a check refuses. Even what may be dying itself can lie behind a dying CNode."""
    if check["kind"] == "lookup":
        return ["no_cap", "stale", "dying", "access_denied"]
    return ["no_slot", "slot_busy"] if check["kind"] == "slot" else [check["error"]]


def output(path, template, source, **values):
    """An output with its banner. `source` names the YAML it follows from."""
    return Output(path, template, {"source": source} | values)


def aligned(rows, gap=1):
    """The second column of `rows` (left, right), aligned behind the longest left."""
    width = max((len(left) for left, _ in rows), default=0) + gap
    return [f"{left:{width}}{right}".rstrip() for left, right in rows]
