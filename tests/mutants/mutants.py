#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Deletes each check of the generated code in turn, and names the test that fails.

A check is a `return` that bears an id: `return ...; /* id */`. Its deletion takes away the `if`
around it; a return without one, which ends a table or a switch, reports success instead. With
--falsify each check is also made wrong in other ways: its error, argument, detail or limit.

Every test program is built once, with all mutants in it: each change depends on `kozo_mutant`,
which switch.c takes from the environment. Then it runs for each mutant: first the likeliest tests,
each alone, that which is called like the check before any other.

A mutant is killed when a test fails or crashes that the output names; of a deletion, when a test is
called like the check, it must be that one. A mutant that is not killed survives: also one that
hangs, or that dies outside of the tests."""

import argparse
import concurrent.futures
import dataclasses
import functools
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SWITCH = pathlib.Path(__file__).with_name("switch.c")
FLAGS = ["-std=gnu11", "-pipe", "-DKOZO_PARANOID", "-fvisibility=hidden"]
HANG = 60
SURVIVES = "all tests pass"

CHECK = re.compile(r"^( *)return ?(.*); /\* ([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+) \*/$", re.MULTILINE)
REFUSAL = re.compile(r"^ +(?:return\b|[^\n;=]*\brefuse\()[^;]*;(.*)\n(.*)$", re.MULTILINE)
FUNCTION = re.compile(r"^\w.*?\b(\w+)\(", re.MULTILINE)
HAND_WRITTEN = re.compile(r"^( +)return (KOZO_ERR_\w+|err|error);()$", re.MULTILINE)


@dataclasses.dataclass
class Suite:
    """Test programs and what they link."""
    include: list
    tests: list  # patterns of files, a program each
    members: list  # what a program takes what it needs from
    flags: list = dataclasses.field(default_factory=list)


GENERATED = Suite(
    ["tests/host/conform", "generated/tests/include", "tests/host/include", "kernel/include",
     "generated/abi", "generated/kernel", "generated/user", "generated/server",
     "services/lib/include"],
    ["generated/tests/test_*.c", "tests/host/conform/test_*.c"],
    ["tests/host/conform/*.c", "generated/abi/kozo/abi/*.c",
     "generated/kernel/kozo/gen/dispatch.c", "services/lib/later.c", "services/lib/slots.c"])
KERNEL = Suite(
    ["tests/host/include", "generated/tests/include", "kernel/include", "generated/abi",
     "generated/kernel", "generated/user", "boot/image/include"],
    ["tests/host/test_*.c"],
    ["tests/host/*.c", "kernel/[!m]*.c", "kernel/[!a]*/**/*.c", "generated/kernel/kozo/gen/*.c",
     "boot/image/**/*.c",
     "generated/abi/kozo/abi/*.c"])


# Of the kernel's own checks, those whose absence no host test can observe: (file, function, what is
# deleted, on one line): why. A row of no use is a finding.
SURVIVORS = {
    ("kernel/cap/cap.c", "cap_revoke", "if (error != KOZO_OK) { return error; }"):
        "where a deletion asks for a restart, the revoke goes on instead: later, the same result",
    ("kernel/ipc/wait_by.c", "wait_revoke_awaited", "if (error != KOZO_OK) { return error; }"):
        "the same",
}


@dataclasses.dataclass
class Mutant:
    check: str
    change: str  # "deleted", or what was made wrong
    file: str  # below the root
    edits: list  # of the file: (position, what is inserted there), with {on} for "it is this one"
    killer: str = ""
    reason: str = ""  # why it survives
    place: tuple = ()  # as in SURVIVORS

    def is_expected(self):
        return self.place in SURVIVORS and self.reason == SURVIVES


@dataclasses.dataclass(eq=False)  # but by its identity
class Program:
    test: str
    sources: list  # with those that the archive contributes
    files: set  # that these consist of
    names: list  # tests that it runs
    path: pathlib.Path
    seconds: float


def if_around(text, match):
    """The span of the `if` whose only way out is this return; None if there is no such `if`."""
    start = text.rfind(f"\n{match[1][4:]}if (", 0, match.start()) + 1
    if start == 0:
        return None
    depth, at = 0, text.index("(", start)
    while True:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            break
    between = text[at:match.start()].strip()
    if between == "":
        return start, match.end()
    if between.startswith("{") and "}" not in between:
        return start, text.index("}", match.end()) + 1
    return None


def deletion(text, match):
    span = if_around(text, match)
    return [(span[0], "if (!{on}) ")] if span else [(match.start(2), "{on} ? 0 : ")]


def falsified(text, match):
    """(what is made wrong, the edits) for the other ways to make a check wrong."""
    found = re.search(r"KOZO_ERR_\w+|\berr(or)?\b|KOZO_NOT_MINE|KOZO_TAKEN", match[2])
    if found:
        served = found[0] in ("KOZO_NOT_MINE", "KOZO_TAKEN")
        # No check has this error, and no method declares it.
        other = "KOZO_DEFERRED" if served else "KOZO_ERR_TIMED_OUT"
        start, end = (match.start(2) + at for at in found.span())
        yield "error", [(start, f"({{on}} ? {other} : "), (end, ")")]
    place = re.compile(r"refuse\(regs, \w+, (\w+), (\w+)\)").fullmatch(text, *match.span(2))
    if place:
        yield "argument", [(place.end(1), " + {on}")]
        yield "detail", [(place.end(2), " + {on}")]
    span = if_around(text, match)
    limit = span and re.compile(r"(?:[<>]=?|[!=]=) (-?\w+)(?=\)+\n)").search(text, *span)
    if limit and limit[1] not in ("KOZO_OK", "KOZO_OBJECT_NULL", "rights", "type", "high"):
        yield "limit", [(limit.end(1), " + {on}")]


def edited(text, rows):
    """The text with the edits of several mutants: (edits, what says whether it is this one)."""
    inserted = [(position, what.format(on=on)) for edits, on in rows for position, what in edits]
    for position, what in sorted(inserted, reverse=True):
        text = text[:position] + what + text[position:]
    return text


def write_switched(root, mutants, folder):
    """Writes the files of the mutants to a folder, each with all that it has, by number."""
    files = {}
    for number, mutant in enumerate(mutants, 1):
        files.setdefault(mutant.file, []).append((mutant.edits, f"(kozo_mutant == {number})"))
    for file, rows in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("extern int kozo_mutant;\n"
                                   + edited((root / file).read_text(), rows))


def generated_files(root):
    """But not those that are tests themselves."""
    tests = root / "generated/tests"
    return sorted(path for path in (root / "generated").rglob("*.[ch]")
                  if tests not in path.parents)


def checked_files(root):
    return [path for path in generated_files(root) if CHECK.search(path.read_text())]


def kernel_mutants(root):
    """The kernel's own checks, which have no id, by their line."""
    for path in sorted((root / "kernel").glob("[!a]*/**/*.c")):
        text = path.read_text()
        for match in HAND_WRITTEN.finditer(text):
            if span := if_around(text, match):
                file = str(path.relative_to(root))
                line = text.count("\n", 0, match.start()) + 1
                yield Mutant(f"{file}:{line}", "deleted", file, deletion(text, match),
                             place=(file, FUNCTION.findall(text, 0, span[0])[-1],
                                    " ".join(text[slice(*span)].split())))


