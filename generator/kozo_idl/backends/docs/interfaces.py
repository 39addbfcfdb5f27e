# SPDX-License-Identifier: MIT
"""interface-*.md: the methods of an interface."""
from kozo_idl.backends import clients, interfaces, servers
from kozo_idl.backends.common import method_checks_of
from kozo_idl.backends.docs import diagram
from kozo_idl.backends.docs.markdown import (code, count, error_link, join, object_link, prototype,
                                             scalar, table)
from kozo_idl.backends.meaning import phrase

_ORDER = """\
A client checks the arguments before it sends anything, then how the call went, and the reply before
it hands out results; a server checks the request before the body runs, and what the body gives. The
id of a check is `interface_method.place.field.kind`, and also the name of the host test that breaks
it. The first check that fails decides: the server answers, and the client returns, the error that
the table names, and deletes the capabilities that a refused reply has brought. Of a capability it
is checked that it is there, then its type, then its rights. Messages have
[pictures](abi.md#pictures-of-words)."""


_ANSWERS = {"now": "", "deferred": " Answered later, with the right that the body takes.",
            "none": " One-way: the client does not wait for an answer, there is none, and what the "
                    "server refuses is dropped."}


def page(ir, row):
    kernel = " The kernel is its client, and takes any reply that is not as it should be for " \
             "the same." if row["kernel"] else ""
    common = row["checks"]["request"] + row["checks"]["reply"]
    sections = [("Checks", [_ORDER.replace("\n", " "), _message_checks(common)])]
    sections += [("Events", _events(row))] if row["events"] else []
    for method in row["methods"]:
        ins, outs = interfaces.named_params(method)
        body = servers.body_prototype(row, method, ins, outs)
        client = "" if row["kernel"] else \
            prototype(clients.prototype(row, method, ins, outs)) + "\n"
        answer = _ANSWERS["deferred" if method["deferred"] else
                          "none" if method["one_way"] else "now"]
        if method["idempotent"]:
            answer += " Idempotent: asked twice, it does no more than asked once, so that a " \
                      "client that does not know how a call ended may repeat it."
        blocks = [f"Method {method['id']}. {method['doc']}{answer}",
                  code("\n".join([client + body, *servers.outcome_prototypes(row, method),
                                  *servers.token_prototypes(row, method, outs)]))]
        sides = [("in", "Request"), ("out", "Reply")]
        for side, title in sides[:1] if method["one_way"] else sides:
            blocks += [_layout(ir, method[side], title),
                       diagram.picture(diagram.message(method[side], title.lower()))]
        for statement in method["require"]["rows"]:
            word = "unless" if statement["unless"] else "when"
            blocks.append(f"Refused with {error_link(statement['error'])} {word} "
                          f"{phrase({}, statement['condition'])}.")
        blocks += _errors(ir, method)
        blocks.append(_message_checks(method_checks_of(method), method["one_way"]))
        sections.append((method["name"], blocks))
    intro = f"{row['doc']}{kernel} Version {row['version']}, number {row['id']:#010x} in the tag."
    if row["imports"]:
        pages = {other["name"] for other in ir["interfaces"]}
        intro += " Imports " + ", ".join(f"[`{name}`](interface-{name}.md)" if name in pages else
                                         f"`{name}`" for name in row["imports"]) + "."
    return intro, sections


def _errors(ir, method):
    """The errors of a method, and what they tell besides."""
    if not method["errors"]:
        return []
    if not method["error_docs"]:
        return ["Errors: " + ", ".join(map(error_link, method["errors"])) + "."]
    told, rows = {detail["error"]: detail["params"] for detail in method["details"]}, []
    for name in method["errors"]:
        rows.append((error_link(name), "", "", "", method["error_docs"][name]))
        rows += [("", _place(param), f"`{param['name']}`", _type(ir, param), param["doc"])
                 for param in told.get(name, ())]
    return [table(("Error", "Place", "Field", "Type", "Meaning"), rows)]


def _events(row):
    """What the server tells of unasked."""
    asked = {param["event"]: f"`{param['name']}` of `{method['name']}`" for method in row["methods"]
             for param in method["in"]["params"] if param.get("event")}
    name = row["name"]
    rows = [(f"`{value['value']:#x}`", f"`{value['name']}`", asked[value["name"]], value["doc"])
            for value in row["events"]["values"]]
    return [f"A client makes a capability for an event out of a notification of its own "
            f"(`{name}_event`), with the bit of the event `shift` further up, and hands it over. "
            f"The server signals it (`{name}_signal_`*event*), and the client takes the bits apart "
            f"(`{name}_events_take`). More than one signal may have come by then.",
            table(("Bit", "Event", "Handed over as", "Meaning"), rows),
            _message_checks(row["checks"]["event"])]


