# SPDX-License-Identifier: MIT
"""docs/ipc.md tells all states and all errors that there are, and no others."""

import pathlib
import re
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import lint  # noqa: E402

PAGE = (lint.ROOT / "docs/ipc.md").read_text()
REFERENCE = (lint.ROOT / "generated/docs/operations.md").read_text()
ERRORS = set(re.findall(r"^### (\w+)$", (
    lint.ROOT / "generated/docs/errors.md").read_text(), re.MULTILINE))
STATES = re.findall(r"KOZO_THREAD_STATE_(\w+)", (
    lint.ROOT / "generated/docs/types.md").read_text())
GROUPS = ("endpoint_", "reply_", "notification_", "thread_", "budget_", "cnode_save_reply")


def section(text, title):
    return re.search(rf"^## {title}.*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)[1]


def rows(text):
    """First cell and the others of the rows of tables."""
    cells = re.findall(r"^\| (.*?) \| (.*) \|$", text, re.MULTILINE)
    return [row for row in cells if not row[0].startswith("---")]


def names(text):
    return set(re.findall(r"`(\w+)`", text))


def declared(operation):
    """What the reference tells besides the checks of the decoder; and what these give."""
    text = section(REFERENCE, re.escape(operation))
    besides = re.search(r"^(?:Besides|Errors): (.*)", text, re.MULTILINE)
    checks = " ".join(re.findall(rf"^\| `{operation}\..*", text, re.MULTILINE))
    return names(besides[1]) if besides else set(), names(checks) & ERRORS


def errors_of(operation):
    """What the page tells, with what it refers to put in."""
    text = section(PAGE, "Errors, in the order")
    told = [cell for operations, cell in rows(text) if operation in names(operations)]
    assert len(told) == 1, f"{operation} has {len(told)} rows"
    found = names(told[0]) & ERRORS
    if "oving" in told[0]:
        found |= names(text[text.index("*Moving* is"):text.index("| Operation")]) & ERRORS
    for other in names(told[0]) & set(operations()) - {operation}:
        found |= errors_of(other)
    return found


def operations():
    return [name for name in re.findall(r"^## (\w+)$", REFERENCE, re.MULTILINE)
            if name.startswith(GROUPS)]


@pytest.mark.parametrize("operation", operations())
def test_the_errors_of_an_operation_are_those_that_are_declared(operation):
    besides, decoded = declared(operation)
    told = errors_of(operation)
    assert told <= besides
    assert besides - told <= decoded


def test_every_state_is_there():
    states = {state.lower() for state in STATES}
    assert len(states) == 10
    left = names(" ".join(first for first, _ in rows(section(PAGE, "States"))))
    assert left == states
    ended = names(" ".join(first for first, _ in rows(section(PAGE, "What ends a wait"))))
    assert ended == states - {"inactive", "ready", "suspended", "dead"}


def test_links_within_the_page_lead_to_a_title():
    titles = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
              for title in re.findall(r"^#+ (.*)", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= titles


def told_ends():
    """The table of the page: {(state, in a fault): (next state, error) for each event}."""
    table = {}
    for first, others in rows(section(PAGE, "What ends a wait"))[1:]:
        fault = first.startswith("in a fault")
        state = ("awaiting_reply" if first.endswith(", received") else "calling") if fault else (
            first.strip("`"))
        ends = []
        for cell in others.split(" | ")[1:]:
            word = cell.split(";")[0].split(",")
            stays = word[0] in ("stays", "-", "none")
            ends.append(None if stays else (word[0], word[1].strip(" `") if word[1:] else None))
        table[state, fault] = ends
    return table


def ends_in_the_test():
    """The same of the host test that runs it."""
    source = (lint.ROOT / "tests/host/test_wait_ends.c").read_text()
    found = {}
    for state, fault, ends in re.findall(
            r"\{\{KOZO_THREAD_STATE_(\w+), (true|false)\},\s+\{(.*?)\}\}", source):
        found[state.lower(), fault == "true"] = [
            {"STAYS": None, "DEAD": ("dead", None), "FORGOTTEN": ("suspended", None)}[word]
            if not error else (word.lower(), error.lower())
            for word, error in re.findall(r"(\w+)(?:\((\w+)\))?", ends)]
    return found


def test_the_ends_of_waits_are_those_that_a_host_test_runs():
    assert len(told_ends()) == 8
    assert told_ends() == ends_in_the_test()
