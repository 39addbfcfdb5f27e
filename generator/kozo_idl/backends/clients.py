# SPDX-License-Identifier: MIT
"""generated/user/kozo/client: a stub for each method that services offer."""
from kozo_idl.backends import notes
from kozo_idl.backends.common import call, comment, output
from kozo_idl.backends.interfaces import (SIZES, capacity, detail_of, detail_params, error_name,
                                          events, has_details, interface_name, label_of,
                                          method_doc, named_params, passed, plain_errors, pointed,
                                          size_of, source_of)
from kozo_idl.backends.wire import Message, has_elements


def outputs(ir):
    """A header for each interface that a service offers."""
    return [output(f"user/kozo/client/{row['name']}.h", "user/client.h", source_of(row),
                   name=row["name"], comment=comment(row["doc"]), id=interface_name(row),
                   **_events(row),
                   methods=[_method(ir, row, method) for method in row["methods"]],
                   elements=has_elements(row, "out"), notes=notes.uses(row),
                   details=has_details(row))
            for row in ir["interfaces"] if not row["kernel"]]


def _events(row):
    name, found = row["name"], events(row)
    of_event = [f"{found[0]['c_type']} event"] if found else []
    return {"events": found, "event_checks": row["checks"]["event"],
            "event_prototype": call(f"static inline kozo_err_t {name}_event", [
                "kozo_notification_t source", *of_event, "unsigned shift", "kozo_cnode_t cnode",
                "kozo_slot_index_t index", "kozo_notification_t *made"], tail=""),
            "take_prototype": call(f"static inline void {name}_events_take", [
                f"const struct {name}_events *events", "void *context", "kozo_badge_t bits",
                "unsigned shift"], tail="")}


def _method(ir, row, method):
    ins, outs = named_params(method)
    request = Message(ir, row, method["in"], ins, label_of(row, method))
    reply = Message(ir, row, method["out"], outs)
    received = Message(ir, row, method["out"], outs, suffix="_in")
    checks = method["checks"]
    viewed = received.viewed()
    plain = [*map(error_name, plain_errors(method))]
    failed = f"kozo_wire_failed({row['name']}_{method['name']}_error(m, detail))"
    return {
        "name": method["name"], "details": [_detail(ir, row, method, detail)
                                            for detail in method["details"]],
        "told": _told(row, method, method["name"] + "_error"),
        "other": failed if method["details"] else
        f"kozo_wire_other(m->tag, {interface_name(row)}, {'own' if plain else 'NULL'})",
        "comment": comment(method_doc(method)), "one_way": method["one_way"],
        "own": ", ".join([*plain, "KOZO_OK"]) if plain else "",
        "way": "kozo_wire_send" if method["one_way"] else "kozo_wire_call",
        "client": prototype(row, method, ins, outs, viewed),
        "copied": _copied(row, method, ins, outs, received) if viewed else None,
        "arguments": request.steps(checks["argument"]), "rooms": reply.steps(checks["room"]),
        "request": request.encoder(),
        "uses_buffer": request.uses_buffer or reply.uses_buffer,
        "offered": [(param["slot"], f"{param['c_name']}_slot") for param in outs
                    if param["kind"] == "cap"], "call": request.steps(checks["call"]),
        "reply_sizes": received.sizes(), "reply_raws": received.raws(),
        "reply_checks": received.steps(checks["reply"]),
        "results": received.results()}


def _told(row, method, name):
    """The head of a function that finds out which error an answer is, and what that tells."""
    return call(f"static KOZO_WIRE_APART kozo_err_t {row['name']}_{name}",
                ["const struct kozo_message *m", f"{detail_of(row, method)} *detail"], tail="")


def _detail(ir, row, method, detail):
    """How a client reads an answer by which an error tells something."""
    error = error_name(detail["error"])
    message = Message(ir, row, detail, detail_params(detail), label=error)
    checks = [check for check in method["checks"]["detail"] if check["detail"] == detail["error"]]
    name = f"{method['name']}_{detail['error']}"
    return {"error": error, "told": _told(row, method, name), "function": f"{row['name']}_{name}",
            "raws": message.raws(), "checks": message.steps(checks),
            "results": message.results(f"detail->{detail['error']}.")}


def prototype(row, method, ins, outs, viewed=()):
    """Of the stub that copies all its results, or that tells where the `viewed` ones lie."""
    parameters = [f"{row['name']}_t self", *passed(ins, "void")]
    for param in outs:
        name = param["c_name"]
        if param in viewed:
            parameters.append(_view(param, f"*{name}"))
            parameters += [f"size_t *{name}{SIZES[param['kind']]}"] if "word" in param else []
        elif param["kind"] == "string":
            parameters.append(f"char {name}[{capacity(param)}]")
        elif param["kind"] == "bytes":
            parameters += [f"void *{name}", f"size_t {name}_capacity", f"size_t *{name}_size"]
        elif param["kind"] == "vector":
            parameters += [f"{param['c_type']} *{name}", f"size_t {name}_capacity",
                           f"size_t *{name}_count"]
        elif param["kind"] in ("struct", "array"):
            parameters.append(f"{param['c_type']} {pointed(param)}")
        elif param["kind"] == "cap":
            parameters += [f"kozo_slot_index_t {name}_slot", f"{param['c_type']} *{name}"]
        else:
            parameters.append(f"{param['c_type']} *{name}")
        parameters += [f"bool *has_{name}"] * ("optional" in param)
    parameters += [f"{detail_of(row, method)} *detail"] * bool(method["details"])
    suffix = "_view" if viewed else ""
    return call(f"static inline kozo_err_t {row['name']}_{method['name']}{suffix}", parameters,
                tail="")


def _view(param, declarator):
    """A pointer to what the buffer has, as a declaration."""
    c_type = {"string": "char", "bytes": "void"}.get(param["kind"]) or param["c_type"]
    return f"const {c_type} *{declarator}"


def _copied(row, method, ins, outs, received):
    """The stub that copies what the other one has found."""
    arguments, views, in_place = ["self"], [], received.viewed()
    for param in ins:
        arguments += [param["c_name"], *size_of(param)]
    for param in outs:
        name, kind = param["c_name"], param["kind"]
        viewed = param in in_place
        if viewed:
            views.append(_view(param, f"{name}_view") + ";")
            if kind == "string":
                views.append(f"size_t {name}_view_size;")
        arguments += [f"{name}_slot"] if kind == "cap" else []
        arguments += [f"&{name}_view"] if viewed else [name]
        arguments += [f"&{name}_view_size"] if kind == "string" else size_of(param)
        arguments += [f"has_{name}"] * ("optional" in param)
    arguments += ["detail"] * bool(method["details"])
    head = f"const kozo_err_t error = {row['name']}_{method['name']}_view"
    return {"client": prototype(row, method, ins, outs), "views": views,
            "call": call(head, arguments, indent=4).lstrip(), "lines": list(received.copies())}
