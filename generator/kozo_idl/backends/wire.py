# SPDX-License-Identifier: MIT
"""How a message lies in words and buffer: rows of finished C that encode and decode it, and the
functions of wire.h that they call.

Decoding makes the checks that the IR lists, in their order: shape, then each field, then the length
of the data and the data, then, by a call of the kernel for each, the capabilities. What passes is
the only encoding of its values."""
import textwrap

from kozo_idl.backends.common import COLUMNS, INT_MAX, call, is_range, literal, output, u64
from kozo_idl.backends.effects import C
from kozo_idl.backends.interfaces import (SIZES, count_of, element_types, interface_name,
                                          maximum)


def outputs(ir):
    """What stubs and skeletons of all interfaces have in common."""
    return [output("user/kozo/wire.h", "user/wire.h", "idl/abi.yaml"),
            output("user/kozo/wire_caps.h", "user/wire_caps.h", "idl/abi.yaml"),
            *[output("user/kozo/wire_grants.h", "user/wire_grants.h", "idl/abi.yaml")]
            * any(has_grants(row) for row in ir["interfaces"]),
            *(output("user/kozo/wire_elements.h", "user/wire_elements.h", "idl/", elements=rows)
              for rows in [_elements(ir)] if rows)]


def _elements(ir):
    """Each type of elements of which not every value is good, with the conditions of its checks."""
    wrapped = {row["c_type"] for row in ir["types"] if row["wrapped"]}
    return [{"name": name, "c_type": param["c_type"],
             "checks": [check | {"condition": _bad_leaf(leaf, check, wrapped)}
                        for leaf in param["leaves"] for check in leaf["checks"]]}
            for name, param in element_types(ir["interfaces"]).items()]


def _bad_leaf(leaf, check, wrapped):
    """The condition under which a scalar of `*value`, or what must be zero in it, is refused."""
    cases = [f"value->{case['path']} == {case['value']}" for case in leaf["when"]]
    if check["kind"] == "rest":
        place = f"(const uint8_t *)value + {leaf['offset']}"
        bad = f"!kozo_wire_is_zero({place}, {leaf['bits'] // 8})"
    elif check["kind"] == "text":
        bad = f"!kozo_wire_is_member(value->{leaf['path']}, {check['limit']}, {leaf['maximum']})"
    else:
        bad = _bad(_leaf(leaf, wrapped), check, leaf["values"])
    return " && ".join([*cases, bad])


def has_elements(row, side):
    """Are there checks of elements in the requests or the replies of an interface?"""
    return any(param.get("leaves") for method in row["methods"]
               for param in method[side]["params"])


def has_grants(row):
    """Do requests of an interface bring frames that are lent?"""
    return any(param.get("grant") for method in row["methods"]
               for param in method["in"]["params"])


def _leaf(leaf, wrapped):
    """A scalar of `*value`; what may be no truth value must not be read as one."""
    if leaf["c_type"] in wrapped:
        return f"value->{leaf['path']}.raw" if leaf["path"] else "value->raw"
    place = f"value->{leaf['path']}" if leaf["path"] else "*value"
    return f"*(const uint8_t *)&{place}" if leaf["c_type"] == "bool" else place


class Requirement(C):
    """A requirement in 64 bits, which all of its parts fit."""

    def __init__(self, ir, signed):
        super().__init__(ir)
        self.kind = "int" if signed else "uint"

    def text(self, tree, outer=None):
        if tree["kind"] == "argument":
            return f"({self.kind}64_t){tree['name']}"
        return super().text(tree, outer)

    def field(self, tree):
        return f"({self.kind}64_t){tree['slot']}_{tree['field']}"

    def number(self, tree, outer):
        if tree["value"] <= INT_MAX and outer not in ("+", "-", "<<"):
            return str(tree["value"])
        return u64(tree["value"]) if self.kind == "uint" else f"INT64_C({tree['value']})"

    def wrapped(self, tree, text):
        return f"({text})"

    def refusal(self, row):
        """The condition under which the requirement refuses."""
        text = self.text(row["condition"])
        return f"!({text})" if row["unless"] else text


