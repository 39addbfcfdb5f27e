# SPDX-License-Identifier: MIT
"""What differences between the lock and the IDL mean for programs.

A difference is additive if programs that were built before still work and still compile; it breaks
sources, of clients or of servers, if what they name is called otherwise, gone or of another type;
it breaks the ABI if programs that are built no longer work. The last depends on the direction: a
server may accept more than before and answer less, never the reverse. Prose and the names of
arguments and results of operations, which are told by their position, are no part of either. A
break is refused unless the version of what is broken has risen."""
import re
from dataclasses import dataclass
from typing import Any

from kozo_idl.diagnostics import Mark
from kozo_idl.permits import permits, spaced
from kozo_idl.resolve import U64_MAX

ADDITIVE, SOURCE, ABI = "additive", "source-breaking", "ABI-breaking"


@dataclass(frozen=True)
class Change:
    """`what` is None for a key that is new or gone, `name` for one that was called otherwise, or
    the fact that differs. `kind` is one of the three above."""
    key: str
    kind: str
    what: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Difference:
    """A change, where it stands, and the element whose version covers it, before and now."""
    change: Change
    mark: Any
    scope: str
    before: int
    after: int

    @property
    def refused(self):
        """Is it a break that no higher version announces, or a version that has become lower?"""
        return self.lowered or self.change.kind != ADDITIVE and self.after <= self.before

    @property
    def lowered(self):
        """Is it a version that has become lower?"""
        return (self.change.key, self.change.what) == (self.scope, "version") \
            and self.after < self.before


def compare(old, new, renames):
    """Every difference between two sets of elements, of which `old` has the names of `new`; those
    inside one that is new or gone go without saying."""
    changes = [Change(key, SOURCE, "name", was, key) for key, was in renames.items()]
    gone, fresh = old.keys() - new.keys(), new.keys() - old.keys()
    changes += [Change(key, _loss(key, old), None, "present", None) for key in gone
                if not _parent_in(key, gone)]
    changes += [Change(key, _gain(key, old, new), None, None, "present") for key in fresh
                if not _parent_in(key, fresh)]
    for key in old.keys() & new.keys():
        if old[key] != new[key]:
            for fact in old[key].keys() | new[key].keys():
                before, after = old[key].get(fact), new[key].get(fact)
                if before != after:
                    changes.append(Change(key, _kind(key, fact, old, new), fact, before, after))
    return sorted(changes, key=lambda change: (change.key, change.what or ""))


def _parent_in(key, keys):
    parts = key.split(".")
    return any(".".join(parts[:length]) in keys for length in range(1, len(parts)))


def _loss(key, old):
    """What it means that something is gone. Who uses a type or an error differs as well."""
    kind, *names = key.split(".")
    if names[-2:-1] == ["error"]:
        # Where an error tells something, the errors of the method are its own in sources: each has
        # a function that refuses with it, and a variant in Rust. Others are a number of all.
        errors = key.rpartition(".")[0] + "."
        told = any(row.startswith(errors) and "out_words" in old[row] for row in old)
        return SOURCE if told else ADDITIVE
    if kind in ("system", "effects") or _element_way(key) == "in":
        return ADDITIVE
    return SOURCE if kind in ("constant", "error") or kind == "type" and len(names) == 1 else ABI


def _gain(key, old, new):
    """What it means that something is new. Built programs do not know of new parameters, and take
    an error of which they do not know for a broken reply. What a case of a union carries now was
    zero before: receivers that are built insist on that, and sources match the case without it."""
    kind, *names = key.split(".")
    if kind == "struct" and f"struct.{names[0]}.kind.{names[-1]}" in old:
        return ABI if _is_answered(names[0], old) else SOURCE
    unknown = ["arg", "in", "out"] + ["error"] * (kind == "interface")
    unknown = names[-2:-1] and names[-2] in unknown
    limit = _element_way(key) == "in" and not _is_of_new_case(key, old, new)
    return ABI if unknown or limit else ADDITIVE


