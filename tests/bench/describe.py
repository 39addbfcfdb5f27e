# SPDX-License-Identifier: MIT
"""docs/ipc-cost.md: what a round trip costs, instruction by instruction, as it was walked."""

import collections
import itertools
import pathlib
import re
import subprocess

import walk

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "ipc-cost.md"
ROW = "ipc.roundtrip.6w"
WIDTH = 44  # of an instruction
INTRO = """# What an IPC costs

`make bench BASELINE=update` writes this page: a debugger's stub walks one operation of each row of
`make bench`, in the run that measures it (`tests/bench/walk.py`). The figures are guest
instructions of the release build, not cycles. `make bench` fails if the kernel has become another
than the one described here. What the operations do is told in [IPC, threads and time](ipc.md).

Compiler: {compiler}.

## {row}

"""
SPLIT = """With {user} instructions of the programs, which put the message into registers and take
it out, the round trip is {median}.

Costly instructions in the kernel, in their order. Every other one reads and writes registers and
memory alone: none of them is privileged, waits for those before it, locks the bus, or reaches a
device.

"""
ROWS = """## All rows

`user` is without the two readings of the counter.

"""
LISTING = """## Instruction by instruction

All that the kernel executes in a round trip of six words between two address spaces, beside the
line of the source that it comes from, told where that changes. The words themselves stay in the
registers that the sender has put them in, and cost nothing here.

"""


def compiler(build):
    done = subprocess.run(["readelf", "-p", ".comment", build / "obj/kernel/kernel/main.c.o"],
                          capture_output=True, text=True, check=True)
    return re.search(r"\] +(.+)", done.stdout)[1].strip()


def sources(kernel, steps):
    """The line of the source that each step comes from, where it is inlined from."""
    done = subprocess.run(["addr2line", "-a", "-i", "-e", kernel,
                           *(hex(step.address) for step in steps)],
                          capture_output=True, text=True, check=True)
    files = {}
    for _, place in re.findall(r"^(0x\w+)\n(.+)$", done.stdout, re.MULTILINE):
        name, number = re.sub(r" \(.*", "", place).rsplit(":", 1)
        path = ROOT / name
        if path not in files:
            files[path] = path.read_text().splitlines() if path.is_file() else []
        known = number.isdigit() and 0 < int(number) <= len(files[path])
        text = files[path][int(number) - 1] if known else ""
        yield re.sub(r"\s+", " ", text.split("/*")[0]).strip()


def directions(steps):
    """The kernel's steps of each way in and out, in turn."""
    stays = [list(group) for inside, group in itertools.groupby(
        steps, key=lambda step: step.part != "user") if inside]
    assert len(stays) == 2, "a round trip is two stays in the kernel"
    return dict(zip(("call", "reply and receive"), stays))


def table(heading, rows):
    lines = [" | ".join(heading), " | ".join(["---"] + ["--:"] * (len(heading) - 1)),
             *(" | ".join(map(str, row)) for row in rows)]
    return "".join(f"| {line} |\n" for line in lines) + "\n"


def parts(stays, split):
    for name, stay in stays.items():
        counted = collections.Counter(step.part for step in stay)
        yield [name, *(counted[part] for part in walk.PARTS[1:]), len(stay)]
    yield ["both", *(split[part] for part in walk.PARTS[1:]),
           sum(split[part] for part in walk.PARTS[1:])]


def costly(stays):
    for name, stay in stays.items():
        for kind, group in itertools.groupby(
                (step for step in stay if step.costly), key=lambda step: step.costly[0]):
            group = list(group)
            yield [f"{name}: `{group[0].function}`, {kind}", len(group)]


def listing(kernel, stay):
    yield "```text"
    part = before = None
    for step, source in zip(stay, sources(kernel, stay), strict=True):
        if part != step.part:
            part, before = step.part, None
            yield f"{part}:"
        text = re.sub(r"[0-9a-f]{16} <(.+)>", r"\1", step.text)
        yield f"  {text:{WIDTH}} {source if source != before else ''}".rstrip()
        before = source
    yield "```"
    yield ""


def page(metrics, walker, build):
    """The whole page."""
    steps, row = walker.rows[ROW], metrics[ROW]
    stays = directions(steps)
    text = INTRO.format(compiler=compiler(build), row=ROW)
    text += table(["", *walk.PARTS[1:], "together"], parts(stays, row["split"]))
    text += SPLIT.format(user=row["split"]["user"], median=row["median"])
    text += table(["where, and what", "how many"], costly(stays))
    text += ROWS + table(["row", *walk.PARTS, "together", "costly"], (
        [f"`{name}`", *(told["split"][part] for part in walk.PARTS), sum(told["split"].values()),
         ", ".join(f"{count} {kind}" for kind, count in told["costly"].items())]
        for name, told in metrics.items() if "split" in told))
    text += LISTING
    for name, stay in stays.items():
        text += f"### {name[0].upper()}{name[1:]}\n\n"
        text += "\n".join(listing(walker.code.kernel, stay)) + "\n"
    return text.rstrip() + "\n"


def outdated(metrics, walker, build):
    """What is wrong with the page as it is committed; another compiler writes another one."""
    text = PAGE.read_text() if PAGE.exists() else ""
    if f"Compiler: {compiler(build)}." in text or not text:
        if page(metrics, walker, build) != text:
            yield f"{PAGE.relative_to(ROOT)}: of another kernel; BASELINE=update writes it anew"
