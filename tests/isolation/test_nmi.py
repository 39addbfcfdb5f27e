# SPDX-License-Identifier: MIT
"""NMIs at any moment: the guest `storm` goes in and out of the kernel and checks everything that
it gets back, while NMIs come as fast as QEMU takes them, on one processor and on two. One
instruction a translation block, so that none is out of their reach; test_entry.py aims at each.
The kernel's own counters tell that they came, on each processor."""

import os
import pathlib
import re
import subprocess
import threading
import time

import pytest
import run_guest
from bus import Bus
from qemu import Machine

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
KERNEL_OFFSET = 0xFFFFFFFF80000000
ENOUGH = 300  # NMIs that a processor must have seen


def counters(cpus):
    """Physical addresses of the kernel's counts of NMIs."""
    command = ["gdb", "-batch", BUILD / "kernel.elf"]
    for cpu in range(cpus):
        command += ["-ex", f"output/x &cpus[{cpu}].arch.nmi_count", "-ex", "echo \\n"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [int(address, 16) - KERNEL_OFFSET for address in re.findall(r"0x[0-9a-f]+", text)]


def throw(path, log, addresses, seen):
    """Sends NMIs from the guest's first line to its end; `seen` is what was counted at last."""
    try:
        bus = Bus(path)
        while b"storm 1" not in log.read_bytes():  # a machine that boots has no use for NMIs
            time.sleep(0.02)
        while True:
            for _ in range(50):
                for cpu in range(len(addresses)):
                    bus.nmi(cpu)
            seen[:] = [bus.word(address) for address in addresses]
    except OSError:  # the machine has ended
        pass


@pytest.mark.parametrize("cpus", [1, 2])
def test_nothing_is_disturbed(tmp_path, record_property, cpus):
    socket, log, seen = tmp_path / "bus", tmp_path / "log", []
    machine = Machine(BUILD, "storm", "direct", cpus)
    machine.extra += ["-singlestep", *Bus.arguments(socket)]
    thrower = threading.Thread(target=throw, args=(socket, log, counters(cpus), seen))
    thrower.start()
    outcome = run_guest.run(machine, log, 240)
    thrower.join()
    assert outcome.verdict == "pass", f"{outcome.reason}\n{log.read_text()}"
    started = 1 + log.read_text().count("parked")  # one that is slow to start is left alone
    assert len(seen) == cpus and min(seen[:started]) >= ENOUGH, seen
    record_property("summary", f"NMIs taken by each processor: {seen}")
