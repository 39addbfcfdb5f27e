# SPDX-License-Identifier: MIT
"""The text of the commands: each function yields the lines that one of them prints."""

import pathlib
import re

import gdb

import kozo_abi
import symbolize
from kozo_memory import (LIMIT, Damaged, constant, enumerators, layout, list_of, physical, pointer,
                         read, record)
from kozo_printers import describe_tag

NS_PER_MS = 1000000


# Where

def image(thread):
    """The file that a program was made from. Another init than the build's is in $kozo_init."""
    build = pathlib.Path(gdb.current_progspace().filename).parent
    name = thread.name.partition("#")[0]
    other = gdb.convenience_variable("kozo_init")
    if name == "init" and other is not None:
        return pathlib.Path(other.string())
    return build / "programs" / kozo_abi.IMAGES.get(name, name)


def location(thread, ip, returns):
    """Functions with file and line of a user instruction, or of the call that returns there, from
    the innermost inlined one outwards."""
    file = image(thread)
    return symbolize.lookup(ip - returns, file) if file.exists() else []


def thread_location(thread):
    names = location(thread, thread["regs.rip"], not thread["full_frame"])
    return " ".join([f"{thread['regs.rip']:#x}", *names[-1:]])


def place_of(snapshot, text):
    """The slot that NAME[INDEX], NAME.BINDING, NAME:HANDLE or @ADDRESS names."""
    if match := re.fullmatch(r"@(\w+)", text):
        slot = snapshot.slots.get(int(gdb.parse_and_eval(match[1])))
    elif match := re.fullmatch(r"(.+)\[(\d+)\]", text):
        slot = holder(snapshot, match[1], "cnode").slots.get(int(match[2]))
    elif match := re.fullmatch(r"(.+):(\w+)", text):
        handle = int(gdb.parse_and_eval(match[2]))
        slot = snapshot.by_handle(holder(snapshot, match[1], "thread"), handle)
        stamp = next(shift for name, shift, _ in kozo_abi.WORDS["handle"] if name == "stamp")
        if slot and slot.stamp != handle >> stamp:
            raise gdb.GdbError(f"stale: {snapshot.place(slot)} has stamp {slot.stamp:#x} now")
    elif match := re.fullmatch(r"(.+)\.(\w+)", text):
        bindings = enumerators("thread_binding", "THREAD_")
        index = next((i for i, name in bindings.items() if name == match[2]), None)
        slot = holder(snapshot, match[1], "thread").slots.get(index)
    else:
        raise gdb.GdbError("a slot is NAME[INDEX], NAME.BINDING, NAME:HANDLE or @ADDRESS")
    if slot is None:
        raise gdb.GdbError(f"there is no capability in {text}")
    return slot


def holders(snapshot, text, *kinds):
    """The objects of some kinds by their program's name, physical address or a pointer to one."""
    known = [thing for kind in kinds for thing in snapshot.of_type(kind)]
    found = [thing for thing in known if thing.name == text]
    if not found:
        try:
            address = int(gdb.parse_and_eval(text)) & (1 << 64) - 1
            address = physical(address) if address >= constant("PHYSMAP_BASE") else address
        except (gdb.error, Damaged):
            address = None
        found = [thing for thing in known if thing.address == address]
    if not found:
        raise gdb.GdbError(f"there is no {' or '.join(kinds)} {text}")
    return found


def holder(snapshot, text, kind):
    return holders(snapshot, text, kind)[0]


# Threads

def cpu_records():
    """(address, record) of the CPUs that the kernel has started."""
    base, cpu = constant("(unsigned long)&cpus[0]"), layout("struct cpu")
    for number in range(gdb.lookup_global_symbol("cpus").type.range()[1] + 1):
        found = record("struct cpu", base + number * cpu.size)
        if found["arch.self"] != 0:
            yield base + number * cpu.size, found


def running(thread):
    """The number of the CPU that a thread runs on, or None."""
    at = pointer(thread.address)
    return next((cpu["number"] for _, cpu in cpu_records() if cpu["current"] == at), None)


def message(thread):
    """What a thread that sends or awaits a reply asked for."""
    register = f"regs.{kozo_abi.REGISTERS['tag']}"
    return describe_tag(thread["fault.tag.raw" if thread["faulted"] else register])


