# SPDX-License-Identifier: MIT
"""Effects as English: the paragraph Meaning of an operation, put together from its statements and
from the docs of what they call."""
import re

from kozo_idl.backends.effects import WRAPPING, C

_PLACE = re.compile(r"\{([^}]*)\}")
_VERBS = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above",
          ">=": "is at least"}
_DENIED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SIGNS = {"+": "plus", "-": "minus", "<<": "shifted left by", "|": "together with",
          "&": "as far as they are in", "& ~": "without", "~": "all bits but"}
_OF_SETS = ("|", "&", "& ~")  # in words only where what stands before is known to be one
_JOINTS = {"and": "both ", "or": "either "}


class _Written(C):
    """Expressions as the YAML has them, with brackets where one operator is inside another."""
    logic = {"not": "not "}

    def __init__(self):
        """In words there are no types."""

    def operation(self, tree):
        if tree["operator"] != "if":
            return super().operation(tree)
        asked, *values = tree["operands"]
        value, otherwise = (self.text(operand, "if") for operand in values)
        return f"{value} if {self.text(asked)} else {otherwise}"

    def number(self, tree, outer):
        return tree.get("named", str(tree["value"]))

    def field(self, tree):
        return f"{tree['slot']}.{tree['field']}"

    attribute = field

    def function(self, name, arguments):
        return f"{name}({', '.join(arguments)})"

    def wrapped(self, tree, text):
        return f"({text})"


def _code(tree):
    text = _Written().text(tree)
    return f"`{text[1:-1] if tree.get('operator') in WRAPPING else text}`"


def vocabulary_rows(ir):
    """(name, meaning) of what paragraphs of meaning tell of a slot."""
    return [(f"`{row['name']}`", row["doc"]) for row in ir["effects"]["fields"]]


def paragraph(ir, row, link):
    """The meaning of an operation; `link` makes an error's name a reference."""
    docs = {entry["name"]: entry["doc"] for kind in ("primitives", "functions")
            for entry in (ir["effects"] or {}).get(kind, ())}
    refusals, waits, changes = [], [], []
    for statement in row["effect"]:
        condition = ""
        if statement["condition"]:
            word = "unless" if statement["unless"] else "if"
            condition = f"{word} {phrase(docs, statement['condition'])}"
        if statement["error"]:
            refusals.append(f"with {link(statement['error'])} {condition}")
        elif statement["waits"]:
            waits.append(f"Waits {condition}.")
        else:
            change = _change(docs, statement)
            changes.append(f"{condition}, {_lowered(change)}" if condition else change)
    sentences = [f"Refused {'; then '.join(refusals)}."] if refusals else []
    sentences += waits
    if changes and row["effect"][-1]["target"]:
        changes = [", and ".join(filter(None, ["; ".join(changes[:-1]), changes[-1]])) + "."]
    for change in changes:
        if not sentences:
            sentences.append(change[0].upper() + change[1:])
        else:
            comma = "," if change.startswith(("if ", "unless ")) else ""
            sentences.append(f"Otherwise{comma} {_lowered(change)}")
    return "**Meaning.** " + " ".join(sentences)


def _change(docs, statement):
    target = statement["target"]
    if target is None:
        return _filled(docs, statement["primitive"], statement["arguments"])
    value = _value(docs, statement["value"])
    if target["kind"] == "result":
        return f"`{target['name']}` is {value}"
    return f"`{target['slot']}.{target['field']}` becomes {value}"


def _lowered(text):
    return text[0].lower() + text[1:]


def _filled(docs, name, arguments):
    values = {row["name"]: phrase(docs, row["value"]) for row in arguments}
    return _PLACE.sub(lambda place: values[place[1]], docs[name])


def phrase(docs, tree):
    """The clause or phrase for an expression; where words could be read in two ways, itself."""
    if tree["type"] == "bool":
        return _clause(docs, tree, 2) or _code(tree)
    return _value(docs, tree)


def _value(docs, tree):
    """The phrase for what something is; what is true or not has none."""
    if tree.get("operator") == "if":
        asked, value, otherwise = tree["operands"]
        shown = _code(value) if value.get("operator") == "if" else _value(docs, value)
        return f"{shown} if {phrase(docs, asked)}, otherwise {_value(docs, otherwise)}"
    if tree["kind"] == "number":
        return f"`{tree['named']}`" if "named" in tree else str(tree["value"])
    if tree["type"] == "bool":
        return _code(tree)
    if tree["kind"] == "call":
        return _filled(docs, tree["name"], tree["arguments"])
    if tree["kind"] == "operation":
        return _computed(docs, tree)
    return f"the {tree['field']} of `{tree['slot']}`" if tree["kind"] == "field" else _code(tree)


def _computed(docs, tree):
    """The phrase for one operator; two of them need brackets, which no phrase has."""
    operator, (*left, right) = tree["operator"], tree["operands"]
    if operator == "&" and right.get("operator") == "~":
        operator, right = "& ~", right["operands"][0]
    if any(operand["kind"] == "operation" for operand in (*left, right)) or \
            operator in _OF_SETS and left[0]["kind"] not in ("field", "attribute"):
        return _code(tree)
    return " ".join([*(_value(docs, operand) for operand in left), _SIGNS[operator],
                     _value(docs, right)])


def _clause(docs, tree, room, negated=False):
    """The clause for a condition, or for what holds if it does not; None if there is no clear one.
    So many joints may still be inside each other: only one that comes last is clear without
    brackets."""
    operator, operands = tree.get("operator"), tree.get("operands", ())
    if operator == "not":
        if negated or operands[0]["kind"] != "call" and operands[0].get("operator") not in _JOINTS:
            return _clause(docs, operands[0], room, not negated)
        clause = _clause(docs, operands[0], room - 1) if room else None
        return clause and f"it is not so that {clause}"
    if operator in _JOINTS:
        return _joined(docs, tree, room)
    if operator in _VERBS:
        return _comparison(docs, _DENIED[operator] if negated else operator, operands)
    if operator or tree["kind"] == "number":
        return None
    if tree["kind"] == "call":
        return _filled(docs, tree["name"], tree["arguments"])
    if tree["kind"] == "field":
        return f"`{tree['slot']}` is {'not ' * negated}{tree['field']}"
    holds = ("is true", "is false") if tree["kind"] == "argument" else ("holds", "does not hold")
    return f"{_code(tree)} {holds[negated]}"


def _joined(docs, tree, room):
    *parts, last = _parts(tree, tree["operator"])
    if not room or room == 1 and len(parts) > 1:
        return None
    clauses = [*(_clause(docs, part, 0) for part in parts), _clause(docs, last, room - 1)]
    if None in clauses:
        return None
    before = _JOINTS[tree["operator"]] if room == 1 else ""
    return f"{before}{', '.join(clauses[:-1])} {tree['operator']} {clauses[-1]}"


def _parts(tree, operator):
    if tree.get("operator") != operator:
        return [tree]
    return [part for operand in tree["operands"] for part in _parts(operand, operator)]


def _comparison(docs, operator, sides):
    if sides[0]["kind"] == "number" != sides[1]["kind"]:
        operator, sides = _TURNED.get(operator, operator), sides[::-1]
    left, right = (_value(docs, side) for side in sides)
    return f"{left} {_VERBS[operator]} {right}"
