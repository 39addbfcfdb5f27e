# SPDX-License-Identifier: MIT
"""sys.rs and trap.rs: an operation is a method of the handle on which it works."""
from itertools import groupby

from kozo_idl.backends.common import output
from kozo_idl.backends.rust.names import Unknown, cap_type, doc, function, ident, type_name

_KEPT = "rbx"  # the compiler does not hand it out


def outputs(ir):
    """The operations, and the traps of programs and of host tests."""
    profile = ir["profile"]
    method = profile["method"]
    counts = {"arguments": len(method["args"]), "results": len(method["results"])}
    message, spare = _message_operands(profile)
    return [
        output("rust/sys.rs", "rust/sys.rs", "idl/kernel/operations.yaml",
               groups=[{"head": _head(on), "rows": [_operation(row) for row in rows]}
                       for on, rows in groupby(sorted(ir["operations"], key=lambda row: row["on"]),
                                               lambda row: row["on"])]),
        output("rust/trap.rs", "rust/trap.rs", "idl/abi.yaml", **counts, trap=profile["trap"],
               method=_method_operands(profile), message=message, kept=_KEPT, spare=spare),
        output("tests/rust/trap.rs", "rust/trap_host.rs", "idl/abi.yaml", **counts)]


def _head(on):
    return "<T> Cap<T>" if on == "any" else f" {cap_type(on)}"


def _operands(inward, outward, clobbered):
    """Each register once, whether something goes in, comes out, or both."""
    rows = []
    for register in dict.fromkeys([*inward, *outward, *clobbered]):
        value, place = inward.get(register), outward.get(register, "_")
        rows.append(f'inlateout("{register}") {value} => {place}' if value
                    else f'lateout("{register}") {place}')
    return rows


def _method_operands(profile):
    method = profile["method"]
    inward = {method["op"]: "op", method["self"]: "cap"}
    inward |= {register: f"all[{index}]" for index, register in enumerate(method["args"])}
    outward = {method["status"]: "status"}
    outward |= {register: f"r[{index}]" for index, register in enumerate(method["results"])}
    return _operands(inward, outward, profile["clobbered"])


def _message_operands(profile):
    """The operands, and the register that carries the word of the one that the compiler keeps, if
    that has one."""
    message = profile["message"]
    inward = {message["op"]: "op", message["cap"]: "cap", message["tag"]: "m.tag.0",
              message["deadline"]: "m.deadline", message["reply"]: "m.reply"}
    words = list(message["words"])
    taken = {*inward, *words, *profile["clobbered"]}
    spare = None
    if _KEPT in words:
        spare = next(name for name in profile["method"]["args"] if name not in taken)
        words[words.index(_KEPT)] = spare
    places = {register: f"m.words[{index}]" for index, register in enumerate(words)}
    out = message["out"]
    return _operands(inward | places, {out["status"]: "status", out["tag"]: "m.tag.0",
                                       out["badge"]: "m.badge"} | places,
                     profile["clobbered"]), spare


def _operation(row):
    if row["profile"] not in ("method", "message"):
        raise Unknown(f"backends/rust does not know the profile {row['profile']}")
    self = "self" if row["self"] else None
    raw = "self.raw" if row["self"] else "0"
    head = f"    pub fn {ident(row['method'])}"
    if row["profile"] == "message":
        cleared = [] if row["sends"] else [
            "// What is left of an earlier message is no part of a request to receive.",
            f"m.tag = crate::abi::Tag::new(0, 0, m.tag.flags() & {row['flags']:#x}, 0, 0);"]
        parameters = ", ".join(filter(None, [self, "m: &mut crate::abi::Message"]))
        return {"doc": doc(row["doc"], 4), "prototype": f"{head}({parameters}) -> Result<()>",
                "body": [*cleared, f"outcome(trap::message({row['id']}, {raw}, m))"]}
    parameters, values = list(filter(None, [self])), []
    for argument in row["args"]:
        name, kind = ident(argument["name"]), argument["kind"]
        if kind == "cap":
            parameters.append(f"{name}: {cap_type(argument['cap'])}")
            values.append(f"{name}.raw")
        else:
            value = "u8" if kind == "object" else type_name(argument["type"])  # of any object type
            parameters.append(f"{name}: {value}")
            values.append(f"{name}.word()")
    types = ["Cap<Any>" if out["handle"] else type_name(out["type"]) for out in row["outs"]]
    results = ["Cap::new(r[{}])" if out["handle"] else "result(r[{}])?" for out in row["outs"]]
    results = [text.format(index) for index, text in enumerate(results)]
    used = "r" if results else "_"
    return {"doc": doc(row["doc"], 4),
            "prototype": function(head, parameters, f" -> Result<{_tuple(types)}>"),
            "body": [f"let args = [{', '.join(values)}];",
                     f"let (status, {used}) = trap::method({row['id']}, {raw}, args);",
                     "outcome(status)?;", f"Ok({_tuple(results)})"]}


def _tuple(items):
    return items[0] if len(items) == 1 else f"({', '.join(items)})"
