# SPDX-License-Identifier: MIT
"""generated/system: the table that init follows, and for each program typed access to what it was
given."""
from kozo_idl.backends.common import comment, output
from kozo_idl.backends.interfaces import interface_name


def outputs(ir):
    """A folder for each system."""
    rows = []
    for system in ir["systems"]:
        name = system["name"]
        source = f"idl/systems/{name}.yaml"
        root = f"system/{name}/"
        rows += [output(root + "manifest.h", "system/manifest.h", source),
                 output(root + "manifest.c", "system/manifest.c", source, name=name,
                        comment=comment(system["doc"]),
                        programs=list(map(_program, system["programs"])))]
        rows += [output(f"{root}{program['name']}.h", "system/program.h", source,
                        name=program["name"], comment=comment(program["doc"]), **_access(program))
                 for program in system["programs"]]
    return rows


def _program(program):
    grants = [f"{{KOZO_OBJECT_{grant['object'].upper()}, {grant['rights_mask']:#x}, "
              f"{grant['first']:#x}, {grant['count']}}}" for grant in program["grants"]]
    uses = [_use(use) for use in program["uses"]]
    return {"name": program["name"], "image": program["image"], "fpu": program["fpu"],
            "number": program["number"], "priority": program["priority"],
            "memory": f"{program['memory']:#x}", "cnode_slots": program["cnode_slots"],
            "boot": "true" if program["boot"] else "false", "grants": grants, "uses": uses,
            "provides_count": len(program["provides"])}


def _use(use):
    provider = ("KOZO_PROVIDER_INIT" if use["provider_index"] is None
                else str(use["provider_index"]))
    rights = " | ".join(f"KOZO_ENDPOINT_RIGHT_{name.upper()}" for name in use["rights"])
    number = interface_name({"name": use["interface"]})
    return f'{{"{use["interface"]}", {number}, {provider}, {rights}}}'


def _access(program):
    rows = [{"name": use["interface"], "type": f"{use['interface']}_t", "index": index,
             "value": "{{HANDLE}}"} for index, use in enumerate(program["uses"])]
    rows += [{"name": grant["name"], "type": f"kozo_{grant['object']}_t", "index": index,
              "value": "{HANDLE}"} for index, grant in enumerate(program["grants"], len(rows))]
    for row in rows:
        row["value"] = row["value"].replace("HANDLE", f"kozo_start_info()->grants[{row['index']}]")
    return {"grants": rows, "clients": [use["interface"] for use in program["uses"]]}
