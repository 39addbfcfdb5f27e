# SPDX-License-Identifier: MIT
"""generated/tests/test_decode.c: a call of every operation, which the drivers in tests/host/conform
make and break.

What a test expects follows from the IR, not from what the other back ends render."""
from kozo_idl.backends.common import boolean, call, checks_of, literal, output, u64
from kozo_idl.backends.kernel import handler_name, handler_parameters
from kozo_idl.backends.user import shapes

_OPERATIONS = "idl/kernel/operations.yaml"


def outputs(ir):
    """The test of the decoder, and the trap by which host tests enter it."""
    return [
        output("tests/include/kozo/trap.h", "tests/trap.h", "idl/abi.yaml",
               shapes=[row | {"list": ", ".join(f"a{index + 1}" for index in range(row["args"]))
                              or "0"} for row in shapes(ir)],
               arguments=len(ir["profile"]["method"]["args"]),
               results=len(ir["profile"]["method"]["results"])),
        output("tests/include/kozo/trap_regs.h", "tests/trap_regs.h", "idl/abi.yaml",
               method=ir["profile"]["method"], message=ir["profile"]["message"]),
        output("tests/test_decode.c", "tests/test_decode.c", _OPERATIONS, **_decode(ir)),
    ]


def _decode(ir):
    operations = [_operation(ir, row, index) for index, row in enumerate(ir["operations"])]
    return {"operations": operations,
            "check_count": sum(len(row["checks"]) for row in operations)}


def _operation(ir, row, index):
    parameters = ["struct thread *caller"]
    parameters += [c_type + name for c_type, name in handler_parameters(row)]
    message = row["profile"] == "message"
    shape = f".message = {boolean(message)}, .sends = {boolean(row['sends'])}, " \
            f".flags = {row['flags']:#x}, .result_count = {len(row['outs'])}"
    return {"name": row["name"], "number": f"KOZO_OP_{row['name'].upper()}", "index": index,
            "handler": call(f"kozo_err_t {handler_name(row)}", parameters, tail=""),
            "received": _received(row), "stub": _message_stub(row) if message else _stub(row),
            "shape": shape, "arguments": _arguments(row),
            "checks": [{"id": check["id"], "text": _check(ir, check)} for check in checks_of(row)]}


def _received(row):
    """What a fake handler does with its parameters."""
    lines = ["decode_got_cap(0, self);"] if row["self"] else []
    if row["profile"] == "message":
        deadline = "deadline" if row["deadline"] else "KOZO_DEADLINE_NEVER"
        reply = "reply.raw" if row["reply"] else "0"
        lines.append(f"decode_got_message(tag, {deadline}, {reply});")
    for argument in row["args"]:
        name, position = argument["name"], argument["position"]
        if argument["kind"] == "cap":
            lines.append(f"decode_got_cap({position}, {name});")
        elif argument["kind"] in ("slot", "slots"):
            lines.append(f"decode_got_slot({position}, {name});")
        else:
            lines.append(f"decode_got_value({position}, {_raw(argument)});")
    for index, out in enumerate(row["outs"]):
        value = f"decode_result({index})"
        lines.append(f"*{out['name']} = ({out['c_type']})"
                     + (f"{{{value}}};" if out["wrapped"] else f"{value};"))
    return lines


def _raw(value):
    return value["name"] + (".raw" if value["wrapped"] else "")


def _handle(cap, value):
    return f"(kozo_{'handle' if cap == 'any' else cap}_t){{{value}}}"


