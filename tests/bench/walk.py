# SPDX-License-Identifier: MIT
"""Follows single operations of a benchmark, instruction by instruction, in the run that measures
them: what they are made of, and which of them cost more than an instruction count tells.

The image calls sample_walk(name) before the last sample of a row. From there a debugger's stub
steps to the first reading of the time-stamp counter and on to the second; what lies between is the
operation, on whichever thread.
"""

import bisect
import collections
import contextlib
import dataclasses
import pathlib
import re
import subprocess
import threading

from qemu import gdb_server
from rsp import Stub

# As QEMU lists them; see rsp.py.
REGISTERS = ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp",
             *(f"r{number}" for number in range(8, 16)), "rip"]
KERNEL = 1 << 63
PHYSMAP_BASE = 0xFFFF800000000000
APIC = range(PHYSMAP_BASE + 0xFEE00000, PHYSMAP_BASE + 0xFEE01000)
# Instructions whose cost is not one, by name and operands as objdump writes them.
COSTLY = {name: re.compile(pattern) for name, pattern in {
    "syscall": r"syscall",
    "sysret": r"sysret",
    "iret": r"iret",
    "swapgs": r"swapgs",
    "cr3": r"mov +%\w+,%cr3",
    "cr0": r"mov +%\w+,%cr0|clts",
    "fsgsbase": r"(rd|wr)[fg]sbase",
    "segment": r"mov[lw]? +[^,]+,%[defg]s$",
    "wrmsr": r"wrmsr",
    "rdmsr": r"rdmsr",
    "rdtsc": r"rdtsc",
    "xsave": r"f?xsave",
    "xrstor": r"f?xrstor",
    "xcr": r"xsetbv|xgetbv",
    "cpuid": r"cpuid",
    "io": r"(in|out)[bwl]? ",
    "invalidate": r"invlpg|invpcid",
    "lock": r"lock|xchg +.*\(",
    "rep": r"rep",
    "fence": r"[lsm]fence",
    "halt": r"hlt",
}.items()}
MEMORY = re.compile(r"(?<!:)(-?0x[0-9a-f]+)?\((%\w+)?(?:,(%\w+),(\d))?\)")
PARTS = ["user", "entry", "kernel", "exit"]


@dataclasses.dataclass
class Step:
    address: int
    text: str  # disassembly
    function: str
    costly: list  # names
    part: str = ""
    executed: bool = True  # or it faulted


class Code:
    """The instructions of the kernel and of the image that runs."""

    def __init__(self, build, image):
        self.kernel = build / "kernel.elf"
        self.text, self.names = {}, {}
        for elf in (self.kernel, build / "images" / image / "init"):
            listing = subprocess.run(["objdump", "-d", "--no-show-raw-insn", elf],
                                     capture_output=True, text=True, check=True).stdout
            for line in listing.splitlines():
                if match := re.match(r"([0-9a-f]{16}) <(.+)>:", line):
                    self.names[int(match[1], 16)] = match[2]
                elif match := re.match(r" *([0-9a-f]+):\t(.*)", line):
                    text = match[2].split("#")[0].strip()
                    self.text[int(match[1], 16)] = re.sub(r" +", " ", text)
        self.starts = sorted(self.names)
        self.assembly = self._assembly(build)

    @staticmethod
    def _assembly(build):
        """The functions of the ways in and out."""
        objects = [*build.glob("obj/kernel/**/traps/*.S.o")]
        listing = subprocess.run(["nm", *objects], capture_output=True, text=True, check=True)
        return set(re.findall(r"^[0-9a-f]+ [tT] (\S+)", listing.stdout, re.MULTILINE))

    def at(self, name):
        return next((start for start, known in self.names.items() if known == name), None)

    def function(self, address):
        return self.names[self.starts[bisect.bisect(self.starts, address) - 1]]

    def step(self, registers):
        address = registers["rip"]
        text = self.text[address]
        costly = [name for name, pattern in COSTLY.items() if pattern.match(text)]
        if touches_apic(text, registers):
            costly.append("apic")
        return Step(address, text, self.function(address), costly)

    def lines(self, addresses):
        """For each the file and line that it comes from."""
        done = subprocess.run(["addr2line", "-e", self.kernel, *map(hex, addresses)],
                              capture_output=True, text=True, check=True)
        return [re.sub(r" \(.*", "", pathlib.Path(line).name) for line in done.stdout.splitlines()]


