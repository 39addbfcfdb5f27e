# SPDX-License-Identifier: MIT
"""system-*.md: who runs, who calls whom, who was given what."""
from kozo_idl.backends import pictures
from kozo_idl.backends.docs.markdown import code, join, object_link, picture_link, table


def page(row):
    programs = row["programs"]
    edges = [f"    {program['name']} -->|{use['interface']}| {use['provider']}"
             for program in programs for use in program["uses"]]
    lonely = [f"    {program['name']}" for program in programs
              if not program["uses"] and not program["provides"]]
    graph = code("\n".join(["graph LR", *edges, *lonely]), "mermaid")
    grants = [(f"`{program['name']}`", f"`{grant['name']}`", object_link(grant["object"]),
               join(grant["rights"]),
               f"{grant['first']:#x} to {grant['first'] + grant['count'] - 1:#x}" if grant["count"]
               else "") for program in programs for grant in program["grants"]]
    overview = table(("Number", "Program", "Priority", "Memory", "Slots", "Started", "Provides",
                       "Calls", "Purpose"), [
        (program["number"], f"`{program['name']}`", program["priority"],
         f"{program['memory'] >> 10} KiB", program["cnode_slots"],
         "at boot" if program["boot"] else "on demand", join(program["provides"]),
         join([use["interface"] for use in program["uses"]]), program["doc"])
        for program in sorted(programs, key=lambda program: program["number"])])
    return (f"{row['doc']} init itself provides: {join(row['init_provides'])}.",
            [("Who calls whom", [graph, picture_link(pictures.system(row["name"]))]),
             ("Programs", [overview]),
             ("Grants", [table(("Program", "Grant", "Object", "Rights", "Range"), grants)
                         or "None."]),
             ("Authority", [_CLOSURE.replace("\n", " "), *_authority(row)])])


_CLOSURE = """\
What programs can come to hold if capabilities are passed on by every message that has a parameter
for them: whoever calls an interface may be answered with one, and, with the right to grant, may
pass one, in either case with no other rights than the parameter's `mask`. What is not here cannot
come about as long as who gives a capability does so by its stubs, which see to that."""


def _authority(row):
    held = [(f"`{entry['program']}`", f"`{held['thing']}`", join(held["rights"]),
             "; ".join(held["way"]))
            for entry in row["closure"] for held in entry["holds"]]
    never = [(f"`{entry['program']}`", join([f"`{what}`" for what in entry["what"]]), entry["doc"])
             for entry in row["never"]]
    return [table(("Program", "Can hold", "Rights", "How"), held),
            table(("Program", "Never", "Why"), never) or "No program is denied anything by name."]
