# SPDX-License-Identifier: MIT
"""The comparison must see a rise, a lost row, an unfinished run, a cost that grows and a goal that
is missed; and the images must run to their end, with every row of the baseline. Of the figures only
scaling and latency are judged here: they hold whatever the compiler."""

import json
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import bench  # noqa: E402

BUILD = pathlib.Path(os.environ.get("KOZO_BUILD", "build/gcc"))
SERIAL = "noise\nBENCH a.b 100.00 99.00 101.50 10\nBENCH c 7.25 7.00 8.00 3\nBENCH-END\n"


def test_rows_are_read():
    metrics = bench.parse(SERIAL)
    assert metrics["a.b"] == {
        "median": 100, "min": 99, "max": 101.5, "unit": "instructions", "samples": 10,
    }
    assert metrics["c"]["median"] == 7.25


def test_an_unfinished_run_is_refused():
    with pytest.raises(ValueError):
        bench.parse(SERIAL.replace("BENCH-END", ""))


@pytest.mark.parametrize("median, found", [(100, 0), (102, 0), (102.5, 1), (150, 1), (50, 0)])
def test_a_rise_is_found(median, found):
    risen = list(bench.regressions({"a": {"median": median}}, {"a": {"median": 100}}))
    assert len(risen) == found


def test_a_latency_is_judged_by_its_goal_alone():
    assert list(bench.regressions({"latency.a": {"median": 9}}, {"latency.a": {"median": 1}})) == []


def test_a_lost_row_is_found():
    assert list(bench.regressions({}, {"a": {"median": 100}})) == ["a: no longer measured"]


@pytest.mark.parametrize("name, median, found", [
    ("cap.copy.among.10", 100, 0), ("cap.copy.among.100000", 110, 0),
    ("cap.copy.among.100000", 111, 1), ("cap.delete.among.1000", 89, 1),
    ("cap.revoke.per_child.100000", 112, 1),
])
def test_unevenness_is_found(name, median, found):
    even = {name: {"median": 100} for names in bench.FLAT for name in names}
    assert len(list(bench.unevenness(even | {name: {"median": median}}))) == found


@pytest.mark.parametrize("median, rival, found", [
    (100, {"goal": 100}, 0), (101, {"goal": 100}, 1), (101, {"goal": 100, "missed": "why"}, 0),
    (100, {"goal": 100, "missed": "why"}, 1), (101, {"lean": 100}, 0)],
    ids=["reached", "missed", "known to be missed", "reached after all", "no goal"])
def test_goals(median, rival, found):
    assert len(list(bench.misses({"a": {"median": median}}, {"a": rival}))) == found


def test_the_images_run():
    metrics = bench.run(BUILD, "operations", "bench")
    metrics |= bench.run(BUILD, "latency", "bench-latency")
    elsewhere = {"ipc.roundtrip.6w.nofastpath", "kernel.code.bytes"}  # of another run, of a file
    assert set(json.loads(bench.BASELINE.read_text())["metrics"]) - elsewhere <= set(metrics)
    latencies = {name: row for name, row in metrics.items() if name.startswith("latency.")}
    assert latencies
    assert [*bench.unevenness(metrics), *bench.misses(latencies, bench.RIVALS)] == []
