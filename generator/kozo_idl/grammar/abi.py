# SPDX-License-Identifier: MIT
"""How the machine is written: words, the IPC buffer, registers."""
from kozo_idl.grammar.common import AMOUNT, PROSE, WORD
from kozo_idl.model import abi as model
from kozo_idl.shape import Choice, Key, Literal, Record, Sequence, Table, Word, optional

_BITS = Table(Record(model.BitField, {"shift": AMOUNT, "bits": AMOUNT, "doc": PROSE}),
              least=1)
_WORD_LAYOUT = {"doc": PROSE, "fields": _BITS}
_REGISTER = Word()
_REGISTERS = Sequence(_REGISTER, least=1)

PROFILE = Record(model.Profile, {
    "registers": _REGISTERS,
    "pointers": Record(model.Pointers, {"ip": _REGISTER, "sp": _REGISTER, "flags": _REGISTER}),
    "trap": Choice("syscall"), "clobbered": Sequence(_REGISTER),
    "method": Record(model.MethodProfile, {
        "op": _REGISTER, "self": Key(_REGISTER, True, "self_"), "args": _REGISTERS,
        "status": _REGISTER, "results": _REGISTERS}),
    "message": Record(model.MessageProfile, {
        "op": _REGISTER, "cap": _REGISTER, "tag": _REGISTER, "words": _REGISTERS,
        "deadline": _REGISTER, "reply": _REGISTER,
        "out": Record(model.MessageOut, {
            "status": _REGISTER, "badge": _REGISTER, "tag": _REGISTER})})})

ABI = Record(model.Abi, {
    "name": WORD, "version": Literal(), "word_bits": Literal(), "doc": PROSE,
    "release": optional(Literal()),
    "status": Record(model.Word, _WORD_LAYOUT), "handle": Record(model.Word, _WORD_LAYOUT),
    "info": Record(model.Word, _WORD_LAYOUT),
    "tag": Record(model.Word, {
        **_WORD_LAYOUT, "flags": Table(Record(model.TagFlag, {"bit": AMOUNT, "doc": PROSE}))}),
    "pass": Key(Record(model.Word, _WORD_LAYOUT), True, "pass_"),
    "buffer": Record(model.Buffer, {
        "doc": PROSE, "bytes": AMOUNT, "words": AMOUNT, "caps": AMOUNT}),
    "profiles": Table(PROFILE, least=1)})
