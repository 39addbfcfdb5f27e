# SPDX-License-Identifier: MIT
"""The notes of ELF files: what client code was built against, and what server code keeps."""
from kozo_idl.backends.common import output
from kozo_idl.backends.interfaces import interface_name, source_of


def outputs(ir):
    """note.h; and the contract of each interface, whose hash the notes have, as it is put into the
    programs themselves."""
    return [output("user/kozo/note.h", "user/note.h", "idl/services/start.yaml"),
            *(output(f"contracts/{row['id']:08x}.txt", "contract.txt", source_of(row),
                     text=row["contract_text"].rstrip())
              for row in ir["interfaces"] if not row["kernel"])]


def uses(row):
    """The note of a client of this interface."""
    return _notes(row, "uses", row["contracts"][:1])


def serves(row):
    """The notes of a server. The kernel, whose messages need none, is not built by init."""
    return [] if row["kernel"] else _notes(row, "serves", row["contracts"])


def _notes(row, kind, contracts):
    return [{"variable": f"{kind}_{row['name']}" + (f"_{index}" if index else ""),
             "kind": f"KOZO_START_NOTE_KIND_{kind.upper()}", "interface": interface_name(row),
             "contract": hash_bytes(contract)}
            for index, contract in enumerate(contracts)]


def hash_bytes(contract):
    """The hash of a contract as the bytes of an array."""
    return ", ".join(f"{byte:#04x}" for byte in bytes.fromhex(contract))
