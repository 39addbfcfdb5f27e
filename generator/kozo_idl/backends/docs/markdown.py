# SPDX-License-Identifier: MIT
"""What pages are put together from: prose, tables, fenced text, links."""
import re

from kozo_idl.backends.common import without_head

# What the IR has in the words of the YAML, by its key. Of errors the docs stand by their names.
_PROSE = {"doc", "unit", "text", "remedy"}
_SPAN = re.compile(r"(`[^`]+`)")
_SHOWN = str.maketrans({"<": "&lt;", "&": "&amp;", "`": "&#96;", "\\": "&#92;"})


def readable(row, key=None):
    """The IR, or a part that stands under `key`, with prose that a page shows as it is written:
    between backticks is code, and nothing is HTML."""
    if isinstance(row, dict):
        return {name: readable(value, "doc" if key == "error_docs" else name)
                for name, value in row.items()}
    if isinstance(row, list):
        return [readable(value) for value in row]
    if key not in _PROSE or not isinstance(row, str):
        return row
    return "".join(part if number % 2 else part.translate(_SHOWN)
                   for number, part in enumerate(_SPAN.split(row)))


def table(head, rows):
    if not rows:
        return ""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |"
                     for line in lines)


def code(text, language="c"):
    return f"```{language}\n{text}\n```"


def prototype(text):
    """A prototype without `static inline`."""
    return without_head("static inline ", text) + ";"


def count(number, noun, nouns):
    return f"{number} {noun if number == 1 else nouns}"


def join(names):
    return ", ".join(names) or "none"


def error_link(name):
    return f"[`{name}`](errors.md#{name})"


def object_link(name):
    return "any capability" if name == "any" else f"[`{name}`](objects.md#{name})"


def picture_link(path):
    """The site shows the picture in place of a paragraph that is only this."""
    return f"[{path}]({path})"


def type_link(name):
    return f"[`{name}`](types.md#{name})"


def number(value):
    return str(value) if value < 4096 else f"{value:#x}"


def scalar(ir, name):
    if name in ir["words"]:
        return f"[`{name}`](abi.md#the-{name}-word)"
    return type_link(name) if any(row["name"] == name for row in ir["types"]) else f"`{name}`"


def shared_checks(checks):
    """The table of checks that belong to no one operation or method."""
    return table(("Check", "Refused"), [(f"`{check['id']}`", check["refuses"])
                                       for check in checks])
