# SPDX-License-Identifier: MIT
"""The trace's two ends: which words of a system call the kernel may record, and the tables by which
kozo/trace_event.h reads the records."""
from kozo_idl.backends.common import aligned, errors_of, output

_SOURCE = "idl/kernel/trace.yaml"


def outputs(ir):
    """Both ends, if the IDL has a trace."""
    events = next((row for row in ir["types"] if row["name"] == "trace_events"), None)
    if events is None:
        return []
    return [
        output("kernel/kozo/gen/trace.h", "kernel/trace.h", _SOURCE, count=len(events["values"]),
               lengths=[("trace_method_call", "args", len(ir["profile"]["method"]["args"])),
                        ("trace_method_return", "results",
                         len(ir["profile"]["method"]["results"]))]),
        output("kernel/kozo/gen/trace.c", "kernel/trace.c", _SOURCE,
               operations=[_shape(row) for row in ir["operations"]],
               events=aligned([(f"{{KOZO_TRACE_EVENTS_{row['name'].upper()},",
                                f'"{row["name"]}"}},') for row in events["values"]])),
        output("user/kozo/trace_names.h", "user/trace_names.h", _SOURCE, **_names(ir)),
    ]


def _shape(row):
    facts = ["message"] if row["profile"] == "message" else []
    facts += [name for name in ("self", "receives", "deadline", "reply") if row[name]]
    return {"index": f"KOZO_OP_{row['name'].upper()}",
            "facts": " | ".join(f"TRACE_{name.upper()}" for name in facts),
            "args": f"{_mask(row['args']):#x}", "results": f"{_mask(row['outs']):#x}"}


def _mask(params):
    return sum(1 << index for index, param in enumerate(params) if not param["payload"])


_FACTS = ("self", "sends", "receives", "deadline", "reply")


def _names(ir):
    """What the words mean."""
    errors = {row["name"]: row["id"] for row in ir["errors"]}
    operations = [_operation(row, errors) for row in ir["operations"]]
    methods = [{"interface": f"{row['id']:#x}", "id": method["id"], "name": method["name"],
                "words": len(words), "params": [_param(word, word["type"], word) for word in words]}
               for row in ir["interfaces"] for method in row["methods"]
               for words in [_words(method) if row["kernel"] else []]]
    return {"operations": operations, "methods": methods, "types": _types(ir),
            "interfaces": [{"name": row["name"], "id": f"{row['id']:#x}"}
                           for row in ir["interfaces"]],
            "most_params": max(len(row["params"]) for row in operations),
            "most_words": max(len(row["params"]) for row in methods)}


def _operation(row, errors):
    facts = ["message"] if row["profile"] == "message" else []
    facts += [fact for fact in _FACTS if row[fact]]
    self = row["self"] or {"cap": "any", "checks": []}
    # Errors with which the decoder refuses self, and those of them that the body reports, too.
    refusals = {name for check in self["checks"] for name in errors_of(check)}
    own = refusals & set(row["errors"])
    return {"index": f"KOZO_OP_{row['name'].upper()}", "object": _object(self["cap"]),
            "facts": " | ".join(f"TRACE_{fact.upper()}" for fact in facts) or 0,
            "refusals": f"{sum(1 << errors[name] for name in refusals):#x}",
            "own": f"{sum(1 << errors[name] for name in own):#x}",
            "args": len(row["args"]), "outs": len(row["outs"]),
            "params": [_param(param, _how(param)) for param in row["args"] + row["outs"]]}


def _words(method):
    return [param for param in method["in"]["params"] if param["kind"] == "value"]


def _object(name):
    return f"KOZO_OBJECT_{'NULL' if name == 'any' else name.upper()}"


def _param(param, name, place=None):
    at = place or {"word": 0, "shift": 0, "bits": 64}
    kind = _object(param["cap"] if param.get("kind") == "cap" else "any")
    return (f'"{param["name"]}", &trace_type_{name}, {kind}, {at["word"]}, {at["shift"]}, '
            f'{at["bits"]}')


def _how(param):
    """The name of the type by which a parameter of an operation is shown."""
    if param["payload"]:
        return "payload"
    if param.get("kind") == "cap" or param.get("handle"):
        return "handle"
    return "object" if param.get("kind") == "object" else param["type"]


def _types(ir):
    """Types in C; only those that something has."""
    known = {row["name"]: row for row in ir["types"]}
    used = {_how(param) for row in ir["operations"] for param in row["args"] + row["outs"]}
    used |= {word["type"] for row in ir["interfaces"] if row["kernel"]
             for method in row["methods"] for word in _words(method)}
    used |= {"badge", "deadline", "handle", "rights", "thread_state", "trace_events",
             "trace_kind", "u32"}
    rows = []
    for name in sorted(used):
        row = known.get(name, {"kind": "scalar", "unit": None, "values": []})
        if name == "object":
            row = row | {"kind": "enum",
                         "values": [{"name": entry["name"], "value": entry["id"]}
                                    for entry in ir["objects"]]}
        how = {"enum": "ENUM", "flags": "FLAGS"}.get(row["kind"], "NUMBER")
        if name in ("handle", "payload", "info", "deadline"):
            how = name.upper()
        elif name == "badge" or row["unit"] == "address":
            how = "HEX"
        values = row["values"]
        fields = [f"TRACE_AS_{how}", f'"{row["unit"]}"' if row["unit"] else "NULL",
                  f"trace_values_{name}" if values else "NULL", str(len(values))]
        rows.append({"name": name, "rows": values, "fields": ", ".join(fields)})
    return rows
