#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The kernel's stacks are deep enough: of every build that is up to date, the deepest path from
each entry, through calls, tail calls, the listed indirect calls and a panic at the worst place,
leaves the reserve of stack.txt. What nobody can bound is a finding: recursion, frames of variable
size, indirect calls that are not listed, functions that no entry reaches."""

import fnmatch
import re

import lint
import machine_code

TABLE = "stack.txt"
KINDS = {"stack": 3, "entry": 3, "nested": 3, "indirect": 2, "back": 2, "guard": 2}


class Depths:
    """The bytes that each function may need, with all that it calls."""

    def __init__(self, image, rows):
        self.image, self.rows, self.problems = image, rows, set()
        self.known = {}  # address -> (bytes, the names on the worst path)
        self.guarded = {}  # what a guarded function needs when it is entered once more
        for name, last in reversed(rows.of("guard")):
            if image.named(name) is not None and rows.use("guard", name, last):
                self.guarded[image.named(name)] = self._once_more(name, last)
        inner = dict(self.guarded)
        first = {address: self._worst(address, inner, ()) for address in self.guarded}
        self.known.update(first)

    def of(self, address):
        return self._worst(address, self.known, ())

    def _once_more(self, name, last):
        """It goes no further than to `last`."""
        function, callee = self.image.functions[self.image.named(name)], self.image.named(last)
        found = [depth for depth, target in function.calls if target == callee]
        if not found:
            self.problems.add(f"{TABLE}: {name}() does not call {last}()")
        below, path = self.guarded.get(callee, (self.image.functions[callee].deepest, [last]))
        return max(function.deepest, max(found, default=0) + below), [name, *path]

    def edges(self, function):
        """(bytes on the stack, or None if they are left behind; address of the callee)."""
        image = self.image
        for depth, target in function.calls:
            owner = image.owner.get(target)
            if owner is None:
                self.problems.add(f"{function.name}() goes to {target:#x}, which is no code")
            elif self.rows.use("back", function.name, image.functions[owner].name):
                yield None, owner
            else:
                yield depth, owner
        if not function.indirect:
            return
        listed = [(kind, *row) for kind in ("indirect", "back") for row in self.rows.of(kind)
                  if row[0] == function.name]
        if not listed:
            self.problems.add(f"{function.name}() calls by a pointer; {TABLE} must say what")
        for kind, name, pattern in listed:
            self.rows.use(kind, name, pattern)
            found = [a for a, f in image.functions.items() if fnmatch.fnmatch(f.name, pattern)]
            if not found:
                self.problems.add(f"{TABLE}: no function is called {pattern}")
            depth = max(function.indirect) if kind == "indirect" else None
            yield from ((depth, address) for address in found)

    def _worst(self, address, known, above):
        if address in known and (address not in self.guarded or above):
            return known[address]
        function = self.image.functions[address]
        worst = (function.deepest, [function.name])
        for depth, callee in self.edges(function):
            if depth is None:
                continue
            if callee not in known and callee in (address, *above):
                names = [self.image.functions[a].name for a in (*above, address, callee)]
                self.problems.add("recursion: " + " > ".join(names[names.index(names[-1]):]))
                continue
            below, path = self._worst(callee, known, (*above, address))
            if depth + below > worst[0]:
                worst = depth + below, [function.name, *path]
        if address not in self.guarded:
            known[address] = worst
        return worst

    def reached(self, start):
        waiting, seen = [start], set()
        while waiting:
            address = waiting.pop()
            if address not in seen:
                seen.add(address)
                waiting += [callee for _, callee in self.edges(self.image.functions[address])]
        return seen


def check(image, rows, report=lambda line: None):
    """Findings about one image; rows are marked as used."""
    depths, reached = Depths(image, rows), set()
    worst = {}  # stack -> (bytes, entry)
    for kind in ("entry", "nested"):
        for stack, name, pushed in rows.of(kind):
            address = image.named(name)
            if address is None:
                continue
            rows.use(kind, stack, name, pushed)
            reached |= depths.reached(address)
            need, path = depths.of(address)
            need += int(pushed)
            if kind == "nested":
                need += worst[stack][0]
            report(f"{kind} {name}: {need} bytes of the {stack} stack: "
                   f"{' > '.join(path)}")
            worst[stack] = max(worst.get(stack, (0, "")), (need, name))
    for stack, size, reserve in rows.of("stack"):
        rows.use("stack", stack, size, reserve)
        need, name = worst.get(stack, (0, ""))
        report(f"{stack} stack: {need} of {size} bytes at most, {int(size) - need} left; "
               f"{reserve} must be")
        if need + int(reserve) > int(size):
            yield f"{stack} stack: {name} may need {need} of {size} bytes, less than " \
                  f"{reserve} would be left"
    for address, function in image.functions.items():
        yield from (f"{function.name}(): {problem}" for problem in sorted(function.problems))
        if address not in reached:
            yield f"{function.name}() is reached from no entry in {TABLE}"
    yield from sorted(depths.problems)


def sizes_agree(rows):
    """The sizes in the table are those of stacks.h."""
    text = (lint.ROOT / "kernel/arch/x86_64/include/x86/stacks.h").read_text()
    pages = int(re.search(r"KERNEL_STACK_PAGES = (\d+)", text)[1])
    expected = {"kernel": pages * 4096, "interrupt": 4096 - 16}
    for stack, size, _ in rows.of("stack"):
        if int(size) != expected.get(stack):
            yield f"{TABLE}: the {stack} stack has {expected.get(stack)} bytes in stacks.h"


def main():
    rows = lint.Table(TABLE, KINDS)
    findings = [*rows.problems, *sizes_agree(rows)]
    for build in lint.current_builds():
        image = machine_code.Image(build / "kernel.elf")
        findings += [f"{build.name}: {line}" for line in check(
            image, rows, lambda line: print(f"{build.name}: {line}"))]
    lint.finish([*findings, *rows.unused()])


if __name__ == "__main__":
    main()
