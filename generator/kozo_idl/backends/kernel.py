# SPDX-License-Identifier: MIT
"""generated/kernel: registers, handler prototypes, the decoder, object descriptors."""
from kozo_idl.backends.common import (boolean, call, comment, constant, is_range, literal, output,
                                      u64)

_ROOT = "kernel/kozo/gen/"
_OPERATIONS = "idl/kernel/operations.yaml"

# System V ABI for x86-64, 3.2.3: where the functions of the fast path have their arguments, what
# every function preserves, and where the second half of a result is.
_C_ARGUMENTS = {"tag": "rsi", "deadline": "rdx", "cap": "rcx"}
_C_CALLER = "rdi"
_C_SECOND_RESULT = "rdx"
_C_PRESERVED = ("rbx", "rbp", "r12", "r13", "r14", "r15")


def outputs(ir):
    """Everything that only the kernel sees."""
    return [
        output(_ROOT + "regs.h", "kernel/regs.h", "idl/abi.yaml", **registers(ir["profile"])),
        output(_ROOT + "message_registers.h", "kernel/message_registers.h", "idl/abi.yaml",
               **message_registers(ir["profile"])),
        output(_ROOT + "handlers.h", "kernel/handlers.h", _OPERATIONS,
               structs=_structs(ir), handlers=[_handler(row) for row in ir["operations"]],
               advances=_advances(ir)),
        output(_ROOT + "dispatch.h", "kernel/dispatch.h", _OPERATIONS, messages=_messages(ir)),
        output(_ROOT + "dispatch.c", "kernel/dispatch.c", _OPERATIONS, **_dispatch(ir)),
        output(_ROOT + "objects.h", "kernel/objects.h", "idl/kernel/objects.yaml",
               with_header=_types(ir, "header"), copyable=_types(ir, "copyable"),
               badgeable=_types(ir, "badgeable")),
        output(_ROOT + "objects.c", "kernel/objects.c", "idl/kernel/objects.yaml",
               objects=[_descriptor(row) for row in ir["objects"]]),
    ]


def registers(profile):
    """The values of regs.h."""
    method, message = profile["method"], profile["message"]
    out = message["out"]
    carried = set(message["words"]) | set(out.values())
    scratch = [name for name in [*method["args"], message["deadline"], message["reply"]]
               if name not in carried]
    return {"registers": profile["registers"], "pointers": profile["pointers"], "method": method,
            "message": message, "cleared": list(dict.fromkeys(scratch)),
            "saved": ["fs_base", "gs_base"]}


def message_registers(profile):
    """The values of message_registers.h: what moves so that a message operation's registers are the
    arguments of a C function, and what such a function may change."""
    message = profile["message"]
    moves = [(message[name], target) for name, target in _C_ARGUMENTS.items()
             if message[name] != target]
    moves.append(("\\caller", _C_CALLER))
    targets = [target for _, target in moves]
    assert not set(targets[:-1]) & {message[name] for name in _C_ARGUMENTS}, "no order of moves"
    return {"moves": moves, "message": message,
            "scratch": [name for name in message["words"] if name not in _C_PRESERVED],
            "badge": _C_SECOND_RESULT,
            "zeroed": [_half(name) for name in [message["out"]["status"],
                                                *registers(profile)["cleared"]]]}


def _half(name):
    """The lower 32 bits of a register, whose clearing clears it all."""
    return name + "d" if name[1:].isdigit() else "e" + name[1:]


def _structs(ir):
    headers = {row["header"] for row in ir["objects"] if row["header"]}
    return sorted(headers | {"struct thread", "struct cap_slot"})


def handler_parameters(row):
    """(C type, name) of everything a handler gets after the caller."""
    rows = []
    if row["self"]:
        rows.append((row["self"]["c_type"] + " *", "self"))
    if row["profile"] == "message":
        rows.append(("kozo_tag_t ", "tag"))
        if row["deadline"]:
            rows.append(("kozo_deadline_t ", "deadline"))
        if row["reply"]:
            rows.append(("kozo_handle_t ", "reply"))
    for argument in row["args"]:
        pointer = argument["kind"] in ("cap", "slot", "slots")
        rows.append((argument["c_type"] + (" *" if pointer else " "), argument["name"]))
    rows += [(out["c_type"] + " *", out["name"]) for out in row["outs"]]
    return rows


def handler_name(row):
    """The name of the function that implements an operation."""
    return f"sys_{row['name']}"


