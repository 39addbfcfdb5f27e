# SPDX-License-Identifier: MIT
"""Guests with something damaged, and what became of them."""

import os
import pathlib
import re
import selectors
import subprocess
import time

import screen
from qemu import Machine
from tap import ANSI

TIMEOUT = 60  # seconds without a word from the guest, on a busy host
PROMPT = "Init> "
# Whoever notices the damage: the kernel, its loader, GRUB, QEMU as a loader, and the kernel again,
# which goes on after it has named what it does not understand.
MESSAGE = re.compile(
    r"^(PANIC: .+|KOZO loader: .+|KOZO: not booted.*|error: .+|.+: HASH MISMATCH|"
    r"qemu-system-x86_64: .+|kernel: unknown option .+)$",
    re.MULTILINE,
)
BY_KERNEL = re.compile(r"(PANIC: |kernel: unknown option ).+")
# What ends a boot one way or the other: a panic's line is complete when it has an end.
END = re.compile(r"Init> |KOZO: not booted|KOZO loader: .+: .+\n|PANIC: .+\n")


class Running:
    """A started machine whose output is collected."""

    def __init__(self, machine, scratch):
        self.process = subprocess.Popen(
            machine.command(scratch),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.raw = b""
        self.ended = False
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.process.stdout, selectors.EVENT_READ)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.selector.close()
        self.process.stdout.close()

    def text(self):
        plain = ANSI.sub("", self.raw.decode(errors="replace"))
        return plain.replace("\r", "")

    def wait(self, done, timeout=TIMEOUT):
        """Reads until done(text); false at the end of the machine or when it has fallen silent."""
        last = time.monotonic()
        while not done(self.text()):
            if not self.selector.select(max(0, last + timeout - time.monotonic())):
                return False
            data = os.read(self.process.stdout.fileno(), 65536)
            if not data:
                self.ended = True
                return done(self.text())
            self.raw += data
            last = time.monotonic()
        return True


class Verdict:
    """What became of one damage."""

    def __init__(self, kind, message, on_screen=None):
        self.kind = kind  # message, boots, silent
        self.message = message
        self.on_screen = on_screen  # None: not looked at, or the message is not the guest's


def judge(running, scratch, build, look):
    running.wait(lambda text: END.search(text))
    text = running.text()
    found = MESSAGE.search(text)
    if found is None:
        if PROMPT in text:
            return Verdict("boots", "")
        why = "the machine was reset" if running.ended else f"nothing for {TIMEOUT} s"
        return Verdict("silent", f"{why}; the last words: {text[-80:]!r}")
    on_screen = None
    if look and not running.ended and (said := BY_KERNEL.search(text)):
        on_screen = shows(screen.Screen(scratch, build), said[0][:70])
    return Verdict("message", found[0], on_screen)


def shows(shown, text, timeout=5):
    """Does the screen show it, if not now then soon?"""
    end = time.monotonic() + timeout
    try:
        while text not in shown.text():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
    except OSError:  # the machine has ended meanwhile
        return False
    return True


def run(machine, scratch, prepare=None, look=True):
    """Boots the machine; `prepare` is given it when it has just started."""
    machine.extra += screen.options(scratch)
    with Running(machine, scratch) as running:
        if prepare is not None:
            prepare(running)
        return judge(running, scratch, machine.build, look)


def direct(build, scratch, kernel=None, initrd=None, cmdline="", **options):
    """A machine that boots directly, with other files where they are given."""
    folder = pathlib.Path(scratch)
    (folder / "boot").mkdir()
    (folder / "include").symlink_to((build / "include").resolve())
    files = {"boot/kernel.elf": kernel, "initrd.cpio": initrd}
    for name, content in files.items():
        if content is None:
            (folder / name).symlink_to((build / name).resolve())
        else:
            (folder / name).write_bytes(content)
    return Machine(folder, boot="direct", cmdline=cmdline, **options)
