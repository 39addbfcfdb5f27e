# SPDX-License-Identifier: MIT
"""The runner of proofs notices what is lost. That it asks Frama-C rightly is tried where the
provers are installed; the proofs themselves are `make proofs`."""

import argparse
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import prove  # noqa: E402
import trust  # noqa: E402

SOURCE = """
/*@ requires count: n < 9;
    assigns \\nothing;
    exits \\false; */
void callee(unsigned n);

/*@ assigns \\nothing;
    ensures least: \\result <= 8; */
unsigned least(unsigned n)
{
    if (n > 8)
        return 8;
    callee(n);
    return n;
}
"""
PROPERTIES = {"result": {"goals": "ensures", "text": "the least"},
              "call": {"goals": "call_", "text": "in range"}}
ANSWER = '{ "prover": "CVC4:1.8", "verdict": "valid", "time": 0.5, "steps": 6 }'


def a_unit(**more):
    return prove.Unit(**({"name": "tried", "title": "", "driver": "tests/proofs/tried.c",
                          "properties": PROPERTIES, "functions": ["least"], "include": ["."],
                          "trusted": {"callee": "why"}} | more))


def findings(goals, recorded, found, **more):
    result = prove.Result()
    result.goals.update(goals)
    prove.compare(a_unit(**more), result, recorded, found)
    return result.findings


@pytest.mark.parametrize("goals, expected", [
    ({("least", "call"): 2}, []), ({("least", "call"): 3}, []),
    ({("least", "call"): 1}, ["least: 1 goals of call, the record has 2"]),
    ({}, ["least: 0 goals of call, the record has 2"])], ids=["same", "more", "fewer", "none"])
def test_the_number_of_goals(goals, expected):
    assert findings(goals, {("least", "call"): 2}, {"callee"}) == expected


@pytest.mark.parametrize("found, trusted, expected", [
    ({"callee", "call_it"}, {"call\\w+": ""}, []),
    ({"callee", "other"}, {"callee": ""}, ["taken for granted, but not listed as trusted: other"]),
    ({"callee"}, {"callee": "", "x": ""}, ["listed as trusted, but not used: x"])],
    ids=["pattern", "missing", "idle"])
def test_what_is_trusted(found, trusted, expected):
    assert findings({}, {}, found, trusted=trusted) == expected


def test_a_record(tmp_path):
    goals, answers = {("f", "call"): 2, ("g", "result"): 1}, {"ab": ANSWER}
    prove.write_record(tmp_path / "r" / "tried.txt", goals, answers)
    assert prove.read_record(tmp_path / "r" / "tried.txt") == (goals, answers)


def test_answers_outlive_a_lost_goal(tmp_path, monkeypatch):
    record, goals = tmp_path / prove.HERE / "records/tried.txt", {("least", "call"): 1}
    prove.write_record(record, goals, {"ab": ANSWER})
    result = prove.Result(findings=["not proved: least_call"])
    monkeypatch.setattr(prove, "prove", lambda *rest: (result, {"cd": ANSWER}, []))
    monkeypatch.setattr(prove, "taken_for_granted", lambda *rest: {"callee"})
    monkeypatch.setattr(prove, "sources", lambda *rest: [])
    options = argparse.Namespace(fresh=False, update=True, jobs=1)
    prove.prove_unit(a_unit(), [], options, tmp_path)
    assert prove.read_record(record) == (goals, {"ab": ANSWER, "cd": ANSWER})


def test_units():
    units = prove.load(prove.ROOT)
    assert units
    for unit in units:
        goals, _ = prove.read_record(prove.ROOT / prove.HERE / "records" / f"{unit.name}.txt")
        assert not goals or {name for name, _ in goals} == set(unit.proved(prove.ROOT))
        assert {bug["property"] for bug in unit.bugs} == set(unit.properties), unit.name
        for bug in unit.bugs:
            text = (prove.ROOT / bug["file"]).read_text()
            assert prove.with_bug(bug, text) != text


