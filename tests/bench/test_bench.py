# SPDX-License-Identifier: MIT
"""The comparison itself: it must see a rise, a lost row and an unfinished run."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import bench  # noqa: E402

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


def test_a_lost_row_is_found():
    assert list(bench.regressions({}, {"a": {"median": 100}})) == ["a: no longer measured"]
