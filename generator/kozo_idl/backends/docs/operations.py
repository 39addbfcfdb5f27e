# SPDX-License-Identifier: MIT
"""operations.md: every system call."""
from kozo_idl.backends import meaning, user
from kozo_idl.backends.common import checks_of, errors_of
from kozo_idl.backends.docs import diagram
from kozo_idl.backends.docs.markdown import (code, error_link, join, number, object_link, prototype,
                                             scalar, shared_checks, table)


def page(ir):
    sections = [("List", [table(("Number", "Operation", "Self", "What it does"), [
        (row["id"], f"[`{row['name']}`](#{row['name']})",
         object_link(row["self"]["cap"]) if row["self"] else "none",
         row["doc"].split(". ")[0].rstrip(".") + ".") for row in ir["operations"]]),
                          "Any other number is refused with " + error_link("bad_operation") + ".",
                          shared_checks(ir["table_checks"])])]
    if ir["effects"]:
        sections.append(("How meaning is told", [
            "The paragraph Meaning of an operation follows from its effect clause, as do the model "
            "that the kernel is tested against and contracts for proofs of its handlers. It "
            "speaks of a forest of capabilities in slots: each has a parent or none, and its "
            "children in the order of their age. What else it has:",
            table(("Field", "What it says"), meaning.vocabulary_rows(ir)),
            "Or it speaks of the [state of objects](objects.md): `self.bits` is that of the object "
            "which `self` designates. What becomes something does so at once, by values from "
            "before. What ends a wait, and by which error, is told in the prose. "
            "An expression of which a sentence could be read in two ways stands as it is written: "
            "`self.badge` is the badge of `self`."]))
    sections += [(row["name"], _operation(ir, row)) for row in ir["operations"]]
    return ("Every system call: prototype, registers, and the checks in the order in which the "
            "kernel makes them. A call that fails a check changes nothing; its status names the "
            "error, the position of the argument (0 is self) and the detail. The id of a check is "
            "also the name of the host test that breaks it. Below the arguments is a "
            "[picture](abi.md#pictures-of-words) of what lies in which register."), sections


def _operation(ir, row):
    profile = ir["profile"][row["profile"]]
    facts = f"Operation {row['id']}, {row['profile']} profile."
    if row["self"]:
        rights = join([f"`{right}`" for right in row["self"]["rights"]])
        register = profile["cap" if row["profile"] == "message" else "self"]
        facts += f" Self in `{register}`: {object_link(row['self']['cap'])}, rights: {rights}."
    if row["profile"] == "message":
        ways = [name for name in ("sends", "receives") if row[name]]
        read = [name for name in ("deadline", "reply") if row[name]]
        registers = join([f"`{profile[name]}` ({name})" for name in read])
        facts += f" It {' and '.join(ways)}" + (f"; may read {registers}." if read else ".")
    facts += " Preemptible: runs again from its registers after an interrupt." \
        if row["preemptible"] else ""
    told = meaning.paragraph(ir, row, error_link) if row["effect"] else ""
    blocks = [row["doc"], code(prototype(user.prototype(row))), told, facts,
              table(("Register", "Argument", "Type", "Meaning"), _argument_rows(ir, row)),
              table(("Register", "Result", "Type", "Meaning"), _result_rows(ir, row)),
              diagram.picture(_registers(ir, row)),
              table(("Check", "Refused", "Error", "Detail"),
                    [(f"`{check['id']}`", *_check(ir, row, check)) for check in checks_of(row)])]
    if row["errors"]:
        blocks.append("Besides: " + ", ".join(map(error_link, row["errors"])) + ".")
    return blocks


def _argument_rows(ir, row):
    method = ir["profile"]["method"]
    rows = []
    for argument in row["args"]:
        if argument["kind"] == "cap":
            rights = f" with {join(argument['rights'])}" if argument["rights"] else ""
            kind = object_link(argument["cap"]) + rights
        elif argument["kind"] in ("slot", "slots"):
            kind = f"empty slot{'s' if argument['count'] else ''} of `{argument['cnode']}`"
        elif argument["kind"] == "object":
            kind = "[object type](objects.md)"
        else:
            kind = scalar(ir, argument["type"])
        rows.append((f"`{method['args'][argument['position'] - 1]}`", f"`{argument['name']}`", kind,
                     argument["doc"] + _withheld(argument)))
    return rows


