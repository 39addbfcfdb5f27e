# SPDX-License-Identifier: MIT
"""What a unit says that another proves is compared with what that one proves.

`trusted: {f: "proved in unit U"}` needs no reading: f's contract here has no `ensures` that its
contract there has not, there it has no `requires` that it has not here, and it writes nothing there
that it may not write here. "proved in unit U but for a, b: why" leaves out clauses a and b. Both
contracts are as Frama-C prints them, macros expanded. Likewise every lemma in a file that a driver
includes is a goal of some unit of lemmas."""

import functools
import os
import re
import subprocess

PROVED = re.compile(r"proved in unit (\w+)(?: but for ([\w, ]+?)(?=:|$))?")
KINDS = "requires|ensures|assigns|exits|terminates|behavior"
# Ghost code has its contracts within a comment.
CONTRACT = re.compile(rf"/[*]?@ ((?:{KINDS})\b(?:(?![*@]/).)*)[*@]/\s*"
                      r"([^;{}()]*?\b(\w+)\([^{;]*\))\s*[;{]", re.DOTALL)
CLAUSE = re.compile(rf"(?:^|; )(?=(?:{KINDS}|assumes|complete|disjoint)\b)")
LEMMA = re.compile(r"\blemma +\w+(?:\{[^}]*\})?:")


def split(text, mark):
    """The parts of a formula between marks that stand in no brackets."""
    depth, parts = 0, [""]
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]


def clauses(contract):
    """{kind: {what it says: its name}}; a conjunction says several things."""
    said = {"requires": {}, "ensures": {}, "exits": {}, "assigns": {}}
    for clause in filter(None, CLAUSE.split(re.sub(r"\s+", " ", contract).strip(" ;"))):
        kind, rest = clause.split(" ", 1)
        if kind == "assigns":
            said[kind] |= dict.fromkeys(split(rest, ","), "")
        elif kind in said:
            name, what = re.fullmatch(r"(?:(\w+): )?(.*)", rest).groups()
            bound = re.match(r"[∀∃]|\\(forall|exists|let)|.*(⇒|⇔|∨|\?)", what)
            said[kind] |= dict.fromkeys([what] if bound else split(what, "∧"), name or "")
    return said


@functools.cache
def contracts(driver, include, root):
    """{function: clauses} of a driver, as Frama-C prints them."""
    folders = " ".join(f"-I{folder}" for folder in include)
    said = subprocess.run(["frama-c", "-c11", "-machdep", "gcc_x86_64",
                           f"-cpp-extra-args=-std=gnu11 {folders}", "-print", driver],
                          cwd=root, env=os.environ | {"PWD": str(root)}, capture_output=True,
                          text=True, check=False).stdout
    said = re.sub(r" ?__attribute__\(\(.*?\)\)", "", said)
    return {name: clauses(text) for text, _, name in CONTRACT.findall(said)}


def amiss(here, there, left_out):
    """What a contract that is trusted says more than the one that is proved."""
    for kind in ("ensures", "exits"):
        for what, name in here[kind].items():
            if what not in there[kind] and name not in left_out:
                yield f"{kind} {name or what} is not proved there"
    for what, name in there["requires"].items():
        if what not in here["requires"] and name not in left_out:
            yield f"requires {name or what} is needed there"
    for what in sorted(set(there["assigns"]) - {r"\nothing"} - set(here["assigns"])):
        if "assigns" not in left_out:
            yield f"assigns {what} there"


def findings(unit, units, root):
    by_name = {other.name: other for other in units}
    found = []
    for pattern, why in unit.trusted.items():
        match = PROVED.match(why)
        if not match:
            continue
        here, there = (contracts(one.driver, tuple(one.include), root) if one else {}
                       for one in (unit, by_name.get(match[1])))
        left_out = set((match[2] or "").replace(",", " ").split())
        names = [name for name in here if re.fullmatch(pattern, name)]
        for name in names or [pattern]:
            rows = [f"unit {match[1]} does not prove it"]
            if name in there and name in by_name[match[1]].proved(root):
                rows = amiss(here[name], there[name], left_out)
            found += [f"trusted: {name}: {row}" for row in dict.fromkeys(rows)]
    return found


def unproved_lemmas(unit, units, sources):
    """Lemmas in files that the unit's driver includes and that of no unit of lemmas."""
    proved = {file for other in units if other.functions == ["lemma"] for file in sources(other)}
    return [f"lemmas of {file.name} are proved by no unit" for file in sources(unit)
            if file not in proved and LEMMA.search(file.read_text())]
