# SPDX-License-Identifier: MIT
"""Types, structures and errors."""
from kozo_idl.diagnostics import did_you_mean
from kozo_idl.layout import struct_layout
from kozo_idl.model.abi import VALUE_WORDS
from kozo_idl.model.types import BASES, SIGNED, ArrayField, EnumType, FlagsType, TextField, Union
from kozo_idl.resolve import bases, limits_of, lookup, message_structs
from kozo_idl.verify.names import check_numbers

# The headers that structures are spread over, by the beginning of their names.
_STRUCT_HEADERS = ("boot_", "init_", "start_", "trace_", "thread_")
_INT_MAX = (1 << 31) - 1
_ERROR_MAX = 0xffff
_KINDS = {"kernel", "transport", "service"}


def verify(world, report):
    """Report what is wrong with types, structures and errors."""
    for row in world.types.values():
        _type(world, row, report)
    _structs(world, report)
    _errors(world, report)


def verify_headers(world, report):
    """A structure is in a message or goes by its name into a header."""
    in_messages = message_structs(world)
    for name, struct in world.structs.items():
        if not name.startswith(_STRUCT_HEADERS) and name not in in_messages:
            report.error(struct.name.mark, "IDL0210", f"'{name}' belongs to no header and is in no "
                         f"message; let it begin with {', '.join(_STRUCT_HEADERS)}, or pass it")


def check_range(limits, low, high, what, report):
    """`limits` is a range that is not empty and lies within low..high, what `what` can be."""
    if limits is None:
        return
    first, last = limits
    if first > last:
        report.error(first.mark, "IDL0206", f"the range from {int(first)} to {int(last)} is empty; "
                     "write the lower end first")
    for limit in limits:
        if not low <= limit <= high:
            report.error(limit.mark, "IDL0207", f"{int(limit)} is no value of {what}; write one "
                         f"from {low} to {high}")


def check_scalar(world, param, report):
    """The type of a parameter exists; only numbers have a range. Returns the type's Scalar."""
    scalar = lookup(world, world.scalars, param.type, "type", report)
    if scalar is None:
        return None
    for name in ("range", "below", "align"):
        value = getattr(param, name, None)
        if value is not None and scalar.kind not in ("base", "scalar"):
            mark = value[0].mark if isinstance(value, tuple) else value.mark
            report.error(mark, "IDL0311", f"'{name}' has no meaning for {param.type}, whose values "
                         "are listed in its type; remove it")
            return None
    check_range(getattr(param, "range", None), scalar.minimum, scalar.maximum, scalar.name, report)
    return scalar


def check_element(world, name, report):
    """`name` is a scalar or a structure that can be laid out; what hinders that is reported there
    or here."""
    if name in ("string", "bytes"):
        report.error(name.mark, "IDL0102", f"there is no type '{name}': data is no element; pass "
                     "one in a message, or an array of u8 in a structure")
        return False
    known = world.scalars | world.structs
    return lookup(world, known, name, "type", report) is not None and _sound(world, name)


def _sound(world, name):
    """Is that a scalar, or a structure of sound members that are defined before it?"""
    if name not in world.structs:
        return name in world.scalars
    order = list(world.structs)
    # What comes before has an end: structures that are in each other are not looked into.
    return all((member.type not in order or order.index(member.type) < order.index(name))
               and _sound(world, member.type) and getattr(member, "count", 1) > 0
               for _, member in world.structs[name].fields)


def check_size(member, what, report):
    """Of data there may be something, and as much as there is at least."""
    if member.max < 1 or member.min > member.max:
        report.error(member.max.mark, "IDL0403", f"{int(member.min)} to {int(member.max)} {what} "
                     "are no sensible size; the maximum is at least 1 and at least the minimum")
    return member.max >= 1


def check_unsigned(scalar, name, report):
    """Operations and the kernel's own messages carry no signed numbers; `scalar` may be None."""
    if scalar is not None and scalar.signed:
        report.error(name.mark, "IDL0330", f"{name} is signed, but what the kernel takes and gives "
                     "is not; use an unsigned type")


def _type(world, row, report):
    if row.name in (*BASES, *SIGNED, *VALUE_WORDS, "bool"):
        report.error(row.name.mark, "IDL0101", f"'{row.name}' is defined by the language itself; "
                     "choose another name")
    if isinstance(row, EnumType):
        check_numbers(row.values, 0, min(limits_of(row.base)[1], _INT_MAX), "value", report)
    elif isinstance(row, FlagsType):
        check_numbers(row.bits, 0, BASES[row.base] - 1, "bit", report)
    else:
        _base(world, row, report)


