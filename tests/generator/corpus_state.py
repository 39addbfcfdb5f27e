# SPDX-License-Identifier: MIT
"""Edits of effects on the state of objects, which join those of corpus.py."""
from corpus import ABI, ADDITIVE, EDITS, SAME, Edit

_SET = "      - self.tone becomes loud if loud < 9 else 1\n"
_TOLD = "      - was becomes self.tone\n"
for _verb, _kind, *_edits in (
        ("change of state", ABI, ("loud if loud < 9 else 1", "1 if loud < 9 else loud")),
        ("other target", ABI, ("self.tone becomes", "self.note becomes")),
        ("wait less", ABI, ("      - wait() when self.tone == 3\n", "")),
        ("reorder what changes at once", SAME, (_SET + _TOLD, _TOLD + _SET)),
        ("rename result", ADDITIVE, ("{was:", "{then:"), (_TOLD, _TOLD.replace("was", "then"))),
        ("rename attribute", ABI, ("{tone:", "{pitch:"), ("self.tone", "self.pitch"))):
    EDITS.append(Edit("effect", _verb, _kind,
                      tuple(("more.yaml", *edit) for edit in _edits),
                      ("abi",) if _kind == ABI else ()))
