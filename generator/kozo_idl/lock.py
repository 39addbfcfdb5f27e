# SPDX-License-Identifier: MIT
"""The lock: what programs that are already built rely on, one sorted line per element.

An element is a key and facts, `operation.thread_start id=33 ...`. Here the lock is read and written
and told of the IDL; compat.py compares the two, graves.py keeps what has been given up."""
import re

from kozo_idl.diagnostics import Mark
from kozo_idl.effects import is_call
from kozo_idl.model.abi import VALUE_WORDS, WORDS

_HEADER = """\
# What programs that are already built rely on. Written by `make generate`, which accepts additions;
# anything that would break such a program needs a higher version in the YAML. Never edited by hand.
"""
_KEY = re.compile(r"\w+(\.\w+(\.[\w/\[\]]+)*)?", re.ASCII)
# Facts that are read as numbers. By an alignment is divided.
_NUMBERS = {"number", "version", "since", "id", "value", "offset", "first", "last", "shift", "bit",
            "minimum", "maximum", "below", "align", "flags", "object", "rights", "path", "dying",
            "device", "copyable", "badgeable"}
_NUMBER = re.compile(r"id=0x[0-9a-f]{1,16}|(?!align=0)\w+=-?(0|[1-9][0-9]{,19})", re.ASCII)
# The facts without which nothing can be done with a line of such a key.
_NEEDED = [(re.compile(pattern), fact) for pattern, fact in (
    (r"release", "number"), (r"abi|(gone\.)?interface\.\w+", "version"),
    (r"(operation\.\w+\.arg|interface\.\w+\.\w+(\.error\.\w+)?\.(in|out))\.\d+|"
     r"gone\.\w+(\.\w+)*\.\d+", "name"))]


def elements(ir):
    """key -> facts of the whole IR. A fact is a str."""
    rows = {"abi": {"version": ir["abi"]["version"], "word_bits": ir["abi"]["word_bits"]},
            "release": {"number": ir["abi"]["release"]},
            "buffer": {name: ir["buffer"][name] for name in ("bytes", "words", "caps")}}
    rows |= _machine(ir)
    for row in ir["constants"]:
        rows[f"constant.{row['name']}"] = {"value": row["value"], **_since(row)}
    for row in ir["types"]:
        rows[f"type.{row['name']}"] = {"kind": row["kind"], "bits": row["bits"],
                                       "wrapped": row["wrapped"], "c_type": row["c_type"],
                                       "signed": row["signed"] if row["form"] else None,
                                       "form": row["form"],
                                       "unit": row["unit"], "of": row["of"], **_since(row)}
        for value in row["values"]:
            rows[f"type.{row['name']}.{value['name']}"] = {"value": value["value"], **_since(value)}
    for row in ir["structs"]:
        rows[f"struct.{row['name']}"] = {"size": row["size"], "align": row["align"],
                                          **_since(row)}
        for case in row["cases"] or ():
            rows[f"struct.{row['name']}.kind.{case['name']}"] = {"value": case["value"]}
        for field in row["fields"]:
            rows[f"struct.{row['name']}.{field['name']}"] = {
                "offset": field["offset"], "bytes": field["bytes"], "type": _passed(field["type"]),
                "count": field["count"], "unit": field["unit"],
                "text": field["text"] and 1}
    for row in ir["error_groups"]:
        rows[f"errors.{row['name']}"] = {"first": row["first"], "last": row["last"]}
    for row in ir["errors"]:
        rows[f"error.{row['name']}"] = {"id": row["id"], **_since(row)}
    for row in ir["objects"]:
        rows |= _object(row)
    types = {row["name"]: row for row in ir["types"]}
    for row in ir["operations"]:
        rows |= _operation(row, ir["profile"], types)
    for row in ir["interfaces"]:
        rows |= _interface(row)
    vocabulary = ir["effects"] or {"primitives": (), "functions": ()}
    for row in (*vocabulary["primitives"], *vocabulary["functions"]):
        names = [parameter["name"] for parameter in row["parameters"]]
        rows[f"effects.{row['name']}"] = {"parameters": names}
    for row in ir["systems"]:
        programs = sorted(row["programs"], key=lambda program: program["number"])
        rows[f"system.{row['name']}"] = {"programs": [program["name"] for program in programs]}
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


