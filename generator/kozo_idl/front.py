# SPDX-License-Identifier: MIT
"""From the YAML files to a verified world, and from there to the IR and the lock.

Whatever can be judged is judged, in spite of errors elsewhere: what a file that cannot be parsed
seems to define is not missed, and the lock is compared with the definitions that are sound."""
import re
from dataclasses import dataclass, replace
from typing import Any

from kozo_idl import compat, contracts, grammar, graves, lock, since
from kozo_idl.diagnostics import Report
from kozo_idl.fresh import LOCK, yaml_files
from kozo_idl.ir import build_ir, serialise
from kozo_idl.load import load_file
from kozo_idl.order import arrange
from kozo_idl.renames import follow, moved
from kozo_idl.resolve import build_world
from kozo_idl.shape import Reader, size_of
from kozo_idl.verify import imports, places, verify

_TABLES = ("constants", "types", "structs", "errors", "objects")
_SINGLE = ("abi", "effects", "interface", "system")
# The words by which an unreadable file may define something.
_DEFINING = (re.compile(r"([a-z][a-z0-9_]*)\s*:"),
             re.compile(r"\b(?:name|interface|system)\s*:\s*([a-z][a-z0-9_]*)"))


def read_world(idl, report):
    """The verified world of all YAML files below `idl`; meaningless if `report` holds errors."""
    sources, broken = _read_sources(idl, report)
    places.verify(sources, report)
    imports.verify(sources, broken, report)
    return _verified(sources, read_lock(idl, Report())[0], report, broken)


def _verified(sources, locked, report, broken=frozenset()):
    """The world of the files, in the order of the lock."""
    world = build_world(sources, report, broken)
    arrange(world, locked)
    verify(world, report)
    return world


def read_lock(idl, report):
    """(key -> facts, key -> line number) of the lock beside the YAML files; None if it has none."""
    path, shown = idl / LOCK, f"{idl.name}/{LOCK}"
    if not path.is_file():
        return {}, None
    text = path.read_text(encoding="utf-8", errors="replace")
    report.source(shown, text)
    return lock.parse(text, shown, report)


def _read_sources(idl, report):
    """(records of the files, names of what was given but could not be read)."""
    roots, unread = [], set()
    for path in yaml_files(idl):
        root, text = load_file(path, f"{idl.name}/{path.relative_to(idl).as_posix()}", report)
        if root is not None:
            roots.append(root)
        else:
            unread.update([path.stem], *(pattern.findall(text) for pattern in _DEFINING))
    reader = Reader(report, dict.fromkeys(unread) | _constants(roots), unread)
    sources = [grammar.read_source(root, reader) for root in roots]
    return [source for source in sources if source is not None], reader.broken


def _constants(roots):
    """The values of all constants, found first, since any number may be one."""
    values = {}
    for root in roots:
        section = root.value.get("constants") if root.kind == "map" else None
        for name, node in section.value.items() if section and section.kind == "map" else ():
            value = node.value.get("value") if node.kind == "map" else None
            values[str(name)] = None if value is None else \
                value.value if value.kind == "int" else size_of(value)
    return values


@dataclass(frozen=True)
class Examined:
    """What follows from the YAML files: the IR, the rows of the lock, and the differences from the
    lock as it is, of which `old` are the rows. None where errors hide it."""
    ir: Any
    rows: Any
    old: dict
    differences: tuple


def front(idl, report):
    """(text of the IR, text of the lock) of what passes all checks, or None."""
    found = examine(idl, report)
    compat.refuse(found.differences, found.old, found.rows, report)
    return None if report else (serialise(found.ir), lock.serialise(found.rows))


def examine(idl, report):
    """What follows from the YAML files. Reports all mistakes but breaking changes."""
    sources, broken = _read_sources(idl, report)
    readable, unread = not report, Report()
    places.verify(sources, report)
    imports.verify(sources, broken, report)
    old, lines = read_lock(idl, unread)
    world = _verified(sources, old, report, broken)
    sound = _sound(sources, old, report.marks()) if report else world
    report.add(unread)
    if sound is None:
        return Examined(None, None, old, ())
    ir = build_ir(sound)
    new, found = lock.elements(ir), ()
    promised = contracts.texts(new)
    kept = contracts.keep({}, (), new, promised)
    given, known = lock.marks(world), lock.marks(sound)
    if lines is not None and not unread:
        old, buried = graves.split(old)
        old, known_contracts = contracts.split(old)
        kept = contracts.keep(old, known_contracts, new, promised)
        # What is not among the sound definitions may be gone, or just not be readable.
        old = {key: facts for key, facts in old.items() if lock.definition(key) in new
               or readable and lock.definition(key) not in given}
        old, renames = follow(old, new)
        lines = {moved(key, renames): number for key, number in lines.items()}
        buried = graves.move(buried, renames)
        graves.check(new, buried, known, report)
        found = tuple(compat.differences(old, new, renames, lines, known, f"{idl.name}/{LOCK}"))
        since.check(new, old, known, report)
        new |= buried | graves.dig(old, new)
    else:
        since.check(new, None, known, report)
    new |= kept
    contracts.tell(ir, new, promised)
    return Examined(ir, new, old, found)


def _sound(sources, locked, marks):
    """The world without the definitions that have an error at one of `marks`, and without whatever
    needs one of them. None if what is left cannot be rendered."""
    while True:
        gone = {name for source in sources for name in _faulty(source, marks)}
        sources = [_without(source, gone) for source in sources]
        report = Report()
        world = _verified(sources, locked, report)
        if not report:
            return world
        marks, before = report.marks(), marks
        if marks == before:
            return None


def _faulty(source, marks):
    """(section, name) of what has an error. A definition goes on to where the next begins."""
    starts = {name.mark: (table, name) for table in _TABLES for name, _ in getattr(source, table)}
    starts |= {row.mark: ("operations", row.full_name) for row in source.operations}
    for section in _SINGLE:
        row = getattr(source, section)
        if row is not None:
            own = (section, getattr(row, "name", None))
            starts |= {part.mark: own for part in (row, *getattr(row, "methods", ()))}
    before = (max((start for start in starts if start <= mark), default=None)
              for mark in marks if mark.file == source.path)
    return {starts[start] for start in before if start is not None}


def _without(source, gone):
    """A file's record without the definitions in `gone`."""
    changes = {table: tuple(row for row in getattr(source, table) if (table, row[0]) not in gone)
               for table in _TABLES}
    changes["operations"] = tuple(row for row in source.operations
                                  if ("operations", row.full_name) not in gone)
    changes |= {section: None for section in _SINGLE
                if (section, getattr(getattr(source, section), "name", None)) in gone}
    return replace(source, **changes)
