#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the host tests that gcov counts, and reports lines and branches of the capability core.

What no test reaches must be explained in explained.txt; an explanation of something that is reached
is a finding. Not counted are the branches of a line that begins with kensure(), and lines that
begin with unreachable(): a test that got there would have found a bug."""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

import explained

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXPLAINED = pathlib.Path(__file__).with_name("explained.txt")
CORE = ["kernel/cap/*.c", "kernel/obj/cnode.c", "kernel/obj/untyped.c", "kernel/obj/any.c",
        "kernel/obj/frame.c", "kernel/obj/aspace.c", "kernel/obj/io_port.c",
        "kernel/ipc/transfer.c", "kernel/include/kozo/cap.h", "kernel/include/kozo/cnode.h",
        "kernel/include/kozo/cspace.h"]
LEAST = {"lines": 98, "branches": 95}


def run(tests):
    """Each test program once; what fails is a finding."""
    environment = os.environ | {"KOZO_SEED": "1"}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda test: subprocess.run([test], env=environment, text=True,
                                                    capture_output=True, timeout=300), tests)
        return [f"{test.name} fails:\n{result.stderr[-2000:]}"
                for test, result in zip(tests, done) if result.returncode != 0]


def counts(objects):
    """{file: {(line, function): [times that the line, and each branch in it, was taken]}}."""
    command = ["gcov", "--json-format", "--stdout", "--branch-probabilities", *objects]
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = collections.defaultdict(dict)
    for document in output.splitlines():
        for file in json.loads(document)["files"]:
            for line in file["lines"]:
                key = (line["line_number"], line.get("function_name", ""))
                taken = [line["count"], *[branch["count"] for branch in line["branches"]]]
                before = files[file["file"]].get(key, [0] * len(taken))
                files[file["file"]][key] = [a + b for a, b in zip(before, taken)]
    return files


def judge(file, text, taken):
    """(counts of lines and branches, those reached of each, what is missed)."""
    total, reached, missed = collections.Counter(), collections.Counter(), []
    lines = text.splitlines()
    for (number, function), [line, *branches] in sorted(taken.items()):
        code = lines[number - 1].strip()
        if code.startswith("unreachable();"):
            continue
        if code.startswith("kensure("):
            branches = []
        total.update(lines=1, branches=len(branches))
        reached.update(lines=line > 0, branches=sum(count > 0 for count in branches))
        if not line or not all(branches):
            missed.append((number, (file, function, code), "never reached" if not line else
                           f"{sum(not count for count in branches)} of {len(branches)} branches"))
    return total, reached, missed


def percent(reached, total):
    return 100 * reached / total if total else 100.0


def row(name, total, reached):
    return f"{name:34}" + "".join(
        f"{reached[kind]:6} of {total[kind]:4} {kind} {percent(reached[kind], total[kind]):5.1f} %"
        for kind in LEAST)


def survey(root, files, reasons):
    """Prints a table; returns the findings."""
    sums, reached_sums, findings, used = collections.Counter(), collections.Counter(), [], set()
    for path in sorted({path for pattern in CORE for path in root.glob(pattern)}):
        file = str(path.relative_to(root))
        total, reached, missed = judge(file, path.read_text(), files.get(file, {}))
        print(row(file, total, reached))
        sums += total
        reached_sums += reached
        for number, place, what in missed:
            used.add(place)
            if place not in reasons:
                findings.append(f"{file}:{number}: {place[1]}(): {what}: {place[2]}")
    for place in reasons:
        if place not in used:
            findings.append("explained, but there is no such line, or tests reach all of it: "
                            + " ".join(place))
    for kind, least in LEAST.items():
        if percent(reached_sums[kind], sums[kind]) < least:
            findings.append(f"less than {least} % of {kind}")
    print(row("the capability core", sums, reached_sums)
          + f"; {len(used & reasons.keys())} lines explained")
    return findings


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("tests", type=pathlib.Path, nargs="+", help="test programs")
    options = parser.parse_args()
    objects = options.build.resolve() / "obj" / "host-coverage"
    for old in objects.rglob("*.gcda"):
        old.unlink()
    findings = run(options.tests)
    files = counts(sorted(objects.rglob("*.gcda")))
    findings += survey(ROOT, files, explained.read(EXPLAINED))
    print("\n".join(findings))
    return len(findings) != 0


if __name__ == "__main__":
    sys.exit(main())
