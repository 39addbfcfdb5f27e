# SPDX-License-Identifier: MIT
"""A module for each interface: its messages, a client, and a server.

A message is a structure; where its fields lie is said in a line each, from which wire.rs encodes,
decodes and makes the checks."""
from kozo_idl.backends.common import COLUMNS, output
from kozo_idl.backends.interfaces import manner, plain_errors, source_of
from kozo_idl.backends.notes import hash_bytes
from kozo_idl.backends.rust.abi import limits
from kozo_idl.backends.rust.names import (Unknown, camel, cap_type, doc, function, ident, only,
                                          rights_of, type_name)
from kozo_idl.backends.wire import Requirement

_PLACE = "name doc optional word shift bits data_word data_words last slot kind"
_KEYS = {
    "value": "type type_kind c_type wrapped minimum maximum values type_bits signed",
    "string": "min max max_name", "bytes": "min max max_name",
    "vector": "min max max_name type c_type element_bytes leaves",
    "array": "count count_name type c_type element_bytes leaves",
    "struct": "count type c_type element_bytes leaves",
    "cap": "cap event grant rights rights_mask mask moves pass object_id c_type"}
# The checks of what has arrived that wire.rs makes for what a field or a message is.
_MADE = set("""interface tag_flags method error tag unused present absent minimum
    maximum width enum flags text padding gap element capability""".split())


def outputs(ir):
    """A module for each interface."""
    return [_interface(ir, row) for row in ir["interfaces"]]


def _interface(ir, row):
    only(row, "name since version id kernel doc events imports methods checks contracts "
              "contract_text",
         f"interface {row['name']}")
    methods = [_method(ir, row, method) for method in row["methods"]]
    return output(f"rust/{row['name']}.rs", "rust/interface.rs", source_of(row),
                  doc=doc(row["doc"], 0, "//!"), id=f"{row['id']:#x}", kernel=row["kernel"],
                  contracts=[hash_bytes(contract) for contract in row["contracts"]],
                  events=row["events"] and type_name(row["events"]["name"]),
                  deferred=any(method["deferred"] for method in row["methods"]),
                  flags="Tag::KERNEL" if row["kernel"] else "0", methods=methods,
                  messages=[message for method in methods for message in method["messages"]],
                  failures=[_failure(method) for method in row["methods"] if method["details"]])


def _method(ir, row, method):
    only(method, "name since id doc deferred one_way idempotent require errors error_docs details "
         "in out checks", f"method {row['name']}.{method['name']}")
    text = doc(method["doc"] + manner(method), 4)
    caps, name = method["out"]["caps"], ident(method["name"])
    messages = [_message(ir, row, method, "in", text)]
    messages += [_message(ir, row, method, "out", doc(f"The answer to `{method['name']}`.", 4))] \
        * bool(method["out"]["params"])
    messages += [_message(ir, row, method, detail["error"], doc(
        f"What `{method['name']}` tells with `{detail['error'].upper()}`.", 4), detail)
                 for detail in method["details"]]
    checked = not (method["one_way"] or method["deferred"])
    return {"name": name, "id": method["id"], "doc": text, "deferred": method["deferred"],
            "slots": "slots" if caps else "[]", "messages": messages,
            "one_way": method["one_way"], "request": message_name(method, "in"),
            "required": [{"condition": _Requirement(ir, row["signed"]).refusal(row),
                          "error": row["error"].upper()}
                         for row in method["require"]["rows"]],
            "own": _own(method), "undeclared": _ids(method["checks"]["closed"]),
            "checked": checked, "failure": failure_name(method) if method["details"] else None,
            "converted": f".map_err({failure_name(method)}::from)"
            if method["details"] and checked else "",
            "served": _served(method),
            "call": call_name(method), "later": later_name(method),
            "finish": _deferred(method) if method["deferred"] else
            "Served::Taken" if method["one_way"] else "wire::answer(ipc, m, INTERFACE, done)",
            "reply": "()" if not method["out"]["params"] else _message_type(method, "out", "'_"),
            "client": _client(method), "server": server_function(method)}


