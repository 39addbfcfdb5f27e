# SPDX-License-Identifier: MIT
"""Back ends from outside: the one of docs/guide-add-a-back-end.md, and what is none."""
import overlay
import pytest
from test_output import only_the_ir, tree


def test_it_adds_to_what_is_rendered(idl, file):
    overlay.generate(idl)
    before = tree(idl.parent / "generated")
    status, output = overlay.generate(idl, "--backend", file)
    assert status == 0 and output.endswith(" 2 changed\n"), output
    after = tree(idl.parent / "generated")
    module = {}
    exec(after.pop("python/kozo_errors.py"), module)
    assert module["ERRORS"][3] == ("access_denied", "no right")
    assert after.pop("MANIFEST") != before.pop("MANIFEST")
    assert after == before


def test_manifest_tells_of_its_template(idl, file):
    overlay.generate(idl, "--backend", file)
    template = file.parent / "templates" / "kozo_errors.py"
    template.write_text(template.read_text().replace("//% for", "//% set unused = 1\n//% for"))
    _, output = overlay.generate(idl, "--backend", file)
    assert output.endswith(" 1 changed\n")


def test_it_needs_only_the_ir(idl, file):
    overlay.generate(idl, "--backend", file)
    texts = only_the_ir(idl.parent / "ir.json", file)
    files = tree(idl.parent / "generated")
    del files["MANIFEST"]
    assert "python/kozo_errors.py" in texts and texts == files


@pytest.mark.parametrize("text, complaint", [
    ("def output(ir): pass\n", "has no function outputs(ir)"),
    (None, "is no Python file"),
    ("from kozo_idl.backends.abi import outputs\n", "more than one back end renders abi/kozo"),
])
def test_what_is_none_changes_nothing(idl, tmp_path, text, complaint):
    file = tmp_path / "bad.py"
    if text:
        file.write_text(text)
    before = tree(idl)
    status, output = overlay.generate(idl, "--backend", file)
    assert status == 1 and complaint in output
    assert not (idl.parent / "generated").exists() and tree(idl) == before
