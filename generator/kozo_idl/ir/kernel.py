# SPDX-License-Identifier: MIT
"""Object types, and operations with their checks in order."""
from kozo_idl.diagnostics import Report
from kozo_idl.effects import Scope, statement_tree
from kozo_idl.ir.effects import fields_ir
from kozo_idl.model.kernel import CapArg, ObjectArg, SizeRange, SlotArg, SlotsArg
from kozo_idl.operation_checks import allowed_flags, operation_checks
from kozo_idl.since import since, told


def object_sizes(row):
    """The permitted values of size_bits, in order; none for types that are not made of memory."""
    if row.size_bits is None:
        return []
    if isinstance(row.size_bits, SizeRange):
        return list(range(int(row.size_bits.min), int(row.size_bits.max) + 1))
    if isinstance(row.size_bits, tuple):
        return [int(bits) for bits in row.size_bits]
    return [int(row.size_bits)]


def object_ir(world, row):
    generic = world.generic_rights()
    return {"name": str(row.name), "id": int(row.id), **told(row),
            "rights": [{"name": str(name), "generic": str(bit), "value": 1 << generic[bit],
                        **told(bit, since(row))}
                       for name, bit in sorted(row.rights,
                                               key=lambda item: generic[item[1]])],
            "rights_mask": world.rights_mask(str(row.name), [name for name, _ in row.rights]),
            "header": row.header, "sizes": object_sizes(row),
            "from": None if row.source is None else str(row.source),
            "device": bool(row.device), "copyable": row.copy == "always",
            "badgeable": row.badge == "word", "state": fields_ir(row.state)}


def operation_ir(world, row):
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
        "name": row.full_name, "on": str(row.object), "method": str(row.name), "id": int(row.id),
        "profile": str(row.profile), **told(row), "sends": row.sends,
        "receives": row.receives, "deadline": row.deadline, "reply": row.reply,
        "preemptible": row.preemptible, "flags": allowed_flags(world, row),
        "self": _handed(world, str(row.object), row.self_) | {
            "rights": world.rights_in_order(str(row.object), row.self_.rights),
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
            "kind": "cap",
            "rights": world.rights_in_order(str(argument.cap), argument.rights)}
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
