# SPDX-License-Identifier: MIT
"""Everything that must hold before anything is rendered. Back ends accept whatever passes here.

Each part looks at the whole world, whatever the others found: one run shows all mistakes. A part
passes over what cannot be judged because something it refers to is missing; that is reported where
the reference is."""
from kozo_idl.verify import abi, effects, kernel, names, rust_names, services, systems, types

_PARTS = (names, rust_names, abi, types, kernel, effects, services, systems)


def verify(world, report):
    """Report every violation in `world`."""
    for part in _PARTS:
        part.verify(world, report)
    # The message that has a structure may be one that could not be read, or name it wrongly.
    if not report:
        types.verify_headers(world, report)
