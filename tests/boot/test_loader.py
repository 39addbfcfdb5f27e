# SPDX-License-Identifier: MIT
"""The UEFI loader names what is wrong with the files on its EFI System Partition."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import zlib

import monitor
import pytest
from qemu import Machine
from running import Running
from screen import FirmwareScreen

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])


def boot_output(esp, wanted, timeout=120):
    """Serial output up to and including `wanted`, or all of it until the machine is silent."""
    machine = Machine(BUILD, disk=str(esp))
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        with Running(machine, scratch) as running:
            running.wait(lambda text: wanted in text, timeout)
            return running.text()


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


@pytest.mark.parametrize("name", ["kernel.elf", "crc32"])
def test_a_refusal_is_on_the_screen(tmp_path, name):
    """Started from the shell, which shows the firmware's font first, and damaged by one bit."""
    folder = tmp_path / "disk" / "kozo"
    folder.mkdir(parents=True)
    files = {"kernel.elf": "boot/kernel.elf", "crc32": "esp.img.crc32"}
    for file in ("kernel.elf", "initrd.cpio", "cmdline", "grub.cfg", "crc32"):
        shutil.copy(BUILD / files.get(file, file), folder / file)
    content = bytearray((folder / name).read_bytes())
    content[-2] ^= 1  # in the list it is the name of grub.cfg
    (folder / name).write_bytes(content)
    shutil.copy(BUILD / "BOOTX64.EFI", folder.parent / "loader.efi")
    script = [*FirmwareScreen.LESSON, "loader.efi"]
    (folder.parent / "startup.nsh").write_text("\r\n".join(script) + "\r\n")

    machine = Machine(BUILD, disk=f"fat:{folder.parent}", extra=monitor.options(tmp_path))
    with Running(machine, tmp_path) as running:
        assert running.wait(lambda text: f"\n{FirmwareScreen.ALPHABET}\n" in text)
        screen = FirmwareScreen(tmp_path)
        running.type("\r")
        message = f"KOZO loader: {'grub.cfg' if name == 'crc32' else name}: damaged: "
        assert running.wait(lambda text: message in text)
        assert screen.shows(message)
