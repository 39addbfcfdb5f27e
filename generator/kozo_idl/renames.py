# SPDX-License-Identifier: MIT
"""Which lines of two locks are about the same element, although its name differs: those with the
same number, and types and structures of which all else is the same."""
import re

# Parts of a key, the first of them and how many there are -> the fact that is the element's number.
# It is unique among the elements whose keys differ in the last part only.
_NUMBERS = {("error", 2): "id", ("errors", 2): "first", ("object", 2): "id",
            ("operation", 2): "id", ("type", 3): "value", ("struct", 3): "offset",
            ("interface", 3): "id", ("word", 3): "shift", ("object", 4): "value",
            ("struct", 4): "value", ("word", 4): "bit"}
_DEPTHS = sorted({parts for _, parts in _NUMBERS})
# What else refers to an element by its name.
_REFERENCES = {"type": ("type", "of", "events"), "struct": ("type",),
               "object": ("cap", "self", "from")}


def number_of(key, facts):
    """(key without the name, number) of an element that has a number; otherwise None."""
    parts = key.split(".")
    fact = _NUMBERS.get((parts[0], len(parts)))
    return (key.rpartition(".")[0], int(facts[fact], 0)) if fact in facts else None


def follow(old, new):
    """(the rows `old` with the names that `new` has, new key -> old key of what is renamed)."""
    renames = {}
    for depth in _DEPTHS:  # the owner first: what it owns is found under its new name
        gone = {number_of(key, facts): key for key, facts in old.items()
                if key not in new and key.count(".") == depth - 1
                and _case_of(key) not in old}
        gone.pop(None, None)
        for key in sorted(new.keys() - old.keys() if gone else ()):
            if key.count(".") == depth - 1 and number_of(key, new[key]) in gone:
                was = gone.pop(number_of(key, new[key]))
                old, renames[key] = _renamed(old, was, key), was
                if depth == 4 and key.startswith("struct."):
                    old = _renamed(old, _payload_of(was), _payload_of(key))
        if depth == _DEPTHS[0]:
            old = _follow_equals(old, new, renames)
    return _follow_arguments(_follow_paths(old, renames), new), renames


def _case_of(key):
    """The key of the case of a union, by whose value the member `key` is told: all members of a
    union lie in the same place."""
    owner, _, name = key.rpartition(".")
    return f"{owner}.kind.{name}"


def _payload_of(key):
    """The key of the member that goes with the case of a union."""
    owner, _, name = key.rpartition(".")
    return f"{owner.removesuffix('.kind')}.{name}"


def moved(key, renames):
    """`key`, which begins as in the old lock, as it begins in the new one."""
    for now, was in renames.items():
        if key == was or key.startswith(was + "."):
            key = now + key[len(was):]
    return key


def _follow_equals(old, new, renames):
    """The same for types, then for structures, which have no numbers."""
    for kind in ("type", "struct"):
        heads = {key for key in old.keys() | new.keys() if key.startswith(kind + ".")
                 and key.count(".") == 1}
        for was in sorted(heads - new.keys()):
            for key in sorted(heads - old.keys()):
                renamed = _renamed(old, was, key)
                if _element(renamed, key) == _element(new, key):
                    old, renames[key] = renamed, was
                    break
    return old


def _element(rows, key):
    return {name: facts for name, facts in rows.items()
            if name == key or name.startswith(key + ".")}


def _renamed(rows, was, now):
    """`rows` with another name for an element, wherever it is named."""
    kind, old_name, new_name = was.split(".")[0], was.rpartition(".")[2], now.rpartition(".")[2]
    whole = was.count(".") == 1
    renamed = {}
    for key, facts in rows.items():
        if whole and kind == "error":
            key = re.sub(rf"\.error\.{old_name}(?=\.|$)", f".error.{new_name}", key)
        facts = dict(facts)
        for fact in _REFERENCES.get(kind, ()) if whole else ():
            if facts.get(fact) == old_name:
                facts[fact] = new_name
        if whole and kind == "error" and "refuses" in facts:
            facts["refuses"] = re.sub(rf"(^|;){old_name}(?=;|$|_unless_|_when_)",
                                      rf"\g<1>{new_name}", facts["refuses"])
        if whole and kind == "type" and facts.get("c_type") == f"kozo_{old_name}_t":
            facts["c_type"] = f"kozo_{new_name}_t"
        renamed[moved(key, {now: was})] = facts
    return renamed


def _follow_paths(old, renames):
    """Limits of what is in a parameter stand by the names of members, from the outer to the
    inner."""
    names = {_payload_of(was): key.rpartition(".")[2] for key, was in renames.items()}

    def followed(key):
        parameter, _, path = key.rpartition(".")
        struct, parts = old.get(parameter, {}).get("type"), []
        for part in path.split("/"):
            name, bracket, index = part.partition("[")
            name = names.get(f"struct.{struct}.{name}", name)
            parts.append(name + bracket + index)
            struct = old.get(f"struct.{struct}.{name}", {}).get("type")
        return f"{parameter}.{'/'.join(parts)}" if parameter else key

    return {followed(key): facts for key, facts in old.items()}


def _follow_arguments(old, new):
    """Arguments are told by their position, and so is one that another refers to by its name, and
    a result in what an operation means."""
    names = {(key.rpartition(".")[0], facts["name"]): new[key]["name"]
             for key, facts in old.items()
             if key.startswith("operation.") and "name" in facts and "name" in new.get(key, ())}

    def followed(key, facts):
        places = {fact: (key.rpartition(".")[0], facts.get(fact)) for fact in ("cnode", "count")}
        facts = facts | {fact: names[place] for fact, place in places.items() if place in names}
        if "does" in facts:
            results = key.removesuffix("effect") + "out"
            facts["does"] = re.sub(
                r"(^|;)(\w+?)(?=_becomes_)",
                lambda found: found[1] + names.get((results, found[2]), found[2]), facts["does"])
        return facts

    return {key: followed(key, facts) for key, facts in old.items()}
