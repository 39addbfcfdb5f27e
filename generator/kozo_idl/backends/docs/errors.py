# SPDX-License-Identifier: MIT
"""errors.md: every error, and who declares it."""
from kozo_idl.backends.common import checks_of, errors_of


def page(ir):
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
            f"### {row['name']}\n\n**{row['id']}**: {row['text']}. Remedy: {row['remedy']}."
            f"{_since(row)}{_users(used.get(row['name'], {}))}" for row in rows]))
    return ("One number space for the whole system; 0 is success. A server's reply that carries an "
            "error of another range than its own is refused by the client."), sections


def _since(row):
    return f" Since release {row['since']}." if row["since"] > 1 else ""


def _users(links):
    few = ", ".join(links) if len(links) <= 6 else f"{len(links)} operations and methods"
    return f" Declared by {few}." if links else ""
