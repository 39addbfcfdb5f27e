# SPDX-License-Identifier: MIT
"""Interfaces: methods, and messages with their layout and their checks in order."""
import hashlib

from kozo_idl import examples, requirements
from kozo_idl.diagnostics import Report
from kozo_idl.grants import bytes_name
from kozo_idl.ir.types import element_ir, sizes, type_ir
from kozo_idl.layout import PRESENT, message_layout
from kozo_idl.message_checks import interface_checks, method_checks
from kozo_idl.model.services import ArrayParam, CapParam, DataParam, VectorParam
from kozo_idl.resolve import constant_name, narrowed
from kozo_idl.since import since, told


def interface_id(interface):
    """Low 32 bits of the SHA-256 of `name:version`; never 0, which tags of the kernel's own use."""
    digest = hashlib.sha256(f"{interface.name}:{int(interface.version)}".encode()).digest()
    return int.from_bytes(digest[-4:], "big") or 1


def interface_ir(world, row):
    result = {"name": str(row.name), "version": int(row.version), "id": interface_id(row),
              "kernel": row.kernel, **told(row), "events": _events(world, row),
              "imports": world.imports[row.name],
              "methods": [_method(world, method) | told(method, since(row))
                          for method in sorted(row.methods, key=lambda method: method.id)]}
    for method in result["methods"]:
        method["checks"] = method_checks(result, method)
    return result | {"checks": interface_checks(result)}


def _events(world, row):
    """The events of which a server tells."""
    if row.events is None:
        return None
    flags = type_ir(world, world.types[row.events])
    return {name: flags[name] for name in ("name", "c_type", "bits", "values")}


def _method(world, row):
    return {"name": str(row.name), "id": int(row.id),
            "deferred": row.reply == "deferred", "one_way": row.one_way,
            "idempotent": row.idempotent, "require": _requirements(world, row),
            "errors": list(map(str, row.error_names)),
            "error_docs": {str(name): str(error.doc) for name, error in row.errors if error.doc},
            "details": [{"error": str(name)} | _message(world, error.detail)
                        for name, error in row.errors if error.detail],
            "in": _message(world, row.inputs), "out": _message(world, row.outputs)}


def _requirements(world, row):
    """What a method requires, and examples for a test."""
    rows = requirements.trees(world, row, Report())
    if not rows:
        return {"variables": [], "good": [], "rows": []}
    names, good, bad = examples.examples(rows, requirements.limits(world, row.inputs))
    return {"variables": names, "good": good,
            "rows": [statement | {"bad": chosen} for statement, chosen in zip(rows, bad)]}


def _message(world, params):
    layout = message_layout(world, params)
    placed = {row.field: {"word": row.word, "shift": row.shift, "bits": row.bits}
              for row in layout.scalars}
    data = {name: {"data_word": word, "data_words": words, "last": name == layout.last}
            for name, word, words in layout.data}
    caps = {name: {"slot": index} for index, name in enumerate(layout.caps)}
    rows, present = [], placed.get(PRESENT)
    for name, param in params:
        row = {"name": str(name), "doc": str(param.doc)}
        if getattr(param, "optional", False):
            row["optional"] = sum("optional" in other for other in rows)
        for places in (placed, data, caps):
            row |= places.get(name, {})
        rows.append(row | _param(world, param))
    if present is not None:
        present["count"] = sum("optional" in row for row in rows)
    return {"params": rows, "present": present, "words": layout.words,
            "max_words": layout.total_max,
            "caps": len(layout.caps), "packed": layout.packed, "variable": layout.last}


def _param(world, param):
    """What a parameter is, wherever it lies."""
    if isinstance(param, CapParam):
        return {"kind": "cap", "cap": str(param.cap),
                "event": param.event and str(param.event),
                "grant": param.grant and {"direction": str(param.grant.grant),
                                          "bytes": bytes_name(param.name)},
                "rights": world.rights_in_order(str(param.cap), param.rights),
                "rights_mask": world.rights_mask(str(param.cap), param.rights),
                "mask": param.mask and world.rights_in_order(str(param.cap), param.mask),
                "moves": param.moves,
                "pass": _pass(world, param),
                "object_id": 0 if param.cap == "any" else int(world.objects[param.cap].id),
                "c_type": "kozo_handle_t" if param.cap == "any" else f"kozo_{param.cap}_t"}
    if isinstance(param, DataParam):
        return {"kind": "string" if param.text else "bytes"} | sizes(param)
    if isinstance(param, VectorParam):
        return {"kind": "vector"} | sizes(param) | element_ir(world, param.element)
    if isinstance(param, ArrayParam):
        return {"kind": "array", "count": int(param.count),
                "count_name": constant_name(param.count)} | element_ir(world, param.element)
    if param.type in world.structs:
        return {"kind": "struct", "count": 1} | element_ir(world, param.type)
    scalar = world.scalars[param.type]
    low, high = narrowed(scalar, param.range)
    return {"kind": "value", "type": str(param.type), "type_kind": scalar.kind,
            "c_type": scalar.c_type, "wrapped": scalar.wrapped, "minimum": low, "maximum": high,
            "values": list(scalar.values), "type_bits": scalar.bits, "signed": scalar.signed}


def _pass(world, param):
    """The word of the buffer that says how a capability travels, as a number."""
    fields = dict(world.abi.pass_.fields)
    withheld = 0 if param.mask is None else ~world.rights_mask(str(param.cap), param.mask)
    values = {"withheld": withheld, "move": int(param.moves)}
    return sum((values[name] & (1 << int(field.bits)) - 1) << int(field.shift)
               for name, field in fields.items())
