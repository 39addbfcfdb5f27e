# SPDX-License-Identifier: MIT
"""What the kernel says when it cannot go on, for instance with a ramdisk without init, and that it
knows its own lines."""

import pathlib
import re
import subprocess

import pytest
import run_guest
from checksums import initrd_with_checksum
from conftest import BUILD

ROOT = pathlib.Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide-debugging.md"


def boot(folder, initrd):
    (folder / "boot").mkdir()
    (folder / "boot" / "kernel.elf").symlink_to((BUILD / "boot" / "kernel.elf").resolve())
    (folder / "initrd.cpio").write_bytes(initrd)
    log = pathlib.Path(folder) / "serial.log"
    guest = run_guest.Guest(run_guest.Machine(folder, boot="direct"), log, timeout=60)
    guest.run()
    return guest.judge(), log.read_text(errors="replace")


@pytest.mark.parametrize("change, reason", [
    (lambda initrd: initrd.replace(b"0init\0", b"0tini\0"), "no init in the initial ramdisk"),
    (lambda initrd: b"x" * len(initrd), "no init in the initial ramdisk"),
    (lambda initrd: initrd.replace(b"\x7fELF", b"\x7fFLE"), "init .* cannot be loaded"),
])
def test_a_panic_names_its_reason_and_its_lines(tmp_path, change, reason):
    initrd = (BUILD / "initrd.cpio").read_bytes()
    changed = change(initrd)
    (verdict, why), text = boot(tmp_path, initrd_with_checksum(changed))
    assert changed != initrd
    assert verdict == "panic"
    assert re.search(reason, why)
    places = re.findall(r"#\d 0x\w+ \w+\+\w+ \((\S+):(\d+)\)", text)
    code = [(ROOT / file).read_text().splitlines()[int(line) - 1] for file, line in places]
    assert "panic(" in code[0]
    assert any("boot_start_init(info)" in line for line in code)


def told(text):
    """What a panic says, without values of registers, addresses and sizes of functions."""
    lines = re.findall(r"^(?:PANIC:|  cr\d|  #\d) .*", text, re.MULTILINE)
    return [re.sub(r"(?<= )[0-9a-f]{16}|0x[0-9a-f]+", "*", line).rstrip() for line in lines]


def test_the_guide_shows_what_a_panic_says(tmp_path):
    initrd = (BUILD / "initrd.cpio").read_bytes()
    _, text = boot(tmp_path, initrd_with_checksum(initrd.replace(b"\x7fELF", b"\x7fFLE")))
    [sample] = re.findall(r"```text\n(PANIC:.*?)```", GUIDE.read_text(), re.DOTALL)
    shown = told(sample)
    assert len(shown) == 5 and told(text)[:5] == shown


def test_every_line_is_the_one_that_the_debug_information_has(tmp_path):
    """The kernel's table of lines against addr2line, wherever the table says that a line begins."""
    elf = BUILD / "kernel.elf"
    symbols = dict(line.split()[::2][::-1] for line in subprocess.run(
        ["nm", elf], capture_output=True, text=True, check=True).stdout.splitlines())
    first, files = (int(symbols[name], 16) for name in ("kernel_lines", "kernel_files"))
    subprocess.run(["objcopy", "-O", "binary", "-j", ".rodata", elf, tmp_path / "data"], check=True)
    data, base = (tmp_path / "data").read_bytes(), int(symbols["kernel_rodata_start"], 16)
    rows = list(decode(data[first - base:]))
    place = subprocess.run(["addr2line", "-e", elf, *(f"{row[0]:#x}" for row in rows)],
                           capture_output=True, text=True, check=True).stdout.splitlines()

    def name(number):
        at = int.from_bytes(data[files - base + 8 * number:][:8], "little") - base
        return data[at:data.index(b"\0", at)].decode()

    wrong = [(row, known) for row, known in zip(rows, place, strict=True)
             if not known.partition(" (")[0].endswith(f"{name(row[1])}:{row[2]}")]
    assert len(rows) > 1000 and wrong == []


def decode(table):
    """(address, file, line) of the rows, in the form that kernel/lines.awk describes."""
    def number():
        nonlocal position
        value = bits = 0
        while True:
            byte = table[position]
            position += 1
            value |= (byte & 0x7F) << bits
            bits += 7
            if byte < 0x80:
                return value, bits

    address, size = (int.from_bytes(table[at:at + 8], "little") for at in (0, 8))
    position, file, line = 16, 0, 0
    while position < 16 + size:
        step, _ = number()
        address += step // 2
        if step % 2:
            file, _ = number()
        value, bits = number()
        line += value - (1 << bits if value >> (bits - 1) else 0)
        yield address, file, line
