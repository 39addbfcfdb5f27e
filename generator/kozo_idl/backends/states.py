# SPDX-License-Identifier: MIT
"""generated/tests/include/kozo/gen: what operations do to the state of objects, as functions of
values and as contracts in ACSL.

A function gets the attributes of each object as a structure, and what a slot holds as another;
everything that changes does so at once, from values before. A contract gets them from the kernel's
own structures, by what is written by hand in tests/proofs."""
import textwrap

from kozo_idl.backends.common import COLUMNS, call, comment, output
from kozo_idl.backends.effects import (Acsl, C, condition, contract, expressions, is_of_state,
                                       outcome, parts)
from kozo_idl.backends.kernel import handler_parameters

_ROOT = "tests/include/kozo/gen/"
_SOURCE = "idl/kernel/"


def outputs(ir):
    """The functions and the contracts."""
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
                                                    for row in rows]),
            output(_ROOT + "state_contracts.h", "tests/state_contracts.h", _SOURCE,
                   types=[_same(name, state) for name, state in stateful.items()],
                   operations=[_contract(ir, row, stateful) for row in rows])]


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
            lines += [f"if ({condition(terms, statement)}) {{",
                      f"    return {outcome(statement)};", "}"]
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


class Logic(Acsl):
    """Expressions of the contract of one operation, whose capabilities tell types of objects."""

    def __init__(self, ir, row):
        super().__init__(ir)
        self.objects = {name: f"logic_{cap}({name})" if _gets_slot(row, name) else name
                        for name, cap in _capabilities(row)}
        self.wrapped_types = {row["name"] for row in ir["types"] if row.get("wrapped")}

    def attribute(self, tree):
        return f"logic_{tree['object']}_{tree['field']}({self.objects[tree['slot']]})"

    def text(self, tree, outer=None):
        """An attribute is a number, so an argument has to be one."""
        text = super().text(tree, outer)
        number = tree["kind"] != "argument" or tree["type"] not in self.wrapped_types
        return text if number else f"{text}.raw"

    def old(self, tree):
        """The value from before."""
        plain = tree["kind"] in ("argument", "number")
        return self.term(tree) if plain else f"\\old({self.term(tree)})"


def _gets_slot(row, name):
    """Is the handler passed the slot that a capability is in? Otherwise it gets the object."""
    return any(type_name == "struct cap_slot *" and parameter == name
               for type_name, parameter in handler_parameters(row))


def _same(name, state):
    """An object has the attributes that it had."""
    return {"name": name, "attributes": [f"\\at(logic_{name}_{row['name']}(o), L2) == "
                                         f"\\at(logic_{name}_{row['name']}(o), L1)"
                                         for row in state]}


def _contract(ir, row, stateful):
    terms = Logic(ir, row)
    named = {name: cap for name, cap in _capabilities(row) if cap in stateful}
    same = {name: f"state_same_{cap}(Pre, Post, {terms.objects[name]})"
            for name, cap in named.items()}
    told = [text for statement in row["effect"] if statement["target"]
            for text in _becomes(terms, statement)]
    targets = [statement["target"] for statement in row["effect"] if statement["target"]]
    changed = {(target["slot"], target["field"]) for target in targets
               if target["kind"] == "attribute"}
    others = {cap: name for name, cap in named.items() if name in dict(changed)}
    for name, cap in named.items():
        if name in dict(changed):
            trees = ({"kind": "attribute", "type": "", "slot": name, "object": cap,
                      "field": field["name"]}
                     for field in stateful[cap] if (name, field["name"]) not in changed)
            told += [f"kept: {terms.attribute(tree)} == {terms.old(tree)}" for tree in trees]
        else:
            # Another capability of the type may be one to the object that changes.
            told.append(f"same: {terms.objects[name]} != {terms.objects[others[cap]]} ==> "
                        f"{same[name]}" if cap in others
                        else f"same: {same[name]}")
    return contract(terms, row, [f"same: {text}" for text in same.values()],
                    ["\\result == KOZO_OK", *told])


def _becomes(terms, statement):
    """What holds afterwards of the target of a statement, case by case."""
    target = statement["target"]
    if target["kind"] == "result":
        name, place = "told", f"*{target['name']}"
    else:
        name, place = "changed", terms.attribute(target)
    cases = _cases(terms, statement["value"])
    if statement["condition"]:
        taken, left = (f"\\old({condition(terms, statement, negated)})"
                       for negated in (False, True))
        cases = [([taken, *conditions], value) for conditions, value in cases]
        cases.append(([left], f"\\old({place})"))
    return [f"{name}: " + " ==> ".join([*conditions, f"{place} == {value}"])
            for conditions, value in cases]


def _cases(terms, tree):
    """(conditions, value from before) for each value that an expression may have: in ACSL no term
    has a predicate in it."""
    if tree.get("operator") != "if":
        return [([], terms.old(tree))]
    asked, *values = tree["operands"]
    conditions = f"\\old({terms.text(asked)})", f"\\old(!{terms.text(asked, 'not')})"
    return [([first, *more], value) for first, operand in zip(conditions, values)
            for more, value in _cases(terms, operand)]
