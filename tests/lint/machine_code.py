# SPDX-License-Identifier: MIT
"""What the code of an x86-64 image does to the stack: the depth below the return address at each
call, by following every path through each function of the linked image. Unlike the compiler's own
figures this covers assembly, tail calls and what the optimiser made of both.

Invariant: a figure is never too small. Where two paths meet, the deeper one counts; a tail call
counts as if its caller's frame were still there."""

import dataclasses
import re

import lint

SYMBOL = re.compile(r"^ *\d+: ([0-9a-f]+) +\d+ (FUNC|OBJECT) +\w+ +\w+ +\d+ (\S+)$", re.MULTILINE)
INSTRUCTION = re.compile(
    r"^ *([0-9a-f]+):\t(?:(?:notrack|rep|repz|bnd|lock|data16|cs) )*(\S+) *(.*)$")
DIRECT = re.compile(r"^(?:0x)?([0-9a-f]+)(?: <.*)?$")
ASSEMBLY = re.compile(r"^ *\.type (\w+), @function$", re.MULTILINE)
TABLE = re.compile(r"^\*(?:0x|-0x)[0-9a-f]+\(,%\w+,8\)$")
STACK_SET = re.compile(r"(?:^|,)%[er]?sp$")
ENDS = ("ret", "iret", "sysret", "ud2", "sysexit")
RETURNS = ("ret", "iret")
PADDING = ("nop", "nopw", "nopl", "cs", "data16", "xchg", "int3", "ud2")
TOO_DEEP = 1 << 20


@dataclasses.dataclass
class Function:
    name: str
    code: dict  # address -> (mnemonic, operands, address of the next instruction)
    deepest: int = 0
    returns: bool = False
    unreached: list = dataclasses.field(default_factory=list)
    calls: set = dataclasses.field(default_factory=set)  # (depth, address)
    indirect: set = dataclasses.field(default_factory=set)  # depths
    problems: set = dataclasses.field(default_factory=set)


class Image:
    """The functions of an image's .text and .once.text, by their address. `assembly` names those
    that were not compiled: they may have several entries, and hold data."""

    def __init__(self, path):
        self.assembly = {name for source in lint.sources("kernel/**/*.S")
                         for name in ASSEMBLY.findall(source.read_text())}
        _, symbols = lint.output(["readelf", "-sW", path])
        names = {int(address, 16): name if kind == "FUNC" else None
                 for address, kind, name in SYMBOL.findall(symbols)}
        _, text = lint.output(
            ["objdump", "-d", "-j", ".text", "-j", ".once.text", "--no-show-raw-insn",
             path])
        self.data = Words(path)
        self.functions = {}
        self.owner = {}  # address of an instruction -> address of its function
        self._read(names, text)
        self._join_cold()
        self._follow_all()

    def _read(self, names, text):
        current, last = None, None
        for line in text.splitlines():
            match = INSTRUCTION.match(line)
            if not match:
                continue
            address = int(match[1], 16)
            if address in names and names[address] is None:
                current = None  # data among the code
            elif address in names:
                current = self.functions[address] = Function(names[address], {})
                start = address
            elif current and last is not None and address - last > 64:
                current = None  # another section
            if current:
                if last in current.code:
                    current.code[last][2] = address
                current.code[address] = [match[2], match[3].split("#")[0].strip(), None]
                self.owner[address] = start
                last = address

    def _join_cold(self):
        """gcc puts the unlikely parts of a function elsewhere, as NAME.cold."""
        for start, part in list(self.functions.items()):
            if part.name.endswith(".cold"):
                whole = self.named(part.name.removesuffix(".cold"))
                self.functions[whole].code.update(part.code)
                self.owner.update(dict.fromkeys(part.code, whole))
                del self.functions[start]

    def _follow_all(self):
        """Whether a function returns decides what lies behind a call of it: until nothing changes,
        from the assumption that none does."""
        changed = True
        while changed:
            changed = False
            for start, function in self.functions.items():
                before = function.returns
                follow(self, start, function)
                changed |= function.returns != before
        for function in self.functions.values():
            if function.unreached:
                function.problems.add(f"no path leads to {function.unreached[0]:#x}")

    def named(self, name):
        return next((a for a, f in self.functions.items() if f.name == name), None)


