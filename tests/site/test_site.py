# SPDX-License-Identifier: MIT
"""The site of `make docs`, of the reference alone: links are checked, names found,
pictures drawn. Where its tools are not installed, nothing is tested."""
import json
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETUP = ["sh", ROOT / "tests/harness/setup.sh", "check", "docs"]
MISSING = subprocess.run(SETUP, capture_output=True, text=True).stderr
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


def built(folder, text):
    """What Sphinx says to an index with this text; the site is in folder/site."""
    source = folder / "source"
    source.mkdir()
    (source / "generated").symlink_to(ROOT / "generated")
    (source / "index.md").write_text(f"# Index\n\n{text}\n\n```{{toctree}}\n:glob:\n"
                                     "generated/docs/*\n```\n")
    done = subprocess.run(["/usr/bin/sphinx-build", "-q", "-W", "--keep-going", "-c",
                           ROOT / "docs/site", source, folder / "site"],
                          capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    assert built(folder, "[A folder](generated/docs).") == (0, "")
    return folder / "site"


@pytest.mark.parametrize("link", ["generated/docs/nowhere.md", "generated/docs/errors.md#nothing",
                                  "generated/nowhere"])
def test_a_broken_link_is_an_error(tmp_path, link):
    status, said = built(tmp_path, f"[Broken]({link}).")
    assert status != 0 and link in said


def test_the_search_knows_every_operation_and_method(site):
    tables = json.loads((ROOT / "generated/trace/tables.json").read_text())
    names = [*tables["operations"], *tables["objects"], *tables["errors"]]
    names += [f"{interface}_{method}" for interface, row in tables["interfaces"].items()
              for method in row["methods"]]
    index = (site / "searchindex.js").read_text()
    known = set(re.findall(r"\w+", re.search(r'"?objects"?:(.*?\]\]\})', index)[1]))
    assert [name for name in names if name not in known] == []


@pytest.mark.parametrize("page", ["objects", "system-default", "system-check"])
def test_pictures_are_drawn(site, page):
    text = (site / f"generated/docs/{page}.html").read_text()
    [picture] = re.findall(r'<object data="([^"]*\.svg)"', text)
    drawn = (site / "generated/docs" / picture).read_text()
    dot = (ROOT / f"generated/docs/{page}.dot").read_text()
    assert drawn.count('class="edge"') == dot.count(" -> ")
    assert "graph LR" not in text
