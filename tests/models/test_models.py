# SPDX-License-Identifier: MIT
"""The small models and planted bugs; `make models` has them all."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import models  # noqa: E402

TABLE = models.table()
SMALL, BUGS = ({name: row for name, row in TABLE[kind].items() if row.get("small")}
               for kind in ("configurations", "bugs"))


@pytest.mark.parametrize("name", SMALL)
def test_nothing_is_wrong_with_the_model(name):
    result, wrong = models.check_configuration(name, SMALL[name], "-O0")
    assert not wrong and result.states > 10


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_found(name):
    _, wrong = models.check_bug(name, BUGS[name], TABLE["configurations"])
    assert not wrong


def test_the_way_to_a_bug_is_told():
    models.check_bug("told", BUGS["dead_peer"], TABLE["configurations"])
    events = models.counterexample(models.BUILD / "bug-told", "ipc.pml", SMALL["small"]["define"])
    assert any(" calls at endpoint 0" in line for line in events) and " dies" in events[-1]


def test_a_bug_that_is_not_there_is_not_found():
    """The harness itself: a change without meaning goes unnoticed, and one that cannot be made is
    told."""
    row = TABLE["bugs"]["lost_wakeup"]
    _, wrong = models.check_bug("none", row | {"to": row["from"]}, TABLE["configurations"])
    assert wrong == "nobody has noticed"
    with pytest.raises(models.ModelError, match="exactly once"):
        models.check_bug("none", row | {"from": "no such text"}, TABLE["configurations"])
