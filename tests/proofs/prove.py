#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proves the units of units/ with Frama-C's WP and compares the goals with the records.

A unit is a driver file, the functions whose contracts are proved, what their goals say, and what
is taken for granted. Its record (records/<unit>.txt) holds the number of goals of each function
and property, and the provers' answers, so that a replay takes seconds. A run fails when a goal is
not proved, when a function has fewer goals of a property than recorded, or when something is
taken for granted that the unit does not list. See README.md."""

import argparse
import collections
import concurrent.futures
import dataclasses
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "mutants"))
import mutants  # noqa: E402
import trust  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path("tests/proofs")
VERSIONS = {"frama-c": "25.0", "z3": "4.8.12", "cvc4": "1.8"}
MEMORY = 8_000_000  # KiB that one process may map
GOAL = r"\[wp\] \[[^]]+\] Goal (?:typed\w*?_)?(%s)_(\w+)( : Valid)?"
VACUOUS = "Target turned to False"
FINISHED = re.compile(r"\[wp\] Proved goals: +\d+ / (\d+)")
SCHEDULED = re.compile(r"\[wp\] (\d+) goals? scheduled")
CALL = re.compile(r'"UV (\w+) \(\d+\)" -> "UV (\w+) \(\d+\)"')
TAKEN = re.compile(r"\b(?:admit|axiom) +(\w+) *:")
STATEMENT = re.compile(r"^\(define-fun (\w+)_ \(((?:\(\w+ (?:Word|\(_ BitVec \d+\))\) ?)*)\) Bool",
                       re.MULTILINE)
# Values of what a statement names so: sizes, and the radix of a CNode.
SIZES = {"b": range(6, 47), "c": range(6, 47), "radix": range(31)}
PROGRESS = 10  # seconds between two lines of progress
QUICK = 5  # seconds that a prover may take for a goal where a bug is


@dataclasses.dataclass
class Unit:
    name: str
    title: str
    driver: str
    properties: dict  # name -> {goals: pattern, text}; the first pattern found in a goal's name
    functions: object  # names, or {file, pattern}
    include: list
    options: list = dataclasses.field(default_factory=list)
    provers: str = "z3,cvc4"
    slice: int = 1000  # functions for one run of Frama-C; runs go side by side
    timeout: int = 10
    trusted: dict = dataclasses.field(default_factory=dict)  # function, admit, axiom -> why
    assumptions: list = dataclasses.field(default_factory=list)  # besides, in words
    bugs: list = dataclasses.field(default_factory=list)

    def proved(self, root):
        """The functions whose contracts are proved."""
        if isinstance(self.functions, list):
            return self.functions
        text = (root / self.functions["file"]).read_text()
        return list(dict.fromkeys(re.findall(self.functions["pattern"], text, re.MULTILINE)))

    def property_of(self, goal):
        return next((name for name, row in self.properties.items()
                     if re.search(row["goals"], goal)), "other")


@dataclasses.dataclass
class Result:
    """Goals by (function, property); `lost` are those without a proof, by name."""
    goals: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    lost: dict = dataclasses.field(default_factory=dict)
    findings: list = dataclasses.field(default_factory=list)
    seconds: float = 0.0

    @property
    def total(self):
        return sum(self.goals.values())


def load(root):
    files = sorted((root / HERE / "units").glob("*.yaml"))
    return [Unit(name=name, **({"include": rows["include"]} | row))
            for rows in (yaml.safe_load(file.read_text()) for file in files)
            for name, row in rows["units"].items()]


def read_record(path):
    """(goals by function and property, answers by the hash of the question)."""
    goals, answers = collections.Counter(), {}
    for line in path.read_text().splitlines() if path.exists() else []:
        kind, rest = line.split(" ", 1)
        if kind == "goals":
            function, name, count = rest.split()
            goals[function, name] = int(count)
        elif kind == "answer":
            key, prover, seconds, steps = rest.split()
            answers[key] = f'{{ "prover": "{prover}", "verdict": "valid", "time": {seconds}, ' \
                           f'"steps": {steps} }}'
    return goals, answers


def write_record(path, goals, answers):
    lines = [f"goals {function} {name} {count}" for (function, name), count in goals.items()]
    for key, text in answers.items():
        answer = json.loads(text.replace(". }", ".0 }").replace(".,", ".0,"))
        lines.append(f"answer {key} {answer['prover']} {answer.get('time', 0.0)} "
                     f"{answer.get('steps', 0)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in sorted(lines)))


def unpack(session, answers):
    cache = session / "cache"
    shutil.rmtree(session, ignore_errors=True)
    cache.mkdir(parents=True)
    for key, answer in answers.items():
        (cache / f"{key}.json").write_text(answer)


def packed(session):
    """What provers have proved. That they have not may be for the machine's load."""
    texts = {path.stem: path.read_text().strip() for path in session.glob("*/cache/*.json")}
    return {key: text for key, text in texts.items() if '"valid"' in text}


