# SPDX-License-Identifier: MIT
"""generated/docs: the reference pages. A page is a title, an introduction and sections of blocks,
where a block is a paragraph, a table or a fenced text."""
from kozo_idl.backends import interfaces, meaning, user
from kozo_idl.backends.common import constant, errors_of, output
from kozo_idl.backends.tests import checks_of, message_checks_of


def outputs(ir):
    """All pages, the index first."""
    pages = [
        ("abi.md", "Registers, words and the IPC buffer", "idl/abi.yaml", _abi(ir)),
        ("operations.md", "Kernel operations", "idl/kernel/operations.yaml", _operations(ir)),
        ("objects.md", "Object types", "idl/kernel/objects.yaml", _objects(ir)),
        ("errors.md", "Errors", "idl/kernel/errors.yaml", _errors(ir)),
        ("types.md", "Types and constants", "idl/", _types(ir)),
        ("structs.md", "Structures", "idl/", _structs(ir)),
    ]
    pages += [(f"interface-{row['name']}.md", f"Interface {row['name']}",
               interfaces.source_of(row), _interface(ir, row)) for row in ir["interfaces"]]
    pages += [(f"system-{row['name']}.md", f"System {row['name']}",
               f"idl/systems/{row['name']}.yaml", _system(row)) for row in ir["systems"]]
    index = ("index.md", "Reference of KOZO", "idl/", _index(ir, pages))
    return [output(f"docs/{path}", "docs/page.md", source, title=title, intro=intro,
                   sections=[{"title": name, "blocks": [block for block in blocks if block]}
                             for name, blocks in sections])
            for path, title, source, (intro, sections) in [index, *pages]]


def _table(head, rows):
    if not rows:
        return ""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |"
                     for line in lines)


def _code(text, language="c"):
    return f"```{language}\n{text}\n```"


def _prototype(text):
    """A prototype without `static inline`, still aligned."""
    head = "static inline "
    return text.replace(head, "").replace("\n" + " " * len(head), "\n") + ";"


def _count(number, noun, nouns):
    return f"{number} {noun if number == 1 else nouns}"


def _join(names):
    return ", ".join(names) or "none"


def _error_link(name):
    return f"[`{name}`](errors.md#{name})"


def _object_link(name):
    return "any capability" if name == "any" else f"[`{name}`](objects.md#{name})"


def _type_link(name):
    return f"[`{name}`](types.md#{name})"


def _number(value):
    return str(value) if value < 4096 else f"{value:#x}"


def _index(ir, pages):
    rows = [(f"[{title}]({path})", intro.split(". ")[0].rstrip(".") + ".")
            for path, title, _, (intro, _) in pages]
    checks = sum(len(checks_of(row)) for row in ir["operations"]) + len(ir["table_checks"])
    intro = f"{ir['abi']['doc']} ABI version {ir['abi']['version']}: " \
            f"{len(ir['operations'])} operations with {checks} checks, {len(ir['objects'])} " \
            f"object types, {len(ir['interfaces'])} interfaces with {_message_check_count(ir)} " \
            "checks."
    return intro, [("Pages", [_table(("Page", "What it says"), rows)])]


def _message_check_count(ir):
    return len(ir["wire_checks"]) + sum(
        len(checks) for row in ir["interfaces"] for owner in [row, *row["methods"]]
        for checks in owner["checks"].values())


# --- abi.md --------------------------------------------------------------------------------------


