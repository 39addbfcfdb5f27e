# SPDX-License-Identifier: MIT
"""Interfaces: their numbers, what their errors tell besides, and what clients.py, servers.py and
whoever else renders something of them call them in C."""
from kozo_idl.backends.common import aligned, comment, constant, output


def outputs(ir):
    """The numbers of all interfaces and methods."""
    return [output("abi/kozo/abi/interfaces.h", "abi/interfaces.h", "idl/services/",
                   interfaces=[_numbers(row) for row in ir["interfaces"]]),
            *(output(f"user/kozo/detail/{row['name']}.h", "user/detail.h", source_of(row),
                     name=row["name"], methods=methods) for row in ir["interfaces"]
              for methods in [[_detail(row, method) for method in row["methods"]
                               if method["details"]]] if methods)]


def source_of(row):
    """The YAML file in which an interface is defined."""
    return (f"idl/kernel/{row['name']}s.yaml" if row["kernel"]
            else f"idl/services/{row['name']}.yaml")


def interface_name(row):
    return f"KOZO_INTERFACE_{row['name'].upper()}"


def label_of(row, method):
    return f"KOZO_{row['name'].upper()}_METHOD_{method['name'].upper()}"


def _numbers(row):
    return {"comment": comment(row["doc"]), "name": interface_name(row),
            "value": f"{row['id']:#x}u", "enum": f"kozo_{row['name']}_method",
            "methods": aligned([(label_of(row, method), f"= {method['id']},")
                                for method in row["methods"]])}


def events(row):
    """The events of an interface with their names in C; None if it has none."""
    flags = row["events"]
    return flags and [value | {
        "c_type": flags["c_type"], "comment": comment(value["doc"]),
        "inner": comment(value["doc"], 4),
        "c_name": f"KOZO_{flags['name'].upper()}_{value['name'].upper()}"}
        for value in flags["values"]]


def named_params(method):
    """Parameters and results with their names in C, where both are parameters of one function."""
    taken = {"context", "badge", "self", *(param["name"] for param in method["in"]["params"])}
    outs = [param | {"c_name": param["name"] + "_out" if param["name"] in taken else param["name"]}
            for param in method["out"]["params"]]
    return [param | {"c_name": param["name"]} for param in method["in"]["params"]], outs


def error_name(name):
    return f"KOZO_ERR_{name.upper()}"


def errors_of(method):
    """The errors of a method in C, besides those that any answer can be."""
    return [error_name(name) for name in method["errors"]]


def plain_errors(method):
    """The names of those of them that tell nothing else."""
    detailed = {detail["error"] for detail in method["details"]}
    return [name for name in method["errors"] if name not in detailed]


def detail_of(row, method):
    """The type that has what the errors of a method tell."""
    return f"union {row['name']}_{method['name']}_detail"


def has_details(row):
    return any(method["details"] for method in row["methods"])


def detail_params(detail, place=""):
    """What an error tells, each with its name in C behind `place`."""
    return [param | {"c_name": place + param["name"]} for param in detail["params"]]


def _detail(row, method):
    return {"name": method["name"], "type": detail_of(row, method),
            "errors": [{"name": detail["error"],
                        "comment": comment(method["error_docs"][detail["error"]], 4),
                        "fields": [{"comment": comment(param["doc"], 8),
                                    "text": value_parameter(param)}
                                   for param in detail_params(detail)]}
                       for detail in method["details"]]}


def manner(method):
    """How a method is asked, and which errors it has, as sentences behind others."""
    text = " Idempotent: asked twice, it does no more than once." * method["idempotent"]
    if method["one_way"]:
        return text + " One-way: nobody waits for an answer, and what is refused is dropped."
    if method["error_docs"]:
        return text + " Errors:" + "".join(f" {name.upper()}: {method['error_docs'][name]}"
                                           for name in method["errors"])
    errors = ", ".join(name.upper() for name in method["errors"]) or "none of its own"
    return text + f" Errors: {errors}."


def method_doc(method, given=lambda params: params):
    """What a method does, what is handed over and which errors it has, as one text; `given` picks
    what the reader gets of the arguments."""
    params = [*given(method["in"]["params"]), *method["out"]["params"]]
    return method["doc"] + "".join(f" {param['name']}: {param['doc']}" for param in params) \
        + manner(method)


def lent(params):
    """The parameters of a body, which gets a grant as one."""
    sizes = {param["grant"]["bytes"] for param in params if param.get("grant")}
    return [param | {"c_type": grant_type(param)} if param.get("grant") else param
            for param in params if param["name"] not in sizes]


def grant_type(param):
    """The C type of what is lent, which tells what may be done with it."""
    return "struct kozo_grant_" + ("read" if param["grant"]["direction"] == "read" else "write")


def value_parameter(param):
    pointer = "const {} *{}" if "optional" in param else "{} {}"
    return pointer.format(param["c_type"], param["c_name"])


def passed(params, byte):
    """The parameters by which values are handed over; bytes are a pointer to `byte` and a size."""
    rows = []
    for param in params:
        name, kind = param["c_name"], param["kind"]
        if kind == "string":
            rows.append(f"const char *{name}")
        elif kind == "bytes":
            rows += [f"const {byte} *{name}", f"size_t {name}_size"]
        elif kind == "vector":
            rows += [f"const {param['c_type']} *{name}", f"size_t {name}_count"]
        elif kind in ("struct", "array"):
            rows.append(f"const {param['c_type']} {pointed(param)}")
        else:
            rows.append(value_parameter(param))
    return rows


# How the name ends that says how much there is of a parameter.
SIZES = {"string": "_size", "bytes": "_size", "vector": "_count"}


def size_of(param):
    """The parameter that says how much there is; a string needs none, since it ends by itself."""
    return [param["c_name"] + SIZES[param["kind"]]] if param["kind"] in ("bytes", "vector") else []


def element_types(interfaces):
    """Type of elements of which not every value is good -> a parameter that has such, by name."""
    rows = {param["type"]: param for row in interfaces for method in row["methods"]
            for side in ("in", "out") for param in method[side]["params"] if param.get("leaves")}
    return dict(sorted(rows.items()))


def pointed(param):
    """The declarator of a parameter that points to a structure or to the elements of an array."""
    return f"*{param['c_name']}" if param["kind"] == "struct" else \
        f"{param['c_name']}[{count_of(param)}]"


def count_of(param):
    """The elements of a structure or an array, as C."""
    return constant(param["count_name"]) if param.get("count_name") else str(param["count"])


def maximum(param):
    """The most bytes of a string or of bytes, as C."""
    return constant(param["max_name"]) if param["max_name"] else str(param["max"])


def capacity(param):
    """The bytes of a C array for a string."""
    return f"{maximum(param)} + 1"
