# SPDX-License-Identifier: MIT
"""The interfaces of this folder: each of their checks has a test that notices its absence, and,
where KOZO_FALSIFY is set, that it is wrong."""
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


# What is rendered where an interface needs it, and for all that do.
SHARED = ("wire_elements", "wire_grants")


def with_shared(tree):
    """The interfaces that need one of these, those of idl/services among them."""
    stubs = (tree / "generated").glob("*/kozo/*/*.[ch]")
    return {path.stem for path in stubs
            if any(f"<kozo/{name}.h>" in path.read_text() for name in SHARED)}


def test_every_check_is_tested(tree, record_property):
    names = {path.stem for path in pathlib.Path(__file__).parent.glob("*.yaml")}
    tests = [f"generated/tests/test_{name}.c" for name in sorted(names | with_shared(tree))]
    suite = dataclasses.replace(mutants.GENERATED, tests=tests)
    rows = [mutant for path in mutants.checked_files(tree)
            for mutant in mutants.mutants_of(tree, path, "KOZO_FALSIFY" in os.environ)
            if path.stem in {*names, *SHARED}]
    executed = mutants.execute(tree, suite, rows, None, lambda mutant: None)
    record_property("summary", "; ".join(mutants.summary(executed)))
    survivors = [f"{row.check}, {row.change}: {row.reason}" for row in executed if not row.killer]
    assert survivors == []
    assert len(executed) == len(rows) > 0
