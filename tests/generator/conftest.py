# SPDX-License-Identifier: MIT
"""Shared by the generator's tests."""
import shutil
import sys
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "generator"), str(HERE)]

import overlay  # noqa: E402


@pytest.fixture(scope="session")
def locked_base(tmp_path_factory):
    """A folder whose idl/ is the base with its lock and schema; not to be changed."""
    folder = tmp_path_factory.mktemp("base")
    overlay.locked_base(folder)
    return folder


@pytest.fixture
def idl(locked_base, tmp_path):
    """A copy of the locked base of one's own."""
    shutil.copytree(locked_base / "idl", tmp_path / "idl")
    return tmp_path / "idl"