def required(ir, method):
    """The checks of what a method requires, with the conditions under which they refuse."""
    rows = []
    for check, row in zip(method["checks"]["require"], method["require"]["rows"]):
        text = Requirement(ir, row["signed"]).refusal(row)
        lines = textwrap.wrap(text, COLUMNS - 10, break_long_words=False)
        rows.append(check | {"condition": ("\n" + " " * 8).join(lines),
                             "error": f"KOZO_ERR_{row['error'].upper()}"})
    return rows


class Message:
    """One request or reply as rows of C, of a label and flags."""

    def __init__(self, ir, interface, message, params, label="KOZO_OK", flags="0", suffix=""):
        self.suffix = suffix
        self.registers = len(ir["profile"]["message"]["words"])
        self.head = [interface_name(interface), label, flags, str(message["caps"]),
                     str(message["words"])]
        self.checked_by_kernel = interface["kernel"] and label == "KOZO_OK"
        self.message = message
        self.values = [param for param in params if param["kind"] == "value"]
        self.data = [param for param in params if "data_word" in param]
        self.sized = [param for param in self.data if "word" in param]
        self.caps = [param for param in params if param["kind"] == "cap"]
        self.optional = [param for param in params if "optional" in param]
        self.present = message["present"]
        self.packed = message["packed"]
        self.uses_buffer = bool(self.caps or any(
            row.get(place, 0) >= self.registers for row in [*params, self.present or {}]
            for place in ("word", "data_word")))
        self.last = next((param for param in self.data if param["last"]), None)
        self.sent = min(message["words"], self.registers)  # words that are registers

    def encoder(self, in_place=(), indent=4):
        """Lines that fill `m` and the buffer, and the sizes that are checked first. Data that are
        `in_place` lie in the buffer already."""
        sizes, lines = [], []
        for param in self.data:
            name = param["c_name"]
            if param["kind"] == "string":
                size = f"kozo_wire_text_size({name}, {maximum(param)})"
                size = f"{name} == NULL ? 0 : {size}" if "optional" in param else size
                sizes.append(f"const size_t {name}_size = {size};")
        words = {}
        for param in [*self.values, *self.sized]:
            words.setdefault(param["word"], []).append(self.encoded(param))
        if self.present:
            words.setdefault(self.present["word"], []).extend(
                f"(uint64_t)({param['c_name']} != NULL) << "
                f"{self.present['shift'] + param['optional']}" for param in self.optional)
        for word, parts in sorted(words.items()):
            lines.append(f"{_word(word, self.registers)} = {' | '.join(parts)};")
        filled = {word for param in self.data for word in
                  range(param["data_word"], param["data_word"] + param["data_words"])}
        lines += [f"m->words[{word}] = 0;" for word in range(self.sent)
                  if word not in words and word not in filled]
        for param in self.data:
            sent = SIZES.get(param["kind"])
            lines += self.put(param, _bytes(param, sent), param["c_name"] in in_place)
            if "word" in param and param is not self.last:
                lines.append(call("kozo_wire_clear", self.rest(param, sent), indent=4).lstrip())
        for param in self.caps:
            lines += [f"buffer->caps[{param['slot']}] = {param['c_name']}.raw;",
                      f"buffer->pass[{param['slot']}] = {_pass(param)};"]
        lines.append(self.tag("m->tag.raw =", self.last and SIZES[self.last["kind"]],
                              indent) + ";")
        return {"sizes": sizes, "lines": lines, "words": self.sent}

    def put(self, param, size, in_place):
        """Lines that bring data into the message, with zeros up to the end of their last word."""
        if in_place:
            return [f"kozo_wire_pad({self.at(param)}, {size});"]
        put = "kozo_wire_put_optional" if "optional" in param else "kozo_wire_put"
        return [call(put, [self.at(param), param["c_name"], size], indent=4).lstrip()]

    def tag(self, head, size, indent):
        """`head` and the one tag that the message has, as a number."""
        tail = ".raw" if self.last is None else f".raw + kozo_wire_words({_bytes(self.last, size)})"
        return call(f"{head} kozo_tag_make", self.head, tail=tail, indent=indent).lstrip()

    @staticmethod
    def rest(param, size):
        """Arguments that name the words which the data leave unused before the next data begin."""
        first = f"{param['data_word']} + kozo_wire_words({_bytes(param, size)})"
        return ["buffer->words", first, str(param["data_word"] + param["data_words"])]

    def ending(self, param):
        """How the variable ends that has the bytes or the elements of `param`."""
        return SIZES.get(param["kind"], "_size") + self.suffix

    def at(self, param):
        """The first of the words in which data lie."""
        return f"&{_word(param['data_word'], self.registers)}"

    def encoded(self, param):
        """A scalar as it is put into its word."""
        if "max" in param:
            value = param["c_name"] + SIZES[param["kind"]]
        elif "optional" in param:
            given = f"{param['c_name']}->raw" if param["wrapped"] else f"*{param['c_name']}"
            value = f"({param['c_name']} == NULL ? 0 : {given})"
        else:
            value = f"{param['c_name']}.raw" if param["wrapped"] else param["c_name"]
        if param.get("signed"):
            value = f"(uint64_t){value}"
            if self.packed and param["shift"] + param["bits"] < 64:
                value = f"({value} & {u64((1 << param['bits']) - 1)})"
            return f"{value} << {param['shift']}" if param["shift"] else value
        return f"(uint64_t){value} << {param['shift']}" if param["shift"] else value

    def sizes(self):
        """What the checks of the tag look at."""
        return [f"const size_t {param['c_name']}{self.ending(param)} = (size_t){self.raw(param)};"
                for param in self.sized]

    def raws(self):
        """What the other checks look at: taken only behind those of the tag, so that the compiler
        need not hold in registers what it can take from the message where it is used."""
        present = [f"const uint64_t optionals = {self.raw(self.present)};"] if self.present else []
        return present + [f"const {_raw_type(param)} {param['c_name']}_raw = {self.raw(param)};"
                          for param in self.values]

    def steps(self, checks):
        """Checks with the conditions under which they refuse, and which are those of the tag."""
        params = {param["name"]: param for param in self.values + self.data + self.caps}
        kinds = [check["kind"] for check in checks]
        first = kinds.index("tag") if "tag" in kinds else -1
        return [check | {"condition": self.condition(check, params.get(check["field"])),
                         "of_tag": number <= first} for number, check in enumerate(checks)]

    def condition(self, check, param):
        """The condition under which a check refuses; None where a template says it."""
        kind, limit = check["kind"], check["limit"]
        if kind in ("interface", "tag_flags", "method", "error"):
            return None
        if kind == "tag" and self.checked_by_kernel:  # other flags are those of the operation
            caps, words = self.head[3:]
            return f"kozo_tag_caps(m->tag) != {caps} || kozo_tag_words(m->tag) != {words}"
        if kind == "tag":
            return self.tag("m->tag.raw !=", self.last and self.ending(self.last), 8)
        if kind == "unused":
            words = " | ".join(_word(word, self.registers) for word in check["words"])
            if limit:
                return f"({words} & ~{u64(limit)}) != 0"
            return f"{words} != 0" if len(check["words"]) == 1 else f"({words}) != 0"
        if kind == "present":
            return f"optionals > {u64((1 << limit) - 1)}"
        if kind == "room":
            return f"{param['c_name']}_capacity < {maximum(param)}"
        if kind == "capability" and param["grant"]:
            return call("!kozo_wire_is_grant", ["buffer", str(param["slot"]), _required(param)[1],
                                                f"{param['grant']['bytes']}_raw"],
                        tail="", indent=8).lstrip()
        if kind == "capability":
            return call("!kozo_wire_is_cap", ["buffer", str(param["slot"]), *_required(param)],
                        tail="", indent=4).lstrip()
        if kind == "absent":
            return self.absent(check, param)
        text = _bad(f"{param['c_name']}_raw", check, param["values"]) \
            if param["kind"] == "value" else self.data_condition(kind, limit, param)
        if "optional" in param and (param["kind"] == "value" or kind == "minimum"
                                    or kind == "element" and "word" not in param):
            return f"{_is_there(check, param, '!=')} && {text}"
        return text

    def absent(self, check, param):
        """The condition under which something is there of what is not there."""
        if param["kind"] == "value":
            something = f"{param['c_name']}_raw != 0"
        elif "word" in param:
            something = f"{param['c_name']}{self.ending(param)} != 0"
        else:
            something = f"!kozo_wire_is_clear({self.at(param)}, 0, {param['data_words']})"
        return f"{_is_there(check, param, '==')} && {something}"

    def data_condition(self, kind, limit, param):
        """The condition under which a check of data refuses."""
        ending = self.ending(param)
        size = param["c_name"] + ending
        if kind in ("maximum", "minimum"):
            return f"{size} > {maximum(param)}" if kind == "maximum" else f"{size} < {limit}"
        if kind == "gap":
            test, arguments = "!kozo_wire_is_clear", self.rest(param, ending)
        elif kind == "element":
            number = size if "word" in param else count_of(param)
            test, arguments = f"!kozo_wire_are_{param['type']}", [self.at(param), number]
        else:
            test = {"text": "!kozo_wire_is_text", "padding": "!kozo_wire_is_padded"}[kind]
            arguments = [self.at(param), _bytes(param, ending)]
        return call(test, arguments, tail="", indent=4).lstrip()

    def raw(self, param):
        """The value of a scalar as it lies in the message. A word that holds one scalar is taken
        whole, so that the check of its range covers the bits above."""
        word = _word(param["word"], self.registers)
        signed = param.get("signed", False)
        if not self.packed:
            return f"(int64_t){word}" if signed else word
        if signed:
            return f"kozo_wire_signed({word} >> {param['shift']}, {param['bits']})"
        shifted = f"({word} >> {param['shift']})" if param["shift"] else word
        if param["shift"] + param["bits"] == 64:
            return shifted
        return f"({shifted} & {u64((1 << param['bits']) - 1)})"

    def arrived(self):
        """What a server's body gets, after the checks."""
        lines = []
        for param in self.values:
            name, c_type = param["c_name"], param["c_type"]
            value = f"{name}_value" if "optional" in param else name
            lines.append(f"const {c_type} {value} = {_typed(param)};")
            if "optional" in param:
                lines.append(f"const {c_type} *{name} = {_has(param)} ? &{value} : NULL;")
        for param in self.data:
            name, c_type = param["c_name"], param.get("c_type", "uint8_t")
            place = f"(const void *){self.at(param)}"
            if param["kind"] == "string":
                c_type, place = "char", f"kozo_wire_text({self.at(param)}, {name}_size)"
            if "optional" in param:
                place = f"{_has(param)} ? {place} : NULL"
            lines.append(f"const {c_type} *{name} = {place};")
        for param in self.caps:
            lines.append(f"const {param['c_type']} {param['c_name']} = "
                         f"{{buffer->caps[{param['slot']}]}};")
        return lines

    def viewed(self):
        """The data that stay in the buffer, where a client may look at them."""
        return [param for param in self.data if param["data_word"] >= self.registers]

    def results(self, place="*"):
        """What a client stores, after the checks, in what it calls the same behind `place`: of what
        stays in the buffer, where it lies."""
        lines = []
        for param in self.values:
            lines.append(f"{place}{param['c_name']} = {_typed(param)};")
        for param in self.data:
            name, ending = param["c_name"], self.ending(param)
            place = f"kozo_wire_text({self.at(param)}, {name}{ending})" \
                if param["kind"] == "string" else f"(const void *){self.at(param)}"
            lines.append(f"*{name} = {place};" if param in self.viewed() else
                         call("kozo_wire_copy", [name, self.at(param), _bytes(param, ending)],
                              indent=4).lstrip())
            if "word" in param:
                lines.append(f"*{name}{ending.removesuffix(self.suffix)} = {name}{ending};")
        for param in self.caps:
            lines.append(f"*{param['c_name']} = "
                         f"({param['c_type']}){{buffer->caps[{param['slot']}]}};")
        return lines + [f"*has_{param['c_name']} = {_has(param)};" for param in self.optional]

    def copies(self):
        """What copies from there, `_view`, to where a caller wants it."""
        for param in self.viewed():
            name, kind = param["c_name"], param["kind"]
            size = f"{name}_view_size + 1" if kind == "string" else \
                _bytes(param | {"c_name": f"*{name}"}, SIZES.get(kind, "_size"))
            yield call("kozo_wire_copy", [name, f"{name}_view", size], indent=8).lstrip()


