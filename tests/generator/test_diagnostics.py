# SPDX-License-Identifier: MIT
"""Every mistake is found where it is: each file in bad/ is named after the mistake in it."""
import re
from pathlib import Path

import overlay
import pytest

HERE = Path(__file__).resolve().parent
GENERATOR = HERE.parents[1] / "generator"
BAD = sorted((HERE / "bad").glob("*.yaml"))
_CODE = re.compile(r"IDL[0-9]{4}")


def beginnings(output):
    """The lines of a failed run without their texts."""
    return [":".join(line.split(":")[:4]) for line in output.splitlines()]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_mistake(path, idl):
    expected = overlay.apply(path, idl.parent)
    status, output = overlay.generate(idl, "--frozen")
    assert status == 1
    assert expected and beginnings(output) == expected, output
    for line in output.splitlines():
        assert len(line.split(": ", 2)[2]) > 20


def test_base_is_valid(idl):
    status, output = overlay.generate(idl, "--frozen")
    assert status == 0, output


def test_all_mistakes_in_one_run(idl):
    """Mistakes in different files and of different stages, sorted by position."""
    chosen = ("circle-of-uses", "message-too-long", "register-twice", "padding-inside",
              "kernel-answers-differ", "error-ranges-overlap")
    expected = [line for name in chosen for line in overlay.apply(HERE / "bad" / f"{name}.yaml",
                                                                  idl.parent)]
    status, output = overlay.generate(idl, "--frozen")
    assert status == 1
    found = beginnings(output)
    assert set(expected) - {line for line in expected if "two.yaml" in line} <= set(found)
    positions = [(file, int(line), int(column)) for file, line, column, _ in
                 (line.split(":") for line in found)]
    assert positions == sorted(positions)
    assert len({line.rsplit(" ", 1)[-1] for line in found}) >= 5


def test_nothing_is_reported_about_a_name_that_could_not_be_read(idl):
    (idl / "more.yaml").write_text("types: {level: {enum: u9, values: {low: 0}, doc: How high.}}\n"
                                   "structs: {start_x: {doc: X., fields: "
                                   "{a: {type: level, doc: A.}}}}\n")
    _, output = overlay.generate(idl, "--frozen")
    assert beginnings(output) == ["idl/more.yaml:1:23: IDL0014"], output


def test_catalogue_is_complete():
    """The codes in the source, in errors.md and of the examples are the same."""
    source = {code for path in (GENERATOR / "kozo_idl").rglob("*.py")
              for code in _CODE.findall(path.read_text())}
    examples = {code for path in BAD
                for line in path.read_text(errors="replace").splitlines()
                if line.startswith("# gives ") for code in _CODE.findall(line)}
    entries = re.findall(r"^## (IDL[0-9]{4})", (GENERATOR / "errors.md").read_text(), re.MULTILINE)
    assert len(entries) == len(set(entries)) and entries == sorted(entries)
    assert set(entries) == source == examples


def test_catalogue_names_examples():
    """Each entry has a right way, and an example that gives the error."""
    text = (GENERATOR / "errors.md").read_text()
    for entry in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        code, examples = entry[:7], re.findall(r"\(\.\./tests/generator/bad/([^)]*)\)", entry)
        assert "Right: " in entry, code
        assert examples, code
        for name in examples:
            assert code in (HERE / "bad" / name).read_text(errors="replace"), (code, name)
