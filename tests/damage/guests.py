# SPDX-License-Identifier: MIT
"""Guests with something damaged, and what became of them."""

import pathlib
import re

import monitor
import screen
from qemu import Machine
from running import Running

TIMEOUT = 60  # seconds without a word from the guest, on a busy host
PROMPT = "Init> "
QUESTION, ANSWER = "ping log", "log: alive"
# Whoever notices the damage: the kernel, its loader, GRUB, QEMU as a loader, and the kernel again,
# which goes on after it has named what it does not understand.
MESSAGE = re.compile(
    r"^(PANIC: .+|KOZO loader: .+|KOZO: not booted.*|error: .+|.+: HASH MISMATCH|"
    r"qemu-system-x86_64: .*\b(?:kernel|load).*|kernel: unknown option .+)$",
    re.MULTILINE,
)
BY_KERNEL = re.compile(r"(PANIC: |kernel: unknown option ).+")
PANIC = re.compile(r"PANIC: .+\n")
# What ends a boot one way or the other: a panic's line is complete when it has an end.
END = re.compile(r"Init> |KOZO: not booted|KOZO loader: .+: .+\n|PANIC: .+\n")


class Verdict:
    """What became of one damage."""

    def __init__(self, kind, message, on_screen=None):
        self.kind = kind  # message, boots, silent
        self.message = message
        self.on_screen = on_screen  # None: not looked at, or the message is not the guest's


def booted(running):
    """The verdict on a prompt that has appeared: does it do what it is told?"""
    running.type(QUESTION + "\r")
    running.wait(lambda text: ANSWER in text or PANIC.search(text), TIMEOUT)
    if found := PANIC.search(running.text()):
        return Verdict("message", found[0].strip())
    if ANSWER in running.text():
        return Verdict("boots", "")
    return Verdict("silent", f"a prompt that does not answer; {running.text()[-80:]!r}")


def judge(running, scratch, build, look):
    running.wait(lambda text: END.search(text), TIMEOUT)
    text = running.text()
    found = MESSAGE.search(text)
    if found is None:
        if PROMPT in text:
            return booted(running)
        why = "the machine was reset" if running.ended else f"nothing for {TIMEOUT} s"
        return Verdict("silent", f"{why}; the last words: {text[-80:]!r}")
    on_screen = None
    if look and not running.ended and (said := BY_KERNEL.search(text)):
        on_screen = screen.Screen(scratch, build).shows(said[0][:70])
    return Verdict("message", found[0], on_screen)


def run(machine, scratch, prepare=None, look=True):
    """Boots the machine; `prepare` is given it when it has just started."""
    machine.extra += monitor.options(scratch)
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