def _handler(row):
    parameters = ["struct thread *caller"] + [c_type + name
                                              for c_type, name in handler_parameters(row)]
    notes = f" Self: {row['self']['cap']} ({', '.join(row['self']['rights']) or 'any rights'})." \
        if row["self"] else ""
    errors = f" Errors: {', '.join(row['errors']).upper()}." if row["errors"] else ""
    again = " May return KERNEL_RESTART." if row["preemptible"] else ""
    return {"comment": comment(row["doc"] + notes + errors + again),
            "prototype": call(f"kozo_err_t {handler_name(row)}", parameters, tail=" LOCKED;")}


def _advances(ir):
    rows = []
    for operation in ir["operations"]:
        for argument in operation["args"]:
            if argument["progress"]:
                raw = "value.raw" if argument.get("wrapped") else "value"
                rows.append({"name": f"{operation['name']}_advance_{argument['name']}",
                             "c_type": argument["value_c_type"], "value": raw,
                             "position": argument["position"]})
    return rows


def _descriptor(row):
    sizes = row["sizes"]
    return {"index": f"KOZO_OBJECT_{row['name'].upper()}", "name": row["name"],
            "sizes": " | ".join(f"UINT64_C(1) << {bits}" for bits in sizes) if not _is_run(sizes)
            else f"(UINT64_C(1) << {sizes[-1] + 1}) - (UINT64_C(1) << {sizes[0]})",
            "min": sizes[0] if sizes else 0, "max": sizes[-1] if sizes else 0,
            "rights": f"{row['rights_mask']:#x}", "copyable": boolean(row["copyable"]),
            "badgeable": boolean(row["badgeable"]),
            "creatable": boolean(row["from"] is not None), "device": boolean(row["device"])} | (
                {} if sizes else {"sizes": "0"})


def _is_run(sizes):
    """Is this a run of consecutive numbers, worth writing as a range?"""
    return len(sizes) > 3 and sizes[-1] - sizes[0] + 1 == len(sizes)


def table_length(ir):
    """Of the table of decoders: a power of two, for the sake of a mask."""
    return 1 << ir["operations"][-1]["id"].bit_length()


def _dispatch(ir):
    operations = ir["operations"]
    length = table_length(ir)
    used = {row["id"]: row["name"] for row in operations}
    entries, hole = [], None
    for number in range(length + 1):
        if number in used or number == length:
            if hole is not None:
                index = f"{hole}" if hole == number - 1 else f"{hole} ... {number - 1}"
                entries.append((index, "unknown"))
                hole = None
            if number in used:
                entries.append((f"KOZO_OP_{used[number].upper()}", used[number]))
        elif hole is None:
            hole = number
    return {"operations": [_decoder(row) for row in operations], "entries": entries,
            "length": length,
            "creatable": _types(ir, "from")}


def _types(ir, key):
    """A mask of the object types that have this property."""
    return u64(sum(1 << row["id"] for row in ir["objects"] if row[key]))


def _messages(ir):
    """The number below which exactly the message operations are: what the entry tells them by."""
    return max((row["id"] + 1 for row in ir["operations"] if row["profile"] == "message"),
               default=0)


def _decoder(row):
    """The body of a decode function: what is read, the steps in order, the call."""
    reads, slots, steps = [], [], []
    parameters = ["caller"]
    if row["profile"] == "message":
        reads.append("const kozo_tag_t tag = regs_tag(regs);")
        steps += [_tag_step(check) for check in row["tag_checks"]]
    if row["self"]:
        reads.append("const uint64_t self = regs_cap(regs).raw;" if row["profile"] == "message"
                     else "const uint64_t self = regs_self(regs);")
        slots.append("self_slot")
        steps += _capability_steps("self", row["self"])
        parameters.append(_handed("self", row["self"]))
    if row["profile"] == "message":
        parameters += ["tag"] + _message_registers(row, reads)
    for argument in row["args"]:
        name = argument["name"]
        reads.append(f"const uint64_t {name} = regs_arg(regs, {argument['position']});")
        if argument["kind"] == "cap":
            slots.append(f"{name}_slot")
            steps += _capability_steps(name, argument)
            parameters.append(_handed(name, argument))
        elif argument["kind"] in ("slot", "slots"):
            slots.append(f"{name}_slot")
            steps += [_value_step(name, argument, check) for check in argument["checks"][:-1]]
            steps.append(_slot_step(row, argument))
            parameters.append(f"{name}_slot")
        else:
            steps += [_value_step(name, argument, check) for check in argument["checks"]]
            cast = f"({argument['c_type']})"
            parameters.append(f"{cast}{{{name}}}" if argument["wrapped"]
                              else name if argument["c_type"] == "uint64_t" else cast + name)
    parameters += [f"&{out['name']}_out" for out in row["outs"]]
    results = [(index, f"{out['name']}_out" + (".raw" if out["wrapped"] else ""))
               for index, out in enumerate(row["outs"])]
    return {"name": row["name"], "reads": reads, "slots": slots, "steps": steps,
            "outs": [f"{out['c_type']} {out['name']}_out;" for out in row["outs"]],
            "invoke": call("const kozo_err_t outcome = " + handler_name(row), parameters,
                           indent=4),
            "results": results, "lookups": bool(slots)}


