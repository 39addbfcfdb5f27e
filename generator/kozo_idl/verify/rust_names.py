# SPDX-License-Identifier: MIT
"""Names that meet in Rust, where types are called in capitals: `a_1` is `A1` as `a1` is."""
from kozo_idl.backends.rust.names import camel
from kozo_idl.model.abi import VALUE_WORDS, WORDS
from kozo_idl.model.types import EnumType, FlagsType, Union
from kozo_idl.verify.names import Scope


def verify(world, report):
    """The modules `types` and `abi`, those of interfaces, and enumerations."""
    # A word that is a type may be one's own in no other way; verify/types.py says so of types.
    types = _scope(report, [camel(name) for name in VALUE_WORDS if name not in world.types])
    for row in (*world.types.values(), *world.structs.values()):
        types.add(camel(row.name), row.name)
        if isinstance(row, EnumType | Union):
            _all(report, row.values if isinstance(row, EnumType) else row.cases)
        elif isinstance(row, FlagsType):
            _scope(report, ["NONE"], [(name.upper(), name) for name, _ in row.bits])
    _scope(report, ["Any", "Buffer", "Error", "Message", "Object", "Result", *map(camel, WORDS)],
           [(camel(row.name), row.name) for row in world.objects.values()])
    for group in world.groups.values():
        _scope(report, ["SERVICE"], [(name.upper(), name) for name, _ in group.items])
    for interface in world.interfaces.values():
        _interface(interface, report)


def _scope(report, own, rows=()):
    """What the generator's `own` names and those of `rows` (name, name of the IDL) must not meet
    in."""
    scope = Scope(report, "Rust")
    for name in own:
        scope.add(name, "a name")
    for name, origin in rows:
        scope.add(name, origin)
    return scope


def _all(report, rows):
    _scope(report, [], [(camel(name), name) for name, _ in rows])


def _interface(interface, report):
    """Its messages, and what else is called like its methods."""
    scope = _scope(report, [])
    for method in {str(method.name): method for method in interface.methods}.values():
        endings = ["request"] + ["reply"] * bool(method.outputs)
        endings += ["call", "later"] * (method.reply == "deferred")
        told = [name for name, row in method.errors if row.detail]
        endings += ["failure"] * bool(told) + told
        for ending in endings:
            scope.add(camel(f"{method.name}_{ending}"), method.name)
        if told:
            _all(report, method.errors)
