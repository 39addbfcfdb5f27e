# SPDX-License-Identifier: MIT
"""Shared by the generator's tests."""
import re
import shutil
import sys
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
GUIDE = HERE.parents[1] / "docs" / "guide-add-a-back-end.md"
FILES = re.compile(r"^```python (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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


@pytest.fixture
def file(tmp_path):
    """The back end of the guide, with its template."""
    files = dict(FILES.findall(GUIDE.read_text()))
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path / next(iter(files))
