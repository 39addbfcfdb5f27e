# SPDX-License-Identifier: MIT
"""Each edit of the corpus is told apart: the same, additive, breaking for sources or for programs;
and what is done then. The corpus has an edit of everything that the lock records."""
import shutil

import corpus
import corpus_union
import overlay
import pytest
from kozo_idl.contracts import ELSEWHERE, split
from kozo_idl.diagnostics import Report
from kozo_idl.front import examine, read_lock

FOUND = {}  # by edits that have been made
CLASSES = [corpus.SAME, corpus.ADDITIVE, corpus.SOURCE, corpus.ABI]
_ALWAYS = "add remove rename docs"
REQUIRED = {
    "constant": f"{_ALWAYS} change reorder", "type": f"{_ALWAYS} widen reorder",
    "enum value": f"{_ALWAYS} renumber reorder", "flag bit": f"{_ALWAYS} renumber reorder",
    "struct": _ALWAYS, "struct field": f"{_ALWAYS} reorder narrow",
    "right": f"{_ALWAYS} renumber reorder", "object type": f"{_ALWAYS} renumber reorder",
    "error": f"{_ALWAYS} renumber reorder", "operation": f"{_ALWAYS} renumber reorder",
    "argument": f"{_ALWAYS} reorder widen narrow", "result": f"{_ALWAYS} reorder widen narrow",
    "effect": "add remove change", "vocabulary": f"{_ALWAYS} reorder", "interface": _ALWAYS,
    "method": f"{_ALWAYS} renumber reorder",
    "message field": f"{_ALWAYS} reorder widen narrow",
    "capability": f"{_ALWAYS} widen narrow",
    "grant": f"{_ALWAYS} reorder widen narrow",
    "element": "widen narrow", "case": f"{_ALWAYS} renumber reorder",
    "detail": "add remove docs", "detail field": f"{_ALWAYS} reorder widen narrow",
    "system": f"{_ALWAYS} change reorder",
}


