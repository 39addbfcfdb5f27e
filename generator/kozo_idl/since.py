# SPDX-License-Identifier: MIT
"""Since which release there has been an element: `since`, a number of `release` in abi.yaml.

Who adds to what a lock records says `since` with the present release, unless that is the first or
the whole, of which it is a part, is as new; from then on the lock knows, and nothing else may be
said. A lock has no `since=1`."""

# Kinds of elements -> how many parts the keys have of those that say it.
_SAYING = {"constant": (2,), "type": (2, 3), "struct": (2,), "error": (2,), "object": (2, 4),
           "operation": (2,), "interface": (2, 3)}


def since(row, whole=1):
    """The release that brought an element, as the YAML or else the whole has it."""
    given = getattr(row, "since", None)
    return whole if given is None else int(given)


def told(row, whole=1):
    """What the IR tells of an element: its doc, where that is newer than the whole with its
    release, and the release."""
    number = since(row, whole)
    return {"doc": str(row.doc) + (f" Since release {number}." if number != whole else ""),
            "since": number}


def check(new, old, known, report):
    """Report releases that cannot be: `old` are the rows of the lock, None without one; `known` are
    marks."""
    release = int(new["release"]["number"])
    locked = int((old or new).get("release", {"number": 1})["number"])
    if release < max(locked, 1):
        return report.error(known["release"], "IDL0612", f"release {locked} has been, so this "
                            f"cannot be release {release}; releases only grow")
    wrong = {}
    for key, facts in new.items():
        parts = key.split(".")
        if len(parts) not in _SAYING.get(parts[0], ()):
            continue
        number = _release(facts)
        if number > release:
            report.error(known[key], "IDL0610", f"there is no release {number} yet, this is "
                         f"release {release}; write one from 1 on, or raise 'release' when "
                         "this one is out")
        elif old is not None and number != (_release(old[key]) if key in old else release):
            if key in old:
                wrong[key] = f"'{key}' came with release {_release(old[key])}; " \
                    f"say 'since: {_release(old[key])}'"
            elif key.rpartition(".")[0] not in wrong:  # of which it is a part, as new as that
                wrong[key] = f"'{key}' is new, and this is release {release}; " \
                    f"say 'since: {release}'"
    # What else is wrong is first: that something new is not finished.
    for key, text in wrong.items() if not report else ():
        report.error(known[key], "IDL0611", text)


def _release(facts):
    return int(facts.get("since", 1))