def _abi(ir):
    profile, buffer = ir["profile"], ir["buffer"]
    sections = [(f"Registers of {profile['name']}", [
        f"A system call is the instruction `{profile['trap']}`. Besides the registers named below "
        f"it changes {_join([f'`{name}`' for name in profile['clobbered']])}. The number of the "
        "operation tells which of the two profiles holds.",
        _table(("Register", "Method, in", "Method, out", "Message, in", "Message, out"),
               _register_rows(profile))])]
    for name, word in ir["words"].items():
        rows = [(f"`{field['name']}`", f"{field['shift']} to {field['shift'] + field['bits'] - 1}",
                 f"`kozo_{name}_{field['name']}()`")
                for field in sorted(word["fields"], key=lambda field: field["shift"])]
        sections.append((f"The {name} word", [
            word["doc"], _table(("Field", "Bits", "Accessor"), rows),
            _table(("Flag", "Value in the field", "Meaning"),
                   [(f"`KOZO_TAG_FLAG_{flag['name'].upper()}`", f"{1 << flag['bit']:#x}",
                     flag["doc"]) for flag in word["flags"]])]))
    caps, receive = 8 * buffer["words"], 8 * (buffer["words"] + buffer["caps"])
    end = receive + 4 * buffer["caps"]
    sections.append(("The IPC buffer", [buffer["doc"], _table(("Bytes", "Member", "Type"), [
        (f"0 to {caps - 1}", "`words`", f"`uint64_t[{buffer['words']}]`"),
        (f"{caps} to {receive - 1}", "`caps`", f"`uint64_t[{buffer['caps']}]`"),
        (f"{receive} to {end - 1}", "`receive`", f"`uint32_t[{buffer['caps']}]`"),
        (f"{end} to {buffer['bytes'] - 1}", "`reserved`", "zero")])]))
    sections.append(("Checks of messages", [
        "What the helpers in `<kozo/wire.h>` and `<kozo/wire_caps.h>` check for the stubs and "
        "skeletons of all interfaces.", _texts(ir["wire_checks"])]))
    return ("What a system call puts into registers, and where a message lies. Programs use the "
            "stubs in `<kozo/sys.h>`; nobody else needs these numbers."), sections


def _texts(checks):
    return _table(("Check", "Refused"), [(f"`{check['id']}`", check["refuses"])
                                         for check in checks])


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


# --- operations.md -------------------------------------------------------------------------------


def _operations(ir):
    sections = [("List", [_table(("Number", "Operation", "Self", "What it does"), [
        (row["id"], f"[`{row['name']}`](#{row['name']})",
         _object_link(row["self"]["cap"]) if row["self"] else "none",
         row["doc"].split(". ")[0].rstrip(".") + ".") for row in ir["operations"]]),
                          "Any other number is refused with " + _error_link("bad_operation") + ".",
                          _texts(ir["table_checks"])])]
    if ir["effects"]:
        sections.append(("How meaning is told", [
            "The paragraph Meaning of an operation follows from its effect clause, as do the model "
            "that the kernel is tested against and contracts for proofs of its handlers. It "
            "speaks of a forest of capabilities in slots: each has a parent or none, and its "
            "children in the order of their age. What else it has:",
            _table(("Field", "What it says"), meaning.vocabulary_rows(ir))]))
    sections += [(row["name"], _operation(ir, row)) for row in ir["operations"]]
    return ("Every system call: prototype, registers, and the checks in the order in which the "
            "kernel makes them. A call that fails a check changes nothing; its status names the "
            "error, the position of the argument (0 is self) and the detail. The id of a check is "
            "also the name of the host test that breaks it."), sections


def _operation(ir, row):
    profile = ir["profile"][row["profile"]]
    facts = f"Operation {row['id']}, {row['profile']} profile."
    if row["self"]:
        rights = _join([f"`{right}`" for right in row["self"]["rights"]])
        register = profile["cap" if row["profile"] == "message" else "self"]
        facts += f" Self in `{register}`: {_object_link(row['self']['cap'])}, rights: {rights}."
    if row["profile"] == "message":
        ways = [name for name in ("sends", "receives") if row[name]]
        read = [name for name in ("deadline", "reply") if row[name]]
        registers = _join([f"`{profile[name]}` ({name})" for name in read])
        facts += f" It {' and '.join(ways)}" + (f"; may read {registers}." if read else ".")
    facts += " Preemptible: runs again from its registers after an interrupt." \
        if row["preemptible"] else ""
    told = meaning.paragraph(ir, row, _error_link) if row["effect"] else ""
    blocks = [row["doc"], _code(_prototype(user.prototype(row))), told, facts,
              _table(("Register", "Argument", "Type", "Meaning"), _argument_rows(ir, row)),
              _table(("Register", "Result", "Type", "Meaning"), _result_rows(ir, row)),
              _table(("Check", "Refused", "Error", "Detail"),
                     [(f"`{check['id']}`", *_check(ir, row, check)) for check in checks_of(row)])]
    if row["errors"]:
        blocks.append("Besides: " + ", ".join(map(_error_link, row["errors"])) + ".")
    return blocks


def _argument_rows(ir, row):
    method = ir["profile"]["method"]
    rows = []
    for argument in row["args"]:
        if argument["kind"] == "cap":
            rights = f" with {_join(argument['rights'])}" if argument["rights"] else ""
            kind = _object_link(argument["cap"]) + rights
        elif argument["kind"] in ("slot", "slots"):
            kind = f"empty slot{'s' if argument['count'] else ''} of `{argument['cnode']}`"
        elif argument["kind"] == "object":
            kind = "[object type](objects.md)"
        else:
            kind = _scalar(ir, argument["type"])
        rows.append((f"`{method['args'][argument['position'] - 1]}`", f"`{argument['name']}`", kind,
                     argument["doc"] + _withheld(argument)))
    return rows


