# SPDX-License-Identifier: MIT
"""generated/tests/test_INTERFACE.c: the messages of an interface, which the drivers in
tests/host/conform send through client and skeleton, and damage.

What a test expects follows from the IR, not from what the other back ends render."""
from kozo_idl.backends import interfaces, servers
from kozo_idl.backends.common import U64_MAX, boolean, call, method_checks_of, output, u64
from kozo_idl.backends.wire import Requirement, base_cast


def outputs(ir):
    """A test for each interface."""
    return [_interface(ir, row) for row in ir["interfaces"]]


def _interface(ir, row):
    return output(f"tests/test_{row['name']}.c", "tests/test_interface.c",
                  interfaces.source_of(row), name=row["name"], kernel=row["kernel"],
                  kernel_flag=boolean(row["kernel"]), id=interfaces.interface_name(row),
                  methods=[_method(ir, row, method) for method in row["methods"]],
                  leaves=_leaves(row), checks=_checks(row), events=interfaces.events(row))


def _checks(row):
    """Rows for all checks; those that methods have in common are tested with the first of them."""
    rows = [(check, 0) for place in ("request", "reply", "event") for check in row["checks"][place]]
    for index, method in enumerate(row["methods"]):
        rows += [(check, index) for check in method_checks_of(method)]
    texts = []
    for check, index in rows:
        places = [f".id = \"{check['id']}\"", f".method = &methods[{index}]"]
        kinds = [f".place = LOOP_{check['place'].upper()}",
                 f".kind = LOOP_CHECK_{check['kind'].upper()}"]
        if check["field"]:
            # Room is an argument that is wanted for a result.
            inward = check["place"] in ("argument", "request") and check["kind"] != "room"
            if check["kind"] == "require":
                kinds += [f".error = KOZO_ERR_{check['error'].upper()}",
                          f".holds = {row['methods'][index]['name']}_holds_{check['error']}"]
                texts.append("{" + ",\n     ".join([", ".join(places), ", ".join(kinds[:2]),
                                                    ", ".join(kinds[2:])]) + "}")
                continue
            method = row["methods"][index]
            message = _detail_of(method, check) or method["in" if inward else "out"]
            names = [param["name"] for param in message["params"]]
            kinds.append(f".field = {names.index(check['field'])}")
        if "detail" in check:
            details = row["methods"][index]["details"]
            kinds.append(f".detail = {details.index(_detail_of(row['methods'][index], check)) + 1}")
        if check["words"]:
            kinds.append(f".words = {u64(sum(1 << word for word in check['words']))}")
        texts.append("{" + ", ".join(places) + ",\n     " + ", ".join(kinds) + "}")
    return texts


def _detail_of(method, check):
    """The message of an error that a check is of; None of any other."""
    return next((detail for detail in method["details"]
                 if detail["error"] == check.get("detail")), None)


def _reply(row, method, outs):
    name = f"{row['name']}_{{}}_{method['name']}"
    answer = _wrapped(f"return {name.format('reply')}",
                      [f"&{method['name']}_later", *_values(outs, "out")])
    failure = f"end_{method['name']}(loop_failure())" if method["details"] else "loop_failure()"
    return ["if (out == NULL)",
            f"    return {name.format('fail')}(&{method['name']}_later, {failure});", answer]


def _method(ir, row, method):
    ins, outs = interfaces.named_params(method)
    deferred = method["deferred"]
    return {"name": method["name"], "label": interfaces.label_of(row, method), "deferred": deferred,
            "one_way": method["one_way"], "chosen": _chosen(ir, method),
            "shapes": [_shape(method, "in", ins), _shape(method, "out", outs)],
            "body": servers.body_prototype(row, method, ins, outs).removesuffix(";"),
            "token": f"{row['name']}_{method['name']}_later", "interface": row["name"],
            "received": _body(ins, [] if deferred else outs),
            "call": _kernel_call(row, method, ins, outs) if row["kernel"]
            else _client_call(row, method, ins, outs),
            "reply": _reply(row, method, outs) if deferred else [],
            "more": f", .reply = reply_{method['name']}" if deferred else
            ", .one_way = true" if method["one_way"] else "",
            "errors": ", ".join([*interfaces.errors_of(method), "KOZO_OK"]),
            "outcome": servers.outcome_of(row, method),
            "ended": f"end_{method['name']}(loop_outcome())" if method["details"] else
            "loop_outcome()",
            "details": [_detail(row, method, detail) for detail in method["details"]]}


