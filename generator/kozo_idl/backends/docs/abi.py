# SPDX-License-Identifier: MIT
"""abi.md: registers, words and the IPC buffer."""
from kozo_idl.backends.docs import diagram
from kozo_idl.backends.docs.markdown import join, shared_checks, table


def page(ir):
    profile, buffer = ir["profile"], ir["buffer"]
    sections = [(f"Registers of {profile['name']}", [
        f"A system call is the instruction `{profile['trap']}`. Besides the registers named below "
        f"it changes {join([f'`{name}`' for name in profile['clobbered']])}. The number of the "
        "operation tells which of the two profiles holds.",
        table(("Register", "Method, in", "Method, out", "Message, in", "Message, out"),
              _register_rows(profile))])]
    sections.append(("Pictures of words", [diagram.LEGEND.replace("\n", " ")]))
    for name, word in ir["words"].items():
        rows = [(f"`{field['name']}`", f"{field['shift']} to {field['shift'] + field['bits'] - 1}",
                 f"`kozo_{name}_{field['name']}()`", field["doc"])
                for field in sorted(word["fields"], key=lambda field: field["shift"])]
        sections.append((f"The {name} word", [
            word["doc"], diagram.picture([(name, diagram.value(ir, name, name))]),
            table(("Field", "Bits", "Accessor", "Meaning"), rows),
            table(("Flag", "Value in the field", "Meaning"),
                  [(f"`KOZO_TAG_FLAG_{flag['name'].upper()}`", f"{1 << flag['bit']:#x}",
                    flag["doc"]) for flag in word["flags"]])]))
    caps, receive, passing = (buffer[f"{name}_offset"] for name in ("caps", "receive", "pass"))
    end = buffer["bytes"] - 8 * buffer["reserved"]
    sections.append(("The IPC buffer", [buffer["doc"], table(("Bytes", "Member", "Type"), [
        (f"0 to {caps - 1}", "`words`", f"`uint64_t[{buffer['words']}]`"),
        (f"{caps} to {receive - 1}", "`caps`", f"`uint64_t[{buffer['caps']}]`"),
        (f"{receive} to {passing - 1}", "`receive`", f"`uint32_t[{buffer['caps']}]`"),
        (f"{passing} to {end - 1}", "`pass`", f"`uint32_t[{buffer['caps']}]`"),
        *[(f"{end} to {buffer['bytes'] - 1}", "`reserved`", "zero")] * (buffer["reserved"] > 0)])]))
    sections.append(("Checks of messages", [
        "What the helpers in `<kozo/wire.h>`, `<kozo/wire_caps.h>` and, where something is lent, "
        "`<kozo/wire_grants.h>` check for the stubs and skeletons of all interfaces.",
        shared_checks(ir["wire_checks"])]))
    return ("What a system call puts into registers, and where a message lies. Programs use the "
            "stubs in `<kozo/sys.h>`; nobody else needs these numbers."), sections


def _register_rows(profile):
    method, message = profile["method"], profile["message"]
    columns = [
        {method["op"]: "operation", method["self"]: "self"}
        | {name: f"argument {number}" for number, name in enumerate(method["args"], 1)},
        {method["status"]: "status"}
        | {name: f"result {number}" for number, name in enumerate(method["results"])},
        {message["op"]: "operation", message["cap"]: "self", message["tag"]: "tag",
         message["deadline"]: "deadline", message["reply"]: "saved reply"}
        | {name: f"word {number}" for number, name in enumerate(message["words"])},
        {register: role for role, register in message["out"].items()}
        | {name: f"word {number}" for number, name in enumerate(message["words"])},
    ]
    return [(f"`{register}`", *(column.get(register, "") for column in columns))
            for register in profile["registers"] if any(register in column for column in columns)]
