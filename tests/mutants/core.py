#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the capability core wrong in every way that operators.py knows, and runs the host tests.

A mutant is killed when a test program that contains it fails, crashes or hangs. Changes that do not
compile, or compile to the object that there was before or to that of another change, are no
mutants. What survives must be explained in explained.txt; an explanation of no use is a finding."""

import argparse
import concurrent.futures
import dataclasses
import functools
import hashlib
import json
import math
import os
import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time

import explained
import mutants
import operators

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "proofs"))
import prove  # noqa: E402

ROOT = mutants.ROOT
EXPLAINED = pathlib.Path(__file__).with_name("explained.txt")
CORE = ["kernel/cap/*.c", "kernel/obj/cnode.c", "kernel/obj/untyped.c", "kernel/obj/any.c",
        "kernel/obj/frame.c", "kernel/obj/aspace.c", "kernel/obj/io_port.c",
        "kernel/ipc/transfer.c", "kernel/include/kozo/cspace.h",
        "kernel/include/kozo/transfer.h"]
# All host tests of the kernel but one that runs for two seconds, however much it does in them.
BY_THE_CLOCK = "tests/host/test_fast_path.c"
# What a compiler would warn about, and with that refuse.
STRICT = ["-Werror=incompatible-pointer-types", "-Werror=int-conversion",
          "-Werror=implicit-function-declaration"]
# Seconds of work, and how often as many as a test took before anything was changed.
PATIENCE = 1, 3
LEAST = 95  # of all; a function may consist of little but what is explained
PROOF_TIME = 6  # seconds for a goal
# How far tests go that could go on for ever.
MEASURE = {"KOZO_STEPS": "50000", "KOZO_DEPTH": "4", "KOZO_SHRINK": "0"}


@dataclasses.dataclass
class Mutant:
    file: str  # below the root
    change: operators.Change
    was: str
    now: str
    killer: str = ""  # test program
    is_other: bool = True  # than the original and all mutants before

    @property
    def place(self):
        return (self.file, self.change.function, self.was, self.now)

    @property
    def keys(self):
        """What it has in common with others, the closest first."""
        return ["|".join(self.place[:count]) for count in (4, 2, 1)]

    def show(self):
        return f"{self.file} {self.change.function}\n- {self.was}\n+ {self.now}".rstrip()


def all_mutants(root, patterns):
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        source = path.read_text()
        for change in operators.changes(source):
            yield Mutant(str(path.relative_to(root)), change, *operators.lines(source, change))


class Runner:
    """Compiles mutants and tries test programs on them, the likeliest killer first."""

    def __init__(self, builders, files, work, killers):
        self.programs = [(builder, program) for builder in builders
                         for program in builder.programs()]
        self.main, self.work = builders[0], work
        self.sources = {file: (self.main.root / file).read_text() for file in files}
        self.lock, self.objects, self.killers = threading.Lock(), {}, killers
        for file, text in self.sources.items():
            with tempfile.TemporaryDirectory(dir=work) as folder:
                self.is_new(self.write(file, text, folder), file, file)

    @staticmethod
    def write(file, text, folder):
        changed = pathlib.Path(folder, file)
        changed.parent.mkdir(parents=True)
        changed.write_text(text)
        return pathlib.Path(folder)

    def compile(self, builder, source, file, folder):
        """The object of a source with the changed file that lies in the folder."""
        object_ = folder / f"{builder.work.name}-{builder.object_of(source).name}"
        if not object_.exists():
            include = [f"-I{folder / path}" for path in builder.suite.include]
            beside = builder.root / pathlib.Path(source).parent
            builder.compile((folder if source == file else builder.root) / source, object_, "-O1",
                            *STRICT, *include, f"-I{beside}", f"-ffile-prefix-map={folder}=.",
                            f"-ffile-prefix-map={builder.root}=.")
        return object_

    def link(self, builder, program, file, folder):
        objects = [builder.object_of(program.test)] + [
            self.compile(builder, source, file, folder) for source in program.sources
            if file in builder.needs[source]]
        if file in builder.needs[program.test]:
            del objects[0]
        builder.link(objects, folder / "program")

    def is_new(self, folder, file, owner):
        """Whether a changed file compiles, and no other owner has brought the same objects."""
        digest = hashlib.sha256()
        for source in self.main.members:
            if file in self.main.needs[source]:
                try:
                    object_ = self.compile(self.main, source, file, folder)
                except RuntimeError:
                    return False
                digest.update(object_.read_bytes())
        with self.lock:
            return self.objects.setdefault(digest.digest(), owner) is owner

    def order(self, mutant):
        """Programs that contain the file: what has killed this mutant, or any in its function or
        file, and then the quick ones."""
        near = [self.killers.get(key) for key in mutant.keys]
        concerned = [row for row in self.programs if mutant.file in row[1].files]
        return sorted(concerned, key=lambda row: (
            *(row[1].test != killer for killer in near), row[1].seconds))

    def execute(self, mutant):
        text = operators.changed(self.sources[mutant.file], mutant.change)
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            folder = self.write(mutant.file, text, folder)
            mutant.is_other = self.is_new(folder, mutant.file, mutant)
            for builder, program in self.order(mutant) if mutant.is_other else []:
                self.link(builder, program, mutant.file, folder)
                work = math.ceil(PATIENCE[0] + PATIENCE[1] * program.seconds)
                if mutants.run(folder / "program", work)[0] != 0:
                    mutant.killer = program.test
                    self.killers.update(dict.fromkeys(mutant.keys, program.test))
                    break
        return mutant


def suites_of_the_core(root):
    """The host tests of the kernel; and those that have the memory of a small machine."""
    tests = [str(path.relative_to(root)) for path in (root / "tests/host").glob("test_*.c")]
    tests.remove(BY_THE_CLOCK)
    yield dataclasses.replace(mutants.KERNEL, tests=tests)
    yield dataclasses.replace(
        mutants.KERNEL, tests=["tests/host/model/test_*.c"],
        include=["tests/host/model", *mutants.KERNEL.include],
        members=[*mutants.KERNEL.members, "tests/host/model/*.c", "generated/tests/matrix.c"],
        flags=["-DFAKE_MEMORY_SIZE=(UINT64_C(4) << 20)"])


def execute(root, suites, chosen, jobs, report):
    (root / "build").mkdir(exist_ok=True)
    with (tempfile.TemporaryDirectory(prefix="mutants-", dir=root / "build") as work,
          concurrent.futures.ThreadPoolExecutor(jobs) as pool):
        builders = []
        for number, suite in enumerate(suites):
            folder = pathlib.Path(work, f"suite{number}")
            folder.mkdir()
            builders.append(mutants.Builder(root, suite, folder, pool))
        memory = root / "build/mutants-core.json"
        killers = json.loads(memory.read_text()) if memory.exists() else {}
        runner = Runner(builders, sorted({mutant.file for mutant in chosen}), work, killers)
        try:
            for number, mutant in enumerate(pool.map(runner.execute, chosen), 1):
                report(number, mutant)
        finally:
            memory.write_text(json.dumps(killers))
    return [mutant for mutant in chosen if mutant.is_other]


def findings(executed, everything, reasons, least):
    """What is wrong with the survivors, with their explanations, and with the percentage killed."""
    survivors = [mutant for mutant in executed if not mutant.killer]
    found = ["survives, unexplained:\n" + mutant.show() for mutant in survivors
             if mutant.place not in reasons]
    possible = {mutant.place for mutant in everything}
    killed = {mutant.place for mutant in executed} - {mutant.place for mutant in survivors}
    for place in reasons:
        if place not in possible:
            found.append("explained, but there is no such mutant: " + " | ".join(place))
        elif place in killed:
            found.append("explained, but it is killed: " + " | ".join(place))
    share = 100 * (len(executed) - len(survivors)) / max(len(executed), 1)
    if share < least:
        found.append(f"tests kill {share:.1f} %, less than {least} %")
    return found


@functools.cache
def slow_goals(unit_name, function):
    """Goals of the function as it is that the provers do not answer in half of the time."""
    unit = next(unit for unit in prove.load(ROOT) if unit.name == unit_name)
    return prove.prove(dataclasses.replace(unit, timeout=PROOF_TIME // 2), ROOT, [function],
                       "update", 2, {})[0].lost


def lost_proofs(mutant, tree):
    """The goals of tests/proofs that a mutant of a proved function loses."""
    name, text = mutant.change.function, (ROOT / mutant.file).read_text()
    lost = []
    for unit in prove.load(ROOT):
        if name in unit.proved(ROOT):
            prove.planted({"id": name, "file": mutant.file, "old": text,
                           "new": operators.changed(text, mutant.change)}, tree)
            answers = prove.read_record(ROOT / prove.HERE / "records" / f"{unit.name}.txt")[1]
            result = prove.prove(dataclasses.replace(unit, timeout=PROOF_TIME), tree, [name],
                                 "update", 2, answers)[0]
            shutil.rmtree(tree)
            lost += sorted(set(result.lost) - set(slow_goals(unit.name, name)))
    return lost


def ask_proofs(survivors):
    noticed = 0
    for mutant in survivors:
        goals = lost_proofs(mutant, ROOT / "build/mutants-proof")
        noticed += bool(goals)
        if goals:
            print(f"tests do not notice, proofs do, {' '.join(goals)}: {mutant.show()}", flush=True)
    print(f"{noticed} of {len(survivors)} survivors of the tests lose a proof")


def summary(executed, reasons):
    survivors = [mutant for mutant in executed if not mutant.killer]
    known = sum(mutant.place in reasons for mutant in survivors)
    return (f"{len(executed)} mutants, {len(executed) - len(survivors)} killed, "
            f"{len(survivors)} survive ({known} explained)")


class Progress:
    def __init__(self, total):
        self.total, self.begun, self.killed, self.survived = total, time.monotonic(), 0, 0

    def __call__(self, number, mutant):
        self.killed += bool(mutant.killer)
        if mutant.is_other and not mutant.killer:
            self.survived += 1
            print(f"survives: {mutant.show()}", flush=True)
        if number % 50 == 0 or number == self.total:
            minutes = (time.monotonic() - self.begun) / 60
            print(f"{number} of {self.total} changes: {self.killed} killed, {self.survived} "
                  f"survive, {minutes:.1f} minutes", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--filter", default="", help="part of the file or function")
    parser.add_argument("--count", type=int, default=0, help="only so many, at random")
    parser.add_argument("--seed", type=int, default=1, help="of the choice")
    parser.add_argument("--proofs", action="store_true", help="ask those of tests/proofs as well")
    parser.add_argument("--jobs", type=int, default=2, help="compilations at a time")
    options = parser.parse_args()
    os.nice(10)
    os.environ |= MEASURE
    everything = list(all_mutants(ROOT, CORE))
    chosen = [mutant for mutant in everything
              if options.filter in f"{mutant.file}:{mutant.change.function}"]
    if 0 < options.count < len(chosen):
        print(f"{options.count} of {len(chosen)} changes, seed {options.seed}")
        chosen = random.Random(options.seed).sample(chosen, options.count)
    reasons = explained.read(EXPLAINED)
    executed = execute(ROOT, suites_of_the_core(ROOT), chosen, options.jobs, Progress(len(chosen)))
    if options.proofs:
        ask_proofs([mutant for mutant in executed if not mutant.killer])
    found = findings(executed, everything, reasons,
                     LEAST if len(chosen) == len(everything) else 0)
    print("\n".join([*found, summary(executed, reasons)]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
