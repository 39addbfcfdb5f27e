# SPDX-License-Identifier: MIT
"""Generated stubs stay within their budgets of instructions, and what finds others does find them.
"""
import os
import pathlib
import sys

import pytest
import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import stubs  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / os.environ.get("KOZO_BUILD", "build/gcc")


def test_stubs_stay_within_their_budgets(record_property):
    if not stubs.is_judged():
        pytest.skip(f"the budgets are for gcc {stubs.COMPILER}")
    rows = stubs.all_stubs(BUILD)
    assert list(stubs.excess(rows, yaml.safe_load(stubs.BUDGETS.read_text()))) == []
    assert stubs.string_instructions(rows) == []
    record_property("summary", f"{len(rows)} functions, {sum(map(len, rows.values()))} "
                               "instructions")


@pytest.mark.parametrize("count, budgets, found", [
    (3, {"a": 3}, 0), (4, {"a": 3}, 1), (2, {"a": 3}, 0), (3, {}, 1), (3, {"a": 3, "b": 1}, 1)],
    ids=["as before", "more", "fewer", "a new one", "one that is gone"])
def test_what_exceeds_its_budget_is_found(count, budgets, found):
    assert len(list(stubs.excess({"a": ["nop"] * count}, budgets))) == found


def test_short_copies_of_the_library_are_no_string_instructions():
    rows = stubs.library(BUILD)
    assert rows.keys() >= {"memcpy", "memmove", "memset", "kozo_serve"}
    assert stubs.string_instructions(rows) == []


def test_servers_allocate_nothing_and_copy_no_request():
    """Results alone are copied, where the request lies in the buffer that they go to."""
    marshal = stubs.called_by_servers(BUILD / "interfaces/generated", "marshal")
    assert marshal == {"kozo_serve_breach"}
    for header in (BUILD / "interfaces/generated/server/kozo/server").glob("*.h"):
        if header.stem != "served":
            called = stubs.called_by_servers(BUILD / "interfaces/generated", header.stem)
            assert called <= {"kozo_serve_breach", "kozo_later_refuse", "memmove"}, header


def test_string_instructions_are_found():
    steps = ["mov %rax,%rbx", "rep movsq %ds:(%rsi),%es:(%rdi)", "ret"]
    assert stubs.string_instructions({"a": steps}) == [f"a: {steps[1]}"]


def test_a_stub_is_counted():
    """All of its instructions and nothing of the padding behind it."""
    rows = stubs.disassembly(ROOT / "generated", "int one(int a) { return a + 1; }\n"
                             "int two(int a) { return a + 2; }\n")
    assert rows.keys() == {"one", "two"}
    assert len(rows["one"]) == len(rows["two"]) and rows["one"][-1] == "ret"


def test_what_lies_apart_of_a_function_counts():
    listing = "0 <a>:\n 0:\tret\n 1:\tnop\n\n0 <a.cold>:\n 0:\thlt\n"
    assert stubs.functions_of(listing) == {"a": ["ret", "hlt"]}