def _required(param):
    """The type and the rights that a capability must have, as C."""
    kind = "NULL" if param["cap"] == "any" else param["cap"].upper()
    return [f"KOZO_OBJECT_{kind}", _rights(param, param["rights"])]


def _rights(param, rights):
    prefix = "KOZO_RIGHTS_" if param["cap"] == "any" else f"KOZO_{param['cap'].upper()}_RIGHT_"
    return " | ".join(prefix + right.upper() for right in rights) or "0"


def _pass(param):
    """How a capability travels, as C."""
    if param["moves"]:
        return "(uint32_t)kozo_pass_make(0, 1).raw"
    if param["mask"] is None:
        return "0"
    kept = _rights(param, param["mask"]) if param["mask"] else u64(0)
    kept = kept if len(param["mask"]) <= 1 else f"({kept})"
    return f"(uint32_t)kozo_pass_make(~{kept}, 0).raw"


def _bytes(param, size):
    """The bytes of data, as C; `size` is how the variable ends that has them or the elements."""
    if param["kind"] in ("string", "bytes"):
        return param["c_name"] + size
    number = param["c_name"] + size if "word" in param else count_of(param)
    size = f"sizeof({param['c_type']})"
    return size if number == "1" else f"{number} * {size}"


def _has(param, relation="!="):
    """Whether a message that has arrived has an optional field, or with == has not."""
    return f"(optionals & {u64(1 << param['optional'])}) {relation} 0"


