# SPDX-License-Identifier: MIT
"""abi.rs: constants, errors, object types and words; types.rs: types and structures."""
from kozo_idl.backends.abi import carrier
from kozo_idl.backends.common import made_of, output
from kozo_idl.backends.rust.names import (Unknown, camel, doc, function, ident, only,
                                          type_name)


def outputs(ir):
    """The modules of the ABI. Types and structures have their own, since their names are free."""
    buffer = ir["buffer"]
    kinds = {kind: [_type(row, kind) for row in ir["types"] if _kind(row) == kind]
             for kind in ("alias", "wrapped", "ranged", "enum", "flags")}
    structs = [_struct(ir, row) for row in ir["structs"] if row["cases"] is None]
    taken = {camel(row["name"]) for row in (*ir["types"], *ir["structs"])}
    return [output(
        "rust/types.rs", "rust/types.rs", "idl/", aliases=kinds["alias"], wrapped=kinds["wrapped"],
        ranged=kinds["ranged"], enums=kinds["enum"], flags=kinds["flags"], structs=structs,
        unions=[_union(row) for row in ir["structs"] if row["cases"] is not None],
        words=[name for name in map(camel, ir["words"]) if name not in taken]), output(
        "rust/abi.rs", "rust/abi.rs", "idl/", version=ir["abi"]["version"],
        constants=[{"name": row["name"].upper(), "doc": doc(row["doc"]),
                    "value": _literal(row["value"])} for row in ir["constants"]],
        errors=[_error(row) for row in ir["errors"]],
        service=next(row for row in ir["error_groups"] if row["name"] == "service"),
        words=[_word(name, row) for name, row in ir["words"].items()],
        objects=[_object(row) for row in ir["objects"]],
        buffer=buffer | {"doc": doc(buffer["doc"])},
        registers=len(ir["profile"]["message"]["words"]))]


def _literal(value):
    return str(value) if value < 4096 else f"{value:#x}"


def limits(bits, signed):
    """The numbers of so many bits."""
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


def _kind(row):
    only(row, "name since kind base of bits c_type wrapped minimum maximum signed form doc unit "
              "values", f"type {row['name']}")
    if row["kind"] in ("enum", "flags"):
        return row["kind"]
    if row["kind"] != "scalar":
        raise Unknown(f"backends/rust does not know types of kind {row['kind']}")
    return row["form"]


def _type(row, kind):
    name = camel if row["kind"] == "enum" else str.upper
    indent = 0 if kind == "alias" else 4
    unit = f" Unit: {row['unit']}." if row["unit"] else ""
    return {"name": camel(row["name"]), "doc": doc(row["doc"] + unit, indent),
            "base": type_name(row["of"]) if kind == "alias" and row["of"] else row["base"],
            "minimum": row["minimum"], "maximum": row["maximum"],
            "values": [{"name": name(value["name"]), "value": value["value"],
                        "doc": doc(value["doc"], indent + 4)} for value in row["values"]]}


def _error(row):
    only(row, "name since id text remedy", f"error {row['name']}")
    return {"name": row["name"].upper(), "short": f'"{row["name"]}"', "id": row["id"],
            "doc": doc(f"{row['text'][0].upper()}{row['text'][1:]}; {row['remedy']}", 4)}


def _word(name, row):
    """A word with its fields; the arguments of `new` come in the order that C has."""
    fields = [{"name": ident(field["name"]), "shift": field["shift"],
               "mask": f"{(1 << field['bits']) - 1:#x}", "doc": doc(field["doc"], 4),
               "type": f"u{carrier(field['bits'])}"} for field in made_of(name, row)]
    arguments = [f"{field['name']}: {field['type']}" for field in fields]
    return {"name": camel(name), "doc": doc(row["doc"], 4), "fields": fields,
            "new": function("    pub const fn new", arguments, " -> Self"),
            "flags": [{"name": flag["name"].upper(), "value": 1 << flag["bit"],
                       "doc": doc(flag["doc"], 4)} for flag in row["flags"]]}


def _object(row):
    return {"name": camel(row["name"]), "doc": doc(row["doc"]), "id": row["id"],
            "rights": [{"name": right["name"].upper(), "value": f"{right['value']:#x}",
                        "doc": doc(right["doc"], 4)} for right in row["rights"]]}


def _field(row):
    only(row, "name type offset bytes c_type count count_name element_bytes unit doc range text",
         f"member {row['name']}")
    unit = f" Unit: {row['unit']}." if row["unit"] else ""
    kind = type_name(row["type"])
    kind = kind if row["count"] is None else f"[{kind}; {row['count']}]"
    kind = f"crate::wire::Text<{row['count']}>" if row["text"] else kind
    text = row["text"]
    bounds = [text["min"], text["max"]] if text and text["min"] else row["range"]
    limit = f", {bounds[0]} to {bounds[1]}" if bounds else ""
    return {"doc": doc(row["doc"] + unit, 8),
            "text": f"{row['offset']} {ident(row['name'])}: {kind}{limit}"}


def _struct(ir, row):
    only(row, "name since doc size align fields cases", f"structure {row['name']}")
    return {"name": camel(row["name"]), "doc": doc(row["doc"], 4), "size": row["size"],
            "memory": not _has_union(ir, row), "fields": [_field(field) for field in row["fields"]]}


def _has_union(ir, row):
    """A union is an enumeration in Rust, which lies in messages as in C, but not in memory."""
    structs = {struct["name"]: struct for struct in ir["structs"]}
    return row["cases"] is not None or any(
        _has_union(ir, structs[field["type"]]) for field in row["fields"]
        if field["type"] in structs)


def _union(row):
    types = {field["name"]: type_name(field["type"]) for field in row["fields"]}
    return {"name": camel(row["name"]), "doc": doc(row["doc"], 4), "size": row["size"],
            "cases": [{"name": camel(case["name"]), "value": case["value"],
                       "doc": doc(case["doc"], 8), "type": types.get(case["name"])}
                      for case in row["cases"]]}
