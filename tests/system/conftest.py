# SPDX-License-Identifier: MIT
"""The booted system, one for all tests of a module and way to boot; KOZO_BUILD names build/<config>."""

import os
import pathlib

import pytest
from qemu import Machine
from session import Session

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
BOOTS = ["uefi", "direct"]


def booted(boot, system="", name="session", **options):
    build = BUILD.with_name(BUILD.name + system)
    return Session(
        Machine(build, boot=boot, signals=False, **options), BUILD / "logs" / f"{name}-{boot}.log"
    )


@pytest.fixture(scope="module", params=BOOTS)
def session(request):
    with booted(request.param) as running:
        yield running


@pytest.fixture(scope="module")
def hostile_session():
    with booted("direct", system="-check", name="hostile") as running:
        yield running
