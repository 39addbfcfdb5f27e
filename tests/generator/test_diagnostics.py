# SPDX-License-Identifier: MIT
"""Every mistake is found where it is: each file in bad/ is named after the mistake in it."""
import ast
import re
import shutil
import sys
from pathlib import Path

import overlay
import pytest
from kozo_idl.diagnostics import Mark, Report

HERE = Path(__file__).resolve().parent
GENERATOR = HERE.parents[1] / "generator"
BAD = sorted((HERE / "bad").glob("*.yaml"))
_CODE = re.compile(r"IDL[0-9]{4}")
# Functions that report an error for their callers, which are the places that decide.
PASSING = ("error", "wrong")
# The bad files that have been run, and (file, line) of every call of one of these on the way.
RUN, REACHED = set(), set()


@pytest.fixture(autouse=True)
def note_sites(monkeypatch):
    """Who reports errors while a test runs."""
    report = Report.error

    def error(self, *arguments):
        frame = sys._getframe(1)
        while frame.f_code.co_name in PASSING:
            frame = frame.f_back
        REACHED.add((Path(frame.f_code.co_filename), frame.f_lineno))
        report(self, *arguments)

    monkeypatch.setattr(Report, "error", error)


def beginnings(output):
    """The lines of a failed run without their texts."""
    return [":".join(line.split(":")[:4]) for line in overlay.errors(output)]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_mistake(path, idl):
    expected = overlay.apply(path, idl.parent)
    RUN.add(path)
    status, output = overlay.generate(idl, "--frozen")
    assert status == 1
    assert expected and beginnings(output) == expected, output
    check_excerpts(output, idl.parent)


def check_excerpts(output, folder):
    """Below each error stands its line as it is in the file, with a caret under the column, and a
    suggestion."""
    for block in re.split(r"^(?=\S)", output, flags=re.MULTILINE)[1:]:
        head, *rest = block.splitlines()
        file, number, column, _, text = head.split(":", 4)
        if (folder / file).is_dir():
            continue
        line, caret, *right = rest
        source = (folder / file).read_text(errors="replace").split("\n")[int(number) - 1]
        shown = caret.index("^") - 4
        if len(source) <= 96:
            shown_source = source.replace("\1", "?") or "(the file ends here)"
            assert (line, shown) == ("    " + shown_source, int(column) - 1)
        else:
            assert source[int(column) - 1:][:20] == line[4 + shown:][:20]
        assert len(right) == 1 and re.match("    = .", right[0]), block
        assert len(text) + sum(map(len, right)) > 20, "it says what is wrong"


def test_base_is_valid(idl):
    status, output = overlay.generate(idl, "--frozen")
    assert status == 0, output


def test_all_mistakes_in_one_run(idl):
    """Mistakes in different files and of different stages, sorted by position."""
    chosen = ("circle-of-uses", "message-too-long", "register-twice", "padding-inside",
              "kernel-answers-differ", "error-ranges-overlap", "never-but-passed-on")
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


@pytest.mark.parametrize("code, text", [
    ("IDL0009", "constants: " + "[" * 100000),
    ("IDL0009", "constants: " + "{a: " * 1000 + "1" + "}" * 1000),
    ("IDL0009", "".join(" " * level + "a:\n" for level in range(1000))),
    ("IDL0019", f"constants: {{a: {{value: {'9' * 5000}, doc: A.}}}}"),
    ("IDL0019", f"constants: {{a: {{value: -{'9' * 5000}, doc: A.}}}}"),
    ("IDL0019", f"constants: {{a: {{value: 0x{'f' * 5000}, doc: A.}}}}"),
    ("IDL0019", f"constants: {{a: {{value: {'9' * 5000}KiB, doc: A.}}}}"),
    ("IDL0024", f"refuse(range) when {'(' * 1000}1"),
    ("IDL0024", f"refuse(range) when 1{' + 1' * 1000}"),
    ("IDL0024", f"refuse(range) when {'not ' * 1000}1"),
    ("IDL0024", "refuse(range) when self.badge == 017"),
    ("IDL0319", f"refuse(range) when self.badge < {'9' * 5000}")],
    ids=lambda value: value[:40])
