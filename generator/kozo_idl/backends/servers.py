# SPDX-License-Identifier: MIT
"""generated/server: skeletons, which take a request apart, call what the service implements and put
the answer together."""
import textwrap

from kozo_idl.backends import notes
from kozo_idl.backends.common import COLUMNS, call, comment, output, without_head
from kozo_idl.backends.interfaces import (SIZES, capacity, count_of, detail_of, detail_params,
                                          error_name, errors_of, events, grant_type, has_details,
                                          interface_name, label_of, lent, maximum, method_doc,
                                          named_params, passed, pointed, size_of,
                                          source_of)
from kozo_idl.backends.wire import Message, has_elements, has_grants, required


# Each method has a frame of its own: in one function all would have that of the largest.
_APART = "static __attribute__((noinline)) enum kozo_served"
_COLD = "static __attribute__((noinline, cold)) enum kozo_served"
# Not each file that may answer later does so with an error.
_SHARED = "static __attribute__((noinline, unused)) enum kozo_served"
_TAKES = "static inline KOZO_TAKES"
# Conditions under which a body has said something else than it has done.
_MISUSE = {"untaken": "error == KOZO_OK && call.taken.raw == 0",
           "taken": "error != KOZO_OK && call.taken.raw != 0"}


def outputs(ir):
    """A skeleton for each interface; the kernel's messages are received by services too."""
    rows = [output("server/kozo/server/served.h", "server/served.h", "idl/services/")]
    for row in ir["interfaces"]:
        name = row["name"]
        values = {"name": name, "comment": comment(row["doc"]), "id": interface_name(row),
                  "kernel": row["kernel"], "checks": row["checks"], "events": events(row),
                  "methods": [_method(ir, row, method) for method in row["methods"]],
                  "deferred": any(method["deferred"] for method in row["methods"]),
                  "elements": has_elements(row, "in"), "grants": has_grants(row),
                  "notes": notes.serves(row),
                  "misfit": call(f"{_COLD} {name}_served_misfit",
                                 ["struct kozo_message *m", "kozo_err_t error"], tail=""),
                  "details": has_details(row),
                  "sends_caps": any(method["in"]["caps"] for method in row["methods"])}
        kinds = ["server", *["answer"] * (values["details"] or values["deferred"])]
        rows += [output(f"server/kozo/{kind}/{name}.h", f"server/{kind}.h", source_of(row),
                        **values) for kind in kinds]
    return rows


def _method(ir, row, method):
    ins, outs = named_params(method)
    request = Message(ir, row, method["in"], ins, label_of(row, method),
                      "KOZO_TAG_FLAG_KERNEL" if row["kernel"] else "0")
    reply = Message(ir, row, method["out"], outs)
    checks = method["checks"]
    in_place = [] if method["deferred"] else _in_place(request, reply)
    return {
        "name": method["name"], "label": label_of(row, method), "deferred": method["deferred"],
        "one_way": method["one_way"],
        "outcomes": _outcomes(row, method) if method["details"] else [],
        "outcome_type": outcome_of(row, method),
        "detail_type": detail_of(row, method), "refuser": _refuser(row, method),
        "details": [{"error": error_name(detail["error"]), "lines": Message(
            ir, row, detail, detail_params(detail, f"outcome->detail.{detail['error']}."),
            label=error_name(detail["error"])).encoder(indent=8)["lines"]}
            for detail in method["details"]],
        "refused": f"{row['name']}_refuse_{method['name']}(m, &outcome)"
        if method["details"] else f"{row['name']}_served_error(m, error)",
        "refuse": "KOZO_TAKEN" if method["one_way"] else
        f"{row['name']}_served_error(m, KOZO_ERR_BAD_MESSAGE)",
        "misfit": f"{row['name']}_served_stray(m)" if method["one_way"] else
        f"{row['name']}_served_misfit(m, KOZO_ERR_BAD_MESSAGE)",
        "take": call(f"{_APART} {row['name']}_dispatch_{method['name']}",
                     ["void *context", "struct kozo_message *m"], tail=""),
        "comment": comment(method_doc(method, lent)),
        "body": body_prototype(row, method, ins, outs),
        "request_sizes": request.sizes(), "request_raws": request.raws(),
        "request_checks": request.steps(checks["request"]),
        "request_values": request.arrived(), "required": required(ir, method),
        "request_buffer": request.uses_buffer,
        "body_locals": [f"struct {row['name']}_{method['name']}_call call = {{{{0}}}};"]
        if method["deferred"] else
        [line for param in outs
         for line in _out_locals(param, reply, param["c_name"] in in_place)],
        "settled": [_settled(param) for param in outs if "optional" in param],
        "body_call": _body_call(row, method, ins, outs), "outcome": checks["outcome"],
        "misuse": [check | {"condition": _MISUSE[check["kind"]]} for check in checks["taking"]]
        + [check | {"condition": _undeclared(method)} for check in checks["closed"]],
        "closed": checks["closed"], "undeclared": _undeclared(method),
        "answered": checks["answer"], "result_checks": reply.steps(checks["result"]),
        "reply": reply.encoder(in_place), "sent": reply.sent, "reply_buffer": reply.uses_buffer,
        **(_token(row, method, outs) if method["deferred"] else {})}


