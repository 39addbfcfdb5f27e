# SPDX-License-Identifier: MIT
"""Effects as English: the paragraph Meaning of an operation, put together from its statements and
from the docs of what they call."""
import re

_PLACE = re.compile(r"\{([^}]*)\}")
_VERBS = {"==": "is", "!=": "is not", "<": "is below", "<=": "is at most"}
_SIGNS = {"+": "plus", "-": "minus", "<<": "shifted left by"}


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
    value = phrase(docs, statement["value"])
    if target["kind"] == "result":
        return f"`{target['name']}` is {value}"
    return f"`{target['slot']}.{target['field']}` becomes {value}"


def _lowered(text):
    return text[0].lower() + text[1:]


def _filled(docs, name, arguments):
    values = {row["name"]: phrase(docs, row["value"]) for row in arguments}
    return _PLACE.sub(lambda place: values[place[1]], docs[name])


def phrase(docs, tree, inside=False):
    """The clause or phrase for an expression; `inside` another one that joins clauses."""
    kind = tree["kind"]
    if kind == "argument":
        return f"`{tree['name']}`" + (" is true" if tree["type"] == "bool" else "")
    if kind == "number":
        return f"`{tree['named']}`" if "named" in tree else str(tree["value"])
    if kind == "field" and tree["type"] == "bool":
        return f"`{tree['slot']}` is {tree['field']}"
    if kind == "attribute":
        return f"`{tree['slot']}.{tree['field']}`" + (" holds" if tree["type"] == "bool" else "")
    if kind == "field":
        return f"the {tree['field']} of `{tree['slot']}`"
    if kind == "call":
        return _filled(docs, tree["name"], tree["arguments"])
    return _operation(docs, tree, inside)


def _operation(docs, tree, inside):
    operator, operands = tree["operator"], tree["operands"]
    if operator == "if":
        asked, value, otherwise = (phrase(docs, operand) for operand in operands)
        return f"{value} if {asked}, otherwise {otherwise}"
    if operator in ("and", "or"):
        left, right = (phrase(docs, operand, True) for operand in operands)
        before = {"and": "both ", "or": "either "}[operator] if inside else ""
        return f"{before}{left} {operator} {right}"
    if operator == "not":
        return f"it is not so that {phrase(docs, operands[0], True)}"
    if operator == "~":
        return f"all bits but {phrase(docs, operands[0])}"
    left, right = (phrase(docs, operand, True) for operand in operands)
    if operator in _VERBS:
        return f"{left} {_VERBS[operator]} {right}"
    if operator in _SIGNS:
        return f"{left} {_SIGNS[operator]} {right}"
    if operator == "|":
        return f"{left} together with {right}"
    if operands[1].get("operator") == "~":
        return f"{left} without {phrase(docs, operands[1]['operands'][0])}"
    return f"{left} as far as they are in {right}"
