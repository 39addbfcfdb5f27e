# SPDX-License-Identifier: MIT
"""Interfaces: numbers for everybody, client stubs, server skeletons, and the kernel's own messages.

A message is encoded and decoded by rows of finished C lines. Decoding makes the checks that the IR
lists, in their order: shape, then each field, then the length of the data and the data, then, by a
call of the kernel for each, the capabilities. What passes is the only encoding of its values."""
from kozo_idl.backends.common import aligned, call, comment, constant, literal, output, u64


def outputs(ir):
    """Every file that knows an interface."""
    rows = [output("abi/kozo/abi/interfaces.h", "abi/interfaces.h", "idl/services/",
                   interfaces=[_numbers(row) for row in ir["interfaces"]]),
            output("user/kozo/wire.h", "user/wire.h", "idl/abi.yaml",
                   **_offer(ir["buffer"]["caps"])),
            output("user/kozo/wire_caps.h", "user/wire_caps.h", "idl/abi.yaml"),
            output("server/kozo/server/served.h", "server/served.h", "idl/services/")]
    registers, caps = len(ir["profile"]["message"]["words"]), ir["buffer"]["caps"]
    for row in ir["interfaces"]:
        row = row | {"registers": registers, "buffer_caps": caps}
        name, source = row["name"], source_of(row)
        methods = [_method(row, method) for method in row["methods"]]
        values = {"name": name, "comment": comment(row["doc"]), "id": interface_name(row),
                  "kernel": row["kernel"], "methods": methods, "checks": row["checks"],
                  "sends_caps": any(method["in"]["caps"] for method in row["methods"]),
                  "returns_caps": any(method["out"]["caps"] for method in row["methods"])}
        if row["kernel"]:
            rows.append(output(f"kernel/kozo/gen/{name}s.h", "kernel/messages.h", source,
                               **values, reply=_kernel_reply(row)))
        else:
            rows.append(output(f"user/kozo/client/{name}.h", "user/client.h", source, **values))
        rows.append(output(f"server/kozo/server/{name}.h", "server/server.h", source, **values))
        rows.append(output(f"server/kozo/server/{name}.c", "server/server.c", source, **values))
    return rows


def source_of(row):
    return (f"idl/kernel/{row['name']}s.yaml" if row["kernel"]
            else f"idl/services/{row['name']}.yaml")


def interface_name(row):
    return f"KOZO_INTERFACE_{row['name'].upper()}"


def label_of(row, method):
    return f"KOZO_{row['name'].upper()}_METHOD_{method['name'].upper()}"


def _numbers(row):
    return {"comment": comment(row["doc"]), "name": interface_name(row),
            "value": f"{row['id']:#x}u", "enum": f"kozo_{row['name']}_method",
            "methods": aligned([(label_of(row, method), f"= {method['id']},")
                                for method in row["methods"]])}


def named_params(method):
    """Parameters and results with their names in C, where both are parameters of one function."""
    taken = {"context", "badge", "self", *(param["name"] for param in method["in"]["params"])}
    outs = [param | {"c_name": param["name"] + "_out" if param["name"] in taken else param["name"]}
            for param in method["out"]["params"]]
    return [param | {"c_name": param["name"]} for param in method["in"]["params"]], outs


def _method(row, method):
    ins, outs = named_params(method)
    request, reply = _Message(row, method["in"], ins), _Message(row, method["out"], outs)
    received = _Message(row, method["out"], outs, "_size_in")
    checks = method["checks"]
    flags = "KOZO_TAG_FLAG_KERNEL" if row["kernel"] else "0"
    label = label_of(row, method)
    return {
        "name": method["name"], "label": label, "deferred": method["deferred"],
        "comment": comment(_doc(method)),
        "client": client_prototype(row, method, ins, outs),
        "body": body_prototype(row, method, ins, outs),
        "body_call": _body_call(row, method, ins, outs),
        "reply_prototype": _reply_prototype(row, method, outs),
        "builder": _builder_prototype(row, method, ins) if row["kernel"] else None,
        "request": request.encoder(label, flags), "reply": reply.encoder("KOZO_OK", "0"),
        "arguments": request.steps(checks["argument"]), "rooms": reply.steps(checks["room"]),
        "call": request.steps(checks["call"]),
        "request_locals": request.locals(), "request_checks": request.steps(checks["request"]),
        "outcome": checks["result"][0], "result_checks": reply.steps(checks["result"][1:]),
        "reply_locals": received.locals(), "reply_checks": received.steps(checks["reply"]),
        "request_values": request.arrived(), "results": received.results(),
        "body_locals": [_out_local(param) for param in outs],
        **_offers(row, outs),
        "request_buffer": request.uses_buffer, "reply_buffer": reply.uses_buffer,
        "writes_text": any(param["kind"] == "string" for param in ins)}


