# SPDX-License-Identifier: MIT
"""The fast path is taken, and nobody can tell: the guest tests boot with it and without, by
`fastpath=off`, and say the same line by line. QEMU counts what arrives by it, so that the kernel
need not."""

import os
import pathlib
import subprocess

import run_guest
from qemu import Machine

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
ARRIVES = "syscall_arrive"  # of traps/entry.S: a message that took the fast path passes here
ENOUGH = 100


def address(symbol):
    names = subprocess.run(["nm", BUILD / "kernel.elf"], capture_output=True, text=True, check=True)
    [at] = [line.split()[0] for line in names.stdout.splitlines() if line.split()[2] == symbol]
    return int(at, 16)


def boot(tmp_path, cmdline):
    """What the tests say, and how many messages took the fast path."""
    arrivals, log = tmp_path / "arrivals", tmp_path / "log"
    machine = Machine(BUILD, "kernel", "direct", cmdline=cmdline)
    machine.extra += ["-d", "exec,nochain", "-dfilter", f"{address(ARRIVES):#x}+1",
                      "-D", str(arrivals)]
    run_guest.count_time(machine)
    outcome = run_guest.run(machine, log, 240)
    assert outcome.verdict == "pass", f"{outcome.reason}\n{log.read_text()}"
    said = [line for line in log.read_text().splitlines() if line.startswith("ok ")]
    return said, arrivals.read_text().count("Trace")


def test_nobody_can_tell(tmp_path, record_property):
    fast, taken = boot(tmp_path, "")
    slow, not_taken = boot(tmp_path, "fastpath=off")
    assert fast == slow
    assert taken >= ENOUGH and not_taken == 0
    record_property("summary", f"{taken} messages on the fast path, 0 with fastpath=off")
