# SPDX-License-Identifier: MIT
"""A person at the prompt, booted as `make qemu` boots."""


def test_help_names_itself(session):
    assert "help" in session.run("help")


def test_empty_line_prints_nothing(session):
    assert session.run("").strip() == ""


def test_poweroff_ends_the_machine(session):
    assert session.finish("poweroff") == 0
