# SPDX-License-Identifier: MIT
"""Who can come to hold what, and the pictures of systems."""
import json
import shutil
import subprocess
from pathlib import Path

import overlay
import pytest

ROOT = Path(__file__).resolve().parents[2]
TAKE = """interface: take
version: 1
doc: Takes and gives.
methods:
  - {{name: keep, id: 1, {way}: {{thing: {{cap: {cap}, rights: [], doc: What.}}}}, doc: Keep.}}
"""


def closure(folder):
    system = json.loads((folder / "ir.json").read_text())["systems"][0]
    return {row["program"]: {held["thing"]: held["way"] for held in row["holds"]}
            for row in system["closure"]}


@pytest.mark.parametrize("way, cap, user, other", [
    ("in", "io_port", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("in", "endpoint", {"echo", "io_port", "take"}, {"echo", "take"}),
    ("in", "thread", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("out", "any", {"echo", "io_port", "take"}, {"echo", "take"}),
])
def test_what_a_message_can_carry(idl, way, cap, user, other):
    (idl / "services/take.yaml").write_text(TAKE.format(way=way, cap=cap))
    main = idl / "systems/main.yaml"
    main.write_text(main.read_text().replace("provides: [echo]", "provides: [echo, take]")
                    .replace("uses: [echo]", "uses: [echo, take]"))
    status, output = overlay.generate(idl)
    if cap == "thread":
        assert status == 1 and "IDL0102" in output  # the base has no such type
        return
    assert status == 0, output
    held = closure(idl.parent)
    assert (held["client"].keys(), held["server"].keys()) == (user, other)


def test_init_calls_nobody():
    """The closure relies on it."""
    assert not [path for path in (ROOT / "services/init").glob("*.[ch]")
                if "#include <kozo/client/" in path.read_text()]


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz")
@pytest.mark.parametrize("picture", sorted((ROOT / "generated/docs").glob("*.dot")),
                         ids=lambda path: path.stem)
def test_graphviz_draws_it(picture):
    drawn = subprocess.run(["dot", "-Tsvg", picture], check=True, capture_output=True, text=True)
    assert not drawn.stderr and drawn.stdout.count("<g id=\"node") > 2
