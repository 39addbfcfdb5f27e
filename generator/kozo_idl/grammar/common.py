# SPDX-License-Identifier: MIT
"""The smallest shapes, which all of the grammar is made of."""
from kozo_idl.shape import Amount, Flag, Literal, Prose, Sequence, Word, optional

WORD, PROSE, AMOUNT, FLAG = Word(), Prose(), Amount(), Flag()
SIZE = Amount(sizes=True)  # of what is counted in bytes
WORDS = Sequence(WORD)
RANGE = Sequence(Amount(sizes=True, signed=True), 2)
SINCE = {"since": optional(Literal(least=1))}
TOLD = {"doc": PROSE} | SINCE