def _is_there(check, param, relation):
    """The same where the check is made, which may be before the message is."""
    if check["place"] in ("argument", "result"):
        return f"{param['c_name']} {relation} NULL"
    return _has(param, relation)


def _raw_type(param):
    return "int64_t" if param["signed"] else "uint64_t"


def _word(word, registers):
    return f"m->words[{word}]" if word < registers else f"buffer->words[{word}]"


def _typed(param):
    raw = f"{param['c_name']}_raw"
    if param["wrapped"]:
        return f"({param['c_type']}){{{base_cast(param)}{raw}}}"
    if param["c_type"] in ("uint64_t",):
        return raw
    return f"({param['c_type']}){raw}"


def base_cast(param):
    """What makes the number in a wrapper of a word, where that may be more or has no sign."""
    if param.get("type_bits", 64) == 64 and not param.get("signed"):
        return ""
    return f"({'' if param['signed'] else 'u'}int{param['type_bits']}_t)"


def _bad(value, check, values):
    """The condition under which `value` is refused; `values` are those of an enumeration."""
    if check["kind"] == "enum":
        if values[0] == 0 and is_range(values):
            return f"{value} > {values[-1]}"
        return " && ".join(f"{value} != {good}" for good in values)
    if check["kind"] == "flags":
        return f"({value} & ~{u64(check['limit'])}) != 0"
    if check["kind"] == "width":
        return f"{value} != (int{check['limit']}_t){value}"
    return f"{value} {'<' if check['kind'] == 'minimum' else '>'} {literal(check['limit'])}"
