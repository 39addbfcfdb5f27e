# SPDX-License-Identifier: MIT
"""generated/tests/include/kozo/gen/decoder_contracts.h: what each decoder has to do, in ACSL.

The contracts follow from the IR alone: they speak of registers, checks in their order, the handler
and what it returns, not of how a decoder goes about it. What they are written in is in
tests/proofs/decoders.h."""
import textwrap

from kozo_idl.backends.abi import carrier
from kozo_idl.backends.common import COLUMNS, call, literal, output
from kozo_idl.backends.kernel import handler_name, handler_parameters, table_length

_ALL = (1 << 64) - 1
_KINDS = {"minimum": "range", "maximum": "range", "below": "range", "object": "enum"}


def outputs(ir):
    """The contracts of decoders, handlers and accessors of registers."""
    profile = ir["profile"]
    method = profile["method"]
    written = [method["status"], *method["results"]]
    names = [*profile["registers"], *profile["pointers"].values(), "fs_base", "gs_base"]
    return [output("tests/include/kozo/gen/decoder_contracts.h", "tests/decoder_contracts.h",
                   "idl/kernel/operations.yaml",
                   reads=_reads(profile), method=method, length=table_length(ir),
                   arguments=len(method["args"]), results=len(method["results"]),
                   written=", ".join(f"regs->{name}" for name in method["results"]),
                   all_left=_all_of(f"regs->{name} == ghost_left.{name}" for name in written),
                   same_results=_all_of(f"caller->regs.{name} == \\old(caller->regs.{name})"
                                        for name in method["results"]),
                   status=" |\n        ".join(f"(uint64_t)(({field['name']} & "
                                     f"{(1 << field['bits']) - 1:#x}) << {field['shift']})"
                                     for field in ir["words"]["status"]["fields"]),
                   fields=[field | {"mask": (1 << field["bits"]) - 1,
                                    "c_type": f"uint{carrier(field['bits'])}_t"}
                           for field in ir["words"]["tag"]["fields"]
                           if field["name"] in ("words", "caps", "flags")],
                   same=_all_of(f"\\at(regs->{name}, Now) == \\at(regs->{name}, Then)"
                                for name in names if name not in written),
                   left=_all_of(f"regs->{name} == ghost_left.{name}"
                                for name in names if name not in written),
                   operations=[_Contract(ir, row).values() for row in ir["operations"]])]


def _all_of(conditions):
    return _wrapped(" && ".join(conditions) + ";", 8)[:-1]


def _wrapped(text, indent):
    return textwrap.fill(text, COLUMNS - indent - 4, break_long_words=False, break_on_hyphens=False,
                         subsequent_indent=" " * indent)


def _reads(profile):
    method, message = profile["method"], profile["message"]
    return [{"name": "op", "type": "uint64_t", "value": "", "register": method["op"]},
            {"name": "self", "type": "uint64_t", "value": "", "register": method["self"]},
            {"name": "cap", "type": "kozo_handle_t", "value": ".raw", "register": message["cap"]},
            {"name": "tag", "type": "kozo_tag_t", "value": ".raw", "register": message["tag"]},
            {"name": "deadline", "type": "kozo_deadline_t", "value": "",
             "register": message["deadline"]},
            {"name": "reply", "type": "kozo_handle_t", "value": ".raw",
             "register": message["reply"]}]


def _of_caller(text):
    return text.replace("c->", "caller->").replace("(c)", "(caller)").replace(" c,", " caller,")


