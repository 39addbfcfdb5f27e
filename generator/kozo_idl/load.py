# SPDX-License-Identifier: MIT
"""YAML files as trees of nodes with positions.

Invariants: a mapping's keys are unique words, whatever YAML makes of them; a plain scalar is a
decimal or 0x number, true, false or a string. What YAML 1.1 would silently turn into something
else is refused, so that a value means to every reader what it means to the generator."""
import re
from dataclasses import dataclass, replace

import yaml

from kozo_idl.diagnostics import Mark, Text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)|0x[0-9a-fA-F]+")
_STRING_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Node:
    """`kind` is map, list, int, bool, str, or bad for what has been reported already; a map's
    value is a dict from Text to Node. `inner` is where a text's first character stands, if the rest
    follows it one for one."""
    kind: str
    value: object
    mark: Mark
    inner: Mark | None = None


def load_file(path, shown, report):
    """The tree of one file, or None after a syntax error. `shown` is the name used in marks."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except UnicodeDecodeError as error:
        before = error.object[:error.start]
        report.error(Mark(shown, before.count(b"\n") + 1, 1), "IDL0008",
                     "this line is not UTF-8; save the file in that encoding")
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.error(Mark(shown, mark.line + 1, mark.column + 1), "IDL0001",
                     f"not YAML: {error.problem}")
        return None
    if root is None:
        report.error(Mark(shown, 1, 1), "IDL0004", "the file is empty; it needs at least one key")
        return None
    return _Converter(shown, report).convert(root)


class _Converter:
    def __init__(self, shown, report):
        self.shown = shown
        self.report = report
        self.seen = set()

    def mark(self, node):
        return Mark(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def convert(self, node):
        mark = self.mark(node)
        if id(node) in self.seen:
            self.report.error(mark, "IDL0005", "this value has an alias; write it out in both "
                                               "places")
            return Node("bad", None, mark)
        self.seen.add(id(node))
        if node.tag.startswith("!"):
            self.report.error(mark, "IDL0007", f"the tag {node.tag} means nothing here; remove it")
        if isinstance(node, yaml.MappingNode):
            return Node("map", self.mapping(node), mark)
        if isinstance(node, yaml.SequenceNode):
            return Node("list", [self.convert(item) for item in node.value], mark)
        return self.scalar(node, mark)

    def mapping(self, node):
        items = {}
        for key_node, value_node in node.value:
            mark = self.mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report.error(mark, "IDL0006", "a key must be a plain word")
                continue
            key = Text(key_node.value, mark)
            if key in items:
                self.report.error(mark, "IDL0002", f"key '{key}' is given twice; keep one")
                continue
            items[key] = self.convert(value_node)
        return items

    @staticmethod
    def inner(node, mark):
        start, end = node.start_mark, node.end_mark
        quote = 1 if node.style in ("'", '"') else 0
        if end.line != start.line or end.column - start.column != len(node.value) + 2 * quote:
            return None
        return replace(mark, column=mark.column + quote)

    def scalar(self, node, mark):
        text = node.value
        if node.style or node.tag == _STRING_TAG:
            return Node("str", Text(text, mark), mark, self.inner(node, mark))
        if _INTEGER.fullmatch(text):
            return Node("int", int(text, 0), mark)
        if text in ("true", "false"):
            return Node("bool", text == "true", mark)
        kind = node.tag.rsplit(":", 1)[-1]
        self.report.error(mark, "IDL0003", f"YAML 1.1 reads '{text}' as {kind}; write true or "
                          "false, a decimal or 0x number, or put the text in quotes")
        return Node("bad", None, mark)
