# SPDX-License-Identifier: MIT
"""generated/user/kozo/client: a stub for each method that services offer."""
from kozo_idl.backends import notes
from kozo_idl.backends.common import call, comment, output
from kozo_idl.backends.interfaces import (capacity, errors_of, events, interface_name, label_of,
                                          method_doc, named_params, passed, pointed, source_of)
from kozo_idl.backends.wire import Message, has_elements


def outputs(ir):
    """A header for each interface that a service offers."""
    return [output(f"user/kozo/client/{row['name']}.h", "user/client.h", source_of(row),
                   name=row["name"], comment=comment(row["doc"]), id=interface_name(row),
                   events=events(row), event_checks=row["checks"]["event"],
                   methods=[_method(ir, row, method) for method in row["methods"]],
                   elements=has_elements(row, "out"), notes=notes.uses(row))
            for row in ir["interfaces"] if not row["kernel"]]


def _method(ir, row, method):
    ins, outs = named_params(method)
    request = Message(ir, row, method["in"], ins, label_of(row, method))
    reply = Message(ir, row, method["out"], outs)
    received = Message(ir, row, method["out"], outs, suffix="_in")
    checks = method["checks"]
    return {
        "comment": comment(method_doc(method)), "one_way": method["one_way"],
        "own": ", ".join([*errors_of(method), "KOZO_OK"]),
        "way": "kozo_wire_send" if method["one_way"] else "kozo_wire_call",
        "client": prototype(row, method, ins, outs),
        "arguments": request.steps(checks["argument"]), "rooms": reply.steps(checks["room"]),
        "request": request.encoder(),
        "uses_buffer": request.uses_buffer or reply.uses_buffer,
        "offered": [(param["slot"], f"{param['c_name']}_slot") for param in outs
                    if param["kind"] == "cap"], "call": request.steps(checks["call"]),
        "reply_locals": received.locals(), "reply_checks": received.steps(checks["reply"]),
        "results": received.results()}


def prototype(row, method, ins, outs):
    parameters = [f"{row['name']}_t self", *passed(ins, "void")]
    for param in outs:
        name = param["c_name"]
        if param["kind"] == "string":
            parameters.append(f"char {name}[{capacity(param)}]")
        elif param["kind"] == "bytes":
            parameters += [f"void *{name}", f"size_t {name}_capacity", f"size_t *{name}_size"]
        elif param["kind"] == "vector":
            parameters += [f"{param['c_type']} *{name}", f"size_t {name}_capacity",
                           f"size_t *{name}_count"]
        elif param["kind"] in ("struct", "array"):
            parameters.append(f"{param['c_type']} {pointed(param)}")
        elif param["kind"] == "cap":
            parameters += [f"kozo_slot_index_t {name}_slot", f"{param['c_type']} *{name}"]
        else:
            parameters.append(f"{param['c_type']} *{name}")
        parameters += [f"bool *has_{name}"] * ("optional" in param)
    return call(f"static inline kozo_err_t {row['name']}_{method['name']}", parameters, tail="")
