# SPDX-License-Identifier: MIT
"""What programs can come to hold: the closure of what the manifest gives them under all messages.

Whoever can call an interface may be answered with a capability, and with the right to grant may
pass one, wherever a method has a parameter for its type. Rights that the parameter's `mask` leaves
out do not get there, and what arrives with none is not held; what moves keeps all. Whoever comes to
receive by an endpoint gets what callers pass, and answers them. Who does so at run time is not
asked. Givers are taken at their stubs, which see to types and masks: a program that writes messages
of its own may give whatever it holds to whoever waits for that. init holds everything, calls
nobody, and gives besides what the manifest says only what its answers have a parameter for."""
from dataclasses import dataclass

from kozo_idl.model.services import CapParam
from kozo_idl.systems import effective_programs, layers, providers, use_rights

# What init can grant.
GRANTED = ("io_port", "debug", "platform")
# Whoever has one of these of a program's own, with whatever right, has all that the program holds.
_WHOLE = {"cnode", "thread", "aspace"}


@dataclass
class Held:
    """With which rights something came, and how first: from another program, or by the manifest."""
    rights: set
    how: str
    source: str | None = None


def closure(world, system):
    """program -> {interface or type of a granted object: Held}."""
    programs = effective_programs(world, system)
    table = {name: rows for name, rows in providers(world, system).items()
             if name in world.interfaces}
    holds = {"init": {name: Held(_all_rights(world, name), "init holds everything")
                      for name in (*GRANTED, *table)}}
    for name, program in programs.items():
        holds[name] = {}
        for use in program.uses:
            if use in table:
                _add(holds, name, use, use_rights(world.interfaces[use]), f"'{name}' uses it")
        for own in program.provides:
            if own in table:
                _add(holds, name, own, _all_rights(world, own), f"'{name}' provides it")
        for grant_name, grant in sorted(program.grants):
            _add(holds, name, grant.object, grant.rights, f"'{name}' is granted '{grant_name}'")
    while _pass_on(world, table, holds):
        pass
    return holds


def _kind(thing):
    """The type of the capabilities for something."""
    return thing if thing in GRANTED else "endpoint"


def _rights(world, kind):
    """The rights of a type, which a broken file may leave out."""
    return getattr(world.objects.get(kind), "rights", ())


def _all_rights(world, thing):
    return {str(name) for name, _ in _rights(world, _kind(thing))}


def _add(holds, taker, thing, rights, how, source=None):
    """True if that was new."""
    held = holds[taker].setdefault(str(thing), Held(set(), how, source))
    before = len(held.rights)
    held.rights |= set(map(str, rights))
    return len(held.rights) > before


def _pass_on(world, table, holds):
    """Let every caller of an interface and who receives by it pass on what fits. True if that was
    new."""
    new = False
    for client in [name for name in holds if name != "init"]:
        for name in sorted(holds[client].keys() & table.keys()):
            for server in _receivers(table, holds, name):
                new |= _talk(world, holds, client, server, name)
    return new


def _receivers(table, holds, interface):
    """init receives only by what is its own."""
    return [name for name, held in holds.items() if name == table[interface][0] or
            (name != "init" and interface in held and "receive" in held[interface].rights)]


def _talk(world, holds, client, server, name):
    new, rights = False, holds[client][name].rights
    for method in sorted(world.interfaces[name].methods, key=lambda method: method.id):
        how = f"{name}.{method.name}"
        if "send" in rights:
            new |= _flow(world, holds, server, client, method.outputs, f"answers {how} with it")
        if {"send", "grant"} <= rights:
            new |= _flow(world, holds, client, server, method.inputs, f"passes it in {how}")
    return new


def _flow(world, holds, giver, taker, params, how):
    new = False
    for thing, held in list(holds[giver].items()):
        rights = set().union(*(_travelling(world, param, thing, held.rights)
                               for _, param in params if isinstance(param, CapParam)))
        if rights:
            new |= _add(holds, taker, thing, rights, f"'{giver}' {how}", giver)
    return new


def _travelling(world, param, thing, rights):
    """Those of the rights for something that a parameter brings."""
    kind = _kind(thing)
    if _brings_whole(world, param):
        return rights
    if param.cap not in ("any", kind):
        return set()
    if param.mask is None:
        return rights
    return {str(name) for name, bit in _rights(world, kind)
            if name in rights and (bit if param.cap == "any" else name) in param.mask}


def _brings_whole(world, param):
    """Can it bring some right to what has all that a program holds?"""
    if param.cap in _WHOLE:
        return param.mask is None or bool(param.mask)
    return param.cap == "any" and (param.mask is None or any(
        bit in param.mask for kind in _WHOLE for _, bit in _rights(world, kind)))


def explain(holds, program, thing):
    """How a program comes to hold something, first what the manifest says."""
    held = holds[program][thing]
    before = explain(holds, held.source, thing) if held.source is not None else []
    return [*before, held.how]


def forbidden(world, system):
    """(program, Never) of a system and of those it extends."""
    for layer in layers(world, system):
        yield from layer.never
