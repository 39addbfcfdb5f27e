#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""schemas.py IR FOLDER: the messages of tests/interfaces/marshal.yaml, from ir.json, in the schema
languages of the peers. They get what a person would write there: bytes for bytes, no `reserved`."""

import json
import pathlib
import sys

INTERFACE = "marshal"
PROTO = {"u64": "uint64", "u32": "uint32", "u16": "uint32", "i32": "int32", "bytes": "bytes"}
CAPNP = {"u64": "UInt64", "u32": "UInt32", "u16": "UInt16", "i32": "Int32", "bytes": "Data"}
FLAT = {"u64": "ulong", "u32": "uint", "u16": "ushort", "i32": "int", "bytes": "[ubyte]"}


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


def scalar(signed, bits):
    return f"{'i' if signed else 'u'}{bits}"


def parameters(params):
    """(name, type, most bytes or elements) of what a message has."""
    for param in params:
        kinds = {"value": lambda: scalar(param["signed"], param["bits"]),
                 "bytes": lambda: "bytes", "vector": lambda: camel(param["type"])}
        yield param["name"], kinds[param["kind"]](), param.get("max")


def members(ir, struct):
    signed = {row["c_type"]: row["signed"] for row in ir["types"]}
    for field in struct["fields"]:
        if field["name"] != "reserved":
            of = scalar(signed.get(field["c_type"], False), field["bytes"] * 8)
            yield field["name"], "bytes" if field["count"] else of, field["count"]


def messages(ir):
    """Name -> fields, of the structures and then of the requests and replies."""
    [row] = [row for row in ir["interfaces"] if row["name"] == INTERFACE]
    sides = [(method, side, what) for method in row["methods"]
             for side, what in (("in", "Request"), ("out", "Reply"))]
    used = {param["type"] for method, side, _ in sides for param in method[side]["params"]
            if param["kind"] == "vector"}
    structs = {camel(struct["name"]): list(members(ir, struct)) for struct in ir["structs"]
               if struct["name"] in used}
    return structs, {camel(method["name"]) + what: list(parameters(method[side]["params"]))
                     for method, side, what in sides}


def proto(structs, requests):
    yield f'syntax = "proto3"; package {INTERFACE};'
    for name, fields in {**structs, **requests}.items():
        rows = (f"{'' if of in PROTO else 'repeated '}{PROTO.get(of, of)} {field} = {n};"
                for n, (field, of, _) in enumerate(fields, 1))
        yield f"message {name} {{ {' '.join(rows)} }}"


def options(structs, requests):
    """What nanopb has to know of sizes."""
    for name, fields in {**structs, **requests}.items():
        for field, of, most in fields:
            how = f"max_{'size' if of == 'bytes' else 'count'}:{most}" if most else "int_size:IS_16"
            if most or of == "u16":
                yield f"{INTERFACE}.{name}.{field} {how}"


def capnp(structs, requests):
    yield '@0xb7c1f4d2a9e35d60; using Cxx = import "/capnp/c++.capnp"; ' \
          f'$Cxx.namespace("{INTERFACE}");'
    for name, fields in {**structs, **requests}.items():
        rows = (f"{field} @{n} :{CAPNP.get(of) or f'List({of})'};"
                for n, (field, of, _) in enumerate(fields))
        yield f"struct {name} {{ {' '.join(rows)} }}"


def flatbuffers(structs, requests):
    yield f"namespace {INTERFACE};"
    for name, fields in structs.items():
        rows = (f"{field}:{f'[ubyte:{most}]' if most else FLAT[of]};" for field, of, most in fields)
        yield f"struct {name} {{ {' '.join(rows)} }}"
    for name, fields in requests.items():
        rows = (f"{field}:{FLAT.get(of) or f'[{of}]'}{' (required)' if most else ''};"
                for field, of, most in fields)
        yield f"table {name} {{ {' '.join(rows)} }}"


def main():
    ir, folder = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2])
    for ending, render in (("proto", proto), ("options", options), ("capnp", capnp),
                           ("fbs", flatbuffers)):
        text = "\n".join(render(*messages(ir))) + "\n"
        (folder / f"{INTERFACE}.{ending}").write_text(text)


if __name__ == "__main__":
    main()
