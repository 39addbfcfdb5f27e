# SPDX-License-Identifier: MIT
"""Mutants of hand-written code: a survivor is told, and so is an explanation of no use."""

import dataclasses
import types

import core
import explained
import mutants
import operators
import pytest

SOURCE = """
/* twice == double */
enum { STEP_SIZE = 2 };

int is_positive(int x)
{
    return x > 0; /* no test knows 0 */
}

int countdown(long x)
{
    while (x != 0) {
        x--;
    }
    return (int)x;
}
"""
TEST = """
int is_positive(int x);
int countdown(long x);
int main(void)
{
    return is_positive(5) != 1 || is_positive(-5) != 0 || is_positive(1) != 1 || countdown(3) != 0;
}
"""
SUITE = mutants.Suite([], ["tests/test_*.c"], ["kernel/*.c"])
PLACE = ("kernel/a.c", "is_positive", "return x > 0; /* no test knows 0 */",
         "return x >= 0; /* no test knows 0 */")


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    tree = tmp_path_factory.mktemp("tree")
    for name, text in {"kernel/a.c": SOURCE, "tests/test_a.c": TEST}.items():
        (tree / name).parent.mkdir()
        (tree / name).write_text(text)
    chosen = list(core.all_mutants(tree, ["kernel/*.c"]))
    return core.execute(tree, [SUITE], chosen, 2, lambda number, mutant: None)


def test_what_no_test_notices_survives(executed):
    assert [mutant.place for mutant in executed if not mutant.killer] == [PLACE]
    [finding] = core.findings(executed, executed, {}, 0)
    assert finding == "survives, unexplained:\n" + "\n".join(
        ["kernel/a.c is_positive", f"- {PLACE[2]}", f"+ {PLACE[3]}"])
    assert core.summary(executed, {}).endswith(" killed, 1 survive (0 explained)")


def test_a_test_that_hangs_kills(executed):
    [endless] = [mutant for mutant in executed if (mutant.was, mutant.now) == ("x--;", ";")]
    assert endless.killer == "tests/test_a.c"


def test_an_explained_survivor_is_no_finding(executed):
    assert core.findings(executed, executed, {PLACE: "why"}, 0) == []
    assert core.summary(executed, {PLACE: "why"}).endswith("1 survive (1 explained)")


def test_an_explanation_of_no_use_is_a_finding(executed):
    killed = ("kernel/a.c", "countdown", "x--;", ";")
    gone = ("kernel/a.c", "countdown", "x -= 1;", ";")
    found = core.findings(executed, executed, {PLACE: "why", killed: "why", gone: "why"}, 0)
    assert found == ["explained, but it is killed: " + " | ".join(killed),
                     "explained, but there is no such mutant: " + " | ".join(gone)]


def test_too_few_killed_is_a_finding(executed):
    survivors = [dataclasses.replace(mutant, killer="") for mutant in executed]
    reasons = {mutant.place: "why" for mutant in survivors}
    assert core.findings(survivors, executed, reasons, 95) == ["tests kill 0.0 %, less than 95 %"]


def test_no_two_mutants_compile_to_the_same(executed):
    """`!(x != 0)` and `x == 0` are one mutant; `x - -1` is none of the operators'."""
    tried = [mutant.now for mutant in executed if mutant.was == "while (x != 0) {"]
    assert ("while (!(x != 0)) {" in tried) != ("while (x == 0) {" in tried)


FUNCTION = """
static bool f(struct a *a, unsigned n)
{
    const bool old = !a->used && n << 2 != LIMIT_MAX;
    struct b b = (struct b){
        .first = n | 1,
        .last = -1,
    };

    kassert(n + 1 < 5);
    for (unsigned i = 0; i < n; i++)
        g(a,
          &b);
    switch (n) {
    case 4:
        a->n += 3;
        break;
    default:
        return old;
    }
    return true;
}
"""


