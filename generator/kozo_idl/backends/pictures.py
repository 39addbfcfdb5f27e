# SPDX-License-Identifier: MIT
"""docs/system-*.dot: for Graphviz, who calls whom and who was given what."""
from kozo_idl.backends.common import output


def outputs(ir):
    """A picture of each system; what starts by itself is bold."""
    return [output(f"docs/system-{row['name']}.dot", "docs/system.dot",
                   f"idl/systems/{row['name']}.yaml", name=row["name"], programs=row["programs"])
            for row in ir["systems"]]