def call_name(method):
    return camel(f"{method['name']}_call")


def later_name(method):
    return camel(f"{method['name']}_later")


def _own(method):
    """The errors of a method that tell nothing, besides those that any answer can be."""
    return "&[" + ", ".join(f"Error::{name.upper()}" for name in plain_errors(method)) + "]"


def failure_name(method):
    return camel(f"{method['name']}_failure")


def _failure(method):
    """The errors of a method as an enumeration."""
    def row(name):
        return {"name": camel(name), "code": name.upper(),
                "doc": doc(method["error_docs"][name], 8)}

    return {"name": failure_name(method), "doc": doc(f"The errors of `{method['name']}`.", 4),
            "plain": [row(name) for name in plain_errors(method)],
            "told": [row(detail["error"]) | {"detail": message_name(method, detail["error"])}
                     for detail in method["details"]]}


def _result(method, reply):
    """What a call or a body returns."""
    if method["details"]:
        return f" -> core::result::Result<{reply}, {failure_name(method)}>"
    return f" -> Result<{reply}>"


def _ids(checks):
    return ", ".join(f'"{check["id"]}\\0"' for check in checks)


def _served(method):
    """The call of the body."""
    token = f", {call_name(method)}(&mut taken)" * method["deferred"]
    body = f"server.{ident(method['name'])}(ipc, badge, it{token})"
    if method["deferred"]:
        return f"Ok({body})" if method["require"]["rows"] else body
    if method["one_way"]:
        return body
    return f"declared({body}, {_own(method)}, {_ids(method['checks']['closed'])})"


def _deferred(method):
    checks = _ids([*method["checks"]["taking"], *method["checks"]["closed"]])
    return f"later::defer(m, INTERFACE, done, taken, {_own(method)}, [{checks}])"


class _Requirement(Requirement):
    """A requirement of the request `it`."""

    def text(self, tree, outer=None):
        if tree["kind"] != "argument":
            return super().text(tree, outer)
        name = f"it.{ident(tree['name'])}"
        return name if tree["type"] == "bool" else self.word(f"{name}.word()")

    def word(self, text):
        return text if self.kind == "uint" else f"({text} as i64)"

    def field(self, tree):
        return self.word(f"{'(' * (self.kind == 'uint')}it.{ident(tree['slot'])}.len() as u64"
                         f"{')' * (self.kind == 'uint')}")

    def number(self, tree, outer):
        return str(tree["value"])


def _message_type(method, side, lifetime):
    """The structure of a request or a reply, which may borrow for a lifetime."""
    if side == "out" and not method["out"]["params"]:
        return "()"
    borrows = any(param["kind"] in ("string", "bytes", "vector")
                  for param in method[side]["params"])
    return message_name(method, side) + (f"<{lifetime}>" if borrows else "")


def message_name(method, side):
    return camel(f"{method['name']}_" + {"in": "request", "out": "reply"}.get(side, side))


def _client(method):
    reply = _message_type(method, "out", "'a")
    life, place = ("<'a>", "'a ") if "'a" in reply else ("", "")
    caps = method["out"]["caps"]
    return function(f"    pub fn {ident(method['name'])}{life}",
                    ["&self", f"ipc: &{place}mut Ipc",
                     f"request: &{_message_type(method, 'in', chr(39) + '_')}",
                     *[f"slots: [{type_name('slot_index')}; {caps}]"] * bool(caps)],
                    _result(method, reply))


