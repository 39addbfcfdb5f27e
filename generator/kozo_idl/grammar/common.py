# SPDX-License-Identifier: MIT
"""The smallest shapes, which all of the grammar is made of."""
from kozo_idl.shape import Amount, Flag, Literal, Prose, Sequence, Word, optional

WORD, PROSE, AMOUNT, FLAG = Word(), Prose(), Amount(), Flag()
WORDS = Sequence(WORD)
RANGE = Sequence(Amount(signed=True), 2)
SINCE = {"since": optional(Literal())}
TOLD = {"doc": PROSE} | SINCE
