# SPDX-License-Identifier: MIT
"""What marshalling costs on the host (tests/marshal): instructions by callgrind, time, and bytes of
code, of the generated stubs and skeleton, of what is written by hand, with their promises and
without (bare); and of those peers that are installed."""

import collections
import pathlib
import re
import statistics
import subprocess
import tempfile

ROUNDS = {"count": 1000, "time": 20000}
REPETITIONS = 40
# What is generated, by what is written by hand. Time is of one machine, and has none.
GOALS = {"instructions": 1.10, "bytes": 1.10}
STUB_GOAL = 1.00  # the bytes of each stub
OWN = ("generated", "hand", "bare")
WORKLOADS = [f"w{number}" for number in range(1, 6)]
PEERS = sorted(path.stem for path in
               (pathlib.Path(__file__).parents[1] / "marshal/peers").glob("*.c*"))


def row(name, workload, unit):
    """The name of a row: the stubs are the measured ones, what else there is has a name."""
    return ".".join(["marshal", workload, *([] if name == "generated" else [name]), unit])


def totals(dumps):
    """(contender, workload, instructions of a round) of each dump of callgrind."""
    for dump in dumps:
        told = re.search(r"^desc: Trigger: Client Request: (\w+) (w\d) (\d+)$.*^totals: (\d+)",
                         dump, re.MULTILINE | re.DOTALL)
        if told:
            yield told[1], told[2], round(int(told[4]) / int(told[3]))


def count(driver):
    with tempfile.TemporaryDirectory(prefix="kozo-") as scratch:
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={scratch}/out",
                        driver, "count", str(ROUNDS["count"])], check=True, capture_output=True)
        dumps = [path.read_text() for path in sorted(pathlib.Path(scratch).iterdir())]
    return {row(name, workload, "instructions"): {
        "median": figure, "min": figure, "max": figure, "unit": "host instructions",
        "samples": ROUNDS["count"]} for name, workload, figure in totals(dumps)}


def time(drivers):
    """Of the least times of a contender, one for each place of the code, that in the middle."""
    least = collections.defaultdict(list)
    for driver in drivers:
        done = subprocess.run([driver, "time", str(ROUNDS["time"]), str(REPETITIONS)], check=True,
                              capture_output=True, text=True)
        for line in done.stdout.splitlines():
            name, workload, figure = line.split()
            least[row(name, workload, "ns")].append(float(figure))
    return {name: {"median": round(statistics.median(figures), 2), "min": min(figures),
                   "max": max(figures), "unit": "ns", "samples": len(figures)}
            for name, figures in least.items()}


def code_bytes(build):
    """Bytes of the stub of each message, with its way of calling, and of both sides of all."""
    rows = {}
    for name in OWN:
        symbols = subprocess.run(["nm", "-S", "--radix=d", build / f"marshal/{name}.o"],
                                 check=True, capture_output=True, text=True).stdout
        functions = re.findall(r"^\d+ (\d+) [tT] (\S+)$", symbols, re.MULTILINE)
        for workload in [*WORKLOADS, "all"]:
            size = sum(int(size) for size, function in functions
                       if workload == "all" or function.split(".")[0] == f"{name}_{workload}")
            rows[row(name, workload, "bytes")] = {
                "median": size, "min": size, "max": size, "unit": "bytes", "samples": 1}
    return rows


def measure(build):
    drivers = sorted((build / "marshal").glob("driver.*[0-9]"))
    subprocess.run([drivers[0]], check=True)
    return count(drivers[0]) | code_bytes(build) | time(drivers)


def is_row(name):
    return name.startswith("marshal.")


def is_recorded(name):
    """Is that a row of the baseline: the same on each machine, and measured on each?"""
    peers = any(f".{peer}." in name for peer in PEERS)
    return not (is_row(name) and (peers or name.endswith(".ns")))


def table(metrics, baseline):
    yield (f"{'marshalling, a round':24} {'KOZO':>9} {'before':>9} {'by hand':>9} {'ratio':>6} "
           f"{'goal':>6} {'bare':>9}")
    for name, (ours, hand, bare) in compared(metrics):
        before = baseline.get(name, {}).get("median", "-")
        goal = f"{goal_of(name):.2f}" if goal_of(name) else "-"
        yield f"{name:24} {ours:>9} {before:>9} {hand:>9} {ours / hand:>6.2f} {goal:>6} {bare:>9}"
    yield from peers_table(metrics)


def compared(metrics):
    """The rows of OWN beside each other, by the name of the generated one."""
    for unit, more in (("instructions", []), ("bytes", ["all"]), ("ns", [])):
        for workload in [*WORKLOADS, *more]:
            yield row("generated", workload, unit), [metrics[row(name, workload, unit)]["median"]
                                                     for name in OWN]


def goal_of(name):
    unit = name.rpartition(".")[2]
    is_stub = unit == "bytes" and name != row("generated", "all", unit)
    return STUB_GOAL if is_stub else GOALS.get(unit)


def misses(metrics):
    """What is generated and costs more beside what is written by hand than the goal allows."""
    for name, (ours, hand, _) in compared(metrics):
        goal = goal_of(name)
        if goal and ours > hand * goal:
            yield f"{name}: {ours} is more than {goal:.2f} times {hand}, what is written by hand"


def peers_table(metrics):
    """The same messages by others."""
    here = [peer for peer in PEERS if row(peer, WORKLOADS[0], "ns") in metrics]
    for unit in ("instructions", "ns") if here else ():
        yield f"{unit:24} {'KOZO':>9} " + " ".join(f"{peer:>12}" for peer in here)
        for workload in WORKLOADS:
            cells = " ".join(f"{metrics[row(peer, workload, unit)]['median']:>12}" for peer in here)
            ours = metrics[row("generated", workload, unit)]["median"]
            yield f"{f'marshal.{workload}':24} {ours:>9} {cells}"
    if missing := sorted(set(PEERS) - set(here)):
        yield f"not installed: {', '.join(missing)} (sh tests/harness/setup.sh install peers)"
