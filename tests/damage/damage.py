#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Random damages of what is booted: kernel, initial ramdisk, command line, memory map, and the list
of checksums. Each must end in a message that names what is damaged, on the serial line and on the
screen, or be harmless: never in silence.

    damage.py BUILD [--count 1000] [--seed N] [--area NAME]

An area is a way to boot and what is damaged there. Its damages follow from seed and area alone.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import pathlib
import random
import re
import secrets
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))

import damages
import guests
import image
import memory
import monitor
from checksums import list_of
from qemu import Machine
from running import Running
from screen import FirmwareScreen, Screen

CMDLINE = b"fastpath=off"
CASE = "KOZO-CASE "
FIRMWARE_TIMEOUT = 300  # seconds of silence, on a busy host
CASES_A_SCREEN = 4
PART = 60  # damages that one run of a firmware's shell or of GRUB is given


@dataclasses.dataclass
class Result:
    area: str
    number: int
    what: str
    kind: str  # one of KINDS
    message: str
    on_screen: bool = None


# "believed": a damage of what nobody can check (image.believed()), whatever became of it.
KINDS = ["message", "harmless", "believed", "silent"]


class Campaign:
    def __init__(self, build, seed, workers):
        self.build, self.seed, self.workers = build, seed, workers
        self.results = []
        self.lock = threading.Lock()
        self.started = self.last = time.monotonic()
        self.total = 0
        self.files = {
            "kernel.elf": (build / "boot" / "kernel.elf").read_bytes(),
            "initrd.cpio": (build / "initrd.cpio").read_bytes(),
            "cmdline": CMDLINE,
            "grub.cfg": (build / "grub.cfg").read_bytes(),
        }
        self.files["crc32"] = list_of(self.files)
        self.believed = image.believed(build, self.files["kernel.elf"])

    def random(self, area, number):
        return random.Random(f"{self.seed} {area} {number}")

    def report(self, result):
        with self.lock:
            self.results.append(result)
            if result.kind == "silent" or is_hidden(result):
                where = "silent" if result.kind == "silent" else "not on the screen"
                print(f"  {result.area} {result.number}: {result.what}: {where}: {result.message}")
            if time.monotonic() > self.last + 2:
                self.last = time.monotonic()
                seconds = self.last - self.started
                done = f"{len(self.results)} of {self.total} damages, {seconds:.0f} s"
                print(f"  {done}; {result.area}: {result.message[:60]}", flush=True)

    def finish(self, area, number, what, verdict, harmless, believed=False):
        """`harmless`: whether a boot to the prompt is what this damage may lead to."""
        kind = verdict.kind
        if kind == "boots":
            kind = "harmless" if harmless else "silent"
        if believed:
            kind, verdict.message = "believed", f"{kind}: {verdict.message}"
        message = verdict.message or ("booted" if harmless else "booted, damaged")
        self.report(Result(area, number, what, kind, message, verdict.on_screen))

    # One machine a damage.

    def direct_file(self, area, number):
        choice = self.random(area, number)
        name = area.split()[1]
        changed, what = damages.damage(self.files[name], choice)
        parts = {"kernel.elf": "kernel", "initrd.cpio": "initrd"}
        with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
            machine = guests.direct(self.build, scratch, **{parts[name]: changed})
            verdict = guests.run(machine, scratch)
        self.finish(area, number, what, verdict, *self.unverified(name, changed))

    def unverified(self, name, changed):
        """(harmless, believed) of a file whose loader does not verify it."""
        if name != "kernel.elf":
            return False, False
        kernel = self.files[name]
        return (
            image.loaded(changed) == image.loaded(kernel),
            image.differs(kernel, changed, self.believed),
        )

    def direct_cmdline(self, area, number):
        choice = self.random(area, number)
        changed, what = damages.damage(CMDLINE, choice)
        changed = changed.replace(b"\0", b"")
        # What is cut off whole nobody can miss: there was no option then.
        harmless = set(changed.split(b" ")) <= {CMDLINE, b""}
        with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
            machine = guests.direct(self.build, scratch, cmdline=os.fsdecode(changed))
            self.finish(area, number, what, guests.run(machine, scratch), harmless)

    def grub_unverified(self, area, number):
        """GRUB itself looks at its configuration only: the kernel is on its own."""
        choice = self.random(area, number)
        name = area.split()[1]
        changed, what = damages.damage(self.files[name], choice)
        files = self.files | {name: changed}
        files["crc32"] = list_of({"grub.cfg": files["grub.cfg"]})
        with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
            disk = pathlib.Path(scratch) / "disk"
            add_folder(disk / "kozo", files)
            machine = Machine(self.build, boot="grub", disk=f"fat:{disk}")
            verdict = guests.run(machine, scratch)
        self.finish(area, number, what, verdict, *self.unverified(name, changed))

    def memory_map(self, area, number):
        with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
            choice = self.random(area, number)
            verdict, what = memory.run(self.build, scratch, area.split()[0], choice)
            self.finish(area, number, what, verdict, True)

    def uefi_memory_map(self, area, numbers):
        with tempfile.TemporaryDirectory(prefix="kozo-") as top:
            saved = memory.save_uefi(self.build, top)
            for number in numbers:
                choice = self.random(area, number)
                with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
                    verdict, what = memory.run_uefi(self.build, scratch, saved, choice)
                    self.finish(area, number, what, verdict, False)

    # Many damages a machine: a loader that refuses leaves the next one to its caller.

    def damaged_folder(self, disk, area, number):
        name = area.split()[1]
        changed, what = damages.damage(self.files[name], self.random(area, number))
        links = {file: disk / "kozo" / file for file in self.files}
        add_folder(disk / "d" / f"{number:04}", links | {name: changed})
        return what

    def in_turn(self, area, numbers, boot, script):
        """`script` puts the files on the disk that make the firmware try all of the numbers."""
        left = list(numbers)
        while left:
            with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
                disk = pathlib.Path(scratch) / "disk"
                add_folder(disk / "kozo", self.files)
                what = {number: self.damaged_folder(disk, area, number) for number in left}
                script(disk, left)
                machine = Machine(self.build, boot=boot, disk=f"fat:{disk}")
                done = self.watch(machine, scratch, area, left, what)
            left = left[done:]

    def watch(self, machine, scratch, area, numbers, what):
        """Reports until the first that did not come back; returns how many."""
        machine.extra += monitor.options(scratch)
        with Running(machine, scratch) as running:
            if not running.wait(lambda text: CASE in text, FIRMWARE_TIMEOUT):
                raise RuntimeError(f"{area}: firmware does not come to the files")
            if machine.boot == "uefi":
                screen = FirmwareScreen(scratch)
                running.type("\r")
            else:
                screen = Screen(scratch, self.build)
            unseen = {}
            for number in numbers:
                is_back, unseen[number] = self.verdict(running, number)
                # OVMF waits behind a screenful; GRUB goes on, so that some will be missed.
                if is_back and (machine.boot == "grub" or is_last_on_screen(numbers, number)):
                    look(screen, unseen)
                    running.type("\r" if machine.boot == "uefi" else "")
                if not is_back or is_last_on_screen(numbers, number):
                    for seen, verdict in unseen.items():
                        # With a damaged list GRUB may verify less, but what it loads is whole.
                        self.finish(area, seen, what[seen], verdict, area == "grub crc32")
                    unseen = {}
                if not is_back:
                    break
        return numbers.index(number) + 1

    def verdict(self, running, number):
        """Whether the firmware has the machine again, and the verdict."""
        over = running.wait(lambda text: self.case(text, number) is not None)
        text = self.case(running.text(), number, partly=True) or ""
        found = guests.MESSAGE.search(text)
        if found:
            return over and guests.PROMPT not in text, guests.Verdict("message", found[0])
        if over and guests.PROMPT in text:
            return False, guests.booted(running)
        return over, guests.Verdict("silent", repr((text or running.text())[-80:]))

    @staticmethod
    def case(text, number, partly=False):
        """What was printed between the case's mark and the next, or at the prompt."""
        _, mark, rest = text.partition(f"{CASE}{number:04}\n")
        if not mark:
            return None
        said, mark, _ = rest.partition(CASE)
        return said if mark or partly or guests.PROMPT in said else None

    def uefi_file(self, area, numbers):
        def script(disk, left):
            os.link(self.build / "BOOTX64.EFI", disk / "loader.efi")
            # Before a pause a mark, so that it is seen that the machine waits.
            lines = [*FirmwareScreen.LESSON[:-1], f"echo {CASE}look", FirmwareScreen.LESSON[-1]]
            for number in left:
                lines += [f"echo {CASE}{number:04}", f"loader.efi \\d\\{number:04}"]
                if is_last_on_screen(left, number):
                    lines += [f"echo {CASE}look", "pause -q", "cls"]
            (disk / "startup.nsh").write_text("\r\n".join(lines) + "\r\n")

        self.in_turn(area, numbers, "uefi", script)

    def grub_file(self, area, numbers):
        def script(disk, left):
            lines = []
            for number in left:
                folder = f"/d/{number:04}"
                lines += [f"echo {CASE}{number:04}"]
                lines += [f"if hashsum --hash crc32 --check {folder}/crc32 --prefix {folder}; then"]
                lines += [f"multiboot2 {folder}/kernel.elf; module2 {folder}/initrd.cpio; boot; fi"]
            lines += [f"echo {CASE}end", ""]
            config = "\n".join(lines).encode()
            (disk / "kozo" / "grub.cfg").unlink()
            (disk / "kozo" / "grub.cfg").write_bytes(config)
            (disk / "kozo" / "crc32").unlink()
            (disk / "kozo" / "crc32").write_bytes(list_of({"grub.cfg": config}))

        self.in_turn(area, numbers, "grub", script)

    # area: (how, share of 1,000, whether it takes many numbers at once)
    AREAS = {
        "uefi kernel.elf": (uefi_file, 150, True),
        "uefi initrd.cpio": (uefi_file, 100, True),
        "uefi cmdline": (uefi_file, 60, True),
        "uefi crc32": (uefi_file, 40, True),
        "uefi grub.cfg": (uefi_file, 20, True),
        "uefi memory map": (uefi_memory_map, 40, True),
        "grub kernel.elf": (grub_file, 60, True),
        "grub initrd.cpio": (grub_file, 40, True),
        "grub grub.cfg": (grub_file, 30, True),
        "grub crc32": (grub_file, 30, True),
        "grub memory map": (memory_map, 60, False),
        "grub-unverified kernel.elf": (grub_unverified, 50, False),
        "grub-unverified initrd.cpio": (grub_unverified, 30, False),
        "direct kernel.elf": (direct_file, 100, False),
        "direct initrd.cpio": (direct_file, 70, False),
        "direct cmdline": (direct_cmdline, 50, False),
        "direct memory map": (memory_map, 70, False),
    }

    def jobs(self, count, only):
        for area, (how, share, together) in self.AREAS.items():
            if only and area != only:
                continue
            numbers = range(count if only else max(1, round(share * count / 1000)))
            self.total += len(numbers)
            if together:
                for first in range(0, len(numbers), PART):
                    yield how, area, numbers[first : first + PART]
            else:
                for number in numbers:
                    yield how, area, number

    def run(self, count, only):
        jobs = list(self.jobs(count, only))
        with concurrent.futures.ThreadPoolExecutor(self.workers) as pool:
            for done in [pool.submit(how, self, *rest) for how, *rest in jobs]:
                done.result()
        return self.results


