# SPDX-License-Identifier: MIT
"""What programs can come to hold: the closure of what the manifest gives them under all messages.

Whoever can call an interface may be answered with a capability, and may pass one, wherever a method
has a parameter for its type. Who does so at run time and which rights are left is not asked: what
is not in the closure cannot happen, whatever the programs do. init holds everything, calls nobody,
and gives besides what the manifest says only what its answers have a parameter for."""
from dataclasses import dataclass

from kozo_idl.model.services import CapParam
from kozo_idl.systems import effective_programs, layers, providers

# What init can grant.
GRANTED = ("io_port", "debug", "platform")
# Whoever has one of these of a program's own has all that the program holds.
_ALL = {"any", "cnode", "thread", "aspace"}


@dataclass(frozen=True)
class Way:
    """How something came to a program: from another one, or by the manifest."""
    how: str
    source: str | None = None


def closure(world, system):
    """program -> {interface or type of a granted object: Way}."""
    programs, table = effective_programs(world, system), providers(world, system)
    holds = {"init": {name: Way("init holds everything") for name in (*GRANTED, *table)}}
    for name, program in programs.items():
        holds[name] = {str(use): Way(f"'{name}' uses it") for use in program.uses if use in table}
        holds[name] |= {str(own): Way(f"'{name}' provides it") for own in program.provides}
        holds[name] |= {grant.object: Way(f"'{name}' is granted '{grant_name}'")
                        for grant_name, grant in sorted(program.grants)}
    while _pass_on(world, table, holds):
        pass
    return holds


def _pass_on(world, table, holds):
    """Let every holder of an interface and its provider pass on what fits. True if that was new."""
    new = False
    for client in [name for name in holds if name != "init"]:
        for name in sorted(holds[client].keys() & table.keys()):
            server = table[name][0]
            for method in sorted(world.interfaces[name].methods, key=lambda method: method.id):
                how = f"{name}.{method.name}"
                new |= _flow(holds, server, client, method.outputs, f"answers {how} with it")
                new |= _flow(holds, client, server, method.inputs, f"passes it in {how}")
    return new


def _flow(holds, giver, taker, params, how):
    types = {str(param.cap) for _, param in params if isinstance(param, CapParam)}
    found = {thing: Way(f"'{giver}' {how}", giver) for thing in holds[giver]
             if thing not in holds[taker]
             and types & {*_ALL, thing if thing in GRANTED else "endpoint"}}
    holds[taker] |= found
    return bool(found)


def explain(holds, program, thing):
    """How a program comes to hold something, first what the manifest says."""
    way = holds[program][thing]
    before = explain(holds, way.source, thing) if way.source is not None else []
    return [*before, way.how]


def forbidden(world, system):
    """(program, Never) of a system and of those it extends."""
    for layer in layers(world, system):
        yield from layer.never
