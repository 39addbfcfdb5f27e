# SPDX-License-Identifier: MIT
"""What a client was built against, as a hash, so that programs that were built at different times
can be held against each other before one calls the other.

A contract is a hash of all rows of the lock that an interface consists of. It changes with every
addition, after which the interface still does what it promised. The lock therefore keeps, in rows
`kept.names.b1946ac92492d234`, every contract that the version of an interface has had: a server
honours those of them that it was built with."""
import hashlib

from kozo_idl.lock import line

_PREFIX = "kept."
_DIGITS = 16


def split(rows):
    """(the other rows, the rows of contracts) of a lock."""
    kept = {key: facts for key, facts in rows.items() if key.startswith(_PREFIX)}
    return {key: facts for key, facts in rows.items() if key not in kept}, kept


def keep(old, kept, new):
    """The rows of contracts that belong into the lock: what `new` has come to, and those `kept` if
    neither the version of the interface nor that of the ABI has changed since `old`."""
    rows = {}
    same_abi = old.get("abi") == new["abi"]
    for key, facts in new.items():
        if is_interface(key):
            prefix = f"{_PREFIX}{key.partition('.')[2]}."
            rows[prefix + _contract(new, key)] = {}
            if same_abi and old.get(key) == facts:
                rows |= {row: {} for row in kept if row.startswith(prefix)}
    return rows


def tell(ir, rows):
    """Add to the interfaces of the IR what is kept, their own contract first, and its text."""
    kept = sorted(split(rows)[1])
    for interface in ir["interfaces"]:
        key = f"interface.{interface['name']}"
        interface["contract_text"] = _text(rows, key)
        own = _contract(rows, key)
        names = [key.rpartition(".")[2] for key in kept
                 if key.startswith(f"{_PREFIX}{interface['name']}.")]
        interface["contracts"] = [own, *(name for name in names if name != own)]


def is_interface(key):
    """Is it the row of an interface itself?"""
    return key.startswith("interface.") and key.count(".") == 1


def _contract(rows, key):
    return hashlib.sha256(_text(rows, key).encode()).hexdigest()[:_DIGITS]


def _text(rows, key):
    """Everything that the rows of an interface consist of: its own, and of the structures and
    errors in them. Types are in the rows of whatever has them, as limits."""
    parts = _below(rows, key)
    while True:
        needed = {f"struct.{facts['type']}" for facts in parts.values() if "type" in facts}
        needed |= {"error." + name.rpartition(".")[2] for name in parts if ".error." in name}
        more = {part: facts for name in needed - parts.keys()
                for part, facts in _below(rows, name).items()}
        if not more:
            break
        parts |= more
    return "".join(line(name, facts) + "\n" for name, facts in sorted(parts.items()))


def _below(rows, key):
    return {name: facts for name, facts in rows.items()
            if name == key or name.startswith(key + ".")}
