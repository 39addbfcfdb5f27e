# SPDX-License-Identifier: MIT
"""Every check has a line in the decoder, a host test and a row in the reference pages, in one order;
and the reference pages link to what exists."""

import os
import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import lint  # noqa: E402

GENERATED = lint.ROOT / "generated"
PAGES = sorted((GENERATED / "docs").glob("*.md"))
CHECK = r"[a-z_0-9]+\.\d\.[a-z_]+"


def found(path, pattern):
    return re.findall(pattern, (GENERATED / path).read_text(), re.MULTILINE)


def test_decoder_tests_and_pages_have_the_same_checks():
    decoded = found("kernel/kozo/gen/dispatch.c", rf"/\* ({CHECK}) \*/$")
    tested = found("tests/test_decode.c", rf'^    {{"({CHECK})",')
    documented = found("docs/operations.md", rf"^\| `({CHECK})` \|")
    assert decoded == tested == documented
    assert len(set(decoded)) == len(decoded) > 0


def test_the_binary_runs_a_test_for_each_check():
    binary = lint.BUILD / "host" / "test_decode"
    environment = os.environ | {"CMOCKA_MESSAGE_OUTPUT": "TAP"}
    environment.pop("CMOCKA_XML_FILE", None)
    done = subprocess.run([binary], env=environment, capture_output=True, text=True)
    ran = re.findall(rf"^ok \d+ - ({CHECK})$", done.stdout + done.stderr, re.MULTILINE)
    assert ran == found("tests/test_decode.c", rf'^    {{"({CHECK})",')


def anchors(text):
    named = set(re.findall(r'<a id="([^"]+)">', text))
    return named | {title.lower().replace(" ", "-")
                    for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page):
    targets = {path.name: anchors(path.read_text()) for path in PAGES}
    text = page.read_text()
    for name, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", text):
        known = targets[name or page.name]
        assert not anchor or anchor in known, f"{name}#{anchor}"