def _message_checks(checks, one_way=False):
    return table(("Check", "Refused", "Error"), [
        (f"`{check['id']}`", _refused(check), _refusal(check, one_way)) for check in checks])


def _refused(check):
    name, limit = f"`{check['field']}`", check["limit"]
    if (check["kind"], "detail" in check) == ("tag", True):
        return f"`{check['detail']}` with any other tag than is due to what it tells"
    words = ", ".join(map(str, check["words"]))
    failed = {"call": "the call fails", "result": "the body returns an error",
              "reply": "an error"}
    return {"interface": "another interface", "tag_flags": "other flags in the tag",
            "method": "a label that no method has", "error": failed.get(check["place"]),
            "tag": "any other tag" if check["place"] == "request" else
                   "any other tag: an error, or [no answer at all](abi.md#checks-of-messages)",
            "capability": f"{name} is not there, of another type or lacks a right",
            "present": "a bit of an optional field that does not exist",
            "absent": f"{name} is not there, but has a value or a size",
            "unused": f"a bit that belongs to no field, in word {words}",
            "minimum": f"{name} < {limit}{check['unit']}",
            "maximum": f"{name} > {limit}{check['unit']}",
            "width": f"{name} does not fit {limit} bits",
            "require": f"the requirement of {name}",
            "shift": "an event whose bit is none, or does not fit a badge",
            "room": f"room for {name} < {limit}{check['unit']}",
            "enum": f"{name} is no known value",
            "flags": f"{name} has an unknown bit",
            "text": f"{name} is not UTF-8 without NUL, or its padding is not zero",
            "padding": f"the padding of {name} is not zero",
            "gap": f"the rest of the room of {name} is not zero",
            "undeclared": "the body returns an error that the method does not have",
            "untaken": "the body reports success, but has not taken the right to answer later",
            "taken": "the body returns an error, but has taken the right to answer later",
            "spent": "the right to answer has been used; the server is told",
            "element": f"{name} has a value that its type does not have"}[check["kind"]]


def _refusal(check, one_way):
    if one_way and check["place"] == "request":
        return "dropped"
    if check["error"] == "malformed" or check["kind"] not in ("error", "tag") or "detail" in check:
        return error_link(check["error"])
    if check["place"] == "request":
        return error_link(check["error"])
    return "that error" if check["place"] != "reply" else \
        f"that error, or {error_link(check['error'])}"


def _place(param):
    """The words of a parameter."""
    places = []
    if "word" in param:
        places.append(f"word {param['word']}")
        if param["shift"]:
            places[0] += f", bits {param['shift']} to {param['shift'] + param['bits'] - 1}"
    if "data_word" in param:
        size = {"string": "size", "bytes": "size", "vector": "count"}.get(param["kind"])
        places = [f"{places[0]}: its {size}"] if places else []
        places.append(f"from word {param['data_word']}: the data")
    return "; ".join(places)


def _type(ir, param):
    if param["kind"] in ("string", "bytes"):
        kind = "UTF-8" if param["kind"] == "string" else "bytes"
        return f"{kind}, {param['min']} to {param['max']} bytes"
    name = scalar(ir, param["type"])
    if any(row["name"] == param["type"] for row in ir["structs"]):
        name = f"[`{param['type']}`](structs.md#{param['type']})"
    if param["kind"] == "vector":
        return f"{param['min']} to {param['max']} of {name}"
    return f"{param['count']} of {name}" if param["kind"] == "array" else name


def _travels(param):
    """How a capability leaves its sender, if not as a copy with all rights."""
    if param["grant"]:
        what = {"read": "read", "write": "written", "both": "read and written"}
        return f", lent to be {what[param['grant']['direction']]}"
    if param["moves"]:
        return ", moved"
    return "" if param["mask"] is None else f"; a copy with at most {join(param['mask'])}"


def _layout(ir, message, title):
    rows = []
    for param in message["params"]:
        if param["kind"] == "cap":
            rows.append((f"capability {param['slot']}", f"`{param['name']}`",
                         f"{object_link(param['cap'])} with {join(param['rights'])}"
                         + _travels(param), param["doc"]))
            continue
        there = "" if "optional" not in param else \
            f" Optional: bit {message['present']['shift'] + param['optional']} of word " \
            f"{message['present']['word']}."
        rows.append((_place(param), f"`{param['name']}`", _type(ir, param), param["doc"] + there))
    shape = f"{title}: {count(message['words'], 'word', 'words')}"
    if message["variable"]:
        shape += f" and those of `{message['variable']}`"
    shape += f", {count(message['caps'], 'capability', 'capabilities')}."
    fields = table(("Place", "Field", "Type", "Meaning"), rows)
    return f"{shape}\n\n{fields}" if fields else shape
