# SPDX-License-Identifier: MIT
"""generated/tests/grammar.c and its header: the grammar of calls, capabilities being its resources.

For each position of an operation, what it takes: a capability of a type with rights, empty slots
of a CNode, a value within limits; and what the operation makes and takes away, by its effect
clause."""
from kozo_idl.backends.common import U64_MAX, aligned, output, u64
from kozo_idl.backends.matrix import run_of

# The changes of idl/kernel/effects.yaml after which a slot is empty, and which argument names it.
_EMPTIES = {"remove": "slot", "move": "from"}


def outputs(ir):
    """The table and its types."""
    positions = 1 + max(len(row["args"]) for row in ir["operations"])
    return [output("tests/include/kozo/tests/grammar.h", "tests/grammar.h", "idl/kernel/",
                   positions=positions),
            output("tests/grammar.c", "tests/grammar.c", "idl/kernel/",
                   operations=[_operation(row) for row in ir["operations"]])]


def _operation(row):
    arguments = [(0, row["self"])] if row["self"] else []
    arguments += [(argument["position"], argument) for argument in row["args"]]
    return {"number": f"KOZO_OP_{row['name'].upper()}",
            "arguments": aligned([(f"[{position}] =", _argument(row, position, argument))
                                  for position, argument in arguments]),
            "makes": _makes(row), "takes": _takes(row)}


def _argument(row, position, argument):
    checks = {check["kind"]: check for check in argument["checks"]}
    limits = {kind: check["limit"] for kind, check in checks.items()}
    if "lookup" in checks:
        return f"{{.kind = GRAMMAR_CAP, .type = KOZO_OBJECT_{_type(argument)}, " \
               f".rights = {limits.get('rights', 0):#x}}},"
    if "slot" in checks:
        return "{" + ", ".join([".kind = GRAMMAR_SLOTS", *run_of(row, position)]) + "},"
    if "enum" in checks or "object" in checks:
        values = sum(1 << value for value in checks["enum"]["values"]) if "enum" in checks \
            else limits["object"]
        return f"{{.kind = GRAMMAR_ONE_OF, .values = {u64(values)}}},"
    if "flags" in checks:
        return f"{{.kind = GRAMMAR_FLAGS, .values = {u64(limits['flags'])}}},"
    maximum = min(limits.get("maximum", U64_MAX), limits.get("below", U64_MAX + 1) - 1)
    return f"{{.kind = GRAMMAR_NUMBER, .minimum = {u64(limits.get('minimum', 0))}, " \
           f".maximum = {u64(maximum)}, .align = {limits.get('align', 1)}}},"


def _type(argument):
    return "NULL" if argument["cap"] == "any" else argument["cap"].upper()


def _change(row):
    """The change that the effect clause makes, with the positions of the arguments it names."""
    positions = {argument["name"]: argument["position"] for argument in row["args"]} | {"self": 0}
    for clause in row["effect"]:
        if clause["primitive"]:
            return clause["primitive"], {
                value["name"]: (value["value"]["type"], positions[value["value"]["name"]])
                for value in clause["arguments"] if value["value"]["kind"] == "argument"}
    return None, {}


def _makes(row):
    """Capabilities come into the slots at a position: of the type that an argument says, or of the
    type of another capability; without an effect clause it is not said of which."""
    slots = [argument["position"] for argument in row["args"]
             if argument["kind"] in ("slot", "slots")]
    if not slots:
        return ""
    values = dict(_change(row)[1].values())
    how, source = ("NAMED", values["object"]) if "object" in values else \
        ("SAME", values["slot"]) if "slot" in values else ("SOMETHING", 0)
    return f".how = GRAMMAR_{how}, .from = {source}, .into = {slots[0]}"


def _takes(row):
    change, values = _change(row)
    return f".takes = true, .taken = {values[_EMPTIES[change]][1]}," if change in _EMPTIES else ""
