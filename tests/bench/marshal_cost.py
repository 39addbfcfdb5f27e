# SPDX-License-Identifier: MIT
"""What marshalling costs on the host (tests/marshal): instructions by callgrind and time, of the
generated stubs, with the skeleton compiled with the bodies and apart (linked), of what is written
by hand, with their promises and without (bare), and of those peers that are installed."""

import collections
import pathlib
import re
import statistics
import subprocess
import tempfile

ROUNDS = {"count": 1000, "time": 20000}
REPETITIONS = 40
GOAL = 1.10  # the generated stubs, by those written by hand
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


def measure(build):
    drivers = sorted((build / "marshal").glob("driver.*[0-9]"))
    subprocess.run([drivers[0]], check=True)
    return count(drivers[0]) | time(drivers)


def is_row(name):
    return name.startswith("marshal.")


def is_recorded(name):
    """Is that a row of the baseline: the same on each machine, and measured on each?"""
    peers = any(f".{peer}." in name for peer in PEERS)
    return not (is_row(name) and (peers or name.endswith(".ns")))


def table(metrics, baseline):
    yield (f"{'marshalling, a round':24} {'KOZO':>9} {'before':>9} {'by hand':>9} {'ratio':>6} "
           f"{'goal':>6} {'bare':>9} {'linked':>9}")
    for unit in ("instructions", "ns"):
        for workload in WORKLOADS:
            name = row("generated", workload, unit)
            ours = metrics[name]["median"]
            hand = metrics[row("hand", workload, unit)]["median"]
            before = baseline.get(name, {}).get("median", "-")
            bare, linked = (metrics[row(other, workload, unit)]["median"]
                            for other in ("bare", "linked"))
            yield (f"{name:24} {ours:>9} {before:>9} {hand:>9} {ours / hand:>6.2f} {GOAL:>6.2f} "
                   f"{bare:>9} {linked:>9}")
    yield from peers_table(metrics)


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
