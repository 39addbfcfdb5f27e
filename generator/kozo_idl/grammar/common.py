# SPDX-License-Identifier: MIT
"""The smallest shapes, which all of the grammar is made of."""
from kozo_idl.shape import Amount, Flag, Prose, Sequence, Word

WORD, PROSE, AMOUNT, FLAG = Word(), Prose(), Amount(), Flag()
WORDS = Sequence(WORD)
RANGE = Sequence(Amount(signed=True), 2)
