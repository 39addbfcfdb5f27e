# SPDX-License-Identifier: MIT
"""The checks of the messages of an interface, in the order in which they are made.

Every check has an id, `interface_method.place.field.kind`. The place tells who checks what: a
client its `argument`s, how the `call` went and the `reply`; a server the `request` and the `result`
of the body. Of what an error tells besides, the error stands before the place. What is listed here
is what stubs and skeletons test, what the reference page says and what a generated test breaks."""

from kozo_idl.resolve import limits_of_bits

# The checks that the helpers in wire.h and wire_caps.h make for all of them.
WIRE_CHECKS = [
    ("wire.clear", "a word between two fields of data is not zero"),
    ("wire.text.lead", "a byte that begins no UTF-8 sequence, or one that is cut off, or NUL"),
    ("wire.text.continuation", "a byte that does not continue the UTF-8 sequence"),
    ("wire.answer.tag", "the answer is not as wanted, and no error without words, capabilities and "
                        "flags"),
    ("wire.answer.error", "the error is not one that this method may have"),
    ("wire.cap.type", "the capability is not there, or of another type"),
    ("wire.cap.rights", "the capability lacks a right"),
]
# And those in wire_grants.h.
GRANT_CHECKS = [("wire.grant.size", "the frame has fewer bytes than are lent")]

_ERRORS = {"interface": "wrong_interface", "tag_flags": "wrong_interface", "method": "no_method",
           "room": "range", "shift": "range"}


def interface_checks(row):
    """Checks that all methods have in common, and that of events. The kernel takes every answer by
    the same code."""
    prefix = row["name"]
    replies = []
    if row["kernel"]:
        replies = [check | {"error": "malformed"} for check in (
            _check(f"{prefix}.reply", "interface"), _check(f"{prefix}.reply", "error"),
            *message_checks(f"{prefix}.reply", row["methods"][0]["out"]))]
    return {"request": [_check(f"{prefix}.request", kind)
                        for kind in ("interface", "tag_flags", "method")], "reply": replies,
            "event": [_check(f"{prefix}.argument", "shift")] if row["events"] else []}


def method_checks(row, method):
    """Checks of a method, by who makes them when, each in its order."""
    prefix = f"{row['name']}_{method['name']}"
    result = {"request": message_checks(f"{prefix}.request", method["in"]), "taking": [],
              "closed": [], "outcome": [], "answer": [], "result": [], "room": [], "argument": [],
              "call": [], "reply": []}
    result["require"] = [_check(f"{prefix}.request", "require", {"name": row["error"]})
                         | {"error": row["error"]} for row in method["require"]["rows"]]
    if method["deferred"]:
        result |= {"taking": [_check(f"{prefix}.result", kind) for kind in ("untaken", "taken")],
                   "answer": [_check(f"{prefix}.result", "spent") | {"error": "no_reply"}]}
    if not method["one_way"]:
        own = [_check(f"{prefix}.result", "error")] if method["errors"] else []
        result |= {"closed": [_check(f"{prefix}.result", "undeclared")], "outcome": own,
                   "result": _sizes(f"{prefix}.result", method["out"])}
    if not row["kernel"]:
        result |= {"argument": _sizes(f"{prefix}.argument", method["in"]),
                   "room": [_check(f"{prefix}.argument", "room", param, param["max"],
                                   unit=_unit(param))
                            for param in method["out"]["params"]
                            if param["kind"] in ("bytes", "vector")],
                   "call": [_check(f"{prefix}.call", "error")]}
    if not row["kernel"] and not method["one_way"]:
        result["reply"] = message_checks(f"{prefix}.reply", method["out"])
    result["detail"] = [check | {"detail": detail["error"]} for detail in method["details"]
                        for check in message_checks(f"{prefix}.{detail['error']}.reply", detail)]
    return result


def message_checks(prefix, message):
    """The checks of a message that has arrived. The first ones are of the tag, as one number, and
    of the size from which follows how many words it must tell."""
    params = message["params"]
    values = [param for param in params if param["kind"] == "value"]
    data = [param for param in params if "data_word" in param]
    sizes = _sizes(prefix, message)
    rows = [check for check in sizes
            if check["kind"] == "maximum" and check["field"] == message["variable"]]
    sizes = [check for check in sizes if check not in rows]
    rows.append(_check(prefix, "tag"))
    if message["present"]:
        rows.append(_check(prefix, "present", limit=message["present"]["count"]))
    rows += [_check(prefix, "absent", param) for param in params if "optional" in param]
    for param in values:
        rows += _value(prefix, param, message["packed"])
    rows += sizes
    rows += _unused(prefix, message)
    for param in data:
        if param["kind"] == "string":
            rows.append(_check(prefix, "text", param))
        elif has_padding(param):
            rows.append(_check(prefix, "padding", param))
        if may_leave_words(param):
            rows.append(_check(prefix, "gap", param))
        if param.get("leaves"):
            rows.append(_check(prefix, "element", param))
    return rows + [_check(prefix, "capability", param) for param in params
                   if param["kind"] == "cap"]


