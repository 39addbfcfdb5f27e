# SPDX-License-Identifier: MIT
"""Object types and operations."""
from kozo_idl.diagnostics import did_you_mean
from kozo_idl.ir.kernel import object_sizes
from kozo_idl.model.kernel import CapArg, ObjectArg, SizeRange, SlotArg, SlotsArg, TypeArg
from kozo_idl.resolve import lookup, narrowed
from kozo_idl.verify.names import check_numbers, check_once
from kozo_idl.verify.types import check_scalar, check_unsigned

# A handler's mask of creatable types has a bit for each type.
_OBJECT_ID_MAX = 63
_OPERATION_ID_MAX = 99
_SIZE_BITS_MAX = 47
_MESSAGE_ONLY = ("sends", "receives", "deadline", "reply")


def verify(world, report):
    """Report what is wrong with object types and operations."""
    check_numbers([(name, row.id) for name, row in world.objects.items()], 1, _OBJECT_ID_MAX, "id",
                  report)
    check_numbers([(name, row.id) for name, row in world.operations.items()], 0, _OPERATION_ID_MAX,
                  "id", report)
    _messages_first(world.operations.values(), report)
    for row in world.objects.values():
        _object(world, row, report)
    for row in world.operations.values():
        _Operation(world, row, report).verify()


def _messages_first(operations, report):
    """The kernel's entry tells operations on messages by their numbers, which are the lowest."""
    first = min((row for row in operations if row.profile == "method"),
                key=lambda row: row.id, default=None)
    for row in operations if first is not None else ():
        if row.profile == "message" and row.id > first.id:
            report.error(row.id.mark, "IDL0329", f"'{row.full_name}' is an operation on messages, "
                         f"whose numbers are below those of all methods, but '{first.full_name}' "
                         f"has {int(first.id)}; give it a lower number")


def check_object(world, name, report):
    """True if `name` is an object type or `any`."""
    return name == "any" or lookup(world, world.objects, name, "object type", report) is not None


def check_rights(world, type_name, rights, report):
    """Each of `rights` is a right of the type, once. Returns: the type has all of them."""
    check_once(rights, report)
    if not check_object(world, type_name, report):
        return False
    if type_name == "any":
        known = world.generic_rights()
    else:
        known = [str(name) for name, _ in world.objects[type_name].rights]
    unknown = [right for right in rights if right not in known and right not in world.broken]
    for right in unknown:
        report.error(right.mark, "IDL0102", f"{type_name} has no right '{right}'"
                     + did_you_mean(right, known))
    return not unknown


def _object(world, row, report):
    generic, used = world.generic_rights(), {}
    for name, bit in row.rights:
        if bit not in generic and bit not in world.broken and "rights" in world.types:
            report.error(bit.mark, "IDL0102", f"there is no generic right '{bit}'"
                         + did_you_mean(bit, generic))
        if bit in used:
            report.error(bit.mark, "IDL0303", f"the bit '{bit}' is named '{used[bit]}' already; "
                                              "each "
                         "right needs a bit of its own")
        used.setdefault(bit, name)
    if row.name == "cnode" and row.header is None:
        report.error(row.name.mark, "IDL0305", "a cnode needs a header, since slots are looked up "
                                               "in "
                     "it; add 'header: struct cnode'")
    if row.badge == "word" and row.copy == "never":
        report.error(row.badge.mark, "IDL0304", "a badge is given to a copy, but this type cannot "
                                                "be "
                     "copied; write 'badge: none' or 'copy: always'")
    if row.source is not None:
        lookup(world, world.objects, row.source, "object type", report)
    if (row.source is None) != (row.size_bits is None):
        missing, given = ("from", "size_bits") if row.source is None else ("size_bits", "from")
        report.error(row.name.mark, "IDL0302", f"'{given}' without '{missing}': what is made from "
                     "memory has a size, and only that; give both or none")
    if row.size_bits is not None:
        _sizes(row, report)


def _size_ends(row):
    if row.size_bits is None or isinstance(row.size_bits, tuple):
        return row.size_bits or ()
    if isinstance(row.size_bits, SizeRange):
        return row.size_bits.min, row.size_bits.max
    return (row.size_bits,)


def possible_sizes(row):
    """The sizes that a type can have; none if what is written makes no sense."""
    return object_sizes(row) if all(bits <= _SIZE_BITS_MAX for bits in _size_ends(row)) else []


def _sizes(row, report):
    ends = _size_ends(row)
    for bits in ends:
        if not 0 < bits <= _SIZE_BITS_MAX:
            report.error(bits.mark, "IDL0105", f"size_bits {int(bits)} of '{row.name}' is outside "
                                               "1 "
                         f"to {_SIZE_BITS_MAX}; write log2 of the size")
            return
    sizes = possible_sizes(row)
    if not sizes or sizes != sorted(set(sizes)):
        report.error(ends[0].mark, "IDL0301", "the sizes do not ascend; write each once, the "
                     "smallest first")


