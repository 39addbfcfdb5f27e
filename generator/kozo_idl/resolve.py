# SPDX-License-Identifier: MIT
"""All files together: one table per kind of thing, every name in it unique."""
import re
from dataclasses import dataclass, field

from kozo_idl.diagnostics import Number, did_you_mean
from kozo_idl.grants import opened
from kozo_idl.model.abi import VALUE_WORDS
from kozo_idl.model.types import BASES, SIGNED, EnumType, FlagsType, ScalarType

# Numbers of other languages.
_WHOLE = "int uint integer unsigned long short char byte number size_t usize isize".split()
_BROKEN = "f32 f64 float double".split()
U64_MAX = (1 << 64) - 1


@dataclass(frozen=True)
class Scalar:
    """A value type as code sees it: its C type, its bits and the values that are valid. `of` is the
    type that it is based on if that is not a primitive, `root` the last of these, or itself."""
    name: str
    kind: str
    bits: int
    c_type: str
    minimum: int
    maximum: int
    wrapped: bool = False
    values: tuple = ()
    signed: bool = False
    unit: str | None = None
    of: str | None = None
    root: str = ""

    @property
    def base(self):
        """The primitive that is as wide."""
        return f"{'i' if self.signed else 'u'}{self.bits}"


@dataclass
class World:
    """The resolved IDL. The dicts are in order of definition."""
    abi: object = None
    effects: object = None
    constants: dict = field(default_factory=dict)
    types: dict = field(default_factory=dict)
    structs: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    objects: dict = field(default_factory=dict)
    operations: dict = field(default_factory=dict)
    interfaces: dict = field(default_factory=dict)
    systems: dict = field(default_factory=dict)
    imports: dict = field(default_factory=dict)
    scalars: dict = field(default_factory=dict)
    broken: frozenset = frozenset()

    @property
    def profile(self):
        return self.abi.profiles[0][1]

    def generic_rights(self):
        """Generic right name -> bit."""
        rights = self.types.get("rights")
        return {str(name): int(bit) for name, bit in rights.bits} if rights else {}

    def rights_mask(self, object_name, names):
        """The bits of rights that `names` has for the type `object_name`; unknown names count 0."""
        generic = self.generic_rights()
        if object_name == "any":
            own = {name: name for name in generic}
        else:
            own = {str(name): str(bit) for name, bit in self.objects[object_name].rights}
        return sum({1 << generic[own[name]] for name in names if own.get(name) in generic})

    def rights_in_order(self, object_name, names):
        """The same rights, by their bits, however they are written."""
        return sorted(map(str, names), key=lambda name: self.rights_mask(object_name, [name]))


def build_world(sources, report, broken=frozenset()):
    """Merge the files; report names that are defined twice. `broken` are names of what was given
    but could not be read."""
    world = World(broken=frozenset(broken))
    for source in sources:
        if source.abi is not None and source.abi.profiles:
            if world.abi is not None:
                report.error(source.abi.mark, "IDL0101", "the abi is defined twice; keep one")
            world.abi = source.abi
        if source.effects is not None:
            if world.effects is not None:
                report.error(source.effects.mark, "IDL0101", "the vocabulary of effects is defined "
                             "twice; keep one")
            world.effects = source.effects
        for table, rows in ((world.constants, source.constants), (world.types, source.types),
                            (world.structs, source.structs), (world.groups, source.errors),
                            (world.objects, source.objects)):
            for name, value in rows:
                _define(table, name, value, name.mark, report)
        for _, group in source.errors:
            for name, error in group.items:
                _define(world.errors, name, error, name.mark, report)
        for operation in source.operations:
            _define(world.operations, operation.full_name, operation, operation.mark, report)
        if source.interface is not None:
            _define(world.interfaces, source.interface.name, opened(source.interface),
                    source.interface.name.mark, report)
            world.imports[source.interface.name] = sorted(map(str, source.imports))
        if source.system is not None:
            _define(world.systems, source.system.name, source.system, source.system.name.mark,
                    report)
    world.scalars = {name: Scalar(name, "base", bits, f"uint{bits}_t", 0, (1 << bits) - 1)
                     for name, bits in BASES.items()}
    for name, bits in SIGNED.items():
        low, high = limits_of(name)
        world.scalars[name] = Scalar(name, "base", bits, f"int{bits}_t", low, high, signed=True)
    world.scalars["bool"] = Scalar("bool", "bool", 8, "bool", 0, 1)
    for name in VALUE_WORDS if world.abi is not None else ():
        world.scalars[name] = _word(name, world.abi.word(name))
    for name, definition in world.types.items():
        if not isinstance(definition, ScalarType):
            world.scalars[name] = _valued(definition)
    for name in world.types:
        for row in reversed(bases(world, name)):
            if str(row.name) not in world.scalars:
                world.scalars[str(row.name)] = _number(world, row)
    return world