def mutants_of(root, path, falsify):
    text = path.read_text()
    for match in CHECK.finditer(text):
        changes = [("deleted", deletion(text, match))]
        for change, edits in changes + (list(falsified(text, match)) if falsify else []):
            yield Mutant(match[3], change, str(path.relative_to(root)), edits)


def without_id(text):
    """Lines that refuse something, or return early, and bear no id."""
    for match in REFUSAL.finditer(text):
        line, rest, following = match[0].splitlines()[0].strip(), match[1], match[2]
        last = following == "}" and not re.search(r"\brefuse\(", line)
        if not (last or rest.startswith(" /* ") or CHECK.match(following)
                or line.startswith('return "')
                or re.match(r"return \w+_dispatch_\w+\(context, m\);", line)
                or line == "return finish_otherwise(caller, outcome);"  # the handler's own error
                or line.startswith("return served == KOZO_TAKEN")  # of a check that has one
                or re.match(r"return \w+_served_error\((m, KOZO_INTERFACE_\w+|m), error\);", line)):
            yield line


class Builder:
    """Objects of everything that is linked, and what they depend on. Files that lie in the overlay
    take the place of those of the tree."""

    def __init__(self, root, suite, work, jobs):
        self.root, self.suite, self.work, self.jobs = root, suite, work, jobs
        self.overlay = work / "overlay"
        self.compiler = os.environ.get("HOSTCC", "gcc")
        self.include = [*suite.flags, *(f"-I{tree / folder}" for tree in (self.overlay, root)
                                        for folder in suite.include)]
        self.archive = work / "libmembers.a"
        self.needs, self.members = {}, []

    def call(self, *command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stdout)
        return done.stdout

    def compile(self, source, object_, *flags):
        self.call(self.compiler, *FLAGS, *flags, *self.include, "-c", source, "-o", object_)

    def link(self, objects, program, *flags):
        return self.call(self.compiler, *flags, *objects, self.archive, "-lcmocka", "-o", program)

    def object_of(self, source):
        return self.work / (source.replace("/", "-") + ".o")

    def prepare(self, source):
        object_, own, other = self.object_of(source), self.root / source, self.overlay / source
        self.compile(other if other.exists() else own, object_, "-O1", "-w", "-MMD",
                     "-iquote", own.parent)
        needs = object_.with_suffix(".d").read_text().replace("\\\n", " ").split()[1:]
        paths = {self.root / name.removeprefix(f"{self.overlay}/") for name in needs}
        self.needs[source] = {os.path.relpath(path.resolve(), self.root) for path in paths}

    def programs(self):
        """All test programs, which pass as long as nothing is changed."""
        def find(patterns):
            return sorted({str(path.relative_to(self.root)) for pattern in patterns
                           for path in self.root.glob(pattern)})

        tests = find(self.suite.tests)
        self.members = members = [name for name in find(self.suite.members) if name not in tests]
        list(self.jobs.map(self.prepare, members + tests))
        switch = self.work / "switch.o"
        self.call(self.compiler, "-c", SWITCH, "-o", switch)
        self.call("ar", "rcsD", self.archive, switch, *map(self.object_of, members))
        return list(self.jobs.map(lambda test: self.program(test, members), tests))

    def program(self, test, members):
        path = self.work / pathlib.Path(test).stem
        trace = self.link([self.object_of(test)], path, "-Wl,--trace,--trace")
        taken = [name for name in members
                 if f"{self.archive.name}){self.object_of(name).name}\n" in trace]
        start = time.monotonic()
        status, output = run(path)
        if status != 0:
            raise RuntimeError(f"{test} fails before anything is changed\n{output[-2000:]}")
        seconds, sources = time.monotonic() - start, [test, *taken]
        return Program(test, sources, set().union(*map(self.needs.get, sources)),
                       re.findall(r"^\[ RUN +\] (.*)$", output, re.MULTILINE), path, seconds)


