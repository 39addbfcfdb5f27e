# SPDX-License-Identifier: MIT
"""Types and structures of memory, the latter laid out."""
from kozo_idl.ir.common import by_number
from kozo_idl.layout import WORD, element_size, struct_layout
from kozo_idl.message_checks import leaf_checks
from kozo_idl.model.types import ARRAYS, EnumType, FlagsType, TextField, Union
from kozo_idl.resolve import constant_name, limits_of_bits, narrowed
from kozo_idl.since import since, told


def type_ir(world, row):
    scalar = world.scalars[row.name]
    result = {"name": scalar.name, "kind": scalar.kind, "base": scalar.base,
              "of": scalar.of, "bits": scalar.bits,
              "c_type": scalar.c_type, "wrapped": scalar.wrapped, "minimum": scalar.minimum,
              "maximum": scalar.maximum, "signed": scalar.signed, "form": _form(world, scalar),
              **told(row),
              "unit": scalar.unit, "values": []}
    if isinstance(row, EnumType):
        result["values"] = [{"name": str(name), "value": int(value), **told(value, since(row))}
                            for name, value in by_number(row.values)]
    elif isinstance(row, FlagsType):
        result["values"] = [{"name": str(name), "value": 1 << int(bit), **told(bit, since(row))}
                            for name, bit in by_number(row.bits)]
    return result


def _form(world, scalar):
    """What a number is where languages tell it from its base: another name for that (`alias`), a
    type of its own (`wrapped`), or one that has nothing beyond its limits (`ranged`)."""
    if scalar.kind != "scalar":
        return None
    limits, of = (scalar.minimum, scalar.maximum), world.scalars.get(scalar.of)
    if of and limits == (of.minimum, of.maximum) \
            and (not scalar.wrapped or scalar.c_type == of.c_type):
        return "alias"
    if limits != limits_of_bits(scalar.bits, scalar.signed):
        return "ranged"
    return "wrapped" if scalar.wrapped else "alias"


def c_type_of(world, name):
    """The C type of a scalar or structure."""
    return f"struct kozo_{name}" if name in world.structs else world.scalars[name].c_type


def element_ir(world, name):
    """What a message needs to know of a type that lies in it as in memory. `leaves` are its scalars
    that do not take every value, and what must be zero behind the smaller cases of a union; `when`
    tells of which cases they are a part."""
    leaves = [leaf | {"checks": checks} for leaf in _leaves(world, name, "", 0, ())
              for checks in [leaf_checks(str(name), leaf)] if checks]
    return {"type": str(name), "c_type": c_type_of(world, name),
            "element_bytes": element_size(world, name)[0], "leaves": leaves}


def _leaves(world, name, path, offset, when, limits=None):
    if isinstance(world.structs.get(name), Union):
        yield from _union_leaves(world, name, path, offset, when)
    elif name in world.structs:
        for member, start, length in struct_layout(world, name)[2]:
            if isinstance(member, TextField):
                yield _leaf(_inner(path, member.name), offset + start, when, 8 * length, "char",
                            "text", int(member.min), int(member.max))
                continue
            count = int(member.count) if isinstance(member, ARRAYS) else 1
            for index in range(count):
                at = f"[{index}]" if isinstance(member, ARRAYS) else ""
                yield from _leaves(world, member.type, _inner(path, member.name) + at,
                                   offset + start + index * (length // count), when,
                                   getattr(member, "range", None))
    else:
        scalar = world.scalars[name]
        low, high = narrowed(scalar, limits)
        if scalar.kind in ("enum", "flags") or \
                (low, high) != limits_of_bits(scalar.bits, scalar.signed):
            yield _leaf(path, offset, when, scalar.bits, scalar.c_type, scalar.kind, low, high,
                        scalar.signed, scalar.values)


def _leaf(path, offset, when, bits, c_type, kind, low, high, signed=False, values=()):
    return {"path": path, "offset": offset, "when": list(when), "bits": bits, "c_type": c_type,
            "type_kind": kind, "signed": signed, "minimum": low, "maximum": high,
            "values": list(values)}


def _union_leaves(world, name, path, offset, when):
    size, _, rows = struct_layout(world, name)
    cases = _by_value(world.structs[name])
    bytes_of = {str(row.name): length for row, _, length in rows}
    values, kind = [int(case.value) for _, case in cases], _inner(path, "kind")
    yield _leaf(kind, offset, when, 8 * WORD, "uint64_t", "enum", values[0], values[-1],
                values=values)
    for case_name, case in cases:
        inner = (*when, {"path": kind, "offset": offset, "value": int(case.value)})
        if case.type is not None:
            yield from _leaves(world, case.type, _inner(path, case_name), offset + WORD, inner)
        end = WORD + bytes_of.get(case_name, 0)
        if end < size:
            yield {"path": _inner(path, case_name), "offset": offset + end, "when": list(inner),
                   "bits": 8 * (size - end), "type_kind": "rest"}


def _by_value(union):
    return sorted(union.cases, key=lambda row: row[1].value)


def sizes(param):
    """How much there may be of data."""
    return {"min": int(param.min), "max": int(param.max), "max_name": constant_name(param.max)}


def _inner(path, name):
    return f"{path}.{name}" if path else str(name)


def _range(world, member):
    """The limits of a member that is narrower than its type."""
    limits = getattr(member, "range", None)
    return limits and list(narrowed(world.scalars[member.type], limits))


def struct_ir(world, name):
    size, align, rows = struct_layout(world, name)
    struct = world.structs[name]
    fields = []
    for member, offset, length in rows:
        text = sizes(member) if isinstance(member, TextField) else None
        fields.append({
            "name": str(member.name), "type": str(member.type), "offset": offset, "bytes": length,
            "c_type": c_type_of(world, member.type) if text is None else "char",
            "count": int(member.count) if isinstance(member, ARRAYS) else None,
            "count_name": constant_name(getattr(member, "count", None)), "text": text,
            "element_bytes": element_size(world, member.type)[0],
            "unit": None if getattr(member, "unit", None) is None else str(member.unit),
            "range": _range(world, member),
            "doc": str(member.doc)})
    cases = [{"name": str(case), "value": int(row.value), "doc": str(row.doc)}
             for case, row in _by_value(struct)] if isinstance(struct, Union) else None
    return {"name": name, **told(struct), "size": size, "align": align, "fields": fields,
            "cases": cases}
