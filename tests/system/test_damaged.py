# SPDX-License-Identifier: MIT
"""Images that are missing, damaged, or built against other interfaces, in an archive that is sound:
init says so, and the rest of the system goes on."""

import gzip
import hashlib
import json
import os
import pathlib
import re
import struct
import subprocess

import pytest
from checksums import initrd_with_checksum
from qemu import Machine
from session import Session

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])
ELF_MAGIC = b"\x7fELF"


def boot(folder, name, initrd, **options):
    """The system with another initial ramdisk."""
    (folder / "boot").mkdir()
    (folder / "boot" / "kernel.elf").symlink_to((BUILD / "boot" / "kernel.elf").resolve())
    (folder / "initrd.cpio").write_bytes(initrd_with_checksum(initrd))
    machine = Machine(folder, boot="direct")
    return Session(machine, BUILD / "logs" / f"damaged-{name}.log", **options)


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
        assert "init: log: image log: not in the archive" in session.boot_text
        assert "no_cap" in session.run("log")
        assert "names: alive" in session.run("ping names")


def contract(kind, interface):
    """The bytes of a note from its kind on to before its contract."""
    abi = json.loads((BUILD / "idl" / "ir.json").read_text())
    kinds = next(row for row in abi["types"] if row["name"] == "start_note_kind")["values"]
    number = next(row["value"] for row in kinds if row["name"] == kind)
    owner = next(row["value"] for row in abi["constants"] if row["name"] == "start_note_owner")
    known = next(row["id"] for row in abi["interfaces"] if row["name"] == interface)
    return struct.pack("<IQI", number, owner, known)


@pytest.mark.parametrize("interface, kind, server", [("names", "uses", "names"),
                                                     ("names", "serves", "names"),
                                                     ("process", "serves", "init")])
def test_another_contract(tmp_path, initrd, interface, kind, server):
    """Whichever of the two was built at another time: the client is not started."""
    marker = contract(kind, interface)
    at = entry(initrd, b"shell" if kind == "uses" else server.encode())
    end = at + int(initrd[at - 110 + 54 : at - 110 + 62], 16)  # c_filesize of newc
    assert marker in initrd[at:end]
    while (at := initrd.find(marker, at, end)) >= 0:
        at += len(marker)
        initrd[at] ^= 1
    with boot(tmp_path, f"{kind}-{interface}", initrd, booted="is up") as session:
        assert f"init: shell: was built for another {interface} than {server} serves" \
            in session.boot_text
        assert "init: shell: cannot be started: incompatible" in session.boot_text


def test_another_version(tmp_path, initrd):
    """Its number is that of no interface that there is."""
    marker = contract("uses", "names")
    at = initrd.find(marker, entry(initrd, b"shell"))
    initrd[at + len(marker) - 1] ^= 1
    with boot(tmp_path, "version", initrd, booted="is up") as session:
        assert "init: shell: was built for an interface, or a version of one, that is not there" \
            in session.boot_text
        assert "init: shell: cannot be started: incompatible" in session.boot_text


def section(program, name):
    return subprocess.run(["objcopy", "-O", "binary", "--dump-section", f"{name}=/dev/stdout",
                           BUILD / "programs" / program, os.devnull],
                          check=True, capture_output=True).stdout


@pytest.mark.parametrize("program", ["init", "names", "shell"])
def test_a_program_holds_the_contracts_that_its_notes_name(program):
    """The notes have the hash of what can be read in the program itself."""
    notes = section(program, ".note.kozo")
    size = struct.calcsize("<IIIQI8s")
    assert notes and len(notes) % size == 0
    hashes = {row[4]: row[5] for row in struct.iter_unpack("<IIIQI8s", notes)}
    texts = [(BUILD.parents[1] / "generated" / "contracts" / f"{known}.txt").read_bytes()
             for known in sorted(f"{known:08x}" for known in hashes)]
    assert gzip.decompress(section(program, ".kozo.contracts")) == b"".join(texts)
    for text in texts:
        known = int(re.search(rb"^interface.* id=(\S+)", text, re.MULTILINE)[1], 16)
        assert hashlib.sha256(text).digest()[:len(hashes[known])] == hashes[known]