@pytest.fixture(scope="module")
def corpus_base(locked_base, tmp_path_factory):
    """A folder whose idl/ the edits are made to; not to be changed."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(locked_base / "idl", folder / "idl")
    for part in ("corpus.yaml", "corpus-data.yaml", "corpus-lend.yaml",
                 "corpus-union.yaml"):
        overlay.apply(overlay.HERE / part, folder)
    (folder / "idl" / "abi.lock").unlink()
    status, output = overlay.generate(folder / "idl")
    assert status == 0, output
    return folder


@pytest.fixture
def idl(corpus_base, tmp_path):
    shutil.copytree(corpus_base / "idl", tmp_path / "idl")
    return tmp_path / "idl"


def make(idl, edits):
    for file, old, new in edits:
        path = idl / file
        if old is None:
            path.rename(idl / new) if new else path.unlink()
        else:
            text = path.read_text() if old else ""
            assert not old or old in text, (file, old)
            path.write_text(text.replace(old, new) if old else new)


def examined(idl):
    report = Report()
    found = examine(idl, report)
    assert not report, report.lines()
    return found


def changes(idl):
    return examined(idl).differences


def contracts(found):
    """Interface -> hash of what it promises."""
    return {row["name"]: row["contracts"][0] for row in found.ir["interfaces"]}


@pytest.fixture(scope="module")
def old_contracts(corpus_base):
    return contracts(examined(corpus_base / "idl"))


def raise_versions(idl, scopes):
    for scope in scopes:
        path = idl / ("abi.yaml" if scope == "abi" else f"services/{scope.split('.')[1]}.yaml")
        path.write_text(path.read_text().replace("version: 1", "version: 2", 1))


def rows(*kinds):
    return [pytest.param(edit, id=f"{edit.element}-{edit.verb}".replace(" ", "-"))
            for edit in corpus_union.EDITS if edit.kind in kinds]


@pytest.mark.parametrize("edit", rows(*CLASSES))
def test_the_class_of_an_edit(idl, edit, old_contracts):
    make(idl, edit.edits)
    result = examined(idl)
    found = FOUND[edit] = result.differences
    assert max([corpus.SAME, *(row.change.kind for row in found)], key=CLASSES.index) == edit.kind
    assert {row.scope for row in found if row.refused} == set(edit.scopes)
    status, output = overlay.run(["--idl", idl, "abi-check"])
    assert status == bool(edit.scopes)
    assert {line.split()[3] for line in output.splitlines() if "has to rise" in line} \
        == set(edit.scopes)
    assert edit.kind == corpus.SAME or output.count(edit.kind) >= 1
    keys = [row.change.key.split(".") for row in found]
    wanted = {key[1] for key, row in zip(keys, found)
              if key[0] == "interface" and row.change.what not in ELSEWHERE}
    new = contracts(result)
    both = old_contracts.keys() & new.keys()
    changed = {name for name in both if old_contracts[name] != new[name]}
    assert changed >= wanted & both
    assert changed <= wanted or {"error", "struct", "type"} & {key[0] for key in keys}


@pytest.mark.parametrize("edit", [row for row in rows(corpus.ABI) if row.id in (
    "type-other-unit-below", "element-other-unit")])
def test_another_unit_is_another_contract(idl, edit, old_contracts):
    """Of the interfaces in whose messages it is, whose rows in the lock are the same otherwise."""
    make(idl, edit.edits)
    new = contracts(examined(idl))
    assert {name for name in new if new[name] != old_contracts[name]} == {"store"}


def test_a_case_of_a_union_is_told_where_it_stands(idl):
    make(idl, next(edit for edit in corpus.EDITS if edit[:2] == ("case", "with a type")).edits)
    lines = (idl / "services" / "pick.yaml").read_text().splitlines()
    place = next((line, text.index("few:") + 1) for line, text in enumerate(lines, 1)
                 if "few:" in text)
    assert [(row.mark.line, row.mark.column) for row in changes(idl)] == [place]


@pytest.mark.parametrize("edit", rows(corpus.SAME))
def test_what_is_the_same_leaves_the_lock(idl, edit):
    before = (idl / "abi.lock").read_bytes()
    make(idl, edit.edits)
    assert overlay.run(["--idl", idl, "lock"]) == (0, "")
    assert (idl / "abi.lock").read_bytes() == before


@pytest.mark.parametrize("edit", rows(corpus.ADDITIVE))
def test_what_is_additive_is_taken_over(idl, edit):
    make(idl, edit.edits)
    status, output = overlay.generate(idl, "--frozen")
    assert status == 1 and "IDL0604" in output, output
    assert overlay.run(["--idl", idl, "lock"]) == (0, "idl/abi.lock changed\n")
    assert overlay.generate(idl, "--frozen")[0] == 0


@pytest.mark.parametrize("edit", rows(corpus.SOURCE, corpus.ABI))
def test_a_break_is_refused_until_its_versions_are_raised(idl, edit):
    before = (idl / "abi.lock").read_bytes()
    make(idl, edit.edits)
    status, output = overlay.run(["--idl", idl, "lock"])
    codes = {line.split(": ")[1] for line in overlay.errors(output)}
    assert status == 1 and codes <= {"IDL0601", "IDL0602", "IDL0608", "IDL0609"}, output
    assert (idl / "abi.lock").read_bytes() == before
    raise_versions(idl, edit.scopes[1:])
    assert overlay.run(["--idl", idl, "lock"])[0] == 1, "each of them must rise"
    raise_versions(idl, edit.scopes[:1])
    status, output = overlay.run(["--idl", idl, "lock"])
    assert status == 0, output
    assert not changes(idl)


# Words of a key that are no names, and how many names come before them at least.
FIXED = {"object": ("right", 1), "word": ("flag", 1), "operation": ("arg out error effect", 1),
         "interface": ("in out error", 2), "profile": ("method message out", 1)}


def kind_of_line(key):
    """A key without the names in it: constant.*, operation.*.arg.*, ..."""
    head, *rest = key.split(".")
    words, names = FIXED.get(head, ("", 0))
    return ".".join([head, *(part if place >= names and part in words.split() else "*"
                             for place, part in enumerate(rest))])


def test_every_kind_of_line_has_an_edit(idl, tmp_path):
    """Of the lock of the base and of the lock of the tree."""
    present = {kind_of_line(key) for file in (idl, overlay.HERE.parents[1] / "idl")
               for key in split(read_lock(file, Report())[0])[0]}
    edited = set()
    for number, edit in enumerate(corpus.EDITS):
        if edit not in FOUND:
            folder = tmp_path / str(number)
            shutil.copytree(idl, folder / "idl")
            make(folder / "idl", edit.edits)
            FOUND[edit] = changes(folder / "idl")
        edited |= {kind_of_line(row.change.key) for row in FOUND[edit]}
    assert present - edited == set()


def test_every_kind_of_edit_is_made_to_every_kind_of_element():
    made = {(edit.element, edit.verb) for edit in corpus.EDITS}
    assert len(made) == len(corpus.EDITS) >= 60
    assert {(element, verb) for element, verbs in REQUIRED.items()
            for verb in verbs.split()} <= made
