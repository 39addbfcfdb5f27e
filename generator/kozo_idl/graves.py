# SPDX-License-Identifier: MIT
"""Numbers that have been given up. They stay in the lock and are never given again: a program, a
recorded trace or a message from before would take the new owner for the old one.

A grave is a line `gone.operation.9 name=cnode_poke`; that of an interface has its last version."""
import re

from kozo_idl.contracts import is_interface
from kozo_idl.renames import moved, number_of

_PREFIX = "gone."
# Members of structures and fields of words have no number of their own but a place; cases of unions
# have one.
_KINDS = ("error", "object", "operation", "type", "interface")
_CASE = re.compile(r"struct\.\w+\.kind\.")


def split(rows):
    """(what there is, the graves) of a lock."""
    graves = {key: facts for key, facts in rows.items() if key.startswith(_PREFIX)}
    return {key: facts for key, facts in rows.items() if key not in graves}, graves


def move(graves, renames):
    """The graves by the names of the new lock."""
    return {_PREFIX + moved(key.removeprefix(_PREFIX), renames): facts
            for key, facts in graves.items()}


def dig(old, new):
    """The graves of numbers that only `old` has. What is owned by something that is gone itself
    needs none."""
    taken = _numbers(new)
    graves = {_grave(*place): {"name": key.rpartition(".")[2]}
              for place, key in _numbers(old).items()
              if place not in taken and _owner(place[0]) in {"", *new}}
    return graves | {f"{_PREFIX}{key}": {"version": facts["version"]} for key, facts in old.items()
                     if is_interface(key) and key not in new}


def check(new, graves, known, report):
    """Report numbers that are given again; `known` are marks."""
    for place, key in _numbers(new).items():
        grave = graves.get(_grave(*place))
        if grave:
            report.error(known[key], "IDL0607", f"{place[1]} was the number of '{grave['name']}', "
                         "which has been given up; take one that nothing ever had")
    for key, facts in new.items():
        before = graves.get(_PREFIX + key, {}).get("version") if is_interface(key) else None
        if before and int(facts["version"]) <= int(before):
            report.error(known[key], "IDL0607", f"'{key}' had version {before} when it was given "
                         f"up; begin with {int(before) + 1}")


def _grave(space, number):
    return f"{_PREFIX}{space}.{number}"


def _owner(space):
    """The key of the element whose parts are numbered in `space`; none for elements themselves."""
    return ".".join(space.split(".")[:2]) if "." in space else ""


def _numbers(rows):
    """(space, number) -> key of all that has a number for good."""
    return {number_of(key, facts): key for key, facts in rows.items()
            if (key.split(".")[0] in _KINDS or _CASE.match(key)) and number_of(key, facts)}