@pytest.mark.parametrize("was, now", [
    ("const bool old = !a->used && n << 2 != LIMIT_MAX;", {
        "const bool old = a->used && n << 2 != LIMIT_MAX;",
        "const bool old = !a->used || n << 2 != LIMIT_MAX;",
        "const bool old = !a->used && n >> 2 != LIMIT_MAX;",
        "const bool old = !a->used && n << 3 != LIMIT_MAX;",
        "const bool old = !a->used && n << 1 != LIMIT_MAX;",
        "const bool old = !a->used && n << 0 != LIMIT_MAX;",
        "const bool old = !a->used && n << 2 == LIMIT_MAX;",
        "const bool old = !a->used && n << 2 != (LIMIT_MAX + 1);",
        "const bool old = !a->used && n << 2 != (LIMIT_MAX - 1);"}),
    (".first = n | 1,", {"", ".first = n & 1,", ".first = n | 2,", ".first = n | 0,"}),
    (".last = -1,", {"", ".last = -2,", ".last = -0,"}),
    ("kassert(n + 1 < 5);", set()),
    ("for (unsigned i = 0; i < n; i++)", {
        "for (unsigned i = 1; i < n; i++)", "for (unsigned i = 0; i <= n; i++)",
        "for (unsigned i = 0; i >= n; i++)", "for (unsigned i = 0; i < n; i--)"}),
    ("g(a, &b);", {";", "g(&b, a );"}),
    ("a->n += 3;", {";", "a->n -= 3;", "a->n += 4;", "a->n += 2;", "a->n += 0;"}),
    ("break;", {";"}),
    ("case 4:", set()),
    ("return old;", {"return 0;", "return 1;"}),
    ("return true;", {"return false;"}),
])
def test_operators(was, now):
    changes = [operators.lines(FUNCTION, change) for change in operators.changes(FUNCTION)]
    assert {after for before, after in changes if before == was} == now


def test_a_change_keeps_the_number_of_lines():
    for change in operators.changes(FUNCTION):
        assert change.function == "f"
        assert operators.changed(FUNCTION, change).count("\n") == FUNCTION.count("\n")


def test_what_is_explained(tmp_path):
    file = tmp_path / "explained.txt"
    file.write_text("# about\n\na/b.c f\n- x\n| y;\n+ y;\n- z;\n+\n  one\n  two\n- u;\n  three\n")
    assert explained.read(file) == {("a/b.c", "f", "x y;", "y;"): "one two",
                                    ("a/b.c", "f", "z;", ""): "one two",
                                    ("a/b.c", "f", "u;"): "three"}
    file.write_text("a/b.c f\nx;\n")
    with pytest.raises(ValueError, match="2: not understood: x;"):
        explained.read(file)


def test_the_explanations_belong_to_mutants():
    places = {mutant.place for mutant in core.all_mutants(core.ROOT, core.CORE)}
    assert set(explained.read(core.EXPLAINED)) - places == set()


def test_proofs_are_asked_of_functions_that_are_proved(monkeypatch, tmp_path, capsys):
    path = core.ROOT / "kernel/cap/cdt.c"
    changes = [core.Mutant("kernel/cap/cdt.c", change, "was", "now")
               for change in operators.changes(path.read_text())]
    mutant = next(row for row in changes if row.change.function == "cdt_remove")
    other = next(row for row in changes if row.change.function == "cdt_next")
    asked = []

    def planted(bug, tree):
        asked.append((bug["file"], bug["old"] != bug["new"]))
        tree.mkdir()

    def prove(unit, tree, functions, mode, jobs, answers):
        assert functions == ["cdt_remove"]
        lost = {"slow_goal": ()} if answers != "answers" else {"keeps_list": (), "slow_goal": ()}
        return types.SimpleNamespace(lost=lost), None, None

    @dataclasses.dataclass
    class Unit:
        name: str = "core"
        timeout: int = 10

        def proved(self, root):
            return ["cdt_remove"]

    monkeypatch.setattr(core, "ROOT", tmp_path)
    (tmp_path / "kernel/cap").mkdir(parents=True)
    (tmp_path / "build").mkdir()
    (tmp_path / "kernel/cap/cdt.c").write_text(path.read_text())
    monkeypatch.setattr(core, "prove", types.SimpleNamespace(
        load=lambda root: [Unit()], planted=planted, prove=prove, HERE="tests/proofs",
        read_record=lambda record: ("goals", "answers")))
    core.ask_proofs([mutant, other])
    assert asked == [("kernel/cap/cdt.c", True)]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("tests do not notice, proofs do, keeps_list: ")
    assert lines[-1] == "1 of 2 survivors of the tests lose a proof"
