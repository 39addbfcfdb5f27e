# SPDX-License-Identifier: MIT
"""generated/tests/test_abi.c: words, layouts and names, as a host's compiler sees them.

What a test expects follows from the IR, not from what the other back ends render."""
from kozo_idl.backends.common import made_of, output, u64


def outputs(ir):
    """The test of what kernel and programs have in common."""
    return [output("tests/test_abi.c", "tests/test_abi.c", "idl/", **_abi(ir))]


def _abi(ir):
    words = []
    for name, word in ir["words"].items():
        order = made_of(name, word)
        for index, field in enumerate(order):
            mask = (1 << field["bits"]) - 1
            values = [u64(mask) if index == other else "0" for other in range(len(order))]
            words.append({"name": f"{name}.{field['name']}", "word": name, "field": field["name"],
                          "mask": u64(mask), "raw": u64(mask << field["shift"]),
                          "make": f"kozo_{name}_make({', '.join(values)})"})
    buffer = ir["buffer"]
    caps = 8 * buffer["words"]
    layout = [("buffer", name, offset) for name, offset in (
        ("words", 0), ("caps", caps), ("receive", caps + 8 * buffer["caps"]))]
    layout += [(row["name"], field["name"], field["offset"])
               for row in ir["structs"] for field in row["fields"]]
    return {"words": words, "layout": layout,
            "sizes": [("buffer", buffer["bytes"])] + [(row["name"], row["size"])
                                                      for row in ir["structs"]],
            "operations": [(row["id"], row["name"]) for row in ir["operations"]],
            "errors": [(row["id"], row["name"]) for row in ir["errors"]],
            "objects": [(row["id"], row["name"]) for row in ir["objects"]],
            "rights": [(row["id"], right["value"], right["name"])
                       for row in ir["objects"] for right in row["rights"]]}
