# SPDX-License-Identifier: MIT
"""What the commands do.

`generate` renders everything and brings the lock and the schema beside the YAML up to date; with
--frozen it leaves those two alone and fails if they are not what it would have written."""
import itertools
import json
import sys

from kozo_idl import fresh, grammar
from kozo_idl.backends import NoBackend, all_outputs
from kozo_idl.compat import ADDITIVE, told
from kozo_idl.diagnostics import Mark, Report, counted
from kozo_idl.fresh import LOCK, SCHEMA
from kozo_idl.front import examine, front
from kozo_idl.render import Renderer, manifest, write_tree


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


def generate(arguments):
    """Render everything below --out, and update the lock and the schema."""
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
    texts["MANIFEST"] = manifest(texts, fresh.input_hash(arguments.idl, arguments.backend))
    changed = write_tree(arguments.out, texts)
    arguments.ir.parent.mkdir(parents=True, exist_ok=True)
    arguments.ir.write_text(ir_text, encoding="utf-8")
    print(f"{len(texts)} files, {changed} changed")
    if not arguments.frozen:
        fresh.remember(arguments, f"{len(texts)} files, 0 changed")
    return 0


def check(arguments):
    """Only verify, and compare with the lock."""
    report = Report()
    return 0 if front(arguments.idl, report) else _fail(report)


def abi_check(arguments):
    """Tell what every difference from the lock means, and which version has to rise."""
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
    return f"{change.key}{what}: {told(change.old)} -> {told(change.new)}"


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
        verdict = f"version {rows[0].before} of {scope} has to rise: " if rows[0].refused else \
            f"version {rows[0].before} of {scope} has become {rows[0].after}, which allows "
        yield f"{verdict}{counted(len(rows), 'breaking change')}"


def update_lock(arguments):
    """Bring the lock up to date without rendering."""
    report = Report()
    passed = front(arguments.idl, report)
    if passed is None:
        return _fail(report)
    _refresh(arguments.idl / LOCK, passed[1])
    return 0


def print_schema(_):
    """Print the JSON Schema of the YAML files."""
    print(schema_text(), end="")
    return 0


RUN = {"generate": generate, "check": check, "abi-check": abi_check, "lock": update_lock,
       "schema": print_schema}
