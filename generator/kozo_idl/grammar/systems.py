# SPDX-License-Identifier: MIT
"""How systems are written: which programs there are and what each is given."""
from kozo_idl.grammar.common import AMOUNT, FLAG, PROSE, SIZE, WORD, WORDS
from kozo_idl.model import systems as model
from kozo_idl.shape import Choice, Key, Record, Table, Variant, optional

GRANT = Variant({
    "io_port": Record(model.Grant, {
        "io_port": Record(model.PortRange, {"first": AMOUNT, "count": AMOUNT}),
        "rights": WORDS}),
    "debug": Record(model.Grant, {"debug": FLAG, "rights": WORDS}),
    "platform": Record(model.Grant, {"platform": FLAG, "rights": WORDS}),
})

PROGRAM = Record(model.Program, {
    "doc": PROSE, "image": optional(WORD), "provides": optional(WORDS), "uses": optional(WORDS),
    "grants": optional(Table(GRANT)), "priority": AMOUNT, "memory": SIZE,
    "cnode_slots": AMOUNT, "start": Choice("boot", "manual"),
    "restart": optional(Choice("never")), "fpu": optional(FLAG)})

SYSTEM = Record(model.System, {
    "system": Key(WORD, True, "name"), "doc": PROSE, "extends": optional(WORD),
    "init": optional(Record(model.Init, {"provides": WORDS})),
    "programs": Table(PROGRAM, least=1),
    "never": optional(Table(Record(model.Never, {"what": WORDS, "doc": PROSE})))})
