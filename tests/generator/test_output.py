# SPDX-License-Identifier: MIT
"""What is rendered depends on the YAML alone, and back ends know nothing but the IR."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import overlay
import pytest
from kozo_idl.backends import clients
from kozo_idl.backends.common import COLUMNS, call, without_head
from kozo_idl.verify.names import C_TAGS

ROOT = Path(__file__).resolve().parents[2]


def tree(folder):
    """path -> bytes of all files."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def generate_in_process(idl, out, **environment):
    command = [sys.executable, "-B", "-m", "kozo_idl", "--idl", idl, "generate", "--frozen",
               "--out", out, "--ir", out.parent / f"{out.name}.json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=out.parent,
                   env=os.environ | {"PYTHONPATH": str(ROOT / "generator")} | environment)
    return tree(out), (out.parent / f"{out.name}.json").read_bytes()


def test_hash_seed_locale_and_clock_do_not_matter(tmp_path):
    one = generate_in_process(ROOT / "idl", tmp_path / "one", PYTHONHASHSEED="1", LC_ALL="C",
                              TZ="UTC")
    two = generate_in_process(ROOT / "idl", tmp_path / "two", PYTHONHASHSEED="2", LC_ALL="C.UTF-8",
                              TZ="Asia/Tokyo", PYTHONUTF8="1")
    assert one == two


def test_committed_output_lock_and_schema_are_current(tmp_path):
    files, _ = generate_in_process(ROOT / "idl", tmp_path / "now")
    assert files == tree(ROOT / "generated")


def test_structures_are_not_called_like_those_of_other_headers(tmp_path):
    files, ir = generate_in_process(ROOT / "idl", tmp_path / "now")
    ir, texts = json.loads(ir), [path.read_text() for path in ROOT.glob("services/lib/**/*.h")]
    texts += [text.decode() for path, text in files.items()
              if path.startswith(("abi/", "user/", "server/"))]
    given = {row["name"] for table in ("types", "structs") for row in ir[table]}
    given |= {f"{row['name']}_method" for row in ir["interfaces"]}
    given |= {f"{row['name']}_kind" for row in ir["structs"] if row["cases"] is not None}
    tags = set(re.findall(r"\b(?:struct|enum|union) kozo_(\w+)", "\n".join(texts)))
    assert tags - given == C_TAGS


def only_the_ir(ir, *files):
    """path -> bytes, rendered from ir.json where neither YAML nor model can be imported."""
    program = """
import json, pathlib, sys
class Block:
    def find_spec(self, name, path=None, target=None):
        package, _, rest = name.partition(".")
        if package == "yaml" or rest and package == "kozo_idl" \\
                and rest.partition(".")[0] not in ("backends", "render", "fresh"):
            raise ImportError(name)
sys.meta_path.insert(0, Block())
from kozo_idl.backends import all_outputs
from kozo_idl.render import Renderer
renderer, ir = Renderer(), json.load(open(sys.argv[1]))
files = [pathlib.Path(file) for file in sys.argv[2:]]
json.dump({row.path: renderer.render(row) for row in all_outputs(ir, files)}, sys.stdout)
"""
    done = subprocess.run([sys.executable, "-B", "-c", program, ir, *files], check=True,
                          capture_output=True,
                          env=os.environ | {"PYTHONPATH": str(ROOT / "generator")})
    return {path: text.encode() for path, text in json.loads(done.stdout).items()}


def test_back_ends_need_only_the_ir(tmp_path):
    files, ir_text = generate_in_process(ROOT / "idl", tmp_path / "whole")
    (tmp_path / "ir.json").write_bytes(ir_text)
    del files["MANIFEST"]
    assert only_the_ir(tmp_path / "ir.json") == files


def test_second_run_writes_nothing(idl):
    overlay.generate(idl)
    (idl.parent / "ir.json.state").unlink()
    _, output = overlay.generate(idl)
    assert output.endswith(" 0 changed\n")


def test_stray_files_go(idl):
    overlay.generate(idl)
    stray = idl.parent / "generated" / "old" / "stray.h"
    stray.parent.mkdir()
    stray.write_text("")
    overlay.generate(idl)
    assert not stray.parent.exists()


def test_a_failed_run_changes_nothing(idl):
    overlay.generate(idl)
    before = tree(idl.parent)
    (idl / "kernel.yaml").write_text((idl / "kernel.yaml").read_text().replace("value: 12",
                                                                               "value: 13"))
    changed = tree(idl.parent)
    status, _ = overlay.generate(idl)
    assert status == 1 and tree(idl.parent) == changed != before


def test_pages_show_prose_as_it_is_written(idl):
    (idl / "services" / "odd.yaml").write_text("""\
interface: odd
version: 1
doc: "<script>&amp; `a < b` and one ` more."
types:
  size: {base: u8, unit: <b>, doc: A size <i>.}
methods:
  - {name: ask, id: 1, in: {size: {type: size, doc: "`<` or ``."}}, doc: "<u>\\\\`<`"}
""")
    assert overlay.generate(idl)[0] == 0
    pages = {path.name: path.read_text() for path in (idl.parent / "generated/docs").glob("*.md")}
    page = pages["interface-odd.md"]
    assert "&lt;script>&amp;amp; `a < b` and one &#96; more." in page
    assert "`<` or &#96;&#96;." in page and " &lt;u>&#92;`<`" in page
    assert "A size &lt;i>." in pages["types.md"] and ", in &lt;b>." in pages["types.md"]
    assert not any(tag in text for text in pages.values() for tag in ("<script", "<b", "<i", "<u"))


def test_schema_describes_itself_and_the_keys():
    schema = json.loads((ROOT / "idl" / "schema.json").read_text())
    names = set()

    def references(value):
        if isinstance(value, dict):
            if "$ref" in value:
                names.add(value["$ref"].removeprefix("#/$defs/"))
            for item in value.values():
                references(item)
        elif isinstance(value, list):
            for item in value:
                references(item)
    references(schema)
    assert names == set(schema["$defs"])


def hangs(text):
    """Where the arguments of a prototype begin: on its first line, and on those below."""
    first, *rest = text.splitlines()
    return first.index("(") + 1, {len(line) - len(line.lstrip()) for line in rest}


@pytest.mark.parametrize("name", ["short", "a_longer_name", "one_" * 16])
def test_prototypes_are_wrapped_under_their_parenthesis(name):
    arguments = ["uint64_t first", "uint64_t second", "uint64_t third", "uint64_t fourth"] * 2
    text = call(f"static inline int {name}", arguments)
    at, below = hangs(text)
    assert below == {at} and max(map(len, text.splitlines())) <= COLUMNS
    at, below = hangs(without_head("static inline ", text))
    assert below == {at} and not without_head("static inline ", text).startswith("static")
    flags = {"name": "news", "c_type": "kozo_news_t",
             "values": [{"name": "come", "doc": "It has come."}]}
    made = clients._events({"name": name, "events": flags, "checks": {"event": []}})
    for prototype in (made["event_prototype"], made["take_prototype"]):
        at, below = hangs(prototype)
        assert below == {at} or len(name) > 20


def test_an_argument_that_does_not_fit_there_is_as_far_right_as_it_can_be():
    text = call("int " + "f" * 60, ["int a", "const struct of_a_long_name *" + "b" * 10])
    assert [len(line) for line in text.splitlines()][1] == COLUMNS
