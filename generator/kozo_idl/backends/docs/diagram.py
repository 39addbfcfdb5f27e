# SPDX-License-Identifier: MIT
"""Words as pictures, a character a bit."""
from kozo_idl.backends.docs.markdown import code

LEGEND = """\
Pictures show words as they lie in memory or in a register, a character a bit, the lowest byte and
the lowest bit of each byte on the left. A bar ends a field, a name that has no room is cut, and
what is blank is 0 or, behind a signed number that has a word of its own, its sign."""
_WORD = 64


def picture(rows):
    """The block for `rows` of (label, fields), a word each; a field is (shift, bits, text)."""
    if not rows:
        return ""
    width = max(len(label) for label, _ in rows)
    ruler = "".join(f"{byte:<8}" for byte in range(_WORD // 8)).rstrip()
    lines = [f"{label:{width}} |{_word(fields)}" for label, fields in rows]
    return code("\n".join([f"{'byte':{width}}  {ruler}", *lines]), "text")


def _word(fields):
    bits = [" "] * _WORD
    for shift, size, text in fields:
        room = max(size - 1, 1)
        bits[shift:shift + room] = text[:room].ljust(room)
        for bar in {shift - 1, shift + size - 1} - {-1} if size > 1 else ():
            bits[bar] = "|"
    return "".join(bits[:-1]) + "|"


def value(ir, name, kind, bits=_WORD):
    """The fields of a value: those of its type, if it is a word of the ABI."""
    word = ir["words"].get(kind)
    if word:
        return [(field["shift"], field["bits"], field["name"]) for field in word["fields"]]
    return [(0, next((row["bits"] for row in ir["types"] if row["name"] == kind), bits), name)]


def message(layout, title):
    """Rows for the words of a message; those that hold the same are one row."""
    params = [param for param in layout["params"] if param["kind"] != "cap"]
    runs = [(param["data_word"], param["data_words"], param["name"] == layout["variable"],
             [(0, _WORD, f"{param['name']}: the data")])
            for param in params if "data_word" in param]
    scalars = [(param["word"], (param["shift"], param["bits"], _scalar(param)))
               for param in params if "word" in param]
    if layout["present"]:
        present = layout["present"]
        scalars.append((present["word"], (present["shift"], present["bits"], "present")))
    for word in {word for word, _ in scalars}:
        runs.append((word, 1, False, [field for at, field in scalars if at == word]))
    rows, due = [], 0
    for word, count, variable, fields in sorted(runs, key=lambda run: run[0]):
        if word > due:
            rows.append((_label(title, due, word - due, False), []))
        rows.append((_label(title, word, count, variable), fields))
        due = word + count
    return rows


def _scalar(param):
    size = {"string": "size", "bytes": "size", "vector": "count"}.get(param["kind"])
    return f"{param['name']}: its {size}" if size else param["name"]


def _label(title, word, count, variable):
    if variable:
        return f"{title}, words {word} up to {word + count - 1}"
    return f"{title}, words {word} to {word + count - 1}" if count > 1 else f"{title}, word {word}"
