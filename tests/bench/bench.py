#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the kernel's operations in guest instructions and compares them with the baseline.

Boots the images of this folder under -icount, where the time-stamp counter counts instructions and
two runs are identical; prints the rows beside seL4's, then what single operations are made of and
which instructions in them cost more than others (walk.py), and writes build/bench.json. Fails when
a row has risen by more than 2 % over tests/bench/baseline.json or has more costly instructions than
there, when a cost grows with what is around it, when a row misses its goal and rivals.yaml does not
say why (`missed`), when what is generated costs more than a tenth beyond what is written by hand
(marshal_cost.py), when it has costly instructions that limits.yaml does not allow, when the
generator takes longer than it allows (generation.py), and when docs/ipc-cost.md, which describe.py
writes with the baseline, tells of another kernel.
"""

import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import describe
import generation
import marshal_cost
import run_guest
import stubs
import walk
import yaml

FOLDER = pathlib.Path(__file__).parent
ROOT = FOLDER.parents[1]
BASELINE = FOLDER / "baseline.json"
RIVALS = yaml.safe_load((FOLDER / "rivals.yaml").read_text())
LIMITS = yaml.safe_load((FOLDER / "limits.yaml").read_text())
TIMES = {name: LIMITS.pop(name)["ms"] for name in list(LIMITS) if "ms" in LIMITS[name]}
TOLERANCE = 1.02
# Rows whose costs must not differ by more than a tenth.
FLAT = [
    [f"cap.copy.among.{count}" for count in (10, 1000, 100000)],
    [f"cap.delete.among.{count}" for count in (10, 1000, 100000)],
    [f"cap.revoke.per_child.{count}" for count in (256, 1000, 4096, 100000)],
    *([f"{row}.among.{count}" for count in (10, 1000, 10000)]
      for row in ("sched.switch", "notify.signal", "ipc.roundtrip")),
]
FLATNESS = 1.10
LATENCY_MEMORY = 3072  # MiB: a whole GiB for the objects of the latency rows
ROW = re.compile(r"^BENCH (\S+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$", re.MULTILINE)


def number(text):
    value = float(text)
    return int(value) if value.is_integer() else value


def parse(serial, ended=True):
    """The rows of a run, which must have come to its end."""
    if ended and "BENCH-END" not in serial:
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
    """Bytes of the kernel's functions, from the first to the end of the last: of those that stay,
    and of those that only boot needs, whose memory is then init's."""
    symbols = subprocess.run(["nm", "-S", "-n", elf], capture_output=True, text=True, check=True)
    pattern = re.compile(r"^(f\w+) (\w+) [tT] ", re.MULTILINE)
    functions = [(int(at, 16), int(size, 16)) for at, size in pattern.findall(symbols.stdout)]
    [start] = re.findall(r"^(f\w+) \w kernel_text_start$", symbols.stdout, re.MULTILINE)
    first = sum(at < int(start, 16) for at, _ in functions)  # that stays
    parts = {"kernel.code.bytes": functions[first:], "kernel.boot_code.bytes": functions[:first]}
    sizes = {name: sum(part[-1]) - part[0][0] for name, part in parts.items()}
    return {name: {"median": size, "min": size, "max": size, "unit": "bytes", "samples": 1}
            for name, size in sizes.items()}


def run(build, image, name, cmdline="", memory=512, **how):
    """The rows of an image, and who has walked them: `how` is the walker's."""
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        walker = walk.Walker(build, image, scratch, **how)
        machine = run_guest.Machine(
            build, image, "direct", memory=memory, cmdline=cmdline,
            extra=["-icount", "shift=0,sleep=off", *walker.options()],
        )
        log = build / "logs" / f"{name}.log"
        guest = run_guest.Guest(machine, log, timeout=300)
        walker.start()
        guest.run()
        try:
            told = walker.finish()
            metrics = parse(log.read_text(errors="replace"), ended="until" not in how)
        except ValueError as error:
            sys.exit(f"{error}; see {log}")
        for row in metrics.keys() & told.keys():
            metrics[row] |= told[row]
        return metrics, walker


def measure(build):
    """All rows, and who has walked the operations. Runs do not disturb each other."""
    def elsewhere(name, cmdline):
        """Of the same image in other circumstances one row is of interest."""
        rows, _ = run(build, "operations", f"bench-{name}", cmdline, until="ipc.roundtrip.56w")
        return {f"ipc.roundtrip.6w.{name}": rows["ipc.roundtrip.6w"]}

    def latencies():
        return run(build, "latency", "bench-latency", memory=LATENCY_MEMORY)[0]

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        usual = pool.submit(run, build, "operations", "bench")
        others = [pool.submit(elsewhere, "nofastpath", "fastpath=off"),
                  pool.submit(elsewhere, "smp2", "lock=on"),
                  pool.submit(latencies)]
        metrics, walker = usual.result()
        for other in others:
            metrics |= other.result()
    # Nothing else runs while time is measured.
    return metrics | code_bytes(build / "kernel.elf") | generation.measure() | \
        marshal_cost.measure(build), walker


def show(value):
    return "-" if value is None else f"{value:,}"