def _offer(count):
    slots = [f"slot{index}" for index in range(count)]
    return {"slots": slots, "offer": call(
        "static inline void kozo_wire_offer",
        ["struct kozo_buffer *buffer", *(f"kozo_slot_index_t {slot}" for slot in slots)], tail="")}


def _offers(row, outs):
    """What the client's stub puts into `receive`: before the call a slot for each capability that
    is to come and 0 for all others; afterwards, where that left any, 0 again."""
    slots = {param["slot"]: f"{param['c_name']}_slot" for param in outs if param["kind"] == "cap"}
    offer = [slots.get(index, "0") for index in range(row["buffer_caps"])]
    return {"receive": bool(slots),
            "offer": call("kozo_wire_offer", ["buffer", *offer], indent=4).lstrip(),
            "withdraw": f"kozo_wire_offer({', '.join(['buffer'] + ['0'] * len(offer))});"}


def _doc(method):
    params = [*method["in"]["params"], *method["out"]["params"]]
    errors = ", ".join(name.upper() for name in method["errors"]) or "none of its own"
    return method["doc"] + "".join(f" {param['name']}: {param['doc']}" for param in params) \
        + f" Errors: {errors}."


def _value_parameter(param):
    return f"{param['c_type']} {param['c_name']}"


def _passed(params, byte):
    """The parameters by which values are handed over; bytes are a pointer to `byte` and a size."""
    rows = []
    for param in params:
        if param["kind"] == "string":
            rows.append(f"const char *{param['c_name']}")
        elif param["kind"] == "bytes":
            rows += [f"const {byte} *{param['c_name']}", f"size_t {param['c_name']}_size"]
        else:
            rows.append(_value_parameter(param))
    return rows


def client_prototype(row, method, ins, outs):
    parameters = [f"{row['name']}_t self", *_passed(ins, "void")]
    for param in outs:
        name = param["c_name"]
        if param["kind"] == "string":
            parameters.append(f"char {name}[{_capacity(param)}]")
        elif param["kind"] == "bytes":
            parameters += [f"void *{name}", f"size_t {name}_capacity", f"size_t *{name}_size"]
        elif param["kind"] == "cap":
            parameters += [f"kozo_slot_index_t {name}_slot", f"{param['c_type']} *{name}"]
        else:
            parameters.append(f"{param['c_type']} *{name}")
    return call(f"static inline kozo_err_t {row['name']}_{method['name']}", parameters, tail="")


def body_prototype(row, method, ins, outs):
    parameters = ["void *context", "kozo_badge_t badge", *_passed(ins, "uint8_t")]
    for param in [] if method["deferred"] else outs:
        name = param["c_name"]
        if param["kind"] == "string":
            parameters.append(f"char {name}[{_capacity(param)}]")
        elif param["kind"] == "bytes":
            parameters += [f"uint8_t {name}[{_maximum(param)}]", f"size_t *{name}_size"]
        else:
            parameters.append(f"{param['c_type']} *{name}")
    return call(f"kozo_err_t {row['name']}_serve_{method['name']}", parameters)


def _body_call(row, method, ins, outs):
    arguments = ["context", "m->badge"]
    for param in ins:
        arguments.append(param["c_name"])
        if param["kind"] == "bytes":
            arguments.append(f"{param['c_name']}_size")
    for param in [] if method["deferred"] else outs:
        name = param["c_name"]
        arguments.append(name if param["kind"] in ("string", "bytes") else f"&{name}")
        if param["kind"] == "bytes":
            arguments.append(f"&{name}_size")
    return call(f"const kozo_err_t error = {row['name']}_serve_{method['name']}", arguments,
                indent=4)


def _reply_prototype(row, method, outs):
    parameters = ["struct kozo_message *m", *_passed(outs, "void")]
    return call(f"void {row['name']}_reply_{method['name']}", parameters, tail="")


def _builder_prototype(row, method, ins):
    return call(f"static inline void {row['name']}_{method['name']}_message",
                ["struct message *m", *map(_value_parameter, ins)], tail="")


def _maximum(param):
    return constant(param["max_name"]) if param["max_name"] else str(param["max"])