def test_axioms_and_statements_on_words(tmp_path, monkeypatch):
    why = prove.missing_tools()
    if why:
        pytest.skip(f"no proofs here: {why}")
    header = tmp_path / "numbers.h"
    header.write_text("axiom so: axiom not_so: axiom unsaid:")
    header.with_suffix(".smt2").write_text(
        "(define-sort Word () (_ BitVec 64))\n"
        "(define-fun so_ ((x Word) (b Word)) Bool\n"
        "  (= (bvlshr (bvshl x b) b) (bvurem x (bvshl (_ bv1 64)"
        " (bvsub (_ bv64 64) b)))))\n(define-fun not_so_ ((x Word)) Bool (bvult x (bvadd x x)))\n")
    monkeypatch.setattr(prove, "sources", lambda *rest: [header])
    assert prove.by_bits(a_unit(), tmp_path) == [
        "axiom not_so: not so for 64 bits: sat",
        "axiom unsaid: not so for 64 bits: no statement"]


CALLER = """
extern unsigned x, y;
/*@ %s */
void callee(unsigned n);
void caller(void) { callee(x + y); }
"""


@pytest.mark.parametrize("here, there, why, expected", [
    ("requires a: n < 9; requires n > 2; assigns \\nothing;",
     "requires b: n < 9; assigns \\nothing;", "", []),
    ("requires n < 9; ensures one: n == 1; ensures two: 2 == n;", "requires n < 9; ensures n == 1;",
     "", ["ensures two is not proved there"]),
    ("ensures n > 1 && n < 4;", "ensures n > 1; ensures n < 4;", "", []),
    ("ensures one: n == 1; ensures two: 2 == n;", "assigns \\nothing;",
     " but for one, two: why", []),
    ("requires n < 9;", "requires n < 9 && n > 2;", "", ["requires n > 2 is needed there"]),
    ("assigns x;", "assigns x, y;", "", ["assigns y there"])],
    ids=["more is known", "more is told", "in two", "left out", "less is known", "more is written"])
def test_what_another_unit_is_said_to_prove(tmp_path, here, there, why, expected):
    if why_not := prove.missing_tools():
        pytest.skip(f"no proofs here: {why_not}")
    (tmp_path / "here.c").write_text(CALLER % here)
    (tmp_path / "there.c").write_text(CALLER % there)
    unit = a_unit(name="here", driver="here.c", trusted={"callee": f"proved in unit there{why}"})
    other = a_unit(name="there", driver="there.c", functions=["callee"])
    rows = trust.findings(unit, [unit, other], tmp_path)
    assert rows == [f"trusted: callee: {row}" for row in expected]
    assert trust.findings(unit, [unit, a_unit(name="there")], tmp_path) == [
        "trusted: callee: unit there does not prove it"]


def test_a_lemma_that_no_unit_proves(tmp_path):
    header = tmp_path / "words.h"
    header.write_text("/*@ lemma so: 1 == 1; */")
    lemmas = a_unit(name="lemmas", functions=["lemma"])
    assert trust.unproved_lemmas(a_unit(), [lemmas], lambda unit: [header]) == []
    assert trust.unproved_lemmas(a_unit(), [a_unit()], lambda unit: [header]) == [
        "lemmas of words.h are proved by no unit"]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    why = prove.missing_tools()
    if why:
        pytest.skip(f"no proofs here: {why}")
    (tmp_path / "tests/proofs").mkdir(parents=True)
    monkeypatch.setattr(prove, "ROOT", tmp_path)

    def run(source, **options):
        (tmp_path / "tests/proofs/tried.c").write_text(source)
        unit = a_unit(timeout=8)
        chosen = argparse.Namespace(**({"fresh": False, "update": False, "jobs": 1} | options))
        return prove.prove_unit(unit, [unit], chosen, tmp_path)

    return run


def test_a_lost_goal_is_found(tree):
    assert tree(SOURCE, update=True).findings == []
    replayed = tree(SOURCE)
    assert replayed.findings == [] and replayed.goals["least", "call"] == 1
    assert tree(SOURCE.replace("(n > 8)", "(n > 9)")).findings == [
        "not proved: least_call_callee_requires_count"]
    assert {"least: 0 goals of call, the record has 1", "listed as trusted, but not used: callee"
            } < set(tree(SOURCE.replace("    callee(n);\n", "")).findings)
    assert any(text.startswith("Frama-C ended with 1") for text in tree("int x = ;\n").findings)
