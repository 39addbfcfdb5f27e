# SPDX-License-Identifier: MIT
"""Systems: the tables that init works from."""
from kozo_idl.authority import closure, explain, forbidden
from kozo_idl.systems import (effective_programs, init_provides, providers, start_order,
                              use_rights)


def system_ir(world, system):
    """The tables that init works from. A program's number is its place in the file, from 1; it is
    the badge under which its servers and its fault handler know it."""
    programs = effective_programs(world, system)
    table = providers(world, system)
    order, _ = start_order(world, system)
    numbers = {name: number for number, name in enumerate(programs, 1)}
    rows = []
    for name in order:
        program = programs[name]
        uses = []
        for interface in sorted(program.uses):
            provider = table[interface][0]
            uses.append({"interface": str(interface), "provider": provider,
                         "rights": use_rights(world.interfaces[interface]),
                         "provider_index": None if provider == "init" else order.index(provider)})
        grants = []
        for grant_name, grant in sorted(program.grants):
            ports = grant.io_port
            grants.append({
                "name": str(grant_name), "object": grant.object,
                "rights": world.rights_in_order(grant.object, grant.rights),
                "rights_mask": world.rights_mask(grant.object, grant.rights),
                "first": int(ports.first) if ports else 0,
                "count": int(ports.count) if ports else 0})
        rows.append({
            "name": name, "doc": str(program.doc), "image": str(program.image or name),
            "number": numbers[name], "priority": int(program.priority),
            "memory": int(program.memory), "cnode_slots": int(program.cnode_slots),
            "boot": program.start == "boot", "restart": str(program.restart),
            "fpu": program.fpu,
            "provides": sorted(map(str, program.provides)), "uses": uses, "grants": grants})
    holds = closure(world, system)
    return {"name": str(system.name), "doc": str(system.doc),
            "init_provides": sorted(init_provides(world, system)), "programs": rows,
            "closure": [{"program": name, "holds": [
                {"thing": thing, "rights": sorted(held.rights), "way": explain(holds, name, thing)}
                for thing, held in sorted(holds[name].items())]}
                for name in programs],
            "never": [{"program": str(name), "what": sorted(map(str, row.what)),
                       "doc": str(row.doc)} for name, row in sorted(
                           forbidden(world, system), key=lambda found: found[0])]}