def faults(step):
    """Is this what a program did that came into the kernel by an exception?"""
    return step.address < KERNEL and step.text != "syscall"


def touches_apic(text, registers):
    match = MEMORY.search(text)
    if not match or text.startswith(("lea", "nop")) or "s:" in text:
        return False
    offset, base, index, scale = match.groups()
    address = int(offset or "0", 16)
    for name, factor in ((base, 1), (index, int(scale or 1))):
        address += factor * registers.get((name or "")[1:], 0)
    return address % (1 << 64) in APIC


def assign_parts(steps, assembly):
    """What of each stay in the kernel is the way in, what the way out."""
    stay = []
    for step in [*steps, None]:
        if step and step.address >= KERNEL:
            stay.append(step)
            continue
        own = [i for i, inside in enumerate(stay) if inside.function not in assembly]
        first, last = (own[0], own[-1]) if own else (len(stay), len(stay))
        for i, inside in enumerate(stay):
            inside.part = "entry" if i < first else "exit" if i > last else "kernel"
        stay = []
        if step:
            step.part = "user"


def summary(steps, overhead):
    """For the table and the baseline: `overhead` are the instructions of a pair of readings."""
    executed = [step for step in steps if step.executed]
    parts = collections.Counter(step.part for step in executed)
    parts["user"] -= overhead
    costly = collections.Counter(name for step in executed for name in step.costly)
    return {"split": {part: parts[part] for part in PARTS},
            "costly": {name: costly[name] for name in [*COSTLY, "apic"] if costly[name]}}


class Walker(threading.Thread):
    """Walks every row of one run; `rows` has the steps of each afterwards. The machine ends at the
    row `until`."""

    def __init__(self, build, image, scratch, until=None):
        super().__init__(daemon=True)
        self.code, self.rows, self.problem = Code(build, image), {}, None
        self.path = pathlib.Path(scratch) / "gdb"
        self.until = until

    def options(self):
        return ["-S", *gdb_server(self.path)]

    def run(self):
        try:
            self.stub = Stub(self.path, timeout=120)
            if start := self.code.at("sample_walk"):
                self.stub.stop_at(start)
            # Interrupts are held off; the timers go on.
            assert self.stub.command("Qqemu.sstep=7") == "OK"
            with contextlib.suppress(ConnectionError):
                self._walk_all()
        except Exception as error:  # told by whoever waits for this thread
            self.problem = error
            with contextlib.suppress(Exception):
                self.stub.command("k", answers=False)

    def _registers(self):
        content = bytes.fromhex(self.stub.command("g")[:16 * len(REGISTERS)])
        return {name: int.from_bytes(content[8 * i:8 * i + 8], "little")
                for i, name in enumerate(REGISTERS)}

    def _walk_all(self):
        while self.stub.command("c").startswith("T05"):
            name = self.stub.read(self._registers()["rdi"], 64).split(b"\0")[0].decode()
            if name == self.until:
                self.stub.command("k", answers=False)
                return
            steps, inside = [], False
            while True:
                step = self.code.step(self._registers())
                reading = step.address < KERNEL and step.text == "rdtsc"
                if reading and inside:
                    break
                if inside and step.address >= KERNEL and steps and faults(steps[-1]):
                    steps[-1].executed = False
                if inside:
                    steps.append(step)
                inside = inside or reading
                assert self.stub.command("s").startswith("T05")
            assign_parts(steps, self.code.assembly)
            self.rows[name] = steps

    def finish(self):
        """{row: summary} once the machine has ended."""
        self.join(timeout=10)
        if self.problem:
            raise self.problem
        overhead = len(self.rows.get("", []))
        return {name: summary(steps, overhead) for name, steps in self.rows.items() if name}
