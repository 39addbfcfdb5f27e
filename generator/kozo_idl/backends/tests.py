# SPDX-License-Identifier: MIT
"""generated/tests: rows that the drivers in tests/host/conform break and compare.

What a test expects follows from the IR, not from what the other back ends render."""
from kozo_idl.backends import interfaces
from kozo_idl.backends.common import boolean, call, literal, made_of, output, u64
from kozo_idl.backends.kernel import handler_name, handler_parameters
from kozo_idl.backends.user import shapes

_OPERATIONS = "idl/kernel/operations.yaml"


def outputs(ir):
    """Every generated host test and the trap that they enter by."""
    return [
        output("tests/include/kozo/trap.h", "tests/trap.h", "idl/abi.yaml",
               shapes=[row | {"list": ", ".join(f"a{index + 1}" for index in range(row["args"]))
                              or "0"} for row in shapes(ir)],
               arguments=len(ir["profile"]["method"]["args"]),
               results=len(ir["profile"]["method"]["results"])),
        output("tests/include/kozo/trap_regs.h", "tests/trap_regs.h", "idl/abi.yaml",
               method=ir["profile"]["method"], message=ir["profile"]["message"]),
        output("tests/test_decode.c", "tests/test_decode.c", _OPERATIONS, **_decode(ir)),
        output("tests/test_abi.c", "tests/test_abi.c", "idl/", **_abi(ir)),
    ] + [_interface(row) for row in ir["interfaces"]]


def checks_of(operation):
    """The checks of an operation in the order in which they are made."""
    rows = list(operation["tag_checks"])
    if operation["self"]:
        rows += operation["self"]["checks"]
    for argument in operation["args"]:
        rows += argument["checks"]
    return rows


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


def _interface(row):
    return output(f"tests/test_{row['name']}.c", "tests/test_interface.c",
                  interfaces.source_of(row), name=row["name"], kernel=row["kernel"],
                  kernel_flag=boolean(row["kernel"]), id=interfaces.interface_name(row),
                  methods=[_method(row, method) for method in row["methods"]],
                  checks=_message_checks(row))


def message_checks_of(method):
    """The checks of a method, the client's first."""
    return [check for place in ("argument", "room", "call", "reply", "request", "result")
            for check in method["checks"][place]]


def _message_checks(row):
    """Rows for all checks; those that methods have in common are tested with the first of them."""
    rows = [(check, 0) for check in row["checks"]["request"] + row["checks"]["reply"]]
    for index, method in enumerate(row["methods"]):
        rows += [(check, index) for check in message_checks_of(method)]
    texts = []
    for check, index in rows:
        places = [f".id = \"{check['id']}\"", f".method = &methods[{index}]"]
        kinds = [f".place = LOOP_{check['place'].upper()}",
                 f".kind = LOOP_CHECK_{check['kind'].upper()}"]
        if check["field"]:
            # Room is an argument that is wanted for a result.
            inward = check["place"] in ("argument", "request") and check["kind"] != "room"
            params = row["methods"][index]["in" if inward else "out"]["params"]
            names = [param["name"] for param in params]
            kinds.append(f".field = {names.index(check['field'])}")
        if check["words"]:
            kinds.append(f".words = {u64(sum(1 << word for word in check['words']))}")
        texts.append("{" + ", ".join(places) + ",\n     " + ", ".join(kinds) + "}")
    return texts


def _reply(row, method, outs):
    answer = call(f"{row['name']}_reply_{method['name']}", ["m", *_values(outs, "out")])
    return [answer] if outs else ["(void)out;", answer]


def _method(row, method):
    ins, outs = interfaces.named_params(method)
    deferred = method["deferred"]
    return {"name": method["name"], "label": interfaces.label_of(row, method), "deferred": deferred,
            "shapes": [_shape(method, "in", ins), _shape(method, "out", outs)],
            "body": interfaces.body_prototype(row, method, ins, outs).removesuffix(";"),
            "received": _body(ins, [] if deferred else outs),
            "call": _kernel_call(row, method, ins, outs) if row["kernel"]
            else _client_call(row, method, ins, outs),
            "reply": _reply(row, method, outs) if deferred else [],
            "reply_field": f", .reply = reply_{method['name']}" if deferred else "",
            "errors": ", ".join([f"KOZO_ERR_{name.upper()}" for name in method["errors"]]
                                + ["KOZO_OK"])}


def _shape(method, side, params):
    message = method[side]
    data = [param["data_word"] for param in params if "data_word" in param]
    head = min(data, default=message["words"])
    fields = [_field(param) for param in params]
    name = f"{method['name']}_{side}" if fields else "NULL"
    return {"side": side, "fields": fields,
            "text": f".fields = {name}, .count = {len(fields)}, .head = {head}, "
                    f".words = {message['words']}, .caps = {message['caps']}"
                    + (", .packed = true" if message["packed"] else "")}