def run(program, work=0, **chosen):
    """(exit status, or None if it hangs; output). Nothing of it goes on, not even a child. Seconds
    of work are those of a processor, so that they do not depend on what else runs; 0: no limit.
    What is chosen goes to the environment."""
    command = ["sh", "-c", f'ulimit -t {work}; exec "$0"', program] if work else [program]
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("CMOCKA_")} | {"KOZO_SEED": "1"} | chosen
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env=environment,
                          start_new_session=True) as process:
        try:
            output, status = process.communicate(timeout=HANG)[0], process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, status = process.communicate()[0], None
    return status, output.decode(errors="replace")


def verdict(check, names, status, output):
    """(the test that kills, why it survives): one of the two is empty."""
    begun = re.findall(r"^\[ RUN +\] (.*)$", output, re.MULTILINE)
    ended = set(re.findall(r"^\[ +OK +\] (.*)$", output, re.MULTILINE))
    failed = re.findall(r"^\[ +FAILED +\] (.*)$", output, re.MULTILINE)
    failed = [name for name in failed if name in names]
    if status == 0:
        return "", SURVIVES
    running = [name for name in begun[-1:] if name not in ended and name not in failed]
    if status is None:
        return "", f"hangs in {running[0] if running else 'no test'}"
    failed += running
    if not failed:
        return "", f"exit status {status} outside of the tests"
    if check in names and check not in failed:
        return "", f"its own test passes, {failed[0]} fails"
    return (check if check in failed else failed[0]), ""


@functools.cache
def passes_alone(path, test):
    return run(path, KOZO_TEST=test)[0] == 0


