# SPDX-License-Identifier: MIT
"""How a message lies in words and buffer: rows of finished C that encode and decode it, and the
functions of wire.h that they call.

Decoding makes the checks that the IR lists, in their order: shape, then each field, then the length
of the data and the data, then, by a call of the kernel for each, the capabilities. What passes is
the only encoding of its values."""
from kozo_idl.backends.common import call, literal, output, u64
from kozo_idl.backends.interfaces import interface_name, maximum


def outputs(ir):
    """What stubs and skeletons of all interfaces have in common."""
    return [output("user/kozo/wire.h", "user/wire.h", "idl/abi.yaml",
                   **_offer(ir["buffer"]["caps"])),
            output("user/kozo/wire_caps.h", "user/wire_caps.h", "idl/abi.yaml")]


def _offer(count):
    slots = [f"slot{index}" for index in range(count)]
    return {"slots": slots, "offer": call(
        "static inline void kozo_wire_offer",
        ["struct kozo_buffer *buffer", *(f"kozo_slot_index_t {slot}" for slot in slots)], tail="")}


class Message:
    """One request or reply as rows of C."""

    def __init__(self, ir, interface, message, params, size="_size"):
        self.size = size
        self.registers = len(ir["profile"]["message"]["words"])
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
                             f"kozo_wire_text_size({name}, {maximum(param)});")
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
            return f"{param['c_name']}_capacity < {maximum(param)}"
        if kind == "capability":
            return call("!kozo_wire_is_cap", ["buffer", str(param["slot"]), *_required(param)],
                        tail="", indent=4).lstrip()
        if param["kind"] == "value":
            return _value_condition(param, check)
        size = param["c_name"] + self.size
        if kind == "gap":
            return call("!kozo_wire_is_clear", self.rest(param, self.size), tail="",
                        indent=4).lstrip()
        return {"maximum": f"{size} > {maximum(param)}", "minimum": f"{size} < {limit}",
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