def _result_rows(ir, row):
    return [(f"`{ir['profile']['method']['results'][index]}`", f"`{out['name']}`",
             "handle" if out["handle"] else _scalar(ir, out["type"]), out["doc"] + _withheld(out))
            for index, out in enumerate(row["outs"])]


def _withheld(param):
    return " Not in traces." if param["payload"] else ""


def _scalar(ir, name):
    if name in ir["words"]:
        return f"[`{name}`](abi.md#the-{name}-word)"
    return _type_link(name) if any(row["name"] == name for row in ir["types"]) else f"`{name}`"


def _check(ir, row, check):
    """(when it refuses, the error, the detail) of a check."""
    kind, limit, at = check["kind"], _number(check["limit"]), check["argument"]
    name = "self" if at == 0 else row["args"][at - 1]["name"] if at <= len(row["args"]) else "tag"
    errors = ", ".join(map(_error_link, errors_of(check)))
    if kind == "lookup":
        path = ", or a CNode on the way lacks `modify`" if check["path"] else ""
        text = f"`{name}` designates nothing{path}"
    elif kind == "slot":
        text = f"`{name}` lies outside, or is occupied"
    elif kind == "rights":
        argument = row["self"] if at == 0 else row["args"][at - 1]
        text = f"`{name}` lacks {' or '.join(f'`{right}`' for right in argument['rights'])}"
    elif kind == "tag_flags":
        allowed = [f"`{flag['name']}`" for flag in ir["words"]["tag"]["flags"]
                   if check["limit"] >> flag["bit"] & 1]
        text = f"the tag has a flag other than {_join(allowed)}"
    else:
        values = ", ".join(map(str, check.get("values", ())))
        text = {"type": f"`{name}` is no {check.get('object')}",
                "tag_words": f"the tag says more than {limit} words",
                "tag_caps": f"the tag says more than {limit} capabilities",
                "minimum": f"`{name}` < {limit}", "maximum": f"`{name}` > {limit}",
                "below": f"`{name}` >= {limit}", "align": f"`{name}` is no multiple of {limit}",
                "enum": f"`{name}` is none of {values}",
                "flags": f"`{name}` has a bit outside {check['limit']:#x}",
                "object": f"`{name}` is no type that can be made"}[kind]
    return text, errors, _number(check["detail"])


# --- objects.md, errors.md, types.md, structs.md -------------------------------------------------


def _objects(ir):
    generic = [right["name"] for right in ir["rights"]]
    sections = [("Rights", [
        "A right is a bit; each type gives the bits names of its own.",
        _table(("Type", *(f"bit {index} ({name})" for index, name in enumerate(generic))), [
            (_object_link(row["name"]), *(next((f"`{right['name']}`" for right in row["rights"]
                                               if right["generic"] == name), "")
                                          for name in generic)) for row in ir["objects"]])])]
    for row in ir["objects"]:
        operations = [f"[`{op['name']}`](operations.md#{op['name']})" for op in ir["operations"]
                      if op["self"] and op["self"]["cap"] == row["name"]]
        sections.append((row["name"], [row["doc"], _table(("Fact", ""), [
            ("number", f"{row['id']} (`KOZO_OBJECT_{row['name'].upper()}`)"),
            ("made from", _object_link(row["from"]) if row["from"] else "by the kernel itself"),
            ("can be made of device memory", "yes" if row["device"] else "no"),
            ("log2 of the size", _sizes(row["sizes"])),
            ("can be copied", "yes" if row["copyable"] else "no"),
            ("can carry a badge", "yes" if row["badgeable"] else "no"),
            ("operations", _join(operations))])]))
    return "What a capability can designate, and what it may permit.", sections


def _sizes(sizes):
    if len(sizes) > 2:
        return f"{sizes[0]} to {sizes[-1]}"
    return " or ".join(map(str, sizes)) or "not made of memory"