def bases(world, name):
    """The type `name` if that is a number, what it is based on, and so on. Ends with a type that
    was there before if they are based on each other."""
    rows, names, row = [], set(), world.types.get(name)
    while isinstance(row, ScalarType):
        rows.append(row)
        if row.name in names:
            break
        names.add(row.name)
        row = None if row.base in BASES.keys() | SIGNED.keys() else world.types.get(row.base)
    return rows


def _define(table, name, value, mark, report):
    if name in table:
        report.error(mark, "IDL0101", f"'{name}' is defined a second time; the first is at "
                     f"{table[name].mark}")
    else:
        table[str(name)] = value


def _word(name, word):
    """A word is a type whose values have no bit beyond its last field."""
    end = max((int(field.shift) + int(field.bits) for _, field in word.fields), default=64)
    return Scalar(name, "word", 64, f"kozo_{name}_t", 0, (1 << min(end, 64)) - 1, wrapped=True)


def limits_of(base):
    """The smallest and the largest number of a base."""
    return limits_of_bits(_bits_of(base), base in SIGNED)


def limits_of_bits(bits, signed):
    """The smallest and the largest number that so many bits can hold."""
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


def _bits_of(base):
    return BASES.get(base) or SIGNED[base]


def _number(world, row):
    """A type that is a number; what its base does not tell is told where that is verified."""
    below = world.scalars.get(row.base, world.scalars["u64"])
    low, high = row.range or (below.minimum, below.maximum)
    wrapper = row.wrapper or (below.c_type if below.wrapped else None)
    made = below.kind == "scalar"
    return Scalar(str(row.name), "scalar", below.bits, str(wrapper or f"kozo_{row.name}_t"),
                  int(low), int(high), wrapper is not None, signed=below.signed,
                  unit=str(row.unit) if row.unit else below.unit,
                  of=str(row.base) if made else None, root=below.root if made else str(row.name))


def _valued(definition):
    bits = _bits_of(definition.base)
    name = str(definition.name)
    c_type = f"kozo_{name}_t"
    if isinstance(definition, EnumType):
        values = tuple(sorted(int(value) for _, value in definition.values))
        return Scalar(name, "enum", bits, c_type, values[0] if values else 0,
                      values[-1] if values else 0, values=values)
    assert isinstance(definition, FlagsType)
    mask = 0
    for _, bit in definition.bits:
        mask |= 1 << min(int(bit), bits)
    return Scalar(name, "flags", bits, c_type, 0, mask)


def lookup(world, table, name, what, report):
    """The entry `name` of `table`; reports it as unknown and returns None if there is none."""
    if name in table:
        return table[name]
    if name not in world.broken:
        report.error(name.mark, "IDL0102", f"there is no {what} '{name}'"
                     + (what == "type" and _elsewhere(name) or did_you_mean(name, table)))
    return None


def _elsewhere(name):
    """A hint at what is meant by a number of C or Rust, or ""."""
    whole = re.fullmatch(r"(u?)int(8|16|32|64)_t", name)
    if whole:
        return f"; write {'u' if whole[1] else 'i'}{whole[2]}"
    if name in _WHOLE:
        return f"; say how many bits it has: {', '.join(BASES)}, {', '.join(SIGNED)}"
    return "; numbers are whole ones, such as u32 or i64" if name in _BROKEN else ""


def message_structs(world):
    """The names of all structures that messages contain."""
    params = [param for row in world.interfaces.values() for method in row.methods
              for _, param in (*method.inputs, *method.outputs)]
    todo = [str(getattr(param, word)) for param in params for word in ("type", "element")
            if hasattr(param, word)]
    found = set()
    while todo:
        name = todo.pop()
        if name in world.structs and name not in found:
            found.add(name)
            todo += [str(member.type) for _, member in world.structs[name].fields]
    return found


def narrowed(scalar, limits):
    """(minimum, maximum) of a scalar under an optional `range` of its own."""
    if limits is None:
        return scalar.minimum, scalar.maximum
    return max(scalar.minimum, int(limits[0])), min(scalar.maximum, int(limits[1]))


def constant_name(value):
    """The name of the constant that a number came from, or None."""
    return value.constant if isinstance(value, Number) else None