def _since(row):
    """The release that brought an element; the first goes without saying."""
    return {"since": row["since"]} if row["since"] > 1 else {}


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
                  "badgeable": row["badgeable"], **_since(row)}}
    for right in row["rights"]:
        rows[f"{key}.right.{right['name']}"] = {"value": right["value"], **_since(right)}
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
                 "args": len(row["args"]), "outs": len(row["outs"]), **_since(row)}
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
        rows[f"{key}.effect"] = _effect(row["effect"], {
            argument["name"]: f"arg{argument['position']}" for argument in row["args"]})
    return rows


def _effect(statements, places):
    """What an operation means, as text in which arguments are told by their `places`."""

    def text(tree):
        if tree["kind"] == "call":
            return f"{tree['name']}({passed(tree)})"
        if tree.get("operator") == "if":
            condition, value, otherwise = (text(operand) for operand in tree["operands"])
            return f"({value} if {condition} else {otherwise})"
        if tree["kind"] == "operation":
            *left, right = (text(operand) for operand in tree["operands"])
            return f"({' '.join([*left, tree['operator'], right])})"
        if tree["kind"] == "number":
            return str(tree["value"])
        slot = tree.get("slot", tree.get("name"))
        return places.get(slot, slot) + (f".{tree['field']}" if "field" in tree else "")

    def passed(call_):
        return ",".join(f"{argument['name']}:{text(argument['value'])}"
                        for argument in call_["arguments"])

    def whole(statement, act):
        word = " unless " if statement["unless"] else " when "
        return act + (word + text(statement["condition"]) if statement["condition"] else "")

    refusals = [whole(statement, statement["error"]) for statement in statements
                if statement["error"]]
    changes = [whole(statement, "wait") for statement in statements if statement["waits"]]
    changes += [whole(statement, f"{statement['primitive']}({passed(statement)})")
                for statement in statements if statement["primitive"]]
    changes += [whole(statement, f"{text(statement['target'])} becomes {text(statement['value'])}")
                for statement in statements if statement["target"]]
    return {"refuses": ";".join(refusals) or "nothing", "does": ";".join(changes) or "nothing"}


def _value_limits(row):
    """Limits of a type or of a parameter of that type."""
    kind = row.get("type_kind") or row["kind"]
    if kind == "enum":
        return {"values": [value["value"] if isinstance(value, dict) else value
                           for value in row["values"]]}
    if kind == "flags":
        return {"flags": row["maximum"]}
    return {"minimum": row["minimum"], "maximum": row["maximum"]}


def _interface(row):
    key = f"interface.{row['name']}"
    rows = {key: {"version": row["version"], "id": f"{row['id']:#010x}", "kernel": row["kernel"],
                  "events": row["events"] and row["events"]["name"], **_since(row)}}
    for method in row["methods"]:
        name = f"{key}.{method['name']}"
        request, reply = method["in"], method["out"]
        rows[name] = {"id": method["id"], "in_words": request["words"], "in_caps": request["caps"],
                      "in_variable": request["variable"] is not None, "out_words": reply["words"],
                      "out_caps": reply["caps"], "out_variable": reply["variable"] is not None,
                      "reply": "none" if method["one_way"] else None,
                      "answers": _answers(method),
                      "idempotent": method["idempotent"] or None, **_since(method)}
        if method["require"]["rows"]:
            rows[name]["refuses"] = _effect(method["require"]["rows"], {
                param["name"]: f"arg{index}" for index, param in enumerate(request["params"])})[
                    "refuses"]
        rows[name] |= {f"{way}_optional_{place}": method[way]["present"][place]
                       for way in ("in", "out") if method[way]["present"]
                       for place in ("word", "shift")}
        for way in ("in", "out"):
            for index, param in enumerate(method[way]["params"]):
                rows[f"{name}.{way}.{index}"] = _param(param)
                for leaf in param.get("leaves", ()):
                    place = leaf["path"].replace(".", "/") or "value"
                    if leaf["type_kind"] != "rest":
                        rows[f"{name}.{way}.{index}.{place}"] = _value_limits(leaf)
        for error in method["errors"]:
            rows[f"{name}.error.{error}"] = {}
        for detail in method["details"]:
            key_of = f"{name}.error.{detail['error']}"
            rows[key_of] = {"out_words": detail["words"]}
            rows |= {f"{key_of}.out.{index}": _param(param)
                     for index, param in enumerate(detail["params"])}
    return rows


def _answers(method):
    """When a server's body answers. Locks that are older do not tell, so `now` is written, too."""
    return None if method["one_way"] else "deferred" if method["deferred"] else "now"