def _base(world, row, report):
    """The base of a number is a number, too, and keeps its limits and its unit."""
    around = bases(world, row.name)
    if around[-1] is row and len(around) > 1:
        names = [str(other.name) for other in around]
        if names[0] == min(names):
            report.error(row.base.mark, "IDL0221", f"'{row.name}' would be based on itself: "
                         f"{' is a '.join(names)}; let one of them be a number of its own")
        return
    below = lookup(world, world.scalars | world.structs, row.base, "type", report)
    kind = getattr(below, "kind", "structure")
    if below is not None and kind not in ("base", "scalar"):
        report.error(row.base.mark, "IDL0220", f"'{row.base}' is no number on which "
                     f"'{row.name}' could be based; name a number, as in base: u32")
    elif below is not None:
        check_range(row.range, below.minimum, below.maximum, row.base, report)
        _unit(row, below, report)


def _unit(row, scalar, report):
    """What says a unit does not say another one than its type."""
    if row.unit is not None and scalar.unit not in (None, row.unit):
        report.error(row.unit.mark, "IDL0222", f"'{scalar.name}' counts {scalar.unit}, not "
                     f"{row.unit}; leave the unit out, or use another type")


def _structs(world, report):
    earlier, sound = {}, set()
    for name, struct in world.structs.items():
        whole = True
        if isinstance(struct, Union):
            check_numbers([(case.name, case.value) for _, case in struct.cases], 0, _INT_MAX,
                          "value", report)
        for _, member in struct.fields:
            whole &= _member(world, struct, member, earlier, report)
        whole = whole and not _incomplete(struct, report)
        if whole and all(member.type in sound or _founded(world, member.type)
                         for _, member in struct.fields):
            struct_layout(world, name, report)
            sound.add(name)
        earlier[name] = struct


def _founded(world, name):
    """Is that a scalar whose size is known, since it is based on a primitive, if on anything?"""
    around = bases(world, name)
    return name in world.scalars and (not around or around[-1].base in BASES | SIGNED)


def _incomplete(struct, report):
    """Is a member missing that could not be read?"""
    last = max((member.mark for _, member in struct.fields), default=struct.mark)
    return any(struct.mark < mark < last and code.startswith("IDL00")
               for mark, code in report.kinds())


def _member(world, struct, member, earlier, report):
    if isinstance(member, TextField):
        return check_size(member, "bytes", report)
    if isinstance(member, ArrayField) and not 0 < member.count <= _INT_MAX:
        report.error(member.count.mark, "IDL0209", f"an array of {int(member.count)} elements is "
                                                   "not "
                     "possible; it has at least one")
    if member.type in world.scalars:
        if getattr(member, "unit", None) is not None:
            _unit(member, world.scalars[member.type], report)
        if getattr(member, "range", None) is not None:
            check_scalar(world, member, report)
        return True
    if member.type in earlier:
        return True
    if member.type in world.structs:
        report.error(member.type.mark, "IDL0208", f"'{member.type}' would contain itself by way "
                     f"of '{struct.name}'; take one of them out")
    else:
        lookup(world, world.scalars | world.structs, member.type, "type", report)
    return False


def _errors(world, report):
    groups = []
    for name, group in world.groups.items():
        if name not in _KINDS:
            report.error(group.name.mark, "IDL0102", f"there is no kind of errors '{name}'"
                         + did_you_mean(name, _KINDS))
        low, high = group.range
        check_range(group.range, 1, _ERROR_MAX, "an error", report)
        for other in groups:
            if low <= other.range[1] and other.range[0] <= high:
                report.error(low.mark, "IDL0218", f"the range overlaps that of '{other.name}' at "
                             f"{other.name.mark}; keep them apart")
        groups.append(group)
        check_numbers([(error, row.id) for error, row in group.items], int(low), int(high), "id",
                      report)
        for _, row in group.items:
            for text in (row.text, row.remedy):
                if '"' in text or "\\" in text:
                    report.error(text.mark, "IDL0219", "the text becomes a C string; put it "
                                                       "without "
                                 "double quotes and backslashes")
