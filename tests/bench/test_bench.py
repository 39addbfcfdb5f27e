# SPDX-License-Identifier: MIT
"""The comparison must see a rise, a lost row, an unfinished run, a cost that grows, a goal that is
missed and a costly instruction; and the images must run to their end, with every row of the
baseline. Of the figures only those are judged here that hold whatever the compiler: scaling,
latency, costly instructions."""

import itertools
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import bench  # noqa: E402
import describe  # noqa: E402
import marshal_cost  # noqa: E402
import walk  # noqa: E402

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
    ("cap.revoke.per_child.100000", 112, 1), ("sched.switch.among.10000", 111, 1),
    ("notify.signal.among.1000", 112, 1), ("ipc.roundtrip.among.10000", 89, 1),
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


@pytest.mark.parametrize("now, before, found", [
    ({"cr3": 2}, {"cr3": 2}, 0), ({"cr3": 2, "wrmsr": 1}, {"cr3": 2}, 1),
    ({"cr3": 1}, {"cr3": 2}, 0), ({"cr3": 3}, {"cr3": 2}, 1), ({"cr3": 3}, None, 0)],
    ids=["as before", "another", "fewer", "more", "not walked before"])
def test_more_costly_instructions_are_found(now, before, found):
    old = {"median": 9} if before is None else {"median": 9, "costly": before}
    rows = {"a": {"median": 9, "costly": now}}
    assert len(list(bench.regressions(rows, {"a": old}))) == found


@pytest.mark.parametrize("row, found", [
    ({"costly": {"cr3": 2}}, 0), ({"costly": {"cr3": 3}}, 1), ({"costly": {"lock": 1}}, 1),
    ({}, 1)],
    ids=["as allowed", "too many", "of another kind", "not walked"])
def test_limits(row, found):
    assert len(list(bench.excess({"a": row}, {"a": {"cr3": 2}}))) == found


@pytest.mark.parametrize("rows, found", [
    ({"a": {"median": 200, "min": 150}}, 0), ({"a": {"median": 200, "min": 151}}, 1), ({}, 1)],
    ids=["in time", "too slow", "not measured"])
def test_slowness_is_found(rows, found):
    assert len(list(bench.slowness(rows, {"a": 150}))) == found


def test_times_are_not_limits_of_instructions():
    assert bench.TIMES and not bench.TIMES.keys() & bench.LIMITS.keys()


@pytest.mark.parametrize("name, recorded", [
    ("marshal.w1.instructions", True), ("marshal.w1.hand.instructions", True),
    ("marshal.w1.ns", False), (f"marshal.w1.{marshal_cost.PEERS[0]}.instructions", False),
    ("ipc.roundtrip.6w", True)])
def test_what_machines_differ_in_is_no_baseline(name, recorded):
    assert marshal_cost.is_recorded(name) == recorded


def test_peers_that_are_missing_are_named():
    here, *missing = marshal_cost.PEERS
    *_, last = marshal_cost.table(marshal_rows(here), {})
    assert f": {', '.join(missing)} (" in last and here not in last


def marshal_rows(*peers):
    return {marshal_cost.row(name, workload, unit): {"median": 70} for unit in
            ("instructions", "bytes", "ns") for workload in [*marshal_cost.WORKLOADS, "all"]
            for name in (*marshal_cost.OWN, *peers)}


@pytest.mark.parametrize("name, found", [
    ("marshal.w3.instructions", 78), ("marshal.all.bytes", 78), ("marshal.w3.bytes", 71),
    ("marshal.w3.ns", None), ("marshal.w3.bare.instructions", None)])
def test_what_costs_more_than_by_hand_is_found(name, found):
    noticed = [median for median in range(70, 90)
               if list(marshal_cost.misses(marshal_rows() | {name: {"median": median}}))]
    assert noticed == list(range(found or 90, 90))


def test_a_walk_of_another_operation_is_found():
    row = {"median": 9, "split": {"user": 2, "entry": 3, "kernel": 4, "exit": 0}}
    assert not list(bench.unfaithful({"a": row, "b": {"median": 1}}))
    assert list(bench.unfaithful({"a": row | {"median": 8}}))


@pytest.mark.parametrize("text, wanted", [
    ("syscall", "syscall"), ("sysretq", "sysret"), ("iretq", "iret"), ("swapgs", "swapgs"),
    ("mov %rcx,%cr3", "cr3"), ("mov %cr3,%rcx", None), ("clts", "cr0"), ("mov %rax,%cr0", "cr0"),
    ("wrgsbase %rcx", "fsgsbase"), ("mov %ecx,%ds", "segment"), ("mov %ds,%ecx", None),
    ("wrmsr", "wrmsr"), ("rdmsr", "rdmsr"), ("rdtsc", "rdtsc"), ("xsave64 (%rdi)", "xsave"),
    ("xrstor64 (%rdi)", "xrstor"), ("out %al,(%dx)", "io"), ("in (%dx),%al", "io"),
    ("inc %eax", None), ("invlpg (%rdi)", "invalidate"), ("lock xadd %eax,(%rdi)", "lock"),
    ("xchg %eax,(%rdi)", "lock"), ("xchg %ax,%ax", None), ("rep stos %rax,%es:(%rdi)", "rep"),
    ("lfence", "fence"), ("hlt", "halt"), ("mov %gs:0xe8,%r11", None),
])
def test_costly_instructions_are_told_from_others(text, wanted):
    found = [name for name, pattern in walk.COSTLY.items() if pattern.match(text)]
    assert found == ([wanted] if wanted else [])