def _is_of_new_case(key, old, new):
    """Is it a limit of what a case carries that is new in its union, and that nobody sends yet?"""
    parameter, _, path = key.rpartition(".")
    struct = new[parameter].get("type")
    for name in path.split("/"):
        case = f"struct.{struct}.kind.{name}"
        if case in new and case not in old:
            return True
        struct = new.get(f"struct.{struct}.{name}", {}).get("type")
    return False


def _is_answered(struct, rows):
    """Is a structure in a reply, by itself or inside another?"""
    return any(_is_answered(key.split(".")[1], rows) if key.startswith("struct.")
               else ".out." in key
               for key, facts in rows.items() if facts.get("type") == struct)


def _element_way(key):
    """in or out, if the key is of the limits of a scalar in the elements of a parameter."""
    kind, *names = key.split(".")
    return names[2] if kind == "interface" and len(names) > 4 else None


def _kind(key, fact, old, new):
    """What it means that a fact differs between two sets of elements."""
    before, after = old[key].get(fact), new[key].get(fact)
    if not _works_on(key, fact, before, after):
        renamed = fact == "events" and after is not None and _events(before, old) \
            .items() <= _events(after, new).items()
        kept = fact == "signed" and _is_told_elsewhere(old[key], new[key])
        return SOURCE if renamed or kept or fact in _OF_SOURCES else ABI
    # The room that a body gets for its answer is as large as the longest.
    room = fact == "maximum" and ".out." in key and old[key].get("kind") in _DATA
    return SOURCE if room else ADDITIVE


_OF_SOURCES = ("c_type", "wrapped", "form", "name", "answers", "of")
_DATA = ("string", "bytes", "vector")


def _is_told_elsewhere(old, new):
    """Do the limits of its uses, or the row of what it is based on, tell that a number has other
    values now? One that may be any of its bits has no limits where it is in a structure."""
    return "ranged" in (old.get("form"), new.get("form")) \
        or old.get("of") is not None and old.get("of") == new.get("of")


def _events(name, rows):
    """The events that a type has, and their bits."""
    return {key.rpartition(".")[2]: facts["value"] for key, facts in rows.items()
            if key.startswith(f"type.{name}.")}


# What a fact is where there is none.
_DEFAULTS = {"minimum": 0, "maximum": U64_MAX, "below": U64_MAX + 1, "align": 1}


def _number(fact, text):
    return _DEFAULTS.get(fact, 0) if text is None else int(text, 0)


def _set(text):
    return set() if text in (None, "none") else set(text.split(","))


def _accepts_more(fact, old, new):
    """Whatever satisfied the limit `fact` before satisfies it now. None if it is no limit."""
    if fact in ("values", "sizes"):
        return _set(new) >= _set(old)
    if fact == "passed_rights":
        return _set(new) <= _set(old)
    before, after = _number(fact, old), _number(fact, new)
    if fact in ("minimum", "first"):
        return after <= before
    if fact in ("maximum", "below", "last"):
        return after >= before
    if fact == "align":
        return before % after == 0
    if fact in ("flags", "object", "dying", "device", "copyable", "badgeable"):
        return before & ~after == 0
    return after & ~before == 0


_LIMITS = {"values", "sizes", "passed_rights", "minimum", "maximum", "below", "align", "flags",
           "object", "dying", "device", "copyable", "badgeable", "rights", "path"}


def _works_on(key, fact, old, new):
    """True if programs that were built when `fact` was `old` still work."""
    if fact in ("register", "programs", "parameters", "version", "number", "since"):
        # Which register a position is, the profile says. Lists are recorded for the sake of their
        # order. A version announces what else differs.
        return True
    if fact == "name":
        # Operations have positions. Messages and details are structures, at least in Rust, whose
        # members sources name.
        return not key.startswith("interface.")
    if key.startswith("errors.") and fact in ("first", "last"):
        return _accepts_more(fact, old, new)
    if fact == "refuses":
        # Refusals may go, or refuse less; those that stay keep their order, which tells the error
        # of a call.
        earlier = iter(["nothing", *(old or "").split(";")])
        return all(any(permits(was, refusal) for was in earlier)
                   for refusal in (new or "nothing").split(";"))
    if fact == "does":
        # What becomes something does so at once, in the lock by the names of arguments and results.
        return sorted((old or "").split(";")) == sorted((new or "").split(";"))
    if fact == "idempotent":
        return new is not None
    if fact == "mask":
        return True  # what a sender gives at most; a receiver looks at what it requires
    if fact == "grant":
        return (old, new) == ("both", "write")  # what clients put there is left alone
    if fact in ("event", "events", "unit", "answers", "signed", "form"):
        # Said in prose alone before, or in no row of an older lock.
        return old is None
    if fact not in _LIMITS:
        return False
    if ".out." in key:
        return _accepts_more(fact, new, old)
    return _accepts_more(fact, old, new)


