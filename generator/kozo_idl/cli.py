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

from kozo_idl import grammar, lock
from kozo_idl.diagnostics import Mark, Report
from kozo_idl.ir import build_ir, serialise
from kozo_idl.load import load_file
from kozo_idl.resolve import build_world
from kozo_idl.shape import Reader
from kozo_idl.verify import verify

GENERATOR = Path(__file__).resolve().parent.parent
ROOT = GENERATOR.parent
LOCK, SCHEMA = "abi.lock", "schema.json"


def read_world(idl, report):
    """The verified world of all YAML files below `idl`; meaningless if `report` holds errors."""
    shown = idl.name
    roots, whole = [], True
    for path in sorted(idl.rglob("*.yaml")):
        root = load_file(path, f"{shown}/{path.relative_to(idl).as_posix()}", report)
        whole &= root is not None
        if root is not None:
            roots.append(root)
    reader = Reader(report, _constants(roots))
    sources = [grammar.read_source(root, reader) for root in roots]
    world = build_world([source for source in sources if source is not None], report, reader.broken)
    # What an unreadable file defines is not known, so that names cannot be judged.
    if whole:
        verify(world, report)
    return world


def _constants(roots):
    """The values of all constants, found first, since any number may be one."""
    values = {}
    for root in roots:
        section = root.value.get("constants") if root.kind == "map" else None
        for name, node in section.value.items() if section and section.kind == "map" else ():
            value = node.value.get("value") if node.kind == "map" else None
            readable = value is not None and value.kind == "int"
            values[str(name)] = value.value if readable else None
    return values


def _front(idl, report):
    """(world, text of the IR, text of the lock) of what passes all checks, or None."""
    world = read_world(idl, report)
    if report:
        return None
    ir = build_ir(world)
    new = lock.elements(ir)
    path, shown = idl / LOCK, f"{idl.name}/{LOCK}"
    if path.is_file():
        old, lines = lock.parse(path.read_text(encoding="utf-8"), shown, report)
        if not report:
            lock.check(old, lines, new, lock.positions(world), shown, report)
    return None if report else (world, serialise(ir), lock.serialise(new))


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
    actual = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
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


def input_hash(idl):
    """A hash of every YAML file, template and generator source."""
    digest = hashlib.sha256()
    paths = [(path.relative_to(idl.parent), path) for path in idl.rglob("*.yaml")]
    paths += [(path.relative_to(GENERATOR.parent), path)
              for folder in ("kozo_idl", "templates") for path in (GENERATOR / folder).rglob("*")
              if path.is_file() and "__pycache__" not in path.parts]
    for shown, path in sorted(paths):
        digest.update(f"{shown.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def generate(arguments):
    """render everything below --out, and update the lock and the schema"""
    from kozo_idl.backends import all_outputs
    from kozo_idl.render import Renderer, manifest, write_tree
    report = Report()
    front = _front(arguments.idl, report)
    if front is None:
        return _fail(report)
    _, ir_text, lock_text = front
    for name, text, code in ((LOCK, lock_text, "IDL0604"), (SCHEMA, schema_text(), "IDL0606")):
        if arguments.frozen:
            _compare(arguments.idl / name, text, code, report)
        else:
            _refresh(arguments.idl / name, text)
    if report:
        return _fail(report)
    renderer = Renderer()
    texts = {output.path: renderer.render(output) for output in all_outputs(json.loads(ir_text))}
    texts["MANIFEST"] = manifest(texts, input_hash(arguments.idl))
    changed = write_tree(arguments.out, texts)
    arguments.ir.parent.mkdir(parents=True, exist_ok=True)
    arguments.ir.write_text(ir_text, encoding="utf-8")
    print(f"{len(texts)} files, {changed} changed")
    return 0


def check(arguments):
    """only verify, and compare with the lock"""
    report = Report()
    return 0 if _front(arguments.idl, report) else _fail(report)


def update_lock(arguments):
    """bring the lock up to date without rendering"""
    report = Report()
    front = _front(arguments.idl, report)
    if front is None:
        return _fail(report)
    _refresh(arguments.idl / LOCK, front[2])
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
    command.set_defaults(run=generate)
    for name, run in (("check", check), ("lock", update_lock), ("schema", print_schema)):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
    arguments = parser.parse_args(argv)
    arguments.idl = arguments.idl.resolve()
    return arguments.run(arguments)
