# SPDX-License-Identifier: MIT
"""generated/tests/models/abi.pml: names that the models in tests/models share with the kernel."""
from kozo_idl.backends.common import aligned, output

_TYPES = ("thread_state", "fault_action")
_CONSTANTS = ("call_depth",)


def outputs(ir):
    """States, errors and bounds under the names that they have in C."""
    groups = [(f"enum kozo_{row['name']}",
               [(f"KOZO_{row['name'].upper()}_{value['name'].upper()}", value["value"])
                for value in row["values"]])
              for row in ir["types"] if row["name"] in _TYPES]
    if not groups:
        return []
    groups.append(("enum kozo_error", [("KOZO_OK", 0)] + [
        (f"KOZO_ERR_{row['name'].upper()}", row["id"]) for row in ir["errors"]]))
    groups.append(("constants", [(f"KOZO_{row['name'].upper()}", row["value"])
                                 for row in ir["constants"] if row["name"] in _CONSTANTS]))
    return [output("tests/models/abi.pml", "tests/abi.pml", "idl/kernel/",
                   groups=[{"title": title, "rows": aligned(
                       [(f"#define {name}", str(value)) for name, value in rows])}
                           for title, rows in groups])]
