# SPDX-License-Identifier: MIT
"""Bulk data that a client lends a server while a request lasts: a frame, and how many of its bytes.

To all that follows it is two parameters, so that it is laid out, locked, checked and rendered as
these are. The sender gives away exactly the rights that the direction needs. A processor has no
pages that can be written and not read, and the kernel maps none: what the server writes it can
read as well, and the two directions differ in what they promise, not in their rights."""
from dataclasses import replace

from kozo_idl.diagnostics import Number, Text
from kozo_idl.model.services import CapParam, GrantParam, TypeParam

# Direction, as the server sees it -> rights of the frame.
DIRECTIONS = {"read": ("map", "read"), "write": ("map", "read", "write"),
              "both": ("map", "read", "write")}


def opened(interface):
    """The interface with two parameters for each grant."""
    return replace(interface, methods=tuple(
        replace(method, inputs=_opened(method.inputs), outputs=_opened(method.outputs))
        for method in interface.methods))


def lends(interface):
    """Is anything lent in its messages?"""
    return any(getattr(param, "grant", None) for method in interface.methods
               for _, param in method.inputs)


def bytes_name(name):
    """The name of the parameter that says how many bytes are lent."""
    return f"{name}_bytes"


def _opened(params):
    return tuple(row for name, param in params
                 for row in (_parts(name, param) if isinstance(param, GrantParam)
                             else [(name, param)]))


def _parts(name, grant):
    mark = grant.grant.mark
    rights = tuple(Text(right, mark) for right in DIRECTIONS[grant.grant])
    size = Text(bytes_name(name), name.mark)
    # verify/ says what is wrong with a maximum of 0, once.
    most = Number(max(1, grant.max), grant.max.mark, grant.max.constant)
    yield name, CapParam(name=name, cap=Text("frame", mark), rights=rights, mask=rights,
                         doc=grant.doc, mark=grant.mark, grant=grant)
    yield size, TypeParam(name=size, type=Text("u64", mark), range=(Number(1, mark), most),
                          doc=Text(f"Bytes that are lent in '{name}'.", mark), mark=grant.mark)