def table(metrics, baseline):
    yield (f"{'guest instructions, TCG':30} {'KOZO':>9} {'before':>9} {'seL4':>9} {'MCS':>9} "
           f"{'ratio':>6} {'goal':>8}")
    for name, row in metrics.items():
        if name in TIMES or marshal_cost.is_row(name):
            continue
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
            continue
        now = metrics[name]
        # Samples of a maximum are judged by their goal alone.
        if not name.startswith("latency.") and now["median"] > before["median"] * TOLERANCE:
            yield f"{name}: {before['median']} has become {now['median']}"
        for what, count in now.get("costly", {}).items():
            if count > before.get("costly", {}).get(what, 0) and "costly" in before:
                yield f"{name}: {what} {before['costly'].get(what, 0)} has become {count}"


def unevenness(metrics):
    """Costs that grow with what is around them, whatever they were before."""
    for names in FLAT:
        costs = [metrics[name]["median"] for name in names]
        if max(costs) > min(costs) * FLATNESS:
            yield f"not flat: {', '.join(f'{n} {c}' for n, c in zip(names, costs))}"


def excess(metrics, limits):
    """Costly instructions beyond what a row may have."""
    for name, limit in limits.items():
        row = metrics.get(name, {})
        if "costly" not in row:
            yield f"{name}: it has not been walked"
        for what, count in row.get("costly", {}).items():
            if count > limit.get(what, 0):
                yield f"{name}: {count} {what}, which is more than {limit.get(what, 0)}"


def slowness(metrics, times):
    """Rows that take more milliseconds than they may even if little else runs: in the best case."""
    for name, limit in times.items():
        if name not in metrics:
            yield f"{name}: it has not been measured"
        elif metrics[name]["min"] > limit:
            yield f"{name}: {metrics[name]['min']} ms, which is more than {limit}"


def times_table(metrics):
    """What is measured in time, which is of this machine alone and has no baseline."""
    yield f"{'milliseconds':30} {'median':>9} {'least':>9} {'limit':>9}"
    for name, limit in TIMES.items():
        cells = " ".join(f"{show(value):>9}" for value in
                         (metrics[name]["median"], metrics[name]["min"], limit))
        yield f"{name:30} {cells}"


def unfaithful(metrics):
    """Rows of which another operation was walked than the usual one."""
    for name, row in metrics.items():
        walked = sum(row.get("split", {}).values())
        if walked and walked != row["median"]:
            yield f"{name}: {row['median']} instructions, but {walked} were walked"


def misses(metrics, rivals):
    """Goals that are missed without a reason, or reached with one."""
    for name, row in metrics.items():
        rival = rivals.get(name, {})
        median, goal = row["median"], rival.get("goal")
        if goal is not None and median > goal and "missed" not in rival:
            yield f"{name}: {median} is more than its goal, {goal}"
        elif "missed" in rival and median <= goal:
            yield f"{name}: {median} reaches its goal, {goal}, which rivals.yaml says is missed"


def parts_table(metrics):
    """What single operations are made of."""
    yield (f"{'instructions of one operation':30} {'user':>6} {'entry':>6} {'kernel':>6} "
           f"{'exit':>6}  costly ones")
    for name, row in metrics.items():
        if "split" in row:
            cells = " ".join(f"{row['split'][part]:6}" for part in walk.PARTS)
            costly = ", ".join(f"{count} {what}" for what, count in row["costly"].items())
            yield f"{name:30} {cells}  {costly}"


def write(path, metrics):
    path.write_text(json.dumps({"metrics": metrics}, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path, help="build/<config>")
    parser.add_argument("--update", action="store_true", help="make this run the baseline")
    options = parser.parse_args()
    metrics, walker = measure(options.build)
    baseline = json.loads(BASELINE.read_text())["metrics"] if BASELINE.exists() else {}
    print("\n".join([*table(metrics, baseline), "", *parts_table(metrics), "",
                     *marshal_cost.table(metrics, baseline), "", *times_table(metrics), ""]))
    write(ROOT / "build" / "bench.json", metrics)
    bad = [*unevenness(metrics), *misses(metrics, RIVALS), *marshal_cost.misses(metrics),
           *excess(metrics, LIMITS), *slowness(metrics, TIMES), *unfaithful(metrics)]
    for line in bad:
        print(line)
    missed = sum("missed" in RIVALS.get(name, {}) for name in metrics)
    print(f"scaling and goals: {'bad' if bad else 'as told'}, {missed} goals missed")
    if options.update:
        write(BASELINE, {name: row for name, row in metrics.items()
                         if name not in TIMES and marshal_cost.is_recorded(name)})
        stubs.update(options.build)
        describe.PAGE.write_text(describe.page(metrics, walker, options.build))
        return bool(bad)
    risen = list(regressions(metrics, baseline))
    old = list(describe.outdated(metrics, walker, options.build))
    for line in risen:
        print(f"rose by more than 2 %: {line}")
    print("\n".join(old), end="\n" if old else "")
    return bool(risen or bad or old)


if __name__ == "__main__":
    sys.exit(main())
