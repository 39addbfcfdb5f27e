# SPDX-License-Identifier: MIT
"""C and Rust understand each other, whatever the message and whatever is wrong with it: pairs.c."""
import os
import pathlib
import subprocess

import pytest
from rust import RUSTC

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOST = ROOT / os.environ.get("KOZO_BUILD", "build/gcc") / "host"
NAMES = sorted({path.stem for path in ROOT.glob("generated/tests/rust/*.rs")} - {"lib", "trap"}
               | {path.stem for path in ROOT.glob("tests/interfaces/*.yaml")})


def test_each_pair(record_property):
    if not RUSTC:
        record_property("summary", "NOTICE: nothing in Rust is tried, there is no rustc")
        pytest.skip("no rustc")
    for name in NAMES:
        done = subprocess.run([HOST / f"pairs_{name}"], capture_output=True, text=True)
        assert done.returncode == 0, f"{name}\n{done.stdout}{done.stderr}"