def _capacity(param):
    return f"{_maximum(param)} + 1"


def _out_local(param):
    name = param["c_name"]
    if param["kind"] == "string":
        return f"char {name}[{_capacity(param)}] = {{0}};"
    if param["kind"] == "bytes":
        return f"uint8_t {name}[{_maximum(param)}];\n    size_t {name}_size = 0;"
    return f"{param['c_type']} {name} = {'{0}' if _is_struct(param) else '0'};"


def _is_struct(param):
    return param["kind"] == "cap" or param.get("wrapped", False)


class _Message:
    """One request or reply as rows of C."""

    def __init__(self, interface, message, params, size="_size"):
        self.size = size
        self.registers = interface["registers"]
        self.interface = interface
        self.message = message
        self.values = [param for param in params if param["kind"] == "value"]
        self.data = [param for param in params if param["kind"] in ("string", "bytes")]
        self.caps = [param for param in params if param["kind"] == "cap"]
        scalars = self.values + self.data
        self.packed = message["packed"]
        self.uses_buffer = bool(self.data or self.caps
                                or any(param["word"] >= self.registers for param in scalars))
        self.last = next((param for param in self.data if param["last"]), None)

    def encoder(self, label, flags):
        """Lines that fill `m` and the buffer, and the sizes that are checked first."""
        sizes, lines = [], []
        for param in self.data:
            name = param["c_name"]
            if param["kind"] == "string":
                sizes.append(f"const size_t {name}_size = "
                             f"kozo_wire_text_size({name}, {_maximum(param)});")
        words = {}
        for param in [*self.values, *self.data]:
            words.setdefault(param["word"], []).append(_encoded(param))
        for word, parts in sorted(words.items()):
            lines.append(f"{_word(word, self.registers)} = {' | '.join(parts)};")
        for param in self.data:
            lines.append(f"kozo_wire_put(buffer, {param['data_word']}, {param['c_name']}, "
                         f"{param['c_name']}_size);")
            if param is not self.last:
                lines.append(call("kozo_wire_clear", self.rest(param, "_size"), indent=4).lstrip())
        for param in self.caps:
            lines.append(f"buffer->caps[{param['slot']}] = {param['c_name']}.raw;")
        tag = [interface_name(self.interface), label, flags, str(len(self.caps)), self.length()]
        lines.append(call("m->tag = kozo_tag_make", tag, indent=4).lstrip())
        return {"sizes": sizes, "lines": lines}

    @staticmethod
    def rest(param, size):
        """Arguments that name the words which the data leave unused before the next data begin."""
        first = f"{param['data_word']} + kozo_wire_words({param['c_name']}{size})"
        return ["buffer", first, str(param["data_word"] + param["data_words"])]

    def length(self):
        """The number of words of the message, as an expression."""
        words = self.message["words"]
        if self.last is None:
            return str(words)
        return f"{words} + kozo_wire_words({self.last['c_name']}{self.size})"

    def locals(self):
        """What the checks look at."""
        return [f"const uint64_t {param['c_name']}_raw = {self.raw(param)};"
                for param in self.values] + \
               [f"const size_t {param['c_name']}{self.size} = (size_t){self.raw(param)};"
                for param in self.data]

    def steps(self, checks):
        """Checks with the conditions under which they refuse."""
        params = {param["name"]: param for param in self.values + self.data + self.caps}
        return [check | {"condition": self.condition(check, params.get(check["field"]))}
                for check in checks]

    def condition(self, check, param):
        """The condition under which a check refuses; None where a template says it."""
        kind, limit = check["kind"], check["limit"]
        if kind in ("interface", "tag_flags", "method", "error"):
            return None
        if kind == "tag_caps":
            return f"kozo_tag_caps(m->tag) != {limit}"
        if kind == "tag_words":
            return f"kozo_tag_words(m->tag) != {self.length()}"
        if kind == "unused":
            words = " | ".join(_word(word, self.registers) for word in check["words"])
            if limit:
                return f"({words} & ~{u64(limit)}) != 0"
            return f"{words} != 0" if len(check["words"]) == 1 else f"({words}) != 0"
        if kind == "room":
            return f"{param['c_name']}_capacity < {_maximum(param)}"
        if kind == "capability":
            return call("!kozo_wire_is_cap", ["buffer", str(param["slot"]), *_required(param)],
                        tail="", indent=4).lstrip()
        if param["kind"] == "value":
            return _value_condition(param, check)
        size = param["c_name"] + self.size
        if kind == "gap":
            return call("!kozo_wire_is_clear", self.rest(param, self.size), tail="",
                        indent=4).lstrip()
        return {"maximum": f"{size} > {_maximum(param)}", "minimum": f"{size} < {limit}",
                "text": f"!kozo_wire_is_text(buffer, {param.get('data_word')}, {size})",
                "padding": f"!kozo_wire_is_padded(buffer, {param.get('data_word')}, {size})"}[kind]

    def raw(self, param):
        """The value of a scalar as it lies in the message. A word that holds one scalar is taken
        whole, so that the check of its range covers the bits above."""
        word = _word(param["word"], self.registers)
        if not self.packed:
            return word
        shifted = f"({word} >> {param['shift']})" if param["shift"] else word
        if param["shift"] + param["bits"] == 64:
            return shifted
        return f"({shifted} & {u64((1 << param['bits']) - 1)})"

    def arrived(self):
        """What a server's body gets, after the checks."""
        lines = []
        for param in self.values:
            lines.append(f"const {param['c_type']} {param['c_name']} = {_typed(param)};")
        for param in self.data:
            name, word = param["c_name"], param["data_word"]
            if param["kind"] == "string":
                lines.append(f"const char *{name} = kozo_wire_text(buffer, {word}, {name}_size);")
            else:
                lines.append(f"const uint8_t *{name} = kozo_wire_bytes(buffer, {word});")
        for param in self.caps:
            lines.append(f"const {param['c_type']} {param['c_name']} = "
                         f"{{buffer->caps[{param['slot']}]}};")
        return lines

    def results(self):
        """What a client stores, after the checks."""
        lines = []
        for param in self.values:
            lines.append(f"*{param['c_name']} = {_typed(param)};")
        for param in self.data:
            name, word = param["c_name"], param["data_word"]
            lines.append(f"__builtin_memcpy({name}, kozo_wire_bytes(buffer, {word}), "
                         f"{name}_size_in);")
            lines.append(f"{name}[{name}_size_in] = 0;" if param["kind"] == "string"
                         else f"*{name}_size = {name}_size_in;")
        for param in self.caps:
            lines.append(f"*{param['c_name']} = "
                         f"({param['c_type']}){{buffer->caps[{param['slot']}]}};")
        return lines


