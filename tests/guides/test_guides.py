# SPDX-License-Identifier: MIT
"""The guides are carried out as they stand; the pages of docs/ link to what is there."""

import os
import re

import guide
import pytest

BUILD = os.path.relpath(os.environ.get("KOZO_BUILD", "build/gcc"), guide.ROOT)
DOCS = guide.ROOT / "docs"
WORKING = [*sorted(DOCS.glob("guide-*.md")), DOCS / "idl.md"]
# Links of the site's front page are from its root, and checked when it is built.
FRONT = DOCS / "site" / "index.md"
PAGES = {*guide.ROOT.glob("*.md"), *guide.ROOT.glob("*/*.md"),
         *guide.ROOT.glob("*/*/*.md")} - {FRONT}


@pytest.mark.parametrize("page", WORKING, ids=lambda page: page.stem)
def test_a_guide_works_as_written(page, tmp_path):
    guide.copy_of_the_tree(tmp_path, BUILD)
    guide.run(page, tmp_path)


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda page: str(page.relative_to(guide.ROOT)))
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize(
    "block, mistake",
    [
        ("```console\n$ echo one\ntwo\n```\n", "does not print 'two'"),
        ("```console\n$ printf 'a\\nb\\n'\na\n```\n", "instead of 'b'"),
        ("```console\n$ false\n```\n", "ended with 1"),
        ("```console\n$ true\nmake: *** [x] Error 1\n```\n", "ended with 0"),
        ("```diff\n--- a/none\n+++ b/none\n@@ -1 +1 @@\n-a\n+b\n```\n", "git"),
        ("```console\n$ echo booted\nInit> ps\n```\n", "another way"),
        ("```basic\n10 GOTO 10\n```\n", "a block of basic"),
    ],
)
def test_a_guide_that_is_wrong_fails(block, mistake, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Title\n\n" + block)
    with pytest.raises(guide.Mistake, match="line 3") as raised:
        guide.run(page, tmp_path)
    assert mistake in str(raised.value)


def test_a_guide_that_is_right_passes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "```text\nignored\n```\n```c a/b.c\nint x;\n```\n"
        "```console\n$ cat a/b.c; seq 8 12; echo took 3 s of 4\n"
        "int x;\n1\n...\ntook 77 s ...\n$ false || make nothing\n...\n"
        "make: *** No rule to make target 'nothing'.  Stop.\n```\n"
    )
    with pytest.raises(guide.Mistake, match="ended with 2"):
        guide.run(page, tmp_path)
    page.write_text(page.read_text().replace("nothing'.  Stop.", "nothing'.  Stop. Error"))
    with pytest.raises(guide.Mistake, match="does not print"):
        guide.run(page, tmp_path)
    page.write_text(page.read_text().partition("$ false")[0] + "```\n")
    guide.run(page, tmp_path)
    assert (tmp_path / "a/b.c").read_text() == "int x;\n"
