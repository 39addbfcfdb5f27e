#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boots an image that tries operations at random again and again, each time with another seed, on
1 and 2 CPUs in turn, the second of each with the fast path off, until so many have been tried.
Real time, so that no two runs are interrupted at the same places; `-- seed=` on the kernel command
line repeats the calls.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import secrets
import sys
import threading
import time

import qemu
import run_guest
import symbolize

PART = 500_000
SLOWEST = 1000  # operations a second; a part that needs longer hangs
PROGRESS = re.compile(r"# (\d+) operations, (\d+) a second, seed (\d+), ")


class Soak:
    """What all parts have done together; prints a line whenever one of them does."""

    def __init__(self, options):
        self.options, self.start = options, time.monotonic()
        self.lock = threading.Lock()
        self.done, self.rates, self.bad = {}, {}, []

    def tried(self):
        return sum(self.done.values())

    def progress(self, number, cpus, match):
        with self.lock:
            self.done[number], self.rates[number] = int(match[1]), int(match[2])
            tried, seconds = self.tried(), time.monotonic() - self.start
            print(
                f"  {tried:>9} of {self.options.operations} operations, "
                f"{tried / seconds:.0f} a second, {seconds:.0f} s; "
                f"seed {match[3]} on {cpus} cpu: {match[1]} at {match[2]} a second",
                flush=True,
            )

    def part(self, number, operations):
        """One boot."""
        cpus, seed = number % 2 + 1, self.options.seed + number
        image = self.options.image
        machine = qemu.Machine(self.options.build, image, "direct", cpus)
        slow = "fastpath=off " if number % 4 > 1 else ""
        machine.cmdline = f"{slow}-- seed={seed} ops={operations} real=1"
        log = self.options.build / "logs" / f"soak-{image}-{seed}.log"
        guest = Part(machine, log, operations, self, number)
        guest.run()
        verdict, reason = guest.judge()
        if verdict == "panic":
            symbolize.append(log, machine.build)
        with self.lock:
            if verdict != "pass":
                self.bad.append(f"{slow}seed {seed} on {cpus} cpu: {verdict} {reason}; see {log}")
                print("\n".join([f"FAIL {self.bad[-1]}", *guest.notes[-12:]]), flush=True)
            else:
                log.unlink()


class Part(run_guest.Guest):
    """A run that may take as long as it goes on telling its progress."""

    def __init__(self, machine, log, operations, soak, number):
        super().__init__(machine, log, 60 + operations / SLOWEST)
        self.soak, self.number, self.notes = soak, number, []

    def line(self, line):
        super().line(line)
        if match := PROGRESS.match(line.strip()):
            self.soak.progress(self.number, self.machine.cpus, match)
        elif line.startswith(("#", "not ok", "PANIC", "Bail")) and "succeeded" not in line:
            self.notes.append("    " + line.strip())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("image", choices=["chaos", "ipc_storm"])
    parser.add_argument("--operations", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    soak = Soak(options)
    sizes = [min(PART, options.operations - at) for at in range(0, options.operations, PART)]
    print(f"seeds from {options.seed} on, {len(sizes)} boots", flush=True)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(soak.part, range(len(sizes)), sizes))
    last = options.seed + len(sizes) - 1
    print(
        f"{soak.tried()} operations, {len(soak.bad)} disagreements, seeds {options.seed} to {last}"
    )
    return bool(soak.bad) or soak.tried() < options.operations


if __name__ == "__main__":
    sys.exit(main())
