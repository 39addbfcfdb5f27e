# SPDX-License-Identifier: MIT
"""The finished IR: dicts, lists, strings and numbers. Every back end works from this alone."""
import hashlib
import json

from kozo_idl.checks import TABLE_CHECKS, allowed_flags, operation_checks
from kozo_idl.diagnostics import Report
from kozo_idl.effects import Scope, statement_tree
from kozo_idl.layout import element_size, message_layout, struct_layout
from kozo_idl.message_checks import WIRE_CHECKS, interface_checks, is_packed, method_checks
from kozo_idl.model import (WORDS, ArrayField, CapArg, CapParam, DataParam, EnumType, FlagsType,
                            ObjectArg, ScalarType, SizeRange, SlotArg, SlotsArg)
from kozo_idl.resolve import constant_name, narrowed
from kozo_idl.systems import system_ir

FORMAT = 1


def build_ir(world):
    """The IR of a verified world."""
    return {
        "format": FORMAT,
        "abi": {"name": str(world.abi.name), "version": int(world.abi.version),
                "word_bits": int(world.abi.word_bits), "doc": str(world.abi.doc)},
        "words": {name: _word(getattr(world.abi, name)) for name in WORDS},
        "buffer": {"bytes": int(world.abi.buffer.bytes), "words": int(world.abi.buffer.words),
                   "caps": int(world.abi.buffer.caps), "doc": str(world.abi.buffer.doc)},
        "profile": _profile(world.profile),
        "constants": [{"name": name, "value": int(row.value), "doc": str(row.doc),
                       "file": row.mark.file} for name, row in world.constants.items()],
        "types": [_type(world, row) for row in world.types.values()],
        "structs": [_struct(world, name) for name in world.structs],
        "error_groups": [{"name": name, "first": int(group.range[0]), "last": int(group.range[1])}
                         for name, group in world.groups.items()],
        "errors": [{"name": name, "id": int(row.id), "text": str(row.text),
                    "remedy": str(row.remedy)} for name, row in
                   sorted(world.errors.items(), key=lambda item: item[1].id)],
        "rights": [{"name": name, "bit": bit} for name, bit in world.generic_rights().items()],
        "objects": [_object(world, row) for row in
                    sorted(world.objects.values(), key=lambda row: row.id)],
        "effects": world.effects and _effects(world.effects),
        "operations": [_operation(world, row) for row in
                       sorted(world.operations.values(), key=lambda row: row.id)],
        "interfaces": [_interface(world, world.interfaces[name])
                       for name in sorted(world.interfaces)],
        "table_checks": _texts(TABLE_CHECKS), "wire_checks": _texts(WIRE_CHECKS),
        "systems": [system_ir(world, world.systems[name]) for name in sorted(world.systems)],
    }


def _texts(checks):
    return [{"id": name, "refuses": text} for name, text in checks]


