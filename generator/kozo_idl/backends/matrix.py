# SPDX-License-Identifier: MIT
"""generated/tests/matrix.c and its header: which call is refused how, as data.

A program that walks it can tell of any call, from what its caller holds, whether and with which
status the kernel must refuse it, and what a handler may answer. It follows from the IR alone."""
import textwrap

from kozo_idl.backends.common import COLUMNS, checks_of, literal, output, u64

_KINDS = {"object": "one_of", "enum": "one_of"}


def outputs(ir):
    """The tables and their types."""
    operations = [_operation(row) for row in ir["operations"]]
    return [output("tests/include/kozo/tests/matrix.h", "tests/matrix.h", "idl/kernel/",
                   checks=max(len(row["checks"]) for row in operations),
                   errors=max(len(row["errors"]) for row in ir["operations"])),
            output("tests/matrix.c", "tests/matrix.c", "idl/kernel/", operations=operations,
                   objects=[_object(row) for row in ir["objects"]])]


def _operation(row):
    fields = [f".arguments = {len(row['args'])}", f".results = {len(row['outs'])}"]
    for flag, holds in (
            ("message", row["profile"] == "message"), ("self", row["self"]),
            ("sends", row["sends"]), ("receives", row["receives"]),
            ("deadline", row["deadline"]), ("reply", row["reply"]),
            ("preemptible", row["preemptible"])):
        fields += [f".{flag} = true"] if holds else []
    return {"number": f"KOZO_OP_{row['name'].upper()}", "name": row["name"],
            "fields": _lines(fields),
            "checks": [_check(row, check) for check in checks_of(row)],
            "errors": _lines([f"KOZO_ERR_{name.upper()}" for name in row["errors"]])}


def _lines(items):
    """Initialisers on as few lines as they need; none is broken."""
    if not items:
        return []
    text = ", ".join(items).replace(" = ", "\xa0=\xa0")
    return [line.replace("\xa0", " ") for line in textwrap.wrap(text + ",", COLUMNS - 12)]


def _check(operation, check):
    kind = _KINDS.get(check["kind"], check["kind"])
    limit = check["limit"]
    if check["kind"] == "enum":
        limit = sum(1 << value for value in check["values"])
        assert limit < 1 << 64, check["id"]
    error = f"KOZO_ERR_{check['error'].upper()}" if check["error"] else "0"
    fields = [f".kind = MATRIX_{kind.upper()}", str(check["argument"]), error,
              literal(check["detail"]), u64(limit)]
    if kind == "lookup":
        fields += [f".path = {check['path']:#x}"] if check["path"] else []
        fields += [".dying = true"] if check["dying"] else []
    if kind == "slot":
        fields += run_of(operation, check["argument"])
    return "{" + ", ".join(fields) + "}"


def run_of(operation, position):
    """Where a slot argument finds its CNode and the number of slots."""
    positions = {row["name"]: row["position"] for row in operation["args"]} | {"self": 0}
    argument = operation["args"][position - 1]
    fields = [f".cnode = {positions[argument['cnode']]}"] if positions[argument["cnode"]] else []
    return fields + ([f".count = {positions[argument['count']]}"] if argument["count"] else [])


def _object(row):
    fields = [f".rights = {row['rights_mask']:#x}"]
    fields += [f".sizes = {u64(sum(1 << bits for bits in row['sizes']))}"] if row["sizes"] else []
    for flag, holds in (("copyable", row["copyable"]), ("badgeable", row["badgeable"]),
                        ("device", row["device"]), ("counted", row["header"])):
        fields += [f".{flag} = true"] if holds else []
    return {"index": f"KOZO_OBJECT_{row['name'].upper()}", "name": row["name"],
            "fields": _lines(fields)}
