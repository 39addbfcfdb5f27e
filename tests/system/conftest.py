# SPDX-License-Identifier: MIT
"""The booted system, shared by the tests of a module; KOZO_BUILD names build/<config>. A module may
choose how it boots (BOOT) and another system of idl/systems/ (SYSTEM), which test-builds builds."""

import os
import pathlib

import pytest
from qemu import Machine
from session import Session


@pytest.fixture(scope="module")
def session(request):
    build = pathlib.Path(os.environ["KOZO_BUILD"])
    system = getattr(request.module, "SYSTEM", "default")
    if system != "default":
        build = build.with_name(f"{build.name}-{system}")
    log = build / "logs" / f"{pathlib.Path(request.module.__file__).stem}.log"
    boot = getattr(request.module, "BOOT", "uefi")
    with Session(Machine(build, boot=boot), log) as booted:
        yield booted
