# SPDX-License-Identifier: MIT
"""YAML files as trees of nodes with positions.

Invariants: a mapping's keys are unique texts; a plain scalar is a decimal or 0x number, true, false
or a text. What either YAML 1.1 or YAML 1.2 would silently turn into something else is refused, so
that a file means to every reader what it means to the generator."""
import re
import unicodedata
from dataclasses import dataclass, replace

import yaml

from kozo_idl.diagnostics import Mark, Text, integer

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)|0x[0-9a-fA-F]+")
# What PyYAML takes for a text, but YAML 1.2 for a number, or YAML 1.1 for true or false.
_NUMBER = re.compile(r"0o[0-7]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_BOOLEAN = re.compile(r"[yYnN]")
# Readers of YAML call themselves for each level.
_LEVELS = 32
_STRING_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Node:
    """`kind` is map, list, int, bool, str, or bad for what has been reported already; a map's
    value is a dict from Text to Node. `inner` is where a text's first character stands, if the rest
    follows it one for one, `comment` where a comment begins that ends it."""
    kind: str
    value: object
    mark: Mark
    inner: Mark | None = None
    comment: Mark | None = None


def load_file(path, shown, report):
    """(tree, text) of one file; the tree is None after a syntax error. `shown` is the name used in
    marks."""
    wrong = _unread(path)
    content = path.read_bytes() if path.is_file() else b""
    text = content.decode(errors="replace")
    if path.is_file():
        report.source(shown, text)
    if wrong:
        report.error(Mark(shown, 1, 1), "IDL0027", wrong)
        return None, text
    try:
        deep = _beyond_levels(content.decode())
        root = None if deep else yaml.compose(content.decode(), Loader=_LOADER)
    except UnicodeDecodeError as error:
        before = error.object[:error.start]
        column = len(before[before.rfind(b"\n") + 1:].decode()) + 1
        report.error(Mark(shown, before.count(b"\n") + 1, column), "IDL0008",
                     "this is not UTF-8; save the file in that encoding")
        return None, text
    except yaml.reader.ReaderError as error:
        before = text[:error.position]
        report.error(Mark(shown, before.count("\n") + 1, len(before) - before.rfind("\n")),
                     "IDL0001", f"not YAML: {error.reason}; remove the character "
                     f"{error.character:#x}")
        return None, text
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.error(_mark(shown, mark), "IDL0001", f"not YAML: {error.problem}; "
                     + _remedy(text.splitlines()[mark.line:][:1], mark.column))
        return None, text
    if deep:
        report.error(_mark(shown, deep.start_mark), "IDL0009", "lists and mappings are nested "
                     f"deeper than {_LEVELS} levels; close what was opened before")
        return None, text
    if root is None:
        report.error(Mark(shown, 1, 1), "IDL0004", "the file is empty; it needs at least one key")
        return None, text
    _refuse_properties(text, shown, report)
    return _Converter(content.decode(), shown, report).convert(root), text


def _unread(path):
    """Why what is called like YAML is not read, or None."""
    if path.is_dir():
        return "a folder is no description; rename it"
    if not path.is_file():
        return "there is no file behind this link; remove it"
    return None if path.suffix == ".yaml" else \
        f"what is not called .yaml is not read; rename it to {path.stem}.yaml"


def _remedy(line, column):
    """What to do about the character at which a file is no YAML; `line` has its line if there is
    one."""
    before, found = (line[0][:column], line[0][column:][:1]) if line else ("", "")
    if found == "\t":
        return "this is a tab: indent by spaces"
    if found and not found.isascii() and unicodedata.category(found) in ("Zs", "Cf"):
        return f"this is the character U+{ord(found):04X}: write a space, or nothing, in its place"
    if found and (found in "@`%" or found == ":" and ": " in before):
        return f"put the whole text into quotes if this '{found}' belongs to it"
    return "look for a bracket, a colon or an indentation here or just before"


def _mark(shown, mark):
    return Mark(shown, mark.line + 1, mark.column + 1)


def _beyond_levels(text):
    """The event at which something begins that lies too deep to be read, or None."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _LEVELS:
            return event
    return None


def _refuse_properties(text, shown, report):
    """Report anchors, aliases and tags, of which nothing is left in the nodes."""
    for event in yaml.parse(text, Loader=_LOADER) if set("&*!") & set(text) else ():
        mark = _mark(shown, event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            report.error(mark, "IDL0005", f"*{event.anchor} is an alias; write the value out in "
                         "every place")
        elif getattr(event, "anchor", None):
            report.error(mark, "IDL0005", f"&{event.anchor} is an anchor, but there are no "
                         "aliases; remove it")
        if getattr(event, "tag", None):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            report.error(mark, "IDL0007", f"the tag {tag} means nothing here; remove it")


def _reading(node):
    """(version, kind) of what YAML makes of a plain scalar; None where that is a text."""
    if node.style or not node.value and node.tag == _STRING_TAG:
        return None
    if node.tag != _STRING_TAG:
        return "1.1", node.tag.rsplit(":", 1)[-1]
    if _BOOLEAN.fullmatch(node.value):
        return "1.1", "bool"
    return ("1.2", "number") if _NUMBER.fullmatch(node.value) else None


class _Converter:
    def __init__(self, text, shown, report):
        self.text = text
        self.shown = shown
        self.report = report
        self.seen = set()

    def mark(self, node):
        return _mark(self.shown, node.start_mark)

    def convert(self, node):
        mark = self.mark(node)
        if id(node) in self.seen:
            return Node("bad", None, mark)  # an alias, reported already
        self.seen.add(id(node))
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
                self.report.error(mark, "IDL0006", "a key must be a plain word; write a name "
                                  "without brackets")
                continue
            key, reading = Text(key_node.value, mark), _reading(key_node)
            between = self.text[key_node.end_mark.index:value_node.start_mark.index]
            if node.flow_style and not getattr(value_node, "value", "?") and ":" not in between:
                items.setdefault(key, Node("bad", None, mark))
                self.report.error(mark, "IDL0003", f"behind a comma '{key}' is a key without a "
                                  "value; put a text that has a comma into quotes")
            elif key in items:
                self.report.error(mark, "IDL0002", f"key '{key}' is given twice; keep one")
            elif reading is not None:
                items[key] = Node("bad", None, mark)
                aliased = value_node.start_mark.index < key_node.start_mark.index
                if not (reading[1] == "merge" and aliased):  # an alias is reported as such
                    self.report.error(mark, "IDL0003", f"YAML {reading[0]} reads the key "
                                      f"'{key_node.value}' as {reading[1]}; choose another name")
            else:
                items[key] = self.convert(value_node)
        return items

    @staticmethod
    def inner(node, mark):
        start, end = node.start_mark, node.end_mark
        quote = 1 if node.style in ("'", '"') else 0
        if end.line != start.line or end.column - start.column != len(node.value) + 2 * quote:
            return None
        return replace(mark, column=mark.column + quote)

    def comment(self, node):
        """The mark of a comment that might be meant to belong to a text without quotes, or None."""
        rest = self.text[node.end_mark.index:].partition("\n")[0]
        if node.style or not rest.lstrip(" ").startswith("#"):
            return None
        mark = _mark(self.shown, node.end_mark)
        return replace(mark, column=mark.column + rest.index("#"))

    def scalar(self, node, mark):
        text, reading = node.value, _reading(node)
        if reading is None:
            return Node("str", Text(text, mark), mark, self.inner(node, mark), self.comment(node))
        if _INTEGER.fullmatch(text):
            return Node("int", integer(text), mark)
        if text in ("true", "false"):
            return Node("bool", text == "true", mark)
        if not text:
            self.report.error(mark, "IDL0003", "nothing stands here; write what it is, or leave "
                                               "out what it belongs to")
            return Node("bad", None, mark)
        right = ("write a negative number in decimal" if text.startswith("-") else
                 "write true or false, a decimal or 0x number, or put the text in quotes")
        self.report.error(mark, "IDL0003", f"YAML {reading[0]} reads '{text}' as {reading[1]}; "
                          + right)
        return Node("bad", None, mark)