def _detail(row, method, detail):
    """An error that tells something: its shape, and how a body ends with it."""
    params = interfaces.detail_params(detail)
    values = [_cast(param, f"loop_told({index})") for index, param in enumerate(params)]
    name = f"{row['name']}_refuse_{method['name']}_{detail['error']}"
    return {"name": detail["error"], "error": interfaces.error_name(detail["error"]),
            "shape": _shape_of(f"{method['name']}_{detail['error']}", detail, params),
            "made": call(f"return {name}", values, indent=8).lstrip()}


class _Examined(Requirement):
    """A requirement of the values `at` of its variables."""

    def __init__(self, ir, signed, variables):
        super().__init__(ir, signed)
        self.variables = variables

    def value(self, name):
        """The value of a variable."""
        at = f"at[{self.variables.index(name)}]"
        return at if self.kind == "uint" else f"(int64_t){at}"

    def text(self, tree, outer=None):
        return self.value(tree["name"]) if tree["kind"] == "argument" else \
            super().text(tree, outer)

    def field(self, tree):
        return self.value(f"{tree['slot']}.{tree['field']}")


def _holds(ir, method):
    """For each requirement a condition, by which the harness in tests/fuzz foretells it."""
    variables = method["require"]["variables"]
    rows = []
    for row in method["require"]["rows"]:
        text = _Examined(ir, row["signed"], variables).text(row["condition"])
        rows.append({"name": f"{method['name']}_holds_{row['error']}",
                     "text": text if row["unless"] else f"!({text})"})
    return rows


def _chosen(ir, method):
    """Values of arguments that satisfy what the method requires, and that do not; None if it
    requires nothing."""
    if not method["require"]["rows"]:
        return None
    names = [param["name"] for param in method["in"]["params"]]
    fields = [names.index(name.split(".")[0]) for name in method["require"]["variables"]]
    rows = [("OK", chosen) for chosen in method["require"]["good"]]
    rows += [(f"ERR_{row['error'].upper()}", chosen) for row in method["require"]["rows"]
             for chosen in row["bad"]]
    return {"holds": _holds(ir, method), "count": len(fields),
            "good": len(method["require"]["good"]),
            "fields": ", ".join(map(str, fields)),
            "rows": [_wrapped(f"{{KOZO_{error}, VALUES",
                              [u64(value & U64_MAX) for value in chosen], "}")
                     for error, chosen in rows]}


def _shape(method, side, params):
    return {"side": side} | _shape_of(f"{method['name']}_{side}", method[side], params)


def _shape_of(name, message, params):
    head = message["words"]
    numbers = {param["name"]: number for number, param in enumerate(params, 1)}
    fields = [_field(param, numbers) for param in params]
    name = f"loop_{name}" if fields else "NULL"
    return {"fields": fields,
            "text": f".fields = {name}, .count = {len(fields)}, .head = {head}, "
                    f".words = {message['words']}, .caps = {message['caps']}"
                    + (", .packed = true" if message["packed"] else "") + _present(message)}


def _present(message):
    row = message["present"]
    return "" if row is None else f",\n         .optionals = {row['count']}, .present = " \
        f"{{.word = {row['word']}, .shift = {row['shift']}, .bits = {row['bits']}}}"


def _field(param, numbers):
    if param["kind"] == "cap":
        lent = f", .lent = {numbers[param['grant']['bytes']]}" if param["grant"] else ""
        return f"{{.kind = LOOP_CAP, .slot = {param['slot']}, .type = {param['object_id']}, " \
               f".rights = {param['rights_mask']:#x}, .pass = {param['pass']:#x}{lent}}}"
    places = [f".{name} = {param[name]}" for name in ("word", "shift", "bits", "data_word",
                                                     "data_words") if name in param]
    places += [f".optional = {param['optional'] + 1}"] if "optional" in param else []
    if param["kind"] == "value":
        kind, limits = _valued(param)
        return f"{{.kind = LOOP_{kind}, {', '.join(places)},\n     {limits}}}"
    kind = "TEXT" if param["kind"] == "string" else "DATA"
    low, high = param.get("min", param.get("count")), param.get("max", param.get("count"))
    places += [".last = true"] if param["last"] else []
    places += [] if "word" in param else [".fixed = true"]
    text = f"{{.kind = LOOP_{kind}, {', '.join(places)},\n" \
           f"     .minimum = {u64(low)}, .maximum = {u64(high)}, " \
           f".unit = {param.get('element_bytes', 1)}"
    if param.get("leaves"):
        text += f",\n     .leaves = leaves_of_{param['type']}, " \
                f".leaf_count = {len(param['leaves'])}"
    return text + "}"


