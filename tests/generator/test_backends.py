# SPDX-License-Identifier: MIT
"""Back ends from outside: the one of docs/guide-add-a-back-end.md, and what is none."""
import json
from pathlib import PurePosixPath

import overlay
import pytest
from kozo_idl.verify.names import FILE_NAMES
from test_output import ROOT, generate_in_process, only_the_ir, tree


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


def strangers(paths, names, least):
    """The names of what lies where at least so many of `names` have a file, without these."""
    places = {}
    for path in paths:
        for name in names:
            head, found, tail = path.name.rpartition(name)
            if found:
                places.setdefault((path.parent, head, tail), set()).add(name)
    return {path.name[len(head):len(path.name) - len(tail)] for path in paths
            for (folder, head, tail), owners in places.items()
            if len(owners) >= least and path.parent == folder
            and path.name.startswith(head) and path.name.endswith(tail)} - names


def test_nothing_is_named_as_a_file_that_is_there_already(tmp_path):
    """The names that are refused are those of files beside what each interface or program has."""
    files, text = generate_in_process(ROOT / "idl", tmp_path / "out")
    paths, ir = [PurePosixPath(path) for path in files], json.loads(text)
    inside = {folder: [path for path in paths if path.parts[0] == folder]
              for folder in ("kernel", "system")}
    outside = [path for path in paths if path not in inside["kernel"] + inside["system"]]
    programs = {row["name"] for system in ir["systems"] for row in system["programs"]}
    kernels = {row["name"] for row in ir["interfaces"] if row["kernel"]}
    assert FILE_NAMES == {
        "interface": strangers(outside, {row["name"] for row in ir["interfaces"]}, 2),
        "kernel": strangers(inside["kernel"], kernels, 1),
        "program": strangers(inside["system"], programs, 2)}