def _field(param):
    if param["kind"] == "cap":
        return f"{{.kind = LOOP_CAP, .slot = {param['slot']}, .type = {param['object_id']}, " \
               f".rights = {param['rights_mask']:#x}}}"
    place = f".word = {param['word']}, .shift = {param['shift']}, .bits = {param['bits']}"
    if param["kind"] == "value":
        kind = {"enum": "ENUM", "flags": "FLAGS"}.get(param["type_kind"], "NUMBER")
        low, high = param["minimum"], param["maximum"]
    else:
        kind = "TEXT" if param["kind"] == "string" else "DATA"
        place += f", .data_word = {param['data_word']}, " \
                 f".data_words = {param['data_words']}, .last = {boolean(param['last'])}"
        low, high = param["min"], param["max"]
    text = f"{{.kind = LOOP_{kind}, {place},\n     .minimum = {u64(low)}, .maximum = {u64(high)}"
    if kind == "ENUM":
        values = param["values"]
        text += f",\n     VALUES({', '.join(map(str, values))}), .value_count = {len(values)}"
    return text + "}"


def _body(ins, outs):
    """What a server's body does: take its arguments, give its results."""
    lines = []
    for index, param in enumerate(ins):
        name = param["c_name"]
        if param["kind"] == "string":
            lines.append(f"loop_got_bytes({index}, {name}, strlen({name}));")
        elif param["kind"] == "bytes":
            lines.append(f"loop_got_bytes({index}, {name}, {name}_size);")
        else:
            lines.append(f"loop_got_number({index}, {_number(param)});")
    for index, param in enumerate(outs):
        name = param["c_name"]
        if param["kind"] == "string":
            lines.append(f"loop_bytes({index}, {name}, {param['max'] + 1});")
        elif param["kind"] == "bytes":
            lines.append(f"*{name}_size = loop_bytes({index}, {name}, {param['max']});")
        else:
            lines.append(f"*{name} = {_cast(param, f'loop_number({index})')};")
    return lines


def _is_struct(param):
    return param["kind"] == "cap" or param["wrapped"]


def _number(param):
    return param["c_name"] + (".raw" if _is_struct(param) else "")


def _cast(param, value):
    return f"({param['c_type']})" + (f"{{{value}}}" if _is_struct(param) else value)


def _values(params, source):
    rows = []
    for index, param in enumerate(params):
        value = f"{source}->at[{index}]"
        if param["kind"] == "string":
            rows.append(f"(const char *){value}.bytes")
        elif param["kind"] == "bytes":
            rows += [f"{value}.bytes", f"{value}.size"]
        else:
            rows.append(_cast(param, f"{value}.number"))
    return rows


def _client_call(row, method, ins, outs):
    lines, stored = [], []
    values = [f"({row['name']}_t){{{{loop_endpoint().raw}}}}", *_values(ins, "in")]
    for index, param in enumerate(outs):
        name, value = param["c_name"], f"out->at[{index}]"
        if param["kind"] == "string":
            values.append(f"(char *){value}.bytes")
        elif param["kind"] == "bytes":
            capacity = f"loop_capacity({index}, {param['max']})"
            values += [f"{value}.bytes", capacity, f"&{value}.size"]
        else:
            lines.append(f"{param['c_type']} {name} = {_cast(param, 'loop_untouched()')};")
            stored.append(f"{value}.number = {_number(param)};")
            values += [f"loop_slot({param['slot']})"] if param["kind"] == "cap" else []
            values.append(f"&{name}")
    lines += [] if ins else ["(void)in;"]
    lines += [] if outs else ["(void)out;"]
    return lines + [_wrapped("const kozo_err_t error = "
                             f"{row['name']}_{method['name']}", values), *stored, "return error;"]


def _kernel_call(row, method, ins, outs):
    results = [(index, param) for index, param in enumerate(outs)]
    lines = [f"{param['c_type']} {param['c_name']} = {_cast(param, 'loop_untouched()')};"
             for _, param in results]
    lines += ["struct message m;", "",
              _wrapped(f"{row['name']}_{method['name']}_message", ["&m", *_values(ins, "in")]),
              "loop_kernel_call(&m);",
              _wrapped(f"const kozo_err_t error = {row['name']}_reply",
                       ["&m", *(f"&{param['c_name']}" for _, param in results)])]
    lines += [f"out->at[{index}].number = {_number(param)};" for index, param in results]
    return [line for line in lines if line] + ["return error;"]


def _wrapped(head, arguments):
    """A call as a statement that the template indents by four."""
    return call(head, arguments, indent=4).lstrip()