def reply_holder(snapshot, thread):
    callee = snapshot.pointed(thread, "reply_callee")
    if callee:
        return callee.name or str(callee)
    slot = snapshot.slots.get(physical(thread["reply_slot"]))
    if slot is None:
        raise Damaged(f"{thread}: nobody can answer its call")
    return f"the right in {snapshot.place(slot)}"


def waits(snapshot, thread):
    """What a thread waits for."""
    state, text = snapshot.state(thread), ""
    try:
        place = snapshot.pointed(thread, "endpoint")
        if state in ("sending", "calling"):
            text = f"to send {message(thread)} to {place}"
        elif state == "awaiting_reply":
            text = f"for {reply_holder(snapshot, thread)} to answer {message(thread)}"
        elif state == "receiving":
            text = f"at {place}"
        elif state == "waiting":
            text = f"at {snapshot.pointed(thread, 'notification')}"
        elif state == "ready" and running(thread) is not None:
            text = f"on cpu {running(thread)}"
        if thread["timeout.ring_next"] != 0:
            text += f", until {thread['timeout.key'] // NS_PER_MS} ms"
    except Damaged as damage:
        snapshot.note(str(damage))
        text += " ?"
    return text.strip(", ")


def priority(snapshot, thread):
    budget = snapshot.pointed(thread, "budget") or snapshot.pointed(thread, "home")
    return str(budget["priority"]) if budget and budget.record else "-"


def threads(snapshot):
    yield f"{'THREAD':<12} {'AT':<11} {'STATE':<14} {'PRIO':>4}  WAITS"
    for thread in snapshot.threads():
        yield (f"{thread.name:<12} {thread.address:<#11x} {snapshot.state(thread):<14} "
               f"{priority(snapshot, thread):>4}  {waits(snapshot, thread)}").rstrip()
        yield f"    {thread_location(thread)}"


def backtrace(snapshot, text):
    """Frames of a program, by frame pointers and the frames that are mapped in its space, or that
    a CPU has loaded."""
    thread = holder(snapshot, text, "thread")
    space = snapshot.pointed(thread, "aspace")
    loaded = any(cpu["arch.root"] == thread["root"] for _, cpu in cpu_records())
    ip, frame, returns = thread["regs.rip"], thread["regs.rbp"], not thread["full_frame"]
    for depth in range(64):
        names = location(thread, ip, returns) or ["?"]
        yield f"#{depth} {ip:#x} {names[-1]}"
        for name in reversed(names[:-1]):
            yield f"   inlined: {name}"
        if not frame:
            return
        at = space and snapshot.frame_at(space["serial"], frame)
        if not at and not loaded:
            yield f"   (no frame capability tells what is mapped at {frame:#x})"
            return
        data = read(pointer(at) if at else frame, 16)
        above, ip = (int.from_bytes(data[i:i + 8], "little") for i in (0, 8))
        if ip == 0 or above <= frame and above != 0:
            return
        frame, returns = above, True


# Capabilities

def cnodes(snapshot):
    yield f"{'CNODE':<12} {'AT':<11} {'SLOTS':>6} {'USED':>6}  CAPABILITIES TO IT"
    for node in snapshot.of_type("cnode"):
        yield (f"{node.name:<12} {node.address:<#11x} {node['slot_count']:>6} {len(node.slots):>6}"
               f"  {', '.join(sorted(map(snapshot.place, node.caps)))}")


def target(snapshot, slot):
    """The object of a capability, with what is special to its type."""
    thing = snapshot.objects.get(slot["object"])
    if slot.type == "io_port":
        return f"ports {slot['object']:#x}, {slot['aux']} of them"
    if slot.type == "reply":
        return f"for {snapshot.objects.get(slot['object'])}"
    text = f"{slot['object']:#x}" + (f" ({thing.name})" if thing and thing.name else "")
    if slot.type in ("untyped", "frame", "page_table"):
        text += f" 2^{slot.size_bits}"
    if slot.type == "untyped":
        text += f", {slot['aux']:#x} used"
    elif slot["space"]:
        text += f", mapped at {slot['aux']:#x}"
    return text


