#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Analysers over everything that runs on the target: gcc with more warnings and its analyser, clang
with its analysis of locks, clang-tidy, cppcheck, sparse. Which checks are not used, and which
findings are wrong, is in suppressions.txt, with reasons; the tree holds no inline suppression.
Versions of a tool other than those of Debian 12 find other things: they only inform."""

import dataclasses
import fnmatch
import hashlib
import json
import re

import lint
import units

TABLE = "suppressions.txt"
KINDS = {"off": 1, "wrong": 2, "bare": 1}
GCC = """
    -Wall -Wextra -fanalyzer -Walloca -Warith-conversion -Wcast-align=strict -Wduplicated-branches
    -Wduplicated-cond -Wformat=2 -Wimplicit-fallthrough=5 -Wjump-misses-init -Wlogical-op
    -Wmissing-declarations -Wnull-dereference -Wold-style-definition -Wpointer-arith
    -Wredundant-decls -Wsign-conversion -Wstrict-overflow=2 -Wswitch-enum -Wunused-const-variable=2
    -Wunused-macros -Wwrite-strings""".split()
CLANG = """
    -Wall -Wextra -Wthread-safety -Wthread-safety-beta -Wcomma -Wconditional-uninitialized
    -Wcovered-switch-default -Wloop-analysis -Wunreachable-code-aggressive""".split()
TIDY = """
    bugprone-* cert-* clang-analyzer-* concurrency-* misc-* performance-* portability-*
    readability-*""".split()
CPPCHECK = """
    --std=c11 --quiet --inconclusive --enable=warning,style,performance,portability
    --template={file}:{line}:{column}:\\ warning:\\ {message}\\ [{id}] -D__GNUC__=12
    -D__x86_64__""".replace("\\ ", "\0").split()
TESTED = {  # tool: command, version
    "gcc": ("gcc", "12."), "clang": ("clang", "14."), "tidy": ("clang-tidy", "14."),
    "cppcheck": ("cppcheck", "2.10"), "sparse": ("sparse", "0.6.4"),
}
FINDING = re.compile(
    r"^(\S+?):(\d+):(?:\d+:)? (?:warning|error|fatal error): (.*?)(?: \[([^]]+)\])?$")
INLINE = re.compile(r"NOLINT|cppcheck-suppress|#\s*pragma\s+(?!once)|_Pragma|__force\b")


@dataclasses.dataclass(frozen=True)
class Finding:
    tool: str
    file: str
    line: int
    check: str
    message: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.message} [{self.tool}:{self.check}]"


def findings(tool, text):
    """What a tool printed, as findings."""
    for line in text.splitlines():
        match = FINDING.match(line)
        if match:
            check = (match[4] or "error").split(",")[0].split("[")[-1].removeprefix("-W")
            yield Finding(tool, str(lint.name(match[1])), int(match[2]), check, match[3])


def analyse_gcc(unit):
    _, text = lint.output(["gcc", *GCC, *unit.flags_of("gcc"), "-c", unit.path, "-o", "/dev/null"])
    return findings("gcc", text.replace("cc1: ", f"{unit.path}:0: "))


def analyse_clang(unit):
    _, text = lint.output(["clang", *CLANG, *unit.flags_of("clang"), "-fsyntax-only", unit.path])
    return findings("clang", text)


# The analyser must see to the end of a stub that calls another one: five calls are too few.
DEPTH = ["-Xclang", "-analyzer-inline-max-stack-depth=8"]


def analyse_tidy(unit, off=()):
    checks = ",".join(["-*", *TIDY, *(f"-{check}" for check in off)])
    headers = f"--header-filter=^{re.escape(str(lint.ROOT))}/(kernel|services|boot|generated)/"
    _, text = lint.output(["clang-tidy", "--quiet", f"--checks={checks}", headers, unit.path, "--",
                           *unit.flags_of("clang"), *DEPTH])
    return findings("tidy", text)


def analyse_cppcheck(unit):
    options = [option.replace("\0", " ") for option in CPPCHECK]
    _, text = lint.output(["cppcheck", *options, *unit.includes(), unit.path])
    return findings("cppcheck", text)


def analyse_sparse(unit):
    """Only the kernel marks what sparse knows: pointers of programs."""
    if unit.kind != "kernel":
        return []
    folders = unit.includes()
    _, text = lint.output(["sparse", "-std=gnu11", "-ffreestanding", *folders, unit.path])
    return findings("sparse", text)


def inline_suppressions(unit):
    for number, line in enumerate(unit.path.read_text().splitlines(), 1):
        if match := INLINE.search(line):
            yield Finding("lint", str(lint.name(unit.path)), number, "inline-suppression",
                          f"{match[0]}: suppressions are in {TABLE}")


def analyse(unit, off=()):
    for tool in (analyse_gcc, analyse_clang, analyse_cppcheck, analyse_sparse, inline_suppressions):
        yield from tool(unit)
    yield from analyse_tidy(unit, off)


def fingerprint(off):
    """Of all that the findings about any unit depend on, but for its own text."""
    digest = hashlib.sha256(repr(off).encode())
    own = [f"tests/lint/{name}.py" for name in ("static", "units", "lint")]
    folders = ("kernel", "services", "boot", "generated", "tests")
    headers = [f"{folder}/**/*.h" for folder in folders]
    for path in lint.sources(*own, *headers):
        digest.update(str(path).encode() + path.read_bytes())
    for command, _ in TESTED.values():
        digest.update(lint.output([command, "--version"])[1].encode())
    return digest


def analyse_once(unit, off, common):
    """As analyse(), but what has not changed since is not looked at again."""
    digest = common.copy()
    digest.update(str(unit.path).encode() + unit.path.read_bytes())
    kept = lint.ROOT / "build/lint/findings" / digest.hexdigest()
    if not kept.exists():
        found = [dataclasses.astuple(finding) for finding in analyse(unit, off)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(found))
    return [Finding(*finding) for finding in json.loads(kept.read_text())]


def remaining(found, table):
    """The findings that are not said to be wrong."""
    for finding in found:
        named = f"{finding.tool}:{finding.check}"
        rows = [row for row in table.of("wrong")
                if row[0] == named and fnmatch.fnmatch(finding.file, row[1])]
        for row in rows:
            table.use("wrong", *row)
        if not rows:
            yield finding


def other_versions(version_of=lambda command: lint.output([command, "--version"])[1]):
    """The tools whose findings do not count."""
    return [tool for tool, (command, version) in TESTED.items()
            if not re.search(rf"(^|[^\w.]){re.escape(version)}", version_of(command))]


def undeclared(table):
    """Headers whose functions the analysers do not see, and of which the table does not say so."""
    if not table.use("bare", units.BARE):
        yield f"{TABLE}: no row `bare {units.BARE}`"


def unknown_checks(table):
    _, text = lint.output(["clang-tidy", f"--checks={','.join(TIDY)}", "--list-checks"])
    known = text.split()
    for check, in table.of("off"):
        if check in known:
            table.use("off", check)
        else:
            yield f"{TABLE}: {check} is no check of clang-tidy"


def main():
    table = lint.Table(TABLE, KINDS)
    off = [check for check, in table.of("off")]
    targets, common = units.all_units(), fingerprint(off)
    every = lint.in_parallel(lambda unit: analyse_once(unit, off, common), targets)
    unique = sorted(set(every), key=lambda finding: (finding.file, finding.line, str(finding)))
    left, others = list(remaining(unique, table)), other_versions()
    for finding in left:
        if finding.tool in others:
            print(f"{finding} (another version than the tested one)")
    counted = [finding for finding in left if finding.tool not in others]
    bare = list(undeclared(table))
    checks = [] if others else [*unknown_checks(table), *table.unused()]
    lint.finish([*table.problems, *bare, *counted, *checks])


if __name__ == "__main__":
    main()