def _message_registers(row, reads):
    names = []
    if row["deadline"]:
        reads.append("const kozo_deadline_t deadline = kozo_tag_flags(tag) & KOZO_TAG_FLAG_DEADLINE"
                     " ?\n        regs_deadline(regs) : KOZO_DEADLINE_NEVER;")
        names.append("deadline")
    if row["reply"]:
        reads.append("const kozo_handle_t reply = kozo_tag_flags(tag) & KOZO_TAG_FLAG_SAVED_REPLY"
                     " ?\n        regs_reply(regs) : (kozo_handle_t){0};")
        names.append("reply")
    return names


def _step(check, condition, code=None, error=None):
    return {"code": code, "condition": condition, "id": check["id"],
            "refusal": f"refuse(regs, {error or 'KOZO_ERR_' + check['error'].upper()}, "
                       f"{check['argument']}, {literal(check['detail'])})"}


def _tag_step(check):
    field = check["kind"].removeprefix("tag_")
    limit = literal(check["limit"])
    if field == "flags":
        return _step(check, f"(kozo_tag_flags(tag) & ~{limit}u) != 0")
    comparison = f"> {limit}" if check["limit"] else "!= 0"
    return _step(check, f"kozo_tag_{field}(tag) {comparison}")


def _capability_steps(name, argument):
    steps = []
    for check in argument["checks"]:
        if check["kind"] == "lookup":
            path = "KOZO_CNODE_RIGHT_MODIFY" if check["path"] else "0"
            code = call("err = cspace_lookup", [
                "caller", f"(kozo_handle_t){{{name}}}", boolean(check["dying"]), path,
                f"&{name}_slot"], indent=4)
            steps.append(_step(check, "err != KOZO_OK", code, "err"))
        elif check["kind"] == "type":
            steps.append(_step(check, f"cap_type({name}_slot) != "
                               f"KOZO_OBJECT_{check['object'].upper()}"))
        else:
            needs = " | ".join(f"KOZO_{argument['cap'].upper()}_RIGHT_{right.upper()}"
                               for right in argument["rights"])
            steps.append(_step(check, f"lacks({name}_slot, {needs})"))
    return steps


def _slot_step(row, argument):
    name = argument["name"]
    base = argument["cnode"]
    owner = row["self"] if base == "self" else next(
        other for other in row["args"] if other["name"] == base)
    count = f"(uint32_t){argument['count']}" if argument["count"] else "1"
    cnode = f"cap_object({base}_slot)"
    assert owner["cap"] == "cnode"
    code = call("err = cnode_slots", [cnode, f"(uint32_t){name}", count, f"&{name}_slot"], indent=4)
    return _step(argument["checks"][-1], "err != KOZO_OK", code, "err")


def _value_step(name, argument, check):
    limit = constant(check["limit_name"]) if check["limit_name"] else literal(check["limit"])
    kind = check["kind"]
    if kind == "object":
        return _step(check, f"{name} >= KOZO_OBJECT_LIMIT || "
                     f"(OBJECTS_CREATABLE >> {name} & 1) == 0")
    if kind == "enum":
        values = check["values"]
        if len(values) > 1 and is_range(values):
            low = f"{name} < {values[0]} || " if values[0] else ""
            return _step(check, f"{low}{name} > {values[-1]}")
        return _step(check, " && ".join(f"{name} != {value}" for value in values))
    if kind == "flags":
        return _step(check, f"(name & ~UINT64_C({limit})) != 0".replace("name", name, 1))
    if kind == "align":
        return _step(check, f"{name} % {limit} != 0")
    operator = {"minimum": "<", "maximum": ">", "below": ">="}[kind]
    return _step(check, f"{name} {operator} {limit}")


def _handed(name, argument):
    return f"{name}_slot" if argument["as_slot"] else f"cap_object({name}_slot)"
