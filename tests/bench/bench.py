#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the kernel's operations in guest instructions and compares them with the baseline.

Boots the images of this folder under -icount, where the time-stamp counter counts instructions and
two runs are identical; prints the rows beside seL4's, writes build/bench.json and fails when a row
has risen by more than 2 % over tests/bench/baseline.json, when a cost grows with what is around it,
or when a row misses its goal and rivals.yaml does not say why (`missed`).
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

import run_guest
import yaml

FOLDER = pathlib.Path(__file__).parent
ROOT = FOLDER.parents[1]
BASELINE = FOLDER / "baseline.json"
RIVALS = yaml.safe_load((FOLDER / "rivals.yaml").read_text())
TOLERANCE = 1.02
# Rows whose costs must not differ by more than a tenth.
FLAT = [
    [f"cap.copy.among.{count}" for count in (10, 1000, 100000)],
    [f"cap.delete.among.{count}" for count in (10, 1000, 100000)],
    [f"cap.revoke.per_child.{count}" for count in (256, 1000, 4096, 100000)],
]
FLATNESS = 1.10
LATENCY_MEMORY = 3072  # MiB: a whole GiB for the objects of the latency rows
ROW = re.compile(r"^BENCH (\S+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$", re.MULTILINE)


def number(text):
    value = float(text)
    return int(value) if value.is_integer() else value


def parse(serial):
    """The rows of a complete run."""
    if "BENCH-END" not in serial:
        raise ValueError("the benchmark did not come to its end")
    return {
        name: {
            "median": number(median),
            "min": number(least),
            "max": number(most),
            "unit": "instructions",
            "samples": int(samples),
        }
        for name, median, least, most, samples in ROW.findall(serial)
    }


def code_bytes(elf):
    """Bytes of the kernel's functions, from the first to the end of the last."""
    symbols = subprocess.run(["nm", "-S", "-n", elf], capture_output=True, text=True, check=True)
    pattern = re.compile(r"^(f\w+) (\w+) [tT] ", re.MULTILINE)
    functions = [(int(at, 16), int(size, 16)) for at, size in pattern.findall(symbols.stdout)]
    size = sum(functions[-1]) - functions[0][0]
    return {"median": size, "min": size, "max": size, "unit": "bytes", "samples": 1}


def run(build, image, name, cmdline="", memory=512):
    machine = run_guest.Machine(
        build, image, "direct", memory=memory, cmdline=cmdline,
        extra=["-icount", "shift=0,sleep=off"],
    )
    log = build / "logs" / f"{name}.log"
    run_guest.Guest(machine, log, timeout=300).run()
    try:
        return parse(log.read_text(errors="replace"))
    except ValueError as error:
        sys.exit(f"{error}; see {log}")


def measure(build):
    metrics = run(build, "operations", "bench")
    slow = run(build, "operations", "bench-nofastpath", "fastpath=off")
    metrics["ipc.roundtrip.6w.nofastpath"] = slow["ipc.roundtrip.6w"]
    metrics |= run(build, "latency", "bench-latency", memory=LATENCY_MEMORY)
    metrics["kernel.code.bytes"] = code_bytes(build / "kernel.elf")
    return metrics


def show(value):
    return "-" if value is None else f"{value:,}"


def table(metrics, baseline):
    yield (f"{'guest instructions, TCG':30} {'KOZO':>9} {'before':>9} {'seL4':>9} {'MCS':>9} "
           f"{'ratio':>6} {'goal':>8}")
    for name, row in metrics.items():
        rival = RIVALS.get(name, {})
        before = baseline.get(name, {}).get("median")
        ratio = f"{row['median'] / rival['lean']:.2f}" if "lean" in rival else "-"
        columns = [before, rival.get("lean"), rival.get("mcs")]
        cells = " ".join(f"{show(value):>9}" for value in [row["median"], *columns])
        yield f"{name:30} {cells} {ratio:>6} {show(rival.get('goal')):>8}"


def regressions(metrics, baseline):
    for name, before in baseline.items():
        if name not in metrics:
            yield f"{name}: no longer measured"
        elif name.startswith("latency."):
            continue  # samples of a maximum: their goal judges them
        elif metrics[name]["median"] > before["median"] * TOLERANCE:
            yield f"{name}: {before['median']} has become {metrics[name]['median']}"


def unevenness(metrics):
    """Costs that grow with what is around them, whatever they were before."""
    for names in FLAT:
        costs = [metrics[name]["median"] for name in names]
        if max(costs) > min(costs) * FLATNESS:
            yield f"not flat: {', '.join(f'{n} {c}' for n, c in zip(names, costs))}"


def misses(metrics, rivals):
    """Goals that are missed without a reason, or reached with one."""
    for name, row in metrics.items():
        rival = rivals.get(name, {})
        median, goal = row["median"], rival.get("goal")
        if goal is not None and median > goal and "missed" not in rival:
            yield f"{name}: {median} is more than its goal, {goal}"
        elif "missed" in rival and median <= goal:
            yield f"{name}: {median} reaches its goal, {goal}, which rivals.yaml says is missed"


def write(path, metrics):
    path.write_text(json.dumps({"metrics": metrics}, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("--update", action="store_true", help="make this run the baseline")
    options = parser.parse_args()
    metrics = measure(options.build)
    baseline = json.loads(BASELINE.read_text())["metrics"] if BASELINE.exists() else {}
    print("\n".join(table(metrics, baseline)))
    write(ROOT / "build" / "bench.json", metrics)
    bad = [*unevenness(metrics), *misses(metrics, RIVALS)]
    for line in bad:
        print(line)
    missed = sum("missed" in RIVALS.get(name, {}) for name in metrics)
    print(f"scaling and goals: {'bad' if bad else 'as told'}, {missed} goals missed")
    if options.update:
        write(BASELINE, metrics)
        return bool(bad)
    risen = list(regressions(metrics, baseline))
    for line in risen:
        print(f"rose by more than 2 %: {line}")
    return bool(risen or bad)


if __name__ == "__main__":
    sys.exit(main())
