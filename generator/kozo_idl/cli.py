# SPDX-License-Identifier: MIT
"""The command line: check, generate, lock, schema."""
import argparse
import hashlib
import json
import sys
from pathlib import Path

from kozo_idl import grammar
from kozo_idl.diagnostics import Report
from kozo_idl.ir import build_ir, serialise
from kozo_idl.load import load_file
from kozo_idl.resolve import build_world
from kozo_idl.shape import Reader
from kozo_idl.verify import verify

GENERATOR = Path(__file__).resolve().parent.parent
ROOT = GENERATOR.parent


def read_world(idl, report):
    """The verified world of all YAML files below `idl`; meaningless if `report` holds errors."""
    shown = idl.name
    roots = []
    for path in sorted(idl.rglob("*.yaml")):
        root = load_file(path, f"{shown}/{path.relative_to(idl).as_posix()}", report)
        if root is not None:
            roots.append(root)
    reader = Reader(report, _constants(roots))
    sources = [grammar.read_source(root, reader) for root in roots]
    world = build_world([source for source in sources if source is not None], report)
    verify(world, report)
    return world


def _constants(roots):
    """The values of all constants, found before anything else is read, since any number may be one."""
    values = {}
    for root in roots:
        section = root.value.get("constants") if root.kind == "map" else None
        for name, node in section.value.items() if section and section.kind == "map" else ():
            value = node.value.get("value") if node.kind == "map" else None
            if value is not None and value.kind == "int":
                values[str(name)] = value.value
    return values


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
    """Render everything below `arguments.out`."""
    from kozo_idl.backends import all_outputs
    from kozo_idl.render import Renderer, manifest, write_tree
    report = Report()
    world = read_world(arguments.idl, report)
    if report:
        return _fail(report)
    ir_text = serialise(build_ir(world))
    ir = json.loads(ir_text)
    renderer = Renderer()
    texts = {output.path: renderer.render(output) for output in all_outputs(ir)}
    texts["MANIFEST"] = manifest(texts, input_hash(arguments.idl))
    changed = write_tree(arguments.out, texts)
    arguments.ir.parent.mkdir(parents=True, exist_ok=True)
    arguments.ir.write_text(ir_text, encoding="utf-8")
    print(f"{len(texts)} files, {changed} changed")
    return 0


def check(arguments):
    """Only verify."""
    report = Report()
    read_world(arguments.idl, report)
    return _fail(report) if report else 0


def main(argv):
    """Run the command in `argv`; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kozo_idl", description=__doc__)
    parser.add_argument("--idl", type=Path, default=ROOT / "idl", help="folder of the YAML files")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("generate", help=generate.__doc__)
    command.add_argument("--out", type=Path, default=ROOT / "generated")
    command.add_argument("--ir", type=Path, default=ROOT / "build" / "idl" / "ir.json")
    command.set_defaults(run=generate)
    command = commands.add_parser("check", help=check.__doc__)
    command.set_defaults(run=check)
    arguments = parser.parse_args(argv)
    arguments.idl = arguments.idl.resolve()
    return arguments.run(arguments)