def capability(snapshot, slot):
    marks = " zombie" if slot.is_zombie() else " (device)" if slot.is_device() else ""
    badge = f" badge {slot['badge']:#x}" if slot["badge"] else ""
    return (f"{slot.type or '?'}{marks} {target(snapshot, slot)} "
            f"[{slot.right_names() or '-'}]{badge}")


def caps(snapshot, text):
    for thing in holders(snapshot, text, "thread", "cnode"):
        yield f"{thing}, {len(thing.slots)} capabilities"
        for _, slot in sorted(thing.slots.items()):
            name = f"{slot.handle():#x}" if thing.type == "cnode" else f"stamp {slot.stamp:#x}"
            parent = snapshot.parent(slot)
            source = f" from {snapshot.place(parent)}" if parent else ""
            yield f"    {snapshot.place(slot):<16} {name:<15} {capability(snapshot, slot)}{source}"


def tree(snapshot, text):
    """Indented by derivation; a child was copied from what stands above it, or made of it."""
    waiting, seen = [(place_of(snapshot, text), 0)], set()
    while waiting and len(seen) < LIMIT:
        slot, depth = waiting.pop()
        if slot.address in seen:
            snapshot.note(f"{snapshot.place(slot)} is derived from itself")
            continue
        seen.add(slot.address)
        yield f"{'  ' * depth}{snapshot.place(slot)}: {capability(snapshot, slot)}"
        waiting += [(child, depth + 1) for child in reversed(list(snapshot.children(slot)))]


# Queues

def names(snapshot, found):
    """Threads of a queue, as far as it can be followed."""
    shown = []
    try:
        for thread in found:
            shown.append(f"{thread.name} ({priority(snapshot, thread)})")
    except Damaged as damage:
        snapshot.note(str(damage))
        shown.append("?")
    return ", ".join(shown) or "-"


def endpoints(snapshot):
    bound = {}
    for thread in snapshot.threads():
        handler = thread.slots.get(constant("THREAD_FAULTS"))
        if handler:
            bound.setdefault(handler["object"], []).append(thread.name)
    for place in snapshot.of_type("endpoint"):
        yield f"{place}, {len(place.caps)} capabilities"
        yield f"    senders    {names(snapshot, snapshot.senders(place))}"
        yield f"    receivers  {names(snapshot, snapshot.queue(place, 'receivers_head'))}"
        yield f"    faults of  {', '.join(bound.get(place.address, [])) or '-'}"


def budget_text(snapshot, address):
    budget = snapshot.objects.get(physical(address))
    if budget is None or budget.type != "budget":
        raise Damaged(f"{address:#x} is no budget")
    thread = snapshot.pointed(budget, "thread")
    left, whole = budget["remaining_ns"] // NS_PER_MS, budget["capacity_ns"] // NS_PER_MS
    state = enumerators("budget_state", "BUDGET_").get(budget["state"], "?")
    return (f"{budget} priority {budget['priority']}, {left} of {whole} ms left, {state}, "
            f"runs {thread.name if thread else 'nobody'}")


def queues(snapshot):
    """Per CPU: what runs, what is ready; then what waits for time."""
    offset = layout("struct cpu").offset("run_queue.head")
    size = layout("struct cpu").members["run_queue.head"][1]
    for address, cpu in cpu_records():
        current = snapshot.pointed(cpu, "budget")
        parked = ", parked" if cpu["arch.parked"] else ""
        yield f"cpu {cpu['number']}{parked}: " + (
            budget_text(snapshot, cpu["budget"]) if current else "idle")
        heads = read(address + offset, size)
        late = snapshot.pointed(cpu, "run_queue.late")
        for level in reversed(range(size // 8)):
            head = int.from_bytes(heads[level * 8:level * 8 + 8], "little")
            try:
                for budget in list_of("struct budget", head, "next"):
                    yield f"    {level:>3}  {budget_text(snapshot, budget)}"
            except Damaged as damage:
                snapshot.note(f"queue of priority {level}: {damage}")
            if late and late["priority"] == level:
                yield f"    {level:>3}  {budget_text(snapshot, pointer(late.address))}"
    for budget in snapshot.of_type("budget"):
        if budget["timeout.ring_next"] != 0:
            yield f"depleted: {budget_text(snapshot, pointer(budget.address))}"
