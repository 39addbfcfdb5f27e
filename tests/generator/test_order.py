# SPDX-License-Identifier: MIT
"""Nothing depends on the order in which things are written: of files, of keys, of operations and
methods, of names in a list, unless it is one of registers or of an operation's errors. Only what
the lock does not know yet lies as it is written. KOZO_SEED chooses other orders."""
import os
import random
import shutil
from pathlib import Path

import overlay
import pytest
import yaml
from test_lock import edit
from test_output import tree

ROOT = Path(__file__).resolve().parents[2]
SEED = int(os.environ.get("KOZO_SEED", "20"))


SETS = {"rights", "mask", "uses", "provides", "what", "imports"}


def shuffle(node, generator, sets=SETS):
    """Mappings, lists of mappings and sets of names in another order, at any depth."""
    if isinstance(node, yaml.MappingNode):
        generator.shuffle(node.value)
        for key, value in node.value:
            if isinstance(value, yaml.SequenceNode) and key.value in sets:
                generator.shuffle(value.value)
            shuffle(value, generator, sets)
    elif isinstance(node, yaml.SequenceNode):
        if isinstance(node.value[0] if node.value else None, yaml.MappingNode):
            generator.shuffle(node.value)
        for item in node.value:
            shuffle(item, generator, sets)


def shuffle_files(idl, generator):
    """The same below `idl` in another order. Files whose names tell nothing get others."""
    for path in sorted(idl.rglob("*.yaml")):
        root = yaml.compose(path.read_text())
        sections = {key.value for key, _ in root.value}
        shuffle(root, generator, SETS | ({"errors"} if "interface" in sections else set()))
        path.write_text(yaml.serialize(root, width=10000, allow_unicode=True))
        if not sections & {"abi", "interface", "system", "constants"}:
            path.rename(path.with_name(f"{generator.randrange(10**6)}.yaml"))


def generated(idl):
    """Everything that is rendered, but for the hash of what was read."""
    status, output = overlay.generate(idl, "--frozen")
    assert status == 0, output
    files = tree(idl.parent / "generated")
    files["MANIFEST"] = files["MANIFEST"].partition(b"\n")[2]
    return files


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("which", ["base", "tree"])
def test_order_does_not_matter(locked_base, tmp_path, which, number):
    source = locked_base / "idl" if which == "base" else ROOT / "idl"
    for name in ("plain", "shuffled"):
        shutil.copytree(source, tmp_path / name / "idl")
    shuffle_files(tmp_path / "shuffled" / "idl", random.Random(SEED + number))
    assert generated(tmp_path / "shuffled" / "idl") == generated(tmp_path / "plain" / "idl")


def test_what_is_new_comes_last_wherever_it_is_written(idl):
    edit(idl, "systems/main.yaml", "  server:\n", "  early: {doc: New., priority: 1, memory: 64KiB,"
         " cnode_slots: 16, start: boot}\n  server:\n")
    edit(idl, "kernel.yaml", "      at: {", "      more: {type: u8, doc: More.}\n      at: {")
    edit(idl, "abi.yaml", "version: 1", "version: 2")
    status, output = overlay.run(["--idl", idl, "lock"])
    assert status == 0, output
    text = (idl / "abi.lock").read_text()
    assert "system.main programs=server,client,early\n" in text
    for place, name in enumerate(("at", "how", "more"), 1):
        assert f"operation.untyped_split.arg.{place} register=r{place + 1} name={name} " in text


def test_a_system_that_extends_another_keeps_its_own_order(idl):
    program = "{doc: New., priority: 1, memory: 64KiB, cnode_slots: 16, start: boot}"
    head = "system: more\nextends: main\ndoc: More.\nprograms:\n"
    for programs in ("late", "early late"):
        (idl / "systems" / "more.yaml").write_text(head + "".join(
            f"  {name}: {program}\n" for name in programs.split()))
        status, output = overlay.run(["--idl", idl, "lock"])
        assert status == 0, output
    assert "system.more programs=server,client,late,early\n" in (idl / "abi.lock").read_text()
