#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boots a test image and judges it.

It passes only with a complete plan, no `not ok` and the agreed exit status. Everything else has a
verdict of its own: what was printed tells a timeout from a panic from a reset. The serial log
stays in build/<config>/logs/.
"""

import argparse
import dataclasses
import os
import pathlib
import re
import selectors
import subprocess
import sys
import tempfile
import time

import symbolize
from qemu import BOOTS, Machine, kozo_abi
from tap import ANSI, Tap

PANIC = re.compile(r"PANIC\b")
ENDED = "kernel: init has ended"
GRACE = 2.0  # seconds for what follows a panic, or init's end, to arrive


def exit_statuses():
    """QEMU's exit statuses for (pass, fail)."""
    return tuple(kozo_abi.CONSTANTS[name] << 1 | 1 for name in ("test_exit_pass", "test_exit_fail"))


@dataclasses.dataclass
class Outcome:
    verdict: str  # pass, fail, timeout, panic, reset, no plan, crash
    reason: str
    points: list
    log: pathlib.Path
    seconds: float


class Guest:
    """One run of a machine whose serial output is read line by line."""

    def __init__(self, machine, log, timeout, show=False):
        self.machine, self.log, self.timeout, self.show = machine, log, timeout, show
        self.tap = Tap()
        self.panic = None
        self.ended = False  # the root task is gone: nobody will give a verdict
        self.status = None  # QEMU's exit status; None: had to be stopped

    def run(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="kozo-") as scratch, self.log.open("wb") as log:
            process = subprocess.Popen(
                self.machine.command(scratch),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            try:
                self.read(process, log)
                self.status = process.wait(timeout=1) if self.status is None else self.status
            except (TimeoutError, subprocess.TimeoutExpired):
                pass
            finally:
                process.kill()
                process.wait()
                process.stdout.close()

    def read(self, process, log):
        deadline = time.monotonic() + self.timeout
        rest = b""
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                data = os.read(process.stdout.fileno(), 65536)
                if not data:
                    return
                log.write(data)
                log.flush()
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    self.line(line.decode(errors="replace"))
                if self.panic or self.ended:
                    deadline = min(deadline, time.monotonic() + GRACE)

    def line(self, line):
        plain = ANSI.sub("", line).strip()
        if self.show:
            print(plain, flush=True)
        if self.panic is None and PANIC.match(plain):
            self.panic = plain
        self.ended = self.ended or plain == ENDED
        self.tap.feed(line)

    def judge(self):
        passed, failed = exit_statuses()
        if self.panic:
            return "panic", self.panic
        if self.status is None:
            progress = self.tap.problem() or "plan complete"
            if self.ended:
                return "crash", f"the root task ended; {progress}"
            return "timeout", f"no end after {self.timeout} s; {progress}"
        if self.status == 0:
            return "reset", "the machine was reset or switched off without a verdict"
        if self.status not in (passed, failed):
            return "crash", f"QEMU ended with status {self.status}"
        if problem := self.tap.problem():
            return "no plan" if self.tap.plan is None else "fail", problem
        bad = sum(not point.passed for point in self.tap.points)
        if bad or self.status == failed:
            return "fail", f"{bad} of {len(self.tap.points)} tests failed"
        return "pass", ""


def count_time(machine):
    """Time by instructions, whatever else the host does; firmware waits, so it gets more of it."""
    machine.extra += ["-icount", f"shift={0 if machine.boot == 'direct' else 2},sleep=off"]


def run(machine, log, timeout=60, show=False):
    start = time.monotonic()
    guest = Guest(machine, pathlib.Path(log), timeout, show)
    guest.run()
    verdict, reason = guest.judge()
    if verdict == "panic":
        symbolize.append(log, machine.build)
    return Outcome(verdict, reason, guest.tap.points, guest.log, time.monotonic() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("image", help="guest test, a folder below build/<config>/images/")
    parser.add_argument("--boot", choices=BOOTS, default="direct")
    parser.add_argument("--cpus", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--cmdline", default="", help="direct boot only")
    options = parser.parse_args()
    machine = Machine(options.build, options.image, options.boot, options.cpus)
    machine.cmdline = options.cmdline
    count_time(machine)
    log = options.build / "logs" / f"{options.image}-{options.boot}.log"
    outcome = run(machine, log, options.timeout, show=True)
    print(f"{options.image}: {outcome.verdict} {outcome.reason} ({log})")
    return outcome.verdict != "pass"


if __name__ == "__main__":
    sys.exit(main())
