# SPDX-License-Identifier: MIT
"""The part of `make damage` that `make check` has time for, and that its judge has eyes."""

import os
import pathlib
import subprocess
import sys

import checksums
import guests
import pytest

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])
COUNT = 160
IMAGE_ADDRESS, IMAGE_OFFSET = 0x200000, 0x1000  # of the first segment, in memory and file


def test_no_damage_ends_in_silence():
    campaign = pathlib.Path(__file__).parent / "damage.py"
    command = [sys.executable, campaign, BUILD, "--seed", "check", "--count", str(COUNT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith(" 0 silent")


@pytest.mark.parametrize(
    "instruction, end",
    [(b"\xeb\xfe", "nothing for 8 s"), (b"\x0f\x0b", "the machine was reset")],
    ids=["jump_to_itself", "undefined"],
)
def test_an_entry_that_cannot_speak_is_silence(tmp_path, monkeypatch, instruction, end):
    monkeypatch.setattr(guests, "TIMEOUT", 8)
    kernel = bytearray((BUILD / "boot" / "kernel.elf").read_bytes())
    note = kernel.index(b"Xen\0") + 4
    address = int.from_bytes(kernel[note : note + 8], "little")
    at = address - IMAGE_ADDRESS + IMAGE_OFFSET
    kernel[at : at + 2] = instruction
    verdict = guests.run(guests.direct(BUILD, tmp_path, kernel=bytes(kernel)), tmp_path)
    assert verdict.kind == "silent"
    assert end in verdict.message


def test_damage_under_a_valid_checksum_boots(tmp_path):
    """What the checksum does not know, nobody notices: no other check of the archive speaks up."""
    initrd = bytearray((BUILD / "initrd.cpio").read_bytes())
    initrd[-checksums.LINE - 1] ^= 1  # padding behind the last entry
    initrd = checksums.initrd_with_checksum(initrd)
    verdict = guests.run(guests.direct(BUILD, tmp_path, initrd=bytes(initrd)), tmp_path)
    assert verdict.kind == "boots"


def test_a_panic_is_a_message_on_the_screen(tmp_path):
    verdict = guests.run(guests.direct(BUILD, tmp_path, initrd=b"x" * 100), tmp_path)
    assert verdict.kind == "message"
    assert verdict.message == "PANIC: initial ramdisk: damaged: it has no checksum"
    assert verdict.on_screen
