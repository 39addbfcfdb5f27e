# SPDX-License-Identifier: MIT
"""Small changes to the IDL in base/, each a file.

An overlay is cut into parts by lines that say what becomes of a file: `# adds PATH`: the part is
that file; `# changes PATH`: each line replaces the one that has the same indentation and the same
text up to the first colon; `# removes PATH`: the lines go; `# appends PATH`: the lines come at the
end. Lines `# gives ...` say how the errors that follow begin."""
import contextlib
import io
import shutil
from pathlib import Path

from kozo_idl import cli

HERE = Path(__file__).resolve().parent
_CODING = {"encoding": "utf-8", "errors": "surrogateescape"}


def locked_base(folder):
    """A copy of base/ named `folder`/idl, with its lock and schema."""
    idl = folder / "idl"
    shutil.copytree(HERE / "base", idl)
    status, output = generate(idl)
    assert status == 0, output
    return idl


def generate(idl, *options):
    """Generate from `idl` into folders beside it; (exit status, output)."""
    return run(["--idl", idl, "generate", "--out", idl.parent / "generated",
                "--ir", idl.parent / "ir.json", *options])


def errors(output):
    """The lines of a failed run that tell where an error is and which."""
    return [line for line in output.splitlines() if not line.startswith("    ")]


def apply(overlay, folder):
    """Put an overlay over `folder`, which holds idl/. Returns how the errors are to begin."""
    text = overlay.read_text(**_CODING)
    expected = []
    for part in _parts(text.splitlines(keepends=True)):
        _, verb, path = part[0].split()
        target = folder / path
        if verb == "adds":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("".join(part), **_CODING)
        else:
            lines = target.read_text(**_CODING).splitlines(keepends=True)
            _VERBS[verb](lines, [line for line in part if not line.startswith("#")])
            target.write_text("".join(lines), **_CODING)
        expected += [line.removeprefix("# gives ").strip() for line in part
                     if line.startswith("# gives ")]
    return expected


def _parts(lines):
    parts = []
    for line in lines:
        if line.startswith(_MARKERS):
            parts.append([])
        parts[-1].append(line)
    return parts


def _change(lines, part):
    for change in part:
        key = change.partition(":")[0]
        places = [index for index, line in enumerate(lines) if line.partition(":")[0] == key]
        assert len(places) == 1, f"{len(places)} lines of the base begin with {key!r}"
        lines[places[0]] = change


def _remove(lines, part):
    for line in part:
        lines.remove(line)


def _append(lines, part):
    lines += part


_VERBS = {"changes": _change, "removes": _remove, "appends": _append}
_MARKERS = ("# adds ", *(f"# {verb} " for verb in _VERBS))


def run(arguments):
    """(exit status, output) of a command of the generator, in this process."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        status = cli.main([str(argument) for argument in arguments])
    return status, output.getvalue()
