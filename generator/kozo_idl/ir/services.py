# SPDX-License-Identifier: MIT
"""Interfaces: methods, and messages with their layout and their checks in order."""
import hashlib

from kozo_idl.layout import message_layout
from kozo_idl.message_checks import interface_checks, method_checks
from kozo_idl.model.services import CapParam, DataParam
from kozo_idl.resolve import constant_name, narrowed


def interface_id(interface):
    """Low 32 bits of the SHA-256 of `name:version`; never 0, which tags of the kernel's own use."""
    digest = hashlib.sha256(f"{interface.name}:{int(interface.version)}".encode()).digest()
    return int.from_bytes(digest[-4:], "big") or 1


def interface_ir(world, row):
    result = {"name": str(row.name), "version": int(row.version), "id": interface_id(row),
              "kernel": row.kernel, "doc": str(row.doc),
              "methods": [_method(world, method)
                          for method in sorted(row.methods, key=lambda method: method.id)]}
    for method in result["methods"]:
        method["checks"] = method_checks(result, method)
    return result | {"checks": interface_checks(result)}


def _method(world, row):
    return {"name": str(row.name), "id": int(row.id), "doc": str(row.doc),
            "deferred": row.reply == "deferred", "errors": list(map(str, row.errors)),
            "in": _message(world, row.inputs), "out": _message(world, row.outputs)}


def _message(world, params):
    layout = message_layout(world, params)
    placed = {row.field: row for row in layout.scalars}
    data = {name: (word, words) for name, word, words in layout.data}
    caps = {name: index for index, name in enumerate(layout.caps)}
    rows = []
    for name, param in params:
        row = {"name": str(name), "doc": str(param.doc)}
        if isinstance(param, CapParam):
            row |= {"kind": "cap", "cap": str(param.cap), "slot": caps[name],
                    "rights": list(map(str, param.rights)),
                    "rights_mask": world.rights_mask(str(param.cap), param.rights),
                    "object_id": 0 if param.cap == "any" else int(world.objects[param.cap].id),
                    "c_type": "kozo_handle_t" if param.cap == "any" else f"kozo_{param.cap}_t"}
        else:
            place = placed[name]
            row |= {"word": place.word, "shift": place.shift, "bits": place.bits}
            if isinstance(param, DataParam):
                row |= {"kind": "string" if param.text else "bytes", "min": int(param.min),
                        "max": int(param.max), "data_word": data[name][0],
                        "data_words": data[name][1],
                        "last": name == layout.data[-1][0],
                        "max_name": constant_name(param.max)}
            else:
                scalar = world.scalars[param.type]
                low, high = narrowed(scalar, param.range)
                row |= {"kind": "value", "type": str(param.type), "type_kind": scalar.kind,
                        "c_type": scalar.c_type, "wrapped": scalar.wrapped, "minimum": low,
                        "maximum": high, "values": list(scalar.values),
                        "type_bits": scalar.bits}
        rows.append(row)
    return {"params": rows, "words": layout.words, "max_words": layout.total_max,
            "caps": len(layout.caps), "packed": layout.packed,
            "variable": layout.data[-1][0] if layout.data else None}
