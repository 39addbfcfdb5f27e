# SPDX-License-Identifier: MIT
"""types.md: types and constants."""
from kozo_idl.backends.common import constant
from kozo_idl.backends.docs.markdown import number, table, type_link


def page(ir):
    sections = []
    for row in ir["types"]:
        if row["kind"] == "scalar":
            unit = f", in {row['unit']}" if row["unit"] else ""
            of = f", a {type_link(row['of'])}" if row["of"] else ""
            sections.append((row["name"], [
                f"{row['doc']} Scalar of {row['bits']} bits, `{row['c_type']}`{of}, from "
                f"{number(row['minimum'])} to {number(row['maximum'])}{unit}."]))
        else:
            prefix = f"KOZO_{row['name'].upper()}_"
            kind = "Flags" if row["kind"] == "flags" else "Enumeration"
            sections.append((row["name"], [
                row["doc"] + f" {kind} of {row['bits']} bits, `{row['c_type']}`.",
                table(("Value", "Name", "Meaning"), [
                    (f"{value['value']:#x}" if row["kind"] == "flags" else value["value"],
                     f"`{prefix}{value['name'].upper()}`", value["doc"])
                    for value in row["values"]])]))
    sections.append(("Constants", [table(("Constant", "Value", "Meaning"), [
        (f"`{constant(row['name'])}`", number(row["value"]), row["doc"])
        for row in ir["constants"]])]))
    return "Scalars, enumerations, flags and constants of the ABI.", sections
