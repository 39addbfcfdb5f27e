# SPDX-License-Identifier: MIT
"""generated/user/kozo: the trap instruction and a static inline stub per operation."""
from kozo_idl.backends.common import call, comment, output

_SOURCE = "idl/kernel/operations.yaml"


def outputs(ir):
    """trap.h and sys.h."""
    return [
        output("user/kozo/trap.h", "user/trap.h", "idl/abi.yaml", shapes=shapes(ir),
               message=_message_trap(ir["profile"]), call=_call_trap(ir["profile"]),
               trap=ir["profile"]["trap"]),
        output("user/kozo/message.h", "user/message.h", "idl/abi.yaml",
               words=len(ir["profile"]["message"]["words"])),
        output("user/kozo/sys.h", "user/sys.h", _SOURCE,
               methods=[_method(row) for row in ir["operations"] if row["profile"] == "method"],
               messages=[_message(row) for row in ir["operations"]
                         if row["profile"] == "message"]),
    ]


def method_shapes(ir):
    """The distinct (arguments, results) of all methods."""
    return sorted({(len(row["args"]), len(row["outs"])) for row in ir["operations"]
                   if row["profile"] == "method"})


def shapes(ir):
    """One trap function per shape. Registers that a call may change without using them are named as
    clobbered."""
    profile = ir["profile"]
    method = profile["method"]
    rows = []
    for args, results in method_shapes(ir):
        bound = [(method["op"], "op"), (method["self"], "self")]
        bound += [(method["args"][index], f"a{index + 1}") for index in range(args)]
        names = [register for register, _ in bound]
        extra = [register for register in method["results"][:results] if register not in names]
        volatile = [*method["args"], *method["results"]]
        clobbered = dict.fromkeys([*profile["clobbered"],
                                   *(name for name in volatile if name not in names + extra)])
        parameters = [f"uint64_t {name}" for _, name in bound]
        parameters += [f"uint64_t *r{index}" for index in range(results)]
        rows.append({
            "prototype": call(f"static inline kozo_status_t kozo_trap_method_{args}_{results}",
                              parameters, tail=""),
            "bound": bound, "extra": extra,
            "operands": _operands([f'"+r"({name}_)' for name in names]
                                  + [f'"=r"({name}_)' for name in extra]),
            "clobbered": ", ".join(f'"{name}"' for name in clobbered),
            "results": [(index, register) for index, register in
                        enumerate(method["results"][:results])],
            "status": method["status"], "args": args, "result_count": results})
    return rows


def _operands(operands):
    lines = [", ".join(operands[start:start + 5]) for start in range(0, len(operands), 5)]
    return (",\n" + " " * 23).join(lines)


def _message_trap(profile):
    """All that a message operation may be asked with."""
    message = profile["message"]
    words = [(register, f"m->words[{index}]") for index, register in enumerate(message["words"])]
    return _trap(profile, [(message["deadline"], "m->deadline"), (message["reply"], "m->reply.raw"),
                           *words])


def _call_trap(profile):
    """A call without deadline, by a stub that knows the number of its words."""
    return _trap(profile, [(register, f"sent > {index} ? m->words[{index}] : 0")
                           for index, register in enumerate(profile["message"]["words"])])


def _trap(profile, bound):
    message = profile["message"]
    bound = [(message["op"], "op"), (message["cap"], "cap.raw"), (message["tag"], "m->tag.raw"),
             *bound]
    names = [register for register, _ in bound]
    rest = [name for name in [*profile["clobbered"], *profile["method"]["args"]]
            if name not in names]
    back = [("m->tag.raw", message["out"]["tag"]), ("m->badge", message["out"]["badge"])]
    back += [(f"m->words[{index}]", register) for index, register in enumerate(message["words"])]
    operands = [f'"+r"({name}_)' for name in names]
    return {"bound": bound, "back": back, "status": message["out"]["status"],
            "operands": _operands(operands),
            "clobbered": ", ".join(f'"{name}"' for name in dict.fromkeys(rest))}


def _typed_handle(cap):
    return "kozo_handle_t" if cap == "any" else f"kozo_{cap}_t"


def prototype(row):
    """The head of the stub that returns the error code alone."""
    return _message(row)["prototype"] if row["profile"] == "message" else _method(row)["code"]


def _method(row):
    """Parameters, and the values that go into the registers."""
    parameters, values, names = [], [f"KOZO_OP_{row['name'].upper()}"], []
    if row["self"]:
        parameters.append(f"{_typed_handle(row['self']['cap'])} self")
        names.append("self")
        values.append("self.raw")
    else:
        values.append("0")
    for argument in row["args"]:
        name = argument["name"]
        names.append(name)
        if argument["kind"] == "cap":
            parameters.append(f"{_typed_handle(argument['cap'])} {name}")
            values.append(f"{name}.raw")
        else:
            parameters.append(f"{argument['value_c_type']} {name}")
            values.append(f"{name}.raw" if argument.get("wrapped") else name)
    stores = []
    for out in row["outs"]:
        c_type = "kozo_handle_t" if out["handle"] else out["c_type"]
        parameters.append(f"{c_type} *{out['name']}")
        names.append(out["name"])
        value = f"{out['name']}_raw"
        stores.append((out["name"], f"({c_type}){{{value}}}" if out["wrapped"] or out["handle"]
                       else value if c_type == "uint64_t" else f"({c_type}){value}"))
        values.append(f"&{value}")
    trap = f"kozo_trap_method_{len(row['args'])}_{len(row['outs'])}"
    name = f"kozo_{row['name']}"
    return {"comment": comment(row["doc"]),
            "status": call(f"static inline kozo_status_t {name}_status", parameters, tail=""),
            "code": call(f"static inline kozo_err_t {name}", parameters, tail=""),
            "trap": call(f"const kozo_status_t status = {trap}", values, indent=4),
            "forward": call(f"return kozo_status_code({name}_status", names, tail=");", indent=4),
            "raws": [f"{out['name']}_raw" for out in row["outs"]], "stores": stores}


def _message(row):
    parameters = [f"{_typed_handle(row['self']['cap'])} self"] if row["self"] else []
    parameters.append("struct kozo_message *m")
    name = f"kozo_{row['name']}"
    return {"comment": comment(row["doc"]), "sends": row["sends"], "flags": f"{row['flags']:#x}",
            "prototype": call(f"static inline kozo_err_t {name}", parameters, tail=""),
            "op": f"KOZO_OP_{row['name'].upper()}",
            "self": "KOZO_ANY(self)" if row["self"] else "(kozo_handle_t){0}"}
