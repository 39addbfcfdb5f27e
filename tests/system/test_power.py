# SPDX-License-Identifier: MIT
"""Restart and the second processor."""

import re

import pytest
from conftest import booted


@pytest.mark.parametrize("boot", ["uefi", "direct"])
def test_reboot_comes_back_to_the_prompt(boot):
    with booted(boot, "reboot", reboot=True) as session:
        session.send("reboot\r")
        assert "is up" in session.expect("Init> ", timeout=90)
        assert re.search(r"up 0:00:", session.run("uptime"))
        assert session.finish("poweroff") == 0


def test_two_processors_boot():
    with booted("direct", "smp2", cpus=2) as session:
        assert "2 processors" in session.boot_text
        assert "names: alive" in session.run("ping names")
        assert session.finish("poweroff") == 0
