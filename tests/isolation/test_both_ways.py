# SPDX-License-Identifier: MIT
"""The fast path is taken, and the guest tests pass with it and without, by `fastpath=off`, and with
the kernel lock, by `lock=on`. That what it does is the same to the byte, host tests show
(test_fast_path.c, test_ipc_lockstep.c). QEMU counts what arrives by it, so that the kernel need
not."""

import os
import pathlib
import subprocess

import run_guest
from qemu import Machine

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
# What takes the fast path passes: a message, one with the lock, a wait or a yield. A fault that
# does not: the last.
PLACES = ["syscall_arrive", "syscall_locked_arrive", "syscall_switch", "ipc_fault"]
ENOUGH = 100


def address(symbol):
    names = subprocess.run(["nm", BUILD / "kernel.elf"], capture_output=True, text=True, check=True)
    [at] = [line.split()[0] for line in names.stdout.splitlines() if line.split()[2] == symbol]
    return int(at, 16)


def boot(tmp_path, cmdline):
    """What the tests say, and how often each place was passed."""
    arrivals, log = tmp_path / "arrivals", tmp_path / "log"
    machine = Machine(BUILD, "kernel", "direct", cmdline=cmdline)
    places = [address(place) for place in PLACES]
    machine.extra += ["-d", "exec,nochain", "-dfilter", ",".join(f"{at:#x}+1" for at in places),
                      "-D", str(arrivals)]
    run_guest.count_time(machine)
    outcome = run_guest.run(machine, log, 240)
    assert outcome.verdict == "pass", f"{outcome.reason}\n{log.read_text()}"
    said = [line for line in log.read_text().splitlines() if line.startswith("ok ")]
    passed = arrivals.read_text()
    return said, [passed.count(f"/{at:016x}/") for at in places]


def test_nobody_can_tell(tmp_path, record_property):
    fast, (messages, none_locked, switches, left) = boot(tmp_path, "")
    slow, (*not_taken, all_faults) = boot(tmp_path, "fastpath=off")
    shared, (unlocked, locked, *_) = boot(tmp_path, "lock=on")
    faults = all_faults - left
    assert fast == slow == shared
    assert min(messages, locked, switches) >= ENOUGH and faults > 0
    assert not any([none_locked, unlocked, *not_taken])
    record_property("summary", f"{messages} messages, {switches} switches and {faults} faults on "
                    f"the fast path, 0 with fastpath=off; {locked} messages with the kernel lock")