class Trial:
    """Tries programs on mutants, the likeliest test first."""

    def __init__(self, programs):
        self.programs = sorted(programs, key=lambda program: program.seconds)
        self.killers = {}  # file -> {(program, test): None}, the last one first

    def attempts(self, mutant):
        """(program, test, or * for all of them) until one fails."""
        concerned = [program for program in self.programs if mutant.file in program.files]
        killers = self.killers.get(mutant.file, {})
        own = [(program, test) for program in concerned if mutant.check in program.names
               for test in (mutant.check, "*")]
        whole = [(program, "*") for program in [*(row[0] for row in killers), *concerned]]
        for program, test in dict.fromkeys([*own, *killers, *whole]):
            if test == "*" or passes_alone(program.path, test):
                yield program, test

    def execute(self, number, mutant):
        mutant.reason = "no program contains it"
        own = mutant.check if mutant.change == "deleted" else None
        for program, test in self.attempts(mutant):
            status, output = run(program.path, KOZO_MUTANT=str(number), KOZO_TEST=test)
            mutant.killer, mutant.reason = verdict(own, program.names, status, output)
            if mutant.killer:
                self.killers[mutant.file] = ({(program, mutant.killer): None}
                                             | self.killers.get(mutant.file, {}))
            if status != 0:
                break
        return mutant


def execute(root, suite, mutants, jobs, report):
    (root / "build").mkdir(exist_ok=True)
    with (tempfile.TemporaryDirectory(prefix="mutants-", dir=root / "build") as work,
          concurrent.futures.ThreadPoolExecutor(jobs or os.cpu_count()) as pool):
        builder = Builder(root, suite, pathlib.Path(work), pool)
        write_switched(root, mutants, builder.overlay)
        trial = Trial(builder.programs())
        for mutant in pool.map(trial.execute, range(1, len(mutants) + 1), mutants):
            report(mutant)
    return mutants


def all_without_id(root):
    return [f"{path.relative_to(root)}: no id: {line}" for path in generated_files(root)
            for line in without_id(path.read_text())]


def survey(root=ROOT, name_filter="", falsify=False, jobs=None, report=lambda mutant: None):
    """(all mutants of the generated code, executed; findings)."""
    mutants = [mutant for path in checked_files(root) for mutant in mutants_of(root, path, falsify)
               if name_filter in mutant.check]
    return execute(root, GENERATED, mutants, jobs, report), all_without_id(root)


def survey_kernel(root, name_filter, jobs, report):
    mutants = [mutant for mutant in kernel_mutants(root) if name_filter in mutant.check]
    execute(root, KERNEL, mutants, jobs, report)
    used = [mutant.place for mutant in mutants if mutant.is_expected()]
    return mutants, [f"mutants.py: SURVIVORS: {file}, {function}(): {gone}: is of no use: delete it"
                     for file, function, gone in SURVIVORS
                     if (file, function, gone) not in used and not name_filter]


def summary(mutants):
    """`N checks, N killed`, and before it the other changes, if there were any."""
    deleted = [mutant for mutant in mutants if mutant.change == "deleted"]
    others = [mutant for mutant in mutants if mutant.change != "deleted"]
    expected = sum(mutant.is_expected() for mutant in mutants)
    lines = [f"{len(others)} falsified checks, {sum(bool(row.killer) for row in others)} killed"]
    return (lines if others else []) + [
        f"{len(deleted)} checks, {sum(bool(row.killer) for row in deleted)} killed"
        + (f", {expected} survive as expected" if expected else "")]


def show(mutant):
    name = mutant.check if mutant.change == "deleted" else f"{mutant.check} ({mutant.change})"
    fate = f"-> {mutant.killer}" if mutant.killer else f"SURVIVES: {mutant.reason}"
    if mutant.is_expected():
        fate = f"survives, as expected: {SURVIVORS[mutant.place]}"
    print(f"{name:55} {fate}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--falsify", action="store_true", help="make checks wrong in other ways")
    parser.add_argument("--kernel", action="store_true", help="the kernel's own checks instead")
    parser.add_argument("--filter", default="", help="part of the id of a check")
    parser.add_argument("--jobs", type=int, help="compilations at a time")
    parser.add_argument("--root", type=pathlib.Path, default=ROOT, help="another tree")
    options = parser.parse_args()
    root = options.root.resolve()
    if options.kernel:
        mutants, findings = survey_kernel(root, options.filter, options.jobs, show)
    else:
        mutants, findings = survey(root, options.filter, options.falsify, options.jobs, show)
    survivors = [mutant for mutant in mutants if not mutant.killer and not mutant.is_expected()]
    if survivors:
        print("\nsurvivors:")
        for mutant in survivors:
            show(mutant)
    print("\n".join([*findings, *summary(mutants)]))
    return bool(survivors or findings or not mutants)


if __name__ == "__main__":
    sys.exit(main())
