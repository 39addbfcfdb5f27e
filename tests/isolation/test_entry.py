# SPDX-License-Identifier: MIT
"""An NMI at each instruction of the kernel's ways in and out (traps/entry.S), certainly: a guest
is stopped at one after the other by GDB's protocol, and the NMI is written on its bus while it
stands there. The frame that the processor pushes shows that it was taken at that place."""

import contextlib
import os
import pathlib
import re
import subprocess
import threading

import pytest
import run_guest
from bus import Bus
from qemu import Machine, gdb_server, trace_console
from rsp import Stub

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
KERNEL = BUILD / "kernel.elf"
STRAY_VECTOR = 0xA0  # nobody's
TRAP_FLAG = 1 << 8
STUB_SIZE, SHORT_STUB_SIZE, GROUP = 8, 4, "INTERRUPT_GROUP"
PRIVILEGE = 3  # bits of CS: 0 in the kernel
PLACES = {
    "cpu": "&cpus[0]",
    "nmis": "&cpus[0].arch.nmi_count",
    "strays": "&cpus[0].arch.stray_count",
    "pending": "&cpus[0].arch.interrupt_pending",
    "serving": "&kernel_state_lock.now_serving",
    "debug_stack": "&x86_stacks[0].interrupt[IST_DEBUG - 1].cpu",
    **{f"{name}_stub": f"&x86_trap_stubs[{vector}]" for name, vector in {
        "debug": "VECTOR_DEBUG", "nmi": "VECTOR_NMI", "breakpoint": "VECTOR_BREAKPOINT"}.items()},
    **{f"{name}_{part}": f"&x86_interrupt_stubs[({vector} - VECTOR_EXCEPTIONS) / {GROUP}].{field}"
       for name, vector in {"timer": "VECTOR_TIMER", "stray": STRAY_VECTOR}.items()
       for part, field in {"stub": f"stubs[({vector} - VECTOR_EXCEPTIONS) % {GROUP}]",
                           "relay": "go_on"}.items()},
}