def _stub(row):
    """A call of the user stub with the values of the call, and the comparison of its results."""
    values, lines = [], []
    if row["self"]:
        values.append(_handle(row["self"]["cap"], "decode_value(0)"))
    for argument in row["args"]:
        value = f"decode_value({argument['position']})"
        if argument["kind"] == "cap":
            values.append(_handle(argument["cap"], value))
        elif argument.get("wrapped"):
            values.append(f"({argument['value_c_type']}){{{value}}}")
        else:
            values.append(f"({argument['value_c_type']}){value}")
    stored = []
    for index, out in enumerate(row["outs"]):
        lines.append(f"{'kozo_handle_t' if out['handle'] else out['c_type']} {out['name']};")
        values.append(f"&{out['name']}")
        stored.append(f"    decode_stored({index}, {out['name']}"
                      + (".raw);" if out["handle"] or out["wrapped"] else ");"))
    function = f"kozo_{row['name']}_status"
    if not stored:
        return call(f"return {function}", values, indent=4)
    lines += [call(f"const kozo_status_t status = {function}", values).replace("\n", "\n    "),
              "\n    if (kozo_status_code(status) == KOZO_OK) {", *stored, "}", "return status;"]
    return "\n".join("    " + line for line in lines).replace("    \n", "\n")


def _message_stub(row):
    values = [_handle(row["self"]["cap"], "decode_value(0)")] if row["self"] else []
    return ("    struct kozo_message m = decode_message();\n"
            + call("    const kozo_err_t error = " + f"kozo_{row['name']}", values + ["&m"])
            + "\n\n    return kozo_status_make(error, 0, 0);")


def _arguments(row):
    rows = []
    if row["self"]:
        rows.append("[0] = " + _capability(row["self"]))
    positions = {argument["name"]: argument["position"] for argument in row["args"]} | {"self": 0}
    for argument in row["args"]:
        if argument["kind"] == "cap":
            text = _capability(argument)
        elif argument["kind"] in ("slot", "slots"):
            count = positions[argument["count"]] if argument["count"] else 0
            text = f"{{.kind = DECODE_SLOT, .cnode = {positions[argument['cnode']]}, " \
                   f".count = {count}, .good = {literal(_good(argument))}}}"
        else:
            text = f"{{.kind = DECODE_VALUE, .good = {u64(_good(argument))}}}"
        rows.append(f"[{argument['position']}] = {text}")
    return rows


def _capability(argument):
    lookup = argument["checks"][0]
    limits = {check["kind"]: check["limit"] for check in argument["checks"]}
    object_type = "NULL" if argument["cap"] == "any" else argument["cap"].upper()
    fields = [".kind = DECODE_CAP", f".type = KOZO_OBJECT_{object_type}"]
    fields += [".as_slot = true"] if argument["as_slot"] else []
    fields += [f".rights = {limits['rights']:#x}"] if "rights" in limits else []
    fields += [f".path = {lookup['path']:#x}"] if lookup["path"] else []
    fields += [".dying = true"] if lookup["dying"] else []
    return "{" + ", ".join(fields) + "}"


def _good(argument):
    """A value that passes all checks, different for each position where that is possible."""
    wanted = 17 * argument["position"]
    checks = {check["kind"]: check for check in argument["checks"]}
    if "enum" in checks:
        return checks["enum"]["values"][-1]
    if "object" in checks:
        return checks["object"]["detail"]
    if "flags" in checks:
        return checks["flags"]["limit"]
    if "align" in checks:
        return checks["align"]["limit"] * (argument["position"] % 4)
    low = checks["minimum"]["limit"] if "minimum" in checks else 0
    high = min([checks[kind]["limit"] for kind in ("maximum", "below") if kind in checks],
               default=wanted + low)
    return min(low + wanted, high - (high > low))


def _check(ir, check):
    kind = {"object": "enum"}.get(check["kind"], check["kind"])
    error = f"KOZO_ERR_{check['error'].upper()}" if check["error"] else "KOZO_OK"
    text = f"CHECK_{kind.upper()}, {check['argument']}, {error}, {literal(check['detail'])}, " \
           f"{u64(check['limit'])}"
    if kind != "enum":
        return text + ", NULL, 0"
    values = check.get("values") or [row["id"] for row in ir["objects"] if row["from"]]
    return f"{text}, VALUES({', '.join(map(str, values))}), {len(values)}"
