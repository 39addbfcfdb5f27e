# SPDX-License-Identifier: MIT
"""What the kernel says when it cannot go on: a ramdisk without init, or one that is none."""

import pathlib
import re

import pytest
import run_guest
from conftest import BUILD, with_checksum


def boot(folder, initrd):
    (folder / "boot").mkdir()
    (folder / "boot" / "kernel.elf").symlink_to((BUILD / "boot" / "kernel.elf").resolve())
    (folder / "initrd.cpio").write_bytes(initrd)
    log = pathlib.Path(folder) / "serial.log"
    guest = run_guest.Guest(run_guest.Machine(folder, boot="direct"), log, timeout=30)
    guest.run()
    return guest.judge(), log.read_text(errors="replace")


@pytest.mark.parametrize("change, reason", [
    (lambda initrd: initrd.replace(b"0init\0", b"0tini\0"), "no init in the initial ramdisk"),
    (lambda initrd: b"x" * len(initrd), "no init in the initial ramdisk"),
    (lambda initrd: initrd.replace(b"\x7fELF", b"\x7fFLE"), "init .* cannot be loaded"),
])
def test_a_panic_names_its_reason_and_its_functions(tmp_path, change, reason):
    initrd = (BUILD / "initrd.cpio").read_bytes()
    changed = change(initrd)
    (verdict, why), text = boot(tmp_path, with_checksum(changed))
    assert changed != initrd
    assert verdict == "panic"
    assert re.search(reason, why)
    assert re.search(r"#\d .*boot_start_init\+", text)
    assert re.search(r"#\d .*kernel_main\+", text)
