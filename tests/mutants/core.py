#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the capability core wrong in every way that operators.py knows, and runs the host tests.

A mutant is killed when a test program that contains it fails, crashes or hangs. Changes that do not
compile, or compile to the object that there was before or to that of another change, are no
mutants. What survives must be explained in explained.txt; an explanation of no use is a finding."""

import argparse
import concurrent.futures
import dataclasses
import hashlib
import os
import pathlib
import random
import sys
import tempfile
import threading
import time

import explained
import mutants
import operators

ROOT = mutants.ROOT
EXPLAINED = pathlib.Path(__file__).with_name("explained.txt")
CORE = ["kernel/cap/*.c", "kernel/obj/cnode.c", "kernel/obj/untyped.c", "kernel/obj/any.c",
        "kernel/obj/frame.c", "kernel/obj/aspace.c"]
# All host tests of the kernel but one that runs for two seconds, however much it does in them.
BY_THE_CLOCK = "tests/host/test_model.c"
# What a compiler would warn about, and with that refuse.
STRICT = ["-Werror=incompatible-pointer-types", "-Werror=int-conversion",
          "-Werror=implicit-function-declaration"]
PATIENCE = 5, 10  # seconds, and how often as long as before anything was changed
LEAST = 95


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

    def show(self):
        return f"{self.file} {self.change.function}\n- {self.was}\n+ {self.now}"


def all_mutants(root, patterns):
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        source = path.read_text()
        for change in operators.changes(source):
            yield Mutant(str(path.relative_to(root)), change, *operators.lines(source, change))


class Runner:
    """Compiles mutants and tries test programs on them, the likeliest killer first."""

    def __init__(self, builder, programs, files):
        self.builder, self.programs = builder, programs
        self.sources = {file: (builder.root / file).read_text() for file in files}
        self.lock, self.objects, self.killers = threading.Lock(), {}, {}
        for file, text in self.sources.items():
            with tempfile.TemporaryDirectory(dir=builder.work) as folder:
                self.is_new(self.compile(file, text, pathlib.Path(folder)), file)

    def compile(self, file, text, folder):
        """The object of a file with this text, or None if it does not compile."""
        source = folder / file
        source.parent.mkdir(parents=True)
        source.write_text(text)
        object_ = folder / "mutant.o"
        beside = self.builder.root / pathlib.Path(file).parent
        try:
            self.builder.compile(source, object_, "-O1", *STRICT, f"-I{beside}",
                                 f"-ffile-prefix-map={folder}=.")
        except RuntimeError:
            return None
        return object_

    def is_new(self, object_, owner):
        """Whether no other owner has brought the same object before."""
        digest = hashlib.sha256(object_.read_bytes()).digest()
        with self.lock:
            return self.objects.setdefault(digest, owner) is owner

    def order(self, mutant):
        """Programs that contain the file: what killed in this function or file, then quick ones."""
        near = [self.killers.get(key) for key in (mutant.place[:2], mutant.file)]
        concerned = [program for program in self.programs if mutant.file in program.sources]
        return sorted(concerned, key=lambda program: (
            *(program.test != killer for killer in near), program.seconds))

    def execute(self, mutant):
        text = operators.changed(self.sources[mutant.file], mutant.change)
        with tempfile.TemporaryDirectory(dir=self.builder.work) as folder:
            folder = pathlib.Path(folder)
            object_ = self.compile(mutant.file, text, folder)
            mutant.is_other = object_ is not None and self.is_new(object_, mutant)
            for program in self.order(mutant) if mutant.is_other else []:
                if self.kills(program, object_, folder / "program"):
                    mutant.killer = program.test
                    self.killers[mutant.place[:2]] = self.killers[mutant.file] = program.test
                    break
        return mutant

    def kills(self, program, object_, path):
        self.builder.link([self.builder.object_of(program.test), object_], path)
        return mutants.run(path, PATIENCE[0] + PATIENCE[1] * program.seconds)[0] != 0


def suite_of_the_core(root):
    tests = [str(path.relative_to(root)) for path in (root / "tests/host").glob("test_*.c")]
    tests.remove(BY_THE_CLOCK)
    return dataclasses.replace(mutants.KERNEL, tests=tests)


def execute(root, suite, chosen, jobs, report):
    (root / "build").mkdir(exist_ok=True)
    with (tempfile.TemporaryDirectory(prefix="mutants-", dir=root / "build") as work,
          concurrent.futures.ThreadPoolExecutor(jobs) as pool):
        builder = mutants.Builder(root, suite, pathlib.Path(work), pool)
        runner = Runner(builder, builder.programs(), sorted({mutant.file for mutant in chosen}))
        for number, mutant in enumerate(pool.map(runner.execute, chosen), 1):
            report(number, mutant)
    return [mutant for mutant in chosen if mutant.is_other]


def findings(executed, everything, reasons):
    """What is wrong with the survivors and their explanations."""
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
    if share < LEAST:
        found.append(f"tests kill {share:.1f} %, less than {LEAST} %")
    return found


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
    parser.add_argument("--jobs", type=int, default=2, help="compilations at a time")
    options = parser.parse_args()
    os.nice(10)
    everything = list(all_mutants(ROOT, CORE))
    chosen = [mutant for mutant in everything
              if options.filter in f"{mutant.file}:{mutant.change.function}"]
    if 0 < options.count < len(chosen):
        print(f"{options.count} of {len(chosen)} changes, seed {options.seed}")
        chosen = random.Random(options.seed).sample(chosen, options.count)
    reasons = explained.read(EXPLAINED)
    executed = execute(ROOT, suite_of_the_core(ROOT), chosen, options.jobs, Progress(len(chosen)))
    found = findings(executed, everything, reasons)
    print("\n".join([*found, summary(executed, reasons)]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
