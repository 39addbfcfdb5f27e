# SPDX-License-Identifier: MIT
"""What only boot needs is given up before the first program runs: its pages are memory of init's,
and no processor executes them, or finds them, where the kernel's image has them."""

import os
import pathlib
import re
import subprocess

import monitor
import pytest
import run_guest
from bus import Bus
from qemu import Machine, gdb_server
from rsp import Stub
from session import Session

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
MARK = 0x1F1E1D1C1B1A1900  # of tests/guest/kernel/memory.c
PAGE = 4096
RIP = 16  # its number in GDB's protocol, as rsp.py
KERNEL_OFFSET = 0xFFFFFFFF80000000
PHYSMAP = 0xFFFF800000000000
ENTRY = re.compile(r"^([0-9a-f]{16}): ([0-9a-f]{16}) ([-A-Z]+)\s*$", re.MULTILINE)


@pytest.fixture(scope="module")
def at():
    names = subprocess.run(["nm", BUILD / "kernel.elf"], capture_output=True, text=True, check=True)
    return {name: int(address, 16) for address, _, name in
            (line.split() for line in names.stdout.splitlines())}


def given_up(at):
    """Physical addresses of the pages."""
    return range(at["boot_image_start"], at["kernel_once_end"] - KERNEL_OFFSET, PAGE)


@pytest.mark.parametrize("boot, cpus", [("uefi", 1), ("direct", 1), ("direct", 2)])
def test_init_has_the_memory(at, tmp_path, record_property, boot, cpus):
    """The guest marks what it is given in small pieces; the machine's memory is a file."""
    memory = tmp_path / "memory"
    machine = Machine(BUILD, "kernel", boot, cpus)
    machine.extra += ["-object", f"memory-backend-file,id=ram,size={machine.memory}M,share=on,"
                      f"mem-path={memory}", "-machine", "memory-backend=ram"]
    run_guest.run(machine, tmp_path / "log", 240)  # whose other tests are not meant here
    assert re.search(r"^ok .*: all small regions of memory serve", (tmp_path / "log").read_text(),
                     re.MULTILINE)
    with memory.open("rb") as file:
        def first_word(page):
            file.seek(page)
            return int.from_bytes(file.read(8), "little")

        assert {first_word(page) for page in given_up(at)} == {MARK}
        assert first_word(given_up(at).stop) != MARK
    memory.unlink()
    record_property("summary", f"{len(given_up(at))} pages were given up, and used")


def mappings(scratch, cpu):
    """What one processor's page tables map above the user's half, page by page: (virtual address,
    physical address, flags)."""
    machine = monitor.Monitor(scratch)
    text = machine.execute("human-monitor-command", **{"command-line": "info tlb",
                                                       "cpu-index": cpu})
    machine.close()
    return [(int(here, 16), int(there, 16), flags)
            for here, there, flags in ENTRY.findall(text.replace("\r", ""))
            if int(here, 16) >= PHYSMAP]


@pytest.mark.parametrize("cpus", [1, 2])
def test_the_kernel_does_not_execute_it(at, tmp_path, cpus):
    machine = Machine(BUILD, boot="direct", cpus=cpus, extra=monitor.options(tmp_path))
    text = set(range(at["kernel_text_start"], at["kernel_text_end"], PAGE))
    gone = set(given_up(at))
    with Session(machine, tmp_path / "log"):
        for cpu in range(cpus):
            found = mappings(tmp_path, cpu)
            image = {there for here, there, _ in found if here >= KERNEL_OFFSET}
            assert image and not image & gone
            assert {here for here, _, flags in found if "X" not in flags} == text
            writable = {there for here, there, flags in found
                        if here < KERNEL_OFFSET and "W" in flags}
            assert gone <= writable


def test_a_parked_processor_has_forgotten_it(at, tmp_path):
    """QEMU, too, remembers what it has executed, until told. Sent there, the processor must have a
    page fault at once."""
    machine = Machine(BUILD, boot="direct", cpus=2, extra=monitor.options(tmp_path))
    machine.extra += [*gdb_server(tmp_path / "gdb"), *Bus.arguments(tmp_path / "bus")]
    place = at["x86_smp_park"]
    with Session(machine, tmp_path / "log") as session:
        assert "cpu 1 parked" in session.boot_text
        monitor.Monitor(tmp_path).execute("stop")
        stub = Stub(tmp_path / "gdb")
        assert stub.command("Hg2") == "OK"
        # Alone: setting the control registers, even to what they are, would make QEMU forget. It
        # lets set single ones who have read which there are.
        stub.command("qXfer:features:read:target.xml:0,800")
        assert stub.command(f"P{RIP:x}={place.to_bytes(8, 'little').hex()}") == "OK"
        Bus(tmp_path / "bus").nmi(1)  # ends its HLT; it comes back to there
        stub.leave()
        session.expect("PANIC: ")
        told = session.expect("rsp")
        assert "page fault" in told and f"rip {place:016x}" in told, told
