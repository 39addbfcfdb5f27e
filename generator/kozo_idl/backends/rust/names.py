# SPDX-License-Identifier: MIT
"""Names, types and comments of Rust."""
import textwrap

from kozo_idl.backends.common import COLUMNS

_BASES = ("u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "bool")
_KEYWORDS = set("""
    abstract as async await become box break const continue do dyn else enum extern
    false final fn for if impl in let loop macro match mod move mut override priv
    pub ref return static struct trait true try type typeof unsafe unsized use
    virtual where while yield""".split())
_NEVER = {"self", "super", "crate", "Self"}


class Unknown(Exception):
    """The IR has something that programs in Rust would not get: it has to be rendered first."""


def only(row, keys, what):
    """Insist that a row of the IR has no other keys."""
    more = sorted(row.keys() - set(keys.split()))
    if more:
        raise Unknown(f"backends/rust does not know {', '.join(more)} of {what}")


def ident(name):
    """A word as the name of a variable, a function or a module."""
    return name + "_" if name in _NEVER else f"r#{name}" if name in _KEYWORDS else name


def camel(name):
    """A word as the name of a type or an enumerator."""
    text = "".join(part.capitalize() for part in name.split("_"))
    return text + "_" if text in _NEVER else text


def type_name(name):
    """What a type, a structure or a word of the IDL is called, wherever that is: an interface may
    have something else of its last name."""
    return name if name in _BASES else f"crate::types::{camel(name)}"


def object_name(name):
    """What an object type is called."""
    return f"crate::abi::{camel(name)}"


def cap_type(name):
    return f"Cap<{object_name(name)}>"


def rights_of(param):
    """The rights that a capability must have, as the bits of a constant expression."""
    kind = type_name("rights") if param["cap"] == "any" else object_name(param["cap"])
    return " | ".join(f"{kind}::{right.upper()}.bits()" for right in param["rights"]) or "0"


def function(head, parameters, tail):
    """A call or a prototype, with an argument a line if it is too long."""
    line = f"{head}({', '.join(parameters)}){tail}"
    if len(line) + 2 <= COLUMNS:
        return line
    pad = "\n" + " " * (len(head) - len(head.lstrip()))
    return f"{head}({''.join(pad + '    ' + row + ',' for row in parameters)}{pad}){tail}"


def doc(text, indent=0, mark="///"):
    """A documentation comment, wrapped to the line width."""
    pad = " " * indent
    text = text.replace("[", "\\[").replace("<", "\\<")
    lines = textwrap.wrap(text, COLUMNS - indent - len(mark) - 1, break_long_words=False)
    return "\n".join(f"{pad}{mark} {line}" for line in lines)
