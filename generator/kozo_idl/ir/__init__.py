# SPDX-License-Identifier: MIT
"""The finished IR: dicts, lists, strings and numbers. Every back end works from this alone.

Here is the whole; what is under its keys is in a module per subject."""
import json

from kozo_idl.grants import lends
from kozo_idl.ir.abi import buffer_ir, profile_ir, word_ir
from kozo_idl.ir.common import by_number
from kozo_idl.ir.effects import effects_ir
from kozo_idl.ir.kernel import object_ir, operation_ir
from kozo_idl.ir.services import interface_ir
from kozo_idl.ir.systems import system_ir
from kozo_idl.ir.types import struct_ir, type_ir
from kozo_idl.message_checks import GRANT_CHECKS, WIRE_CHECKS
from kozo_idl.model.abi import WORDS
from kozo_idl.operation_checks import TABLE_CHECKS
from kozo_idl.since import since, told

FORMAT = 1


def build_ir(world):
    """The IR of a verified world."""
    return {
        "format": FORMAT,
        "abi": {"name": str(world.abi.name), "version": int(world.abi.version),
                "release": int(world.abi.release),
                "word_bits": int(world.abi.word_bits), "doc": str(world.abi.doc)},
        "words": {name: word_ir(world.abi.word(name)) for name in WORDS},
        "buffer": buffer_ir(world.abi.buffer),
        "profile": profile_ir(world.profile),
        "constants": [{"name": name, "value": int(row.value), **told(row),
                       "file": row.mark.file} for name, row in sorted(world.constants.items())],
        "types": [type_ir(world, row) for _, row in sorted(world.types.items())],
        "structs": [struct_ir(world, name) for name in world.structs],
        "error_groups": [{"name": name, "first": int(group.range[0]), "last": int(group.range[1])}
                         for name, group in sorted(world.groups.items(),
                                                   key=lambda item: item[1].range[0])],
        "errors": [{"name": name, "id": int(row.id), "text": str(row.text),
                    "remedy": str(row.remedy), "since": since(row)} for name, row in
                   sorted(world.errors.items(), key=lambda item: item[1].id)],
        "rights": [{"name": name, "bit": bit}
                   for name, bit in by_number(world.generic_rights().items())],
        "objects": [object_ir(world, row) for row in
                    sorted(world.objects.values(), key=lambda row: row.id)],
        "effects": world.effects and effects_ir(world.effects),
        "operations": [operation_ir(world, row) for row in
                       sorted(world.operations.values(), key=lambda row: row.id)],
        "interfaces": [interface_ir(world, world.interfaces[name])
                       for name in sorted(world.interfaces)],
        "table_checks": _texts(TABLE_CHECKS), "wire_checks": _texts(
            WIRE_CHECKS + GRANT_CHECKS * any(map(lends, world.interfaces.values()))),
        "systems": [system_ir(world, world.systems[name]) for name in sorted(world.systems)],
    }


def _texts(checks):
    return [{"id": name, "refuses": text} for name, text in checks]


def serialise(ir):
    """The text of ir.json, a line for each element."""
    def text(value):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)

    rows = (f"{text(key)}: [\n" + ",\n".join(map(text, value)) + "\n]"
            if isinstance(value, list) else f"{text(key)}: {text(value)}"
            for key, value in sorted(ir.items()))
    return "{" + ",\n".join(rows) + "}\n"
