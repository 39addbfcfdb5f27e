# SPDX-License-Identifier: MIT
"""What the kernel's guest tests have done is a run of the model, and what they cannot have done is
none."""

import os
import pathlib
import sys

import pytest
import run_guest
from qemu import Machine, trace_console

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import models  # noqa: E402
import replay  # noqa: E402

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """(trace of the kernel's guest tests, folder of the model that is to admit it)."""
    path = tmp_path_factory.mktemp("models") / "trace.bin"
    machine = Machine(BUILD, "kernel", "direct", cmdline="trace=calls,faults",
                      extra=["-icount", "shift=0,sleep=off", *trace_console(path)])
    outcome = run_guest.run(machine, BUILD / "logs" / "models-traced.log", timeout=240)
    assert outcome.verdict == "pass", outcome.reason
    trace = replay.Trace(path.read_bytes())
    trace.end_before("revoked")  # see README.md
    folder = models.BUILD / "test-replay"
    replay.build(trace, folder)
    return trace, folder


def answers(trace):
    """Where a caller that is answered goes on next: pairs (answer, going on)."""
    return [at for at, ((_, row), (later, next_row)) in enumerate(
        zip(trace.events, trace.events[1:]))
        if row["op"] == "OP_REPLY_SEND" and not row["value"] and row["slot"] == "NO_SLOT" and
        next_row["kind"] == "WENT_ON" and later.operation == "endpoint_call"]


def test_the_model_admits_what_the_guest_has_done(recorded):
    trace, folder = recorded
    assert len(trace.events) > 1000 and len(answers(trace)) > 10
    admitted, text = replay.replay(trace, folder)
    assert admitted, text


@pytest.mark.parametrize("change", ["dropped", "swapped"])
def test_the_model_refuses_what_it_cannot_have_done(recorded, change):
    """An answer is left out, or comes after its caller went on."""
    trace, folder = recorded
    whole, at = list(trace.events), answers(trace)[0]
    told = whole[at + 1][0].sequence
    first, second = trace.events[at:at + 2]
    trace.events[at:at + 2] = [second] if change == "dropped" else [second, first]
    try:
        admitted, text = replay.replay(trace, folder)
    finally:
        trace.events = whole
    assert not admitted and text.startswith("refused") and f"record {told}:" in text