def _errors(ir):
    used = {}
    for row in ir["operations"]:
        names = [*row["errors"]]
        names += [name for check in checks_of(row) for name in errors_of(check)]
        for name in names:
            used.setdefault(name, {})[f"[`{row['name']}`](operations.md#{row['name']})"] = True
    for row in ir["interfaces"]:
        for method in row["methods"]:
            for name in method["errors"]:
                page = f"interface-{row['name']}.md#{method['name']}"
                link = f"[`{row['name']}_{method['name']}`]({page})"
                used.setdefault(name, {})[link] = True
    sections = []
    for group in ir["error_groups"]:
        rows = [row for row in ir["errors"] if group["first"] <= row["id"] <= group["last"]]
        title = f"Errors of the {group['name']} range, {group['first']} to {group['last']}"
        sections.append((title, [
            _table(("Number", "Error", "Meaning", "Remedy", "Declared by"), [
                (row["id"], f"<a id=\"{row['name']}\"></a>`{row['name']}`", row["text"],
                 row["remedy"], _users(used.get(row["name"], {}))) for row in rows])]))
    return ("One number space for the whole system; 0 is success. A server's reply that carries an "
            "error of another range than its own is refused by the client."), sections


def _users(links):
    return ", ".join(links) if len(links) <= 6 else f"{len(links)} operations and methods"


def _types(ir):
    scalars = [row for row in ir["types"] if row["kind"] == "scalar"]
    sections = [("Scalars", [_table(("Type", "In C", "Bits", "Range", "Unit", "Meaning"), [
        (f"<a id=\"{row['name']}\"></a>`{row['name']}`", f"`{row['c_type']}`", row["bits"],
         f"{_number(row['minimum'])} to {_number(row['maximum'])}", row["unit"] or "", row["doc"])
        for row in scalars])])]
    for row in ir["types"]:
        if row["kind"] != "scalar":
            prefix = f"KOZO_{row['name'].upper()}_"
            kind = "Flags" if row["kind"] == "flags" else "Enumeration"
            sections.append((row["name"], [
                row["doc"] + f" {kind} of {row['bits']} bits, `{row['c_type']}`.",
                _table(("Value", "Name"), [
                    (f"{value['value']:#x}" if row["kind"] == "flags" else value["value"],
                     f"`{prefix}{value['name'].upper()}`") for value in row["values"]])]))
    sections.append(("Constants", [_table(("Constant", "Value", "Meaning"), [
        (f"`{constant(row['name'])}`", _number(row["value"]), row["doc"])
        for row in ir["constants"]])]))
    return "Scalars, enumerations, flags and constants of the ABI.", sections


def _structs(ir):
    sections = []
    for row in ir["structs"]:
        rows = []
        for field in row["fields"]:
            count = "" if field["count"] is None else \
                f"[{constant(field['count_name']) if field['count_name'] else field['count']}]"
            unit = f" Unit: {field['unit']}." if field["unit"] else ""
            rows.append((field["offset"], field["bytes"], f"`{field['name']}`",
                         f"`{field['c_type']}{count}`", field["doc"] + unit))
        sections.append((row["name"], [
            f"{row['doc']} `struct kozo_{row['name']}`, {row['size']} bytes.",
            _table(("Offset", "Bytes", "Member", "Type", "Meaning"), rows)]))
    return "Structures in memory that two programs share, with byte offsets.", sections


# --- interface-*.md, system-*.md -----------------------------------------------------------------


_ORDER = """\
A client checks the arguments before it sends anything, then how the call went, and the reply before
it hands out results; a server checks the request before the body runs, and what the body gives. The
id of a check is `interface_method.place.field.kind`, and also the name of the host test that breaks
it. The first check that fails decides: the server answers, and the client returns, the error that
the table names, and deletes the capabilities that a refused reply has brought. Of a capability it
is checked that it is there, then its type, then its rights."""


def _interface(ir, row):
    kernel = " The kernel is its client, and takes any reply that is not as it should be for " \
             "the same." if row["kernel"] else ""
    common = row["checks"]["request"] + row["checks"]["reply"]
    sections = [("Checks", [_ORDER.replace("\n", " "), _message_checks(common)])]
    for method in row["methods"]:
        ins, outs = interfaces.named_params(method)
        body = interfaces.body_prototype(row, method, ins, outs)
        client = "" if row["kernel"] else \
            _prototype(interfaces.client_prototype(row, method, ins, outs)) + "\n"
        answer = " Answered later, with the reply right that the body saves." \
            if method["deferred"] else ""
        blocks = [f"Method {method['id']}. {method['doc']}{answer}", _code(client + body)]
        for side, title in (("in", "Request"), ("out", "Reply")):
            blocks.append(_layout(ir, method[side], title))
        if method["errors"]:
            blocks.append("Errors: " + ", ".join(map(_error_link, method["errors"])) + ".")
        blocks.append(_message_checks(message_checks_of(method)))
        sections.append((method["name"], blocks))
    intro = f"{row['doc']}{kernel} Version {row['version']}, number {row['id']:#010x} in the tag."
    return intro, sections