def _check(prefix, kind, param=None, limit=None, words=(), unit=""):
    place, field = prefix.rpartition(".")[2], None if param is None else param["name"]
    middle = field or (f"word{words[0]}" if len(words) == 1 else "words" if words else None)
    sent = place in ("argument", "request")
    error = _ERRORS.get(kind, "bad_message") if sent else "bad_reply"
    return {"id": ".".join(filter(None, (prefix, middle, kind))), "kind": kind, "field": field,
            "place": place, "limit": limit, "unit": unit, "words": list(words), "error": error}


def may_leave_words(param):
    """Can data be so short that whole words are left of their room?"""
    least = 0 if "optional" in param else param.get("min", 0)
    used = -(-least * param.get("element_bytes", 1) // 8)
    return "word" in param and not param["last"] and used < param["data_words"]


def has_padding(param):
    """Can data of these sizes end before their last word does?"""
    unit, least = param.get("element_bytes", 1), param.get("count", param.get("min"))
    return bool(unit * least % 8 or unit % 8 and least < param.get("max", least))


def leaf_checks(element, leaf):
    """The checks of a scalar that lies in a message as in memory, `leaf` of the type `element`."""
    if leaf["type_kind"] == "rest":
        rows = [("rest", None)]
    elif leaf["type_kind"] == "text":
        rows = [("text", leaf["minimum"])]
    elif leaf["type_kind"] in ("enum", "flags"):
        rows = [(leaf["type_kind"], leaf["maximum"])] if _has_others(leaf, leaf["bits"]) else []
    else:
        rows = _limits(leaf, leaf["bits"])
    path = leaf["path"].replace("[", ".").replace("]", "")
    prefix = ".".join(filter(None, ("wire", element, path)))
    return [{"id": f"{prefix}.{kind}", "kind": kind, "limit": limit} for kind, limit in rows]


def _limits(row, bits):
    """Those limits that a number of so many bits can be beyond."""
    low, high = limits_of_bits(bits, row["signed"])
    rows = [("minimum", row["minimum"])] if row["minimum"] > low else []
    return rows + ([("maximum", row["maximum"])] if row["maximum"] < high else [])


def _has_others(row, bits):
    """Is there a number of so many bits that is no value of the enumeration, or has other flags?"""
    known = len(row["values"]) if row["type_kind"] == "enum" else row["maximum"] + 1
    return known < 1 << bits


def _value(prefix, param, packed):
    if param["type_kind"] in ("enum", "flags"):
        return [_check(prefix, param["type_kind"], param, param["maximum"])] \
            if _has_others(param, param["bits"] if packed else 64) else []
    bits = param["type_bits"]
    if not packed and param["signed"] and bits < 64 and not _limits(param, bits):
        return [_check(prefix, "width", param, bits)]
    return [_check(prefix, kind, param, limit)
            for kind, limit in _limits(param, param["bits"] if packed else 64)]


def _unit(param):
    """What the limits of a parameter count."""
    return " elements" if param["kind"] == "vector" else " bytes"


def _sizes(prefix, message):
    rows = []
    if prefix.endswith((".argument", ".result")):
        rows = [_check(prefix, "absent", param) for param in message["params"]
                if "optional" in param and param["kind"] in ("bytes", "vector")]
    for param in message["params"]:
        if "max" in param:
            unit = _unit(param)
            rows.append(_check(prefix, "maximum", param, param["max"], unit=unit))
            if param["min"]:
                rows.append(_check(prefix, "minimum", param, param["min"], unit=unit))
    return rows


def _unused(prefix, message):
    """Bits that belong to nothing: in words that scalars share, and in words before the last data
    that hold none."""
    used, filled, head = {}, set(), message["words"]
    for param in filter(None, [*message["params"], message["present"]]):
        if "word" in param:
            mask = ((1 << param["bits"]) - 1) << param["shift"]
            used[param["word"]] = used.get(param["word"], 0) | mask
        if "data_word" in param:
            filled |= set(range(param["data_word"], param["data_word"] + param["data_words"]))
    rows = [_check(prefix, "unused", limit=mask, words=[word])
            for word, mask in sorted(used.items())
            if message["packed"] and mask != (1 << 64) - 1]
    empty = [word for word in range(head) if word not in used and word not in filled]
    return rows + ([_check(prefix, "unused", limit=0, words=empty)] if empty else [])
