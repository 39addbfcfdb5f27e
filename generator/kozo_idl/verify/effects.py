# SPDX-License-Identifier: MIT
"""Effect clauses and their vocabulary.

An effect refuses first and changes last, once: so a refusal leaves the state as it was, and a
contract can tell the state after a success from the state before, with nothing in between. What
becomes something does so at the same time, and values are those from before."""
import re

from kozo_idl.diagnostics import did_you_mean
from kozo_idl.effects import BUILT_IN, Scope, known_types, refused, statement_tree
from kozo_idl.expression import Becomes
from kozo_idl.model.kernel import SlotArg, SlotsArg

_PLACE = re.compile(r"\{([^}]*)\}")


def verify(world, report):
    """Report what is wrong with effects."""
    if world.effects is not None:
        _vocabulary(world, report)
    for row in world.objects.values():
        _state(world, row, report)
    for row in world.operations.values():
        if row.effect:
            _effect(world, row, report)


def _state(world, row, report):
    """What effects know of objects of a type."""
    fields = dict(world.effects.fields) if world.effects is not None else {}
    for name, attribute in row.state:
        _known(world, attribute.type, known_types(world, slots=False), report)
        if name in fields:
            report.error(name.mark, "IDL0101", f"'{name}' is told of the slot, see "
                         f"{fields[name].mark.file}; choose another name")


def _vocabulary(world, report):
    effects = world.effects
    for name, _ in effects.primitives:
        if name in BUILT_IN:
            report.error(name.mark, "IDL0101", f"'{name}' is defined by the language itself; "
                                               "choose another name")
    plain = [field.type for _, field in effects.fields]
    plain += [function.type for _, function in effects.functions]
    for name in plain:
        _known(world, name, known_types(world, slots=False), report)
    for _, definition in (*effects.primitives, *effects.functions):
        for _, name in definition.parameters:
            _known(world, name, known_types(world), report)
        parameters = [str(name) for name, _ in definition.parameters]
        for place in _PLACE.findall(definition.doc):
            if place not in parameters and place not in world.broken:
                report.error(definition.doc.mark, "IDL0328", f"'{{{place}}}' in the doc of "
                             f"'{definition.name}' is none of its parameters"
                             + did_you_mean(place, parameters))


def _known(world, name, known, report):
    if name not in known and name not in world.broken:
        report.error(name.mark, "IDL0102", f"there is no type '{name}' here"
                     + did_you_mean(name, known))


def _effect(world, row, report):
    if row.profile == "message":
        report.error(row.effect[0].mark, "IDL0308", "what an operation on messages does depends on "
                     "the message, of which effects know nothing; remove the effect")
        return
    scope, refusals, waits, changes = Scope(world, row, report), set(), [], []
    for statement in row.effect:
        error = refused(statement)
        tree = statement_tree(scope, statement)
        if changes and not all(isinstance(other.act, Becomes)
                               for other in (changes[0][0], statement)):
            report.error(statement.mark, "IDL0324", "this comes after the change; an effect makes "
                         "one change, and that last")
        if tree["waits"]:
            waits.append(statement)
            _wait(statement, report)
        elif error is None:
            changes.append((statement, tree))
        else:
            if waits:
                report.error(statement.mark, "IDL0324", "this comes after a wait, which it would "
                             "refuse; move it up")
            refusals.add(error)
            _refusal(row, statement, error, report)
    _assignments(row, scope, changes, report)
    for error in row.errors:
        if error not in refusals and not waits:
            report.error(error.mark, "IDL0322", f"no statement of the effect refuses with "
                         f"'{error}'; say when that happens, or do not list it")
    for name, argument in row.inputs:
        if isinstance(argument, (SlotArg, SlotsArg)):
            _filled(name, changes, report)


def _assignments(row, scope, changes, report):
    """What becomes something does so once, whoever is the same object; all results are told."""
    told, owners = set(), {}
    for statement, tree in changes:
        target = tree["target"]
        if target is None:
            continue
        name = target.get("name") or f"{target['slot']}.{target['field']}"
        if name in told:
            report.error(statement.mark, "IDL0331", f"'{name}' becomes something already; join the "
                         "two by 'if' and 'else'")
        told.add(name)
        owner = owners.setdefault(target.get("object", name), target.get("slot"))
        if owner != target.get("slot"):
            report.error(statement.mark, "IDL0331", f"'{owner}' changes already, and may be the "
                         f"same {target['object']}; change one of them")
        if target["kind"] == "result" and statement.condition is not None:
            report.error(statement.mark, "IDL0332", f"where the condition says otherwise '{name}' "
                         "is not told; join the cases by 'if' and 'else'")
    primitives = [statement for statement, tree in changes if tree["primitive"]]
    for mark in scope.attributes if primitives else ():
        report.error(mark, "IDL0331", "an effect on slots knows no state of objects; remove one of "
                     "the two")
    speaks = scope.attributes or told
    for name, _ in row.outputs if speaks and not primitives else ():
        if name not in told:
            report.error(name.mark, "IDL0332", f"no statement says what the result '{name}' is; "
                         f"add '{name} becomes ...'")


def _wait(statement, report):
    if statement.act.arguments or statement.act.keywords:
        report.error(statement.act.mark, "IDL0320", "'wait' takes nothing; write 'wait()'")
    if statement.condition is None:
        report.error(statement.mark, "IDL0327", "this waits always; add 'unless' or 'when' with a "
                                                "condition")


def _refusal(row, statement, error, report):
    call = statement.act
    if error == "":
        report.error(call.mark, "IDL0320", "'refuse' takes the name of one error; write "
                     "'refuse(ERROR)'")
    elif error not in row.errors:
        report.error(error.mark, "IDL0321", f"the operation does not list '{error}'; add it to "
                     "'errors'" + did_you_mean(error, row.errors))
    if statement.condition is None:
        report.error(statement.mark, "IDL0327", "this refuses every call; add 'unless' or 'when' "
                                                "with a condition")


def _filled(name, changes, report):
    """Every change fills the slot `name`, which has been checked to be empty, and does it once."""
    for statement, tree in changes:
        passed = [row["value"].get("name") for row in tree["arguments"] or ()]
        if tree["arguments"] is not None and passed.count(name) != 1:
            report.error(statement.mark, "IDL0323", f"the empty slot '{name}' is the destination "
                         f"{passed.count(name)} times; the change fills it exactly once")
        elif statement.condition is not None:
            report.error(statement.mark, "IDL0323", f"where the condition says otherwise '{name}' "
                         "stays empty; refuse instead")
    if not changes:
        report.error(name.mark, "IDL0323", f"no statement of the effect fills the empty slot "
                                           f"'{name}'; add the change that does")
