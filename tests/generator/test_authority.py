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
    return {row["program"]: {held["thing"]: held["rights"] for held in row["holds"]}
            for row in system["closure"]}


def generated_with(idl, take):
    """(exit status, output) of a run where the server of the base provides `take`, too."""
    (idl / "services/take.yaml").write_text(take)
    main = idl / "systems/main.yaml"
    main.write_text(main.read_text().replace("provides: [echo]", "provides: [echo, take]")
                    .replace("uses: [echo]", "uses: [echo, take]"))
    return overlay.generate(idl)


def test_a_frame_that_is_lent_is_a_frame_alone(idl):
    """The client needs the right to grant for it, and nothing else comes along."""
    cap, lent = "{cap: any, rights: []", "{grant: both, max: 4KiB"
    status, output = generated_with(idl, TAKE.format(way="in", cap="any").replace(cap, lent))
    assert status == 0, output
    held = closure(idl.parent)
    assert held["client"]["take"] == ["grant", "send"]
    assert held["server"].keys() == {"echo", "take"}


@pytest.mark.parametrize("change, codes", [
    (("doc: A system.", "doc: ''"), {"IDL0012"}),
    (("priority: 50", "priority: 9999"), {"IDL0511", "IDL0514"}),
    (("uses: [echo, take]", "uses: [echo, take, gone]"), {"IDL0102", "IDL0514"}),
    (("provides: [echo, take]", "provides: [echo, take, gone]"), {"IDL0102", "IDL0514"}),
    (("cap: any", "cap: any, mask: 5"), {"IDL0010"}),
    (("cap: any", "cap: any, mask: [see]"), {"IDL0102"}),
    (("version: 1", "version: ["), {"IDL0001"})])
def test_what_must_not_be_held_is_told_beside_other_mistakes(idl, change, codes):
    """But not where a mistake decides what is held."""
    with (idl / "systems/main.yaml").open("a") as main:
        main.write("never: {server: {what: [io_port], doc: It answers only.}}\n")
    generated_with(idl, TAKE.format(way="in", cap="any"))
    for path in idl.glob("s*/*.yaml"):
        path.write_text(path.read_text().replace(*change))
    _, output = overlay.generate(idl)
    assert {line.split(": ")[1] for line in overlay.errors(output)} == codes, output


@pytest.mark.parametrize("way, cap, user, other", [
    ("in", "io_port", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("in", "endpoint", {"echo", "io_port", "take"}, {"echo", "take"}),
    ("in", "thread", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("out", "any", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),  # also to receive
    # What modifies the giver's CNode is among what may have any type.
    ("out", "any, mask: [write]", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("out", "any, mask: [map]", {"echo", "io_port", "take"}, {"echo", "take"}),
    ("in", "any, mask: [read]", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("in", "any, mask: []", {"echo", "io_port", "take"}, {"echo", "take"}),
    ("in", "io_port, mask: [in]", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("in", "io_port, mask: [out]", {"echo", "io_port", "take"}, {"echo", "take"}),
    ("in", "io_port, pass: move", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("in", "cnode, mask: [lookup]", {"echo", "io_port", "take"}, {"echo", "io_port", "take"}),
    ("in", "cnode, mask: []", {"echo", "io_port", "take"}, {"echo", "take"}),
])
def test_what_a_message_can_carry(idl, way, cap, user, other):
    status, output = generated_with(idl, TAKE.format(way=way, cap=cap))
    if cap == "thread":
        assert status == 1 and "IDL0102" in output  # the base has no such type
        return
    assert status == 0, output
    held = closure(idl.parent)
    assert (held["client"].keys(), held["server"].keys()) == (user, other)


SINK = """interface: sink
version: 1
doc: Takes.
methods: [{name: keep, id: 1, in: {it: {cap: io_port, rights: [], doc: It.}}, doc: Keep.}]
"""
THIRD = """programs:
  third:
    {doc: Takes., provides: [sink], priority: 9, memory: 64KiB, cnode_slots: 16, start: boot}
"""


@pytest.mark.parametrize("mask, status", [("", 1), (", mask: [send]", 0)])
def test_without_grant_nothing_is_passed_on(idl, mask, status):
    """The server answers the client with its capability for `sink`."""
    (idl / "services/take.yaml").write_text(TAKE.format(way="out", cap="endpoint" + mask))
    (idl / "services/sink.yaml").write_text(SINK)
    main = idl / "systems/main.yaml"
    main.write_text(main.read_text().replace("programs:\n", THIRD)
                    .replace("provides: [echo]", "provides: [echo, take]\n    uses: [sink]")
                    .replace("uses: [echo]", "uses: [echo, take]")
                    + "never: {third: {what: [io_port], doc: It only keeps.}}\n")
    found, output = overlay.generate(idl)
    assert found == status, output
    way = ("'client' is granted 'serial'", "'client' passes it in sink.keep")
    assert status == 0 or f"'third' can come to hold 'io_port': {', '.join(way)}" in output
    if status == 0:
        held = closure(idl.parent)
        assert (held["client"]["sink"], held["server"]["sink"]) == (["send"], ["grant", "send"])


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
