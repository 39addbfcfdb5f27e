# SPDX-License-Identifier: MIT
"""What a client was built against, as a hash, so that programs that were built at different times
can be held against each other before one calls the other.

A contract is a hash of all rows of the lock that an interface consists of. It changes with every
addition, after which the interface still does what it promised. The lock therefore keeps, in rows
`kept.names.b1946ac92492d234`, every contract that the version of an interface has had: a server
honours those of them that it was built with."""
import hashlib

from kozo_idl.lock import definition, line

# A fact that no contract has: when a body answers is between a server and its sources.
ELSEWHERE = {"answers"}
_PREFIX = "kept."
_DIGITS = 16


def split(rows):
    """(the other rows, the rows of contracts) of a lock."""
    kept = {key: facts for key, facts in rows.items() if key.startswith(_PREFIX)}
    return {key: facts for key, facts in rows.items() if key not in kept}, kept


def texts(rows):
    """Interface -> the text of its contract: all rows that it consists of."""
    parts = {}
    for key, facts in rows.items():
        parts.setdefault(definition(key), {})[key] = facts
    return {key.partition(".")[2]: _text(parts, key) for key in rows if is_interface(key)}


def keep(old, kept, new, promised):
    """The rows of contracts that belong into the lock: what the interfaces of `new` have `promised`
    now, and those `kept` if neither the version of the interface nor that of the ABI has changed
    since `old`."""
    rows = {}
    same_abi = old.get("abi") == new["abi"]
    for name, text in promised.items():
        prefix, key = f"{_PREFIX}{name}.", f"interface.{name}"
        rows[prefix + _hash(text)] = {}
        if same_abi and old.get(key, {}).get("version") == new[key]["version"]:
            rows |= {row: {} for row in kept if row.startswith(prefix)}
    return rows


def tell(ir, rows, promised):
    """Add to the interfaces of the IR what is kept, their own contract first, and its text."""
    kept = sorted(split(rows)[1])
    for interface in ir["interfaces"]:
        text, prefix = promised[interface["name"]], f"{_PREFIX}{interface['name']}."
        own = _hash(text)
        names = [key.removeprefix(prefix) for key in kept if key.startswith(prefix)]
        interface["contract_text"] = text
        interface["contracts"] = [own, *(name for name in names if name != own)]


def is_interface(key):
    """Is it the row of an interface itself?"""
    return key.startswith("interface.") and key.count(".") == 1


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _text(parts, key):
    """The rows of an interface, and of the structures and errors in them, out of `parts`, the rows
    of each definition, without the facts `ELSEWHERE`. Types are in the rows of whatever has them,
    as limits; what they count is in rows of their own."""
    rows, needed, seen = {}, {key}, set()
    while needed:
        seen |= needed
        found = {name: facts for part in needed for name, facts in parts.get(part, {}).items()}
        rows |= found
        needed = {f"struct.{facts['type']}" for facts in found.values() if "type" in facts}
        units = {name: parts.get(name, {}).get(name, {}).get("unit")
                 for name in (f"type.{facts.get('type')}" for facts in found.values())}
        rows |= {name: {"unit": unit} for name, unit in units.items() if unit}
        needed |= {"error." + name.split(".error.")[1].split(".")[0] for name in found
                   if ".error." in name}
        needed -= seen
    return "".join(line(name, {fact: text for fact, text in facts.items()
                               if fact not in ELSEWHERE}) + "\n"
                   for name, facts in sorted(rows.items()))
