# SPDX-License-Identifier: MIT
"""Whether a run would change nothing. After each run a hash of all that it has read and written is
kept beside the IR; while that holds, there is nothing to do, and neither YAML nor templates are
looked into. It is no proof: runs with --frozen never rely on it."""
import hashlib
import sys
from pathlib import Path

GENERATOR = Path(__file__).resolve().parent.parent
LOCK, SCHEMA = "abi.lock", "schema.json"


def templates_of(file):
    """The folder of the templates of the back end in `file`."""
    return file.parent / "templates"


def yaml_files(idl):
    """What lies below `idl` and is called like YAML, in order."""
    return sorted(path for path in idl.rglob("*") if path.suffix.lower() in (".yaml", ".yml"))


def input_hash(idl, backends=()):
    """A hash of every YAML file, template and generator source, and of back ends from outside."""
    paths = [(path.relative_to(idl.parent), path) for path in yaml_files(idl)]
    paths += [(path.relative_to(GENERATOR.parent), path)
              for folder in ("kozo_idl", "templates") for path in (GENERATOR / folder).rglob("*")
              if "__pycache__" not in path.parts]
    paths += [(path.relative_to(file.parent), path) for file in backends
              for path in (file, *templates_of(file).rglob("*"))]
    return _hash(paths)


def _hash(paths):
    """A hash of the files among `paths`, rows of (what it is called, where it is)."""
    digest = hashlib.sha256()
    for shown, path in sorted(paths):
        if path.is_file():
            digest.update(f"{shown.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def told(arguments):
    """What the last run would say if it were repeated, or None if it has to be."""
    try:
        state, text = _file(arguments).read_text(encoding="utf-8").split("\n", 1)
    except (OSError, ValueError):
        return None
    return text if state == _state(arguments) else None


def remember(arguments, text):
    """Keep what a run has come to, which says `text` if it is repeated."""
    _file(arguments).write_text(f"{_state(arguments)}\n{text}", encoding="utf-8")


def _file(arguments):
    return arguments.ir.with_name(arguments.ir.name + ".state")


def _state(arguments):
    """A hash of what a run reads, of what it writes, and of how it was asked."""
    written = [*arguments.out.rglob("*"), arguments.ir,
               *(arguments.idl / name for name in (LOCK, SCHEMA))]
    # A back end may import what lies beside it.
    beside = [path for file in arguments.backend for path in file.parent.glob("*.py")]
    unread = [path for path in yaml_files(arguments.idl) if not path.is_file()]
    parts = [sys.version, arguments.out, arguments.idl, *arguments.backend, *unread,
             input_hash(arguments.idl, arguments.backend),
             _hash((path, path) for path in (*written, *beside))]
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
