# SPDX-License-Identifier: MIT
"""Every way to boot ends at the prompt, and what the kernel says is on the screen, too."""

import os
import pathlib
import tempfile

import monitor
import pytest
import screen
from qemu import BOOTS, Machine
from session import Session

BUILD = pathlib.Path(os.environ["KOZO_BUILD"])
LOADERS = {"uefi": "UEFI", "direct": "PVH", "grub": "Multiboot2", "grub-efi": "Multiboot2"}


@pytest.fixture
def scratch():
    with tempfile.TemporaryDirectory(prefix="kozo-") as folder:
        yield folder


def kernel_lines(text):
    return [line for line in text.splitlines() if line.startswith(("kernel: ", "PANIC: "))]


@pytest.mark.parametrize("boot", BOOTS)
def test_boots_to_the_prompt(boot, scratch):
    machine = Machine(BUILD, boot=boot, extra=monitor.options(scratch))
    with Session(machine, BUILD / "logs" / f"way-{boot}.log") as session:
        assert f"kernel: loaded by {LOADERS[boot]}, 1 processors" in session.boot_text
        lines = kernel_lines(session.boot_text)
        shown = screen.Screen(scratch, BUILD).text()
        assert len(lines) >= 2
        assert kernel_lines(shown) == lines
        assert "names: alive" in session.run("ping names")
        assert session.finish("poweroff") == 0