def _param(param):
    facts = {"name": param["name"], "kind": param["kind"]}
    if param["kind"] == "cap":
        return facts | {"cap": param["cap"], "slot": param["slot"],
                        "passed_rights": param["rights"], "mask": param["mask"],
                        "pass": "move" if param["moves"] else None, "event": param["event"],
                        "grant": param["grant"] and param["grant"]["direction"]}
    facts |= {fact: param[fact] for fact in ("optional", "word", "shift", "bits", "data_word",
                                             "last", "count") if fact in param}
    if "type" in param:
        facts["type"] = _passed(param["type"])
    if param["kind"] == "value":
        return facts | _value_limits(param)
    return facts | {fact: param[name] for fact, name in (("minimum", "min"), ("maximum", "max"))
                    if name in param}


def serialise(rows):
    """The text of the lock file."""
    return _HEADER + "".join(line(*row) + "\n" for row in sorted(rows.items()))


def line(key, facts):
    """The line of an element, without its end."""
    return " ".join([key, *(f"{name}={value}" for name, value in facts.items())])


def parse(text, shown, report):
    """(key -> facts, key -> line number) of a lock file."""
    rows, lines = {}, {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        key, *facts = line.split(" ")
        pairs = [fact.partition("=") for fact in facts]
        if key in rows or not _is_sound(key, pairs):
            report.error(Mark(shown, number, 1), "IDL0605", "this is no line of a lock; take the "
                                                            "file "
                         "from the last commit and run `make generate`")
            continue
        rows[key] = {name: value for name, _, value in pairs}
        lines[key] = number
    return rows, lines


def _is_sound(key, pairs):
    """Is that a line which the generator may have written, as far as it is read?"""
    names = [name for name, _, _ in pairs]
    return _KEY.fullmatch(key) and len(names) == len(set(names)) \
        and all(name and sign and (name not in _NUMBERS or _NUMBER.fullmatch(name + sign + text))
                for name, sign, text in pairs) \
        and all(fact in names for pattern, fact in _NEEDED if pattern.fullmatch(key))


def definition(key):
    """The key of the definition that an element is a part of."""
    kind, *names = key.split(".")
    return "abi" if kind in ("word", "profile") else ".".join([kind, *names[:1]])


def marks(world):
    """Key -> Mark of every element that has a place of its own in the YAML."""
    rows = {"abi": world.abi.version.mark, "buffer": world.abi.buffer.mark,
            "release": getattr(world.abi.release, "mark", world.abi.version.mark)}
    for name in WORDS:
        word = world.abi.word(name)
        rows |= {f"word.{name}.{field}": field.mark for field, _ in word.fields}
        rows |= {f"word.{name}.flag.{flag}": flag.mark for flag, _ in word.flags}
    for name, profile in world.abi.profiles:
        rows |= {f"profile.{name}": name.mark, f"profile.{name}.method": profile.method.mark,
                 f"profile.{name}.message": profile.message.mark}
    for kind, table in (("constant", world.constants), ("type", world.types),
                        ("struct", world.structs), ("errors", world.groups),
                        ("error", world.errors), ("object", world.objects),
                        ("system", world.systems)):
        for name, row in table.items():
            rows[f"{kind}.{name}"] = row.name.mark
            members = getattr(row, "values", getattr(row, "bits", getattr(row, "fields", ())))
            rows |= {f"{kind}.{name}.{member}": member.mark for member, _ in members}
            rows |= {f"{kind}.{name}.right.{right}": right.mark
                      for right, _ in getattr(row, "rights", ())}
            rows |= {f"{kind}.{name}.{part}{case}": case.mark for part in ("", "kind.")
                     for case, _ in getattr(row, "cases", ())}
    for name, _ in (*world.effects.primitives, *world.effects.functions) if world.effects else ():
        rows[f"effects.{name}"] = name.mark
    for name, row in world.operations.items():
        rows[f"operation.{name}"] = row.name.mark
        rows |= {f"operation.{name}.effect": statement.mark for statement in row.effect[:1]}
        for fact in ("refuses", "does"):
            statements = [statement for statement in row.effect
                          if is_call(statement, "refuse") == (fact == "refuses")]
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
            rows |= {f"{key}.refuses.{number}": statement.mark
                     for number, statement in enumerate(method.require)}
            rows |= {f"{key}.error.{error}": error.mark for error in method.error_names}
            rows |= {f"{key}.error.{error}.out.{index}": param.mark
                     for error, told in method.errors
                     for index, (param, _) in enumerate(told.detail)}
            for way, params in (("in", method.inputs), ("out", method.outputs)):
                rows |= {f"{key}.{way}.{index}": param.mark
                         for index, (param, _) in enumerate(params)}
    return rows
