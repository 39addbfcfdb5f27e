# SPDX-License-Identifier: MIT
"""What effects of operations are told in: the abstract state and its changes."""
from dataclasses import dataclass

from kozo_idl.diagnostics import Mark, Table, Text


@dataclass(frozen=True)
class StateField:
    """What effects know of an occupied slot, or of an object."""
    name: Text
    type: Text
    doc: Text
    mark: Mark


@dataclass(frozen=True)
class Primitive:
    """A change of the abstract state. `inputs` and `keywords` are tables of types; `doc` has the
    name of each in braces."""
    name: Text
    inputs: Table
    doc: Text
    mark: Mark
    keywords: Table = ()

    @property
    def parameters(self):
        return (*self.inputs, *self.keywords)


@dataclass(frozen=True)
class Function:
    """A question about the abstract state that changes nothing."""
    name: Text
    inputs: Table
    type: Text
    doc: Text
    mark: Mark
    keywords = ()

    @property
    def parameters(self):
        return self.inputs


@dataclass(frozen=True)
class Effects:
    """The vocabulary of effect clauses."""
    fields: Table
    primitives: Table
    mark: Mark
    functions: Table = ()
