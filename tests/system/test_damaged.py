# SPDX-License-Identifier: MIT
"""Images that are missing or damaged in an archive that is not: init says so, and the rest of the
system goes on."""

import os
import pathlib
import re

import pytest
from checksums import initrd_with_checksum
from qemu import Machine
from session import Session

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])
ELF_MAGIC = b"\x7fELF"


def boot(folder, name, initrd):
    """The system with another initial ramdisk."""
    (folder / "boot").mkdir()
    (folder / "boot" / "kernel.elf").symlink_to((BUILD / "boot" / "kernel.elf").resolve())
    (folder / "initrd.cpio").write_bytes(initrd_with_checksum(initrd))
    machine = Machine(folder, boot="direct")
    return Session(machine, BUILD / "logs" / f"damaged-{name}.log")


def entry(initrd, name):
    """Where the archive's entry of that name has its name: behind a header of 110 bytes."""
    at = 0
    while True:
        at = initrd.index(b"070701", at)
        if initrd[at + 110 : at + 111 + len(name)] == name + b"\0":
            return at + 110
        at += 6


@pytest.fixture
def initrd():
    return bytearray((BUILD / "initrd.cpio").read_bytes())


def test_damaged_image(tmp_path, initrd):
    at = initrd.index(ELF_MAGIC, entry(initrd, b"names"))
    initrd[at : at + 4] = b"ELF?"
    with boot(tmp_path, "image", initrd) as session:
        assert "init: names: cannot be started: damaged" in session.boot_text
        assert re.search(r"names +faulted +- +\d+ +0 +0\n", session.run("ps"))
        assert "no_cap" in session.run("ping names")
        assert "console: alive" in session.run("ping console")
        assert "names: damaged" in session.run("run names")
        assert "console: starting: no_cap" in session.run("log")


def test_missing_image(tmp_path, initrd):
    at = entry(initrd, b"log")
    initrd[at : at + 3] = b"lag"
    with boot(tmp_path, "missing", initrd) as session:
        assert "init: log: no image log in the ramdisk" in session.boot_text
        assert "no_cap" in session.run("log")
        assert "names: alive" in session.run("ping names")