def _result_rows(ir, row):
    return [(f"`{ir['profile']['method']['results'][index]}`", f"`{out['name']}`",
             "handle" if out["handle"] else scalar(ir, out["type"]), out["doc"] + _withheld(out))
            for index, out in enumerate(row["outs"])]


def _registers(ir, row):
    """What lies where in which register, on the way in and on the way out."""
    profile = ir["profile"][row["profile"]]
    ways = _message_registers if row["profile"] == "message" else _method_registers
    return [(f"{way:3} {register}", diagram.value(ir, name, kind, bits))
            for way, register, name, kind, bits in
            [("in", profile["op"], f"operation {row['id']}", "", 64), *ways(profile, row)]]


def _method_registers(profile, row):
    if row["self"]:
        yield "in", profile["self"], "self", "handle", 64
    for argument in row["args"]:
        kind = "handle" if argument["kind"] == "cap" else argument["type"]
        yield ("in", profile["args"][argument["position"] - 1], argument["name"], kind,
               argument.get("bits", 64))
    yield "out", profile["status"], "status", "status", 64
    for register, out in zip(profile["results"], row["outs"]):
        yield "out", register, out["name"], "handle" if out["handle"] else out["type"], 64


def _message_registers(profile, row):
    if row["self"]:
        yield "in", profile["cap"], "self", "handle", 64
    yield "in", profile["tag"], "tag", "tag", 64
    if row["deadline"]:
        yield "in", profile["deadline"], "deadline", "deadline", 64
    if row["reply"]:
        yield "in", profile["reply"], "reply", "handle", 64
    words = "...", f"words 0 to {len(profile['words']) - 1}: {', '.join(profile['words'])}", "", 64
    if row["sends"]:
        yield "in", *words
    yield "out", profile["out"]["status"], "status", "status", 64
    if row["receives"]:
        yield "out", profile["out"]["badge"], "badge", "badge", 64
        yield "out", profile["out"]["tag"], "tag", "tag", 64
        yield "out", *words


def _withheld(param):
    return " Not in traces." if param["payload"] else ""


def _check(ir, row, check):
    """(when it refuses, the error, the detail) of a check."""
    kind, limit, at = check["kind"], number(check["limit"]), check["argument"]
    name = "self" if at == 0 else row["args"][at - 1]["name"] if at <= len(row["args"]) else "tag"
    errors = ", ".join(map(error_link, errors_of(check)))
    if kind == "lookup":
        path = ", or a CNode on the way lacks `modify`" if check["path"] else ""
        text = f"`{name}` designates nothing{path}"
    elif kind == "slot":
        text = f"`{name}` lies outside, or is occupied"
    elif kind == "rights":
        argument = row["self"] if at == 0 else row["args"][at - 1]
        text = f"`{name}` lacks {' or '.join(f'`{right}`' for right in argument['rights'])}"
    elif kind == "tag_flags":
        allowed = [f"`{flag['name']}`" for flag in ir["words"]["tag"]["flags"]
                   if check["limit"] >> flag["bit"] & 1]
        text = f"the tag has a flag other than {join(allowed)}"
    else:
        values = ", ".join(map(str, check.get("values", ())))
        text = {"type": f"`{name}` is no {check.get('object')}",
                "tag_words": f"the tag says more than {limit} words",
                "tag_caps": f"the tag says more than {limit} capabilities",
                "minimum": f"`{name}` < {limit}", "maximum": f"`{name}` > {limit}",
                "below": f"`{name}` >= {limit}", "align": f"`{name}` is no multiple of {limit}",
                "enum": f"`{name}` is none of {values}",
                "flags": f"`{name}` has a bit outside {check['limit']:#x}",
                "object": f"`{name}` is no type that can be made"}[kind]
    return text, errors, number(check["detail"])
