# SPDX-License-Identifier: MIT
"""Everything that capabilities lead to, from init's CNode and the stack of the dying on: slots,
CNodes, threads, endpoints. Nothing that is read is believed: what contradicts itself is noted in
`damage`, and the walk goes on elsewhere."""

import gdb

import kozo_abi
from kozo_memory import (LIMIT, Damaged, Record, constant, enumerators, layout, list_of, physical,
                         pointer, read, record, tree_nodes)

SLOT = "struct cap_slot"


def object_types():
    return enumerators("kozo_object", "KOZO_OBJECT_")


def has_header(kind):
    """Does an object of that type begin with a struct object?"""
    try:
        return layout(f"struct {kind}").type.fields()[0].type.name == "object"
    except gdb.error:  # there is no such struct
        return False


class Slot:
    """A capability slot. `address` is physical, as links are (divided by the size of a slot)."""

    def __init__(self, address, data):
        self.address = address
        self.record = Record(SLOT, data)
        self.holder, self.index = None, 0
        meta = self.record["meta"]
        self.number = meta >> constant("META_TYPE_SHIFT") & 0xFF
        self.type = object_types().get(self.number)
        self.rights = meta >> constant("META_RIGHTS_SHIFT") & 0xFF
        self.size_bits = meta >> constant("META_SIZE_SHIFT") & 0xFF
        self.flags = meta >> constant("META_FLAGS_SHIFT") & 0xFF
        self.stamp = meta >> constant("META_STAMP_SHIFT")

    def __getitem__(self, member):
        return self.record[member]

    def link(self, member):
        """The physical address of the slot that a link names."""
        return self[member] * layout(SLOT).size

    def is_device(self):
        return bool(self.flags & constant("CAP_DEVICE"))

    def is_zombie(self):
        return bool(self.flags & constant("CAP_ZOMBIE"))

    def handle(self):
        """The handle in a space whose root the slot's CNode is."""
        parts = {"stamp": self.stamp, "depth": 0, "address": self.index}
        return sum(parts[name] << shift for name, shift, _ in kozo_abi.WORDS["handle"])

    def right_names(self):
        named = sorted(kozo_abi.RIGHTS.get(self.type, ()))
        return ",".join(name for bit, name in named if self.rights & bit)


class Object:
    """A kernel object: its type, where it is, which slots designate it; its own slots by index."""

    def __init__(self, kind, address):
        self.type, self.address, self.caps, self.slots = kind, address, [], {}
        self.record, self.name = None, ""

    def __getitem__(self, member):
        return self.record[member]

    def __str__(self):
        return f"{self.type} {self.address:#x}" + (f" ({self.name})" if self.name else "")