def differences(old, new, renames, lines, known, shown):
    """Every difference with its place: that in the YAML, or in the lock of what is gone. `known`
    are marks; `lines` are those of the lock, which is called `shown`."""
    def where(change):
        if (change.what, change.new) == (None, None):
            return Mark(shown, lines.get(change.key, 1), 1)
        parts = _place(change).split(".")
        return next(known[prefix] for prefix in
                    (".".join(parts[:length]) for length in range(len(parts), 0, -1))
                    if prefix in known)

    for change in compare(old, new, renames):
        scope = _scope(change.key, old, new)
        before, after = (int(rows[scope]["version"]) if "version" in rows.get(scope, {}) else 0
                         for rows in (old, new))
        yield Difference(change, where(change), scope, before, after)


def refuse(found, old, new, report):
    """Report the differences that must not be."""
    for difference in found:
        change, scope, mark = difference.change, difference.scope, difference.mark
        raise_it = f"undo it or raise the version of '{scope}'"
        if scope == "abi":
            raise_it += ", in idl/abi.yaml"
        if difference.lowered:
            report.error(mark, "IDL0603", f"version {difference.before} of '{scope}' becomes "
                         f"{difference.after}; versions only grow")
        elif not difference.refused:
            pass
        elif change.what == "name":
            report.error(mark, "IDL0608", f"'{change.old}' is called '{change.new}' now, and "
                         f"sources that name it no longer compile; {raise_it}")
        elif change.what is None:
            source = change.kind == SOURCE
            whom = "sources may name it" if source else "programs may rely on it"
            whose = "sources" if source else "programs that are built"
            verb = f"is new, and {whose} know nothing of it" if change.new \
                else f"is gone, but {whom}"
            report.error(mark, "IDL0609" if change.new else "IDL0602",
                         f"'{change.key}' {verb}; {raise_it}")
        else:
            whom = "sources" if change.kind == SOURCE else "programs"
            report.error(mark, "IDL0601",
                         f"'{change.key}' changes {_MEANING.get(change.what, change.what)} from "
                         f"{_in_words(change, old, change.old)} to "
                         f"{_in_words(change, new, change.new)}, which breaks existing {whom}; "
                         f"{raise_it}")


_MEANING = {"does": "its meaning", "refuses": "what it refuses"}


def _place(change):
    """The key of what has changed, of a meaning that of the statement."""
    if change.what not in _MEANING:
        return change.key
    was, now = change.old or "", change.new or ""
    pairs = zip(now.split(";"), [*was.split(";"), *now.split(";")])
    number = next((number for number, (one, other) in enumerate(pairs) if one != other), 0)
    return f"{change.key}.{change.what}.{number}"


def _in_words(change, rows, text):
    """A meaning with the names of arguments instead of their positions."""
    if change.what not in _MEANING:
        return told(text)
    operation = change.key.removesuffix(".effect")
    place = "in" if operation.startswith("interface.") else "arg"

    def name(found):  # where the lock is damaged, there may be no such argument
        return rows.get(f"{operation}.{place}.{found[1]}", {}).get("name", found[0])

    return "'" + re.sub(r"\barg(\d+)", name, spaced(text or "nothing")) + "'"


def told(fact):
    """A fact as it is shown: where there is none, that is no value like `none`."""
    return "(absent)" if fact is None else fact


def _scope(key, old, new):
    """The key of the element whose version covers `key`."""
    scope = ".".join(key.split(".")[:2])
    return scope if key.startswith("interface.") and scope in old and scope in new else "abi"
