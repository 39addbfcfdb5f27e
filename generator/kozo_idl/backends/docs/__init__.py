# SPDX-License-Identifier: MIT
"""generated/docs: the reference pages, a module for each kind. A page is an introduction and
sections of blocks, where a block is a paragraph, a table or a fenced text."""
from kozo_idl.backends.common import checks_of, output
from kozo_idl.backends.docs import (abi, errors, interfaces, objects, operations, structs, systems,
                                    types)
from kozo_idl.backends.docs.markdown import readable, table
from kozo_idl.backends.interfaces import source_of


def outputs(ir):
    """All pages, the index first."""
    ir = readable(ir)
    pages = [
        ("abi.md", "Registers, words and the IPC buffer", "idl/abi.yaml", abi.page(ir)),
        ("operations.md", "Kernel operations", "idl/kernel/operations.yaml", operations.page(ir)),
        ("objects.md", "Object types", "idl/kernel/objects.yaml", objects.page(ir)),
        ("errors.md", "Errors", "idl/kernel/errors.yaml", errors.page(ir)),
        ("types.md", "Types and constants", "idl/", types.page(ir)),
        ("structs.md", "Structures", "idl/", structs.page(ir)),
    ]
    pages += [(f"interface-{row['name']}.md", f"Interface {row['name']}",
               source_of(row), interfaces.page(ir, row)) for row in ir["interfaces"]]
    pages += [(f"system-{row['name']}.md", f"System {row['name']}",
               f"idl/systems/{row['name']}.yaml", systems.page(row)) for row in ir["systems"]]
    index = ("index.md", "Reference of KOZO", "idl/", _index(ir, pages))
    return [output(f"docs/{path}", "docs/page.md", source, title=title, intro=intro,
                   sections=[{"title": name, "blocks": [block for block in blocks if block]}
                             for name, blocks in sections])
            for path, title, source, (intro, sections) in [index, *pages]]


def _index(ir, pages):
    rows = [(f"[{title}]({path})", intro.split(". ")[0].rstrip(".") + ".")
            for path, title, _, (intro, _) in pages]
    checks = sum(len(checks_of(row)) for row in ir["operations"]) + len(ir["table_checks"])
    intro = f"{ir['abi']['doc']} ABI version {ir['abi']['version']}: " \
            f"{len(ir['operations'])} operations with {checks} checks, {len(ir['objects'])} " \
            f"object types, {len(ir['interfaces'])} interfaces with {_message_check_count(ir)} " \
            "checks."
    return intro, [("Pages", [table(("Page", "What it says"), rows)])]


def _message_check_count(ir):
    return len(ir["wire_checks"]) + sum(
        len(checks) for row in ir["interfaces"] for owner in [row, *row["methods"]]
        for checks in owner["checks"].values())
