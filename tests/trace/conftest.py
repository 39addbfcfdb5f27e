# SPDX-License-Identifier: MIT
"""The records of a session that all tests of this folder look at."""

import os
import pathlib
import sys

import pytest
from qemu import Machine, trace_console
from session import Session

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
SECRET = "hunter2-Xyzzy-correcthorse"
sys.path[:0] = [str(ROOT / "kernel" / "debug" / "trace"), str(pathlib.Path(__file__).parent)]


@pytest.fixture
def secret():
    """What is typed in the session."""
    return SECRET


@pytest.fixture(scope="session")
def records(tmp_path_factory):
    """What the kernel writes in a session of the system with the hostile programs."""
    path = tmp_path_factory.mktemp("trace") / "trace.bin"
    machine = Machine(BUILD.with_name(f"{BUILD.name}-check"), boot="direct",
                      cmdline="trace=calls,faults,switches", extra=trace_console(path))
    with Session(machine, BUILD / "logs" / "trace.log") as session:
        assert "tracing" in session.boot_text and "newest" in session.boot_text
        session.run("ping log")
        session.run("ping nobody")
        session.run(f"echo {SECRET}")
        for program in ("buffer", "null", "operation"):
            session.send(f"run hostile_{program}\r")
            session.expect(f"init: hostile_{program} ")
        assert session.finish("poweroff") == 0
    return path.read_bytes()
