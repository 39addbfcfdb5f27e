# SPDX-License-Identifier: MIT
"""`make image`: the disk image boots as a disk and as a stick, and other tools find it in order."""

import os
import pathlib
import shutil
import subprocess

import pytest
from qemu import Machine
from session import Session

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])
DISK = BUILD / "disk.img"
MIB = 1 << 20


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("media, growth", [("disk", 1), ("usb", 1), ("usb", 2)])
def test_boots_to_the_prompt_and_powers_off(tmp_path, media, growth):
    """On a stick that is larger than the image the second table is not at the end."""
    shutil.copy(DISK, tmp_path)
    os.truncate(tmp_path / DISK.name, growth * DISK.stat().st_size)
    log = BUILD / "logs" / f"image-{media}-{growth}.log"
    with Session(Machine(tmp_path, media=media), log) as session:
        assert "kernel: loaded by UEFI" in session.boot_text
        assert session.finish("poweroff") == 0


def table_is_in_order(image):
    """sgdisk mends what it reads where the other table allows; it rings the bell when it does."""
    verdict = output("/sbin/sgdisk", "--verify", image)
    return "No problems found" in verdict and "\a" not in verdict


def test_the_partition_table_is_in_order():
    assert table_is_in_order(DISK)
    partition = output("/sbin/sgdisk", "--info=1", DISK)
    assert "(EFI system partition)" in partition and "First sector: 2048 " in partition


@pytest.mark.parametrize("offset", [510, 512, 1024, -512, -33 * 512])
def test_damage_to_any_part_of_the_table_is_seen(tmp_path, offset):
    """Protective MBR, header, entries; second header and its entries."""
    damaged = tmp_path / DISK.name
    shutil.copy(DISK, damaged)
    with damaged.open("r+b") as file:
        file.seek(offset % DISK.stat().st_size)
        file.write(b"?")
    assert not table_is_in_order(damaged)


def test_the_file_system_is_in_order_and_holds_what_was_built(tmp_path):
    esp = tmp_path / "esp.img"
    with DISK.open("rb") as disk:
        disk.seek(MIB)
        esp.write_bytes(disk.read((BUILD / "esp.img").stat().st_size))
    output("/sbin/fsck.fat", "-n", esp)
    for path, built in [
        ("EFI/BOOT/BOOTX64.EFI", "BOOTX64.EFI"),
        ("kozo/kernel.elf", "boot/kernel.elf"),
        ("kozo/initrd.cpio", "initrd.cpio"),
    ]:
        subprocess.run(["mcopy", "-i", esp, f"::/{path}", tmp_path / "file"], check=True)
        assert (tmp_path / "file").read_bytes() == (BUILD / built).read_bytes(), path
        (tmp_path / "file").unlink()
