# SPDX-License-Identifier: MIT
"""The service in Rust, which the shell asks in C. That this is left out where there is no rustc,
tests/rust tells."""
import pytest
from rust import RUSTC

pytestmark = pytest.mark.skipif(not RUSTC, reason="no rustc")
BOOTS = ["direct"]
SYSTEM = "rust"
LARGEST = 2**63 - 1


@pytest.mark.parametrize("formula, answer", [
    ("6*7", "42"),
    (" 2 + 3 * -(4 - 6) ", "8"),
    ("1 - 2 - 3", "-4"),
    ("-7 / 2 * 2 + -7 % 2", "-7"),
    (f"-{LARGEST} - 1", f"-{LARGEST + 1}"),
    ("(" * 39 + "5" + ")" * 39, "5"),
    (f"{LARGEST} + 1", "calc: a number does not fit"),
    (f"{LARGEST + 1}", "calc: a number does not fit"),
    (f"(-{LARGEST} - 1) / -1", "calc: a number does not fit"),
    ("1 / (2 - 2)", "calc: a number does not fit"),
    ("2 + x", "calc: not understood: x"),
    ("(1 + 2 3", "calc: not understood: 3"),
    ("1)", "calc: not understood: )"),
    ("(1 + 2", "calc: something is missing"),
    ("1" * 81, "calc: bad_message: "),
])
def test_answers(session, formula, answer):
    assert session.run(f"calc {formula}").startswith(answer)


def test_it_is_a_service_like_others(session):
    assert "calc: alive" in session.run("ping calc")
    assert "there is no service" not in session.run("calc 1")


def test_without_it_the_shell_tells(session):
    session.run("stop calc")
    told = session.run("calc 1")
    assert told.startswith("calc: ") and not told.startswith("calc: not understood")
