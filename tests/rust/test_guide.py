# SPDX-License-Identifier: MIT
"""The interfaces that docs/idl.md shows compile in Rust, too."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from rust import RUSTC

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not RUSTC, reason="no rustc")
def test_the_interfaces_of_the_guide_compile(tmp_path):
    shutil.copytree(ROOT / "idl", tmp_path / "idl")
    shown = re.findall(r"^```yaml (idl/services/\S+)\n(.*?)^```$",
                       (ROOT / "docs/idl.md").read_text(), re.DOTALL | re.MULTILINE)
    assert len(shown) > 1
    for path, text in shown:
        (tmp_path / path).write_text(text)
    subprocess.run([sys.executable, "-B", "-m", "kozo_idl", "--idl", "idl", "generate", "--out",
                    "generated", "--ir", "ir.json"], cwd=tmp_path, check=True,
                   stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": ROOT / "generator"})
    crate = ["--crate-type", "rlib", "--crate-name", "kozo", "generated/rust/lib.rs"]
    done = subprocess.run([RUSTC, "--edition", "2021", "-C", "panic=abort", "-D", "warnings",
                           "--cfg", "kozo_host", "--emit=metadata", *crate],
                          cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