def test_no_size_is_too_much(code, text, idl):
    """Whatever is too deep, long or large to be read is a mistake like others."""
    if text.startswith("refuse"):
        text = ("operations:\n- {object: cnode, name: poke, id: 9, errors: [range], doc: P., self: "
                f"{{rights: [modify], as: slot}}, effect: [\"{text}\"]}}")
    (idl / "bad.yaml").write_text(text + "\n")
    _, output = overlay.generate(idl, "--frozen")
    assert [line.split(": ")[1] for line in overlay.errors(output)] == [code]
    assert len(output) < 6000


_TYPE = "structs: {start_t: {doc: T., fields: {a: {type: %s, doc: A.}}}}"
_REQUIRED = """interface: bad
version: 1
doc: A.
constants: {most: {value: 9, doc: M.}}
methods: [{name: go, id: 1, doc: Go., errors: [not_found], in: {a: {type: u64, doc: A.},
           s: {string: 9, doc: S.}, o: {type: u8, optional: true, doc: O.},
           to: {cap: endpoint, rights: [send], doc: T.}}, require: [%s]}]"""


@pytest.mark.parametrize("text, right", [
    (_TYPE % "int", "say how many bits it has: u8, u16, u32, u64, i8, i16, i32, i64"),
    (_TYPE % "uint32_t", "write u32"),
    (_TYPE % "int8_t", "write i8"),
    (_TYPE % "double", "numbers are whole ones, such as u32 or i64"),
    (_TYPE.replace("type:", "vector:") % "u8",
     "a structure has one size: take an array, or let it be a parameter of a method"),
    (_TYPE.replace("type:", "tpye:") % "u8", "did you mean 'type'?"),
    ("constants:\n  a:\n    value: 1\n\tdoc: A.", "this is a tab: indent by spaces"),
    ("constants:\n  a:\n    value: 1\n   \xa0doc: A.",
     "this is the character U+00A0: write a space, or nothing, in its place"),
    ("constants:\n  a:\n    value: 1\n    doc: A: b.",
     "put the whole text into quotes if this ':' belongs to it"),
    ("constants: {a: {value: 1, doc: A: b.}}",
     "put the whole text into quotes if this ':' belongs to it"),
    (_REQUIRED % "refuse(not_fond) when a > 3", "did you mean 'not_found'?"),
    (_REQUIRED % "refuse(not_found) if a > 3", "write 'when' or 'unless' before a condition"),
    (_REQUIRED % "a > 3",
     "begin with what is done, such as 'refuse(ERROR) unless' before a condition"),
    (_REQUIRED % "refuse(not_found) when a > most", "write 9"),
    (_REQUIRED % "refuse(not_found) when b > 3", "known are: a, s.size")])
def test_the_way_out_knows_what_is_meant(text, right, idl):
    path = idl / "services" / "bad.yaml" if text.startswith("interface") else idl / "bad.yaml"
    path.write_text(text + "\n")
    _, output = overlay.generate(idl, "--frozen")
    assert re.findall("^    = (.*)", output, re.MULTILINE) == [right], output


BASE = sorted(path.relative_to(HERE / "base") for path in (HERE / "base").rglob("*.yaml"))


@pytest.mark.parametrize("file", BASE, ids=str)
def test_a_syntax_error_hides_no_other_mistake(file, idl):
    """What the unreadable file defines is not missed; mistakes in the other files are told."""
    with (idl / file).open("a") as text:
        text.write("]\n")
    _, alone = overlay.generate(idl, "--frozen")
    assert [line.split(": ")[1] for line in overlay.errors(alone)] == ["IDL0001"], alone
    (idl / "more.yaml").write_text("constants: {a: {value: 1, doc: A.}, b: {value: c, doc: B.}}\n"
                                   "types: {t: {enum: u8, doc: T., values: {a: "
                                   "{value: 1, doc: A.}, b: {value: 1, doc: B.}}}}\n"
                                   "structs: {start_t: {doc: T., fields: "
                                   "{a: {type: badger, doc: A.}}}}\n")
    _, both = overlay.generate(idl, "--frozen")
    assert beginnings(both) == sorted([*beginnings(alone), "idl/more.yaml:1:48: IDL0010",
                                       "idl/more.yaml:2:76: IDL0104",
                                       "idl/more.yaml:3:49: IDL0102"]), both


