# SPDX-License-Identifier: MIT
"""generated/tests/include/kozo/gen/state.h: what operations do to the state of objects, as
functions of values.

A function gets the attributes of each object as a structure, and what a slot holds as another;
everything that changes does so at once, from values before."""
import textwrap

from kozo_idl.backends.common import COLUMNS, call, comment, output
from kozo_idl.backends.effects import (C, condition, expressions, is_of_state, parts,
                                       refusal)

_ROOT = "tests/include/kozo/gen/"
_SOURCE = "idl/kernel/"


def outputs(ir):
    """The functions."""
    rows = [row for row in ir["operations"] if row["effect"] and is_of_state(row)]
    if not rows:
        return []
    terms = Terms(ir)
    stateful = {row["name"]: row["state"] for row in ir["objects"] if row["state"]}
    structs = [_struct(terms, name, state) for name, state in stateful.items()]
    if any(_holds(row, name) for row in rows for name, _ in _capabilities(row)):
        structs.insert(0, _struct(terms, "slot", ir["effects"]["fields"]))
    called = {part["name"] for row in rows for tree in expressions(row) for part in parts(tree)
              if part["kind"] == "call"}
    questions = [_question(terms, row) for row in ir["effects"]["functions"]
                 if row["name"] in called] if called else []
    return [output(_ROOT + "state.h", "tests/state.h", _SOURCE, structs=structs,
                   questions=questions, operations=[_function(terms, row, stateful)
                                                    for row in rows])]


class Terms(C):
    """Expressions over values."""

    def __init__(self, ir):
        super().__init__(ir)
        self.types["object"] = "kozo_object_t"

    def field(self, tree):
        return f"{tree['slot']}_slot.{tree['field']}"

    def attribute(self, tree):
        return f"{tree['slot']}->{tree['field']}"

    def function(self, name, arguments):
        return f"state_{name}({', '.join(arguments)})"

    def text(self, tree, outer=None):
        slot = tree["kind"] == "argument" and tree["type"] == "slot"
        return f"{tree['name']}_slot" if slot else super().text(tree, outer)

    def c_type(self, type_name):
        """The C type of a value, of what a slot holds, too."""
        own = {"slot": "struct state_slot", "bool": "bool"}
        return own.get(type_name) or self.types.get(type_name) or f"uint{type_name[1:]}_t"


def _struct(terms, name, fields):
    return {"name": name, "members": [
        {"comment": comment(row["doc"], 4), "declaration": f"{terms.c_type(row['type'])} "
                                                           f"{row['name']};"} for row in fields]}


def _question(terms, row):
    parameters = [f"{terms.c_type(parameter['type'])} {parameter['name']}"
                  for parameter in row["parameters"]]
    return call(f"{terms.c_type(row['type'])} state_{row['name']}", parameters)


def _capabilities(row):
    """(name, object type) of what an operation gets as capabilities."""
    own = [("self", row["self"]["cap"])] if row["self"] else []
    return own + [(argument["name"], argument["cap"]) for argument in row["args"]
                  if argument["kind"] == "cap"]


def _named(row, name):
    """The parts of an effect that name an argument."""
    return [part for tree in expressions(row) for part in parts(tree)
            if part.get("slot", part.get("name")) == name
            and part["kind"] in ("argument", "field", "attribute")]


def _holds(row, name):
    """Is anything said of what the slot of an argument holds?"""
    return any(part["kind"] != "attribute" for part in _named(row, name))


def _function(terms, row, stateful):
    changed = {statement["target"].get("slot") for statement in row["effect"]
               if statement["target"]}
    parameters, passed = [], []
    for name, cap in _capabilities(row):
        if cap in stateful:
            constant = "" if name in changed else "const "
            parameters.append(f"{constant}struct state_{cap} *{name}")
            passed.append((name, any(part["kind"] == "attribute" for part in _named(row, name))))
        parameters += [f"struct state_slot {name}_slot"] if _holds(row, name) else []
    for argument in row["args"]:
        if argument["kind"] not in ("cap", "slot", "slots"):
            parameters.append(f"{argument['value_c_type']} {argument['name']}")
            passed.append((argument["name"], bool(_named(row, argument["name"]))))
    parameters += [f"{out['c_type']} *{out['name']}" for out in row["outs"]]
    return {"comment": comment(row["doc"]),
            "lines": [f"(void){name};" for name, named in passed if not named] + _body(terms, row),
            "head": call(f"static inline kozo_err_t state_{row['name']}", parameters, tail="")}


def _body(terms, row):
    """Refusals and waits, then results, then attributes: computed before any is set, if one needs
    another from before."""
    lines, results, values, stores, needed = [], [], [], [], []
    for statement in row["effect"]:
        if statement["error"] or statement["waits"]:
            outcome = refusal(statement) if statement["error"] else "KERNEL_BLOCKED"
            lines += [f"if ({condition(terms, statement)}) {{", f"    return {outcome};", "}"]
        elif statement["target"]["kind"] == "result":
            results.append(f"*{statement['target']['name']} = {terms.text(statement['value'])};")
        else:
            target = statement["target"]
            place, local = terms.text(target), f"_{target['slot']}_{target['field']}"
            value = _chosen(terms, statement, place)
            needed += [(terms.text(part), place) for tree in (statement["value"],
                                                              statement["condition"]) if tree
                       for part in parts(tree) if part["kind"] == "attribute"]
            values.append((f"const {terms.c_type(target['type'])} {local}", local, place, value))
    places = [place for _, _, place, _ in values]
    if any(read != place and read in places for read, place in needed):
        stores = [f"{declared} = {value};" for declared, _, _, value in values]
        stores += [f"{place} = {local};" for _, local, place, _ in values]
    else:
        stores = [f"{place} = {value};" for _, _, place, value in values]
    return [part for line in (*lines, *results, *stores) for part in textwrap.wrap(
        line, COLUMNS - 4, subsequent_indent=" " * 8, break_long_words=False,
        break_on_hyphens=False, drop_whitespace=True)]


def _chosen(terms, statement, otherwise):
    """The value of a statement that may not take place."""
    if statement["condition"] is None:
        return terms.text(statement["value"])
    return f"{condition(terms, statement)} ? {terms.text(statement['value'], 'if')} : {otherwise}"
