# SPDX-License-Identifier: MIT
"""Edits of the cases of unions and of what is in them, which join those of corpus.py,
corpus_state.py and corpus_types.py. `asked` is in requests alone, `given` inside a structure in
answers."""
from corpus import ABI, ADDITIVE, SAME, SOURCE, Edit
from corpus_types import EDITS

_NONE, _ONE = "none: {value: 0, doc: N.}", "one: {value: 1, type: u16, doc: O.}"
_FEW, _SOME = "few: {value: 0, doc: F.}", "some: {value: 1, type: u16, doc: S.}"
_OWN, _ALL, _BOTH = ("interface.pick",), ("abi",), ("abi", "interface.pick")
for _element, _verb, _kind, _scopes, *_edits in (
        ("case", "add", ADDITIVE, (), (_FEW, "more: {value: 3, type: u8, doc: M.}, " + _FEW)),
        ("case", "add with limits", ADDITIVE, (),
         (_FEW, "more: {value: 3, type: pair, doc: M.}, " + _FEW)),
        ("case", "add to an answer", ABI, _OWN, (_NONE, "more: {value: 3, doc: M.}, " + _NONE)),
        ("case", "remove", ABI, _BOTH, (f"{_FEW}, ", "")),
        ("case", "remove from an answer", ABI, _ALL, (f"{_NONE}, ", "")),
        ("case", "rename", SOURCE, _ALL, (_FEW, _FEW.replace("few", "little"))),
        ("case", "rename with a type", SOURCE, _ALL, ("two: {", "both: {")),
        ("case", "renumber", ABI, _BOTH, (_FEW, _FEW.replace("value: 0", "value: 3"))),
        ("case", "docs", SAME, (), (_NONE, _NONE.replace("N.", "None."))),
        ("case", "reorder", SAME, (), (f"{_NONE}, {_ONE}", f"{_ONE}, {_NONE}")),
        ("case", "with a type", SOURCE, _ALL, (_FEW, _FEW.replace("doc", "type: u8, doc"))),
        ("case", "with a type that has limits", ABI, _BOTH,
         (_FEW, _FEW.replace("doc", "type: digit, doc"))),
        ("case", "with a type in an answer", ABI, _ALL,
         (_NONE, _NONE.replace("doc", "type: u8, doc"))),
        ("case", "type of another", ABI, _ALL, (_SOME, _SOME.replace("type: u16, ", "")),
         (_FEW, _FEW.replace("doc", "type: u16, doc"))),
        ("case", "with no type", ABI, _ALL, (_SOME, _SOME.replace("type: u16, ", ""))),
        ("case", "with no type in an answer", ABI, _ALL,
         (_ONE, _ONE.replace("type: u16, ", ""))),
        ("case", "with a larger type", ABI, _ALL, (_SOME, _SOME.replace("u16", "u32"))),
        ("case", "with a larger type in an answer", ABI, _ALL,
         (_ONE, _ONE.replace("u16", "u32"))),
        ("element", "rename", SOURCE, _ALL, ("left:", "east:")),
        ("element", "rename in an array", SOURCE, _ALL, ("right:", "west:")),
        ("element", "rename what a union is in", SOURCE, _ALL, ("inner:", "heart:"))):
    EDITS.append(Edit(_element, _verb, _kind,
                      tuple(("services/pick.yaml", *edit) for edit in _edits), _scopes))
