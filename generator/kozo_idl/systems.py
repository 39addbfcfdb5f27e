# SPDX-License-Identifier: MIT
"""Systems: which programs run, in which order, and what each of them holds."""
from kozo_idl.model.services import CapParam


def layers(world, system):
    """A system and those it extends, the nearest first; none twice, should they form a circle."""
    chain = []
    while system is not None and system not in chain:
        chain.append(system)
        system = world.systems.get(system.extends) if system.extends else None
    return chain


def effective_programs(world, system):
    """name -> program of a system and of those it extends, the base's programs first."""
    programs = {}
    for layer in reversed(layers(world, system)):
        programs |= {str(name): program for name, program in layer.programs}
    return programs


def init_provides(world, system):
    """The interfaces that init itself serves."""
    names = [str(name) for layer in reversed(layers(world, system)) if layer.init
             for name in layer.init.provides]
    return list(dict.fromkeys(names))


def providers(world, system):
    """interface -> names of the programs that provide it; `init` stands for init itself."""
    table = {}
    for name in init_provides(world, system):
        table.setdefault(name, []).append("init")
    for name, program in effective_programs(world, system).items():
        for interface in program.provides:
            table.setdefault(str(interface), []).append(name)
    return table


def use_rights(interface):
    """What a client needs of an endpoint: to send, and to grant if a request has capabilities."""
    grants = any(isinstance(param, CapParam) for method in interface.methods
                 for _, param in method.inputs)
    return ["send", "grant"] if grants else ["send"]


def start_order(world, system):
    """(names in an order in which every provider precedes its users, names caught in a cycle)."""
    programs = effective_programs(world, system)
    table = providers(world, system)
    needs = {name: {table[use][0] for use in program.uses
                    if use in table and table[use][0] in programs}
             for name, program in programs.items()}
    order = []
    while len(order) < len(programs):
        ready = [name for name in programs if name not in order and needs[name] <= set(order)]
        if not ready:
            break
        order.append(ready[0])
    return order, [name for name in programs if name not in order]
