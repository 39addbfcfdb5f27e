# SPDX-License-Identifier: MIT
"""The grammar of the IDL: which keys each kind of YAML file has, and which record they become.

This is what files are; what stands under their keys is in a module per subject, and so are the
records in model/ and the checks in verify/."""
from dataclasses import replace

from kozo_idl.diagnostics import nearest
from kozo_idl.grammar.abi import ABI
from kozo_idl.grammar.common import WORD
from kozo_idl.grammar.effects import EFFECTS
from kozo_idl.grammar.kernel import OBJECT, OPERATION
from kozo_idl.grammar.services import INTERFACE_KEYS
from kozo_idl.grammar.systems import SYSTEM
from kozo_idl.grammar.types import CONSTANT, ERRORS, STRUCT, TYPE
from kozo_idl.model import Source
from kozo_idl.model.services import Interface
from kozo_idl.shape import Record, Sequence, Table, optional

_SECTIONS = {
    "abi": optional(ABI), "constants": optional(Table(CONSTANT)), "types": optional(Table(TYPE)),
    "structs": optional(Table(STRUCT)), "errors": optional(ERRORS),
    "objects": optional(Table(OBJECT)), "operations": optional(Sequence(OPERATION)),
    "effects": optional(EFFECTS), "imports": optional(Sequence(WORD, least=1))}
PLAIN_FILE = Record(Source, _SECTIONS)
INTERFACE_FILE = Record(Source, _SECTIONS | INTERFACE_KEYS)
INTERFACE = Record(Interface, INTERFACE_KEYS)


def read_source(root, reader):
    """The record of one file. An interface or system is spread over its file's top-level keys."""
    if root.kind != "map":
        return reader.wrong(root, "a mapping", "begin with a key such as 'constants:'")
    for kind in ("system", "interface"):
        if kind in root.value:
            reader.broken.add(str(root.value[kind].value))
    reader.broken |= {"abi", "effects"} & root.value.keys()
    if "system" in root.value:
        system = SYSTEM.read(root, reader)
        return Source(mark=root.mark, path=root.mark.file, system=system)
    if "interface" not in root.value:
        return PLAIN_FILE.read(root, reader, path=root.mark.file)
    # A key that is misspelt goes where it is known as it was meant.
    own = {key: value for key, value in root.value.items()
           if nearest(key, INTERFACE_FILE.keys) in INTERFACE_KEYS}
    rest = {key: value for key, value in root.value.items() if key not in own}
    interface = INTERFACE.read(replace(root, value=own), reader)
    return replace(PLAIN_FILE.read(replace(root, value=rest), reader, path=root.mark.file),
                   interface=interface)


def json_schema():
    """A JSON Schema (draft 2020-12) for editors; it accepts every kind of file."""
    shared = (PLAIN_FILE.schema() | INTERFACE_FILE.schema())["properties"]
    kinds = []
    for record in (PLAIN_FILE, INTERFACE_FILE):
        references = {name: {"$ref": f"#/$defs/{name}", "description": shared[name]["description"]}
                      for name in record.keys}
        kinds.append(record.schema() | {"properties": references})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "KOZO IDL file",
            "anyOf": [*kinds, SYSTEM.schema()], "$defs": shared}
