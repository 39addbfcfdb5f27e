# SPDX-License-Identifier: MIT
"""Where everything lies: structure members and message fields. Nothing later computes an offset.

A message's scalars take one word each, in order, while they fit the register words; otherwise they
are packed, largest first, from word 0. The length of a string, of bytes or of a vector is such a
scalar, and the bits that say which optional fields are there are another, behind the rest.
Structures and arrays follow, each from a word of its own, in the registers while they fit.
All other data begin behind the registers, with room for a NUL behind a string, so that each is
contiguous; those of variable length come last, the one with the largest maximum at the end, so that
a message ends where its data end."""
from dataclasses import dataclass

from kozo_idl.model.services import ArrayParam, CapParam, DataParam, VectorParam
from kozo_idl.model.types import ARRAYS, Union

WORD = 8  # bytes; the first of a union says what it holds


def struct_layout(world, name, report=None):
    """(size, align, rows of (field, element type, offset, bytes)) of a structure."""
    if isinstance(world.structs[name], Union):
        rows = [(case, WORD, element_size(world, case.type)[0])
                for _, case in world.structs[name].fields]
        return WORD + WORD * _words(max((row[2] for row in rows), default=0)), WORD, rows
    offset, alignment, rows = 0, 1, []
    for _, member in world.structs[name].fields:
        size, align = element_size(world, member.type)
        if report is not None and offset % align:
            report.error(member.mark, "IDL0205", f"'{member.name}' would leave a hole of "
                         f"{align - offset % align} bytes before it; add a reserved field")
        offset += -offset % align
        count = int(member.count) if isinstance(member, ARRAYS) else 1
        rows.append((member, offset, size * count))
        offset += size * count
        alignment = max(alignment, align)
    if report is not None and offset % alignment:
        report.error(world.structs[name].mark, "IDL0205", f"'{name}' would end with a hole of "
                     f"{alignment - offset % alignment} bytes; add a reserved field")
    return offset + -offset % alignment, alignment, rows


def element_size(world, type_name):
    """(size, align) in bytes of a scalar or structure."""
    if type_name in world.structs:
        size, align, _ = struct_layout(world, str(type_name))
        return size, align
    size = world.scalars[type_name].bits // 8
    return size, size


# The scalar that has a bit for each optional field; no field has an empty name.
PRESENT, OPTIONAL_MAX = "", 16
# Requests and replies together are then arguments that C promises to take (C11 5.2.4.1: 127).
FIELDS_MAX = 60


@dataclass(frozen=True)
class Placed:
    """A scalar of a message: `bits` bits at `shift` of word `word`."""
    field: str
    role: str
    word: int
    shift: int
    bits: int


@dataclass(frozen=True)
class MessageLayout:
    """`data` has rows of (name, first word, words), `last` is the name of what the message ends
    with if that is of variable length. `words` counts without it."""
    scalars: tuple
    data: tuple
    caps: tuple
    words: int
    total_max: int
    last: str | None

    @property
    def packed(self):
        """Do scalars share a word? Otherwise each is a word, taken whole."""
        return len({row.word for row in self.scalars}) < len(self.scalars)


def fixed_bytes(world, param):
    """The bytes of a structure or an array in a message; None for any other parameter."""
    if isinstance(param, ArrayParam):
        return int(param.count) * element_size(world, param.element)[0]
    if getattr(param, "type", None) in world.structs:
        return element_size(world, param.type)[0]
    return None


def variable_bytes(world, param):
    """The most bytes of a string, of bytes or of a vector; None for any other parameter."""
    if isinstance(param, DataParam):
        return int(param.max) + param.text
    if isinstance(param, VectorParam):
        return int(param.max) * element_size(world, param.element)[0]
    return None


def message_layout(world, params):
    """The layout of a request or a reply."""
    scalars, fixed, variable, caps = [], [], [], []
    for name, param in params:
        size, most = fixed_bytes(world, param), variable_bytes(world, param)
        if isinstance(param, CapParam):
            caps.append(str(name))
        elif size is not None:
            fixed.append((str(name), size))
        elif most is not None:
            scalars.append((str(name), "length", 16))
            variable.append((str(name), most))
        else:
            scalars.append((str(name), "value", world.scalars[param.type].bits))
    if any(getattr(param, "optional", False) for _, param in params):
        scalars.append((PRESENT, "present", OPTIONAL_MAX))
    registers = len(world.profile.message.words)
    placed, used = _place(scalars, registers)
    rows = []
    for name, size in list(fixed):
        if used + _words(size) <= registers:
            rows.append((name, used, _words(size)))
            used += _words(size)
            fixed.remove((name, size))
    behind = [*fixed, *sorted(variable, key=lambda row: row[1])]
    words = max(used, registers) if behind else used
    for name, size in behind:
        rows.append((name, words, _words(size)))
        words += _words(size)
    last = rows[-1] if variable else (None, words, 0)
    return MessageLayout(tuple(placed), tuple(rows), tuple(caps), last[1], words, last[0])


def _words(size):
    return -(-size // WORD)


def _place(scalars, registers):
    if len(scalars) <= registers:
        rows = [Placed(name, role, index, 0, bits)
                for index, (name, role, bits) in enumerate(scalars)]
        return rows, len(rows)
    rows, offset = [], 0
    for name, role, bits in sorted(scalars, key=lambda row: -row[2]):
        rows.append(Placed(name, role, offset // 64, offset % 64, bits))
        offset += bits
    order = {name: index for index, (name, _, _) in enumerate(scalars)}
    rows.sort(key=lambda row: order[row.field])
    return rows, -(-offset // 64)