def server_function(method):
    """The head of what a server does for a method. What it returns may lie in the server."""
    reply = "()" if method["deferred"] else _message_type(method, "out", "'a")
    result = "" if method["one_way"] else _result(method, reply)
    life, place, own = ("<'a>", "'a ", "'a") if "'a" in reply else ("", "", "'_")
    return function(f"    fn {ident(method['name'])}{life}",
                    [f"&{place}mut self", "ipc: &mut Ipc", f"badge: {type_name('badge')}",
                     f"request: {_message_type(method, 'in', own)}",
                     *[f"call: {call_name(method)}<'_>"] * method["deferred"]], result)


def _checks(row, method, side):
    """The checks of a message that has arrived, which may be an error by its name."""
    if side not in ("in", "out"):
        return [check for check in method["checks"]["detail"] if check["detail"] == side]
    if side == "out" and row["kernel"]:
        return row["checks"]["reply"]
    return method["checks"]["request" if side == "in" else "reply"]


def _message(ir, row, method, side, text, detail=None):
    """A request, a reply or what an error tells."""
    message = detail or method[side]
    only(message, "error params present words max_words caps packed variable",
         f"{row['name']}.{method['name']}.{side}")
    unused = []
    for check in _checks(row, method, side):
        if check["kind"] not in _MADE:
            raise Unknown(f"backends/rust does not make {check['id']}")
        if check["kind"] == "unused":
            unused += [f"({word}, {check['limit']:#x})" for word in check["words"]]
    present = message["present"]
    name = message_name(method, side) if detail else _message_type(method, side, "'a")
    return {"name": name, "doc": text,
            "caps": message["caps"], "words": message["words"],
            "present": f"Some(({_bits(message, present)}, {present['count']}))"
            if present else "None",
            "fields": [_field(ir, message, param) for param in message["params"]],
            "unused": ", ".join(unused)}


def _bits(message, place):
    """A scalar; one that shares its word with no other has the whole word."""
    bits = place["bits"] if message["packed"] else 64
    return f"scalar({place['word']}, {place['shift']}, {bits})"


def _field(ir, message, param):
    kind = param["kind"]
    if kind not in _KEYS:
        raise Unknown(f"backends/rust does not know parameters of kind {kind}")
    only(param, f"{_PLACE} {_KEYS[kind]}", f"parameter {param['name']}")
    place = _place(ir, message, param)
    if "optional" in param:
        place += f".optional({param['optional']})"
    kind = f"Option<{field_type(param)}>" if "optional" in param else field_type(param)
    line = f"        {ident(param['name'])}: {kind} = {place},"
    return {"doc": doc(param["doc"], 8), "text": line if len(line) <= COLUMNS
            else line.replace(" = ", " =\n            ", 1)}


def field_type(param):
    """The type of a parameter that is there."""
    kind = param["kind"]
    if kind in ("string", "bytes"):
        return "&'a str" if kind == "string" else "&'a [u8]"
    if kind == "cap":
        return cap_type(param["cap"])
    name = type_name(param["type"])
    if kind == "vector":
        return f"List<'a, {name}>"
    return f"[{name}; {param['count']}]" if kind == "array" else name


def _size(message, grant):
    """Where it lies how many bytes are lent."""
    return next(_bits(message, param) for param in message["params"]
                if param["name"] == grant["grant"]["bytes"])


def _place(ir, message, param):
    kind = param["kind"]
    if kind == "cap":
        place = f"capability({param['slot']}, {rights_of(param)}, {param['pass']:#x})"
        return place + (f".lent({_size(message, param)})" if param["grant"] else "")
    if kind in ("array", "struct"):
        return f"whole({param['data_word']}, {param['data_words']})"
    if kind == "value":
        low, high = param["minimum"], param["maximum"]
        own = {row["name"]: (row["minimum"], row["maximum"]) for row in ir["types"]}
        narrow = (low, high) != own.get(param["type"], limits(param["type_bits"], param["signed"]))
        return _bits(message, param) + (f".within({low}, {high})" if narrow else "")
    room = 0 if param["last"] else param["data_words"]
    return f"sized({_bits(message, param)}, {param['data_word']}, {room})" \
           f".within({param['min']}, {param['max']})"