def _valued(row):
    """(kind, limits) of a scalar."""
    kind = {"enum": "ENUM", "flags": "FLAGS"}.get(row["type_kind"],
                                                  "SIGNED" if row["signed"] else "NUMBER")
    low, high = (u64(row[end] & U64_MAX) for end in ("minimum", "maximum"))
    text = f".minimum = {low}, .maximum = {high}"
    if kind == "ENUM":
        values = row["values"]
        text += f",\n     VALUES({', '.join(map(str, values))}), .value_count = {len(values)}"
    return kind, text


def _leaves(row):
    """The scalars of elements that do not take every value, by the type of the elements."""
    return [{"type": name, "rows": [_leaf(leaf) for leaf in param["leaves"]]}
            for name, param in interfaces.element_types([row]).items()]


def _leaf(leaf):
    when = "".join(f"{{{case['offset']}, {case['value']}}}, " for case in leaf["when"])
    head = f".offset = {leaf['offset']}, .cases = {len(leaf['when'])}" \
           + (f", .when = {{{when[:-2]}}}" if when else "")
    if leaf["type_kind"] == "rest":
        return f"{{{head}, .rest = {leaf['bits'] // 8}}}"
    if leaf["type_kind"] == "text":
        return f"{{{head},\n     .value = {{.kind = LOOP_TEXT, .minimum = {leaf['minimum']}, " \
               f".maximum = {leaf['maximum']}}}}}"
    kind, limits = _valued(leaf)
    return f"{{{head},\n     .value = {{.kind = LOOP_{kind}, .bits = {leaf['bits']},\n     " \
           f"{limits}}}}}"


def _body(ins, outs):
    """What a server's body does: take its arguments, give its results."""
    lines = []
    for index, param in enumerate(_as_lent(ins)):
        name = param["c_name"]
        if "optional" in param:
            lines.append(f"if (!loop_got_nothing({index}, {name} == NULL))")
        if param["kind"] == "string":
            lines.append(f"loop_got_bytes({index}, {name}, strlen({name}));")
        elif "data_word" in param:
            lines.append(f"loop_got_bytes({index}, {name}, {_size(param)});")
        else:
            got = _number(param, "*" * ("optional" in param))
            lines.append(f"loop_got_number({index}, {got});")
    for index, param in enumerate(outs):
        name = param["c_name"]
        lines += [f"*has_{name} = loop_has({index});"] * ("optional" in param)
        if param["kind"] == "string":
            lines.append(f"loop_bytes({index}, {name}, {param['max'] + 1});")
        elif param["kind"] == "bytes":
            lines.append(f"*{name}_size = loop_bytes({index}, {name}, {param['max']});")
        elif "data_word" in param:
            unit = f"sizeof({param['c_type']})"
            given = f"loop_bytes({index}, {name}, {param.get('max', param.get('count'))} * {unit})"
            lines.append(f"*{name}_count = {given} / {unit};" if "max" in param else f"{given};")
        else:
            lines.append(f"*{name} = {_cast(param, f'loop_number({index})')};")
    return lines


def _as_lent(ins):
    """The parameters by the names under which a body finds them."""
    names = {}
    for param in ins:
        if param.get("grant"):
            names |= {param["name"]: f"{param['c_name']}.frame",
                      param["grant"]["bytes"]: f"{param['c_name']}.bytes"}
    return [param | {"c_name": names.get(param["name"], param["c_name"])} for param in ins]


def _is_struct(param):
    return param["kind"] == "cap" or param["wrapped"]


def _number(param, pointer=""):
    cast = "(uint64_t)" if param.get("signed") else ""
    name = f"({pointer}{param['c_name']})" if pointer else param["c_name"]
    return cast + name + (".raw" if _is_struct(param) else "")


def _size(param):
    """The bytes of data, as C."""
    if param["kind"] == "bytes":
        return f"{param['c_name']}_size"
    number = f"{param['c_name']}_count" if param["kind"] == "vector" else param["count"]
    return f"{number} * sizeof({param['c_type']})"


def _cast(param, value):
    cast = f"({param['c_type']})"
    return cast + (f"{{{base_cast(param)}{value}}}" if _is_struct(param) else value)


