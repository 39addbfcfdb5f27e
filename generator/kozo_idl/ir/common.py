# SPDX-License-Identifier: MIT
"""Shared by the parts of the IR."""


def by_number(table):
    """The rows (name, number) of a table, the smallest number first, however they are written."""
    return sorted(table, key=lambda row: row[1])
