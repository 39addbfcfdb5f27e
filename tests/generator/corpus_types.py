# SPDX-License-Identifier: MIT
"""Edits of what types are in sources, and of those of events, which join those of corpus.py and
corpus_state.py."""
from corpus import ABI, ADDITIVE, SOURCE, Edit
from corpus_state import EDITS

_M, _NEWS, _ECHO, _FETCH = "more.yaml", "news.yaml", "services/echo.yaml", "services/fetch.yaml"
_MORE = "  more: {flags: u8, bits: {come: {bit: %d, doc: C.}, gone: {bit: %d, doc: G.}}, doc: M.}\n"
_TELLS = (_FETCH, "events: news", "events: more")
_WATCH = "  - name: watch\n    id: 9\n    doc: W.\n    in:\n" + "".join(
    f"      {name}: {{cap: notification, rights: [signal], event: {name}, doc: Is {name}.}}\n"
    for name in ("come", "gone"))
_SPARE, _LENGTH = "spare: {base: u16", "length: {base: u16, range: [1, 90]"
for _element, _verb, _kind, _scopes, *_edits in (
        ("type", "other sign", ABI, ("abi",), (_M, _SPARE, "spare: {base: i16")),
        ("type", "other sign in its limits", SOURCE, ("abi",),
         (_NEWS, _LENGTH, _LENGTH.replace("u16", "i16"))),
        ("type", "limit", SOURCE, ("abi",), (_M, _SPARE, _SPARE + ", range: [0, 9]")),
        ("type", "limit no more", SOURCE, ("abi",), (_NEWS, _LENGTH, "length: {base: u16")),
        ("events", "add", ADDITIVE, (), (_ECHO, "doc: Answers.", "doc: Answers.\nevents: news"),
         (_ECHO, "methods:\n", "methods:\n" + _WATCH)),
        ("events", "remove", ABI, ("interface.fetch",), (_FETCH, "events: news\n", ""),
         (_FETCH, ", event: come", ""), (_FETCH, ", event: gone", "")),
        ("events", "rename", SOURCE, ("abi",), (_NEWS, "  news:", "  late:"),
         (_FETCH, "events: news", "events: late")),
        ("events", "of another type", SOURCE, ("interface.fetch",), _TELLS,
         (_NEWS, "types:\n", "types:\n" + _MORE % (0, 1))),
        ("events", "at other bits", ABI, ("interface.fetch",), _TELLS,
         (_NEWS, "types:\n", "types:\n" + _MORE % (1, 0)))):
    EDITS.append(Edit(_element, _verb, _kind, tuple(_edits), _scopes))