@pytest.mark.parametrize("text, found", [
    ("mov %eax,0xb0(%rdi)", True), ("mov 0xb0(%rdi,%rbx,1),%eax", True),
    ("lea 0xb0(%rdi),%rax", False),
    ("mov %eax,0x1000(%rdi)", False), ("mov %eax,(%rbx)", False), ("mov %rdi,%rax", False),
    ("mov %gs:0xb0(%rdi),%rax", False)])
def test_accesses_to_the_apic_are_found(text, found):
    assert walk.touches_apic(text, {"rdi": walk.APIC.start, "rbx": 0}) == found


def test_a_stay_in_the_kernel_has_three_parts():
    kernel = walk.KERNEL
    steps = [walk.Step(kernel * (name != "u"), "", name, []) for name in "uieafgaxuixu"]
    walk.assign_parts(steps, assembly={"i", "e", "a", "x"})
    parts = "".join({"user": "u", "entry": "i", "kernel": "k", "exit": "x"}[s.part] for s in steps)
    assert parts == "uiiikkxxuiiu"  # without a function of C it is all entry


def test_an_instruction_that_faults_ends_a_stay_and_counts_for_nothing():
    steps = [walk.Step(walk.KERNEL * (name != "u"), "", name, []) for name in "uifxuifx"]
    steps[4].executed = False
    walk.assign_parts(steps, assembly={"i", "x"})
    split = {"user": 1, "entry": 2, "kernel": 2, "exit": 2}
    assert walk.summary(steps, overhead=0)["split"] == split


def test_the_page_tells_the_figures_of_the_baseline():
    """Whatever the compiler; `make bench` compares every instruction."""
    page, baseline = describe.PAGE.read_text(), json.loads(bench.BASELINE.read_text())["metrics"]
    told = {name: [int(cell) for cell in cells.split(" | ")] for name, cells in re.findall(
        r"^\| `([\w.]+)` \| ([\d |]+) \|", page, re.MULTILINE)}
    walked = {name: row for name, row in baseline.items() if "split" in row}
    assert told == {name: [*row["split"].values(), row["median"]] for name, row in walked.items()}
    split = walked[describe.ROW]["split"]
    assert f"| both | {split['entry']} | {split['kernel']} | {split['exit']} |" in page
    listed = re.findall(r"^  \S", page[page.index("## Instruction by"):], re.MULTILINE)
    assert len(listed) == sum(split.values()) - split["user"]


def test_code_that_stays_is_told_from_that_of_boot(tmp_path):
    source, elf = tmp_path / "a.s", tmp_path / "a.elf"
    source.write_text("""
        .macro function name, size
        .type \\name, @function
        \\name: .skip \\size, 0x90
        .size \\name, . - \\name
        .endm
        .section .once.text, "ax"
        function early, 100
        .text
        .globl kernel_text_start
        kernel_text_start: function one, 7
        .balign 16
        function two, 30
        .balign 4096
    """)
    base = 0xffffffff80000000
    subprocess.run(["gcc", "-nostdlib", "-static", "-no-pie", "-Wl,-e0", source, "-o", elf,
                    f"-Wl,-Ttext={base + 0x1000:#x},--section-start=.once.text={base:#x}"],
                   check=True)
    assert {name: row["median"] for name, row in bench.code_bytes(elf).items()} == {
        "kernel.code.bytes": 46, "kernel.boot_code.bytes": 100}


def test_the_images_run():
    """Every row is there, and the walks are those of the operations that were measured."""
    metrics, walker = bench.run(BUILD, "operations", "bench")
    metrics |= bench.run(BUILD, "latency", "bench-latency")[0]
    elsewhere = {"ipc.roundtrip.6w.nofastpath", "ipc.roundtrip.6w.smp2",  # of other runs, of a file
                 *bench.code_bytes(BUILD / "kernel.elf"),
                 *filter(marshal_cost.is_row, json.loads(bench.BASELINE.read_text())["metrics"])}
    assert set(json.loads(bench.BASELINE.read_text())["metrics"]) - elsewhere <= set(metrics)
    latencies = {name: row for name, row in metrics.items() if name.startswith("latency.")}
    assert latencies
    assert [*bench.unevenness(metrics), *bench.misses(latencies, bench.RIVALS),
            *bench.excess(metrics, bench.LIMITS), *bench.unfaithful(metrics)] == []
    assert sum("split" in row for row in metrics.values()) >= 30
    inside = [step.part != "user" for step in walker.rows["fault.roundtrip"]]
    assert len(list(itertools.groupby(inside))) == 5  # two stays, between three pieces of programs
    assert {step.function for step in walker.rows["ipc.roundtrip.6w"]} >= {
        "fast_call", "fast_reply_receive"}