def missing_tools():
    """Why nothing can be proved here, or None. Answers and goals differ between versions."""
    for tool, version in VERSIONS.items():
        if not shutil.which(tool):
            return f"{tool} is not installed"
        said = subprocess.run([tool, "-version" if tool == "frama-c" else "--version"],
                              capture_output=True, text=True, check=False).stdout
        if not re.search(rf"\b{re.escape(version)}\b", said):
            return f"{tool} is not version {version}"
    return None if shutil.which("why3") else "why3 is not installed"


def why3_configuration(root):
    path = root / "build/proofs/why3.conf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["why3", "config", "detect"], env=os.environ | {"WHY3CONFIG": str(path)},
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return path


def frama_c(unit, functions, session, mode, jobs):
    include = " ".join(f"-I{folder}" for folder in unit.include)
    what = ["-wp-rte", "-wp-fct", ",".join(functions)]
    if functions == ["lemma"]:
        what = ["-wp-prop=@lemma"]
    return ["frama-c", "-c11", "-machdep", "gcc_x86_64", f"-cpp-extra-args=-std=gnu11 {include}",
            "-wp", *what, "-wp-prover", unit.provers,
            "-wp-timeout", str(unit.timeout), "-wp-par", str(jobs), "-wp-cache", mode,
            "-wp-session", str(session), "-cg", str(session / "calls.dot"), *unit.options,
            unit.driver]


def prove(unit, root, functions, mode, jobs, answers, tell=lambda text: None):
    """Runs the provers on some functions of a unit in the tree `root`."""
    slices = [functions[at:at + unit.slice] for at in range(0, len(functions), unit.slice)]
    session = ROOT / "build/proofs" / unit.name
    shutil.rmtree(session, ignore_errors=True)
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(lambda index: prove_slice(
            unit, root, slices[index], mode, max(1, jobs // len(slices)), answers,
            session / str(index), tell), range(len(slices))))
    whole = Result(seconds=time.monotonic() - started)
    for part in parts:
        whole.goals += part.goals
        whole.lost |= part.lost
        whole.findings += part.findings
    return whole, packed(session), sorted(session.glob("*/calls.dot"))