def serialise(ir):
    """The text of ir.json."""
    return json.dumps(ir, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def interface_id(interface):
    """Low 32 bits of the SHA-256 of `name:version`; never 0, which tags of the kernel's own use."""
    digest = hashlib.sha256(f"{interface.name}:{int(interface.version)}".encode()).digest()
    return int.from_bytes(digest[-4:], "big") or 1


def _word(word):
    return {"doc": str(word.doc),
            "fields": [{"name": name, "shift": int(field.shift), "bits": int(field.bits)}
                       for name, field in word.fields],
            "flags": [{"name": name, "bit": int(flag.bit), "doc": str(flag.doc)}
                      for name, flag in word.flags]}


def _profile(profile):
    method, message = profile.method, profile.message
    return {
        "name": str(profile.name), "registers": list(map(str, profile.registers)),
        "pointers": {name: str(getattr(profile.pointers, name)) for name in ("ip", "sp", "flags")},
        "trap": str(profile.trap), "clobbered": list(map(str, profile.clobbered)),
        "method": {"op": str(method.op), "self": str(method.self_), "status": str(method.status),
                   "args": list(map(str, method.args)), "results": list(map(str, method.results))},
        "message": {"op": str(message.op), "cap": str(message.cap), "tag": str(message.tag),
                    "words": list(map(str, message.words)), "deadline": str(message.deadline),
                    "reply": str(message.reply),
                    "out": {name: str(getattr(message.out, name))
                            for name in ("status", "badge", "tag")}},
    }


def _type(world, row):
    scalar = world.scalars[row.name]
    result = {"name": scalar.name, "kind": scalar.kind, "base": str(row.base), "bits": scalar.bits,
              "c_type": scalar.c_type, "wrapped": scalar.wrapped, "minimum": scalar.minimum,
              "maximum": scalar.maximum, "doc": str(row.doc), "unit": None, "values": []}
    if isinstance(row, ScalarType):
        result["unit"] = None if row.unit is None else str(row.unit)
    elif isinstance(row, EnumType):
        result["values"] = [{"name": str(name), "value": int(value)} for name, value in row.values]
    elif isinstance(row, FlagsType):
        result["values"] = [{"name": str(name), "value": 1 << int(bit)} for name, bit in row.bits]
    return result


def _struct(world, name):
    size, align, rows = struct_layout(world, name)
    struct = world.structs[name]
    fields = []
    for member, offset, length in rows:
        is_struct = member.type in world.structs
        fields.append({
            "name": str(member.name), "type": str(member.type), "offset": offset, "bytes": length,
            "c_type": f"struct kozo_{member.type}" if is_struct
                      else world.scalars[member.type].c_type,
            "count": int(member.count) if isinstance(member, ArrayField) else None,
            "count_name": constant_name(member.count) if isinstance(member, ArrayField) else None,
            "element_bytes": element_size(world, member.type)[0],
            "unit": None if member.unit is None else str(member.unit), "doc": str(member.doc)})
    return {"name": name, "doc": str(struct.doc), "size": size, "align": align, "fields": fields}


def object_sizes(row):
    """The permitted values of size_bits, in order; none for types that are not made of memory."""
    if row.size_bits is None:
        return []
    if isinstance(row.size_bits, SizeRange):
        return list(range(int(row.size_bits.min), int(row.size_bits.max) + 1))
    if isinstance(row.size_bits, tuple):
        return [int(bits) for bits in row.size_bits]
    return [int(row.size_bits)]


def _object(world, row):
    generic = world.generic_rights()
    return {"name": str(row.name), "id": int(row.id), "doc": str(row.doc),
            "rights": [{"name": str(name), "generic": str(bit), "value": 1 << generic[bit]}
                       for name, bit in row.rights],
            "rights_mask": world.rights_mask(str(row.name), [name for name, _ in row.rights]),
            "header": row.header, "sizes": object_sizes(row),
            "from": None if row.source is None else str(row.source),
            "device": bool(row.device), "copyable": row.copy == "always",
            "badgeable": row.badge == "word"}


def _effects(effects):
    def callables(rows):
        return [{"name": str(name), "doc": str(row.doc), "type": str(getattr(row, "type", "none")),
                 "parameters": [{"name": str(name), "type": str(kind)}
                                for name, kind in row.parameters]} for name, row in rows]

    return {"fields": [{"name": str(name), "type": str(row.type), "doc": str(row.doc)}
                       for name, row in effects.fields],
            "primitives": callables(effects.primitives), "functions": callables(effects.functions)}


def _operation(world, row):
    tag_checks, self_checks, argument_checks = operation_checks(world, row)
    has_self = row.self_ not in (None, "none")
    arguments = [_argument(world, argument, position, checks) for position, (argument, checks) in
                 enumerate(zip((value for _, value in row.inputs), argument_checks), 1)]
    outputs = []
    for name, param in row.outputs:
        scalar = world.scalars[param.type]
        outputs.append({"name": str(name), "type": str(param.type), "c_type": scalar.c_type,
                        "wrapped": scalar.wrapped, "handle": param.handle,
                        "payload": param.payload,
                        "doc": str(param.doc)})
    return {
        "name": row.full_name, "on": str(row.on), "method": str(row.name), "id": int(row.id),
        "profile": str(row.profile), "doc": str(row.doc), "sends": row.sends,
        "receives": row.receives, "deadline": row.deadline, "reply": row.reply,
        "preemptible": row.preemptible, "flags": allowed_flags(world, row),
        "self": _handed(world, str(row.on), row.self_) | {
            "rights": list(map(str, row.self_.rights)),
            "checks": self_checks} if has_self else None,
        "tag_checks": tag_checks, "args": arguments, "outs": outputs,
        "errors": list(map(str, row.errors)),
        "effect": [statement_tree(Scope(world, row, Report()), statement)
                   for statement in row.effect]}


def _handed(world, type_name, argument):
    """How a capability reaches the handler: as its object, or as the slot that holds it."""
    header = None if type_name == "any" else world.objects[type_name].header
    as_slot = bool(argument.as_slot) or header is None
    return {"cap": type_name, "as_slot": as_slot,
            "c_type": "struct cap_slot" if as_slot else header}


def _argument(world, argument, position, checks):
    result = {"name": str(argument.name), "position": position, "doc": str(argument.doc),
              "checks": checks, "progress": bool(getattr(argument, "progress", False)),
              "payload": bool(getattr(argument, "payload", False))}
    if isinstance(argument, CapArg):
        return result | _handed(world, str(argument.cap), argument) | {
            "kind": "cap", "rights": list(map(str, argument.rights))}
    if isinstance(argument, (SlotArg, SlotsArg)):
        many = isinstance(argument, SlotsArg)
        return result | {"kind": "slots" if many else "slot", "type": "slot_index",
                         "cnode": str(argument.slots if many else argument.slot),
                         "count": str(argument.count) if many else None,
                         "c_type": "struct cap_slot",
                         "value_c_type": world.scalars["slot_index"].c_type}
    if isinstance(argument, ObjectArg):
        return result | {"kind": "object", "type": "object", "c_type": "kozo_object_t",
                         "value_c_type": "kozo_object_t", "wrapped": False}
    scalar = world.scalars[argument.type]
    return result | {"kind": "value", "type": str(argument.type), "c_type": scalar.c_type,
                     "value_c_type": scalar.c_type, "wrapped": scalar.wrapped,
                     "bits": scalar.bits}


def _interface(world, row):
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
            "caps": len(layout.caps), "packed": is_packed(rows),
            "variable": layout.data[-1][0] if layout.data else None}
