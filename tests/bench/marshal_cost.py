# SPDX-License-Identifier: MIT
"""What marshalling costs on the host (tests/marshal): instructions by callgrind and time, of the
generated stubs and of what is written by hand."""

import pathlib
import re
import subprocess
import tempfile

ROUNDS = {"count": 1000, "time": 300000}
REPETITIONS = 7
GOAL = 1.10  # the generated stubs, by those written by hand
WORKLOADS = [f"w{number}" for number in range(1, 6)]


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


def time(driver):
    done = subprocess.run([driver, "time", str(ROUNDS["time"]), str(REPETITIONS)], check=True,
                          capture_output=True, text=True)
    rows = [line.split() for line in done.stdout.splitlines()]
    return {row(name, workload, "ns"): {
        "median": float(least), "min": float(least), "max": float(least), "unit": "ns",
        "samples": REPETITIONS} for name, workload, least in rows}


def measure(build):
    driver = build / "marshal" / "driver"
    subprocess.run([driver], check=True)
    return count(driver) | time(driver)


def is_row(name):
    return name.startswith("marshal.")


def is_time(name):
    return is_row(name) and name.endswith(".ns")


def table(metrics, baseline):
    yield (f"{'marshalling, a round':24} {'KOZO':>9} {'before':>9} {'by hand':>9} {'ratio':>6} "
           f"{'goal':>6}")
    for unit in ("instructions", "ns"):
        for workload in WORKLOADS:
            name = row("generated", workload, unit)
            ours = metrics[name]["median"]
            hand = metrics[row("hand", workload, unit)]["median"]
            before = baseline.get(name, {}).get("median", "-")
            yield f"{name:24} {ours:>9} {before:>9} {hand:>9} {ours / hand:>6.2f} {GOAL:>6.2f}"