@pytest.mark.parametrize("name", ["key-unknown", "message-too-long", "text-empty", "not-yaml",
                                  "number-taken", "two-providers", "alias"])
def test_errors_of_the_lock_are_told_with_others(name, idl):
    expected = overlay.apply(HERE / "bad" / f"{name}.yaml", idl.parent)
    kernel = idl / "kernel.yaml"
    kernel.write_text(kernel.read_text().replace("value: 12", "value: 13", 1))
    _, output = overlay.generate(idl, "--frozen")
    assert sorted(beginnings(output)) == sorted([*expected, "idl/kernel.yaml:2:3: IDL0601"]), output


@pytest.mark.parametrize("make, right", [
    (Path.mkdir, "rename it"),
    (lambda path: path.symlink_to("gone.yaml"), "remove it"),
    (lambda path: path.with_suffix(".yml").touch(), "rename it to more.yaml")],
    ids=["folder", "link", "ending"])
def test_what_is_called_like_yaml_is_not_passed_over(make, right, idl):
    """Not even by a run that would change nothing otherwise."""
    overlay.generate(idl)
    make(idl / "more.yaml")
    _, output = overlay.generate(idl)
    assert [re.sub("ya?ml", "yaml", line) for line in beginnings(output)] \
        == ["idl/more.yaml:1:1: IDL0027"] and output.endswith(f"    = {right}\n"), output


def test_nothing_is_reported_about_a_name_that_could_not_be_read(idl):
    (idl / "more.yaml").write_text("types: {level: {enum: u9, doc: How high., "
                                   "values: {low: {value: 0, doc: Low.}}}}\n"
                                   "structs: {start_x: {doc: X., fields: "
                                   "{a: {type: level, doc: A.}}}}\n")
    _, output = overlay.generate(idl, "--frozen")
    assert beginnings(output) == ["idl/more.yaml:1:23: IDL0014"], output


def sites(path):
    """(first line, last line) of every place in a file of the generator that reports an error."""
    def visit(node, function):
        if isinstance(node, ast.FunctionDef):
            function = node.name
        if isinstance(node, ast.Call) and function not in PASSING \
                and isinstance(node.func, ast.Attribute) and node.func.attr in PASSING:
            found.append((node.lineno, node.end_lineno))
        for child in ast.iter_child_nodes(node):
            visit(child, function)

    found = []
    visit(ast.parse(path.read_text()), None)
    return found


def test_every_place_that_reports_an_error_is_reached(tmp_path, locked_base):
    """The bad files come by all of them."""
    for path in BAD if RUN != set(BAD) else ():
        folder = tmp_path / path.stem
        shutil.copytree(locked_base / "idl", folder / "idl")
        overlay.apply(path, folder)
        overlay.generate(folder / "idl", "--frozen")
    missed = [f"{path.name}:{first}" for path in sorted((GENERATOR / "kozo_idl").rglob("*.py"))
              for first, last in sites(path)
              if not any((path, line) in REACHED for line in range(first, last + 1))]
    assert not missed, "no bad file comes by: " + ", ".join(missed)


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


def test_an_excerpt_of_any_line():
    """A long line is cut around the place, wide characters and tabs move the caret, what cannot be
    shown is replaced, and a place behind the end is no line."""
    report = Report()
    report.source("a", "\tx: 1\n\u540d: 1\n" + "a" * 100 + "b" + "c" * 100 + "\n\x1bz")
    for line, column in ((1, 2), (2, 2), (3, 101), (4, 2), (5, 1)):
        report.error(Mark("a", line, column), "IDL0001", "No; yes")
    assert [line for line in report.lines() if line.startswith("    ") and "=" not in line] == [
        "    \tx: 1", "    \t^", "    \u540d: 1", "      ^",
        "    ..." + "a" * 57 + "b" + "c" * 32 + "...", "    " + " " * 60 + "^",
        "    ?z", "     ^", "    (the file ends here)", "    ^"]
