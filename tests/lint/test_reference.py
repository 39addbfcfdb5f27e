# SPDX-License-Identifier: MIT
"""Every check has a line in the code, a host test and a row in the reference pages; and the
reference pages link to what exists."""

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
OPERATION = r"[a-z_0-9]+\.\d\.[a-z_]+"
MESSAGE = r"[a-z_0-9]+(?:\.[a-z_0-9]+)+"
INTERFACES = sorted(path.stem.removeprefix("interface-") for path in PAGES
                    if path.stem.startswith("interface-"))


def found(path, pattern):
    return re.findall(pattern, (GENERATED / path).read_text(), re.MULTILINE)


def in_code(path, check=MESSAGE):
    return found(path, rf"; /\* ({check}) \*/$")


def in_pages(path, check=MESSAGE):
    return found(path, rf"^\| `({check})` \|")


def ran(binary):
    """The tests that a host binary runs and passes."""
    environment = os.environ | {"CMOCKA_MESSAGE_OUTPUT": "TAP"}
    environment.pop("CMOCKA_XML_FILE", None)
    done = subprocess.run([lint.BUILD / "host" / binary], env=environment, capture_output=True,
                          text=True)
    return re.findall(r"^ok \d+ - (.*)$", done.stdout + done.stderr, re.MULTILINE)


def test_decoder_and_pages_have_the_same_checks_in_one_order():
    def of_operations(checks):
        return [check for check in checks if not check.startswith("operation.0.")]

    decoded = in_code("kernel/kozo/gen/dispatch.c")
    documented = in_pages("docs/operations.md", OPERATION)
    assert of_operations(decoded) == of_operations(documented)
    assert sorted(decoded) == sorted(documented)
    assert len(set(decoded)) == len(decoded) > 0


def test_the_binary_runs_a_test_for_each_check_of_the_decoder():
    checks = [name for name in ran("test_decode") if re.fullmatch(OPERATION, name)]
    assert sorted(checks) == sorted(in_code("kernel/kozo/gen/dispatch.c"))


@pytest.mark.parametrize("name", INTERFACES)
def test_interface(name):
    """Skeleton and stubs have the checks that the page names, and each has its test."""
    client = f"user/kozo/client/{name}.h"
    stubs = client if (GENERATED / client).exists() else f"kernel/kozo/gen/{name}s.h"
    # Who answers later does so by results or by an error, and both ways make the same checks.
    servers = (GENERATED / "server/kozo").glob(f"*/{name}.h")
    checks = {*in_code(stubs), *(check for path in servers for check in in_code(path))}
    assert sorted(checks) == sorted(in_pages(f"docs/interface-{name}.md"))
    assert sorted(checks) == sorted(set(checks) & set(ran(f"test_{name}")))


def test_helpers_of_messages():
    checks = [check for path in sorted((GENERATED / "user/kozo").glob("wire*.h"))
              for check in in_code(path.relative_to(GENERATED)) if path.stem != "wire_elements"]
    assert sorted(checks) == sorted(in_pages("docs/abi.md")) and checks


def anchors(text):
    return {title.lower().replace(" ", "-")
            for title in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page):
    targets = {path.name: anchors(path.read_text()) for path in PAGES}
    targets |= {path.name: set() for path in PAGES[0].parent.glob("*.dot")}
    text = page.read_text()
    for name, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", text):
        known = targets[name or page.name]
        assert not anchor or anchor in known, f"{name}#{anchor}"
