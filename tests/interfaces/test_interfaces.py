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


# What nothing can notice. One recipient more would lie in the text behind, and what has a role that
# is never 0 behind a byte that always is cannot be text. An offset and a size that are multiples of
# 4 have no sum that is one too large.
EXPLAINED = {
    ("mail_post.request.recipients.maximum", "deleted"),
    ("mail_post.request.recipients.maximum", "limit"),
    ("mail_head.reply.recipients.maximum", "deleted"),
    ("mail_head.reply.recipients.maximum", "limit"),
    ("gpu_buffer_write.request.exhausted.require", "limit"),
}

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
    survivors = {(row.check, row.change): row.reason for row in executed if not row.killer}
    assert survivors == {(row.check, row.change): mutants.SURVIVES for row in rows
                         if (row.check, row.change) in EXPLAINED}
    assert len(executed) == len(rows) > 0
