# SPDX-License-Identifier: MIT
"""objects.md: object types and their rights."""
from kozo_idl.backends import pictures
from kozo_idl.backends.docs.markdown import join, object_link, picture_link, table


def page(ir):
    generic = [right["name"] for right in ir["rights"]]
    sections = [("Rights", [
        "A right is a bit; each type gives the bits names of its own.",
        table(("Type", *(f"bit {index} ({name})" for index, name in enumerate(generic))), [
            (object_link(row["name"]), *(next((f"`{right['name']}`" for right in row["rights"]
                                              if right["generic"] == name), "")
                                         for name in generic)) for row in ir["objects"]])]),
                ("Derivation", [
                    "What can be derived from a capability, and by which operation. A child has "
                    "no right that its parent lacks, and goes when the parent is revoked.",
                    picture_link(pictures.OBJECTS)])]
    for row in ir["objects"]:
        operations = [f"[`{op['name']}`](operations.md#{op['name']})" for op in ir["operations"]
                      if op["self"] and op["self"]["cap"] == row["name"]]
        sections.append((row["name"], [row["doc"], table(("Fact", ""), [
            ("number", f"{row['id']} (`KOZO_OBJECT_{row['name'].upper()}`)"),
            ("made from", object_link(row["from"]) if row["from"] else "by the kernel itself"),
            ("can be made of device memory", "yes" if row["device"] else "no"),
            ("log2 of the size", _sizes(row["sizes"])),
            ("can be copied", "yes" if row["copyable"] else "no"),
            ("can carry a badge", "yes" if row["badgeable"] else "no"),
            *((f"right `{right['name']}`", right["doc"]) for right in row["rights"]),
            *((f"state `{attribute['name']}`", attribute["doc"]) for attribute in row["state"]),
            ("operations", join(operations))])]))
    return "What a capability can designate, and what it may permit.", sections


def _sizes(sizes):
    if len(sizes) > 2:
        return f"{sizes[0]} to {sizes[-1]}"
    return " or ".join(map(str, sizes)) or "not made of memory"
