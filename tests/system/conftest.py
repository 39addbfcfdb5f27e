# SPDX-License-Identifier: MIT
"""The booted system, shared by the tests of a module; KOZO_BUILD names build/<config>."""

import os
import pathlib

import pytest
from qemu import Machine
from session import Session


@pytest.fixture(scope="module")
def session(request):
    build = pathlib.Path(os.environ["KOZO_BUILD"])
    log = build / "logs" / f"{pathlib.Path(request.module.__file__).stem}.log"
    boot = getattr(request.module, "BOOT", "uefi")
    with Session(Machine(build, boot=boot), log) as booted:
        yield booted