def _values(params, source):
    rows = []
    for index, param in enumerate(params):
        value = f"{source}->at[{index}]"
        given = f"{value}.absent ? NULL : " if "optional" in param else ""
        if param["kind"] == "string":
            rows.append(f"{given}(const char *){value}.bytes")
        elif param["kind"] == "bytes":
            rows += [f"{given}{value}.bytes", f"{value}.size"]
        elif "data_word" in param:
            rows.append(f"{given}(const void *){value}.bytes")
            rows += [f"{value}.size / sizeof({param['c_type']})"] if "max" in param else []
        elif given:
            number = f"{base_cast(param)}{value}.number" if param["wrapped"] else \
                f"({param['c_type']}){value}.number"
            rows.append(f"{given}&({param['c_type']}){{{number}}}")
        else:
            rows.append(_cast(param, f"{value}.number"))
    return rows


def _kept(outs):
    """The results by the names of variables in which they are kept: no other variable of a function
    that calls begins so."""
    return [param | {"c_name": f"got_{param['c_name']}"} for param in outs]


def _client_call(row, method, ins, outs):
    lines, stored, counted = [], [], []
    values = [f"({row['name']}_t){{{{loop_endpoint().raw}}}}", *_values(ins, "in")]
    for index, param in enumerate(_kept(outs)):
        name, value = param["c_name"], f"out->at[{index}]"
        if param["kind"] == "string":
            values.append(f"(char *){value}.bytes")
        elif param["kind"] == "bytes":
            capacity = f"loop_capacity({index}, {param['max']})"
            values += [f"{value}.bytes", capacity, f"&{value}.size"]
        elif "data_word" in param:
            values.append(f"(void *){value}.bytes")
            unit, count = f"sizeof({param['c_type']})", param.get("count", 1)
            if "max" in param:
                values += [f"loop_capacity({index}, {param['max']})", f"&{value}.size"]
                counted.append(f"{value}.size *= {unit};")
            else:
                counted.append(f"{value}.size = {count} * {unit};")
        else:
            lines.append(f"{param['c_type']} {name} = {_cast(param, 'loop_untouched()')};")
            stored.append(f"{value}.number = {_number(param)};")
            values += [f"loop_slot({param['slot']})"] if param["kind"] == "cap" else []
            values.append(f"&{name}")
        if "optional" in param:
            lines.append(f"bool has_{name} = false;")
            values.append(f"&has_{name}")
            counted.append(f"{value}.absent = !has_{name};")
    lines += [] if ins else ["(void)in;"]
    lines += [] if outs else ["(void)out;"]
    if method["details"]:
        lines.append(f"{interfaces.detail_of(row, method)} detail;")
        values.append("loop_detail(&detail, sizeof(detail))")
        stored += _heard(method)
    if counted:
        counted = ["if (error == KOZO_OK) {", *(f"    {line}" for line in counted), "}"]
    return lines + [_wrapped("const kozo_err_t error = "
                             f"{row['name']}_{method['name']}", values), *stored, *counted,
                    "return error;"]


def _heard(method):
    """Lines that take what an error has told."""
    lines = ["if (loop_is_told(error, &detail, sizeof(detail))) {"]
    for detail in method["details"]:
        params = interfaces.detail_params(detail, f"detail.{detail['error']}.")
        lines += [f"    if (error == {interfaces.error_name(detail['error'])}) {{",
                  *(f"        loop_heard({index}, {_number(param)});"
                    for index, param in enumerate(params)), "    }"]
    return [*lines, "}"]


def _kernel_call(row, method, ins, outs):
    results = list(enumerate(_kept(outs)))
    lines = [f"{param['c_type']} {param['c_name']} = {_cast(param, 'loop_untouched()')};"
             for _, param in results]
    lines += ["struct message m;", "",
              _wrapped(f"{row['name']}_{method['name']}_message", ["&m", *_values(ins, "in")]),
              "loop_kernel_call(&m);",
              _wrapped(f"const kozo_err_t error = {row['name']}_reply",
                       ["&m", *(f"&{param['c_name']}" for _, param in results)])]
    lines += [f"out->at[{index}].number = {_number(param)};" for index, param in results]
    return [line for line in lines if line] + ["return error;"]


def _wrapped(head, arguments, tail=";"):
    """A call as a statement that the template indents by four."""
    return call(head, arguments, tail, indent=4).lstrip()
