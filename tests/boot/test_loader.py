# SPDX-License-Identifier: MIT
"""The UEFI loader names what is wrong with the files on its EFI System Partition."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import zlib

import pytest
from qemu import Machine

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])


def boot_output(esp, wanted, timeout=120):
    """Serial output up to and including `wanted`, or all of it until the time is over."""
    machine = Machine(BUILD, disk=str(esp))
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        command = machine.command(scratch)
        log = pathlib.Path(scratch) / "log"
        command[command.index("stdio")] = f"file:{log}"
        guest = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        end = time.monotonic() + timeout
        text = ""
        try:
            while wanted not in text and time.monotonic() < end and guest.poll() is None:
                time.sleep(0.1)
                text = log.read_text(errors="replace") if log.exists() else ""
        finally:
            guest.kill()
            guest.wait()
    return text


def replace(esp, scratch, name, content):
    subprocess.run(["mdel", "-i", esp, f"::/kozo/{name}"], check=True)
    if content is not None:
        (scratch / name).write_bytes(content)
        subprocess.run(["mcopy", "-i", esp, scratch / name, f"::/kozo/{name}"], check=True)


@pytest.mark.parametrize(
    "name, content, message",
    [
        ("kernel.elf", None, "KOZO loader: kernel.elf: not found"),
        ("kernel.elf", b"", "KOZO loader: kernel.elf: headers reach past the end of the file"),
        ("kernel.elf", b"MZ" * 64, "KOZO loader: kernel.elf: not an ELF file"),
        ("initrd.cpio", None, "KOZO loader: initrd.cpio: not found"),
        ("cmdline", b"x" * 256, "KOZO loader: cmdline: longer than the kernel takes"),
    ],
    ids=["no_kernel", "empty_kernel", "kernel_is_no_elf", "no_initrd", "command_line_too_long"],
)
def test_names_the_file_and_the_mistake(tmp_path, name, content, message):
    """Mistakes of whoever made the files, who listed their checksums, too."""
    esp = tmp_path / "esp.img"
    shutil.copy(BUILD / "esp.img", esp)
    replace(esp, tmp_path, name, content)
    if content is not None:
        lines = (BUILD / "esp.img.crc32").read_text().splitlines()
        lines = [line for line in lines if not line.endswith(name)]
        lines.append(f"{zlib.crc32(content):08x}  {name}\n")
        replace(esp, tmp_path, "crc32", "\n".join(lines).encode())
    assert message in boot_output(esp, message)
