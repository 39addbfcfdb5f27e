# SPDX-License-Identifier: MIT
"""generated/system/SYSTEM/grants.rs: what each program of a system was given, as typed handles."""
from kozo_idl.backends.common import output
from kozo_idl.backends.rust.names import camel, doc, ident


def outputs(ir):
    """A crate for each system, with a module for each program."""
    return [output(f"system/{system['name']}/grants.rs", "rust/grants.rs",
                   f"idl/systems/{system['name']}.yaml",
                   programs=[{"name": ident(program["name"]), "doc": doc(program["doc"]),
                              "grants": _grants(program)} for program in system["programs"]
                             if program["uses"] or program["grants"]])
            for system in ir["systems"]]


def _grants(program):
    """In the order of start_info: uses before grants."""
    rows = [{"name": ident(use["interface"]), "type": f"kozo::{ident(use['interface'])}::Client",
             "client": True} for use in program["uses"]]
    rows += [{"name": ident(grant["name"]), "client": False,
              "type": f"kozo::Cap<kozo::abi::{camel(grant['object'])}>"}
             for grant in program["grants"]]
    return rows
