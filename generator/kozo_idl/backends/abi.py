# SPDX-License-Identifier: MIT
"""generated/abi: what kernel, loaders and programs have in common."""
from kozo_idl.backends.common import (aligned, call, comment, constant, literal, made_of,
                                      output)
from kozo_idl.backends.interfaces import capacity

_ROOT = "abi/kozo/abi/"


def outputs(ir):
    """Every header of the ABI and the table of names."""
    ops = [(operation["name"], operation["id"]) for operation in ir["operations"]]
    rows = [
        output("abi/kozo/abi.h", "abi/abi.h", "idl/",
               includes=_HEADERS + [_MESSAGE_TYPES] * bool(_in_messages(ir))),
        output(_ROOT + "constants.h", "abi/constants.h", "idl/", constants=_constants(ir),
               version=ir["abi"]["version"]),
        output(_ROOT + "types.h", "abi/types.h", "idl/", scalars=_scalars(ir), enums=_enums(ir),
               flags=_flags(ir)),
        output(_ROOT + "errors.h", "abi/errors.h", "idl/kernel/errors.yaml", groups=_errors(ir)),
        output(_ROOT + "handles.h", "abi/handles.h", "idl/abi.yaml",
               objects=[row["name"] for row in ir["objects"]], **_word(ir, "handle")),
        output(_ROOT + "status.h", "abi/status.h", "idl/abi.yaml", **_word(ir, "status")),
        output(_ROOT + "info.h", "abi/info.h", "idl/abi.yaml", **_word(ir, "info")),
        output(_ROOT + "tag.h", "abi/tag.h", "idl/abi.yaml", flags=_tag_flags(ir),
               **_word(ir, "tag")),
        output(_ROOT + "pass.h", "abi/pass.h", "idl/abi.yaml", **_word(ir, "pass")),
        output(_ROOT + "buffer.h", "abi/buffer.h", "idl/abi.yaml", **_buffer(ir)),
        output(_ROOT + "operations.h", "abi/operations.h", "idl/kernel/operations.yaml",
               operations=aligned([(f"KOZO_OP_{name.upper()}", f"= {number},")
                                   for name, number in ops]),
               limit=ops[-1][1] + 1),
        output(_ROOT + "objects.h", "abi/objects.h", "idl/kernel/objects.yaml", **_objects(ir)),
        output(_ROOT + "names.h", "abi/names.h", "idl/"),
        output(_ROOT + "names.c", "abi/names.c", "idl/", **_names(ir)),
    ]
    for header, names in _STRUCTS.items():
        rows.append(_structs(ir, header, [row for row in ir["structs"]
                                          if row["name"].startswith(names)]))
    if _in_messages(ir):
        rows.append(_structs(ir, _MESSAGE_TYPES, _in_messages(ir)))
    return rows


def _in_messages(ir):
    """The structures that have no header but are in messages."""
    known = tuple(name for names in _STRUCTS.values() for name in names)
    return [row for row in ir["structs"] if not row["name"].startswith(known)]


def _structs(ir, header, structs):
    types = {field["type"] for row in structs for field in row["fields"]}
    return output(_ROOT + header, "abi/structs.h", "idl/", words=sorted(types & ir["words"].keys()),
                  structs=[_struct(row) for row in structs])


_STRUCTS = {"boot_info.h": ("boot_",), "init_info.h": ("init_",), "start_info.h": ("start_",),
            "trace_records.h": ("trace_",), "registers.h": ("thread_",)}
_HEADERS = ["constants.h", "types.h", "errors.h", "status.h", "handles.h", "tag.h", "pass.h",
            "buffer.h", "operations.h", "objects.h", "info.h", "interfaces.h", "boot_info.h",
            "init_info.h", "start_info.h", "trace_records.h", "registers.h"]
_MESSAGE_TYPES = "message_types.h"  # what is in messages alone, and thus perhaps not there


def _constants(ir):
    groups = {}
    for row in ir["constants"]:
        groups.setdefault(row["file"], []).append(
            {"comment": comment(row["doc"]), "name": constant(row["name"]),
             "value": literal(row["value"])})
    return sorted(groups.items())