def _message_checks(checks):
    return _table(("Check", "Refused", "Error"), [
        (f"`{check['id']}`", _refused(check), _refusal(check)) for check in checks])


def _refused(check):
    name, limit = f"`{check['field']}`", check["limit"]
    words = ", ".join(map(str, check["words"]))
    failed = {"call": "the call fails", "result": "the body returns an error",
              "reply": "an error, or [no answer at all](abi.md#checks-of-messages)"}
    return {"interface": "another interface", "tag_flags": "other flags in the tag",
            "method": "a label that no method has", "error": failed.get(check["place"]),
            "tag_caps": f"another number of capabilities than {limit}",
            "tag_words": "another number of words",
            "capability": f"{name} is not there, of another type or lacks a right",
            "unused": f"a bit that belongs to no field, in word {words}",
            "minimum": f"{name} < {limit}{check['unit']}",
            "maximum": f"{name} > {limit}{check['unit']}",
            "room": f"room for {name} < {limit} bytes", "enum": f"{name} is no known value",
            "flags": f"{name} has an unknown bit",
            "text": f"{name} is not UTF-8 without NUL, or its padding is not zero",
            "padding": f"the padding of {name} is not zero",
            "gap": f"the rest of the room of {name} is not zero"}[check["kind"]]


def _refusal(check):
    if check["kind"] != "error" or check["error"] == "malformed":
        return _error_link(check["error"])
    return "that error" if check["place"] != "reply" else \
        f"that error, or {_error_link(check['error'])}"


def _layout(ir, message, title):
    rows = []
    for param in message["params"]:
        if param["kind"] == "cap":
            rights = _join(param["rights"])
            rows.append((f"capability {param['slot']}", f"`{param['name']}`",
                         f"{_object_link(param['cap'])} with {rights}", param["doc"]))
            continue
        place = f"word {param['word']}"
        if param["shift"]:
            place += f", bits {param['shift']} to {param['shift'] + param['bits'] - 1}"
        if param["kind"] == "value":
            rows.append((place, f"`{param['name']}`", _scalar(ir, param["type"]), param["doc"]))
        else:
            kind = "UTF-8" if param["kind"] == "string" else "bytes"
            rows.append((f"{place}: its size; from word {param['data_word']}: the data",
                         f"`{param['name']}`", f"{kind}, {param['min']} to {param['max']} bytes",
                         param["doc"]))
    shape = f"{title}: {_count(message['words'], 'word', 'words')}"
    if message["variable"]:
        shape += f" and those of `{message['variable']}`"
    shape += f", {_count(message['caps'], 'capability', 'capabilities')}."
    table = _table(("Place", "Field", "Type", "Meaning"), rows)
    return f"{shape}\n\n{table}" if table else shape


def _system(row):
    programs = row["programs"]
    edges = [f"    {program['name']} -->|{use['interface']}| {use['provider']}"
             for program in programs for use in program["uses"]]
    lonely = [f"    {program['name']}" for program in programs
              if not program["uses"] and not program["provides"]]
    graph = _code("\n".join(["graph LR", *edges, *lonely]), "mermaid")
    grants = [(f"`{program['name']}`", f"`{grant['name']}`", _object_link(grant["object"]),
               _join(grant["rights"]),
               f"{grant['first']:#x} to {grant['first'] + grant['count'] - 1:#x}" if grant["count"]
               else "") for program in programs for grant in program["grants"]]
    table = _table(("Number", "Program", "Priority", "Memory", "Slots", "Started", "Provides",
                    "Calls", "Purpose"), [
        (program["number"], f"`{program['name']}`", program["priority"],
         f"{program['memory'] >> 10} KiB", program["cnode_slots"],
         "at boot" if program["boot"] else "on demand", _join(program["provides"]),
         _join([use["interface"] for use in program["uses"]]), program["doc"])
        for program in sorted(programs, key=lambda program: program["number"])])
    return (f"{row['doc']} init itself provides: {_join(row['init_provides'])}.",
            [("Who calls whom", [graph]), ("Programs", [table]),
             ("Grants", [_table(("Program", "Grant", "Object", "Rights", "Range"), grants)
                         or "None."])])
