# SPDX-License-Identifier: MIT
"""Effect clauses and their vocabulary.

An effect refuses first and changes last, once: so a refusal leaves the state as it was, and a
contract can tell the state after a success from the state before, with nothing in between."""
import re

from kozo_idl.diagnostics import did_you_mean
from kozo_idl.effects import Scope, known_types, refused, statement_tree
from kozo_idl.model.kernel import SlotArg, SlotsArg

_PLACE = re.compile(r"\{([^}]*)\}")


def verify(world, report):
    """Report what is wrong with effects."""
    if world.effects is not None:
        _vocabulary(world, report)
    for row in world.operations.values():
        if row.effect:
            _effect(world, row, report)


def _vocabulary(world, report):
    effects = world.effects
    for name, _ in effects.primitives:
        if name == "refuse":
            report.error(name.mark, "IDL0101", "'refuse' is defined by the language itself; choose "
                                               "another name")
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
    scope, changes, refusals = Scope(world, row, report), [], set()
    for statement in row.effect:
        if changes:
            report.error(statement.mark, "IDL0324", "this comes after the change; an effect makes "
                         "one change, and that last")
        error = refused(statement)
        tree = statement_tree(scope, statement)
        if error is None:
            changes.append((statement, tree))
        else:
            refusals.add(error)
            _refusal(row, statement, error, report)
    for error in row.errors:
        if error not in refusals:
            report.error(error.mark, "IDL0322", f"no statement of the effect refuses with "
                         f"'{error}'; say when that happens, or do not list it")
    for name, argument in row.inputs:
        if isinstance(argument, (SlotArg, SlotsArg)):
            _filled(name, changes, report)


def _refusal(row, statement, error, report):
    call = statement.call
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
