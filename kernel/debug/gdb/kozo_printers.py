# SPDX-License-Identifier: MIT
"""How gdb prints words that have fields: `print caller->fault.tag`, `print handle`."""

import gdb
import gdb.printing

import kozo_abi
from kozo_objects import Slot


def fields(word, value):
    return {name: value >> shift & (1 << bits) - 1 for name, shift, bits in kozo_abi.WORDS[word]}


def describe_tag(tag):
    """The interface and the method that a tag names."""
    part = fields("tag", tag)
    name, methods = kozo_abi.INTERFACES.get(part["interface"], (f"{part['interface']:#x}", {}))
    return f"{name}.{methods.get(part['label'], part['label'])}"


class Word:
    """A one-member struct with fields in its bits."""

    def __init__(self, word, value):
        self.word, self.value = word, int(value["raw"])

    def to_string(self):
        part = fields(self.word, self.value)
        if self.word == "status":
            code = part.pop("code")
            return kozo_abi.ERRORS.get(code, str(code)) + self.rest(part)
        if self.word == "tag":
            rest = {name: part[name] for name in part if name not in ("interface", "label")}
            return describe_tag(self.value) + self.rest(rest)
        return f"{self.value:#x}" + self.rest(part)

    def rest(self, part):
        text = ", ".join(f"{name} {number:#x}" for name, number in part.items() if number)
        return f" ({text})" if text else ""


class SlotPrinter:
    """A capability slot in one line."""

    def __init__(self, value):
        self.slot = Slot(0, bytes(gdb.selected_inferior().read_memory(
            int(value.address), value.type.sizeof)))

    def to_string(self):
        slot = self.slot
        if slot.type in (None, "null"):
            return "empty" if slot.number == 0 else f"type {slot.number}"
        return (f"{slot.type} {slot['object']:#x} rights {slot.right_names() or '-'} "
                f"badge {slot['badge']:#x} stamp {slot.stamp:#x}")


def collection():
    printers = gdb.printing.RegexpCollectionPrettyPrinter("kozo")
    for word in kozo_abi.WORDS:
        printers.add_printer(word, f"^kozo_{word}_t$", lambda value, word=word: Word(word, value))
    handles = "|".join(kozo_abi.RIGHTS)
    printers.add_printer("handles", f"^kozo_({handles})_t$", lambda value: Word("handle", value)
                         if value.type.strip_typedefs().code == gdb.TYPE_CODE_STRUCT else None)
    printers.add_printer("cap_slot", "^cap_slot$", SlotPrinter)
    return printers
