# SPDX-License-Identifier: MIT
"""structs.md: structures of memory."""
from kozo_idl.backends.common import constant
from kozo_idl.backends.docs.markdown import table
from kozo_idl.backends.interfaces import capacity


def page(ir):
    sections = []
    for row in ir["structs"]:
        rows = []
        for field in row["fields"]:
            count = "" if field["count"] is None else \
                f"[{constant(field['count_name']) if field['count_name'] else field['count']}]"
            if field["text"]:
                count = f"[{capacity(field['text'])}]"
            unit = f" Unit: {field['unit']}." if field["unit"] else ""
            rows.append((field["offset"], field["bytes"], f"`{field['name']}`",
                         f"`{field['c_type']}{count}`", field["doc"] + unit))
        if row["cases"] is not None:
            rows.insert(0, (0, row["fields"][0]["offset"] if row["fields"] else row["size"],
                            "`kind`", "`uint64_t`", "; ".join(
                                f"{case['value']}: {case['name']}, {case['doc']}"
                                for case in row["cases"])))
        sections.append((row["name"], [
            f"{row['doc']} `struct kozo_{row['name']}`, {row['size']} bytes.",
            table(("Offset", "Bytes", "Member", "Type", "Meaning"), rows)]))
    return "Structures in shared memory and in messages, with byte offsets.", sections