class Words:
    """Words of the image's data, for the tables that a switch jumps by."""

    def __init__(self, path):
        self.sections = []
        _, text = lint.output(["readelf", "-SW", path])
        row = re.compile(r"^ *\[ *\d+\] \S+ +PROGBITS +([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+)", re.M)
        content = path.read_bytes()
        for address, offset, size in row.findall(text):
            begin = int(offset, 16)
            self.sections.append((int(address, 16), content[begin:begin + int(size, 16)]))

    def at(self, address):
        for start, content in self.sections:
            if start and start <= address < start + len(content):
                return int.from_bytes(content[address - start:address - start + 8], "little")
        return None


def switch_targets(image, function, operands):
    """Where a switch may go: the addresses in its table, as long as they lie in the function."""
    base = int(re.search(r"-?0x[0-9a-f]+", operands)[0], 16) % (1 << 64)
    targets = []
    while (target := image.data.at(base + 8 * len(targets))) in function.code:
        targets.append(target)  # and perhaps the function's next table, which is no harm
    return targets


def depth_after(mnemonic, operands, depth):
    """The depth behind an instruction, or None if nobody can tell."""
    if mnemonic.startswith("push"):
        return depth + 8
    if mnemonic.startswith("pop"):
        return depth - 8
    if mnemonic.startswith("leave"):
        return 0
    if not STACK_SET.search(operands) or mnemonic.startswith(("cmp", "test")):
        return depth
    if match := re.match(r"^\$(-?0x[0-9a-f]+),%rsp$", operands):
        if mnemonic.startswith(("sub", "add")):
            return depth + int(match[1], 16) * (1 if mnemonic.startswith("sub") else -1)
    if match := re.match(r"^-0x([0-9a-f]+)\(%rbp\),%rsp$", operands):
        return 8 + int(match[1], 16)
    if mnemonic.startswith("mov"):
        return 8 if operands == "%rbp,%rsp" else 0  # another stack
    return None


def follow(image, start, function):
    """Fill in what a function does, by every path from its entry. Code of assembly that no path
    reaches is entered from elsewhere: by the processor, or by a label."""
    reached = {}
    follow_from(image, function, reached, start)
    function.unreached = []
    for seed, (mnemonic, _, _) in function.code.items():
        if seed not in reached and mnemonic not in PADDING:
            if function.name not in image.assembly:
                function.unreached.append(seed)
            follow_from(image, function, reached, seed)


def follow_from(image, function, reached, seed):
    waiting = [(seed, 0)]
    while waiting:
        address, depth = waiting.pop()
        if reached.get(address, -1) >= depth:
            continue
        if depth > TOO_DEEP:
            function.problems.add("the stack grows in a loop")
            return
        reached[address] = depth
        mnemonic, operands, behind = function.code[address]
        after = depth_after(mnemonic, operands, depth)
        if after is None:
            function.problems.add(f"a frame of variable size: {mnemonic} {operands}")
            return
        for target in successors(image, function, address, mnemonic, operands, behind, after):
            waiting.append((target, after))
        function.deepest = max(function.deepest, after)


def successors(image, function, address, mnemonic, operands, behind, depth):
    """Where control goes within the function; what it leaves to is noted on the way."""
    direct = DIRECT.match(operands)
    target = int(direct[1], 16) if direct else None
    if mnemonic.startswith("call"):
        if target is None:
            function.indirect.add(depth + 8)
            return [behind] if behind else []
        function.calls.add((depth + 8, target))
        callee = image.functions.get(image.owner.get(target))
        if callee is None or callee.returns:
            return [behind] if behind else fall_out(image, function, address, depth)
        return []
    if mnemonic.startswith("j") or mnemonic.startswith("loop"):
        if target is None and TABLE.match(operands):
            found = switch_targets(image, function, operands)
            if not found:  # of functions: a tail call, to be listed like a call
                function.indirect.add(depth)
        elif target is None:
            function.indirect.add(depth)
            found = []
        elif target in function.code:
            found = [target]
        else:
            found = leave_to(image, function, target, depth)
        return found if mnemonic.startswith("jmp") or not behind else [*found, behind]
    if mnemonic.startswith(ENDS):
        function.returns |= mnemonic.startswith(RETURNS)
        return []
    return [behind] if behind else fall_out(image, function, address, depth)


def leave_to(image, function, target, depth):
    function.calls.add((depth, target))
    callee = image.functions.get(image.owner.get(target))
    function.returns |= callee is not None and callee.returns
    return []


def fall_out(image, function, address, depth):
    """Assembly may run on into the function that follows."""
    later = [start for start in image.functions if start > address]
    return leave_to(image, function, min(later), depth) if later else []
