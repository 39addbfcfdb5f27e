# SPDX-License-Identifier: MIT
"""What the YAML says, as frozen records, a module per subject. Names are still names; see
resolve.py. A file becomes a Source, which holds all else."""
from dataclasses import dataclass
from typing import Optional

from kozo_idl.diagnostics import Mark, Table
from kozo_idl.model.abi import Abi
from kozo_idl.model.effects import Effects
from kozo_idl.model.services import Interface
from kozo_idl.model.systems import System


@dataclass(frozen=True)
class Source:
    """One YAML file."""
    path: str
    mark: Mark
    imports: tuple = ()
    abi: Optional[Abi] = None
    effects: Optional[Effects] = None
    constants: Table = ()
    types: Table = ()
    structs: Table = ()
    errors: Table = ()
    objects: Table = ()
    operations: tuple = ()
    interface: Optional[Interface] = None
    system: Optional[System] = None