def _undeclared(method):
    """The condition under which an error is none of the method."""
    tests = [f"error != {name}" for name in ["KOZO_OK", *errors_of(method)]]
    return "\n".join(textwrap.wrap(" && ".join(tests), COLUMNS - 11, break_long_words=False,
                                   subsequent_indent=" " * 8))


def body_prototype(row, method, ins, outs):
    parameters = ["void *context", "kozo_badge_t badge", *passed(lent(ins), "uint8_t")]
    if method["deferred"]:
        parameters.append(f"struct {row['name']}_{method['name']}_call *call")
    for param in [] if method["deferred"] else outs:
        name = param["c_name"]
        if param["kind"] == "string":
            parameters.append(f"char {name}[{capacity(param)}]")
        elif param["kind"] == "bytes":
            parameters += [f"uint8_t {name}[{maximum(param)}]", f"size_t *{name}_size"]
        elif param["kind"] == "vector":
            parameters += [f"{param['c_type']} {name}[{maximum(param)}]", f"size_t *{name}_count"]
        elif param["kind"] in ("struct", "array"):
            parameters.append(f"{param['c_type']} {pointed(param)}")
        else:
            parameters.append(f"{param['c_type']} *{name}")
        parameters += [f"bool *has_{name}"] * ("optional" in param)
    outcome = "void" if method["one_way"] else outcome_of(row, method)
    return call(f"static {outcome} {row['name']}_serve_{method['name']}", parameters)


def _body_call(row, method, ins, outs):
    arguments = ["context", "m->badge"]
    for param in lent(ins):
        arguments += [_granted(param) if param.get("grant") else param["c_name"],
                      *size_of(param)]
    arguments += ["&call"] * method["deferred"]
    for param in [] if method["deferred"] else outs:
        arguments.append(_place(param))
        arguments += [f"&{size}" for size in size_of(param)]
        arguments += [f"&has_{param['c_name']}"] * ("optional" in param)
    outcome = "" if method["one_way"] else f"const {outcome_of(row, method)} " \
        f"{'outcome' if method['details'] else 'error'} = "
    return call(f"{outcome}{row['name']}_serve_{method['name']}", arguments, indent=4)


def _granted(param):
    """What a body gets of a grant."""
    return f"({grant_type(param)}){{{param['c_name']}, {param['grant']['bytes']}}}"


def outcome_of(row, method):
    """What the body of a method returns."""
    return f"struct {row['name']}_{method['name']}_outcome" if method["details"] else "kozo_err_t"


def _outcomes(row, method):
    """The functions that make it, of errors that tell something with that."""
    def made(verb, params, *members):
        head = f"    return ({outcome_of(row, method)}){{"
        line = f"{head}{', '.join(members)}}};"
        if len(line) > COLUMNS:
            line = "\n".join([head, *(textwrap.fill(member + ",", COLUMNS, initial_indent=" " * 8,
                                                    subsequent_indent=" " * 12)
                                      for member in members), "    };"])
        return {"prototype": call(f"static inline {outcome_of(row, method)} {row['name']}_{verb}",
                                  passed(params, "void") or ["void"], tail=""), "made": line}

    rows = [made(f"done_{method['name']}", [], ".error = KOZO_OK")]
    details = {detail["error"]: detail_params(detail) for detail in method["details"]}
    for name in method["errors"]:
        fields, members = details.get(name, []), [f".error = {error_name(name)}"]
        if fields:
            values = ", ".join(field["c_name"] for field in fields)
            members.append(f".detail.{name} = {{{values}}}")
        rows.append(made(f"refuse_{method['name']}_{name}", fields, *members))
    return rows