def _required(param):
    """The type and the rights that a capability must have, as C."""
    if param["cap"] == "any":
        rights = [f"KOZO_RIGHTS_{right.upper()}" for right in param["rights"]]
        return ["KOZO_OBJECT_NULL", " | ".join(rights) or "0"]
    upper = param["cap"].upper()
    rights = [f"KOZO_{upper}_RIGHT_{right.upper()}" for right in param["rights"]]
    return [f"KOZO_OBJECT_{upper}", " | ".join(rights) or "0"]


def _encoded(param):
    if param["kind"] == "value":
        value = f"{param['c_name']}.raw" if param["wrapped"] else param["c_name"]
    else:
        value = f"{param['c_name']}_size"
    if param["shift"]:
        return f"(uint64_t){value} << {param['shift']}"
    return value


def _word(word, registers):
    return f"m->words[{word}]" if word < registers else f"buffer->words[{word}]"


def _typed(param):
    raw = f"{param['c_name']}_raw"
    if param["wrapped"]:
        return f"({param['c_type']}){{{raw}}}"
    if param["c_type"] in ("uint64_t",):
        return raw
    return f"({param['c_type']}){raw}"


def _value_condition(param, check):
    raw, values = f"{param['c_name']}_raw", param["values"]
    if check["kind"] == "enum":
        if values == list(range(values[-1] + 1)):
            return f"{raw} > {values[-1]}"
        return " && ".join(f"{raw} != {value}" for value in values)
    if check["kind"] == "flags":
        return f"({raw} & ~{u64(check['limit'])}) != 0"
    return f"{raw} {'<' if check['kind'] == 'minimum' else '>'} {literal(check['limit'])}"


def _kernel_reply(row):
    """The one reply that all messages of the kernel have in common."""
    params = [param | {"c_name": param["name"]} for param in row["methods"][0]["out"]["params"]]
    message = _Message(row, row["methods"][0]["out"], params)
    parameters = ["const struct message *m"] + [f"{param['c_type']} *{param['c_name']}"
                                                for param in params]
    return {"prototype": call(f"static inline kozo_err_t {row['name']}_reply", parameters, tail=""),
            "locals": message.locals(), "checks": message.steps(row["checks"]["reply"]),
            "results": message.results()}
