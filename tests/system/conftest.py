# SPDX-License-Identifier: MIT
"""The booted system, shared by the tests of a module; KOZO_BUILD names build/<config>. A module
may choose how it boots (BOOTS) and another system of idl/systems/ (SYSTEM), which test-builds
builds."""

import os
import pathlib

import pytest
from qemu import Machine
from session import Session

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))


def booted(boot, name, system="default", **options):
    build = BUILD if system == "default" else BUILD.with_name(f"{BUILD.name}-{system}")
    machine = Machine(build, boot=boot, **options)
    return Session(machine, BUILD / "logs" / f"{name}-{boot}.log")


def pytest_generate_tests(metafunc):
    if "session" in metafunc.fixturenames:
        boots = getattr(metafunc.module, "BOOTS", ["uefi"])
        metafunc.parametrize("session", boots, indirect=True, scope="module")


@pytest.fixture(scope="module")
def session(request):
    module = request.module
    name = pathlib.Path(module.__file__).stem
    with booted(request.param, name, getattr(module, "SYSTEM", "default")) as running:
        yield running
