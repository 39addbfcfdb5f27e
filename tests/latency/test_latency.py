# SPDX-License-Identifier: MIT
"""Stretches with interrupts off are short in every run of the quicker guest tests; `make latency`
measures all of them."""

import os
import pathlib
import re

import latency
import pytest

ROOT = pathlib.Path(__file__).parents[2]
BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", ROOT / "build" / "gcc")).resolve()


@pytest.mark.parametrize("image", ["kernel", "ipc_storm", "sched"])
def test_interrupts_are_off_for_a_short_time(image, record_property):
    stretches, count = latency.measure(BUILD, image)
    most = stretches[0]
    record_property("summary", f"{image}: {most.length} of {count} stretches; {most}")
    assert count > 100000
    assert most.length < latency.LIMIT, str(most)


def test_every_poll_of_the_kernel_is_seen():
    """The plugin knows three instructions that let interrupts in; there must be no other."""
    text = "".join(path.read_text() for path in (ROOT / "kernel" / "arch").rglob("*.[hSc]"))
    assert not re.search(r"\b(popfq?|sysexit|iretd)\b", text)
    assert re.search(r"\bsti\b", text) and "sysretq" in text and "iretq" in text
