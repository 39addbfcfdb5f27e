#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The longest stretch of instructions with interrupts off in the guest tests, with the fast path
and without, on one CPU, and where it is. QEMU counts (stretches.c); the kernel takes no part in it.
Fails from LIMIT on.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import pathlib
import subprocess
import sys

import run_guest

LIMIT = 2500
TOLD = 500  # what is longer is told with where it is
CMDLINES = ["", "fastpath=off"]
IMAGES = ["kernel", "isolation", "chaos", "ipc_storm", "sched"]
TIMEOUT = 600


@dataclasses.dataclass
class Stretch:
    length: int
    number: int  # of all that spent most of their time in the same place
    begin: str
    end: str
    spent: collections.Counter

    def __str__(self):
        places = ", ".join(f"{name} {count}" for name, count in self.spent.most_common(6))
        return f"from {self.begin} to {self.end}: {places}"


def functions(elf, addresses):
    """The function that each address is in, inlined or not."""
    command = ["addr2line", "-f", "-i", "-a", "-e", elf, *addresses]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    names, current = {}, None
    for line in done.stdout.splitlines():
        if line.startswith("0x"):
            current = hex(int(line, 16))
        elif ":" not in line:
            names[current] = line  # the last one is the function that the others are inlined in
    return names


def parse(text, elf):
    """All stretches that were told, the longest first; and how many there were altogether."""
    first, *lines = text.splitlines()
    names = functions(elf, sorted({word for line in lines for word in line.split()
                                   if word.startswith("0x")}))
    stretches = []
    for line in lines:
        words = line.split()
        if line.startswith(" "):
            stretches[-1].spent[names[words[1]]] += int(words[0])
        else:
            stretches.append(Stretch(int(words[0]), int(words[1]), names[words[2]],
                                     names[words[3]], collections.Counter()))
    return sorted(stretches, key=lambda s: -s.length), int(first.split()[0])


def measure(build, image, cmdline=""):
    """Run an image. Returns as parse()."""
    log = build / "logs" / f"latency-{image}{cmdline}.log"
    out = log.with_suffix(".txt")
    out.unlink(missing_ok=True)
    machine = run_guest.Machine(build, image, "direct", cmdline=cmdline)
    run_guest.count_time(machine)
    plugin = f"{build / 'latency' / 'stretches.so'},out={out},over={TOLD}"
    machine.extra += ["-plugin", plugin]
    outcome = run_guest.run(machine, log, TIMEOUT)
    if outcome.verdict != "pass" or not out.exists():
        raise RuntimeError(f"{image}: {outcome.verdict} {outcome.reason}; see {log}")
    return parse(out.read_text(), build / "kernel.elf")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("--images", default=",".join(IMAGES))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    runs = [(image, cmdline) for image in options.images.split(",") for cmdline in CMDLINES]
    most = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda run: measure(options.build.resolve(), *run), runs)
        for run, (stretches, count) in zip(runs, results):
            name = " ".join(run).strip()
            most[name] = stretches[0].length
            print(f"{name:24} {most[name]:>7}  {count} stretches; {stretches[0]}", flush=True)
    name = max(most, key=most.get)
    print(f"latency.max_irq_off {most[name]}, goal {LIMIT}, in {name}")
    return most[name] >= LIMIT


if __name__ == "__main__":
    sys.exit(main())
