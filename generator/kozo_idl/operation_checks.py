# SPDX-License-Identifier: MIT
"""The kernel's checks of an operation, in the order in which they are made.

Every check has an id, `operation.argument.kind`. What is listed here is what the decoder tests,
what the reference page says and what a generated test breaks."""
from kozo_idl.model.kernel import CapArg, ObjectArg, SlotArg, SlotsArg, TypeArg
from kozo_idl.resolve import U64_MAX, constant_name, narrowed

DETAIL_MAX = (1 << 32) - 1

# Before it is known which operation it is.
TABLE_CHECKS = [
    ("operation.0.hole", "a number between operations"),
    ("operation.0.number", "a number beyond the table"),
]


def operation_checks(world, operation):
    """(checks of the tag, checks of self, checks per argument position)."""
    checks = _Checks(world, operation)
    tag = checks.tag() if operation.profile == "message" else []
    self_ = [] if operation.self_ in (None, "none") else checks.capability(
        0, str(operation.object), operation.self_)
    arguments = [checks.argument(position, argument)
                 for position, (_, argument) in enumerate(operation.inputs, 1)]
    return tag, self_, arguments


class _Checks:
    def __init__(self, world, operation):
        self.world = world
        self.operation = operation

    def check(self, position, kind, error, limit=0, detail=None, **more):
        detail = limit if detail is None else detail
        return {"id": f"{self.operation.full_name}.{position}.{kind}", "argument": position,
                "kind": kind, "error": error, "limit": limit,
                "detail": min(detail, DETAIL_MAX), "limit_name": None} | more

    def tag(self):
        buffer = self.world.abi.buffer
        sends = self.operation.sends
        flags = allowed_flags(self.world, self.operation)
        rows = [self.check(1, "tag_words", "malformed", int(buffer.words) if sends else 0),
                self.check(1, "tag_caps", "malformed", int(buffer.caps) if sends else 0),
                self.check(1, "tag_flags", "malformed", flags)]
        return rows

    def capability(self, position, type_name, argument):
        rights = self.world.rights_mask(type_name, argument.rights)
        path = self.world.rights_mask("cnode", ["modify"]) if argument.path else 0
        rows = [self.check(position, "lookup", None, path=path,
                           dying=bool(getattr(argument, "dying", False)))]
        if type_name != "any":
            rows.append(self.check(position, "type", "wrong_type",
                                   int(self.world.objects[type_name].id), detail=0,
                                   object=type_name))
        if rights:
            rows.append(self.check(position, "rights", "access_denied", rights))
        return rows

    def argument(self, position, argument):
        if isinstance(argument, CapArg):
            return self.capability(position, str(argument.cap), argument)
        if isinstance(argument, ObjectArg):
            creatable = {int(row.id): name for name, row in self.world.objects.items()
                         if row.source}
            mask = sum(1 << number for number in creatable)
            return [self.check(position, "object", "range", mask, detail=max(creatable))]
        if isinstance(argument, (SlotArg, SlotsArg)):
            scalar = self.world.scalars["slot_index"]
            return (self.limits(position, scalar.minimum, scalar.maximum)
                    + [self.check(position, "slot", None)])
        assert isinstance(argument, TypeArg)
        return self.value(position, argument)

    def limits(self, position, low, high, high_name=None):
        rows = []
        if low > 0:
            rows.append(self.check(position, "minimum", "range", low))
        if high < U64_MAX:
            rows.append(self.check(position, "maximum", "range", high, limit_name=high_name))
        return rows

    def value(self, position, argument):
        scalar = self.world.scalars[argument.type]
        if scalar.kind == "enum":
            return [self.check(position, "enum", "range", scalar.maximum,
                               values=list(scalar.values))]
        if scalar.kind == "flags":
            return [self.check(position, "flags", "unknown_flag", scalar.maximum)]
        low, high = narrowed(scalar, argument.range)
        if argument.below is not None and int(argument.below) <= high:
            high = U64_MAX
        rows = self.limits(position, low, high,
                           constant_name(argument.range[1]) if argument.range else None)
        if argument.below is not None:
            rows.append(self.check(position, "below", "range", int(argument.below),
                                   limit_name=constant_name(argument.below)))
        if argument.align is not None:
            rows.append(self.check(position, "align", "alignment", 1 << int(argument.align)))
        return rows


def allowed_flags(world, operation):
    """The tag flags that a program may set for this operation."""
    bits = {str(name): int(flag.bit) for name, flag in world.abi.tag.flags}
    return ((1 << bits["deadline"] if operation.deadline else 0)
            | (1 << bits["saved_reply"] if operation.reply else 0)
            | (1 << bits["answered"] if operation.reply and operation.receives else 0))
