# SPDX-License-Identifier: MIT
"""generated/debug: what a debugger wants to call things and cannot find in DWARF."""
from kozo_idl.backends.common import output


def outputs(ir):
    """One Python module of tables."""
    programs = {program["name"]: program["image"]
                for system in ir["systems"] for program in system["programs"]}
    message = ir["profile"]["message"]
    return [output(
        "debug/kozo_abi.py", "debug/kozo_abi.py", "idl/",
        constants=[(row["name"], row["value"]) for row in ir["constants"]],
        words=[(name, [(field["name"], field["shift"], field["bits"])
                       for field in sorted(word["fields"], key=lambda field: -field["shift"])])
               for name, word in sorted(ir["words"].items())],
        rights=[(row["name"], [(right["value"], right["name"]) for right in row["rights"]])
                for row in ir["objects"]],
        operations=[(row["id"], row["name"]) for row in ir["operations"]],
        errors=[(row["id"], row["name"]) for row in ir["errors"]],
        interfaces=[(row["id"], row["name"],
                     [(method["id"], method["name"]) for method in row["methods"]])
                    for row in ir["interfaces"]],
        structs=[(row["name"], [(field["name"], field["offset"], field["bytes"])
                                for field in row["fields"]]) for row in ir["structs"]],
        registers=[(name, message[name]) for name in ("op", "cap", "tag")],
        images=sorted((name, image) for name, image in programs.items() if name != image))]