class _Operation:
    def __init__(self, world, row, report):
        self.world = world
        self.row = row
        self.report = report

    def error(self, mark, code, text):
        self.report.error(mark, code, text)

    def verify(self):
        row = self.row
        if check_object(self.world, row.object, self.report) and row.self_ not in (None, "none"):
            check_rights(self.world, row.object, row.self_.rights, self.report)
        if row.self_ == "none" and row.profile == "method":
            self.error(row.name.mark, "IDL0306", "only an operation on messages can do without "
                                                 "self; "
                       "name the rights that it needs, if need be none")
        (self.message if row.profile == "message" else self.method)()
        for name, argument in row.inputs:
            self.argument(name, argument)
        for _, result in row.outputs:
            self.result(result)
        self.counts()
        self.errors()

    def message(self):
        row = self.row
        for name, _ in (*row.inputs, *row.outputs):
            self.error(name.mark, "IDL0308", "an operation on messages takes the message registers "
                       "and has no arguments of its own; use 'profile: method'")
        if not (row.sends or row.receives):
            self.error(row.name.mark, "IDL0310", "an operation on messages sends, receives or does "
                       "both; add 'sends: true' or 'receives: true'")
        if row.reply and not row.sends:
            self.error(row.name.mark, "IDL0310", "'reply' names whom to answer, but nothing is "
                                                 "sent; "
                       "add 'sends: true' or remove 'reply'")

    def method(self):
        row = self.row
        for key in _MESSAGE_ONLY:
            if getattr(row, key):
                self.error(row.name.mark, "IDL0309", f"'{key}' belongs to operations on messages; "
                           "add 'profile: message' or remove it")
        progress = [argument for _, argument in row.inputs if getattr(argument, "progress", False)]
        for argument in progress if not row.preemptible else ():
            self.error(argument.mark, "IDL0316", "'progress' without preemption; add 'preemptible: "
                       "true' to the operation or remove it")

    def counts(self):
        if self.world.abi is None or self.row.profile != "method":
            return
        method = self.world.profile.method
        for rows, registers, what in ((self.row.inputs, method.args, "arguments"),
                                      (self.row.outputs, method.results, "results")):
            if len(rows) > len(registers):
                name = rows[len(registers)][0]
                self.error(name.mark, "IDL0307", f"there are registers for {len(registers)} {what} "
                           f"only, not for {len(rows)}; leave some out or split the operation")

    def errors(self):
        check_once(self.row.errors, self.report)
        service = self.world.groups.get("service")
        own = {str(name) for name, _ in service.items} if service else ()
        for name in self.row.errors:
            lookup(self.world, self.world.errors, name, "error", self.report)
            if name in own:
                self.error(name.mark, "IDL0318", f"'{name}' is an error of services; the kernel "
                           "returns those of 'kernel' and 'transport'")

    def result(self, result):
        scalar = lookup(self.world, self.world.scalars, result.type, "type", self.report)
        check_unsigned(scalar, result.type, self.report)
        if scalar is not None and result.handle and result.type != "u64":
            self.error(result.type.mark, "IDL0317", f"a handle has 64 bits; write 'type: u64' "
                                                    "instead "
                       f"of {result.type}")

    def argument(self, name, argument):
        if isinstance(argument, CapArg):
            check_rights(self.world, argument.cap, argument.rights, self.report)
        elif isinstance(argument, (SlotArg, SlotsArg)):
            self.slot(name, argument)
        elif isinstance(argument, ObjectArg):
            objects = self.world.objects
            if objects and not any(row.source for row in objects.values()):
                self.error(name.mark, "IDL0302", "no object type is made from memory; give one "
                                                 "'from' "
                           "and 'size_bits'")
        elif isinstance(argument, TypeArg):
            scalar = check_scalar(self.world, argument, self.report)
            check_unsigned(scalar, argument.type, self.report)
            if scalar is not None:
                self.limits(argument, *narrowed(scalar, argument.range))

    def limits(self, argument, low, high):
        below, align = argument.below, argument.align
        if below is not None and not low < below <= high:
            never = "everything" if below <= low else "nothing"
            self.error(below.mark, "IDL0312", f"'below: {int(below)}' refuses {never}, since "
                                              "values "
                       f"go from {low} to {high}; choose a limit between them")
            return
        last = high if below is None else int(below) - 1
        if align is not None and not (
                0 < align < 32 and -(-low >> int(align)) << int(align) <= last):
            self.error(align.mark, "IDL0313", f"'align: {int(align)}' is log2 of the alignment; it "
                       f"goes from 1 to 31, and some value up to {last} must satisfy it")

    def earlier(self, name, word):
        """The argument `word`, if it comes before `name`."""
        for other, argument in self.row.inputs:
            if other == name:
                break
            if other == word:
                return argument
        return None

    def slot(self, name, argument):
        many = isinstance(argument, SlotsArg)
        word = argument.slots if many else argument.slot
        if word == "self":
            good = self.row.object == "cnode" and self.row.self_ != "none"
        else:
            base = self.earlier(name, word)
            good = isinstance(base, CapArg) and base.cap == "cnode"
        if not good and word not in self.world.broken:
            self.error(word.mark, "IDL0314", f"'{word}' is no cnode; name self of an operation on "
                       "cnode, or an argument before this one with 'cap: cnode'")
        if many and argument.count not in self.world.broken:
            self.count(name, argument)

    def count(self, name, argument):
        base = self.earlier(name, argument.count)
        scalar = self.world.scalars.get(base.type) if isinstance(base, TypeArg) else None
        if isinstance(base, TypeArg) and scalar is None:
            return  # reported where it is named
        low, high = (0, 0) if scalar is None else narrowed(scalar, base.range)
        if not (1 <= low <= high < 1 << 32) or scalar.kind not in ("base", "scalar"):
            self.error(argument.count.mark, "IDL0315", f"'{argument.count}' cannot count slots; "
                                                       "name "
                       "an argument before this one that is a number from 1 up, of at most 32 bits")