# Where a message may be on the serial line only: it says that what is damaged is the code that
# draws it, or what runs before that in a graphics mode of GRUB's, or the description of the screen.
MAY_HIDE = {
    "grub-unverified kernel.elf": ("PANIC: the kernel is damaged",
                                   "PANIC: the kernel's boot code is damaged"),
    # The second when it maps a screen that is described wrongly.
    "grub memory map": ("PANIC: multiboot2: ", "PANIC: the firmware names memory at "),
}


def is_hidden(result):
    """Is the message on the serial line only, where it has to be on the screen, too?"""
    may_hide = result.message.startswith(MAY_HIDE.get(result.area, "\0"))
    return result.kind == "message" and result.on_screen is False and not may_hide


def is_last_on_screen(numbers, number):
    """Do the cases up to this one fill a screen of GRUB's or OVMF's?"""
    position = numbers.index(number) + 1
    return position % CASES_A_SCREEN == 0 or position == len(numbers)


def look(screen, unseen):
    """Are the messages of the cases on the screen? Not looked at is what has left it."""
    last = list(unseen.values())[-1]
    screen.shows(printable(last.message))
    text = screen.text()
    for number, verdict in unseen.items():
        _, mark, rest = text.partition(f"{CASE}{number:04}\n")
        if mark and verdict.kind == "message":
            verdict.on_screen = printable(verdict.message) in rest.partition(CASE)[0]


