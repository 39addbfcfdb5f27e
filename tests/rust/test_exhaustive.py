# SPDX-License-Identifier: MIT
"""A program that distinguishes all values of an enumeration or all cases of a union has an arm for
others, so that one more, which is additive in a request, does not stop it from compiling."""
import os
import pathlib
import re
import subprocess

import pytest
from rust import RUSTC

DEFINITION = r"^crate::wire::(?:enumeration|tagged)! \{$.+?^    (\w+)[^\n]+ \{\n(.+?)^    \}"
BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))


def programs(text):
    """A function for each enumeration in the source of the crate, with an arm for each variant."""
    for name, body in re.findall(DEFINITION, text, re.DOTALL | re.MULTILINE):
        arms = [f"kozo::types::{name}::{variant} {{ .. }} => ()"
                for variant in re.findall(r"^        (\w+)", body, re.MULTILINE)]
        yield f"pub fn {name}(it: kozo::types::{name}) " \
              f"{{ match it {{ {', '.join(arms)}, ADDED }} }}\n"


@pytest.mark.skipif(not RUSTC, reason="no rustc")
def test_there_may_always_be_another_value(tmp_path):
    crate = BUILD / "interfaces" / "generated" / "rust" / "types.rs"
    functions = list(programs(crate.read_text()))
    assert len(functions) > 10

    def compiled(arm):
        source = tmp_path / "all.rs"
        source.write_text("#![allow(non_snake_case)]\n" + "".join(functions).replace("ADDED", arm))
        return subprocess.run(
            [RUSTC, "--edition", "2021", "--crate-type", "rlib", "-D", "warnings", "--out-dir",
             tmp_path, "-L", BUILD / "rust", "--extern", "kozo", source],
            capture_output=True, text=True)

    done = compiled("_ => ()")
    assert done.returncode == 0, done.stderr
    assert compiled("").stderr.count("error[E0004]") == len(functions)
