#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How long the generator takes, in milliseconds of this machine: for the IDL of this tree with
nothing rendered yet (cold), again (noop), and for that IDL with 100 interfaces of 10 methods more
(large). Run alone, it prints the rows."""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = 5
INTERFACES, METHODS = 100, 10
METHOD = """\
  - name: method{number}
    id: {number}
    in:
      place: {{type: u64, doc: Where.}}
      count: {{type: u16, range: [1, 400], doc: How many.}}
      text: {{string: 100, doc: What.}}
    out:
      done: {{type: u32, doc: How many are done.}}
      more: {{type: bool, doc: Whether there are more.}}
    doc: Does something.
"""


def generate(folder):
    """Milliseconds that a run takes from `folder`/idl to folders beside it."""
    command = [sys.executable, "-m", "kozo_idl", "--idl", folder / "idl", "generate",
               "--out", folder / "generated", "--ir", folder / "ir" / "ir.json"]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {
        "PYTHONPATH": str(ROOT / "generator"), "PYTHONDONTWRITEBYTECODE": "1"})
    return (time.perf_counter() - start) * 1000


def cold(folder):
    """The same with nothing rendered."""
    for name in ("generated", "ir"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return generate(folder)


def enlarge(idl):
    """Add interfaces to the IDL in a folder."""
    methods = "".join(METHOD.format(number=number) for number in range(1, METHODS + 1))
    for number in range(INTERFACES):
        (idl / "services" / f"large{number}.yaml").write_text(
            f"interface: large{number}\nversion: 1\ndoc: One of many.\nmethods:\n{methods}")


def row(run, folder):
    """A row of samples of `run`."""
    times = [run(folder) for _ in range(SAMPLES)]
    return {"median": round(statistics.median(times)), "min": round(min(times)),
            "max": round(max(times)), "unit": "ms", "samples": SAMPLES}


def measure():
    """The rows."""
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(ROOT / "idl", folder / "idl")
        rows = {"generate.cold": row(cold, folder), "generate.noop": row(generate, folder)}
        enlarge(folder / "idl")
        return rows | {"generate.large": row(cold, folder)}


if __name__ == "__main__":
    for name, measured in measure().items():
        print(name, measured)
