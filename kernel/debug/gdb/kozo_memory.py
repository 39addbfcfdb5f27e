# SPDX-License-Identifier: MIT
"""The kernel's memory as its types describe it. Offsets, sizes and enumerators come from DWARF."""

import functools

import gdb

# More of anything than this is damage: walks end.
LIMIT = 1 << 18


class Damaged(Exception):
    """Memory that does not hold what the kernel says it holds."""


def constant(name):
    return int(gdb.parse_and_eval(name)) & (1 << 64) - 1


@functools.lru_cache(None)
def enumerators(tag, prefix):
    """value -> name, in lower case and without prefix."""
    fields = gdb.lookup_type(f"enum {tag}").fields()
    return {f.enumval: f.name.removeprefix(prefix).lower() for f in fields}


def reach():
    """Bytes of physical memory that links between slots can name."""
    links = layout("struct cap_slot").members["next"][1]
    return layout("struct cap_slot").size << links * 8


def pointer(physical):
    """Where the kernel sees physical memory."""
    if not 0 <= physical < reach():
        raise Damaged(f"{physical:#x} is no address of memory")
    return physical + constant("PHYSMAP_BASE")


def physical(address):
    """What a pointer into the kernel's view of memory designates; 0 for NULL."""
    if address == 0:
        return 0
    base = constant("PHYSMAP_BASE")
    if not base <= address < base + reach():
        raise Damaged(f"{address:#x} points to no object")
    return address - base


def read(address, size):
    try:
        return bytes(gdb.selected_inferior().read_memory(address, size))
    except gdb.MemoryError:
        raise Damaged(f"there is no memory at {address:#x}") from None


class Layout:
    """Members of a struct by name, those of nested structs as `outer.inner`."""

    def __init__(self, name):
        self.type = gdb.lookup_type(name)
        self.size = self.type.sizeof
        self.members = dict(self.flatten(self.type, "", 0))

    def flatten(self, type_, prefix, base):
        for field in type_.fields():
            inner = field.type.strip_typedefs()
            offset = base + field.bitpos // 8
            if not field.name:  # of an anonymous struct or union
                yield from self.flatten(inner, prefix, offset)
            elif inner.code == gdb.TYPE_CODE_STRUCT:
                yield prefix + field.name, (offset, inner.sizeof)
                yield from self.flatten(inner, f"{prefix}{field.name}.", offset)
            else:
                yield prefix + field.name, (offset, inner.sizeof)

    def offset(self, member):
        return self.members[member][0]


@functools.lru_cache(None)
def layout(name):
    return Layout(name)


class Record:
    """A struct's bytes; record["member"] is an unsigned number."""

    def __init__(self, name, data):
        self.layout, self.data = layout(name), data

    def __getitem__(self, member):
        offset, size = self.layout.members[member]
        return int.from_bytes(self.data[offset:offset + size], "little")


def record(name, address):
    """The struct at an address of the kernel's."""
    return Record(name, read(address, layout(name).size))


def list_of(name, first, link):
    """The pointers of a list of structs, linked by `link`."""
    seen = set()
    while first != 0:
        if first in seen or len(seen) == LIMIT:
            raise Damaged(f"the list of {name} leads back to {first:#x}")
        seen.add(first)
        yield first
        first = record(name, first)[link]


def tree_nodes(root):
    """(key, address) of all nodes of a struct tree, by key, those of one key in order of
    arrival."""
    found, seen, waiting = [], set(), [root]
    while waiting:
        node = waiting.pop()
        if node == 0:
            continue
        if node in seen or len(seen) >= LIMIT:
            raise Damaged(f"the tree leads back to {node:#x}")
        data = record("struct tree_node", node)
        waiting += [data["left"], data["right"]]
        ring = node
        while ring not in seen and len(seen) < LIMIT:
            seen.add(ring)
            found.append((data["key"], ring))
            ring = record("struct tree_node", ring)["ring_next"]
        if ring != node:
            raise Damaged(f"the ring of {node:#x} leads back to {ring:#x}")
    return sorted(found, key=lambda pair: pair[0])
