#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs everything that `make check` has built and closes with `N passed, N failed`.

Jobs, each of which yields test cases:
  host/<binary>           build/<config>/host/test_*, cmocka
  <folder>/test_*.py      tests/<folder>/, pytest; KOZO_BUILD names build/<config>
  lint/<file>             executables in tests/lint/; exit status 0 passes
  guest/<image>/...       build/<config>/images/<image>, see run_guest.py;
                          tests/guest/<image>/test.yaml may set expect, boot, cpus, timeout, and
                          also_boot and cmdlines to run besides
JUnit XML goes to build/junit/; everything that a job prints to build/<config>/logs/.
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
JUNIT = ROOT / "build" / "junit"
JOB_TIMEOUT = 1800
EXCERPT = 40  # lines of what a failed host test has printed


@dataclasses.dataclass
class Case:
    name: str
    passed: bool
    detail: str = ""
    seconds: float = 0.0
    summary: str = ""  # a line to show although it passed


@dataclasses.dataclass
class Job:
    name: str
    run: callable  # () -> [Case]
    cases: list = dataclasses.field(default_factory=list)
    seconds: float = 0.0


def call(command, log, **environment):
    """Runs a command; (exit status, its output), which is in the log as well. A job that hangs is a
    failure, not a hang."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
            timeout=JOB_TIMEOUT,
        )
        status, output = done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as expired:
        status, output = -1, (expired.stdout or b"").decode(errors="replace") + "\ntimeout"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text(output)
    return status, output


def junit_cases(path):
    for case in ElementTree.parse(path).iter("testcase"):
        bad = [item for kind in ("failure", "error") for item in case.iter(kind)]
        text = "\n".join((item.text or item.get("message") or "").strip() for item in bad)
        summary = [item.get("value") for item in case.iter("property")
                   if item.get("name") == "summary"]
        yield Case(case.get("name"), not bad, text, float(case.get("time") or 0), *summary)


def excerpt(output):
    """The beginning, which says what came first, and the last lines."""
    lines = output.strip().splitlines()
    return lines if len(lines) <= EXCERPT else [*lines[:EXCERPT - 5], "...", *lines[-5:]]


def judged(cases, status, output, log, show=False):
    """The cases, of which those that failed tell where the log is, and the first what is in it if
    `show`. A program that fails without a failed case crashed, or failed before or after them."""
    if status != 0 and all(case.passed for case in cases):
        cases.append(Case("exit status", False, f"exit status {status}"))
        show = True
    failed = [case for case in cases if not case.passed]
    for case in failed:
        printed = excerpt(output) if show and case is failed[0] else []
        case.detail = "\n".join([*printed, case.detail, f"see {log.relative_to(ROOT)}"])
    return cases


def host_job(binary, build):
    log = build / "logs" / f"host-{binary.name}.log"

    def run():
        raw = JUNIT / "raw" / f"{binary.name}.xml"
        raw.unlink(missing_ok=True)
        status, output = call(
            [binary], log, CMOCKA_MESSAGE_OUTPUT="xml", CMOCKA_XML_FILE=str(raw)
        )
        cases = list(junit_cases(raw)) if raw.exists() else []
        return judged(cases, status if cases else status or -1, output, log, show=True)

    return Job(f"host/{binary.name}", run)


def pytest_job(path, build, select):
    name = f"{path.parent.name}-{path.stem}"
    log = build / "logs" / f"{name}.log"

    def run():
        raw = JUNIT / "raw" / f"{name}.xml"
        raw.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", path]
        command += [f"--junitxml={raw}", f"--rootdir={ROOT}", *select]
        search = f"{ROOT / 'tests' / 'harness'}:{ROOT / 'generator'}"
        status, output = call(command, log, KOZO_BUILD=str(build), PYTHONPATH=search)
        cases = list(junit_cases(raw)) if raw.exists() else []
        nothing_selected = status == 5 and select
        return cases if nothing_selected else judged(cases, status, output, log)

    return Job(f"{path.parent.name}/{path.name}", run)


def lint_job(path, build):
    log = build / "logs" / f"lint-{path.name}.log"

    def run():
        status, output = call([sys.executable, path], log, KOZO_BUILD=str(build))
        return [Case(path.name, status == 0, output)]

    return Job(f"lint/{path.name}", run)


def guest_job(build, image, boot, cpus, cmdline, options):
    import run_guest

    variant = f"{boot}-{cpus}cpu" + (f"-{cmdline}" if cmdline else "")

    def run():
        log = build / "logs" / f"{image}-{variant}.log"
        machine = run_guest.Machine(build, image, boot, cpus, cmdline=cmdline)
        run_guest.count_time(machine)
        outcome = run_guest.run(machine, log, options.get("timeout", 240))
        expected = options.get("expect", "pass")
        cases = [Case(point.name, point.passed, point.detail) for point in outcome.points]
        detail = f"expected {expected}, got {outcome.verdict}: {outcome.reason}; see {log}"
        cases.append(Case("verdict", outcome.verdict == expected, detail, outcome.seconds))
        return cases

    return Job(f"guest/{image}/{build.name}-{variant}", run)


def guest_jobs(builds, boots):
    """The main configuration boots in every way, the others as fast as possible."""
    import yaml

    for build in builds:
        for folder in sorted((ROOT / "tests" / "guest").glob("*/")):
            if not (build / "images" / folder.name).exists():
                continue
            file = folder / "test.yaml"
            options = yaml.safe_load(file.read_text()) if file.exists() else {}
            chosen = boots if build == builds[0] else ["direct"]
            if "uefi" in chosen:
                chosen = chosen + options.get("also_boot", [])
            for boot in [boot for boot in chosen if boot in options.get("boot", chosen)]:
                for cpus in options.get("cpus", [1]):
                    yield guest_job(build, folder.name, boot, cpus, "", options)
                for cmdline in options.get("cmdlines", []) if boot == "direct" else []:
                    yield guest_job(build, folder.name, boot, 1, cmdline, options)


def collect(options):
    builds = [ROOT / "build" / name for name in options.configs.split(",")]
    tests = ROOT / "tests"
    names = options.filter.split(",")
    jobs = list(guest_jobs(builds, options.boots.split(",")))
    skipped = options.skip.split(",")
    for path in sorted(tests.glob("*/test_*.py")):
        if path.parent.name not in skipped:
            named = any(name in f"{path.parent.name}/{path.name}" for name in names)
            cases = [name for name in names if "/" not in name]  # the others are of jobs
            select = [] if named else ["-k", " or ".join(cases)]
            if named or cases:
                jobs.append(pytest_job(path, builds[0], select))
    jobs += [host_job(path, builds[0]) for path in sorted((builds[0] / "host").glob("test_*[!.]?"))]
    lints = [path for path in sorted((tests / "lint").glob("*")) if not path.is_dir()]
    jobs += [lint_job(path, builds[0]) for path in lints if os.access(path, os.X_OK)]
    jobs = [job for job in jobs if job.name.split("/")[0] not in skipped]
    if options.only:
        jobs = [job for job in jobs if job.name.split("/")[0] in options.only.split(",")]
    # A pytest file stays: its cases are selected by pytest itself.
    pytest_file = re.compile(r".*/test_\w+\.py$")
    return [job for job in jobs
            if any(name in job.name for name in names) or pytest_file.match(job.name)]


def execute(job):
    start = time.monotonic()
    try:
        job.cases = job.run()
    except Exception as error:  # a broken job must not hide the others
        job.cases = [Case("harness", False, repr(error))]
    job.seconds = time.monotonic() - start
    return job


def write_junit(job):
    suite = ElementTree.Element("testsuite", name=job.name, time=f"{job.seconds:.3f}")
    suite.set("tests", str(len(job.cases)))
    suite.set("failures", str(sum(not case.passed for case in job.cases)))
    for case in job.cases:
        element = ElementTree.SubElement(suite, "testcase", name=case.name, classname=job.name)
        element.set("time", f"{case.seconds:.3f}")
        if not case.passed:
            printable = "".join(c for c in case.detail if c.isprintable() or c in "\n\t")
            ElementTree.SubElement(element, "failure").text = printable
    path = JUNIT / (job.name.replace("/", "-") + ".xml")
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def report(job):
    failed = [case for case in job.cases if not case.passed]
    mark = "FAIL" if failed else "ok"
    counts = f"{len(job.cases) - len(failed)} passed"
    if failed:
        counts += f", {len(failed)} failed"
    print(f"  {mark:4}  {job.name:44} {counts:24} {job.seconds:6.1f} s", flush=True)
    for case in job.cases:
        if case.summary:
            print(f"        {case.summary}")
    for case in failed:
        print(f"        {case.name}")
        for line in case.detail.strip().splitlines()[-(EXCERPT + 10):]:
            print(f"            {line}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configs", default="gcc", help="build/<config>, comma-separated")
    parser.add_argument("--boots", default="uefi,direct")
    parser.add_argument("--only", default="", help="kinds of jobs, comma-separated")
    parser.add_argument("--skip", default="", help="kinds of jobs, comma-separated")
    parser.add_argument("--filter", default="",
                        help="parts of names of jobs or pytest cases, comma-separated")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    (JUNIT / "raw").mkdir(parents=True, exist_ok=True)
    for old in JUNIT.glob("*.xml"):
        old.unlink()
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done in concurrent.futures.as_completed(
            [pool.submit(execute, job) for job in collect(options)]
        ):
            job = done.result()
            if job.cases:
                write_junit(job)
                report(job)
            passed += sum(case.passed for case in job.cases)
            failed += sum(not case.passed for case in job.cases)
    if passed + failed == 0:
        print("no test matches")
    print(f"{passed} passed, {failed} failed")
    return failed != 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
