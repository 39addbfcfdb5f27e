# SPDX-License-Identifier: MIT
"""Pictures in the reference: where fields are drawn."""
from kozo_idl.backends.docs import diagram

MESSAGE = {
    "words": 6, "variable": "text", "present": {"word": 0, "shift": 48, "bits": 16},
    "params": [
        {"kind": "value", "name": "narrow_one", "word": 0, "shift": 0, "bits": 8},
        {"kind": "value", "name": "bit", "word": 0, "shift": 9, "bits": 1},
        {"kind": "cap", "name": "thing", "slot": 0},
        {"kind": "array", "name": "row", "data_word": 3, "data_words": 2},
        {"kind": "string", "name": "text", "word": 1, "shift": 0, "bits": 16, "data_word": 6,
         "data_words": 50}]}

DRAWN = """\
```text
byte                  0       1       2       3       4       5       6       7
in, word 0           |narrow_| b                                     |present        |
in, word 1           |text: its size |                                               |
in, word 2           |                                                               |
in, words 3 to 4     |row: the data                                                  |
in, word 5           |                                                               |
in, words 6 up to 55 |text: the data                                                 |
```"""


def test_fields_are_drawn_where_they_lie():
    assert diagram.picture(diagram.message(MESSAGE, "in")) == DRAWN
    assert diagram.picture([]) == ""
