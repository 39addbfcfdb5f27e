# SPDX-License-Identifier: MIT
"""The site of `make docs`, of the reference alone: links are checked, names found,
pictures drawn. Where its tools are not installed, nothing is tested."""
import pathlib
import re
import subprocess

import pytest
from qemu import kozo_abi

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETUP = ["sh", ROOT / "tests/harness/setup.sh", "check", "docs"]
MISSING = subprocess.run(SETUP, capture_output=True, text=True).stderr
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


def build(source, site):
    """What Sphinx says."""
    done = subprocess.run(["/usr/bin/sphinx-build", "-q", "-W", "--keep-going", "-c",
                           ROOT / "docs/site", source, site], capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    (source / "generated").symlink_to(ROOT / "generated")
    (source / "index.md").write_text("# Index\n\n[A folder](generated/docs).\n\n```{toctree}\n"
                                     ":glob:\ngenerated/docs/*\n```\n")
    assert build(source, source / "site") == (0, "")
    return source / "site"


def test_broken_links_are_errors(tmp_path):
    links = ["nowhere.md", "index.md#nothing", "#nothing-here", "nowhere/"]
    (tmp_path / "index.md").write_text("# Index\n\n[Right](index.md#index).\n\n" + "\n\n".join(
        f"[Broken]({link})." for link in links))
    status, said = build(tmp_path, tmp_path / "site")
    assert status != 0 and said.count("WARNING") == len(links)
    assert [link for link in links if link not in said] == []


def test_the_search_knows_every_operation_and_method(site):
    names = [*kozo_abi.OPERATIONS.values(), *kozo_abi.RIGHTS]
    names += [name for number, name in kozo_abi.ERRORS.items() if number != 0]
    names += [f"{interface}_{method}" for interface, methods in kozo_abi.INTERFACES.values()
              for method in methods.values()]
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
