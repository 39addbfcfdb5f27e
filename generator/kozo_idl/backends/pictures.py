# SPDX-License-Identifier: MIT
"""docs/*.dot: for Graphviz, who calls whom and who was given what in each system, and which types
of capabilities come of which."""
from kozo_idl.backends.common import output

OBJECTS = "objects.dot"


def system(name):
    """The file of a system's picture, beside its page."""
    return f"system-{name}.dot"


def outputs(ir):
    """A picture of each system, in which bold is what starts by itself; and of the types."""
    pictures = [output(f"docs/{system(row['name'])}", "docs/system.dot",
                       f"idl/systems/{row['name']}.yaml", name=row["name"],
                       programs=row["programs"]) for row in ir["systems"]]
    return [*pictures, output(f"docs/{OBJECTS}", "docs/objects.dot", "idl/kernel/objects.yaml",
                              objects=[_object(ir, row) for row in ir["objects"]])]


def _object(ir, row):
    return {"name": row["name"], "from": row["from"],
            "made": [operation["name"] for operation in ir["operations"]
                     if _does(operation, "create")],
            "derived": [operation["name"] for operation in ir["operations"]
                        if _derives(operation, row)]}


def _does(operation, primitive):
    return any(statement["primitive"] == primitive for statement in operation["effect"])


def _derives(operation, row):
    """Whether the operation makes a child of a capability of the type: by its effect, or, if it has
    none, since it fills a slot and belongs to the type, whose capabilities are in no other way."""
    asks = {"copyable": row["copyable"], "badgeable": row["badgeable"]}
    refused = [name for statement in operation["effect"] if statement["unless"]
               for name in _calls(statement["condition"]) if not asks.get(name, True)]
    if operation["effect"]:
        return _does(operation, "derive") and not refused
    fills = any(argument["kind"] == "slot" for argument in operation["args"])
    return fills and operation["on"] == row["name"] and row["from"] is None


def _calls(tree):
    """The functions that a condition calls."""
    if tree["kind"] == "call":
        yield tree["name"]
    for operand in tree.get("operands", ()):
        yield from _calls(operand)
