# SPDX-License-Identifier: MIT
"""generated/trace and the kernel's half of it: which words of a system call may be recorded, and
the tables by which a viewer reads the records."""
import json

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
        output("trace/tables.json", "trace/tables.json", _SOURCE,
               text=json.dumps(tables(ir), indent=1)),
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
    """The same for programs, in C."""
    told = tables(ir)
    operations = []
    for name, row in told["operations"].items():
        facts = ["TRACE_MESSAGE"] if row["profile"] == "message" else []
        facts += [f"TRACE_{fact.upper()}" for fact in _FACTS if row[fact]]
        params = [_param(param, _how(param)) for param in row["args"] + row["outs"]]
        operations.append({"index": f"KOZO_OP_{name.upper()}", "facts": " | ".join(facts) or 0,
                           "args": len(row["args"]), "outs": len(row["outs"]), "params": params})
    methods = [{"interface": f"{row['id']:#x}", "id": method["id"], "name": name,
                "words": len(method["words"]),
                "params": [_param(word, word["type"], word) for word in method["words"]]}
               for row in told["interfaces"].values() for name, method in row["methods"].items()]
    return {"operations": operations, "methods": methods, "types": _named_types(told),
            "interfaces": [{"name": name, "id": f"{row['id']:#x}"}
                           for name, row in told["interfaces"].items()],
            "most_params": max(len(row["params"]) for row in operations),
            "most_words": max(len(row["params"]) for row in methods)}


def _param(param, name, place=None):
    at = place or {"word": 0, "shift": 0, "bits": 64}
    return f'"{param["name"]}", &trace_type_{name}, {at["word"]}, {at["shift"]}, {at["bits"]}'


def _how(param):
    """The name of the type by which a parameter of an operation is shown."""
    if param["payload"]:
        return "payload"
    if param.get("kind") == "cap" or param.get("handle"):
        return "handle"
    return "object" if param.get("kind") == "object" else param["type"]


def _named_types(told):
    """Types in C; only those that something has."""
    used = {_how(param) for row in told["operations"].values() for param in row["args"]}
    used |= {_how(param) for row in told["operations"].values() for param in row["outs"]}
    used |= {word["type"] for row in told["interfaces"].values()
             for method in row["methods"].values() for word in method["words"]}
    used |= {"badge", "deadline", "handle", "thread_state", "trace_events"}
    rows = []
    for name in sorted(used):
        row = told["types"].get(name, {"kind": "scalar", "unit": None, "values": {}})
        if name == "object":
            row = row | {"kind": "enum", "values": {key: entry["id"]
                                                    for key, entry in told["objects"].items()}}
        how = {"enum": "ENUM", "flags": "FLAGS"}.get(row["kind"], "NUMBER")
        if name in ("handle", "payload", "info", "deadline"):
            how = name.upper()
        elif name == "badge" or row["unit"] == "address":
            how = "HEX"
        values = [{"name": key, "value": value} for key, value in row["values"].items()]
        fields = [f"TRACE_AS_{how}", f'"{row["unit"]}"' if row["unit"] else "NULL",
                  f"trace_values_{name}" if values else "NULL", str(len(values))]
        rows.append({"name": name, "rows": values, "fields": ", ".join(fields)})
    return rows


def tables(ir):
    """Everything that a viewer has to know: names, layouts, and what each word means."""
    constants = {row["name"]: row["value"] for row in ir["constants"]
                 if row["name"].startswith(("trace_", "deadline_"))}
    return {
        "generated": "from idl/ by `make generate`",
        "version": ir["abi"]["version"],
        "constants": constants,
        "words": {name: [{key: field[key] for key in ("bits", "name", "shift")}
                         for field in word["fields"]] for name, word in ir["words"].items()},
        "tag_flags": {row["name"]: 1 << row["bit"] for row in ir["words"]["tag"]["flags"]},
        "structs": {row["name"]: _struct(row) for row in ir["structs"]
                    if row["name"].startswith("trace_")},
        "types": {row["name"]: {"kind": row["kind"], "unit": row["unit"],
                                "values": {value["name"]: value["value"]
                                           for value in row["values"]}} for row in ir["types"]},
        "objects": {row["name"]: {"id": row["id"],
                                  "rights": {right["name"]: right["value"]
                                             for right in row["rights"]}}
                    for row in ir["objects"]},
        "errors": {row["name"]: {"id": row["id"], "text": row["text"]} for row in ir["errors"]},
        "operations": {row["name"]: _operation(row) for row in ir["operations"]},
        "interfaces": {row["name"]: _interface(row) for row in ir["interfaces"]},
    }


def _struct(row):
    return {"size": row["size"],
            "fields": {field["name"]: {"offset": field["offset"], "count": field["count"],
                                       "bytes": field["element_bytes"]}
                       for field in row["fields"]}}


def _operation(row):
    return {
        "id": row["id"], "profile": row["profile"], "sends": row["sends"],
        "receives": row["receives"], "deadline": row["deadline"], "reply": row["reply"],
        "self": row["self"] and row["self"]["cap"],
        "self_errors": _refusals(row["self"]["checks"] if row["self"] else []),
        "errors": row["errors"],
        "args": [{"name": arg["name"], "kind": arg["kind"], "payload": arg["payload"],
                  "type": arg["cap"] if arg["kind"] == "cap" else arg["type"]}
                 for arg in row["args"]],
        "outs": [{"name": out["name"], "type": out["type"], "handle": out["handle"],
                  "payload": out["payload"]} for out in row["outs"]]}


def _refusals(checks):
    """The errors with which the decoder refuses a capability."""
    return sorted({name for check in checks for name in errors_of(check)})


def _interface(row):
    methods = {}
    for method in row["methods"]:
        params = [param for param in method["in"]["params"] if param["kind"] == "value"]
        methods[method["name"]] = {"id": method["id"], "one_way": method["one_way"],
                                   "idempotent": method["idempotent"], "words": [
            {key: param[key] for key in ("name", "type", "word", "shift", "bits")}
            for param in params] if row["kernel"] else []}
    return {"id": row["id"], "methods": methods}
