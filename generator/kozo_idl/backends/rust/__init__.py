# SPDX-License-Identifier: MIT
"""generated/rust: a crate with the ABI, the operations, and clients and servers of all interfaces;
and what tests of it need."""
from kozo_idl.backends.common import output
from kozo_idl.backends.rust import abi, grants, messages, sys, tests
from kozo_idl.backends.rust.names import ident


def outputs(ir):
    """The modules of the crate."""
    names = [ident(row["name"]) for row in ir["interfaces"]]
    return [output("rust/lib.rs", "rust/lib.rs", "idl/", interfaces=names),
            output("rust/note.rs", "rust/note.rs", "idl/services/start.yaml"),
            output("rust/wire.rs", "rust/wire.rs", "idl/abi.yaml"),
            output("rust/later.rs", "rust/later.rs", "idl/abi.yaml"),
            *abi.outputs(ir), *sys.outputs(ir), *messages.outputs(ir), *tests.outputs(ir),
            *grants.outputs(ir)]