def places():
    """Addresses by name: of PLACES and of all labels."""
    command = ["gdb", "-batch", KERNEL]
    for place in PLACES.values():
        command += ["-ex", f"output/x (unsigned long){place}", "-ex", "echo \\n"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    at = dict(zip(PLACES, (int(line, 16) for line in text.split()), strict=True))
    lines = subprocess.run(["nm", KERNEL], capture_output=True, text=True, check=True).stdout
    return at | {name: int(address, 16)
                 for address, _, name in (line.split() for line in lines.splitlines())}


def instructions(start, end):
    """Their names by their addresses, without the padding between functions."""
    command = ["objdump", "-d", "--no-show-raw-insn", f"--start-address={start:#x}",
               f"--stop-address={end:#x}", KERNEL]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^([0-9a-f]{16}):\s+(.*)$", text, re.MULTILINE)
    return {int(address, 16): name for address, name in found
            if not re.match(r"nop|xchg +%ax,%ax|data16|cs nop", name)}


class Striker:
    """Sends NMIs to a machine that stands still."""

    def __init__(self, stub, bus, at):
        self.stub, self.bus, self.at = stub, bus, at
        behind = min(place for place in at.values() if place > at["trap_anywhere"])
        self.last = max(instructions(at["trap_anywhere"], behind))  # its IRETQ
        self.struck, self.with_user_gs = set(), set()

    def where(self):
        return self.stub.register("rip")

    def frame(self):
        """rip and cs of the trap whose stub the machine stands at."""
        top = self.stub.register("rsp")
        return self.stub.word(top), self.stub.word(top + 8)

    def strike(self):
        """An NMI here. It is taken here, counted, and changes nothing."""
        stub, at = self.stub, self.at
        before, count, place = stub.registers(), stub.word(at["nmis"]), self.where()
        self.bus.nmi(0)
        stub.run_to(at["nmi_stub"])
        ip, cs = self.frame()
        assert ip == place, f"meant for {place:#x}, taken at {ip:#x}"
        if cs & PRIVILEGE == 0 and stub.register("gs_base") != at["cpu"]:
            self.with_user_gs.add(place)
        stub.run_to(self.last)
        stub.step()
        changed = stub.difference(before, stub.registers())
        assert not changed, f"an NMI at {place:#x} changed {changed}"
        assert stub.word(at["nmis"]) == count + 1, f"the NMI at {place:#x} was not counted"
        self.struck.add(place)

    def step_over_the_system_call(self):
        """What the attack of CVE-2018-8897 (tests/guest/isolation/flags.c) makes of some
        processors, of which QEMU's is none: a debug trap at the first instruction, with the
        user's GS and stack. All of its way is struck."""
        stub, at = self.stub, self.at
        before, strays, place = stub.registers(), stub.word(at["strays"]), self.where()
        assert stub.register("gs_base") != at["cpu"]
        words = [place, stub.register("cs"), stub.register("eflags") | TRAP_FLAG,
                 stub.register("rsp"), stub.register("ss")]
        top = at["debug_stack"] - 8 * len(words)
        stub.write(top, b"".join(word.to_bytes(8, "little") for word in words))
        stub.set_registers(rsp=top, rip=at["debug_stub"])
        while self.where() != place:
            self.strike()
            stub.step()
        changed = stub.difference(before, stub.registers())
        assert not changed, f"a stray debug trap changed {changed}"
        assert stub.word(at["strays"]) == strays + 1

    def sleep(self):
        """Between STI and HLT, whose shadow an NMI ends: the interrupt behind it must wake."""
        stub, at = self.stub, self.at
        stub.run_to(at["x86_idle_halt"])
        strays = stub.word(at["strays"])
        self.bus.interrupt(0, STRAY_VECTOR)
        self.strike()
        stub.run_to(at["stray_stub"])
        assert self.frame()[0] == at["x86_idle_halt"]
        ends = at["x86_idle_halt"], at["x86_idle_halt_end"]
        for end in ends:
            stub.stop_at(end)
        stub.go()
        assert self.where() == at["x86_idle_halt_end"], "it sleeps over an interrupt"
        for end in ends:
            stub.stop_no_more_at(end)
        assert stub.word(at["strays"]) == strays + 1

    def serve(self, step):
        """Who is so many further in the queue for the kernel lock."""
        served = (self.stub.word(self.at["serving"]) + step) % (1 << 32)
        self.stub.write(self.at["serving"], served.to_bytes(4, "little"))

    def ways(self, entry, after):
        """Every instruction of them; the debug trap's are struck as it is made."""
        at = self.at
        return (instructions(at[entry], at[after])
                | instructions(at["x86_leave"], at["x86_trap_stubs"])
                | instructions(at["breakpoint_stub"], at["breakpoint_stub"] + STUB_SIZE)
                | instructions(at["timer_stub"], at["timer_stub"] + SHORT_STUB_SIZE)
                | {at["timer_relay"]: "jmp"}
                | instructions(at["trap_without_error"], at["trap_debug"]))

    def probe(self, entry, after):
        stub, at = self.stub, self.at
        left = self.ways(entry, after)
        stub.run_to(at["x86_resume"])
        for address in left:
            stub.stop_at(address)
        while left:
            try:
                stub.go()
            except (AssertionError, OSError) as end:
                never = [f"{address:#x} {name}" for address, name in left.items()]
                raise AssertionError(f"never came to {never}") from end
            place = self.where()
            name = left.pop(place)
            stub.stop_no_more_at(place)
            self.strike()
            if place == at[entry]:
                self.step_over_the_system_call()
            if place == at["x86_leave"]:  # as if an interrupt had come in a window of the kernel
                stub.write(at["pending"], b"\1")
            elif place == at["syscall_turn"]:  # as if another CPU had the lock
                self.serve(-1)
            elif place == at["syscall_wait_turn"]:
                self.serve(1)
            if name.startswith(("sysret", "iret")):
                stub.step()
                self.strike()


@contextlib.contextmanager
def struck(tmp_path, entry="x86_syscall_entry"):
    """A guest at its first instruction. Afterwards it goes on, and must pass."""
    log, outcome = tmp_path / "log", []
    machine = Machine(BUILD, "storm", "direct")
    machine.extra += ["-S", *gdb_server(tmp_path / "gdb"), *Bus.arguments(tmp_path / "bus")]
    if "general" in entry:
        machine.extra += trace_console(tmp_path / "trace")
        machine.cmdline = "trace=calls"
    elif "locked" in entry:
        machine.cmdline = "lock=on"
    guest = threading.Thread(target=lambda: outcome.append(run_guest.run(machine, log, 120)))
    guest.start()
    stub = Stub(tmp_path / "gdb")
    try:
        yield Striker(stub, Bus(tmp_path / "bus"), places())
        stub.leave()
    except BaseException:
        with contextlib.suppress(OSError):  # it may have ended
            stub.command("k", answers=False)
        raise
    finally:
        guest.join()
    assert outcome[0].verdict == "pass", f"{outcome[0].reason}\n{log.read_text()}"


@pytest.mark.parametrize("entry, after", [
    ("x86_syscall_entry", "x86_leave"),
    ("x86_syscall_entry_fpu", "x86_syscall_entry"),
    ("x86_syscall_entry_general", "x86_syscall_entry_locked"),
    ("x86_syscall_entry_locked", "x86_syscall_entry_watched"),
])
def test_an_nmi_at_each_instruction(tmp_path, record_property, entry, after):
    with struck(tmp_path, entry) as striker:
        striker.probe(entry, after)
    record_property("summary", f"NMIs at {len(striker.struck)} instructions of {entry} and the "
                    f"ways back, {len(striker.with_user_gs)} with the user's GS in the kernel")


def test_an_nmi_before_the_processor_sleeps(tmp_path):
    with struck(tmp_path) as striker:
        striker.sleep()
