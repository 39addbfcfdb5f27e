# SPDX-License-Identifier: MIT
"""A run that would change nothing is told from one that is needed."""
import os
import subprocess
import sys

import overlay
import pytest
from kozo_idl import commands
from test_output import ROOT, tree


def again(idl, *options):
    """(whether another run rendered anything, its output)."""
    rendered = []
    run = commands.RUN["generate"]

    def noted(arguments):
        rendered.append(True)
        return run(arguments)

    commands.RUN["generate"] = noted
    try:
        _, output = overlay.generate(idl, *options)
    finally:
        commands.RUN["generate"] = run
    return bool(rendered), output


def test_a_second_run_does_nothing_and_says_so(idl):
    _, output = overlay.generate(idl)
    before = tree(idl.parent)
    assert again(idl) == (False, output.rpartition(",")[0].rpartition("\n")[2] + ", 0 changed\n")
    assert tree(idl.parent) == before


def test_a_second_run_loads_neither_yaml_nor_templates(idl):
    overlay.generate(idl)
    program = ("import sys; from kozo_idl import cli; cli.main(sys.argv[1:]); "
               "print(sorted({'yaml', 'jinja2', 'kozo_idl.front'} & set(sys.modules)))")
    command = [sys.executable, "-B", "-c", program, "--idl", idl, "generate", "--out",
               idl.parent / "generated", "--ir", idl.parent / "ir.json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True,
                          env=os.environ | {"PYTHONPATH": str(ROOT / "generator")})
    assert done.stdout.splitlines()[-1] == "[]"


READ_OR_WRITTEN = ["idl/kernel.yaml", "idl/abi.lock", "idl/schema.json", "ir.json",
                   "generated/MANIFEST", "generated/abi/kozo/abi.h"]


def check_needed(idl):
    """Another run is needed, and no third."""
    assert again(idl)[0] and not again(idl)[0]


@pytest.mark.parametrize("path", [*READ_OR_WRITTEN, "idl/new.yaml", "generated/stray.h"])
def test_a_run_is_needed_when_a_file_differs_or_is_new(idl, path):
    overlay.generate(idl)
    target = idl.parent / path
    text = target.read_text() if target.exists() else "constants: {more: {value: 1, doc: M.}}"
    target.write_text(text + "\n")
    check_needed(idl)


@pytest.mark.parametrize("path", READ_OR_WRITTEN[1:])
def test_a_run_is_needed_when_a_file_is_gone(idl, path):
    overlay.generate(idl)
    (idl.parent / path).unlink()
    check_needed(idl)
    assert (idl.parent / path).exists()


def test_options_and_what_lies_beside_a_back_end_count(idl, file):
    overlay.generate(idl)
    assert again(idl, "--backend", file)[0] and not again(idl, "--backend", file)[0]
    for changed in (file, next((file.parent / "templates").iterdir()), file.parent / "helper.py"):
        changed.write_text((changed.read_text() if changed.exists() else "") + "\n")
        assert again(idl, "--backend", file)[0] and not again(idl, "--backend", file)[0]
    assert again(idl)[0]


def test_a_proof_renders(idl):
    overlay.generate(idl)
    assert again(idl, "--frozen")[0]
