# SPDX-License-Identifier: MIT
"""The interfaces of this folder: each of their checks has a test that notices its absence. Where
KOZO_FALSIFY is set, also that it is wrong, and those of the interfaces that readers wrote."""
import dataclasses
import os
import pathlib
import shutil
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/mutants"))
import mutants  # noqa: E402

BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """What the runner of mutants reads, rendered with the interfaces of this folder."""
    root = tmp_path_factory.mktemp("interfaces")
    shutil.copytree(BUILD / "interfaces/generated", root / "generated")
    for folder in ("tests", "kernel", "services"):
        (root / folder).symlink_to(ROOT / folder)
    return root


# Written from docs/idl.md alone. They have more checks than all others together.
READERS = {"gpu", "mail", "sensors"}
# What may be deleted unnoticed: one element more would lie in the text behind, and what has a role
# that is never 0 behind a byte that always is cannot be text.
EXPLAINED = {"mail_post.request.recipients.maximum", "mail_head.reply.recipients.maximum"}

# What is rendered where an interface needs it, and for all that do.
SHARED = ("wire_elements", "wire_grants")


def with_shared(tree):
    """The interfaces that need one of these, those of idl/services among them."""
    stubs = (tree / "generated").glob("*/kozo/*/*.[ch]")
    return {path.stem for path in stubs
            if any(f"<kozo/{name}.h>" in path.read_text() for name in SHARED)}


def test_every_check_is_tested(tree, record_property):
    every = "KOZO_FALSIFY" in os.environ
    names = {path.stem for path in pathlib.Path(__file__).parent.glob("*.yaml")}
    names -= set() if every else READERS
    tests = [f"generated/tests/test_{name}.c" for name in sorted(names | with_shared(tree))]
    suite = dataclasses.replace(mutants.GENERATED, tests=tests)
    rows = [mutant for path in mutants.checked_files(tree)
            for mutant in mutants.mutants_of(tree, path, every)
            if path.stem in {*names, *SHARED}]
    executed = mutants.execute(tree, suite, rows, None, lambda mutant: None)
    record_property("summary", "; ".join(mutants.summary(executed)))
    survivors = [row for row in executed if not row.killer]
    assert not every or EXPLAINED <= {row.check for row in survivors if row.change == "deleted"}
    assert [f"{row.check}, {row.change}: {row.reason}" for row in survivors
            if row.check not in EXPLAINED or row.change != "deleted"] == []
    assert len(executed) == len(rows) > 0
