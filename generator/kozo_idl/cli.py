# SPDX-License-Identifier: MIT
"""The command line.

`generate` renders everything and brings the lock and the schema beside the YAML up to date; with
--frozen it leaves those two alone and fails if they are not what it would have written."""
import argparse
import hashlib
import itertools
import json
import sys
from pathlib import Path

from kozo_idl import grammar
from kozo_idl.backends import NoBackend, all_outputs, templates_of
from kozo_idl.diagnostics import Mark, Report
from kozo_idl.compat import ADDITIVE
from kozo_idl.front import LOCK, examine, front

GENERATOR = Path(__file__).resolve().parent.parent
ROOT = GENERATOR.parent
SCHEMA = "schema.json"


def schema_text():
    """The text of the JSON Schema."""
    return json.dumps(grammar.json_schema(), indent=1) + "\n"


def _refresh(path, text):
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.write_text(text, encoding="utf-8")
    print(f"{path.parent.name}/{path.name} changed")


def _compare(path, text, code, report):
    """Report the first line in which a file differs from what it ought to be."""
    shown = f"{path.parent.name}/{path.name}"
    present = path.read_text(encoding="utf-8") if path.is_file() else ""
    report.source(shown, present)
    actual = present.splitlines()
    wanted = text.splitlines()
    if actual != wanted:
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(actual, wanted))
        number = len(list(same)) + 1
        report.error(Mark(shown, number, 1), code, "this file is not what follows from the YAML; "
                                                   "run "
                     "`make generate` and commit it")


def _fail(report):
    print("\n".join(report.lines()), file=sys.stderr)
    return 1


def input_hash(idl, backends=()):
    """A hash of every YAML file, template and generator source, and of back ends from outside."""
    digest = hashlib.sha256()
    paths = [(path.relative_to(idl.parent), path) for path in idl.rglob("*.yaml")]
    paths += [(path.relative_to(GENERATOR.parent), path)
              for folder in ("kozo_idl", "templates") for path in (GENERATOR / folder).rglob("*")
              if path.is_file() and "__pycache__" not in path.parts]
    paths += [(path.relative_to(file.parent), path) for file in backends
              for path in (file, *templates_of(file).rglob("*")) if path.is_file()]
    for shown, path in sorted(paths):
        digest.update(f"{shown.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def generate(arguments):
    """render everything below --out, and update the lock and the schema"""
    from kozo_idl.render import Renderer, manifest, write_tree
    report = Report()
    passed = front(arguments.idl, report)
    texts = [(SCHEMA, schema_text(), "IDL0606")]
    if passed is not None:
        ir_text, lock_text = passed
        texts.append((LOCK, lock_text, "IDL0604"))
        try:
            outputs = all_outputs(json.loads(ir_text), arguments.backend)
        except NoBackend as error:
            print(error, file=sys.stderr)
            return 1
    for name, text, code in texts if passed or arguments.frozen else ():
        if arguments.frozen:
            _compare(arguments.idl / name, text, code, report)
        else:
            _refresh(arguments.idl / name, text)
    if report:
        return _fail(report)
    renderer = Renderer()
    texts = {output.path: renderer.render(output) for output in outputs}
    texts["MANIFEST"] = manifest(texts, input_hash(arguments.idl, arguments.backend))
    changed = write_tree(arguments.out, texts)
    arguments.ir.parent.mkdir(parents=True, exist_ok=True)
    arguments.ir.write_text(ir_text, encoding="utf-8")
    print(f"{len(texts)} files, {changed} changed")
    return 0


def check(arguments):
    """only verify, and compare with the lock"""
    report = Report()
    return 0 if front(arguments.idl, report) else _fail(report)


def abi_check(arguments):
    """tell what every difference from the lock means for programs, and which version has to rise"""
    report = Report()
    found = examine(arguments.idl, report)
    if report:
        return _fail(report)
    rows = [(row.change.kind, _described(row.change), str(row.mark)) for row in found.differences]
    widths = [max(map(len, column), default=0) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    print("\n".join(_verdicts(found.differences, f"{arguments.idl.name}/{LOCK}")))
    return int(any(row.refused for row in found.differences))


def _described(change):
    if change.what is None:
        return f"{change.key}: {'new' if change.new else 'gone'}"
    what = "" if change.what == "name" and change.kind != ADDITIVE else f" {change.what}"
    return f"{change.key}{what}: {change.old or 'none'} -> {change.new or 'none'}"


def _verdicts(differences, shown):
    """What becomes of the versions."""
    if not differences:
        yield f"nothing differs from {shown}"
    for row in differences:
        if row.lowered:
            yield f"version {row.before} of {row.scope} must not become {row.after}"
    breaks = [row for row in differences if row.change.kind != ADDITIVE]
    for scope in sorted({row.scope for row in breaks}):
        rows = [row for row in breaks if row.scope == scope]
        told = f"version {rows[0].before} of {scope} has to rise: " if rows[0].refused else \
            f"version {rows[0].before} of {scope} has become {rows[0].after}, which allows "
        yield f"{told}{len(rows)} breaking changes"


def update_lock(arguments):
    """bring the lock up to date without rendering"""
    report = Report()
    passed = front(arguments.idl, report)
    if passed is None:
        return _fail(report)
    _refresh(arguments.idl / LOCK, passed[1])
    return 0


def print_schema(_):
    """print the JSON Schema of the YAML files"""
    print(schema_text(), end="")
    return 0


def main(argv):
    """Run the command in `argv`; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kozo_idl", description="Generator of KOZO.")
    parser.add_argument("--idl", type=Path, default=ROOT / "idl", help="folder of the YAML files")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("generate", help=generate.__doc__)
    command.add_argument("--out", type=Path, default=ROOT / "generated")
    command.add_argument("--ir", type=Path, default=ROOT / "build" / "idl" / "ir.json")
    command.add_argument("--frozen", action="store_true",
                         help="fail instead of changing the lock or the schema")
    command.add_argument("--backend", type=Path, action="append", default=[], metavar="FILE",
                         help="one more back end; its templates are in templates/ beside it")
    command.set_defaults(run=generate)
    for name, run in (("check", check), ("abi-check", abi_check), ("lock", update_lock),
                      ("schema", print_schema)):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
    arguments = parser.parse_args(argv)
    arguments.idl = arguments.idl.resolve()
    return arguments.run(arguments)
