# SPDX-License-Identifier: MIT
"""The lock: what programs that are already built rely on, one sorted line per element.

An element is a key and facts, `operation.thread_start id=33 ...`. Comparing the lock with the IDL
tells each edit apart: the same, additive (programs that were built before still work) or breaking.
What breaks depends on the direction: a server may accept more than before and answer less, never
the reverse. Prose and the names of parameters are no part of the binary interface."""
import re
from dataclasses import dataclass

from kozo_idl.diagnostics import Mark
from kozo_idl.model.abi import VALUE_WORDS, WORDS
from kozo_idl.resolve import U64_MAX

_HEADER = """\
# What programs that are already built rely on. Written by `make generate`, which accepts additions;
# anything that would break such a program needs a higher version in the YAML. Never edited by hand.
"""


def elements(ir):
    """key -> facts of the whole IR. A fact is a str."""
    rows = {"abi": {"version": ir["abi"]["version"], "word_bits": ir["abi"]["word_bits"]},
            "buffer": {name: ir["buffer"][name] for name in ("bytes", "words", "caps")}}
    rows |= _machine(ir)
    for row in ir["constants"]:
        rows[f"constant.{row['name']}"] = {"value": row["value"]}
    for row in ir["types"]:
        rows[f"type.{row['name']}"] = {"kind": row["kind"], "bits": row["bits"],
                                       "wrapped": row["wrapped"], "c_type": row["c_type"]}
        for value in row["values"]:
            rows[f"type.{row['name']}.{value['name']}"] = {"value": value["value"]}
    for row in ir["structs"]:
        rows[f"struct.{row['name']}"] = {"size": row["size"], "align": row["align"]}
        for field in row["fields"]:
            rows[f"struct.{row['name']}.{field['name']}"] = {
                "offset": field["offset"], "bytes": field["bytes"], "type": _passed(field["type"]),
                "count": field["count"]}
    for row in ir["error_groups"]:
        rows[f"errors.{row['name']}"] = {"first": row["first"], "last": row["last"]}
    for row in ir["errors"]:
        rows[f"error.{row['name']}"] = {"id": row["id"]}
    for row in ir["objects"]:
        rows |= _object(row)
    types = {row["name"]: row for row in ir["types"]}
    for row in ir["operations"]:
        rows |= _operation(row, ir["profile"], types)
    for row in ir["interfaces"]:
        rows |= _interface(row)
    return {key: _facts(facts) for key, facts in rows.items()}


def _facts(facts):
    texts = {}
    for name, value in facts.items():
        if isinstance(value, (list, tuple)):
            texts[name] = ",".join(map(str, value)) or "none"
        elif value is not None:
            value = int(value) if isinstance(value, bool) else value
            texts[name] = str(value).replace(" ", "_")
    return texts


def _machine(ir):
    rows = {}
    for name, word in ir["words"].items():
        for field in word["fields"]:
            rows[f"word.{name}.{field['name']}"] = {"shift": field["shift"], "bits": field["bits"]}
        for flag in word["flags"]:
            rows[f"word.{name}.flag.{flag['name']}"] = {"bit": flag["bit"]}
    profile = ir["profile"]
    key = f"profile.{profile['name']}"
    rows[key] = {"trap": profile["trap"], "clobbered": profile["clobbered"]}
    rows[f"{key}.method"] = dict(profile["method"])
    message = dict(profile["message"])
    outs = message.pop("out")
    rows[f"{key}.message"] = message
    rows[f"{key}.message.out"] = outs
    return rows


def _object(row):
    key = f"object.{row['name']}"
    rows = {key: {"id": row["id"], "sizes": row["sizes"], "from": row["from"],
                  "device": row["device"], "copyable": row["copyable"],
                  "badgeable": row["badgeable"]}}
    for right in row["rights"]:
        rows[f"{key}.right.{right['name']}"] = {"value": right["value"]}
    return rows


def _limits(checks):
    """The facts that an argument's checks amount to; what is not restricted has none."""
    facts = {}
    for check in checks:
        kind = check["kind"]
        if kind == "enum":
            facts["values"] = check["values"]
        elif kind == "lookup":
            facts |= {name: int(check[name]) for name in ("path", "dying") if check[name]}
        elif kind in ("minimum", "maximum", "below", "align", "flags", "object", "rights"):
            facts[kind] = check["limit"]
    return facts


