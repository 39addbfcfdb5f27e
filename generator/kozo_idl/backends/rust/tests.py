# SPDX-License-Identifier: MIT
"""generated/tests/rust: client and server in Rust for the drivers of the tests in C, which send
their messages from either language to the other."""
from kozo_idl.backends.common import output
from kozo_idl.backends.interfaces import has_details, source_of
from kozo_idl.backends.rust.messages import (failure_name, later_name, message_name,
                                             server_function)
from kozo_idl.backends.rust.names import camel, ident

# The function of tests/rust/pairs.rs that takes a value of that kind out of the driver's.
_TAKEN = {"value": "number", "string": "text", "bytes": "bytes", "vector": "list",
          "struct": "whole", "array": "whole", "cap": "cap"}


def outputs(ir):
    """A module for each interface, and the way in from C."""
    rows = [{"name": ident(row["name"]), "kernel": row["kernel"],
             "events": row["events"]} for row in ir["interfaces"]]
    return [output("tests/rust/lib.rs", "rust/test_lib.rs", "idl/services/", interfaces=rows),
            *(output(f"tests/rust/{row['name']}.rs", "rust/test_interface.rs", source_of(row),
                     name=ident(row["name"]), kernel=row["kernel"],
                     methods=[_method(method) for method in row["methods"]],
                     failures=has_details(row))
              for row in ir["interfaces"])]


def _method(method):
    ins, outs = method["in"]["params"], method["out"]["params"]
    slots = [f"slot({index})" for index in range(method["out"]["caps"])]
    return {"name": ident(method["name"]), "id": method["id"], "deferred": method["deferred"],
            "one_way": method["one_way"], "failure": failure_name(method),
            "details": [_detail(method, detail) for detail in method["details"]],
            "held": f"{method['name'].upper()}_LATER", "later": later_name(method),
            "server": server_function(method), "slots": f", [{', '.join(slots)}]" * bool(slots),
            "request": _made(method, "in", "input"),
            "reply": _made(method, "out", "given") if outs else "()",
            "got": _put(ins, "got", "request"), "results": _put(outs, "output", "reply")}


def _detail(method, detail):
    """An error that tells something, there and back."""
    name, params = detail["error"], detail["params"]
    return {"error": name.upper(), "name": f"{failure_name(method)}::{camel(name)}",
            "made": _made(method, name, "told()", params),
            "heard": _put(params, "heard()", "detail")}


def _made(method, side, values, params=None):
    """A message out of the driver's values."""
    fields = [f"{ident(param['name'])}: {_take(param, values, index)}"
              for index, param in enumerate(params or method[side]["params"])]
    name = message_name(method, side)
    line = f"{name} {{ {', '.join(fields)} }}"
    if len(line) <= 70:
        return line
    return f"{name} {{" + "".join(f"\n                {field}," for field in fields) \
        + "\n            }"


def _take(param, values, index):
    kind = _TAKEN[param["kind"]]
    return f"optional({values}, {index}, {kind})" if "optional" in param \
        else f"{kind}({values}, {index})"


def _put(params, values, message):
    rows = []
    for index, param in enumerate(params):
        kind, field = f"put_{_TAKEN[param['kind']]}", f"{message}.{ident(param['name'])}"
        rows.append(f"put_optional({values}, {index}, {field}, {kind});" if "optional" in param
                    else f"{kind}({values}, {index}, {field});")
    return rows
