# SPDX-License-Identifier: MIT
"""Types and structures of memory, the latter laid out."""
from kozo_idl.ir.common import by_number
from kozo_idl.layout import element_size, struct_layout
from kozo_idl.model.types import ArrayField, EnumType, FlagsType, ScalarType
from kozo_idl.resolve import constant_name


def type_ir(world, row):
    scalar = world.scalars[row.name]
    result = {"name": scalar.name, "kind": scalar.kind, "base": str(row.base), "bits": scalar.bits,
              "c_type": scalar.c_type, "wrapped": scalar.wrapped, "minimum": scalar.minimum,
              "maximum": scalar.maximum, "doc": str(row.doc), "unit": None, "values": []}
    if isinstance(row, ScalarType):
        result["unit"] = None if row.unit is None else str(row.unit)
    elif isinstance(row, EnumType):
        result["values"] = [{"name": str(name), "value": int(value), "doc": str(value.doc)}
                            for name, value in by_number(row.values)]
    elif isinstance(row, FlagsType):
        result["values"] = [{"name": str(name), "value": 1 << int(bit), "doc": str(bit.doc)}
                            for name, bit in by_number(row.bits)]
    return result


def struct_ir(world, name):
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