def _scalars(ir):
    rows, known = [], set()
    for row in ir["types"]:
        if row["kind"] == "scalar" and row["c_type"] not in known:
            known.add(row["c_type"])  # a type may be in the wrapper of the one it is based on
            base = f"{'' if row['signed'] else 'u'}int{row['bits']}_t"
            text = (f"typedef struct {{ {base} raw; }} {row['c_type']};" if row["wrapped"]
                    else f"typedef {base} {row['c_type']};")
            unit = f" Unit: {row['unit']}." if row["unit"] else ""
            rows.append({"comment": comment(row["doc"] + unit), "text": text,
                         "name": row["c_type"], "bytes": row["bits"] // 8})
    return rows


def _valued(ir, kind):
    for row in ir["types"]:
        if row["kind"] == kind:
            upper = row["name"].upper()
            prefix = "KOZO_" + upper + "_"
            yield {"name": row["name"], "comment": comment(row["doc"]),
                   "base": f"uint{row['bits']}_t",
                   "bytes": row["bits"] // 8, "upper": upper, "mask": row["maximum"],
                   "values": [(prefix + value["name"].upper(), value["value"])
                              for value in row["values"]]}


def _enums(ir):
    return [row | {"values": aligned([(name, f"= {value},") for name, value in row["values"]])}
            for row in _valued(ir, "enum")]


def _flags(ir):
    for row in _valued(ir, "flags"):
        # `~` of what is narrower than the type would lose the upper bits.
        shown = ("UINT64_C({:#x})" if row["bytes"] == 8 else "{:#x}u").format
        yield row | {"mask": shown(row["mask"]),
                     "values": aligned([(name, shown(value)) for name, value in row["values"]])}


def _errors(ir):
    groups = []
    for group in ir["error_groups"]:
        rows = [(f"KOZO_ERR_{row['name'].upper()}", f"= {row['id']},") for row in ir["errors"]
                if group["first"] <= row["id"] <= group["last"]]
        groups.append({"upper": group["name"].upper(), "first": group["first"],
                       "last": group["last"], "rows": aligned(rows)})
    return groups


def _word(ir, name):
    word = ir["words"][name]
    fields = made_of(name, word)
    for_make = [f"uint64_t {field['name']}" for field in fields]
    head = f"static inline kozo_{name}_t kozo_{name}_make"
    return {"name": name, "comment": comment(word["doc"]), "make": call(head, for_make, tail=""),
            "fields": [{"name": field["name"], "shift": field["shift"],
                        "mask": f"{(1 << field['bits']) - 1:#x}",
                        "c_type": _field_type(name, field)} for field in fields]}


_FIELD_TYPES = {("status", "code"): "kozo_err_t", ("info", "type"): "kozo_object_t",
                ("info", "rights"): "kozo_rights_t"}


def carrier(bits):
    return next(width for width in (8, 16, 32, 64) if bits <= width)


def _field_type(word, field):
    return _FIELD_TYPES.get((word, field["name"]), f"uint{carrier(field['bits'])}_t")


def _tag_flags(ir):
    return [{"comment": comment(flag["doc"]), "name": f"KOZO_TAG_FLAG_{flag['name'].upper()}",
             "value": f"{1 << flag['bit']:#x}u"} for flag in ir["words"]["tag"]["flags"]]


def _buffer(ir):
    buffer = ir["buffer"]
    return buffer | {"comment": comment(buffer["doc"]),
                     "registers": len(ir["profile"]["message"]["words"])}


def _objects(ir):
    objects = []
    for row in ir["objects"]:
        upper = row["name"].upper()
        sizes = row["sizes"]
        defines = [(f"KOZO_{upper}_RIGHT_{right['name'].upper()}", f"{right['value']:#x}u")
                   for right in row["rights"]]
        if len(sizes) == 1:
            defines.append((f"KOZO_{upper}_SIZE_BITS", str(sizes[0])))
        elif sizes:
            defines += [(f"KOZO_{upper}_SIZE_BITS_MIN", str(sizes[0])),
                        (f"KOZO_{upper}_SIZE_BITS_MAX", str(sizes[-1]))]
        objects.append({"comment": comment(row["doc"]), "defines": aligned(defines)})
    values = [("KOZO_OBJECT_NULL", "= 0,")]
    values += [(f"KOZO_OBJECT_{row['name'].upper()}", f"= {row['id']},") for row in ir["objects"]]
    return {"values": aligned(values), "objects": objects, "limit": ir["objects"][-1]["id"] + 1}


def _names(ir):
    return {"operations": [(f"KOZO_OP_{row['name'].upper()}", row["name"])
                           for row in ir["operations"]],
            "errors": [(f"KOZO_ERR_{row['name'].upper()}", row["name"]) for row in ir["errors"]],
            "objects": [(f"KOZO_OBJECT_{row['name'].upper()}", row["name"])
                        for row in ir["objects"]],
            "rights": [(f"KOZO_OBJECT_{row['name'].upper()}",
                        f"KOZO_{row['name'].upper()}_RIGHT_{right['name'].upper()}", right["name"])
                       for row in ir["objects"] for right in row["rights"]],
            "advice": [(f"KOZO_ERR_{row['name'].upper()}", row["text"], row["remedy"])
                       for row in ir["errors"]]}


def _struct(row):
    fields = []
    for field in row["fields"]:
        count = ""
        if field["count"] is not None:
            name = field["count_name"]
            count = f"[{constant(name) if name else field['count']}]"
        if field["text"]:
            count = f"[{capacity(field['text'])}]"
        unit = f" Unit: {field['unit']}." if field["unit"] else ""
        indent = 4 if row["cases"] is None else 8
        fields.append({"comment": comment(field["doc"] + unit, indent), "name": field["name"],
                       "text": f"{' ' * indent}{field['c_type']} {field['name']}{count};",
                       "check": call("_Static_assert", [
                           f"offsetof(struct kozo_{row['name']}, {field['name']}) == "
                           f"{field['offset']}", f'"{row["name"]}.{field["name"]}"'])})
    cases = [(f"KOZO_{row['name'].upper()}_{case['name'].upper()}", f"= {case['value']},")
             for case in row["cases"] or ()]
    return {"name": row["name"], "comment": comment(row["doc"]), "fields": fields,
            "cases": aligned(cases), "size": row["size"]}