class _Contract:
    """What the template says of one operation."""

    def __init__(self, ir, row):
        self.ir, self.row, self.name = ir, row, row["name"]
        self.method, self.message = ir["profile"]["method"], ir["profile"]["message"]
        self.is_message = row["profile"] == "message"
        self.found, self.checks, self.requires = [], [], {}
        if self.is_message:
            self._tag()
        if row["self"]:
            self._capability("self", 0, row["self"])
        if self.is_message:
            self._message_registers()
        for argument in row["args"]:
            {"cap": self._capability, "slot": self._slot, "slots": self._slot}.get(
                argument["kind"], self._value)(argument["name"], argument["position"], argument)

    def values(self):
        """For the template."""
        parameters = handler_parameters(self.row)
        outs = self.row["outs"]
        registers = self.method["results"]
        results = [f"caller->regs.{register} == " + (
            f"ghost_given[{index}]" if index < len(outs) else f"ghost_left.{register}")
            for index, register in enumerate(registers)]
        return {
            "name": self.name, "number": self.row["id"], "found": self.found,
            "checks": self.checks, "good": self.checks[-1]["name"],
            "refused": _all_of(check["refused"] for check in self.checks),
            "requires": [_wrapped(f"requires {label}: {' && '.join(rows)};", 8)
                         for label, rows in sorted(self.requires.items())],
            "prototype": call(f"kozo_err_t {handler_name(self.row)}", [
                "struct thread *caller", *(kind + name for kind, name in parameters)]),
            "valid": "".join(f" && \\valid({out['name']})" for out in outs),
            "assigned": "".join(f", *{out['name']}" for out in outs),
            "outs": [{"name": out["name"],
                      "value": f"{out['name']}->raw" if out["wrapped"] else f"*{out['name']}"}
                     for out in outs],
            "results": _all_of(results)}

    def _register(self, position):
        if position:
            return f"c->regs.{self.method['args'][position - 1]}"
        return f"c->regs.{self.message['cap'] if self.is_message else self.method['self']}"

    def _check(self, check, condition, error=None):
        name = check["id"].replace(".", "_")
        before = f"{self.checks[-1]['name']}(c) && " if self.checks else ""
        error = error or f"KOZO_ERR_{check['error'].upper()}"
        status = f"status({error}, {check['argument']}, {literal(check['detail'])})"
        refused = f"(\\old({before}!{name}(c)) ==> caller->regs.{self.method['status']} == " \
                  f"\\old({status}))"
        self.checks.append({"name": name, "condition": _wrapped(before + condition, 8),
                            "refused": _of_caller(refused)})

    def _require(self, label, condition):
        self.requires.setdefault(label, []).append(_of_caller(condition))

    def _tag(self):
        tag = f"c->regs.{self.message['tag']}"
        for check in self.row["tag_checks"]:
            field = check["kind"].removeprefix("tag_")
            limit = check["limit"]
            if field == "flags":
                condition = f"(tag_flags({tag}) & {0xffffffff & ~limit:#x}) == 0"
            else:
                condition = f"tag_{field}({tag}) {'<=' if limit else '=='} {limit}"
            self._check(check, condition)
            self._require("tag", condition)
        self._require("value", f"tag.raw == {tag}")

    def _message_registers(self):
        flags = {flag["name"]: 1 << flag["bit"] for flag in self.ir["words"]["tag"]["flags"]}
        tag = f"c->regs.{self.message['tag']}"
        if self.row["deadline"]:
            self._require("value", f"deadline == ((tag_flags({tag}) & {flags['deadline']}) != 0 "
                          f"? c->regs.{self.message['deadline']} : KOZO_DEADLINE_NEVER)")
        if self.row["reply"]:
            self._require("value", f"reply.raw == ((tag_flags({tag}) & {flags['saved_reply']}) "
                          f"!= 0 ? c->regs.{self.message['reply']} : 0)")

    def _capability(self, name, position, argument):
        lookup = argument["checks"][0]
        found = f"{self.name}_{position}_found"
        how = f"(ghost_space, c, {self._register(position)}, {int(lookup['dying'])}, " \
              f"{lookup['path']})"
        self.found.append({"name": found, "value": "lookup_slot" + how})
        for check in argument["checks"]:
            error = None
            if check["kind"] == "lookup":
                condition, error = f"lookup_error{how} == KOZO_OK", f"lookup_error{how}"
            elif check["kind"] == "type":
                condition = f"slot_type(ghost_space, {found}(c)) == " \
                            f"KOZO_OBJECT_{check['object'].upper()}"
            else:
                rights = check["limit"]
                condition = f"(slot_rights(ghost_space, {found}(c)) & {rights}) == {rights}"
            self._check(check, condition, error)
            self._require(check["kind"], condition)
        value = f"{found}(c)" if argument["as_slot"] else \
            f"({argument['c_type']} *)slot_object(ghost_space, {found}(c))"
        self._require("value", f"{name} == {value}")

    def _slot(self, name, position, argument):
        register = self._register(position)
        positions = {row["name"]: row["position"] for row in self.row["args"]} | {"self": 0}
        count = self._register(positions[argument["count"]]) if argument["count"] else "1"
        cnode = f"(struct cnode *)slot_object(ghost_space, " \
                f"{self.name}_{positions[argument['cnode']]}_found(c))"
        self._limits(register, argument["checks"][:-1], register)
        how = f"(ghost_space, {cnode}, {register}, {count})"
        self._check(argument["checks"][-1], f"slots_error{how} == KOZO_OK",
                    f"slots_error{how}")
        self._require("slot", f"slots_error{how} == KOZO_OK")
        self._require("value", f"{name} == slots_first{how}")

    def _value(self, name, position, argument):
        register = self._register(position)
        value = f"{name}.raw" if argument["wrapped"] else name
        kinds = {check["kind"] for check in argument["checks"]}
        self._limits(register, argument["checks"],
                     register if kinds & {"flags", "object"} else value)
        whole = f"({argument['c_type']}){register}" if "flags" in kinds else register
        self._require("value", f"{value} == {whole}")

    def _limits(self, register, checks, value):
        for check in checks:
            self._check(check, self._condition(check, register))
            self._require(_KINDS.get(check["kind"], check["kind"]), self._condition(check, value))

    def _condition(self, check, value):
        limit = check["limit"]
        if check["kind"] == "enum":
            return "(" + " || ".join(f"{value} == {number}" for number in check["values"]) + ")"
        if check["kind"] == "object":  # a mask: provers know no shift by a variable
            return f"{value} < KOZO_OBJECT_LIMIT && (({limit} >> {value}) & 1) != 0"
        if check["kind"] == "flags":
            return f"({value} & {_ALL & ~limit:#x}) == 0"
        if check["kind"] == "align":
            return f"{value} % {limit} == 0"
        operator = {"minimum": ">=", "maximum": "<=", "below": "<"}[check["kind"]]
        return f"{value} {operator} {limit}"