def printable(message):
    """As much of a message as every console shows alike, in one line."""
    return re.match(r"[ -~]*", message)[0].partition("?")[0][:60]


def add_folder(path, files):
    """Files of bytes, or links to paths."""
    path.mkdir(parents=True)
    for name, content in files.items():
        if isinstance(content, pathlib.Path):
            os.link(content, path / name)
        else:
            (path / name).write_bytes(content)


def table(results):
    """Rows: damages by area and verdict, then how often each message was seen."""
    lines = [f"  {'area':30}" + "".join(f"{kind:>10}" for kind in KINDS) + "   on the screen"]
    for area in Campaign.AREAS:
        mine = [result for result in results if result.area == area]
        counts = collections.Counter(result.kind for result in mine)
        looked = [result for result in mine if result.on_screen is not None]
        shown = f"{sum(result.on_screen for result in looked)} of {len(looked)}" if looked else "-"
        if mine:
            row = "".join(f"{counts[kind]:10}" for kind in KINDS)
            lines.append(f"  {area:30}{row}   {shown}")
    believed = [result.message for result in results if result.kind == "believed"]
    ends = collections.Counter(message.partition(":")[0] for message in believed)
    lines += ["", "  believed: " + (", ".join(f"{n} {end}" for end, n in ends.items()) or "none")]
    lines.append("")
    messages = collections.Counter(
        re.sub(r"0x[0-9a-f]+|\b[0-9a-f]{4,}\b|\d+", "#", re.sub(r"'.*'", "'...'", result.message))
        for result in results
        if result.kind == "message"
    )
    lines += [f"  {count:5}  {message[:100]}" for message, count in messages.most_common()]
    return lines


def last_line(results):
    count = collections.Counter(result.kind for result in results)
    return (
        f"{len(results)} damages: {count['message']} refused with a message, "
        f"{count['harmless']} harmless, {count['believed']} in what nobody can check, "
        f"{count['silent']} silent"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--area", default="", choices=["", *Campaign.AREAS])
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    campaign = Campaign(options.build.resolve(), options.seed, options.jobs)
    results = campaign.run(options.count, options.area)
    print("\n".join(table(results)))
    print(f"seed {options.seed}")
    print(last_line(results))
    return any(result.kind == "silent" or is_hidden(result) for result in results)


if __name__ == "__main__":
    sys.exit(main())
