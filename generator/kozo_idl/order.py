# SPDX-License-Identifier: MIT
"""What may be written in any order, put into the one that counts.

Members, arguments, results, parameters and programs lie as the lock records it. One that is new
takes the first place that has become free, otherwise the next behind all others; only among
themselves do new ones lie as they are written. A structure comes behind those that it contains;
errors of methods go by their numbers, what an effect changes at once by name."""
from dataclasses import replace

from kozo_idl.expression import Becomes
from kozo_idl.model.types import Union


def arrange(world, rows):
    """Put the tables of `world` into order; `rows` are those of the lock."""
    places = _recorded(rows)

    def placed(table, owner):
        return _placed(table, places.get(owner, ()))

    for name, row in world.structs.items():
        if not isinstance(row, Union):  # whose cases all lie at the same place
            world.structs[name] = replace(row, fields=placed(row.fields, f"struct.{name}"))
    world.structs = _inner_first(world.structs)
    for name, row in world.operations.items():
        world.operations[name] = replace(
            row, inputs=placed(row.inputs, f"operation.{name}.arg"),
            outputs=placed(row.outputs, f"operation.{name}.out"), effect=_at_once(row.effect))
    for name, row in world.interfaces.items():
        key = f"interface.{name}"
        world.interfaces[name] = replace(row, methods=tuple(
            replace(method, inputs=placed(method.inputs, f"{key}.{method.name}.in"),
                    outputs=placed(method.outputs, f"{key}.{method.name}.out"),
                    errors=tuple((error, replace(told, detail=placed(
                        told.detail, f"{key}.{method.name}.error.{error}.out")))
                        for error, told in _by_number(method.errors, world.errors)))
            for method in row.methods))
    for name, row in world.systems.items():
        # A system that extends another has the programs of that one recorded as well.
        world.systems[name] = replace(row, programs=_among(row.programs,
                                                           places.get(f"system.{name}", ())))
    if world.effects is not None:
        world.effects = replace(
            world.effects, functions=_vocabulary(world.effects.functions, places, "inputs"),
            primitives=_vocabulary(world.effects.primitives, places, "inputs", "keywords"))


def _at_once(effect):
    """The statements of an effect; what becomes something at the same time goes by name."""
    first = next((index for index, statement in enumerate(effect)
                  if isinstance(statement.act, Becomes)), len(effect))
    if not all(isinstance(statement.act, Becomes) for statement in effect[first:]):
        return effect  # a mistake, which is reported
    return (*effect[:first], *sorted(effect[first:], key=lambda row: (
        getattr(row.act.target, "base", ""), getattr(row.act.target, "name", None)
        or row.act.target.text)))


def _by_number(errors, known):
    """The errors of a method."""
    return sorted(errors, key=lambda row: known[row[0]].id if row[0] in known else 0)


def _vocabulary(table, places, *tables):
    return tuple((name, replace(row, **{
        part: _among(getattr(row, part), places.get(f"effects.{name}", ())) for part in tables}))
        for name, row in table)


def _among(table, recorded):
    """`table` in an order that is recorded for more than it holds."""
    return _placed(table, [name for name in recorded if name in dict(table)])


def _recorded(rows):
    """Key of an owner -> names of what lies in it, in order."""
    places = {}
    for key, facts in rows.items():
        owner, _, last = key.rpartition(".")
        for listed in facts.keys() & {"programs", "parameters"}:
            places[key] = [*enumerate(facts[listed].split(","))]
        if "offset" in facts:
            places.setdefault(owner, []).append((int(facts["offset"]), last))
        elif last.isdigit() and "name" in facts:
            places.setdefault(owner, []).append((int(last), facts["name"]))
    return {owner: list(dict.fromkeys(name for _, name in sorted(found)))
            for owner, found in places.items()}


def _placed(table, recorded):
    """The rows of `table`, each at the place of its name in `recorded`."""
    known = {str(name): (name, row) for name, row in table if name in recorded}
    new = [(name, row) for name, row in table if name not in recorded]
    filled = [known[name] if name in known else new.pop(0)
              for name in recorded if name in known or new]
    return (*filled, *new)


def _inner_first(structs):
    """The structures by name, but each behind those that it contains, unless in a circle."""
    ordered = {}

    def add(name, around):
        if name in ordered or name in around:
            return
        for _, member in structs[name].fields:
            if member.type in structs:
                add(str(member.type), {*around, name})
        ordered[name] = structs[name]

    for name in sorted(structs):
        add(name, set())
    return ordered
