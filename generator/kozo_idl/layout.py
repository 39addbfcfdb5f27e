# SPDX-License-Identifier: MIT
"""Where everything lies: structure members and message fields. Nothing later computes an offset.

A message's scalars take one word each, in order, while they fit the register words; otherwise they
are packed, largest first, from word 0. The length of a string or of bytes is such a scalar. Data
begins behind the registers, with room for a NUL behind a string, so that it is contiguous, and the
field with the largest maximum comes last, so that a message ends where its data ends."""
from dataclasses import dataclass

from kozo_idl.model.services import CapParam, DataParam
from kozo_idl.model.types import ArrayField


def struct_layout(world, name, report=None):
    """(size, align, rows of (field, element type, offset, bytes)) of a structure."""
    offset, alignment, rows = 0, 1, []
    for _, member in world.structs[name].fields:
        size, align = element_size(world, member.type)
        if report is not None and offset % align:
            report.error(member.mark, "IDL0205", f"'{member.name}' would leave a hole of "
                         f"{align - offset % align} bytes before it; add a reserved field")
        offset += -offset % align
        count = int(member.count) if isinstance(member, ArrayField) else 1
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
    """`data` has rows of (name, first word, words). `words` counts without the last of them."""
    scalars: tuple
    data: tuple
    caps: tuple
    words: int
    total_max: int

    @property
    def packed(self):
        """Do scalars share a word? Otherwise each is a word, taken whole."""
        return len({row.word for row in self.scalars}) < len(self.scalars)


def message_layout(world, params):
    """The layout of a request or a reply."""
    registers = len(world.profile.message.words)
    scalars, data, caps = [], [], []
    for name, param in params:
        if isinstance(param, CapParam):
            caps.append(str(name))
        elif isinstance(param, DataParam):
            scalars.append((str(name), "length", 16))
            data.append((str(name), int(param.max) + param.text))
        else:
            scalars.append((str(name), "value", world.scalars[param.type].bits))
    placed, used = _place(scalars, registers)
    words = max(used, registers) if data else used
    rows = []
    data.sort(key=lambda row: row[1])
    for name, maximum in data:
        rows.append((name, words, -(-maximum // 8)))
        words += rows[-1][2]
    fixed = rows[-1][1] if rows else words
    return MessageLayout(tuple(placed), tuple(rows), tuple(caps), fixed, words)


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
