#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets Spin search the configurations of models.yaml, and find the bugs that it lists.

Fails if a configuration holds an error or is not searched to its end, or if a bug is not found by
the property that it names. Everything stays in build/models/<name>/; see README.md.
"""

import argparse
import dataclasses
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "models"
MEMORY_MB = 3000  # of states; the process may take a little more
ADDRESS_SPACE = (MEMORY_MB + 1000) << 20
DEPTH = 1_000_000
SECONDS = 600  # of processor time
PATIENCE = 3600  # for a compiler on a busy machine
COMPILE = ["gcc", "-w", f"-DMEMLIM={MEMORY_MB}", "-DVECTORSZ=16384", "-DNOREDUCE", "-DCOLLAPSE"]
FIRST = re.compile(r"^pan:\d*:? *(.*?) \(at depth (\d+)\)$", re.MULTILINE)
PROGRESS = re.compile(r"^Depth=")
UNFINISHED = ("max search depth too small", "out of memory", "reached -DMEMLIM", "interrupted",
              "VECTORSZ too small", "aborting", "state vector exceeds")


class ModelError(Exception):
    """Spin, the compiler or the list of bugs is at fault, not the model."""


@dataclasses.dataclass
class Result:
    output: str
    violated: str  # the first property that does not hold, or ""
    states: int
    depth: int
    whole: bool  # everything was searched
    seconds: float

    def summary(self):
        return f"{self.states:,} states, depth {self.depth:,}, {self.seconds:.1f} s"


def table():
    return yaml.safe_load((HERE / "models.yaml").read_text())


def copy_sources(folder, patch=None):
    """The model as it is, or with one planted bug, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    sources = {path.name: path.read_text() for path in HERE.glob("*.pml")}
    names = ROOT / "generated" / "tests" / "models" / "abi.pml"
    sources["state.pml"] = sources["state.pml"].replace(
        "../../generated/tests/models/abi.pml", str(names))
    if patch:
        file = patch["file"]
        if sources[file].count(patch["from"]) != 1:
            raise ModelError(f"the text that is to be changed is not in {file} exactly once")
        sources[file] = sources[file].replace(patch["from"], patch["to"])
    for name, text in sources.items():
        (folder / name).write_text(text)


def call(command, folder, **options):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE,
                          check=False, **options)
    if done.returncode:
        raise ModelError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


def numbers(*names):
    """What the files define, by name."""
    text = "".join((HERE / name).read_text() for name in names)
    return {name: int(value) for name, value in re.findall(r"#define (\w+) +(\d+)", text)}


def build(folder, model, define, liveness="", optimise="-O1"):
    """folder/pan, which searches folder/model."""
    call(["spin", *(f"-D{name}" for name in define), "-a", model], folder)
    safe = ["-DNFAIR=4"] if liveness else ["-DSAFETY"]
    call([*COMPILE, *safe, optimise, "-o", "pan", "pan.c"], folder)


def run(folder, options=(), show=None):
    """Spin's verdict. `show` is called with each line that tells of progress."""
    command = ["./pan", f"-m{DEPTH}", *options]
    start, lines = time.monotonic(), []
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, preexec_fn=limit) as process:
        for line in process.stdout:
            lines.append(line)
            if show and PROGRESS.match(line):
                show(line.strip())
    output = "".join(lines)
    (folder / "pan.out").write_text(output)
    seconds = time.monotonic() - start
    return judge(output, seconds) if process.returncode != -signal.SIGXCPU else \
        Result(output, "", 0, 0, False, seconds)


def search(folder, model, define, liveness="", optimise="-O1", show=None):
    build(folder, model, define, liveness, optimise)
    return run(folder, ["-a", "-f", "-N", liveness] if liveness else [], show)


def judge(output, seconds):
    first = FIRST.search(output)
    states = re.search(r"(\d+) states, stored", output)
    depth = re.search(r"depth reached (\d+)", output)
    errors = re.search(r"errors: (\d+)", output)
    if not (states and depth and errors):
        raise ModelError(f"Spin has not ended in the usual way: {output[-600:]}")
    if int(errors[1]) and not first:
        raise ModelError(f"an error without a name: {output[-600:]}")
    whole = not int(errors[1]) and not any(text in output for text in UNFINISHED)
    return Result(output, first[1] if first else "", int(states[1]), int(depth[1]), whole, seconds)


def counterexample(folder, model, define):
    """The events of the trail that the search has left, one a line."""
    done = subprocess.run(["spin", *(f"-D{name}" for name in define), "-t", "-T", model],
                          cwd=folder, capture_output=True, text=True, check=False)
    return [line for line in done.stdout.splitlines() if line.startswith("  ")]


def check_configuration(name, row, optimise="-O1", show=None):
    """(Result, what is wrong)."""
    folder = BUILD / name
    copy_sources(folder)
    result = search(folder, "ipc.pml", row["define"], row.get("liveness", ""), optimise, show=show)
    if result.violated:
        events = counterexample(folder, "ipc.pml", row["define"])
        return result, "\n".join([result.violated, *events, f"see {folder}/ipc.pml.trail"])
    return result, "" if result.whole else "the search did not come to its end"


def check_bug(name, row, configurations):
    """(Result, what is wrong)."""
    folder = BUILD / f"bug-{name}"
    configuration = configurations[row["configuration"]]
    define = configuration["define"] + row.get("define", [])
    copy_sources(folder, row)
    result = search(folder, "ipc.pml", define, configuration.get("liveness", ""), "-O0")
    if not result.violated:
        return result, "nobody has noticed"
    return result, "" if row["found"] in result.violated else f"found as {result.violated}"


def progress(line):
    print(f"        {line}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--filter", default="", help="only names that contain this")
    options = parser.parse_args()
    rows, failed, start = table(), 0, time.monotonic()
    jobs = [("model", name, lambda n, r: check_configuration(
        n, r, "-O1" if r.get("small") else "-O2", progress), row)
        for name, row in rows["configurations"].items()]
    jobs += [("bug", name, lambda n, r: check_bug(n, r, rows["configurations"]), row)
             for name, row in rows["bugs"].items()]
    for kind, name, check, row in jobs:
        if options.filter not in name:
            continue
        result, wrong = check(name, row)
        failed += bool(wrong)
        said = f"found: {result.violated}" if kind == "bug" and not wrong else row["doc"]
        print(f"  {'FAIL' if wrong else 'ok':4}  {kind:5} {name:28} {result.summary()}; {said}",
              flush=True)
        if wrong:
            print(wrong)
    print(f"{failed} failed; {time.monotonic() - start:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ModelError as error:
        sys.exit(f"models: {error}")