def prove_slice(unit, root, functions, mode, jobs, answers, session, tell):
    unpack(session, answers)
    command = frama_c(unit, functions, session, mode, jobs)
    names = sorted(functions, key=len, reverse=True)
    goal_of = re.compile(GOAL % "|".join(map(re.escape, names)))
    result, told, scheduled, log = Result(), time.monotonic(), 0, []
    environment = os.environ | {"WHY3CONFIG": str(why3_configuration(ROOT))}
    limited = ["sh", "-c", f'ulimit -v {MEMORY}; exec nice -n 5 "$@"', "sh", *command]
    with subprocess.Popen(limited, cwd=root, env=environment, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        for line in run.stdout:
            log.append(line)
            if match := SCHEDULED.search(line):
                scheduled += int(match[1])
            if match := goal_of.search(line):
                key = match[1], unit.property_of(match[2])
                result.goals[key] += 1
                if not match[3]:
                    result.lost[f"{match[1]}_{match[2]}"] = key
                    tell(f"  not proved: {match[1]}_{match[2]}")
            if time.monotonic() - told > PROGRESS:
                told = time.monotonic()
                tell(f"  {functions[0]}...: {result.total} of {scheduled} goals")
    (session / "log").write_text("".join(log))
    # A premise that WP takes for false makes every goal behind it true.
    result.findings += [f"vacuous: {line.strip()}" for line in log if VACUOUS in line]
    finished = FINISHED.search("".join(log))
    if run.returncode != 0 or not finished or result.total != int(finished[1]):
        result.findings.append(f"Frama-C ended with {run.returncode} after {result.total} of "
                               f"{scheduled} goals: " + "".join(log[-6:]).strip())
    result.findings += [f"not proved: {goal}" for goal in result.lost]
    return result


def sources(unit, root):
    """The files that the driver includes."""
    include = [f"-I{folder}" for folder in unit.include]
    files = subprocess.run(["gcc", "-MM", "-std=gnu11", *include, unit.driver], cwd=root,
                           capture_output=True, text=True, check=True).stdout
    return [root / file for file in re.findall(r"[^\s\\:]+\.[ch]\b", files)]


def taken_for_granted(unit, units, root, graphs, functions):
    """Functions that are called and whose contracts no unit with this driver proves; admits and
    axioms in the files that the driver includes."""
    calls = {match for graph in graphs for match in CALL.findall(graph.read_text())}
    proved = {name for other in units if other.driver == unit.driver
              for name in other.proved(root)}
    found = {callee for caller, callee in calls if caller in functions and callee not in proved}
    for file in sources(unit, root):
        found.update(TAKEN.findall(file.read_text()))
    return found


def not_so_by_bits(path):
    """The statements of a file on words, by name, that Z3 finds false, or does not decide, for some
    size; None for those that it proves."""
    text, verdicts = path.read_text(), {}
    for name, list_of_arguments in STATEMENT.findall(text):
        sorts = dict(re.findall(r"\((\w+) (Word|\(_ BitVec \d+\))\)", list_of_arguments))
        query = text + "".join(f"(declare-const {argument} {sort})\n"
                               for argument, sort in sorts.items() if argument not in SIZES)
        cases = list(itertools.product(*(SIZES.get(argument, [argument]) for argument in sorts)))
        for case in cases:
            values = " ".join(f"(_ bv{value} 64)" if isinstance(value, int) else value
                              for value in case)
            query += f"(push)(assert (not ({name}_ {values})))(check-sat)(pop)\n"
        said = subprocess.run(["z3", "-in", "-T:60"], text=True, capture_output=True, check=False,
                              input=query).stdout.split()
        verdicts[name] = None if said == ["unsat"] * len(cases) else " ".join(set(said))
    return verdicts


def by_bits(unit, root):
    """Has Z3 prove the axioms of headers that have a file of statements on words beside them.
    Returns findings."""
    findings = []
    for file in sources(unit, root):
        if file.with_suffix(".smt2").exists():
            verdicts = not_so_by_bits(file.with_suffix(".smt2"))
            findings += [f"axiom {name}: not so for 64 bits: {verdicts.get(name, 'no statement')}"
                         for name in TAKEN.findall(file.read_text())
                         if verdicts.get(name, "") is not None]
    return findings


def compare(unit, result, recorded, found):
    """What is wrong besides goals without a proof. A name in `trusted` may be a pattern."""
    for key, count in recorded.items():
        if result.goals[key] < count:
            result.findings.append(f"{key[0]}: {result.goals[key]} goals of {key[1]}, "
                                   f"the record has {count}")
    used = {name: [row for row in unit.trusted if re.fullmatch(row, name)] for name in found}
    result.findings += [f"taken for granted, but not listed as trusted: {name}"
                        for name, rows in sorted(used.items()) if not rows]
    idle = set(unit.trusted).difference(*used.values())
    result.findings += [f"listed as trusted, but not used: {name}" for name in sorted(idle)]


def print_table(unit, result):
    lost = collections.Counter(result.lost.values())
    print(f"\n{unit.name}: {unit.title}")
    print(f"  {'function':34} {'property':14} {'goals':>5} {'proved':>6}")
    for (function, name), count in sorted(result.goals.items()):
        if count:
            print(f"  {function:34} {name:14} {count:5} {count - lost[function, name]:6}")
    for name, row in unit.properties.items():
        count = sum(number for (_, other), number in result.goals.items() if other == name)
        print(f"  {name}: {row['text']} ({count} goals)")
    for name, why in unit.trusted.items():
        print(f"  trusted: {name}: {why}")
    for text in unit.assumptions:
        print(f"  assumed: {text}")
    for text in result.findings:
        print(f"  FINDING: {text}")


def prove_unit(unit, units, options, root=ROOT):
    functions = unit.proved(root)
    record = root / HERE / "records" / f"{unit.name}.txt"
    recorded, known = read_record(record)
    mode = "rebuild" if options.fresh else "cleanup" if options.update else "replay"
    result, answers, graphs = prove(unit, root, functions, mode, options.jobs,
                                    {} if options.fresh else known, print)
    compare(unit, result, {} if options.update else recorded,
            taken_for_granted(unit, units, root, graphs, functions))
    result.findings += by_bits(unit, root) + trust.findings(unit, units, root)
    result.findings += trust.unproved_lemmas(unit, units, lambda one: sources(one, root))
    if (options.update or options.fresh) and not result.findings:
        write_record(record, result.goals, answers)
    elif options.update:
        write_record(record, recorded, known | answers)
    elif not recorded:
        result.findings.append("no record: run with UPDATE=1")
    return result


def with_bug(bug, text):
    """The text with the generated check of that id gone, or with `old` replaced by `new`."""
    if "check" in bug:
        [match] = [match for match in mutants.CHECK.finditer(text) if match[3] == bug["check"]]
        return mutants.edited(text, [(mutants.deletion(text, match), "1")])
    if text.count(bug["old"]) != 1:
        raise ValueError(f"{bug['id']}: {text.count(bug['old'])} times in {bug['file']}")
    return text.replace(bug["old"], bug["new"])


def planted(bug, directory):
    """A copy of the tree with the bug in it."""
    shutil.rmtree(directory, ignore_errors=True)
    for folder in ("kernel", "generated", "tests/proofs", "tests/host"):
        shutil.copytree(ROOT / folder, directory / folder)
    file = directory / bug["file"]
    file.write_text(with_bug(bug, file.read_text()))
    return directory


def find_bug(unit, bug, options):
    """Does a goal of the bug's property get lost?"""
    root = planted(bug, ROOT / "build/proofs" / f"{unit.name}-bug")
    quick = dataclasses.replace(unit, name=f"{unit.name}-bugs", timeout=QUICK)
    _, answers = read_record(ROOT / HERE / "records" / f"{unit.name}.txt")
    result, _, _ = prove(quick, root, [bug["function"]], "replay", options.jobs,
                         answers)
    shutil.rmtree(root)
    lost = [goal for goal, (_, name) in result.lost.items() if name == bug["property"]]
    others = len(result.lost) - len(lost)
    verdict = "found" if lost and result.total else "NOT FOUND"
    print(f"{verdict:9} {unit.name}: {bug['id']} ({bug['property']}): "
          f"{', '.join(lost) or '; '.join(result.findings) or 'every goal is proved'}"
          + (f" and {others} more" if lost and others else ""), flush=True)
    return bool(lost)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--filter", default="", help="only units, or bugs, whose name has this")
    parser.add_argument("--fresh", action="store_true", help="use no answer of the record")
    parser.add_argument("--update", action="store_true", help="write goals and answers down")
    parser.add_argument("--bugs", action="store_true", help="plant each bug instead")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    why = missing_tools()
    if why:
        print(f"proofs: {why}: see tests/proofs/README.md", file=sys.stderr)
        return 2
    units = load(ROOT)
    if options.bugs:
        bugs = [(unit, bug) for unit in units for bug in unit.bugs
                if options.filter in f"{unit.name}: {bug['id']}"]
        found = sum(find_bug(unit, bug, options) for unit, bug in bugs)
        print(f"{len(bugs)} bugs, {found} found")
        return 0 if found == len(bugs) > 0 else 1
    chosen = [unit for unit in units if options.filter in unit.name]
    results = []
    for unit in chosen:
        results.append(prove_unit(unit, units, options))
        print_table(unit, results[-1])
    total = sum(result.total for result in results)
    print(f"\n{sum(len(unit.trusted) for unit in chosen)} contracts trusted, "
          f"{sum(result.seconds for result in results):.0f} s")
    print(f"{total} goals, {total - sum(len(result.lost) for result in results)} proved")
    return 1 if not results or any(result.findings for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