def _refuser(row, method):
    """The head of the function that puts an error and what it tells into the message."""
    return call(f"{_SHARED} {row['name']}_refuse_{method['name']}",
                ["struct kozo_message *m", f"const {outcome_of(row, method)} *outcome"], tail="")


def outcome_prototypes(row, method):
    """The functions by which a body says how a request ends."""
    return [without_head("static inline ", made["prototype"]) + ";"
            for made in (_outcomes(row, method) if method["details"] else [])]


def _token(row, method, outs):
    """The types of a method that answers later, and the functions that make and use them."""
    name = f"{row['name']}_{method['name']}"
    later, taking = f"struct {name}_later *later", f"struct {name}_call *call"

    def prototype(head, verb, *parameters):
        return call(f"{head} {row['name']}_{verb}_{method['name']}", parameters, tail="")

    return {"later": f"{name}_later", "call": f"{name}_call",
            "take_prototype": prototype(f"{_TAKES} kozo_err_t", "take", taking, later),
            "waits_prototype": prototype("static inline bool", "waits", later),
            "reply_prototype": prototype("static inline kozo_err_t", "reply", later,
                                         *passed(outs, "void")),
            "fail_prototype": prototype("static inline kozo_err_t", "fail", later,
                                        f"{outcome_of(row, method)} "
                                        f"{'outcome' if method['details'] else 'error'}")}


def token_prototypes(row, method, outs):
    """The functions by which a server that answers later does so."""
    token = _token(row, method, outs) if method["deferred"] else {}
    return [without_head("static inline ", without_head(f"{_TAKES} ", text)) + ";"
            for name, text in token.items() if name.endswith("_prototype")]


def _stored(param):
    """Where the body puts a result; if that may be left out, it is known by its name later."""
    return param["c_name"] + ("_value" if "optional" in param else "")


def _place(param):
    """The same as a pointer."""
    return _stored(param) if "data_word" in param else f"&{_stored(param)}"


def _in_place(request, reply):
    """The data that the body of a method builds where they are sent from: in the buffer, where no
    data of the request lie."""
    def words(param):
        return set(range(param["data_word"], param["data_word"] + param["data_words"]))

    taken = set().union(*map(words, request.data))
    return [param["c_name"] for param in reply.data if "optional" not in param
            and param["data_word"] >= reply.registers and not words(param) & taken]


def _out_locals(param, reply, in_place):
    """Declarations of what the body gives."""
    name, stored, kind = param["c_name"], _stored(param), param["kind"]
    if in_place:
        c_type = {"string": "char", "bytes": "uint8_t"}.get(kind) or param["c_type"]
        lines = [f"{c_type} *{name} = (void *){reply.at(param)};"]
        if kind == "string":
            return [*lines, f"{name}[0] = 0;"]
        if kind in ("struct", "array"):
            return [*lines, f"kozo_wire_clear({reply.at(param)}, 0, {param['data_words']});"]
        return [*lines, f"size_t {name}{SIZES[kind]} = 0;"]
    lines = [f"bool has_{name} = false;"] * ("optional" in param)
    if kind == "string":
        return [*lines, f"char {stored}[{capacity(param)}] = {{0}};"]
    if kind == "bytes":
        return [*lines, f"uint8_t {stored}[{maximum(param)}];", f"size_t {name}_size = 0;"]
    if kind == "vector":
        return [*lines, f"{param['c_type']} {stored}[{maximum(param)}];",
                f"size_t {name}_count = 0;"]
    if kind in ("struct", "array"):
        return [*lines, f"{param['c_type']} {stored}[{count_of(param)}] = {{0}};"]
    return [*lines, f"{param['c_type']} {stored} = {'{0}' if _is_struct(param) else '0'};"]


def _settled(param):
    """What the body has given, or NULL if it has not."""
    c_type = {"string": "char", "bytes": "uint8_t"}.get(param["kind"]) or param["c_type"]
    return f"const {c_type} *{param['c_name']} = has_{param['c_name']} ? {_place(param)} : NULL;"


def _is_struct(param):
    return param["kind"] == "cap" or param.get("wrapped", False)
