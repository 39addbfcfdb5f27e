# SPDX-License-Identifier: MIT
"""generated/kernel: faults and signals, the messages that the kernel itself sends, and how it takes
their answers."""
from kozo_idl.backends.common import call, comment, output
from kozo_idl.backends.interfaces import (interface_name, label_of, method_doc, named_params,
                                          source_of, value_parameter)
from kozo_idl.backends.wire import Message


def outputs(ir):
    """A header for each interface of the kernel."""
    return [output(f"kernel/kozo/gen/{row['name']}s.h", "kernel/messages.h", source_of(row),
                   name=row["name"], id=interface_name(row), reply=_reply(ir, row),
                   methods=[_method(ir, row, method) for method in row["methods"]])
            for row in ir["interfaces"] if row["kernel"]]


def _method(ir, row, method):
    ins, _ = named_params(method)
    request = Message(ir, row, method["in"], ins, label_of(row, method), "KOZO_TAG_FLAG_KERNEL")
    return {"comment": comment(method_doc(method)), "builder": _builder_prototype(row, method, ins),
            "request": request.encoder()}


def _builder_prototype(row, method, ins):
    return call(f"static inline void {row['name']}_{method['name']}_message",
                ["struct message *m", *map(value_parameter, ins)], tail="")


def _reply(ir, row):
    """The one reply that all messages of the kernel have in common."""
    params = [param | {"c_name": param["name"]} for param in row["methods"][0]["out"]["params"]]
    message = Message(ir, row, row["methods"][0]["out"], params)
    parameters = ["const struct message *m"] + [f"{param['c_type']} *{param['c_name']}"
                                                for param in params]
    return {"prototype": call(f"static inline kozo_err_t {row['name']}_reply", parameters, tail=""),
            "locals": message.sizes() + message.raws(),
            "checks": message.steps(row["checks"]["reply"]), "results": message.results()}