def _passed(type_name):
    """What a type is in the binary interface. A word is its 64 bits; its fields are locked once."""
    return "u64" if type_name in VALUE_WORDS else type_name


def _operation(row, profile, types):
    key, rows, method = f"operation.{row['name']}", {}, profile["method"]
    self_ = row["self"]
    rows[key] = {"id": row["id"], "profile": row["profile"], "self": self_ and self_["cap"],
                 "sends": row["sends"], "receives": row["receives"], "flags": row["flags"],
                 "args": len(row["args"]), "outs": len(row["outs"])}
    if self_:
        rows[key] |= _limits(self_["checks"])
    for argument in row["args"]:
        facts = {"register": method["args"][argument["position"] - 1], "name": argument["name"],
                 "kind": argument["kind"]}
        facts |= {name: _passed(argument[name]) for name in ("type", "cap", "cnode", "count")
                  if argument.get(name)}
        rows[f"{key}.arg.{argument['position']}"] = facts | _limits(argument["checks"])
    for index, result in enumerate(row["outs"]):
        known = types.get(result["type"])
        facts = {"register": method["results"][index], "name": result["name"],
                 "type": _passed(result["type"])}
        rows[f"{key}.out.{index}"] = facts | (_value_limits(known) if known else {})
    for name in row["errors"]:
        rows[f"{key}.error.{name}"] = {}
    if row["effect"]:
        rows[f"{key}.effect"] = _effect(row)
    return rows


def _effect(row):
    """What an operation means, as text in which arguments are told by their position."""
    places = {argument["name"]: f"arg{argument['position']}" for argument in row["args"]}

    def text(tree):
        if tree["kind"] == "call":
            return f"{tree['name']}({passed(tree)})"
        if tree["kind"] == "operation":
            *left, right = (text(operand) for operand in tree["operands"])
            return f"({' '.join([*left, tree['operator'], right])})"
        if tree["kind"] == "number":
            return str(tree["value"])
        slot = tree.get("slot", tree.get("name"))
        return places.get(slot, slot) + (f".{tree['field']}" if tree["kind"] == "field" else "")

    def passed(call_):
        return ",".join(f"{argument['name']}:{text(argument['value'])}"
                        for argument in call_["arguments"])

    def whole(statement, act):
        word = " unless " if statement["unless"] else " when "
        return act + (word + text(statement["condition"]) if statement["condition"] else "")

    refusals = [whole(statement, statement["error"]) for statement in row["effect"]
                if statement["error"]]
    changes = [whole(statement, f"{statement['primitive']}({passed(statement)})")
               for statement in row["effect"] if statement["primitive"]]
    return {"refuses": ";".join(refusals) or "nothing", "does": "".join(changes) or "nothing"}


def _value_limits(row):
    """Limits of a type or of a parameter of that type."""
    kind = row.get("type_kind", row["kind"])
    if kind == "enum":
        return {"values": [value["value"] if isinstance(value, dict) else value
                           for value in row["values"]]}
    if kind == "flags":
        return {"flags": row["maximum"]}
    return {"minimum": row["minimum"], "maximum": row["maximum"]}


def _interface(row):
    key = f"interface.{row['name']}"
    rows = {key: {"version": row["version"], "id": f"{row['id']:#010x}", "kernel": row["kernel"]}}
    for method in row["methods"]:
        name = f"{key}.{method['name']}"
        request, reply = method["in"], method["out"]
        rows[name] = {"id": method["id"], "in_words": request["words"], "in_caps": request["caps"],
                      "in_variable": request["variable"] is not None, "out_words": reply["words"],
                      "out_caps": reply["caps"], "out_variable": reply["variable"] is not None}
        for way in ("in", "out"):
            for index, param in enumerate(method[way]["params"]):
                rows[f"{name}.{way}.{index}"] = _param(param)
        for error in method["errors"]:
            rows[f"{name}.error.{error}"] = {}
    return rows


def _param(param):
    facts = {"name": param["name"], "kind": param["kind"]}
    if param["kind"] == "cap":
        return facts | {"cap": param["cap"], "slot": param["slot"],
                        "passed_rights": param["rights"]}
    facts |= {"word": param["word"], "shift": param["shift"], "bits": param["bits"]}
    if param["kind"] == "value":
        return facts | {"type": _passed(param["type"])} | _value_limits(param)
    return facts | {"data_word": param["data_word"], "last": param["last"],
                    "minimum": param["min"], "maximum": param["max"]}