class Snapshot:
    """All of it, at this moment."""

    def __init__(self):
        self.damage, self.objects, self.slots = [], {}, {}
        try:
            self.kernel = record("struct kernel", constant("(unsigned long)&kernel"))
            root = physical(self.kernel["boot_cnode"])
        except Damaged:
            root = 0
        if root == 0:
            raise gdb.GdbError("the kernel is not up yet, or kernel.boot_cnode is damaged")
        self.waiting = [(root, "cnode")]
        self.wait_for_dying()
        self.walk()
        self.name_all()
        self.check_slots()

    def note(self, text):
        if text not in self.damage:
            self.damage.append(text)

    # Finding

    def wait_for_dying(self):
        seen, at = set(), self.kernel["dying"] * layout(SLOT).size
        try:
            while at and at not in seen:
                seen.add(at)
                header = record("struct object", pointer(at))
                self.waiting.append((at, object_types().get(header["type"])))
                at = header["dying_next"] * layout(SLOT).size
            if at:
                self.note(f"the stack of the dying leads back to {at:#x}")
        except Damaged as damage:
            self.note(f"stack of the dying: {damage}")

    def walk(self):
        """Containers first; then what only links of the derivation tree lead to."""
        while self.waiting:
            while self.waiting:
                self.open(*self.waiting.pop())
            for address in {slot.link(name) for slot in list(self.slots.values())
                            for name in ("first", "last", "prev", "next")} - {0}:
                if address not in self.slots:
                    self.add_linked(address)

    def add_linked(self, address):
        try:
            slot = Slot(address, read(pointer(address), layout(SLOT).size))
        except Damaged:
            return  # check_slots() says so
        if slot.type not in (None, "null"):
            self.add_slot(slot)

    def open(self, address, kind):
        """Read an object and what slots it has."""
        if address in self.objects and self.objects[address].record:
            return
        if not has_header(kind):
            self.note(f"{kind} {address:#x} is no object")
            return
        thing = self.objects.setdefault(address, Object(kind, address))
        try:
            thing.record = record(f"struct {kind}", pointer(address))
            actual = object_types().get(thing["object.type"])
            if actual != kind:
                self.note(f"{kind} {address:#x} is a {actual} by its header")
            elif kind == "cnode":
                self.open_slots(thing, "slots", thing["slot_count"] - 1, 1)
            elif kind == "thread":
                self.open_slots(thing, "bindings", constant("THREAD_BINDINGS"), 0)
        except Damaged as damage:
            self.note(f"{kind} {address:#x}: {damage}")

    def open_slots(self, holder, member, count, first):
        size = layout(SLOT).size
        if not 0 <= count <= LIMIT:
            raise Damaged(f"it says that it has {count} slots")
        start = holder.address + layout(f"struct {holder.type}").offset(member)
        data = read(pointer(start), count * size)
        for i in range(count):
            part = data[i * size:(i + 1) * size]
            if any(part):
                slot = Slot(start + i * size, part)
                slot.holder, slot.index = holder, first + i
                self.add_slot(slot)

    def add_slot(self, slot):
        if slot.type == "null":
            return
        known = self.slots.get(slot.address)
        if known is not None:  # found by a link before its container was
            known.holder, known.index = slot.holder, slot.index
            slot = known
        self.slots[slot.address] = slot
        if slot.holder:
            slot.holder.slots[slot.index] = slot
        if slot.type is None:
            self.note(f"slot {slot.address:#x} has type {slot.number}, which there is not")
        elif known is None and has_header(slot.type):
            thing = self.objects.setdefault(slot["object"], Object(slot.type, slot["object"]))
            thing.caps.append(slot)
            self.waiting.append((slot["object"], slot.type))

    # Judging

    def check_slots(self):
        """INV-CAP-1, links are mutual; INV-OBJ-1, references are counted."""
        for slot in self.slots.values():
            for name, back in (("first", "prev"), ("last", "next")):
                if slot.link(name) and not self.answers(slot, name, (back,)):
                    self.note(f"{self.place(slot)}: `{name}` is {slot.link(name):#x}, "
                              "which does not answer")
            for name, back in (("prev", ("first", "next")), ("next", ("last", "prev"))):
                if slot.link(name) and not self.answers(slot, name, back):
                    self.note(f"{self.place(slot)}: `{name}` is {slot.link(name):#x}, "
                              "which does not answer")
        for thing in self.objects.values():
            living = sum(not slot.is_zombie() for slot in thing.caps)
            if thing.record and thing["object.references"] != living:
                self.note(f"{thing}: {thing['object.references']} references, {living} found")

    def answers(self, slot, name, back):
        other = self.slots.get(slot.link(name))
        return other is not None and any(other.link(link) == slot.address for link in back)

    # Naming

    def of_type(self, kind):
        return sorted((thing for thing in self.objects.values()
                       if thing.type == kind and thing.record), key=lambda thing: thing.address)

    def threads(self):
        """In the order of their oldest capabilities."""
        threads = [thread for thread in self.of_type("thread") if thread.caps]
        return sorted(threads, key=lambda thread: min(cap.stamp for cap in thread.caps))

    def pointed(self, thing, member):
        """The object that a pointer in another designates, or None."""
        try:
            return self.objects.get(physical(thing[member]))
        except Damaged as damage:
            self.note(f"{thing}: `{member}`: {damage}")
            return None

    def frame_at(self, space, at):
        """The physical address of a byte of an address space, by the frame that is mapped there."""
        for slot in self.slots.values():
            if slot.type == "frame" and slot["space"] == space:
                if 0 <= at - slot["aux"] < 1 << slot.size_bits:
                    return slot["object"] + at - slot["aux"]
        return None

    def start_infos(self):
        """Serial of an address space -> what its program was told at its start."""
        found = {}
        for slot in self.slots.values():
            if slot.type == "frame" and slot["space"] and not slot.flags:
                if slot["aux"] == kozo_abi.CONSTANTS["start_info_address"]:
                    members = kozo_abi.STRUCTS["start_info"]
                    size = max(offset + size for offset, size in members.values())
                    try:
                        data = read(pointer(slot["object"]), size)
                    except Damaged as damage:
                        self.note(f"{self.place(slot)}: {damage}")
                        continue
                    found[slot["space"]] = {name: data[at:at + size]
                                            for name, (at, size) in members.items()}
        return found

    def name_all(self):
        """Programs by the name in their start information; what is theirs after them."""
        infos, used = self.start_infos(), {}
        init = self.pointed(self.kernel, "init")
        init_space = self.pointed(init, "aspace") if init and init.record else None
        for thread in self.threads():
            space = self.pointed(thread, "aspace")
            info = infos.get(space["serial"]) if space and space.record else None
            name = "init" if space and space is init_space else "thread"
            if info:
                name = info["name"].partition(b"\0")[0].decode(errors="replace")
            used[name] = used.get(name, 0) + 1
            thread.name = name if used[name] == 1 else f"{name}#{used[name]}"
            for member in ("cspace", "aspace", "home"):
                thing = self.pointed(thread, member)
                if thing and not thing.name:
                    thing.name = thread.name
            served = info and self.by_handle(thread, int.from_bytes(info["endpoint"], "little"))
            if served and served["object"] in self.objects:
                self.objects[served["object"]].name = thread.name
        for thread in self.threads():
            place = self.pointed(thread, "endpoint")
            if place and not place.name and self.state(thread) == "receiving":
                place.name = thread.name

    def by_handle(self, thread, handle):
        """The slot that a handle names in a thread's space, whatever its stamp; or None."""
        part = {name: handle >> shift & (1 << bits) - 1
                for name, shift, bits in kozo_abi.WORDS["handle"]}
        node, slot = self.pointed(thread, "cspace"), None
        for _ in range(part["depth"] + 1):
            if node is None or node.type != "cnode" or not node.record:
                return None
            slot = node.slots.get(part["address"] & (1 << node["radix"]) - 1)
            part["address"] >>= node["radix"]
            node = self.objects.get(slot["object"]) if slot else None
        return slot

    def place(self, slot):
        """What to call a slot, and how commands take it."""
        if slot.holder is None:
            return f"@{slot.address:#x}"
        holder = slot.holder.name or f"{slot.holder.address:#x}"
        if slot.holder.type == "thread":
            bindings = enumerators("thread_binding", "THREAD_")
            return f"{holder}.{bindings.get(slot.index, slot.index)}"
        return f"{holder}[{slot.index}]"

    # Asking

    def state(self, thread):
        return enumerators("kozo_thread_state", "KOZO_THREAD_STATE_").get(thread["state"], "?")

    def children(self, slot):
        """The capabilities derived from this one, the newest first."""
        before, at, seen = slot.address, slot.link("first"), set()
        while at not in (0, slot.address):
            child = self.slots.get(at)
            if child is None or at in seen or child.link("prev") != before:
                self.note(f"{self.place(slot)}: the list of its children breaks at {at:#x}")
                return
            seen.add(at)
            yield child
            before, at = at, child.link("next")

    def parent(self, slot):
        """The capability that this one was derived from, or None."""
        seen = set()
        while slot is not None and slot.address not in seen:
            seen.add(slot.address)
            after = self.slots.get(slot.link("next"))
            if after is not None and after.link("last") == slot.address:
                return after
            slot = after
        return None

    def senders(self, endpoint):
        """Threads that wait to send, in the order in which they will be received."""
        offset = layout("struct thread").offset("sender")
        for _, node in tree_nodes(endpoint["senders.root"]):
            yield self.thread_at(node - offset)

    def queue(self, thing, member):
        """Threads that wait in a list."""
        for at in list_of("struct thread", thing[member], "queue_next"):
            yield self.thread_at(at)

    def thread_at(self, address):
        thread = self.objects.get(physical(address))
        if thread is None or thread.type != "thread" or not thread.record:
            raise Damaged(f"{address:#x} is no thread")
        return thread