def serialise(rows):
    """The text of the lock file."""
    lines = [" ".join([key, *(f"{name}={value}" for name, value in facts.items())])
             for key, facts in sorted(rows.items())]
    return _HEADER + "\n".join(lines) + "\n"


def parse(text, shown, report):
    """(key -> facts, key -> line number) of a lock file."""
    rows, lines = {}, {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        key, *facts = line.split(" ")
        pairs = [fact.partition("=") for fact in facts]
        if key in rows or not all(name and sign for name, sign, _ in pairs):
            report.error(Mark(shown, number, 1), "IDL0605", "this is no line of a lock; take the "
                                                            "file "
                         "from the last commit and run `make generate`")
            continue
        rows[key] = {name: value for name, _, value in pairs}
        lines[key] = number
    return rows, lines


@dataclass(frozen=True)
class Change:
    """`what` is None for a key that is new or gone, otherwise the fact that differs."""
    key: str
    breaking: bool
    what: str | None
    old: str | None
    new: str | None


def compare(old, new):
    """Every difference between two sets of elements."""
    changes = []
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            if not _parent_in(key, old.keys() - new.keys()):
                changes.append(Change(key, ".error." not in key, None, "present", None))
        elif key not in old:
            changes.append(Change(key, False, None, None, "present"))
        else:
            for fact in sorted(old[key].keys() | new[key].keys()):
                before, after = old[key].get(fact), new[key].get(fact)
                if before != after:
                    good = compatible(key, fact, before, after)
                    changes.append(Change(key, not good, fact, before, after))
    return changes


def _parent_in(key, keys):
    parts = key.split(".")
    return any(".".join(parts[:length]) in keys for length in range(1, len(parts)))


# What a fact is where there is none.
_DEFAULTS = {"minimum": 0, "maximum": U64_MAX, "below": U64_MAX + 1, "align": 1}


def _number(fact, text):
    return _DEFAULTS.get(fact, 0) if text is None else int(text, 0)


def _set(text):
    return set() if text in (None, "none") else set(text.split(","))


def _accepts_more(fact, old, new):
    """Whatever satisfied the limit `fact` before satisfies it now. None if it is no limit."""
    if fact in ("values", "sizes"):
        return _set(new) >= _set(old)
    if fact == "passed_rights":
        return _set(new) <= _set(old)
    before, after = _number(fact, old), _number(fact, new)
    if fact in ("minimum", "first"):
        return after <= before
    if fact in ("maximum", "below", "last"):
        return after >= before
    if fact == "align":
        return before % after == 0
    if fact in ("flags", "object", "dying", "device", "copyable", "badgeable"):
        return before & ~after == 0
    return after & ~before == 0


_LIMITS = {"values", "sizes", "passed_rights", "minimum", "maximum", "below", "align", "flags",
           "object", "dying", "device", "copyable", "badgeable", "rights", "path"}


def compatible(key, fact, old, new):
    """True if programs that were built when `fact` was `old` still work."""
    if fact in ("name", "register"):
        # Parameters are told by their position; which register that is, the profile says.
        return True
    if key.startswith("errors.") and fact in ("first", "last"):
        return _accepts_more(fact, old, new)
    if fact == "refuses":
        # Refusals may go; those that stay keep their order, which tells the error of a call.
        earlier = iter(["nothing", *old.split(";")])
        return all(refusal in earlier for refusal in new.split(";"))
    if fact not in _LIMITS:
        return False
    if ".out." in key:
        return _accepts_more(fact, new, old)
    return _accepts_more(fact, old, new)


def definition(key):
    """The key of the definition that an element is a part of."""
    kind, *names = key.split(".")
    return "abi" if kind in ("word", "profile") else ".".join([kind, *names[:1]])


def check(old, lines, new, known, shown, report):
    """Report breaking changes that no higher version announces. `known` are marks."""
    def where(key):
        parts = key.split(".")
        return next(known[prefix] for prefix in
                    (".".join(parts[:length]) for length in range(len(parts), 0, -1))
                    if prefix in known)

    for change in compare(old, new):
        scope = _scope(change.key, old, new)
        before, after = (int(rows[scope]["version"]) if "version" in rows.get(scope, {}) else 0
                         for rows in (old, new))
        if change.key == scope and change.what == "version":
            if after < before:
                report.error(where(scope), "IDL0603", f"version {before} of '{scope}' becomes "
                                                      f"{after}; "
                             "versions only grow")
        elif change.breaking and after <= before:
            raise_it = f"undo it or raise the version of '{scope}'"
            if scope == "abi":
                raise_it += ", in idl/abi.yaml"
            if change.what is None:
                mark = Mark(shown, lines[change.key], 1)
                report.error(mark, "IDL0602", f"'{change.key}' is gone, "
                             f"but programs may rely on it; {raise_it}")
            else:
                report.error(where(_place(change)), "IDL0601",
                             f"'{change.key}' changes {_MEANING.get(change.what, change.what)} "
                             f"from {_in_words(change, old, change.old)} to "
                             f"{_in_words(change, new, change.new)}, which breaks existing "
                             f"programs; {raise_it}")


_MEANING = {"does": "its meaning", "refuses": "what it refuses"}


def _place(change):
    """The key of what has changed, of a meaning that of the statement."""
    if change.what not in _MEANING:
        return change.key
    pairs = zip(change.new.split(";"), [*change.old.split(";"), *change.new.split(";")])
    number = next((number for number, (now, was) in enumerate(pairs) if now != was), 0)
    return f"{change.key}.{change.what}.{number}"


def _in_words(change, rows, text):
    """A meaning with the names of arguments instead of their positions."""
    if change.what not in _MEANING:
        return text
    operation = change.key.removesuffix(".effect")
    text = re.sub(r"_(unless|when|and|or|not|[^\w\s]+)_", r" \1 ", text)
    return "'" + re.sub(r"\barg(\d+)", lambda found: rows[f"{operation}.arg.{found[1]}"]["name"],
                        text) + "'"


def _scope(key, old, new):
    """The key of the element whose version covers `key`."""
    scope = ".".join(key.split(".")[:2])
    return scope if key.startswith("interface.") and scope in old and scope in new else "abi"


def marks(world):
    """Key -> Mark of every element that has a place of its own in the YAML."""
    rows = {"abi": world.abi.version.mark, "buffer": world.abi.buffer.mark}
    for name in WORDS:
        word = getattr(world.abi, name)
        rows |= {f"word.{name}.{field}": field.mark for field, _ in word.fields}
        rows |= {f"word.{name}.flag.{flag}": flag.mark for flag, _ in word.flags}
    for name, profile in world.abi.profiles:
        rows |= {f"profile.{name}": name.mark, f"profile.{name}.method": profile.method.mark,
                 f"profile.{name}.message": profile.message.mark}
    for kind, table in (("constant", world.constants), ("type", world.types),
                        ("struct", world.structs), ("errors", world.groups),
                        ("error", world.errors), ("object", world.objects)):
        for name, row in table.items():
            rows[f"{kind}.{name}"] = row.name.mark
            members = getattr(row, "values", getattr(row, "bits", getattr(row, "fields", ())))
            rows |= {f"{kind}.{name}.{member}": member.mark for member, _ in members}
            rows |= {f"{kind}.{name}.right.{right}": right.mark
                      for right, _ in getattr(row, "rights", ())}
    for name, row in world.operations.items():
        rows[f"operation.{name}"] = row.name.mark
        rows |= {f"operation.{name}.effect": statement.mark for statement in row.effect[:1]}
        for fact in ("refuses", "does"):
            statements = [statement for statement in row.effect
                          if (statement.call.name == "refuse") == (fact == "refuses")]
            rows |= {f"operation.{name}.effect.{fact}.{number}": statement.mark
                      for number, statement in enumerate(statements)}
        rows |= {f"operation.{name}.arg.{index}": argument.mark
                 for index, (argument, _) in enumerate(row.inputs, 1)}
        rows |= {f"operation.{name}.out.{index}": result.mark
                 for index, (result, _) in enumerate(row.outputs)}
    for name, interface in world.interfaces.items():
        rows[f"interface.{name}"] = interface.version.mark
        for method in interface.methods:
            key = f"interface.{name}.{method.name}"
            rows[key] = method.name.mark
            for way, params in (("in", method.inputs), ("out", method.outputs)):
                rows |= {f"{key}.{way}.{index}": param.mark
                         for index, (param, _) in enumerate(params)}
    return rows
